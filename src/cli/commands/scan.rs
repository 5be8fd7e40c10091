//! `leitong scan`: compare all, write the folder, say what was found.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::path::PathBuf;
use std::time::Duration;
use std::time::Instant;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use crate::archive::Archive;
use crate::checkpoint;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::commands::verify::lies_in;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::settings::Chosen;
use crate::cli::stop;
use crate::cli::summary;
use crate::cli::summary::Limit;
use crate::model::Diagnostic;
use crate::model::Lang;
use crate::pipeline;
use crate::read::Document;
use crate::report;
use crate::report::Context;
use crate::report::InputRow;
use crate::report::RunRow;
use crate::report::rows::Rows;

/// The folder of the results where none is named.
pub(super) const OUT: &str = "leitong-report";

/// Runs the command.
#[expect(clippy::disallowed_methods, reason = "run.json tells when a run was and how long it took")]
pub(in crate::cli) fn run(args: &args::Scan, voice: Voice) -> Ending {
    let (begun, clock) = (SystemTime::now(), Instant::now());
    let mut chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let unread = settings::refer(&mut chosen, &args.referring, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let out = args.out.clone().or(chosen.options.out.clone()).unwrap_or_else(|| OUT.into());
    let limit = args.fail_above.as_ref().or(chosen.options.fail_above.as_ref());
    let limit = limit.map(|given| Limit::parse(given, voice.lang)).transpose()?;
    output::check_folder(&out, voice.lang)?;
    stop::watch(voice.lang);
    let bars = Bars::new(voice);
    let (archive, rows, checkpoint) =
        compare((&args.inputs, unread), &chosen, &out, &bars, voice.lang)?;
    bars.step("stage.write");
    stop::writing(&out);
    let started = rfc3339(begun.duration_since(UNIX_EPOCH).unwrap_or_default());
    let threads = rayon::current_num_threads() as u32;
    let seconds = clock.elapsed().as_secs_f64();
    let run = RunRow { started, seconds, threads };
    let rows = write(&archive, &rows, &chosen, (&out, &args.review), (run, voice.lang))?;
    report::write_checkpoint(&out, &checkpoint)
        .map_err(|error| Failure::new(error.message(voice.lang), "", voice.lang))?;
    bars.end();
    let is_reached = limit.is_some_and(|limit| limit.is_reached(&rows, voice.lang));
    if !voice.is_quiet {
        summary::say(&rows, &out, voice.lang);
    }
    Ok(if is_reached { Exit::Reached } else { Exit::Done })
}

/// The whole run, with what only a command line knows between its steps.
fn compare(
    (inputs, unread): (&[String], Vec<Diagnostic>),
    chosen: &Chosen,
    out: &Path,
    bars: &Bars,
    lang: Lang,
) -> Result<(Archive, Rows, Vec<u8>), Failure> {
    let (documents, diagnostics) = pipeline::read(inputs, &chosen.config, bars);
    let (documents, diagnostics) = without_results(documents, diagnostics, out);
    super::need_text(&documents, &diagnostics, lang)?;
    let mut archive = pipeline::ingest(documents, diagnostics, &chosen.given, &chosen.config, bars);
    let unmatched = pipeline::unmatched(&archive, &chosen.given.table);
    archive.diagnostics.extend(unmatched);
    archive.diagnostics.extend(unread);
    archive.diagnostics.sort();
    let comparison = pipeline::compare(&archive, &chosen.config, bars);
    let checkpoint = checkpoint::encode(
        &archive,
        &comparison.aligned,
        &chosen.given.phrases,
        env!("CARGO_PKG_VERSION"),
    );
    let answers = &chosen.given.answers;
    let comparison = pipeline::answer(&mut archive, comparison, answers, &chosen.config);
    bars.step("stage.rows");
    let rows = pipeline::rows(&archive, &comparison, &chosen.config);
    Ok((archive, rows, checkpoint))
}

/// Leaves out what an earlier run wrote into `out`: with the current folder as input it would
/// be found there and be compared with the texts that it quotes.
pub(super) fn without_results(
    mut documents: Vec<Document>,
    mut diagnostics: Vec<Diagnostic>,
    out: &Path,
) -> (Vec<Document>, Vec<Diagnostic>) {
    if let Ok(out) = fs::canonicalize(out) {
        documents.retain(|document| !lies_in(&document.name, &out));
        diagnostics.retain(|diagnostic| !lies_in(&diagnostic.document, &out));
    }
    (documents, diagnostics)
}

/// Writes the folder; returns the rows with what reviewers decided.
pub(super) fn write(
    archive: &Archive,
    rows: &Rows,
    chosen: &Chosen,
    (out, reviews): (&Path, &[PathBuf]),
    (run, lang): (RunRow, Lang),
) -> Result<Rows, Failure> {
    let texts: BTreeMap<String, String> =
        archive.documents.iter().map(|one| (one.name.clone(), one.text.clone())).collect();
    let context = Context {
        lang,
        settings_json: report::settings_json(&chosen.config, &chosen.given_hashes),
        inputs: archive.documents.iter().map(InputRow::from).collect(),
        texts: &texts,
        version: env!("CARGO_PKG_VERSION"),
        run,
    };
    let rows = super::review::applied(rows, reviews, out, &context)?;
    report::write(&rows, &context, out)
        .map_err(|error| Failure::new(error.message(lang), "", lang))?;
    Ok(rows)
}

/// Seconds of a day.
const DAY: u64 = 86_400;

/// A time since 1970 as `2024-03-05T08:09:10Z`.
///
/// # Source
/// Howard Hinnant 2013, "chrono-compatible low-level date algorithms", `civil_from_days`.
pub(super) fn rfc3339(since_1970: Duration) -> String {
    let seconds = since_1970.as_secs();
    let days = seconds / DAY + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted + 2) / 5 + 1;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    let (hour, minute, second) = (seconds % DAY / 3600, seconds % 3600 / 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_of_the_calendar() {
        for (seconds, expected) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_735_689_599, "2024-12-31T23:59:59Z"),
        ] {
            assert_eq!(rfc3339(Duration::from_secs(seconds)), expected);
        }
    }
}
