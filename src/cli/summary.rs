//! The end of a run for a person: what was found, what could not be read, what to look at first.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::commands;
use crate::cli::commands::percent;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::output;
use crate::cli::words;
use crate::model::Diagnostic;
use crate::model::Lang;
use crate::model::Layer;
use crate::model::Ratio;
use crate::read::Verdict;
use crate::report;
use crate::report::rows::DocumentRow;
use crate::report::rows::PassageRow;
use crate::report::rows::RatiosRow;
use crate::report::rows::Rows;

/// Messages about inputs that are shown; the rest stands in the results.
const MESSAGES_MAX: usize = 5;

/// Reports that are named to be looked at first.
const REPORTS_MAX: usize = 5;

/// Columns of a report's name.
const NAME_COLUMNS: usize = 48;

/// Says it on standard error; the last line is the path of `index.html`.
pub(super) fn say(rows: &Rows, out: &Path, lang: Lang) {
    for line in lines(rows, out, lang) {
        output::say(&line);
    }
}

fn lines(rows: &Rows, out: &Path, lang: Lang) -> Vec<String> {
    let mut lines = messages(rows, lang);
    lines.push(counts(rows, lang));
    lines.push(found(rows, lang));
    lines.extend(first(rows, lang));
    if rows.basis.small_sample {
        let users = &rows.basis.independent_users;
        lines.push(words::fill("summary.small", &[("users", users)], lang));
    }
    if rows.documents.iter().any(|row| row.cnki.is_some()) {
        lines.push(report::words::word("cnki.notice", lang).to_owned());
    }
    let path = out.join("index.html");
    lines.push(words::fill("summary.page", &[("path", &path.display())], lang));
    lines
}

/// What a person should know of the inputs.
fn messages(rows: &Rows, lang: Lang) -> Vec<String> {
    let label = words::word("label.warning", lang);
    let message = |one: &&Diagnostic| format!("{label}{}", report::words::diagnostic(one, lang));
    let distinct = commands::distinct(&rows.diagnostics);
    let mut lines: Vec<String> = distinct.iter().take(MESSAGES_MAX).map(message).collect();
    let more = distinct.len().saturating_sub(MESSAGES_MAX);
    if more > 0 {
        lines.push(words::fill("summary.more", &[("count", &more)], lang));
    }
    lines
}

fn counts(rows: &Rows, lang: Lang) -> String {
    let documents: BTreeSet<&str> =
        rows.documents.iter().map(|row| row.document.as_str()).collect();
    let with = |holds: fn(&Verdict) -> bool| {
        rows.documents.iter().filter(|row| holds(&row.verdict)).count()
    };
    let poor = with(|verdict| matches!(verdict, Verdict::Poor { .. }));
    let unreadable = with(|verdict| !verdict.is_readable());
    let list = if poor + unreadable > 0 { words::word("summary.list", lang) } else { "" };
    let reports = rows.documents.len() - unreadable;
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("documents", &documents.len()),
        ("reports", &reports),
        ("poor", &poor),
        ("unreadable", &unreadable),
        ("list", &list),
    ];
    words::fill("summary.counts", values, lang)
}

fn found(rows: &Rows, lang: Lang) -> String {
    let copied = || rows.passages.iter().filter(|row| row.layer == Layer::Copied && row.stands());
    let graded = |grade: &str| copied().filter(|row| row.grade == grade).count();
    let concerned: BTreeSet<(&str, u32)> =
        copied().filter(|row| row.grade != "weak").flat_map(sides).collect();
    let families = rows.families.iter().filter(|row| row.kind == "report").count();
    let questions = rows.questions.len();
    let first = if questions > 0 { words::word("summary.first", lang) } else { "" };
    let key = if copied().next().is_none() { "summary.none" } else { "summary.found" };
    let values: &[(&str, &dyn std::fmt::Display)] = &[
        ("strong", &graded("strong")),
        ("medium", &graded("medium")),
        ("weak", &graded("weak")),
        ("concerned", &concerned.len()),
        ("families", &families),
        ("questions", &questions),
        ("first", &first),
    ];
    words::fill(key, values, lang)
}

fn sides(row: &PassageRow) -> [(&str, u32); 2] {
    [&row.left, &row.right].map(|side| (side.document.as_str(), side.report))
}

/// The reports with the largest share, which is none for one that only gave.
fn first(rows: &Rows, lang: Lang) -> Vec<String> {
    let share = |row: &DocumentRow| row.ratios.map(|ratios| ratios.copied).unwrap_or_default();
    let mut reports: Vec<&DocumentRow> =
        rows.documents.iter().filter(|row| share(row).n > 0).collect();
    reports.sort_by(|a, b| {
        share(b).value().total_cmp(&share(a).value()).then_with(|| key(a).cmp(&key(b)))
    });
    let mut lines = Vec::new();
    for row in reports.into_iter().take(REPORTS_MAX) {
        if lines.is_empty() {
            lines.push(words::word("summary.look", lang).to_owned());
        }
        let ratio = share(row);
        let other = row.sources.first().map_or("", |source| name_of(rows, source));
        let values: &[(&str, &dyn std::fmt::Display)] = &[
            ("name", &layout::clipped(&row.name, NAME_COLUMNS)),
            ("percent", &percent(ratio)),
            ("n", &ratio.n),
            ("d", &ratio.d),
            ("other", &layout::clipped(other, NAME_COLUMNS)),
        ];
        lines.push(format!("  {}", words::fill("summary.report", values, lang)));
    }
    lines
}

fn key(row: &DocumentRow) -> (&str, u32) {
    (&row.document, row.report)
}

fn name_of<'a>(rows: &'a Rows, source: &'a report::rows::SourceRow) -> &'a str {
    let wanted = (source.document.as_str(), source.report);
    let row = rows.documents.iter().find(|row| key(row) == wanted);
    row.map_or(source.document.as_str(), |row| row.name.as_str())
}

/// A share of a report that makes the program end with another status.
///
/// Only of ratios that leave out what others took from the report.
#[derive(Clone, Debug)]
pub(super) struct Limit {
    given: String,
    ratio: fn(&RatiosRow) -> Ratio,
    percent: f64,
}

impl Limit {
    /// Reads `雷同率=30%`, `copied=0.3`, `去除本单位=30%`, `without-own-unit=30%`.
    pub(super) fn parse(given: &str, lang: Lang) -> Result<Self, Failure> {
        let failed = || Failure::of("failure.limit", &[("given", &given)], lang);
        let (name, share) = given.split_once(['=', '＝']).ok_or_else(failed)?;
        let ratio: fn(&RatiosRow) -> Ratio = match name.trim() {
            "雷同率" | "copied" => |row| row.copied,
            "去除本单位" | "without-own-unit" => |row| row.without_own_unit,
            _ => return Err(failed()),
        };
        let share = share.trim();
        let percent = match share.strip_suffix(['%', '％']) {
            Some(percent) => percent.trim().parse::<f64>().ok(),
            None => share.parse::<f64>().ok().map(|share| share * 100.0),
        };
        let percent = percent.filter(|percent| (0.0..=100.0).contains(percent));
        Ok(Self { given: given.to_owned(), ratio, percent: percent.ok_or_else(failed)? })
    }

    /// True, and said, when a report reaches the share.
    pub(super) fn is_reached(&self, rows: &Rows, lang: Lang) -> bool {
        let reaches = |ratios: RatiosRow| {
            let ratio = (self.ratio)(&ratios);
            ratio.d > 0 && ratio.n > 0 && ratio.n as f64 * 100.0 >= self.percent * ratio.d as f64
        };
        let count =
            rows.documents.iter().filter_map(|row| row.ratios).filter(|r| reaches(*r)).count();
        if count > 0 {
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("count", &count), ("limit", &self.given)];
            output::say(&words::fill("summary.reached", values, lang));
        }
        count > 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn limits_are_read_as_percent_or_share() {
        for (given, percent) in [("雷同率=30%", 30.0), ("copied=0.25", 25.0), ("copied＝5％", 5.0)]
        {
            assert_eq!(Limit::parse(given, Lang::Zh).expect(given).percent, percent);
        }
        for given in ["copied", "copied=130%", "likeness=30%", "copied=x%"] {
            assert!(Limit::parse(given, Lang::Zh).is_err(), "{given}");
        }
    }
}
