//! The table given with `--meta`: CSV in UTF-8 or GBK, or a spreadsheet.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::Reader;

use crate::metadata::dates;
use crate::metadata::{Metadata, Origin, Sourced, Table};
use crate::read::cell_text;

/// Why a table could not be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum TableError {
    /// Bytes that are neither UTF-8 nor GBK.
    #[error("{table}: the text is neither UTF-8 nor GBK; save it as CSV in UTF-8")]
    Encoding {
        /// The table as given.
        table: String,
    },
    /// No CSV, or no spreadsheet that can be opened.
    #[error("{table}: {detail}; save it as CSV in UTF-8 or as XLSX")]
    Syntax {
        /// The table as given.
        table: String,
        /// The reader's own words.
        detail: String,
    },
    /// No column names the documents.
    #[error("{table}, line 1: no column named document, file, 文件 or 文件名; add one")]
    NoDocument {
        /// The table as given.
        table: String,
    },
    /// A value that cannot be used.
    #[error("{table}, line {line}, column {column}: “{value}” cannot be used; {hint}")]
    Value {
        /// The table as given.
        table: String,
        /// Line, from 1, the header counted.
        line: u64,
        /// The column's name.
        column: String,
        /// What stands there.
        value: String,
        /// What may stand there.
        hint: &'static str,
    },
}

/// A line of cells and its number, from 1.
type Row = (u64, Vec<String>);

/// The columns that mean something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Column {
    Document,
    Report,
    Title,
    Unit,
    Author,
    Date,
    Level,
    Superior,
}

/// The names of each column, lower case.
const NAMES: [(Column, &[&str]); 8] = [
    (Column::Document, &["document", "file", "文件", "文件名", "文档", "文稿"]),
    (Column::Report, &["report", "篇", "篇号", "第几篇"]),
    (Column::Title, &["title", "标题", "题目"]),
    (Column::Unit, &["unit", "单位"]),
    (Column::Author, &["author", "作者"]),
    (Column::Date, &["date", "日期"]),
    (Column::Level, &["level", "级别", "层级"]),
    (Column::Superior, &["superior", "上级", "上级单位"]),
];

impl Table {
    /// Reads the table `name` from its bytes: CSV (commas, semicolons or tabs; UTF-8 with or
    /// without byte-order mark, GBK) or the first sheet of a spreadsheet.
    ///
    /// The first line names the columns, in English or Chinese, in any order; columns with other
    /// names are passed over. Lines without a value are passed over.
    ///
    /// # Errors
    /// [`TableError`] names line and column and says what to do.
    pub fn parse(name: &str, bytes: &[u8]) -> Result<Self, TableError> {
        let is_workbook =
            bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"\xd0\xcf\x11\xe0");
        let rows = if is_workbook { sheet_rows(name, bytes)? } else { text_rows(name, bytes)? };
        let mut rows = rows.into_iter();
        let header = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        let columns: Vec<_> = header.iter().map(|cell| column(cell)).collect();
        if !columns.contains(&Some(Column::Document)) {
            return Err(TableError::NoDocument { table: name.into() });
        }
        let mut table = Self::default();
        for (line, cells) in rows.filter(|(_, cells)| cells.iter().any(|cell| !cell.is_empty())) {
            table.add(
                &RowContext { table: name, line, header: &header, columns: &columns },
                &cells,
            )?;
        }
        Ok(table)
    }

    fn add(&mut self, context: &RowContext, cells: &[String]) -> Result<(), TableError> {
        let cell = |wanted| context.cell(wanted, cells);
        let document = cell(Column::Document).map(key).unwrap_or_default();
        if document.is_empty() {
            return Err(context.error(
                Column::Document,
                "",
                "name the file that the line is about",
            ));
        }
        let report = match cell(Column::Report) {
            None => 0,
            Some(value) => report_number(value).ok_or_else(|| {
                context.error(Column::Report, value, "give the report's number, 1 or more")
            })?,
        };
        let date = cell(Column::Date).map(|value| {
            dates::normalize(value).ok_or_else(|| {
                context.error(Column::Date, value, "write it as 2024, 2024-03 or 2024-03-05")
            })
        });
        let sourced = |value: &str| Sourced { value: value.into(), from: Origin::Table };
        let row = Metadata {
            title: cell(Column::Title).map(sourced),
            unit: cell(Column::Unit).map(sourced),
            author: cell(Column::Author).map(sourced),
            date: date.transpose()?.map(|value| sourced(&value)),
            level: cell(Column::Level).map(sourced),
            superior: cell(Column::Superior).map(sourced),
        };
        match self.rows.insert((document.clone(), report), row) {
            None => Ok(()),
            Some(_) => Err(context.error(
                Column::Document,
                &document,
                "a line above is about the same report; keep one of them",
            )),
        }
    }

    /// What the table says of report `number` of `document`: the line for the report over the line
    /// for the document, the path as given over the file name.
    pub(crate) fn row(&self, document: &str, number: u32) -> Metadata {
        let path = key(document);
        let file = file_name(&path).to_owned();
        let mut found = Metadata::default();
        for name in [path, file] {
            for report in [number, 0] {
                if let Some(row) = self.rows.get(&(name.clone(), report)) {
                    found = found.or(row.clone());
                }
            }
        }
        found
    }

    /// The lines that are about none of the reports `documents` (document, number): the document
    /// as the table has it, with the number behind `#` where the line has one. Sorted.
    pub fn unmatched(&self, documents: &[(String, u32)]) -> Vec<String> {
        let mut known = std::collections::BTreeSet::new();
        for (document, number) in documents {
            let path = key(document);
            let file = file_name(&path).to_owned();
            known.extend(
                [path, file].into_iter().flat_map(|name| [(name.clone(), *number), (name, 0)]),
            );
        }
        let rows = self.rows.keys().filter(|row| !known.contains(*row));
        rows.map(|(name, report)| match report {
            0 => name.clone(),
            _ => format!("{name}#{report}"),
        })
        .collect()
    }
}

/// Where a line of the table stands.
struct RowContext<'a> {
    table: &'a str,
    line: u64,
    header: &'a [String],
    columns: &'a [Option<Column>],
}

impl RowContext<'_> {
    /// The cell of the `wanted` column, where the line has one with a value.
    fn cell<'c>(&self, wanted: Column, cells: &'c [String]) -> Option<&'c str> {
        let places = self.columns.iter().zip(cells);
        let found = places.filter(|(column, _)| **column == Some(wanted));
        found.map(|(_, cell)| cell.as_str()).find(|cell| !cell.is_empty())
    }

    fn error(&self, column: Column, value: &str, hint: &'static str) -> TableError {
        let place = self.columns.iter().position(|found| *found == Some(column));
        TableError::Value {
            table: self.table.into(),
            line: self.line,
            column: place.map(|place| self.header[place].clone()).unwrap_or_default(),
            value: value.into(),
            hint,
        }
    }
}

/// A document's name as the table is keyed by it: `/` as separator, no `./` before it.
fn key(document: &str) -> String {
    document.replace('\\', "/").trim_start_matches("./").to_owned()
}

/// What stands behind the last `/`.
pub(crate) fn file_name(document: &str) -> &str {
    document.rsplit('/').next().unwrap_or(document)
}

fn column(cell: &str) -> Option<Column> {
    let cell = cell.to_lowercase();
    NAMES.iter().find(|(_, names)| names.contains(&cell.as_str())).map(|(column, _)| *column)
}

fn report_number(value: &str) -> Option<u32> {
    let bare = value.trim_start_matches('第').trim_end_matches('篇').trim_end_matches(".0");
    bare.trim().parse().ok().filter(|number| *number > 0)
}

fn text_rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, TableError> {
    let text = decode(name, bytes)?;
    let header = text.lines().next().unwrap_or_default();
    let count = |mark: &u8| header.bytes().filter(|byte| byte == mark).count();
    let delimiter = [b',', b'\t', b';'].into_iter().rev().max_by_key(count).unwrap_or(b',');
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| syntax(name, &error))?;
        let line = record.position().map_or(0, |place| line_of(&text, place));
        rows.push((line, record.iter().map(|cell| cell.trim().to_owned()).collect()));
    }
    Ok(rows)
}

/// The line of the record at `place`, which counts from the end of the record before: blank lines
/// between the two are passed over here.
fn line_of(text: &str, place: &csv::Position) -> u64 {
    let at = usize::try_from(place.byte()).unwrap_or(usize::MAX).min(text.len());
    let blank = text.as_bytes()[at..].iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
    place.line() + blank.filter(|byte| **byte == b'\n').count() as u64
}

fn decode<'a>(name: &str, bytes: &'a [u8]) -> Result<Cow<'a, str>, TableError> {
    let bare = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bare) {
        return Ok(text.into());
    }
    let (text, _, has_errors) = encoding_rs::GB18030.decode(bytes);
    if has_errors { Err(TableError::Encoding { table: name.into() }) } else { Ok(text) }
}

fn sheet_rows(name: &str, bytes: &[u8]) -> Result<Vec<Row>, TableError> {
    let mut book = calamine::open_workbook_auto_from_rs(Cursor::new(bytes))
        .map_err(|error| syntax(name, &error))?;
    let sheet = book.worksheet_range_at(0).unwrap_or_else(|| Ok(calamine::Range::empty()));
    let sheet = sheet.map_err(|error| syntax(name, &error))?;
    let first = sheet.start().map_or(0, |(row, _)| u64::from(row)) + 1;
    Ok((first..).zip(sheet.rows().map(|row| row.iter().map(cell_text).collect())).collect())
}

fn syntax(name: &str, error: &dyn std::fmt::Display) -> TableError {
    TableError::Syntax { table: name.into(), detail: error.to_string() }
}
