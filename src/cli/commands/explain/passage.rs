//! A passage or a set phrase by its id.

use super::Run;
use crate::cli::commands::number;
use crate::cli::commands::passage;
use crate::cli::commands::passage::Shown;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::words;
use crate::model::Layer;
use crate::report;
use crate::report::rows::BoilerplateRow;
use crate::report::rows::DocumentRow;
use crate::report::rows::PassageRow;
use crate::report::rows::ReferenceRow;
use crate::report::rows::SideRow;

/// What is said of the passage or set phrase `id`, whatever its case and hyphens.
pub(super) fn lines(run: &Run, id: &str, columns: usize) -> Result<Vec<String>, Failure> {
    let bare = |id: &str| id.replace('-', "").to_ascii_uppercase();
    let wanted = bare(id);
    if let Some(row) = run.passages.iter().find(|row| bare(&row.id) == wanted) {
        return Ok(of_passage(run, row, columns));
    }
    if let Some(row) = run.boilerplate.iter().find(|row| bare(&row.id) == wanted) {
        return Ok(vec![phrase(run, row)]);
    }
    for row in &run.documents {
        if let Some(one) = row.references.iter().find(|one| bare(&one.id) == wanted) {
            return Ok(of_reference(run, row, one));
        }
    }
    Err(run.failure("failure.no-id", id))
}

/// What is said of a stretch that stands in a given text, or claims to.
fn of_reference(run: &Run, row: &DocumentRow, one: &ReferenceRow) -> Vec<String> {
    let lang = run.lang;
    let name = run.name(&row.document, row.report);
    let source = one.reference.as_deref().unwrap_or_default();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("name", &name),
        ("text", &one.text),
        ("kind", &report::words::kind(&one.kind, lang)),
        ("source", &source),
    ];
    let mut lines = vec![one.id.clone(), words::fill("explain.reference", values, lang)];
    for difference in &one.differences {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("here", &difference.here), ("there", &difference.there)];
        lines.push(words::fill("explain.difference", values, lang));
    }
    let key = match one.kind.as_str() {
        "base" => "explain.rule.base",
        "claimed" => "explain.rule.claimed",
        "unattributed" => "explain.rule.unattributed",
        _ => "explain.rule.quotation",
    };
    lines.push(words::word(key, lang).to_owned());
    lines
}

fn of_passage(run: &Run, row: &PassageRow, columns: usize) -> Vec<String> {
    let lang = run.lang;
    let shown = Shown { columns, is_swapped: false, lang };
    let what: &[(&str, &dyn std::fmt::Display)] = &[
        ("layer", &report::words::layer(row.layer, lang)),
        ("kind", &report::words::kind(&row.kind, lang)),
        ("grade", &report::words::grade(&row.grade, lang)),
    ];
    let meaning = report::words::meaning(row.layer, lang);
    let mut lines = vec![row.id.clone()];
    for (key, side) in [("passage.left", &row.left), ("passage.right", &row.right)] {
        let colon = words::word("mark.colon", lang);
        lines.push(format!("{}{colon}{}", words::word(key, lang), place(run, side)));
    }
    lines.extend(passage::texts(row, shown));
    lines.push(words::fill("explain.what", what, lang));
    lines.push(words::fill("explain.meaning", &[("meaning", &meaning)], lang));
    lines.extend(evidence(run, row));
    lines.push(rule(run, row));
    lines.extend(passage::reasons("passage.support", &row.support, shown));
    lines.extend(passage::reasons("passage.against", &row.against, shown));
    lines.push(direction(run, row));
    lines.extend(family(run, row));
    lines
}

fn place(run: &Run, side: &SideRow) -> String {
    let text = |number: Option<u32>| number.map(|n| n.to_string()).unwrap_or_default();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("report", &side.report),
        ("page", &text(side.page)),
        ("paragraph", &text(side.paragraph)),
        ("heading", &side.heading.as_deref().unwrap_or_default()),
    ];
    let place = words::fill("place", values, run.lang);
    format!("{} {place}", run.name(&side.document, side.report))
}

/// How much is equal, how rare that is, how often chance would do it, who else has it.
fn evidence(run: &Run, row: &PassageRow) -> Vec<String> {
    let lang = run.lang;
    let reports = run.basis.reports;
    let pairs = reports * reports.saturating_sub(1) / 2;
    let others = row.against.iter().find(|reason| reason.code == "independent-users");
    let others = others.and_then(|reason| reason.values.get("users")).map_or("0", String::as_str);
    vec![
        words::fill(
            "explain.equal",
            &[
                ("matched", &row.matched),
                ("columns", &row.identity.d),
                ("identity", &percent(row.identity)),
            ],
            lang,
        ),
        words::fill("explain.bits", &[("bits", &((row.surprise_bits + 500) / 1000))], lang),
        words::fill(
            "explain.expected",
            &[("expected", &row.expected_by_chance), ("pairs", &pairs)],
            lang,
        ),
        words::fill(
            "explain.users",
            &[
                ("reports", &reports),
                ("independent", &run.basis.independent_users),
                ("others", &others),
            ],
            lang,
        ),
    ]
}

/// The rule of `classify` that gave layer and grade.
fn rule(run: &Run, row: &PassageRow) -> String {
    let settings = &run.config.classify;
    let key = match row.layer {
        Layer::Copied => "explain.rule.copied",
        Layer::Template => "explain.rule.template",
        _ => "explain.rule.other",
    };
    let small = match run.basis.small_sample {
        true => words::fill("explain.small", &[("min", &settings.sample_users_min)], run.lang),
        false => String::new(),
    };
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("max", &number(settings.expected_max)),
        ("strong", &number(settings.expected_strong)),
        ("form", &settings.form_symbols_min),
        ("small", &small),
    ];
    words::fill(key, values, run.lang)
}

fn direction(run: &Run, row: &PassageRow) -> String {
    let confidence = match row.direction_confidence {
        0 => String::new(),
        percent => percent.to_string(),
    };
    let direction = report::words::direction(&row.direction, run.lang);
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("direction", &direction), ("confidence", &confidence)];
    let mut lines = vec![words::fill("explain.direction", values, run.lang)];
    let reasons = row.direction_reasons.iter();
    lines.extend(reasons.map(|reason| format!("  {}", report::words::reason(reason, run.lang))));
    lines.join("\n")
}

fn family(run: &Run, row: &PassageRow) -> Option<String> {
    let id = row.family.as_ref()?;
    let family = run.families.iter().find(|family| family.id == *id)?;
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("family", id), ("count", &family.members.len())];
    Some(words::fill("explain.family", values, run.lang))
}

fn phrase(run: &Run, row: &BoilerplateRow) -> String {
    let basis = report::words::code("basis", &row.basis, run.lang);
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("text", &row.text),
        ("users", &row.users),
        ("independent", &row.independent_users),
        ("basis", &basis),
    ];
    words::fill("explain.phrase", values, run.lang)
}
