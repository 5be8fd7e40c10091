//! Sheet 文件痕迹: what files of different units have in common besides text.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::words;

const HEADS: [(&str, f64); 9] = [
    ("column.trace", 18.0),
    ("column.kind", 18.0),
    ("column.grade", 8.0),
    ("column.value", 36.0),
    ("column.count", 8.0),
    ("column.units", 8.0),
    ("column.document", 44.0),
    ("column.unit", 24.0),
    ("column.against", 60.0),
];

/// A row a file of each trace.
pub(super) fn sheet(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = HEADS.map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.forensics", &heads, lang)?;
    for row in &rows.forensics {
        let against: Vec<String> =
            row.against.iter().map(|reason| words::reason(reason, lang)).collect();
        for file in &row.files {
            sheet.row(&[
                row.id.as_str().into(),
                words::code("forensic", &row.kind, lang).into(),
                words::grade(&row.strength, lang).into(),
                row.value.as_str().into(),
                Cell::Count(row.count.into()),
                Cell::Count(row.units.into()),
                file.document.as_str().into(),
                file.unit.as_deref().map_or(Cell::Empty, Into::into),
                against.join("\n").into(),
            ])?;
        }
    }
    sheet.finish()
}
