//! What the user answered to the questions of a comparison.

use super::{Answer, Comparison, Silent, decide, refer};
use crate::archive::{Archive, Reference, ReferenceRole};
use crate::classify::{Finding, FoundLayer};
use crate::config::Config;
use crate::groups;
use crate::groups::questions::Question;
use crate::references;

/// Makes copied what was asked about and is no form.
pub(super) fn confirm_copies(
    archive: &Archive,
    findings: &mut [Finding],
    copies: &[&str],
    config: &Config,
) {
    if copies.is_empty() {
        return;
    }
    let asked = {
        let case = groups::Case { archive, findings, cells: &[], config: &config.groups };
        groups::questions::of(&case, &groups::families::passages(&case))
    };
    for question in asked.iter().filter(|one| copies.contains(&one.id.as_str())) {
        for &finding in &question.findings {
            findings[finding as usize].layer = FoundLayer::Copied;
        }
    }
}

/// Decides again with what the user answered: a form is base text as if it had been given, what is
/// no form is copied. Answers to questions that this comparison does not ask change nothing.
pub fn answer(
    archive: &mut Archive,
    comparison: Comparison,
    answers: &[Answer],
    config: &Config,
) -> Comparison {
    if answers.is_empty() {
        return comparison;
    }
    let questions = &comparison.groups.questions;
    let is_form = |id: &str| answers.iter().any(|answer| answer.is_form && answer.question == id);
    let forms: Vec<Reference> = questions
        .iter()
        .filter(|one| is_form(&one.id))
        .map(|one| confirmed(archive, one, config))
        .collect();
    if !forms.is_empty() {
        archive.references.extend(forms);
        refer(archive, config);
    }
    let copies: Vec<&str> =
        answers.iter().filter(|one| !one.is_form).map(|one| one.question.as_str()).collect();
    decide(archive, comparison.aligned, &copies, config, &Silent)
}

/// The text of a question as base text, named by the report that it is taken from.
fn confirmed(archive: &Archive, question: &Question, config: &Config) -> Reference {
    let (report, span) = question.place;
    let report = &archive.reports[report as usize];
    let document = archive.document(report);
    let place = report.symbols.chars(span);
    let length = place.length() as usize;
    let text: String = document.text.chars().skip(place.start as usize).take(length).collect();
    let name = format!("{}#{}", document.name, report.number);
    references::reference(name, &text, ReferenceRole::Base, config)
}
