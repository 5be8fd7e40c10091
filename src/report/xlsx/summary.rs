//! Sheet 汇总: totals, questions, shared mistakes.

use std::collections::BTreeMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::model::Layer;
use crate::model::Ratio;
use crate::report::Context;
use crate::report::json;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::totals::Totals;
use crate::report::words;

/// The first sheet.
pub(super) fn sheet(rows: &Rows, context: &Context) -> Result<Worksheet, XlsxError> {
    let lang = context.lang;
    let heads = [("column.item", 30.0), ("column.value", 16.0), ("column.note", 90.0)]
        .map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.summary", &heads, lang)?;
    if rows.basis.small_sample {
        let users = rows.basis.independent_users.to_string();
        let values = BTreeMap::from([("users".to_owned(), users)]);
        let why = words::fill(words::word("ui.small-sample-why", lang), &values);
        let yes = words::word("summary.yes", lang);
        sheet.row(&[words::word("ui.small-sample", lang).into(), yes.into(), why.into()])?;
    }
    questions(&mut sheet, rows, lang)?;
    totals(&mut sheet, &Totals::of(rows), rows, lang)?;
    mistakes(&mut sheet, rows, lang)?;
    let id = json::run_id(rows, context);
    let version = context.version;
    sheet.row(&[words::word("ui.version", lang).into(), version.into(), Cell::Empty])?;
    sheet.row(&[words::word("ui.run-id", lang).into(), Cell::Empty, id.into()])?;
    sheet.finish()
}

fn questions(sheet: &mut Sheet, rows: &Rows, lang: Lang) -> Result<(), XlsxError> {
    for row in &rows.questions {
        let values = BTreeMap::from([
            ("users".to_owned(), row.users.to_string()),
            ("characters".to_owned(), row.characters.to_string()),
        ]);
        let key = format!("question.{}", row.kind);
        let question = words::find(&key, lang).unwrap_or(&row.kind);
        let effect = words::fill(words::word("question.effect", lang), &values);
        let text = format!("{}\n“{}”\n{effect}", words::fill(question, &values), row.text);
        let title = words::word("ui.to-confirm", lang);
        sheet.row(&[title.into(), Cell::Count(row.users), text.into()])?;
    }
    Ok(())
}

fn totals(sheet: &mut Sheet, totals: &Totals, rows: &Rows, lang: Lang) -> Result<(), XlsxError> {
    let graded = |grade: &str| {
        let values = BTreeMap::from([("grade".into(), words::grade(grade, lang).into_owned())]);
        words::fill(words::word("summary.passages", lang), &values)
    };
    let lines = [
        (words::word("summary.documents", lang).to_owned(), totals.documents),
        (words::word("summary.reports", lang).to_owned(), totals.reports),
        (words::word("summary.poor", lang).to_owned(), totals.poor),
        (words::word("summary.unreadable", lang).to_owned(), totals.unreadable),
        (words::word("summary.independent-users", lang).into(), rows.basis.independent_users),
        (graded("strong"), totals.passages.strong),
        (graded("medium"), totals.passages.medium),
        (graded("weak"), totals.passages.weak),
        (words::word("summary.reports-concerned", lang).to_owned(), totals.reports_concerned),
        (words::word("summary.families", lang).to_owned(), totals.report_families),
        (words::word("summary.templates", lang).to_owned(), totals.templates),
        (words::word("summary.boilerplate", lang).to_owned(), totals.boilerplate),
        (words::word("summary.anomalies", lang).to_owned(), totals.anomalies),
        (words::word("summary.forensics", lang).to_owned(), totals.forensics),
        (words::word("summary.characters", lang).to_owned(), totals.characters),
    ];
    for (item, value) in lines {
        sheet.row(&[item.into(), Cell::Count(value), Cell::Empty])?;
    }
    for layer in Layer::ALL.into_iter().rev() {
        let characters = totals.account.get(&layer).copied().unwrap_or_default();
        let share = Ratio::new(characters, totals.characters);
        let note = format!("{characters} / {} = {:.1} %", share.d, 100.0 * share.value());
        let item = words::layer(layer, lang);
        sheet.row(&[item.into(), Cell::Count(characters), note.into()])?;
    }
    Ok(())
}

fn mistakes(sheet: &mut Sheet, rows: &Rows, lang: Lang) -> Result<(), XlsxError> {
    for row in &rows.anomalies {
        let kind = words::code("anomaly", &row.kind, lang);
        let item = format!("{}: {kind}", words::word("ui.mistakes", lang));
        let usual = row.usual.as_ref().map_or(String::new(), |usual| format!(" → {usual}"));
        let text = format!("{}{usual}\n“{}”", row.mistake, row.text);
        sheet.row(&[item.into(), Cell::Count(row.places.len() as u64), text.into()])?;
    }
    Ok(())
}
