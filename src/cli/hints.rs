//! What would help where files cannot be read, or only in part: a line a reason, most files first.

use std::collections::BTreeMap;

use crate::cli::words;
use crate::config::Read;
use crate::model::Lang;
use crate::read;
use crate::read::Document;
use crate::read::Recogniser;
use crate::read::Verdict;
use crate::report;

/// Reasons for which text recognition helps.
const SCANS: [&str; 3] = ["image-only", "image-pages", "missing-to-unicode"];

/// Reasons with an advice of their own.
const ADVISED: [&str; 9] = [
    "encrypted",
    "unsupported-format",
    "undecodable",
    "garbled",
    "truncated",
    "timed-out",
    "out-of-memory",
    "classified",
    "too-large",
];

/// The lines: how many files of how many, and for each reason what would help.
pub(super) fn of(documents: &[Document], config: &Read, lang: Lang) -> Vec<String> {
    let all = documents.len();
    let with = |holds: fn(&Verdict) -> bool| documents.iter().filter(|d| holds(&d.verdict)).count();
    let poor = with(|verdict| matches!(verdict, Verdict::Poor { .. }));
    let unreadable = with(|verdict| !verdict.is_readable());
    if poor + unreadable == 0 {
        return Vec::new();
    }
    let good = all - poor - unreadable;
    let mut lines = vec![words::fill(
        "hint.counts",
        &[("all", &all), ("good", &good), ("poor", &poor), ("unreadable", &unreadable)],
        lang,
    )];
    let scans = documents.iter().filter(|document| is_for(document, &SCANS)).count();
    if scans > 0 {
        lines.push(scan_line(scans, all, config, lang));
    }
    let mut by_reason: BTreeMap<&str, usize> = BTreeMap::new();
    for document in documents.iter().filter(|document| !is_for(document, &SCANS)) {
        for reason in reasons(document) {
            *by_reason.entry(reason).or_default() += 1;
        }
    }
    let mut rest: Vec<(&str, usize)> = by_reason.into_iter().collect();
    rest.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    lines.extend(rest.into_iter().map(|(reason, count)| line(reason, count, all, lang)));
    lines
}

fn reasons(document: &Document) -> &[String] {
    match &document.verdict {
        Verdict::Good => &[],
        Verdict::Poor { reasons } | Verdict::Unreadable { reasons } => reasons,
    }
}

fn is_for(document: &Document, codes: &[&str]) -> bool {
    reasons(document).iter().any(|reason| codes.contains(&reason.as_str()))
}

/// How many files wait for text recognition, and what is missing for it.
fn scan_line(scans: usize, all: usize, config: &Read, lang: Lang) -> String {
    let recogniser = read::recogniser(config);
    let (key, missing) = match &recogniser {
        Recogniser::Ready if config.ocr => ("hint.scans-tried", String::new()),
        Recogniser::Ready => ("hint.scans", String::new()),
        Recogniser::Lacks(languages) => ("hint.scans-language", languages.join(", ")),
        Recogniser::Absent => ("hint.scans-program", config.ocr_languages.replace('+', ", ")),
    };
    words::fill(key, &[("count", &scans), ("all", &all), ("missing", &missing)], lang)
}

fn line(reason: &str, count: usize, all: usize, lang: Lang) -> String {
    let name = report::words::verdict_reason(reason, lang);
    let advice = match ADVISED.contains(&reason) {
        true => words::fill(&format!("hint.{reason}"), &[], lang),
        false => String::new(),
    };
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("count", &count), ("all", &all), ("reason", &name), ("advice", &advice)];
    words::fill("hint.line", values, lang)
}
