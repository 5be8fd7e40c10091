//! Findings -> the story of a batch: who had it first, families, sources, forms, shared mistakes,
//! placeholders, tags, traces that files share.

pub mod alike;
pub mod anomalies;
pub mod direction;
pub mod families;
pub mod forensics;
pub mod placeholders;
pub mod questions;
pub mod residue;
pub mod sources;
pub mod tags;
pub mod templates;
#[cfg(test)]
mod tests;

use crate::archive::Archive;
use crate::classify::{Cell, Finding};
use crate::config;

/// All that is said of a batch beyond its pairs.
#[derive(Debug)]
pub struct Groups {
    /// For each report its findings, ascending.
    pub of_report: Vec<Vec<u32>>,
    /// Who had each finding's text first, finding by finding.
    pub directions: Vec<direction::Direction>,
    /// Passages that are the same in several reports, and the family of each finding.
    pub passages: families::Passages,
    /// Reports that share most of their text.
    pub reports: Vec<families::ReportFamily>,
    /// For each report where its copied text is found as well.
    pub sources: Vec<Vec<sources::Source>>,
    /// For each report what was not filled in, masked, missing or left over.
    pub placeholders: Vec<Vec<placeholders::Placeholder>>,
    /// Mistakes that reports share.
    pub anomalies: Vec<anomalies::Anomaly>,
    /// What files of different units have in common besides text.
    pub forensics: Vec<forensics::Trace>,
    /// What only the user knows, at most ten.
    pub questions: Vec<questions::Question>,
    /// Forms with their slots, by family of reports.
    pub templates: Vec<templates::Template>,
}

/// What the stage works on.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Documents and reports.
    pub archive: &'a Archive,
    /// What was found, by pair.
    pub findings: &'a [Finding],
    /// The layer of each symbol of each report.
    pub cells: &'a [Vec<Cell>],
    /// Settings.
    pub config: &'a config::Groups,
}

/// The groups of a batch.
///
/// # Cost
/// `O(f log f)` in the findings, plus the text of families for templates.
pub fn of(case: &Case) -> Groups {
    let placeholders = placeholders::of(case);
    let directions = direction::of(case, &placeholders);
    let reports = families::reports(case);
    let passages = families::passages(case);
    Groups {
        questions: questions::of(case, &passages),
        passages,
        sources: sources::of(case, &directions),
        anomalies: anomalies::of(case),
        forensics: forensics::of(case),
        templates: templates::of(case.archive, &reports, case.config),
        of_report: of_report(case),
        placeholders,
        directions,
        reports,
    }
}

/// For each report its findings.
fn of_report(case: &Case) -> Vec<Vec<u32>> {
    let mut found = vec![Vec::new(); case.archive.reports.len()];
    for (i, finding) in case.findings.iter().enumerate() {
        found[finding.pair.left as usize].push(i as u32);
        found[finding.pair.right as usize].push(i as u32);
    }
    found
}
