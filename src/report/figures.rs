//! The figures of reports and pairs, added up from runs of layers; the only place that does it.
//!
//! In: [`LayerRun`]s and [`PassageRow`]s. Out: account, roles, ratios, shared characters. Whoever
//! changes a run or the layer of a passage (a reviewer's decision) adds up here again.

use std::collections::BTreeMap;

use crate::groups::sources::Role;
use crate::groups::sources::TIED_PERCENT;
use crate::model::Layer;
use crate::model::Ratio;
use crate::report::rows::DocumentRow;
use crate::report::rows::LayerRun;
use crate::report::rows::PassageRow;
use crate::report::rows::RatiosRow;
use crate::report::rows::ReportKey;
use crate::report::rows::RolesRow;
use crate::report::rows::SideRow;
use crate::report::rows::SourceRow;

/// What figures are made from besides runs.
pub(super) struct Figures<'a> {
    passages: BTreeMap<&'a str, &'a PassageRow>,
    units: BTreeMap<ReportKey, String>,
    documents: &'a [DocumentRow],
}

/// Copied characters of each report that each other one has too: (here, there) -> characters.
#[derive(Debug, Default)]
pub(super) struct Shared(BTreeMap<(ReportKey, ReportKey), u64>);

impl Shared {
    /// Of `left` found in `right`, and of `right` found in `left`.
    pub(super) fn both(&self, left: &ReportKey, right: &ReportKey) -> [u64; 2] {
        [(left, right), (right, left)].map(|(here, there)| {
            self.0.get(&(here.clone(), there.clone())).copied().unwrap_or_default()
        })
    }
}

/// Characters of 总字数 of one report, counted.
#[derive(Debug, Default)]
pub(super) struct Account {
    /// All.
    pub(super) total: u64,
    /// By layer, all layers named.
    pub(super) layers: BTreeMap<Layer, u64>,
    /// Copied, by role.
    pub(super) roles: RolesRow,
    /// Copied of grade strong or medium, received or undirected.
    pub(super) taken: u64,
    /// Of these, what another unit has too.
    taken_elsewhere: u64,
    /// Of the form, what nobody confirmed.
    unconfirmed: u64,
    /// Copied characters that one other report has, the most.
    largest: u64,
}

impl Account {
    /// Each figure over 总字数.
    pub(super) fn ratios(&self) -> RatiosRow {
        let of = |layer: Layer| self.layers.get(&layer).copied().unwrap_or(0);
        let over = |n: u64| Ratio::new(n, self.total);
        let overlap =
            of(Layer::Copied) + of(Layer::Template) + of(Layer::Quotation) + of(Layer::Boilerplate);
        RatiosRow {
            copied: over(self.taken),
            given: over(self.roles.given),
            template_unconfirmed: over(self.unconfirmed),
            overlap: over(overlap),
            without_quotation: over(overlap - of(Layer::Quotation)),
            without_own_unit: over(self.taken_elsewhere),
            without_boilerplate: over(overlap - of(Layer::Boilerplate)),
            single_largest: over(self.largest.min(self.taken)),
        }
    }
}

impl<'a> Figures<'a> {
    /// Figures for reports that are being made.
    pub(super) fn new(passages: &'a [PassageRow], units: BTreeMap<ReportKey, String>) -> Self {
        let passages = passages.iter().map(|row| (row.id.as_str(), row)).collect();
        Self { passages, units, documents: &[] }
    }

    /// Figures for reports that are there.
    pub(super) fn of(documents: &'a [DocumentRow], passages: &'a [PassageRow]) -> Self {
        let unit = |row: &DocumentRow| Some((row.key(), row.unit.clone()?));
        let units = documents.iter().filter_map(unit).collect();
        Self { documents, ..Self::new(passages, units) }
    }

    /// The characters of one report.
    ///
    /// # Cost
    /// `O(r p)` for r runs of at most p passages.
    pub(super) fn account(&self, report: &ReportKey, runs: &[LayerRun]) -> Account {
        let layers = Layer::ALL.into_iter().map(|layer| (layer, 0)).collect();
        let mut account = Account { layers, ..Account::default() };
        for run in runs {
            account.total += run.characters;
            *account.layers.entry(run.layer).or_default() += run.characters;
            if run.layer == Layer::Copied {
                self.add_copied(&mut account, report, run);
            } else if run.kind.as_deref() == Some("unconfirmed") {
                account.unconfirmed += run.characters;
            }
        }
        account.largest = self.by_other(report, runs).into_values().max().unwrap_or_default();
        account
    }

    fn add_copied(&self, account: &mut Account, report: &ReportKey, run: &LayerRun) {
        let own_unit = self.units.get(report);
        let mut role = Role::Given;
        let mut is_elsewhere = false;
        for (row, other) in self.copies(report, run) {
            role = role.min(role_of(row, report));
            is_elsewhere |= own_unit.is_none() || own_unit != self.units.get(&other.key());
        }
        let roles = &mut account.roles;
        *match role {
            Role::Received => &mut roles.received,
            Role::Given => &mut roles.given,
            Role::Undirected => &mut roles.undirected,
        } += run.characters;
        let strongest = run.passage.as_deref().and_then(|id| self.passages.get(id));
        if role != Role::Given && strongest.is_some_and(|row| row.grade != "weak") {
            account.taken += run.characters;
            account.taken_elsewhere += u64::from(is_elsewhere) * run.characters;
        }
    }

    /// The copied passages that take a run of a report, each with its other side.
    fn copies<'b>(
        &'b self,
        report: &'b ReportKey,
        run: &'b LayerRun,
    ) -> impl Iterator<Item = (&'b PassageRow, &'b SideRow)> {
        let rows = run.passages.iter().filter_map(|id| self.passages.get(id.as_str()).copied());
        rows.filter(|row| row.layer == Layer::Copied && row.stands())
            .map(|row| (row, other_side(row, report)))
    }

    /// Copied characters of a report by the other report that has them too.
    fn by_other(&self, report: &ReportKey, runs: &[LayerRun]) -> BTreeMap<ReportKey, u64> {
        let mut found = BTreeMap::new();
        for run in runs.iter().filter(|run| run.layer == Layer::Copied) {
            let mut others: Vec<ReportKey> =
                self.copies(report, run).map(|(_, other)| other.key()).collect();
            others.sort_unstable();
            others.dedup();
            for other in others {
                *found.entry(other).or_default() += run.characters;
            }
        }
        found
    }

    /// The fewest reports that explain a report's copied text; the largest new share first.
    ///
    /// # Source
    /// Chvatal 1979, as `groups::sources`; here in characters.
    pub(super) fn sources(&self, report: &ReportKey, runs: &[LayerRun]) -> Vec<SourceRow> {
        let mut claims: BTreeMap<ReportKey, Claim> = BTreeMap::new();
        for (at, run) in runs.iter().enumerate().filter(|(_, run)| run.layer == Layer::Copied) {
            for (row, other) in self.copies(report, run) {
                let claim = claims.entry(other.key()).or_default();
                if claim.runs.last() != Some(&at) {
                    claim.runs.push(at);
                }
                *claim.roles.entry(role_of(row, report)).or_default() += run.characters;
            }
        }
        let mut is_covered = vec![false; runs.len()];
        let mut sources = Vec::new();
        loop {
            let gain = |claim: &Claim| -> u64 {
                claim
                    .runs
                    .iter()
                    .filter(|at| !is_covered[**at])
                    .map(|&at| runs[at].characters)
                    .sum()
            };
            // Of equals the first by name: the greatest comes last.
            let best = claims.iter().rev().max_by_key(|(_, claim)| gain(claim));
            let Some((key, claim)) = best.filter(|(_, claim)| gain(claim) > 0) else { break };
            let fresh = |other: &Claim| -> u64 {
                let both = other.runs.iter().filter(|at| claim.runs.binary_search(at).is_ok());
                both.filter(|at| !is_covered[**at]).map(|&at| runs[at].characters).sum()
            };
            let ties = |(other, one): &(&ReportKey, &Claim)| {
                *other != key && fresh(one) * 100 >= gain(claim) * TIED_PERCENT
            };
            sources.push(SourceRow {
                document: key.document.clone(),
                report: key.report,
                characters: gain(claim),
                role: claim.role().to_owned(),
                tied: claims.iter().filter(ties).map(|(other, _)| other.clone()).collect(),
            });
            for &at in &claim.runs {
                is_covered[at] = true;
            }
        }
        sources
    }

    /// How the strongest copied passage differs that a report did not only give.
    pub(super) fn strongest_taken(&self, report: &ReportKey) -> Option<&'a str> {
        let taken = self.passages.values().copied().filter(|row| {
            let is_here = row.left.is_in(report) || row.right.is_in(report);
            let is_copy = row.layer == Layer::Copied && row.stands();
            is_here && is_copy && role_of(row, report) != Role::Given
        });
        taken.max_by_key(|row| row.surprise_bits).map(|row| row.difference.as_str())
    }

    /// What each report shares with each other one.
    ///
    /// # Cost
    /// As [`Self::account`], for all reports.
    pub(super) fn shared(&self) -> Shared {
        let mut shared = Shared::default();
        for row in self.documents {
            let key = row.key();
            for (other, characters) in self.by_other(&key, &row.layers) {
                shared.0.insert((key.clone(), other), characters);
            }
        }
        shared
    }
}

/// What one other report has of a report's copied text.
#[derive(Default)]
struct Claim {
    /// Places in the report's runs, ascending.
    runs: Vec<usize>,
    roles: BTreeMap<Role, u64>,
}

impl Claim {
    /// The role of most characters; of equals the one that says most.
    fn role(&self) -> &'static str {
        let weight = |role: &Role| self.roles.get(role).copied().unwrap_or_default();
        match [Role::Undirected, Role::Given, Role::Received].into_iter().max_by_key(weight) {
            Some(Role::Received) => "received",
            Some(Role::Given) => "given",
            _ => "undirected",
        }
    }
}

fn other_side<'a>(row: &'a PassageRow, report: &ReportKey) -> &'a SideRow {
    if row.left.is_in(report) { &row.right } else { &row.left }
}

/// What the other side's having the passage means for `report`.
fn role_of(row: &PassageRow, report: &ReportKey) -> Role {
    match (row.direction.as_str(), row.left.is_in(report)) {
        ("left-first", true) | ("right-first", false) => Role::Given,
        ("left-first", false) | ("right-first", true) => Role::Received,
        _ => Role::Undirected,
    }
}
