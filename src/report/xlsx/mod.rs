//! `report.xlsx`: the same rows for people who live in spreadsheets. The same bytes in every run:
//! the dates inside the file are fixed.

mod documents;
mod forensics;
mod groups;
mod notes;
mod passages;
mod references;
mod review;
mod summary;

use std::borrow::Cow;
use std::io;
use std::io::Write;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::report::Context;
use crate::report::rows::Rows;
use crate::report::sheet::Cell;
use crate::report::words;

/// Writes the workbook.
///
/// # Errors
/// Those of `out`, and of the workbook's writer.
///
/// # Cost
/// Holds the workbook in memory.
pub(super) fn write(rows: &Rows, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(&bytes(rows, context).map_err(io::Error::other)?)
}

fn bytes(rows: &Rows, context: &Context) -> Result<Vec<u8>, XlsxError> {
    let lang = context.lang;
    let mut book = Workbook::new();
    // Spreadsheet files must carry a date; a fixed one keeps the bytes the same.
    let date = ExcelDateTime::from_ymd(2000, 1, 1)?;
    book.set_properties(
        &DocProperties::new().set_title(words::word("ui.title", lang)).set_creation_datetime(&date),
    );
    book.push_worksheet(summary::sheet(rows, context)?);
    book.push_worksheet(documents::sheet(rows, lang)?);
    book.push_worksheet(passages::sheet(rows, lang)?);
    book.push_worksheet(passages::matrix(rows, lang)?);
    if let Some(sheet) = references::cnki(rows, lang)? {
        book.push_worksheet(sheet);
    }
    if let Some(sheet) = references::quotations(rows, lang)? {
        book.push_worksheet(sheet);
    }
    book.push_worksheet(groups::families(rows, lang)?);
    book.push_worksheet(groups::templates(rows, lang)?);
    book.push_worksheet(forensics::sheet(rows, lang)?);
    if rows.review.is_some() {
        book.push_worksheet(review::sheet(rows, lang)?);
    }
    book.push_worksheet(notes::unread(rows, lang)?);
    book.push_worksheet(notes::notes(rows, context)?);
    book.save_to_buffer()
}

/// The name of a report for a person; its path and number where it is unknown.
fn name<'a>(rows: &'a Rows, document: &str, report: u32) -> Cow<'a, str> {
    let found = rows
        .documents
        .binary_search_by(|row| (row.document.as_str(), row.report).cmp(&(document, report)));
    match found {
        Ok(place) => rows.documents[place].name.as_str().into(),
        Err(_) => format!("{document}#{report}").into(),
    }
}

/// The name of a report as a link to its row in 文稿明细, which has them in the order of the rows.
fn link<'a>(rows: &'a Rows, document: &str, report: u32) -> Cell<'a> {
    let text = name(rows, document, report);
    let key = (document, report);
    let place =
        rows.documents.binary_search_by(|row| (row.document.as_str(), row.report).cmp(&key));
    match place {
        Ok(place) => {
            let sheet = words::word("sheet.documents", crate::model::Lang::Zh);
            // The heading is the first row.
            Cell::Link(text, format!("'{sheet}'!A{}", place + 2))
        }
        Err(_) => Cell::Text(text),
    }
}
