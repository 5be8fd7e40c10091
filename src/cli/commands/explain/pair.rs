//! Two reports: what they share, and why that was flagged or not.

use std::collections::BTreeSet;

use super::Run;
use crate::cli::commands::number;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::words;
use crate::model::Layer;
use crate::report;
use crate::report::rows::DocumentRow;
use crate::report::rows::PairRow;
use crate::report::rows::PassageRow;
use crate::report::rows::PlaceRow;

/// Set phrases that are quoted.
const EXAMPLES_MAX: usize = 5;

/// Columns of a quoted set phrase.
const EXAMPLE_COLUMNS: usize = 24;

/// What is said of the pair.
pub(super) fn lines(run: &Run, names: [&String; 2]) -> Result<Vec<String>, Failure> {
    let lang = run.lang;
    let left = find(run, names[0])?;
    let right = find(run, names[1])?;
    let mut lines: Vec<String> = [left, right].iter().map(|row| layers(run, row)).collect();
    if let Some(row) = [left, right].into_iter().find(|row| !row.verdict.is_readable()) {
        lines.push(words::fill("explain.unread", &[("name", &row.name)], lang));
        return Ok(lines);
    }
    let passages = |layer: Layer| -> Vec<&PassageRow> {
        let is_shared = |row: &&PassageRow| row.layer == layer && joins(row, left, right);
        run.passages.iter().filter(is_shared).collect()
    };
    let (copied, forms) = (passages(Layer::Copied), passages(Layer::Template));
    if copied.is_empty() {
        lines.push(words::word("explain.no", lang).to_owned());
        let max = number(run.config.classify.expected_max);
        lines.push(words::fill("explain.why-not", &[("max", &max)], lang));
    } else {
        lines.push(words::fill("explain.yes", &[("count", &copied.len())], lang));
        lines.extend(copied.iter().map(|row| brief(run, row)));
    }
    if !forms.is_empty() {
        lines.push(words::fill("explain.forms", &[("count", &forms.len())], lang));
        lines.extend(forms.iter().map(|row| brief(run, row)));
    }
    lines.extend(given(run, left, right));
    lines.extend(phrases(run, left, right));
    lines.push(shares(run, left, right));
    Ok(lines)
}

/// The report that `name` means: the document as given or its file name, `#2` for the second.
fn find<'a>(run: &'a Run, name: &str) -> Result<&'a DocumentRow, Failure> {
    let (bare, number) = match name.rsplit_once('#').map(|(bare, n)| (bare, n.parse::<u32>())) {
        Some((bare, Ok(number))) => (bare, Some(number)),
        _ => (name, None),
    };
    let bare = bare.replace('\\', "/");
    let is_wanted = |row: &&DocumentRow| number.is_none_or(|number| row.report == number);
    let by = |holds: &dyn Fn(&DocumentRow) -> bool| -> Vec<&'a DocumentRow> {
        run.documents.iter().filter(|row| holds(row)).filter(is_wanted).collect()
    };
    let mut found = by(&|row| row.document == name || row.document == bare);
    if found.is_empty() {
        let file = format!("/{bare}");
        found = by(&|row| row.document.ends_with(&file));
    }
    match found.as_slice() {
        [] => Err(run.failure("failure.no-document", name)),
        [one] => Ok(one),
        several => {
            let names: Vec<String> =
                several.iter().map(|row| format!("{}#{}", row.document, row.report)).collect();
            let join = words::word("mark.join", run.lang);
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("name", &name), ("names", &names.join(join))];
            Err(Failure::of("failure.ambiguous", values, run.lang))
        }
    }
}

fn joins(row: &PassageRow, left: &DocumentRow, right: &DocumentRow) -> bool {
    let sides = [&row.left, &row.right].map(|side| (side.document.as_str(), side.report));
    let wanted = [left, right].map(|row| (row.document.as_str(), row.report));
    sides == wanted || sides == [wanted[1], wanted[0]]
}

/// A report's characters by layer.
fn layers(run: &Run, row: &DocumentRow) -> String {
    let join = words::word("mark.join", run.lang);
    let account = row.account.clone().unwrap_or_default();
    let layers: Vec<String> = account
        .iter()
        .filter(|(_, n)| **n > 0)
        .map(|(layer, n)| format!("{} {n}", report::words::layer(*layer, run.lang)))
        .collect();
    let name = format!("{}#{}", row.document, row.report);
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("name", &name), ("layers", &layers.join(join))];
    words::fill("explain.layers", values, run.lang)
}

/// A passage in one line.
fn brief(run: &Run, row: &PassageRow) -> String {
    let kind = report::words::kind(&row.kind, run.lang);
    let grade = report::words::grade(&row.grade, run.lang);
    let quote = row.left.quote.split_whitespace().collect::<Vec<_>>().join(" ");
    format!("  {}  {grade}  {kind}  {}", row.id, layout::clipped(&quote, 2 * EXAMPLE_COLUMNS))
}

/// Base texts and sources of which both have something.
fn given(run: &Run, left: &DocumentRow, right: &DocumentRow) -> Option<String> {
    let of = |row: &DocumentRow| -> BTreeSet<String> {
        row.references.iter().filter_map(|one| one.reference.clone()).collect()
    };
    let shared: Vec<String> = of(left).intersection(&of(right)).cloned().collect();
    let join = words::word("mark.join", run.lang);
    let values: &[(&str, &dyn std::fmt::Display)] = &[("names", &shared.join(join))];
    (!shared.is_empty()).then(|| words::fill("explain.given", values, run.lang))
}

/// Set phrases that both have.
fn phrases(run: &Run, left: &DocumentRow, right: &DocumentRow) -> Option<String> {
    let stands_in = |places: &[PlaceRow], row: &DocumentRow| {
        places.iter().any(|one| one.document == row.document && one.report == row.report)
    };
    let shared: Vec<&str> = run
        .boilerplate
        .iter()
        .filter(|one| stands_in(&one.places, left) && stands_in(&one.places, right))
        .map(|one| one.text.as_str())
        .collect();
    if shared.is_empty() {
        return None;
    }
    let clipped = |text: &&str| layout::clipped(text, EXAMPLE_COLUMNS);
    let examples: Vec<String> = shared.iter().take(EXAMPLES_MAX).map(clipped).collect();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("count", &shared.len()),
        ("examples", &examples.join(words::word("mark.join", run.lang))),
    ];
    Some(words::fill("explain.phrases", values, run.lang))
}

/// How like the two are as wholes.
fn shares(run: &Run, left: &DocumentRow, right: &DocumentRow) -> String {
    let key = |row: &DocumentRow| (row.document.clone(), row.report);
    let (left, right) = (key(left), key(right));
    let is_pair = |row: &&PairRow| {
        let a = (row.left.document.clone(), row.left.report);
        let b = (row.right.document.clone(), row.right.report);
        (a == left && b == right) || (a == right && b == left)
    };
    let Some(row) = run.pairs.iter().find(is_pair) else {
        return words::word("explain.no-row", run.lang).to_owned();
    };
    let mut containment = [row.containment_left, row.containment_right];
    if row.left.document != left.0 || row.left.report != left.1 {
        containment.swap(0, 1);
    }
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("jaccard", &percent(row.jaccard)),
        ("left", &percent(containment[0])),
        ("right", &percent(containment[1])),
        ("words", &percent(row.words_jaccard)),
    ];
    words::fill("explain.shares", values, run.lang)
}
