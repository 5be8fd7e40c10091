//! Sheet 复核: what reviewers left out and answered, and what this run does not have.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::model::Lang;
use crate::report::review::Subject;
use crate::report::rows::ReviewExclusionRow;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::words;
use crate::report::xlsx::name;

/// A row a thing; the decisions about passages stand beside them in 段落比对.
pub(super) fn sheet(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = [
        ("column.item", 12.0),
        ("column.subject", 60.0),
        ("column.review", 16.0),
        ("column.places", 9.0),
        ("column.reviewers", 24.0),
        ("column.explanation", 50.0),
    ]
    .map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.review", &heads, lang)?;
    let Some(review) = &rows.review else { return sheet.finish() };
    for row in &review.exclusions {
        sheet.row(&exclusion(rows, row, lang))?;
    }
    for row in &rows.questions {
        let Some(answer) = &row.answer else { continue };
        let said = words::code("answer", answer.answer.code(), lang);
        sheet.row(&[
            words::word("subject.question", lang).into(),
            row.text.as_str().into(),
            said.into(),
            Cell::Count(row.passages.len() as u64),
            answer.by.join("、").into(),
            answer.explanation.as_str().into(),
        ])?;
    }
    for one in &review.unmatched {
        let note = words::word("review.unmatched", lang);
        sheet.row(&[Cell::Empty, one.as_str().into(), note.into()])?;
    }
    sheet.finish()
}

fn exclusion<'a>(rows: &'a Rows, row: &'a ReviewExclusionRow, lang: Lang) -> Vec<Cell<'a>> {
    let (item, subject): (_, Cell) = match &row.subject {
        Subject::Source(key) => ("subject.source", name(rows, &key.document, key.report).into()),
        Subject::Passage { passage } => ("subject.passage", passage.as_str().into()),
        Subject::Phrase { text } => ("subject.phrase", text.as_str().into()),
    };
    let state = match (row.excluded, row.disputed) {
        (true, _) => "review.excluded",
        (false, true) => "review.disputed",
        (false, false) => "review.restored",
    };
    vec![
        words::word(item, lang).into(),
        subject,
        words::word(state, lang).into(),
        Cell::Count(row.places),
        row.by.join("、").into(),
        row.explanation.as_str().into(),
    ]
}
