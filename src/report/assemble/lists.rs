//! Set phrases, families, forms, shared mistakes, questions.

use super::View;
use crate::archive::Archive;
use crate::candidates::Pair;
use crate::classify::phrases;
use crate::groups::alike::ReportFamily;
use crate::groups::anomalies::Anomaly;
use crate::groups::questions::Question;
use crate::groups::templates::{Fit, Part, Template};
use crate::kernel::intersection;
use crate::model::{Ratio, SymbolSpan, id_of};
use crate::report::figures::Shared;
use crate::report::rows::{
    AnomalyRow, BoilerplateRow, EdgeRow, FamilyRow, FitRow, PlaceRow, QuestionRow, TemplatePart,
    TemplateRow,
};

/// Text around a mistake that is shown with it. Unit: symbols.
const AROUND: u32 = 8;

/// The set phrases, by id.
pub(super) fn boilerplate(view: &View) -> Vec<BoilerplateRow> {
    let found = &view.found;
    let mut rows: Vec<BoilerplateRow> =
        phrases(found.archive, found.evidence, &found.config.classify)
            .into_iter()
            .map(|phrase| {
                let (first, span) = phrase.places[0];
                let report = view.report(first);
                let text = view.text(report, report.symbols.chars(span));
                let mut reports: Vec<u32> = phrase.places.iter().map(|p| p.0).collect();
                reports.dedup();
                BoilerplateRow {
                    id: id_of(text.as_bytes()),
                    // The same words with others around them are counted by the model.
                    users: (reports.len() as u64).max(u64::from(phrase.users)),
                    independent_users: u64::from(phrase.users),
                    basis: if phrase.is_counted { "corpus" } else { "list" }.to_string(),
                    places: phrase.places.iter().map(|(i, span)| view.place(*i, *span)).collect(),
                    text,
                }
            })
            .collect();
    rows.sort_by(|a, b| (&a.id, &a.places).cmp(&(&b.id, &b.places)));
    rows
}

/// A row for each family of reports; `copied` says how many characters of both sides of an edge
/// are copied.
pub(super) fn report_families(
    archive: &Archive,
    families: &[ReportFamily],
    copied: impl Fn(Pair) -> [u64; 2],
) -> Vec<FamilyRow> {
    let row = |family: &ReportFamily| {
        let members: Vec<PlaceRow> =
            family.members.iter().map(|&i| super::whole(archive, i)).collect();
        FamilyRow {
            id: family_id(&members),
            kind: "report".to_string(),
            members,
            representative: super::whole(archive, family.medoid),
            edges: family.edges.iter().map(|&pair| edge(archive, pair, copied(pair))).collect(),
        }
    };
    families.iter().map(row).collect()
}

/// The families of reports and of passages with three or more places, by id.
pub(super) fn families(view: &View, shared: &Shared) -> Vec<FamilyRow> {
    let found = &view.found;
    let copied = |pair: Pair| shared.both(&view.key(pair.left), &view.key(pair.right));
    let mut rows = report_families(found.archive, &found.groups.reports, copied);
    let ids = super::passages::family_ids(view);
    for (places, id) in view.found.groups.passages.families.iter().zip(ids) {
        let Some(id) = id else { continue };
        let members: Vec<PlaceRow> = places.iter().map(|(i, span)| view.place(*i, *span)).collect();
        let longest = members.iter().max_by_key(|p| p.end - p.start);
        let representative = longest.unwrap_or(&members[0]).clone();
        rows.push(FamilyRow {
            id,
            kind: "passage".to_string(),
            members,
            representative,
            edges: Vec::new(),
        });
    }
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn family_id(members: &[PlaceRow]) -> String {
    let names: Vec<String> =
        members.iter().map(|m| format!("{}\n{}", m.document, m.report)).collect();
    id_of(names.join("\n").as_bytes())
}

fn edge(archive: &Archive, pair: Pair, copied: [u64; 2]) -> EdgeRow {
    let sketch = |i: u32| &archive.reports[i as usize].sketch;
    let (a, b) = (&sketch(pair.left).shingles, &sketch(pair.right).shingles);
    let shared = intersection(a, b) as u64;
    let (n, m) = (a.len() as u64, b.len() as u64);
    EdgeRow {
        left: super::key(archive, pair.left),
        right: super::key(archive, pair.right),
        jaccard: Ratio::new(shared, n + m - shared),
        containment_left: Ratio::new(shared, n),
        containment_right: Ratio::new(shared, m),
        copied,
    }
}

/// A row for each form, in their order.
pub(super) fn templates(
    archive: &Archive,
    families: &[ReportFamily],
    templates: &[Template],
) -> Vec<TemplateRow> {
    let row = |template: &Template| {
        let family = &families[template.family as usize];
        let members: Vec<PlaceRow> =
            family.members.iter().map(|&i| super::whole(archive, i)).collect();
        let skeleton = skeleton(&template.parts);
        let fixed: Vec<&str> = skeleton
            .iter()
            .map(|part| match part {
                TemplatePart::Fixed { text } => text.as_str(),
                TemplatePart::Slot { .. } => "\u{1}",
            })
            .collect();
        TemplateRow {
            id: id_of(fixed.concat().as_bytes()),
            family: family_id(&members),
            members: template.members.iter().map(|&i| super::key(archive, i)).collect(),
            skeleton,
            fits: template.fits.iter().map(fit).collect(),
            saved_bits: Ratio::new(template.saved.0, template.saved.1),
        }
    };
    templates.iter().map(row).collect()
}

/// How a report fits a form.
pub(super) fn fit(fit: &Fit) -> FitRow {
    let of = |n: u32, d: u32| Ratio::new(u64::from(n), u64::from(d));
    FitRow {
        fixed: of(fit.matched, fit.fixed),
        covered: of(fit.covered, fit.symbols),
        unfilled: of(fit.unfilled, fit.filled + fit.unfilled),
    }
}

fn skeleton(parts: &[Part]) -> Vec<TemplatePart> {
    let mut number = 0;
    let part = |part: &Part| match part {
        Part::Fixed(text) => TemplatePart::Fixed { text: text.clone() },
        Part::Slot { kind, values } => {
            number += 1;
            TemplatePart::Slot { number, kind: (*kind).to_string(), values: values.clone() }
        }
    };
    parts.iter().map(part).collect()
}

/// The shared mistakes, by id.
pub(super) fn anomalies(view: &View) -> Vec<AnomalyRow> {
    let mut rows: Vec<AnomalyRow> =
        view.found.groups.anomalies.iter().map(|a| anomaly(view, a)).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn anomaly(view: &View, anomaly: &Anomaly) -> AnomalyRow {
    let (first, span) = anomaly.places[0];
    let report = view.report(first);
    let mistake = view.text(report, report.symbols.chars(span));
    let wide = SymbolSpan::new(
        span.start.saturating_sub(AROUND),
        (span.end + AROUND).min(report.symbols.len() as u32),
    );
    let places: Vec<PlaceRow> =
        anomaly.places.iter().map(|(i, span)| view.place(*i, *span)).collect();
    let key = format!("{mistake}\n{}\n{}", places[0].document, places[0].start);
    let mut passages: Vec<String> =
        anomaly.findings.iter().map(|&f| view.ids[f as usize].clone()).collect();
    passages.sort();
    AnomalyRow {
        id: id_of(key.as_bytes()),
        kind: anomaly.kind.to_string(),
        text: view.text(report, report.symbols.chars(wide)),
        mistake,
        usual: anomaly.usual.clone(),
        places,
        passages,
    }
}

/// The questions whose answers change most, those first.
pub(super) fn questions(view: &View) -> Vec<QuestionRow> {
    view.found.groups.questions.iter().map(|one| question(view, one)).collect()
}

fn question(view: &View, question: &Question) -> QuestionRow {
    let (report, span) = question.place;
    let report = view.report(report);
    let text = view.text(report, report.symbols.chars(span));
    let mut passages: Vec<String> =
        question.findings.iter().map(|&f| view.ids[f as usize].clone()).collect();
    passages.sort();
    QuestionRow {
        id: question.id.clone(),
        kind: "form".to_string(),
        text: text.chars().take(120).collect(),
        users: u64::from(question.reports),
        characters: question.symbols,
        passages,
        answer: None,
    }
}
