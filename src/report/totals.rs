//! What the rows add up to; counted once, shown everywhere.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::model::Layer;
use crate::read::Verdict;
use crate::report::rows::PassageRow;
use crate::report::rows::Rows;

/// Sums over all rows of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Totals {
    /// Files.
    pub(super) documents: u64,
    /// Reports in them.
    pub(super) reports: u64,
    /// Reports whose text is in doubt.
    pub(super) poor: u64,
    /// Reports without text.
    pub(super) unreadable: u64,
    /// 总字数 of all readable reports.
    pub(super) characters: u64,
    /// Their characters by layer.
    pub(super) account: BTreeMap<Layer, u64>,
    /// Copied passages by grade.
    pub(super) passages: Grades,
    /// Reports in a copied passage of grade strong or medium.
    pub(super) reports_concerned: u64,
    /// Families of reports.
    pub(super) report_families: u64,
    /// Forms.
    pub(super) templates: u64,
    /// Set phrases.
    pub(super) boilerplate: u64,
    /// Shared mistakes.
    pub(super) anomalies: u64,
    /// What files of different units have in common.
    pub(super) forensics: u64,
    /// Questions to the user.
    pub(super) questions: u64,
}

/// A count by grade.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Grades {
    pub(super) strong: u64,
    pub(super) medium: u64,
    pub(super) weak: u64,
}

impl Totals {
    /// Adds up `rows`.
    pub(super) fn of(rows: &Rows) -> Self {
        let mut totals = Self {
            documents: distinct(rows.documents.iter().map(|row| row.document.as_str())),
            reports: rows.documents.len() as u64,
            report_families: count(rows.families.iter(), |row| row.kind == "report"),
            templates: rows.templates.len() as u64,
            boilerplate: rows.boilerplate.len() as u64,
            anomalies: rows.anomalies.len() as u64,
            forensics: rows.forensics.len() as u64,
            questions: rows.questions.len() as u64,
            ..Self::default()
        };
        totals.add_documents(rows);
        totals.add_passages(rows);
        totals
    }

    fn add_documents(&mut self, rows: &Rows) {
        for row in &rows.documents {
            match row.verdict {
                Verdict::Good => {}
                Verdict::Poor { .. } => self.poor += 1,
                Verdict::Unreadable { .. } => self.unreadable += 1,
            }
            let Some(account) = &row.account else {
                continue;
            };
            self.characters += row.characters;
            for (layer, characters) in account {
                *self.account.entry(*layer).or_default() += characters;
            }
        }
    }

    fn add_passages(&mut self, rows: &Rows) {
        let copied =
            || rows.passages.iter().filter(|row| row.layer == Layer::Copied && row.stands());
        let graded = |grade: &str| count(copied(), |row| row.grade == grade);
        self.passages =
            Grades { strong: graded("strong"), medium: graded("medium"), weak: graded("weak") };
        self.reports_concerned =
            distinct(copied().filter(|row| row.grade != "weak").flat_map(sides));
    }
}

fn sides(row: &PassageRow) -> [(&str, u32); 2] {
    [&row.left, &row.right].map(|side| (side.document.as_str(), side.report))
}

fn distinct<T: Ord>(values: impl Iterator<Item = T>) -> u64 {
    values.collect::<BTreeSet<T>>().len() as u64
}

fn count<'a, T: 'a>(rows: impl Iterator<Item = &'a T>, holds: impl Fn(&T) -> bool) -> u64 {
    rows.filter(|row| holds(row)).count() as u64
}
