//! `leitong matrix`: likeness of whole reports, pair by pair.

use std::io;
use std::io::Write;
use std::path::Path;

use rayon::prelude::*;

use crate::archive::Archive;
use crate::archive::Report;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::args::Metric;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::kernel::hamming;
use crate::kernel::intersection;
use crate::model::Ratio;
use crate::report::heat::Heat;

/// Bits of a SimHash.
const SIMHASH_BITS: u64 = 64;

/// Two reports by index and how like the first is to the second.
type Cell = (usize, usize, Ratio);

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Matrix, voice: Voice) -> Ending {
    if !(0.0..=1.0).contains(&args.threshold) {
        let given: &[(&str, &dyn std::fmt::Display)] = &[("given", &args.threshold)];
        return Err(Failure::of("failure.threshold", given, voice.lang));
    }
    if let Some(folder) = args.out.as_deref().and_then(Path::parent) {
        output::check_folder(folder, voice.lang)?;
    }
    let (archive, _, voice) = super::ingest(&args.inputs, &args.ingesting, voice)?;
    let cells = cells(&archive, args.metric, args.threshold);
    let is_symmetric = args.metric != Metric::Containment;
    let write = |out: &mut dyn Write| match args.format {
        args::Format::Csv => csv(&archive, &cells, out),
        args::Format::Svg => out.write_all(heat(&archive, &cells, is_symmetric).svg().as_bytes()),
        args::Format::Png => out.write_all(&heat(&archive, &cells, is_symmetric).png()?),
    };
    match &args.out {
        Some(path) => output::file(path, write, voice.lang)?,
        None => output::data(write, voice.lang)?,
    }
    Ok(Exit::Done)
}

/// The pairs at or above `threshold`, by first and second report. Containment asks both ways, the
/// others are the same both ways and listed once.
///
/// # Cost
/// Quadratic in the reports.
fn cells(archive: &Archive, metric: Metric, threshold: f64) -> Vec<Cell> {
    let reports = &archive.reports;
    let row = |left: usize| {
        let first = if metric == Metric::Containment { 0 } else { left + 1 };
        let others = (first..reports.len()).filter(move |&right| right != left);
        let cell = move |right| (left, right, likeness(&reports[left], &reports[right], metric));
        others.map(cell).filter(|cell| cell.2.d > 0 && cell.2.value() >= threshold)
    };
    (0..reports.len()).into_par_iter().flat_map_iter(row).collect()
}

fn likeness(left: &Report, right: &Report, metric: Metric) -> Ratio {
    let (a, b) = (&left.sketch, &right.sketch);
    let shared = || intersection(&a.shingles, &b.shingles) as u64;
    let (n, m) = (a.shingles.len() as u64, b.shingles.len() as u64);
    match metric {
        Metric::Jaccard => {
            let shared = shared();
            Ratio::new(shared, n + m - shared)
        }
        Metric::Containment => Ratio::new(shared(), n),
        Metric::Simhash => {
            Ratio::new(SIMHASH_BITS - u64::from(hamming(a.simhash, b.simhash)), SIMHASH_BITS)
        }
    }
}

/// The picture of the matrix; a report is called by its unit, else its file.
fn heat(archive: &Archive, cells: &[Cell], is_symmetric: bool) -> Heat {
    let name = |report: &Report| {
        let document = &archive.document(report).name;
        let file = document.rsplit('/').next().unwrap_or(document);
        let unit = report.metadata.unit.as_ref().map(|unit| format!("{} ", unit.value));
        format!("{}{file} #{}", unit.unwrap_or_default(), report.number)
    };
    let names: Vec<String> = archive.reports.iter().map(name).collect();
    Heat::new(&names, cells, is_symmetric)
}

/// Long form: a line a pair, UTF-8 with a byte-order mark.
fn csv(archive: &Archive, cells: &[Cell], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut table = csv::Writer::from_writer(out);
    table.write_record([
        "left_document",
        "left_report",
        "right_document",
        "right_report",
        "value",
        "n",
        "d",
    ])?;
    for (left, right, ratio) in cells {
        let [left, right] = [left, right].map(|&i| &archive.reports[i]);
        let name = |report| output::cell(&archive.document(report).name);
        table.write_record([
            name(left).as_ref(),
            &left.number.to_string(),
            name(right).as_ref(),
            &right.number.to_string(),
            &format!("{:.4}", ratio.value()),
            &ratio.n.to_string(),
            &ratio.d.to_string(),
        ])?;
    }
    table.flush()
}
