//! `leitong extract`: the text that offsets count in.

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use serde::Serialize;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::words;
use crate::model::CharSpan;
use crate::model::Lang;
use crate::normalize;
use crate::normalize::Ledger;
use crate::normalize::Trick;
use crate::pipeline;
use crate::read::Document;
use crate::read::EmbeddedPicture;
use crate::read::Part;
use crate::read::Properties;
use crate::read::Verdict;
use crate::report;

/// A document as `--json` prints it.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    format: &'a str,
    encoding: Option<&'a str>,
    verdict: &'a Verdict,
    evasion: BTreeMap<&'static str, TrickLine>,
    properties: &'a Properties,
    pictures: &'a [EmbeddedPicture],
    /// Code points at which the pages begin.
    pages: &'a [u32],
    parts: Vec<PartLine>,
    text: &'a str,
}

#[derive(Serialize)]
struct TrickLine {
    count: u64,
    examples: Vec<String>,
}

#[derive(Serialize)]
struct PartLine {
    part: Part,
    start: u32,
    end: u32,
}

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Extract, voice: Voice) -> Ending {
    let lang = voice.lang;
    let config = settings::reading(&args.reading, lang)?;
    let bars = Bars::new(Voice { is_quiet: true, ..voice });
    let (documents, diagnostics) = pipeline::read(&args.inputs, &config, &bars);
    if args.is_json {
        output::data(|out| documents.iter().try_for_each(|one| json(one, out)), lang)?;
    } else {
        let write = |one: &Document, out: &mut dyn Write| match args.shows_parts {
            true => parts(one, out),
            false => out.write_all(one.text.as_bytes()),
        };
        output::data(|out| documents.iter().try_for_each(|one| write(one, out)), lang)?;
    }
    super::need_text(&documents, &diagnostics, lang)?;
    if !voice.is_quiet {
        super::say_diagnostics(&diagnostics, lang);
        for document in documents.iter().filter(|document| document.verdict.is_readable()) {
            output::say(&verdict(document, lang));
        }
    }
    Ok(Exit::Done)
}

/// What smells of evasion in the whole text.
fn evasion(document: &Document, text: &[char]) -> Ledger {
    let whole = CharSpan::new(0, text.len() as u32);
    normalize::ledger(document, whole, &normalize::symbols(text, 0, &[]))
}

fn trick(text: &[char], trick: &Trick) -> TrickLine {
    let examples = trick.places.iter().map(|place| normalize::shown(text, *place)).collect();
    TrickLine { count: trick.count, examples }
}

fn json(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let text: Vec<char> = document.text.chars().collect();
    let ledger = evasion(document, &text);
    let part = |one: &crate::read::PartSpan| PartLine {
        part: one.part,
        start: one.span.start,
        end: one.span.end,
    };
    let line = Line {
        document: &document.name,
        format: document.format,
        encoding: document.encoding.as_deref(),
        verdict: &document.verdict,
        evasion: ledger.iter().map(|(kind, one)| (*kind, trick(&text, one))).collect(),
        properties: &document.properties,
        pictures: &document.pictures,
        pages: &document.pages,
        parts: document.parts.iter().map(part).collect(),
        text: &document.text,
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

/// Each part below a heading with its name and place.
fn parts(document: &Document, out: &mut dyn Write) -> io::Result<()> {
    let text: Vec<char> = document.text.chars().collect();
    for one in &document.parts {
        let CharSpan { start, end } = one.span;
        let name = serde_json::to_value(one.part)?;
        writeln!(out, "== {} {start}..{end}", name.as_str().unwrap_or_default())?;
        let part: String = text[start as usize..end as usize].iter().collect();
        writeln!(out, "{}", part.trim_matches(['\u{c}', '\n']))?;
    }
    Ok(())
}

fn verdict(document: &Document, lang: Lang) -> String {
    let (state, reasons) = match &document.verdict {
        Verdict::Good => ("good", [].as_slice()),
        Verdict::Poor { reasons } => ("poor", reasons.as_slice()),
        Verdict::Unreadable { reasons } => ("unreadable", reasons.as_slice()),
    };
    let join = words::word("mark.join", lang);
    let reasons: Vec<_> = reasons.iter().map(|r| report::words::verdict_reason(r, lang)).collect();
    let text: Vec<char> = document.text.chars().collect();
    let evasion: Vec<String> = evasion(document, &text)
        .iter()
        .map(|(kind, trick)| {
            format!("{} {}", report::words::code("evasion", kind, lang), trick.count)
        })
        .collect();
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("name", &document.name),
        ("verdict", &report::words::code("verdict", state, lang)),
        ("reasons", &reasons.join(join)),
        ("evasion", &evasion.join(join)),
    ];
    words::fill("extract.verdict", values, lang)
}
