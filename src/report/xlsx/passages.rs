//! Sheets 段落比对 and 比对表: passages side by side, and the coloured square of shares.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rust_xlsxwriter::{Color, ConditionalFormat3ColorScale, Worksheet, XlsxError};

use crate::config::SHEET_MATRIX_REPORTS_MAX;
use crate::model::Lang;
use crate::report::rows::PassageRow;
use crate::report::rows::ReasonRow;
use crate::report::rows::Rows;
use crate::report::rows::SideRow;
use crate::report::sheet::Cell;
use crate::report::sheet::Sheet;
use crate::report::sheet::optional;
use crate::report::tables;
use crate::report::words;
use crate::report::xlsx::link;

/// Evidence is stored in 1/1000 bit.
const THOUSANDTHS: f64 = 1000.0;

const HEADS: [(&str, f64); 21] = [
    ("column.grade", 6.0),
    ("column.layer", 9.0),
    ("column.kind", 12.0),
    ("column.left", 24.0),
    ("column.left-place", 16.0),
    ("column.left-text", 48.0),
    ("column.right", 24.0),
    ("column.right-place", 16.0),
    ("column.right-text", 48.0),
    ("ui.matched", 9.0),
    ("ui.identity", 9.0),
    ("ui.edits", 8.0),
    ("column.bits", 10.0),
    ("ui.by-chance", 14.0),
    ("column.direction", 10.0),
    ("column.confidence", 8.0),
    ("ui.support", 44.0),
    ("ui.against", 44.0),
    ("column.review", 14.0),
    ("column.explanation", 30.0),
    ("ui.id", 17.0),
];

/// A row a passage: the strongest evidence first.
pub(super) fn sheet(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let heads = HEADS.map(|(key, width)| (words::word(key, lang).into(), width));
    let mut sheet = Sheet::new("sheet.passages", &heads, lang)?;
    let mut order: Vec<&PassageRow> = rows.passages.iter().collect();
    order.sort_by(|a, b| b.surprise_bits.cmp(&a.surprise_bits).then_with(|| a.id.cmp(&b.id)));
    for row in order {
        sheet.row(&cells(rows, row, lang))?;
    }
    sheet.finish()
}

fn cells<'a>(rows: &'a Rows, row: &'a PassageRow, lang: Lang) -> Vec<Cell<'a>> {
    let mut cells: Vec<Cell> = vec![
        words::grade(&row.grade, lang).into(),
        words::layer(row.layer, lang).into(),
        words::kind(&row.kind, lang).into(),
    ];
    for side in [&row.left, &row.right] {
        cells.push(link(rows, &side.document, side.report));
        cells.push(place(side, lang).into());
        cells.push(side.quote.as_str().into());
    }
    cells.extend([
        Cell::Count(row.matched.into()),
        Cell::Share(Some(row.identity)),
        Cell::Count(row.edits.len() as u64),
        Cell::Number(row.surprise_bits as f64 / THOUSANDTHS),
        row.expected_by_chance.as_str().into(),
        words::direction(&row.direction, lang).into(),
        Cell::Count(row.direction_confidence.into()),
        reasons(&row.support, lang).into(),
        reasons(&row.against, lang).into(),
        review(row, lang).into(),
        optional(row.review.as_ref().map(|review| &review.explanation)),
        row.id.as_str().into(),
    ]);
    cells
}

/// What reviewers decided: state, left out, disputed.
fn review(row: &PassageRow, lang: Lang) -> String {
    let Some(review) = &row.review else { return String::new() };
    let state = words::code("state", review.state.code(), lang);
    let left_out = review.excluded.as_ref().map(|_| words::word("review.excluded", lang));
    let disputed = review.disputed.then(|| words::word("review.disputed", lang));
    let parts = [Some(state.as_ref()), left_out, disputed];
    parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
}

fn reasons(rows: &[ReasonRow], lang: Lang) -> String {
    rows.iter().map(|row| words::reason(row, lang)).collect::<Vec<_>>().join("\n")
}

/// Page, paragraph and heading, as far as they are known.
fn place(side: &SideRow, lang: Lang) -> String {
    let numbered = |key, name: &str, number: u32| {
        let values = BTreeMap::from([(name.to_owned(), number.to_string())]);
        Cow::Owned(words::fill(words::word(key, lang), &values))
    };
    let page = side.page.map(|page| numbered("ui.page", "page", page));
    let paragraph = side.paragraph.map(|number| numbered("ui.paragraph", "paragraph", number));
    let heading = side.heading.as_deref().map(Cow::Borrowed);
    [page, paragraph, heading].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The square of shares, white to red; a note where there are too many reports.
pub(super) fn matrix(rows: &Rows, lang: Lang) -> Result<Worksheet, XlsxError> {
    let count = rows.documents.len();
    if count > SHEET_MATRIX_REPORTS_MAX {
        let limit = SHEET_MATRIX_REPORTS_MAX.to_string();
        let values = BTreeMap::from([("limit".to_owned(), limit)]);
        let note = words::fill(words::word("sheet.no-matrix", lang), &values);
        return Sheet::new("sheet.matrix", &[(note.into(), 80.0)], lang)?.finish();
    }
    let corner = (Cow::Borrowed(words::word("ui.report", lang)), 36.0);
    let columns = rows.documents.iter().map(|row| (Cow::Borrowed(row.name.as_str()), 10.0));
    let heads: Vec<_> = [corner].into_iter().chain(columns).collect();
    let mut sheet = Sheet::new("sheet.matrix", &heads, lang)?;
    sheet.inner.set_freeze_panes(1, 1)?;
    let shares = tables::shares(rows);
    for (place, row) in rows.documents.iter().enumerate() {
        let cells = rows.documents.iter().enumerate().map(|(column, other)| {
            Cell::Share(tables::cell(&shares, (place, row), (column, other)))
        });
        let first = link(rows, &row.document, row.report);
        sheet.row(&[first].into_iter().chain(cells).collect::<Vec<_>>())?;
    }
    if count > 0 {
        let (last_row, last_column) = (count as u32, count as u16);
        sheet.inner.add_conditional_format(1, 1, last_row, last_column, &scale())?;
    }
    sheet.row(&[])?;
    sheet.row(&[words::word("sheet.matrix-note", lang).into()])?;
    let mut sheet = sheet.inner;
    sheet.autofilter(0, 0, count as u32, 0)?;
    Ok(sheet)
}

/// White, amber, red at 0, 30 and 100 %: fixed points, so that colours mean the same in every run.
fn scale() -> ConditionalFormat3ColorScale {
    use rust_xlsxwriter::ConditionalFormatType::Number;
    ConditionalFormat3ColorScale::new()
        .set_minimum(Number, 0)
        .set_midpoint(Number, 0.3)
        .set_maximum(Number, 1)
        .set_minimum_color(Color::RGB(0xFFFFFF))
        .set_midpoint_color(Color::RGB(0xF9C98B))
        .set_maximum_color(Color::RGB(0xC3281C))
}
