//! xlsx, xls, xlsb and ods: the cells of all sheets, a row a line, columns parted by tabs.

use std::io::Cursor;

use calamine::Data;
use calamine::Range;
use calamine::Reader as _;
use calamine::SheetVisible;
use zip::ZipArchive;

use crate::read::EmbeddedPicture;
use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive;
use crate::read::assembly::Assembly;
use crate::read::compound::Compound;
use crate::read::docx;
use crate::read::embedded;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// First bytes of an OpenDocument table behind the header of its zip entry.
const OPEN_TABLE: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet";

/// Offset of the name of a zip archive's first entry.
const FIRST_NAME: usize = 30;

/// Reads workbooks.
pub(super) struct Sheets;

impl Reader for Sheets {
    fn recognises(&self, source: &Source) -> bool {
        format(source).is_some()
    }

    fn isolated(&self) -> Option<&'static str> {
        Some("xlsx")
    }

    fn read(&self, source: &Source) -> Opened {
        let format = format(source).unwrap_or("xlsx");
        let mut book = match calamine::open_workbook_auto_from_rs(Cursor::new(source.bytes)) {
            Ok(book) => book,
            Err(error) => return source.unreadable(format, "truncated", &error.to_string()),
        };
        let mut text = Assembly::default();
        let mut hidden = String::new();
        let mut is_broken = false;
        for sheet in book.sheets_metadata().to_vec() {
            let Ok(range) = book.worksheet_range(&sheet.name) else {
                is_broken = true;
                continue;
            };
            let rows = rows(&range);
            if sheet.visible == SheetVisible::Visible {
                text.push(Part::Table, &rows);
            } else {
                hidden.push_str(&rows);
            }
        }
        text.push_section(Part::Hidden, &hidden);
        let (properties, pictures) = about(source);
        let extract = Extract {
            format,
            text,
            properties,
            encoding: None,
            doubts: is_broken.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// What a workbook says of itself, and its pictures.
fn about(source: &Source) -> (Properties, Vec<EmbeddedPicture>) {
    if let Some(mut file) = Compound::open(source.bytes) {
        let stream = file.stream("Workbook", source).unwrap_or_default();
        return (file.properties(source), embedded::of_records(&[&stream], source.config));
    }
    match ZipArchive::new(Cursor::new(source.bytes)) {
        Ok(mut package) => {
            let properties = docx::office_properties(&mut package, source);
            (properties, embedded::of_package(&mut package, source))
        }
        Err(_) => Default::default(),
    }
}

/// The format of a workbook; `None` for anything else.
fn format(source: &Source) -> Option<&'static str> {
    let bytes = source.bytes;
    if archive::is_zip(bytes) {
        if bytes.get(FIRST_NAME..).is_some_and(|rest| rest.starts_with(OPEN_TABLE)) {
            return Some("ods");
        }
        let is_book = |entry| archive::holds(bytes, entry);
        return if is_book("xl/workbook.xml") {
            Some("xlsx")
        } else {
            is_book("xl/workbook.bin").then_some("xlsb")
        };
    }
    let file = Compound::open(bytes)?;
    (file.has("Workbook") || file.has("Book")).then_some("xls")
}

/// The cells of a sheet; rows without text are left out.
fn rows(range: &Range<Data>) -> String {
    let mut text = String::new();
    for row in range.rows() {
        let line = row.iter().map(cell_text).collect::<Vec<_>>().join("\t");
        let line = line.trim_end();
        if !line.is_empty() {
            text.push_str(line);
            text.push('\n');
        }
    }
    text
}

/// The text of a cell, dates as 2025-03-01.
pub(crate) fn cell_text(cell: &Data) -> String {
    match cell {
        Data::DateTime(date) if date.is_datetime() => {
            let (year, month, day, ..) = date.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        other => other.to_string().trim().to_owned(),
    }
}
