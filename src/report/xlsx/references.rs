//! Sheets 引文核对 and 知网口径: quotations against their sources, and figures under CNKI's names.

use std::borrow::Cow;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::report::rows::{DifferenceRow, Rows};
use crate::report::sheet::{Cell, Sheet, optional};
use crate::report::words;

const HEADS: [(&str, f64); 6] = [
    ("column.name", 40.0),
    ("column.kind", 10.0),
    ("column.text", 70.0),
    ("column.reference", 40.0),
    ("column.differences", 40.0),
    ("column.document", 40.0),
];

/// A row a quotation or claim; no sheet without any. Base text has no differences to show.
pub(super) fn quotations(rows: &Rows, lang: Lang) -> Result<Option<Worksheet>, XlsxError> {
    let is_shown = |kind: &str| kind != "base";
    if !rows.documents.iter().any(|row| row.references.iter().any(|one| is_shown(&one.kind))) {
        return Ok(None);
    }
    let heads = HEADS.map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.quotations", &heads, lang)?;
    for row in &rows.documents {
        for one in row.references.iter().filter(|one| is_shown(&one.kind)) {
            let differences: Vec<String> = one.differences.iter().map(difference).collect();
            sheet.row(&[
                row.name.as_str().into(),
                words::kind(&one.kind, lang).into(),
                one.text.as_str().into(),
                optional(one.reference.as_ref()),
                differences.join("\n").into(),
                row.document.as_str().into(),
            ])?;
        }
    }
    sheet.finish().map(Some)
}

fn difference(one: &DifferenceRow) -> String {
    let shown =
        |text: &str| if text.is_empty() { "—".to_owned() } else { format!("“{text}”") };
    format!("{} → {}", shown(&one.here), shown(&one.there))
}

const CNKI: [&str; 12] = [
    "copied",
    "without_quotation",
    "without_own",
    "single_largest",
    "characters",
    "total",
    "sections",
    "suspected",
    "most",
    "least",
    "front",
    "back",
];

/// A row a report, under a notice that these are not CNKI's figures; no sheet under another preset.
pub(super) fn cnki(rows: &Rows, lang: Lang) -> Result<Option<Worksheet>, XlsxError> {
    if rows.documents.iter().all(|row| row.cnki.is_none()) {
        return Ok(None);
    }
    let names = CNKI.map(|name| (words::code("cnki", name, lang).into_owned().into(), 14.0));
    let mut heads: Vec<(Cow<str>, f64)> = vec![(words::word("column.name", lang).into(), 44.0)];
    heads.extend(names);
    let mut sheet = Sheet::new("sheet.cnki", &heads, lang)?;
    sheet.row(&[words::word("cnki.notice", lang).into()])?;
    for row in &rows.documents {
        let Some(one) = &row.cnki else { continue };
        let suspected: Vec<u64> =
            one.sections.iter().map(|section| section.copied.n).filter(|&n| n > 0).collect();
        let bound = |n: Option<&u64>| n.map_or(Cell::Empty, |&n| Cell::Count(n));
        sheet.row(&[
            row.name.as_str().into(),
            Cell::Share(Some(one.copied)),
            Cell::Share(Some(one.without_quotation)),
            Cell::Share(Some(one.without_own)),
            Cell::Share(Some(one.single_largest)),
            Cell::Count(one.copied.n),
            Cell::Count(one.copied.d),
            Cell::Count(one.sections.len() as u64),
            Cell::Count(suspected.len() as u64),
            bound(suspected.iter().max()),
            bound(suspected.iter().min()),
            Cell::Count(one.front),
            Cell::Count(one.back),
        ])?;
    }
    sheet.finish().map(Some)
}
