//! Sheet 文稿明细: a row a report.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::model::Layer;
use crate::model::Ratio;
use crate::read::Verdict;
use crate::report::rows::DocumentRow;
use crate::report::rows::RatiosRow;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::sheet::optional;
use crate::report::words;
use crate::report::xlsx::name;

/// One of a report's ratios.
type RatioOf = fn(&RatiosRow) -> Ratio;

/// Key and value of each ratio, the most asked for first.
const RATIOS: [(&str, RatioOf); 8] = [
    ("ratio.copied", |row| row.copied),
    ("ratio.given", |row| row.given),
    ("ratio.template_unconfirmed", |row| row.template_unconfirmed),
    ("ratio.overlap", |row| row.overlap),
    ("ratio.without_quotation", |row| row.without_quotation),
    ("ratio.without_own_unit", |row| row.without_own_unit),
    ("ratio.without_boilerplate", |row| row.without_boilerplate),
    ("ratio.single_largest", |row| row.single_largest),
];

const ROLES: [&str; 3] = ["received", "given", "undirected"];

/// The sheet of reports; unreadable ones have no numbers.
pub(super) fn sheet(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let mut sheet = Sheet::new("sheet.documents", &heads(lang), lang)?;
    sheet.inner.set_freeze_panes(1, 1)?;
    for row in &rows.documents {
        let mut cells = first_cells(row, lang);
        cells.extend(RATIOS.iter().flat_map(|(_, ratio)| {
            let ratio = row.ratios.as_ref().map(ratio);
            let count = ratio.map_or(Cell::Empty, |ratio| Cell::Count(ratio.n));
            [Cell::Share(ratio), count]
        }));
        cells.extend(Layer::ALL.into_iter().rev().map(|layer| match &row.account {
            Some(account) => Cell::Count(account.get(&layer).copied().unwrap_or_default()),
            None => Cell::Empty,
        }));
        let roles = row.roles.as_ref();
        cells.extend(ROLES.map(|role| match roles {
            Some(roles) => Cell::Count(match role {
                "received" => roles.received,
                "given" => roles.given,
                _ => roles.undirected,
            }),
            None => Cell::Empty,
        }));
        cells.extend(last_cells(rows, row, lang));
        sheet.row(&cells)?;
    }
    sheet.finish()
}

fn heads(lang: Lang) -> Vec<(Cow<'static, str>, f64)> {
    let one = |key, width| (Cow::Borrowed(words::word(key, lang)), width);
    let named = |key: &'static str, name: &str, value: &str| {
        let values = BTreeMap::from([(name.to_owned(), value.to_owned())]);
        (Cow::Owned(words::fill(words::word(key, lang), &values)), 11.0)
    };
    let mut heads = vec![
        one("column.name", 36.0),
        one("column.verdict", 16.0),
        one("field.unit", 18.0),
        one("field.date", 12.0),
        one("ui.characters", 9.0),
        one("column.tags", 22.0),
    ];
    for (key, _) in RATIOS {
        heads.push(one(key, 10.0));
        heads.push(named("column.numerator", "ratio", words::word(key, lang)));
    }
    let layers = Layer::ALL.into_iter().rev();
    heads.extend(layers.map(|layer| (Cow::Borrowed(words::layer(layer, lang)), 11.0)));
    heads.extend(ROLES.map(|role| named("column.roles", "role", &words::role(role, lang))));
    heads.extend([
        one("column.sources", 40.0),
        one("column.placeholders", 30.0),
        one("column.evasion", 24.0),
        one("column.document", 40.0),
        one("column.report", 7.0),
        one("column.format", 14.0),
    ]);
    heads
}

fn first_cells(row: &DocumentRow, lang: Lang) -> Vec<Cell<'_>> {
    let tags: Vec<Cow<str>> = row.tags.iter().map(|tag| words::tag(tag, lang)).collect();
    let counted = row.verdict.is_readable();
    vec![
        row.name.as_str().into(),
        verdict(&row.verdict, lang).into(),
        optional(row.unit.as_ref()),
        optional(row.date.as_ref()),
        if counted { Cell::Count(row.characters) } else { Cell::Empty },
        tags.join("; ").into(),
    ]
}

/// State and reasons of a verdict.
pub(super) fn verdict(verdict: &Verdict, lang: Lang) -> String {
    let (state, reasons): (_, &[String]) = match verdict {
        Verdict::Good => ("verdict.good", &[]),
        Verdict::Poor { reasons } => ("verdict.poor", reasons),
        Verdict::Unreadable { reasons } => ("verdict.unreadable", reasons),
    };
    let reasons: Vec<Cow<str>> =
        reasons.iter().map(|reason| words::verdict_reason(reason, lang)).collect();
    let state = words::word(state, lang);
    if reasons.is_empty() { state.to_owned() } else { format!("{state}: {}", reasons.join("; ")) }
}

fn last_cells<'a>(rows: &Rows, row: &'a DocumentRow, lang: Lang) -> Vec<Cell<'a>> {
    let sources = row.sources.iter().map(|source| {
        let other = words::code("other", &source.role, lang);
        let name = name(rows, &source.document, source.report);
        format!("{other}: {name} ({})", source.characters)
    });
    let blanks = row.placeholders.iter().map(|blank| {
        let kind = words::placeholder(&blank.kind, lang);
        let word = blank.stands_for.as_ref().map_or(String::new(), |word| format!(" → {word}"));
        format!("{kind}: {}{word}", blank.text)
    });
    let evasion = row
        .evasion
        .iter()
        .map(|(code, count)| format!("{}: {count}", words::code("evasion", code, lang)));
    vec![
        sources.collect::<Vec<_>>().join("\n").into(),
        blanks.collect::<Vec<_>>().join("\n").into(),
        evasion.collect::<Vec<_>>().join("\n").into(),
        row.document.as_str().into(),
        Cell::Count(row.report.into()),
        row.format.as_str().into(),
    ]
}
