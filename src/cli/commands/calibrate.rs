//! `leitong calibrate`: false alarms per honest pairs against the strength that is asked for.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use serde::Deserialize;

use crate::archive::Archive;
use crate::calibrate;
use crate::calibrate::Curve;
use crate::candidates::Pair;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::commands;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::words;
use crate::config::Classify;
use crate::model::Lang;
use crate::pipeline;

/// Mean excess of a tail whose scale is right: 1 / ln 2. Unit: bits.
const RIGHT_MEAN: f64 = std::f64::consts::LOG2_E;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Calibrate, voice: Voice) -> Ending {
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let lang = voice.lang;
    let config = &chosen.config;
    let bars = Bars::new(voice);
    let (documents, diagnostics) = pipeline::read(&args.inputs, config, &bars);
    commands::need_text(&documents, &diagnostics, lang)?;
    let archive = pipeline::ingest(documents, diagnostics, &chosen.given, config, &bars);
    let comparison = pipeline::compare(&archive, config, &bars);
    bars.end();
    let related = match &args.known {
        Some(path) => related(path, lang)?,
        None => BTreeSet::new(),
    };
    let is_related = |pair: Pair| {
        let name = |i: u32| base(&archive.document(&archive.reports[i as usize]).name);
        let (left, right) = (name(pair.left), name(pair.right));
        !related.is_empty() && related.contains(&sorted(left, right))
    };
    let evidence = &comparison.evidence;
    let pairs = calibrate::honest_pairs(&archive, evidence, is_related);
    let strengths =
        calibrate::honest(&archive, (&comparison.aligned, evidence), config, &is_related);
    let all = all_pairs(&archive);
    let curve = calibrate::curve(&strengths, pairs, all, config.classify.expected_max);
    match args.is_csv {
        true => output::data(|out| csv(&curve, out), lang)?,
        false => {
            let lines = told(&curve, all, &config.classify, lang);
            output::data(|out| lines.iter().try_for_each(|line| writeln!(out, "{line}")), lang)?;
        }
    }
    Ok(Exit::Done)
}

fn all_pairs(archive: &Archive) -> u64 {
    let n = archive.reports.len() as u64;
    (n * n.saturating_sub(1) / 2).max(1)
}

/// What of a gold standard is read.
#[derive(Deserialize)]
struct Line {
    a: Document,
    b: Document,
}

#[derive(Deserialize)]
struct Document {
    doc: String,
}

/// The pairs of file names that a gold standard names, each with the smaller first.
fn related(path: &Path, lang: Lang) -> Result<BTreeSet<(String, String)>, Failure> {
    let bytes = settings::read(path, lang)?;
    let text = String::from_utf8_lossy(&bytes);
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    let pair = |line: &str| -> serde_json::Result<(String, String)> {
        let line: Line = serde_json::from_str(line)?;
        Ok(sorted(base(&line.a.doc), base(&line.b.doc)))
    };
    lines.map(pair).collect::<serde_json::Result<_>>().map_err(|error| {
        Failure::of("failure.gold", &[("path", &path.display()), ("cause", &error)], lang)
    })
}

fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn sorted(a: &str, b: &str) -> (String, String) {
    if a <= b { (a.to_owned(), b.to_owned()) } else { (b.to_owned(), a.to_owned()) }
}

fn csv(curve: &Curve, out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "bits,reached,honest_pairs,fitted_share")?;
    for point in &curve.points {
        let fitted = point.fitted.map_or(String::new(), |share| format!("{share:.3e}"));
        writeln!(out, "{},{},{},{fitted}", point.bits, point.reached, curve.pairs)?;
    }
    Ok(())
}

/// The curve and the proposal in words.
fn told(curve: &Curve, all: u64, classify: &Classify, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        words::fill("calibrate.pairs", &[("honest", &curve.pairs), ("all", &all)], lang),
        words::word("calibrate.head", lang).to_owned(),
    ];
    for point in &curve.points {
        let fitted = point.fitted.map_or("—".to_owned(), |share| format!("{share:.1e}"));
        let observed = format!("{}/{}", point.reached, curve.pairs);
        lines.push(format!("{:>4}  {observed:>16}  {fitted:>9}", point.bits));
    }
    let default = (all as f64 / classify.expected_max).log2();
    let (Some(tail), Some(needed)) = (curve.tail, curve.needed) else {
        lines.push(words::word("calibrate.few", lang).to_owned());
        return lines;
    };
    let shown = |value: f64| format!("{value:.2}");
    lines.push(words::fill(
        "calibrate.tail",
        &[
            ("from", &shown(tail.from)),
            ("count", &tail.fitted_to),
            ("mean", &shown(tail.mean)),
            ("right", &shown(RIGHT_MEAN)),
        ],
        lang,
    ));
    let max = classify.expected_max;
    lines.push(words::fill(
        "calibrate.needed",
        &[("needed", &shown(needed)), ("max", &max), ("all", &all), ("default", &shown(default))],
        lang,
    ));
    lines.push(proposal(needed, default, classify, lang));
    lines
}

/// The setting that asks for what is needed; the default where it asks for as much.
fn proposal(needed: f64, default: f64, classify: &Classify, lang: Lang) -> String {
    if needed <= default {
        return words::word("calibrate.keep", lang).to_owned();
    }
    let value = classify.expected_max * (default - needed).exp2();
    words::fill("calibrate.set", &[("value", &format!("{value:.1e}"))], lang)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proposal_asks_for_as_much_as_is_needed() {
        let classify = Classify::default();
        let said = proposal(25.0, 20.0, &classify, Lang::En);
        assert!(said.contains("classify.expected_max=1.6e-3"), "{said}");
        let keep = proposal(19.0, 20.0, &classify, Lang::En);
        assert!(!keep.contains("--set"), "{keep}");
    }
}
