//! CSV whose header names the text column: one document a row. Any other CSV is plain text.

use csv::ReaderBuilder;
use csv::StringRecord;

use crate::read::Opened;
use crate::read::decode;
use crate::read::rows::Rows;
use crate::read::source;
use crate::read::source::Reader;
use crate::read::source::Source;

/// What stands between columns.
const DELIMITERS: [u8; 3] = [b',', b'\t', b';'];

/// Reads tables of texts.
pub(super) struct Csv;

impl Reader for Csv {
    fn recognises(&self, source: &Source) -> bool {
        layout(&source.head, source).is_some()
    }

    fn read(&self, source: &Source) -> Opened {
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let Some(layout) = layout(&decoded.text, source) else {
            return source.unreadable("csv", "missing-text", "");
        };
        let mut rows = Rows::new(source, "csv", &decoded);
        let mut reader = ReaderBuilder::new()
            .delimiter(layout.delimiter)
            .flexible(true)
            .from_reader(decoded.text.trim_start().as_bytes());
        for (row, record) in (2..).zip(reader.records()) {
            let text = record.as_ref().ok().and_then(|record| record.get(layout.text));
            let id = |record: &StringRecord| Some(record.get(layout.id?)?.trim().to_owned());
            let id = record.as_ref().ok().and_then(id).filter(|id| !id.is_empty());
            let Some(text) = text else {
                let (code, place) = ("missing-text", format!("line {row}"));
                rows.diagnostics.push(source::diagnostic(&source.name, code, &place));
                continue;
            };
            rows.push(id.unwrap_or_else(|| (row - 1).to_string()), text, row);
        }
        rows.finish()
    }
}

/// How a table is laid out.
struct Layout {
    delimiter: u8,
    /// Number of the text column.
    text: usize,
    /// Number of the id column.
    id: Option<usize>,
}

/// The layout of a text whose first line has the text column among two or more.
fn layout(text: &str, source: &Source) -> Option<Layout> {
    let first = text.trim_start().lines().next()?;
    DELIMITERS.into_iter().find_map(|delimiter| {
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .from_reader(first.as_bytes());
        let header = reader.records().next()?.ok()?;
        let place = |name: &str| header.iter().position(|column| column.trim() == name);
        let text = place(&source.config.text_column)?;
        let id = place(&source.config.id_column);
        (header.len() > 1).then_some(Layout { delimiter, text, id })
    })
}
