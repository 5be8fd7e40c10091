//! `leitong inspect`: what is known of each report, as a table that `--meta` takes back.

use std::ffi::OsStr;
use std::io;
use std::io::Write;
use std::path::Path;

use rust_xlsxwriter::Format;
use rust_xlsxwriter::Workbook;
use rust_xlsxwriter::XlsxError;

use crate::archive::Archive;
use crate::archive::Report;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::hints;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::settings::Chosen;
use crate::cli::words;
use crate::metadata::Metadata;
use crate::metadata::Sourced;
use crate::model::Lang;
use crate::normalize;
use crate::pipeline;
use crate::read::Document;
use crate::read::Verdict;
use crate::report;

/// Columns of the table; the first eight are those that `--meta` understands.
const COLUMNS: [&str; 11] = [
    "header.document",
    "header.report",
    "header.title",
    "header.unit",
    "header.author",
    "header.date",
    "header.level",
    "header.superior",
    "header.from",
    "header.verdict",
    "header.characters",
];

/// Widths of the columns in a workbook. Unit: characters.
const WIDTHS: [f64; 11] = [40.0, 6.0, 40.0, 24.0, 12.0, 12.0, 10.0, 20.0, 30.0, 14.0, 8.0];

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Inspect, voice: Voice) -> Ending {
    let is_workbook = match &args.out {
        Some(path) => is_workbook(path, voice.lang)?,
        None => false,
    };
    if let Some(folder) = args.out.as_deref().and_then(Path::parent) {
        output::check_folder(folder, voice.lang)?;
    }
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let lang = voice.lang;
    let archive = archive(&args.inputs, &chosen, voice)?;
    let rows = rows(&archive, lang);
    let Some(path) = &args.out else {
        output::data(|out| csv(&rows, out), lang)?;
        return Ok(Exit::Done);
    };
    if is_workbook {
        let bytes = workbook(&rows).map_err(|error| {
            output::unwritable(path, &io::Error::other(error.to_string()), lang)
        })?;
        output::file(path, |out| out.write_all(&bytes), lang)?;
    } else {
        output::file(path, |out| csv(&rows, out), lang)?;
    }
    if !voice.is_quiet {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("reports", &(rows.len() - 1)), ("path", &path.display())];
        output::say(&words::fill("inspect.count", values, lang));
    }
    Ok(Exit::Done)
}

/// The documents and reports of `inputs`, and on standard error what would help where they cannot
/// be read; a batch without any text is listed as well.
fn archive(inputs: &[String], chosen: &Chosen, voice: Voice) -> Result<Archive, Failure> {
    let (lang, bars) = (voice.lang, Bars::new(voice));
    let (documents, diagnostics) = pipeline::read(inputs, &chosen.config, &bars);
    if documents.is_empty() {
        super::need_text(&documents, &diagnostics, lang)?;
    }
    let hints = hints::of(&documents, &chosen.config.read, lang);
    let archive = pipeline::ingest(documents, diagnostics, &chosen.given, &chosen.config, &bars);
    bars.end();
    if !voice.is_quiet {
        super::say_diagnostics(&archive.diagnostics, lang);
        hints.iter().for_each(|line| output::say(line));
    }
    Ok(archive)
}

fn is_workbook(path: &Path, lang: Lang) -> Result<bool, Failure> {
    let extension = path.extension().and_then(OsStr::to_str).map(str::to_ascii_lowercase);
    match extension.as_deref() {
        Some("csv") => Ok(false),
        Some("xlsx") => Ok(true),
        _ => Err(Failure::of("failure.table-kind", &[("path", &path.display())], lang)),
    }
}

/// Header and rows: a row a report, and one for each document that cannot be read.
fn rows(archive: &Archive, lang: Lang) -> Vec<Vec<String>> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for (i, document) in archive.documents.iter().enumerate() {
        let mut reports =
            archive.reports.iter().filter(|report| report.document as usize == i).peekable();
        if reports.peek().is_none() {
            rows.push(row(document, None, lang));
        }
        rows.extend(reports.map(|report| row(document, Some(report), lang)));
    }
    rows.insert(0, COLUMNS.iter().map(|key| words::word(key, lang).to_owned()).collect());
    rows
}

fn row(document: &Document, report: Option<&Report>, lang: Lang) -> Vec<String> {
    let nothing = Metadata::default();
    let metadata = report.map_or(&nothing, |report| &report.metadata);
    let fields = [
        ("header.title", &metadata.title),
        ("header.unit", &metadata.unit),
        ("header.author", &metadata.author),
        ("header.date", &metadata.date),
        ("header.level", &metadata.level),
        ("header.superior", &metadata.superior),
    ];
    let value = |one: &Option<Sourced>| one.as_ref().map_or("", |one| &one.value).to_owned();
    let from = fields.iter().filter_map(|(name, one)| {
        let origin = serde_json::to_value(one.as_ref()?.from).ok()?;
        let origin = report::words::code("origin", origin.as_str()?, lang).into_owned();
        Some(format!("{} {origin}", words::word(name, lang)))
    });
    let from: Vec<String> = from.collect();
    let number = report.map_or(1, |report| report.number);
    let characters = report.map(|report| characters(document, report).to_string());
    let mut row = vec![document_cell(&document.name), number.to_string()];
    row.extend(fields.iter().map(|(_, one)| output::cell(&value(one)).into_owned()));
    row.push(from.join(words::word("mark.join", lang)));
    row.push(verdict(&document.verdict, lang));
    row.push(characters.unwrap_or_default());
    row
}

/// The document's name as `--meta` finds it again, whatever it begins with.
fn document_cell(name: &str) -> String {
    if output::is_risky(name) { format!("./{name}") } else { name.to_owned() }
}

fn verdict(verdict: &Verdict, lang: Lang) -> String {
    let (state, reasons) = match verdict {
        Verdict::Good => ("good", [].as_slice()),
        Verdict::Poor { reasons } => ("poor", reasons.as_slice()),
        Verdict::Unreadable { reasons } => ("unreadable", reasons.as_slice()),
    };
    let state = report::words::code("verdict", state, lang).into_owned();
    let reasons: Vec<_> = reasons.iter().map(|r| report::words::verdict_reason(r, lang)).collect();
    if reasons.is_empty() {
        return state;
    }
    let colon = words::word("mark.colon", lang);
    format!("{state}{colon}{}", reasons.join(words::word("mark.join", lang)))
}

/// 总字数 of a report.
fn characters(document: &Document, report: &Report) -> u64 {
    let counts = |part: &&crate::read::PartSpan| part.part.counts();
    let spans: Vec<_> = document.parts.iter().filter(counts).map(|part| part.span).collect();
    let places = report.span.start..report.span.end;
    let text = document.text.chars().skip(report.span.start as usize);
    let counted = places.zip(text).filter(|(place, c)| {
        normalize::is_counted(*c) && spans.iter().any(|span| span.contains(*place))
    });
    counted.count() as u64
}

/// CSV with a byte-order mark, so that Excel reads the Chinese.
fn csv(rows: &[Vec<String>], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    for row in rows {
        table.write_record(row)?;
    }
    table.flush()
}

fn workbook(rows: &[Vec<String>]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let bold = Format::new().set_bold();
    for (column, width) in (0..).zip(WIDTHS) {
        sheet.set_column_width(column, width)?;
    }
    for (line, row) in (0..).zip(rows) {
        for (column, value) in (0..).zip(row) {
            match line {
                0 => sheet.write_string_with_format(line, column, value, &bold)?,
                _ => sheet.write_string(line, column, value)?,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    book.save_to_buffer()
}
