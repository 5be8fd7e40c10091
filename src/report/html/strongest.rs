//! What the page shows of a run that is too large for one page.

use std::collections::BTreeSet;

use crate::report::rows::PlaceRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;

/// The reports with the most evidence, and what stands between them.
pub(super) fn strongest(rows: &Rows, reports_max: usize) -> Rows {
    let mut order: Vec<_> = rows.pairs.iter().filter(|pair| pair.passages > 0).collect();
    order.sort_by(|a, b| {
        b.surprise_bits
            .cmp(&a.surprise_bits)
            .then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right)))
    });
    let mut kept: BTreeSet<&ReportKey> = BTreeSet::new();
    for pair in order {
        if kept.len() + 2 > reports_max {
            break;
        }
        kept.extend([&pair.left, &pair.right]);
    }
    let keeps = |document: &str, report: u32| {
        kept.contains(&ReportKey { document: document.to_owned(), report })
    };
    let keeps_key = |key: &ReportKey| kept.contains(key);
    let keeps_place = |place: &PlaceRow| keeps(&place.document, place.report);
    Rows {
        documents: only(&rows.documents, |row| keeps(&row.document, row.report)),
        passages: only(&rows.passages, |row| {
            keeps(&row.left.document, row.left.report)
                && keeps(&row.right.document, row.right.report)
        }),
        boilerplate: only(&rows.boilerplate, |row| row.places.iter().any(keeps_place)),
        families: only(&rows.families, |row| row.members.iter().any(keeps_place)),
        templates: only(&rows.templates, |row| row.members.iter().any(keeps_key)),
        anomalies: only(&rows.anomalies, |row| row.places.iter().any(keeps_place)),
        forensics: rows.forensics.clone(),
        pairs: only(&rows.pairs, |row| keeps_key(&row.left) && keeps_key(&row.right)),
        questions: rows.questions.clone(),
        diagnostics: rows.diagnostics.clone(),
        basis: rows.basis.clone(),
        review: rows.review.clone(),
    }
}

fn only<T: Clone>(rows: &[T], keeps: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| keeps(row)).cloned().collect()
}
