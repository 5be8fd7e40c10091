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
const OUT: &str = "leitong-report";

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Scan, voice: Voice) -> Ending {
    let run = Run::begin(&args.ingesting, args.out.as_ref(), voice)?;
    let limit = args.fail_above.as_ref().or(run.chosen.options.fail_above.as_ref());
    let limit = limit.map(|given| Limit::parse(given, run.voice.lang)).transpose()?;
    let archive = run.ingest(&args.inputs)?;
    let comparison = pipeline::compare(&archive, &run.chosen.config, &run.bars);
    run.bars.step("stage.rows");
    let rows = pipeline::rows(&archive, &comparison, &run.chosen.config);
    run.finish(&archive, &rows)?;
    let is_reached = limit.is_some_and(|limit| limit.is_reached(&rows, run.voice.lang));
    Ok(if is_reached { Exit::Reached } else { Exit::Done })
}

/// A run that ends in a folder of results.
pub(super) struct Run {
    pub(super) chosen: Chosen,
    pub(super) voice: Voice,
    pub(super) bars: Bars,
    out: PathBuf,
    begun: SystemTime,
    clock: Instant,
}

impl Run {
    /// Settings, and a folder that can be written; nothing is read yet.
    #[expect(clippy::disallowed_methods, reason = "run.json tells when and how long")]
    pub(super) fn begin(
        ingesting: &args::Ingesting,
        out: Option<&PathBuf>,
        voice: Voice,
    ) -> Result<Self, Failure> {
        let (begun, clock) = (SystemTime::now(), Instant::now());
        let chosen = settings::ingesting(ingesting, voice.lang)?;
        let voice = voice.with(&chosen.options);
        let out = out.or(chosen.options.out.as_ref()).cloned().unwrap_or_else(|| OUT.into());
        output::check_folder(&out, voice.lang)?;
        stop::watch(voice.lang);
        Ok(Self { chosen, voice, bars: Bars::new(voice), out, begun, clock })
    }

    /// The reports behind the inputs, with what only a command line knows of them.
    pub(super) fn ingest(&self, inputs: &[String]) -> Result<Archive, Failure> {
        let (chosen, bars) = (&self.chosen, &self.bars);
        let (documents, diagnostics) = pipeline::read(inputs, &chosen.config, bars);
        let (documents, diagnostics) = without_results(documents, diagnostics, &self.out);
        super::need_text(&documents, &diagnostics, self.voice.lang)?;
        let mut archive =
            pipeline::ingest(documents, diagnostics, &chosen.given, &chosen.config, bars);
        let unmatched = pipeline::unmatched(&archive, &chosen.given.table);
        archive.diagnostics.extend(unmatched);
        archive.diagnostics.sort();
        Ok(archive)
    }

    /// Writes the folder and says what was found.
    pub(super) fn finish(&self, archive: &Archive, rows: &Rows) -> Result<(), Failure> {
        self.bars.step("stage.write");
        stop::writing(&self.out);
        let started = rfc3339(self.begun.duration_since(UNIX_EPOCH).unwrap_or_default());
        let threads = rayon::current_num_threads() as u32;
        let seconds = self.clock.elapsed().as_secs_f64();
        let run = RunRow { started, seconds, threads };
        write(archive, rows, &self.chosen, &self.out, (run, self.voice.lang))?;
        self.bars.end();
        if !self.voice.is_quiet {
            summary::say(rows, &self.out, self.voice.lang);
        }
        Ok(())
    }
}

/// Leaves out what an earlier run wrote into `out`: with the current folder as input it would
/// be found there and be compared with the texts that it quotes.
fn without_results(
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

fn write(
    archive: &Archive,
    rows: &Rows,
    chosen: &Chosen,
    out: &Path,
    (run, lang): (RunRow, Lang),
) -> Result<(), Failure> {
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
    report::write(rows, &context, out)
        .map(drop)
        .map_err(|error| Failure::new(error.message(lang), "", lang))
}

/// Seconds of a day.
const DAY: u64 = 86_400;

/// A time since 1970 as `2024-03-05T08:09:10Z`.
///
/// # Source
/// Howard Hinnant 2013, "chrono-compatible low-level date algorithms", `civil_from_days`.
fn rfc3339(since_1970: Duration) -> String {
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
