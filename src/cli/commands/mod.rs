//! One file a command; the small ones here.

pub(super) mod archive;
pub(super) mod calibrate;
pub(super) mod compare;
pub(super) mod config;
pub(super) mod evaluate;
pub(super) mod explain;
pub(super) mod extract;
pub(super) mod inspect;
pub(super) mod matrix;
mod papers;
pub(super) mod passage;
pub(super) mod report;
mod review;
pub(super) mod scan;
pub(super) mod spark_conf;
pub(super) mod template;
pub(super) mod verify;

use clap_complete::Shell;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::model::Diagnostic;
use crate::model::Lang;
use crate::model::Ratio;
use crate::read::Document;
use crate::report::words;

/// Completions of `shell`.
pub(super) fn completions(shell: Shell, lang: Lang) -> Ending {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut args::command(lang), "leitong", &mut script);
    output::data(|out| out.write_all(&script), lang)?;
    Ok(Exit::Done)
}

/// A failure unless one of the documents can be read.
fn need_text(
    documents: &[Document],
    diagnostics: &[Diagnostic],
    lang: Lang,
) -> Result<(), Failure> {
    if documents.iter().any(|document| document.verdict.is_readable()) {
        return Ok(());
    }
    say_diagnostics(diagnostics, lang);
    Err(match documents.len() {
        0 => Failure::of("failure.nothing", &[], lang),
        count => Failure::of("failure.all-unreadable", &[("count", &count)], lang),
    })
}

fn say_diagnostics(diagnostics: &[Diagnostic], lang: Lang) {
    for diagnostic in distinct(diagnostics) {
        output::say(&words::diagnostic(diagnostic, lang));
    }
}

/// The first of the messages of one kind about one document, such as its lines without text.
pub(super) fn distinct(diagnostics: &[Diagnostic]) -> Vec<&Diagnostic> {
    let same = |a: &Diagnostic, b: &Diagnostic| a.document == b.document && a.code == b.code;
    diagnostics.chunk_by(same).filter_map(<[Diagnostic]>::first).collect()
}

/// A ratio for a person: percent with one decimal, rounded down so that 100 % means all.
pub(super) fn percent(ratio: Ratio) -> String {
    let per_mille = (ratio.n * 1000).checked_div(ratio.d).unwrap_or(0);
    format!("{}.{}%", per_mille / 10, per_mille % 10)
}

/// A threshold or a count of coincidences, in as few digits as say it.
fn number(value: f64) -> String {
    if value != 0.0 && value.abs() < 0.001 { format!("{value:e}") } else { value.to_string() }
}
