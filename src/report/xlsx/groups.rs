//! Sheets 同源文稿组 and 模板: families of reports, forms with what was filled in.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::report::rows::Rows;
use crate::report::rows::TemplatePart;
use crate::report::rows::TemplateRow;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::words;
use crate::report::xlsx::name;

const FAMILY_HEADS: [(&str, f64); 6] = [
    ("column.family", 18.0),
    ("column.members", 9.0),
    ("column.name", 44.0),
    ("column.representative", 9.0),
    ("column.document", 44.0),
    ("column.report", 7.0),
];

/// A row a member of a family of reports.
pub(super) fn families(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = FAMILY_HEADS.map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.families", &heads, lang)?;
    for row in rows.families.iter().filter(|row| row.kind == "report") {
        for member in &row.members {
            let first = *member == row.representative;
            sheet.row(&[
                row.id.as_str().into(),
                Cell::Count(row.members.len() as u64),
                name(rows, &member.document, member.report).into(),
                if first { words::word("summary.yes", lang).into() } else { Cell::Empty },
                member.document.as_str().into(),
                Cell::Count(member.report.into()),
            ])?;
        }
    }
    sheet.finish()
}

const TEMPLATE_HEADS: [(&str, f64); 6] = [
    ("column.form", 18.0),
    ("column.members", 9.0),
    ("column.number", 7.0),
    ("column.part", 10.0),
    ("column.kind", 10.0),
    ("column.text", 100.0),
];

/// A row a piece of a form, in the order of the form.
pub(super) fn templates(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = TEMPLATE_HEADS.map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.templates", &heads, lang)?;
    for row in &rows.templates {
        for part in &row.skeleton {
            let (number, kind, text) = match part {
                TemplatePart::Fixed { text } => (None, "part.fixed", text.clone()),
                TemplatePart::Slot { number, values, .. } => {
                    (Some(*number), "part.slot", filled(rows, row, values))
                }
            };
            let slot = match part {
                TemplatePart::Fixed { .. } => Cell::Empty,
                TemplatePart::Slot { kind, .. } => words::code("slot", kind, lang).into(),
            };
            sheet.row(&[
                row.id.as_str().into(),
                Cell::Count(row.members.len() as u64),
                number.map_or(Cell::Empty, |number| Cell::Count(number.into())),
                words::word(kind, lang).into(),
                slot,
                text.into(),
            ])?;
        }
    }
    sheet.finish()
}

/// Who filled in what, a line a report.
fn filled(rows: &Rows, row: &TemplateRow, values: &[Option<String>]) -> String {
    let lines = row.members.iter().zip(values).map(|(member, value)| {
        let value = value.as_deref().unwrap_or("—");
        format!("{}: {value}", name(rows, &member.document, member.report))
    });
    lines.collect::<Vec<_>>().join("\n")
}
