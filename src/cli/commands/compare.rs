//! `leitong compare`: two files or folders side by side in the terminal.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::commands::passage;
use crate::cli::commands::passage::Shown;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::words;
use crate::model::Lang;
use crate::pipeline;
use crate::read::Document;
use crate::report::rows::PassageRow;
use crate::report::rows::Rows;
use crate::report::rows::SideRow;

/// A report: document and number.
type Key<'a> = (&'a str, u32);

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Compare, voice: Voice) -> Ending {
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let lang = voice.lang;
    let bars = Bars::new(voice);
    let (mut documents, mut diagnostics) =
        pipeline::read(std::slice::from_ref(&args.left), &chosen.config, &bars);
    super::need_text(&documents, &diagnostics, lang)?;
    let lefts: BTreeSet<String> = documents.iter().map(|one| one.name.clone()).collect();
    let (others, more) = pipeline::read(std::slice::from_ref(&args.right), &chosen.config, &bars);
    super::need_text(&others, &more, lang)?;
    refuse_same(&documents, &others, lang)?;
    documents.extend(others);
    diagnostics.extend(more);
    super::say_diagnostics(&diagnostics, lang);
    let archive = pipeline::ingest(documents, diagnostics, &chosen.given, &chosen.config, &bars);
    let comparison = pipeline::compare(&archive, &chosen.config, &bars);
    let rows = pipeline::rows(&archive, &comparison, &chosen.config);
    bars.end();
    let columns = args.width.unwrap_or_else(layout::columns).max(20);
    output::data(|out| write(&rows, &lefts, (columns, lang), out), lang)?;
    if rows.basis.small_sample && !voice.is_quiet {
        let label = words::word("label.warning", lang);
        output::say(&format!("{label}{}", words::word("compare.small", lang)));
    }
    Ok(Exit::Done)
}

/// A file on both sides would be compared with itself.
fn refuse_same(left: &[Document], right: &[Document], lang: Lang) -> Result<(), Failure> {
    let file = |one: &Document| {
        let name = one.name.split("!/").next().unwrap_or_default();
        std::fs::canonicalize(name).unwrap_or_else(|_| name.into())
    };
    let known: BTreeSet<_> = left.iter().map(file).collect();
    match right.iter().find(|one| known.contains(&file(one))) {
        Some(one) => Err(Failure::of("failure.same", &[("name", &one.name)], lang)),
        None => Ok(()),
    }
}

/// Every pair of a report of one side with one of the other that share a passage.
fn write(
    rows: &Rows,
    lefts: &BTreeSet<String>,
    (columns, lang): (usize, Lang),
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_left = |side: &SideRow| lefts.contains(&side.document);
    let mut pairs: BTreeMap<(Key, Key), Vec<&PassageRow>> = BTreeMap::new();
    for row in rows.passages.iter().filter(|row| is_left(&row.left) != is_left(&row.right)) {
        let is_swapped = is_left(&row.right);
        let (left, right) =
            if is_swapped { (&row.right, &row.left) } else { (&row.left, &row.right) };
        pairs.entry((key(left), key(right))).or_default().push(row);
    }
    if pairs.is_empty() {
        return writeln!(out, "{}", words::word("compare.none", lang));
    }
    writeln!(out, "{}", words::word("compare.legend", lang))?;
    for ((left, right), mut passages) in pairs {
        passages.sort_by_key(|row| (first(row, left).start, row.id.clone()));
        let names = [left, right].map(|key| name(rows, key));
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("left", &names[0]), ("right", &names[1])];
        writeln!(out, "\n{}", words::fill("pair.title", values, lang))?;
        writeln!(out, "{}", counts(rows, left, right, lang))?;
        for (i, row) in passages.iter().enumerate() {
            let shown = Shown { columns, is_swapped: key(&row.left) != left, lang };
            writeln!(out)?;
            for line in passage::lines(i + 1, row, shown) {
                writeln!(out, "{line}")?;
            }
        }
    }
    Ok(())
}

fn key(side: &SideRow) -> Key<'_> {
    (&side.document, side.report)
}

/// The side of the report `left`.
fn first<'a>(row: &'a PassageRow, left: Key) -> &'a SideRow {
    if key(&row.left) == left { &row.left } else { &row.right }
}

/// Document, number where it holds several reports, title.
fn name(rows: &Rows, (document, report): Key) -> String {
    let mut of_document = rows.documents.iter().filter(|row| row.document == document);
    let mut name = document.to_owned();
    if of_document.clone().count() > 1 {
        name = format!("{name}#{report}");
    }
    match of_document.find(|row| row.report == report).and_then(|row| row.title.as_ref()) {
        Some(title) => format!("{name}  {title}"),
        None => name,
    }
}

fn counts(rows: &Rows, left: Key, right: Key, lang: Lang) -> String {
    let key = |key: &crate::report::rows::ReportKey| (key.document.clone(), key.report);
    let (left, right) = ((left.0.to_owned(), left.1), (right.0.to_owned(), right.1));
    let is_pair = |row: &&crate::report::rows::PairRow| {
        let (a, b) = (key(&row.left), key(&row.right));
        (a == left && b == right) || (a == right && b == left)
    };
    let Some(row) = rows.pairs.iter().find(is_pair) else {
        return String::new();
    };
    let mut copied = [row.copied_left, row.copied_right];
    if key(&row.left) != left {
        copied.swap(0, 1);
    }
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("passages", &row.passages),
        ("left", &copied[0]),
        ("right", &copied[1]),
        ("jaccard", &percent(row.jaccard)),
    ];
    words::fill("pair.counts", values, lang)
}
