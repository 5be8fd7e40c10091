//! `leitong matrix`: likeness of whole reports, pair by pair.

mod formats;
mod tables;

use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::args::Format;
use crate::cli::args::Method;
use crate::cli::args::Metric;
use crate::cli::commands::matrix::formats::Table;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::words;
use crate::config::Config;
use crate::likeness;
use crate::likeness::Cell;
use crate::likeness::Text;
use crate::model::Lang;
use crate::pipeline;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Matrix, voice: Voice) -> Ending {
    check(args, voice.lang)?;
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let bars = Bars::new(voice);
    let (mut wholes, diagnostics) = pipeline::wholes(&args.inputs, &chosen.config, &bars);
    bars.end();
    super::say_diagnostics(&diagnostics, voice.lang);
    if wholes.is_empty() {
        return Err(Failure::of("failure.nothing", &[], voice.lang));
    }
    let texts: Vec<Text> = wholes.iter_mut().map(|whole| std::mem::take(&mut whole.text)).collect();
    let cells = cells(&texts, args, &chosen.config, voice);
    let table = Table { wholes: &wholes, cells: &cells, metric: args.metric };
    let write = |out: &mut dyn Write| table.write(args.format, args.is_dense, out);
    match &args.out {
        Some(path) => output::file(path, write, voice.lang)?,
        None => output::data(write, voice.lang)?,
    }
    if let Some(path) = args.out.as_ref().filter(|_| args.format.is_nameless()) {
        let write = |out: &mut dyn Write| tables::reports(&wholes, &texts, out);
        output::file(&reports_path(path), write, voice.lang)?;
    }
    Ok(Exit::Done)
}

/// What can be refused before any work is done.
fn check(args: &args::Matrix, lang: Lang) -> Result<(), Failure> {
    if !(0.0..=1.0).contains(&args.threshold) {
        let given: &[(&str, &dyn std::fmt::Display)] = &[("given", &args.threshold)];
        return Err(Failure::of("failure.threshold", given, lang));
    }
    let is_approximate = args.method == Method::Approximate;
    if is_approximate && (args.metric != Metric::Jaccard || args.threshold == 0.0) {
        return Err(Failure::of("failure.approximate", &[], lang));
    }
    if args.is_dense && !matches!(args.format, Format::Csv | Format::Npy) {
        return Err(Failure::of("failure.dense", &[], lang));
    }
    if args.format.is_nameless() && args.out.is_none() {
        return Err(Failure::of("failure.matrix-out", &[], lang));
    }
    match args.out.as_deref().and_then(Path::parent) {
        Some(folder) => output::check_folder(folder, lang),
        None => Ok(()),
    }
}

/// The list of reports beside a table that has no names: `a.npy` has `a.npy.reports.csv`.
fn reports_path(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".reports.csv");
    name.into()
}

fn cells(texts: &[Text], args: &args::Matrix, config: &Config, voice: Voice) -> Vec<Cell> {
    let metric = match args.metric {
        Metric::Simhash => return likeness::simhash(texts, args.threshold),
        Metric::Jaccard => likeness::Metric::Jaccard,
        Metric::Containment => likeness::Metric::Containment,
    };
    match args.method {
        Method::Exact => likeness::exact(texts, metric, args.threshold),
        Method::Approximate => {
            let hashes = config.sketch.minhash_permutations as usize;
            let found = likeness::approximate(texts, args.threshold, hashes);
            let recall = format!("{:.1} %", found.recall * 100.0);
            let (bands, rows) = found.bands;
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("recall", &recall), ("bands", &bands), ("rows", &rows)];
            if !voice.is_quiet {
                output::say(&words::fill("matrix.approximate", values, voice.lang));
            }
            found.cells
        }
    }
}
