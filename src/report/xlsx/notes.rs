//! Sheets 未查清单 and 说明: what was not checked, and what the words mean.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::model::Layer;
use crate::read::Verdict;
use crate::report::Context;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::words;
use crate::report::xlsx::documents;

/// Reports that were not read, or in part; then every message.
pub(super) fn unread(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = [("column.document", 50.0), ("column.verdict", 34.0), ("column.message", 90.0)]
        .map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.unread", &heads, lang)?;
    for row in rows.documents.iter().filter(|row| row.verdict != Verdict::Good) {
        let note = match row.verdict {
            Verdict::Unreadable { .. } => words::word("ui.unreadable-note", lang).into(),
            _ => Cell::Empty,
        };
        let state = documents::verdict(&row.verdict, lang);
        sheet.row(&[row.document.as_str().into(), state.into(), note])?;
    }
    for row in &rows.diagnostics {
        let state = words::verdict_reason(&row.code, lang);
        let message = words::diagnostic(row, lang);
        sheet.row(&[row.document.as_str().into(), state.into(), message.into()])?;
    }
    sheet.finish()
}

/// Words and definitions, by sections of keys.
const DEFINITIONS: [(&str, &str); 13] = [
    ("ui.characters", "meaning.characters"),
    ("ratio.copied", "ratio-meaning.copied"),
    ("ratio.given", "ratio-meaning.given"),
    ("ratio.template_unconfirmed", "ratio-meaning.template_unconfirmed"),
    ("ratio.overlap", "ratio-meaning.overlap"),
    ("ratio.without_quotation", "ratio-meaning.without_quotation"),
    ("ratio.without_own_unit", "ratio-meaning.without_own_unit"),
    ("ratio.without_boilerplate", "ratio-meaning.without_boilerplate"),
    ("ratio.single_largest", "ratio-meaning.single_largest"),
    ("ui.bits", "meaning.bits"),
    ("grade.strong", "meaning.strong"),
    ("grade.medium", "meaning.medium"),
    ("grade.weak", "meaning.weak"),
];

/// Limits first, then definitions, then the settings of the run.
pub(super) fn notes(rows: &Rows, context: &Context) -> Result<Worksheet, XlsxError> {
    let lang = context.lang;
    let heads = [("column.item", 26.0), ("column.note", 110.0)]
        .map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.notes", &heads, lang)?;
    for key in std::iter::once("ui.no-proof").chain(words::LIMITS) {
        sheet.row(&[words::word("ui.limits", lang).into(), words::word(key, lang).into()])?;
    }
    for layer in Layer::ALL.into_iter().rev() {
        let meaning = words::meaning(layer, lang);
        sheet.row(&[words::layer(layer, lang).into(), meaning.into()])?;
    }
    for (title, meaning) in DEFINITIONS {
        sheet.row(&[words::word(title, lang).into(), words::word(meaning, lang).into()])?;
    }
    let backgrounds = rows.basis.backgrounds.join("; ");
    sheet.row(&[words::word("ui.backgrounds", lang).into(), backgrounds.into()])?;
    let settings = context.settings_json.to_string();
    sheet.row(&[words::word("ui.settings", lang).into(), settings.into()])?;
    sheet.finish()
}
