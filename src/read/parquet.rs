//! Parquet: one document a row, by the names of the text and the id column.

use parquet::data_type::AsBytes as _;
use parquet::file::reader::FileReader as _;
use parquet::file::reader::SerializedFileReader;
use parquet::record::Field;
use parquet::record::Row;

use crate::read::Opened;
use crate::read::rows::Rows;
use crate::read::source;
use crate::read::source::Reader;
use crate::read::source::Source;

/// First and last bytes of the format.
const MARK: &[u8] = b"PAR1";

/// Reads Parquet files.
pub(super) struct Parquet;

impl Reader for Parquet {
    fn recognises(&self, source: &Source) -> bool {
        source.bytes.starts_with(MARK)
    }

    fn isolated(&self) -> Option<&'static str> {
        Some("parquet")
    }

    fn read(&self, source: &Source) -> Opened {
        let broken = |error: parquet::errors::ParquetError| {
            source.unreadable("parquet", "broken-table", &error.to_string())
        };
        let bytes = bytes::Bytes::copy_from_slice(source.bytes);
        let reader = match SerializedFileReader::new(bytes) {
            Ok(reader) => reader,
            Err(error) => return broken(error),
        };
        let records = match reader.get_row_iter(None) {
            Ok(records) => records,
            Err(error) => return broken(error),
        };
        let mut rows = Rows::binary(source, "parquet");
        for (number, record) in (1..).zip(records) {
            let record = match record {
                Ok(record) => record,
                Err(error) => return broken(error),
            };
            let Some(text) = value(&record, &source.config.text_column) else {
                let detail = format!("row {number}: no text in `{}`", source.config.text_column);
                rows.diagnostics.push(source::diagnostic(&source.name, "missing-text", &detail));
                continue;
            };
            let id = value(&record, &source.config.id_column).filter(|id| !id.is_empty());
            rows.push(id.unwrap_or_else(|| number.to_string()), &text, number);
        }
        rows.finish()
    }
}

/// The value of a column as text.
fn value(record: &Row, column: &str) -> Option<String> {
    let (_, field) = record.get_column_iter().find(|(name, _)| *name == column)?;
    match field {
        Field::Str(text) => Some(text.clone()),
        Field::Bytes(bytes) => Some(String::from_utf8_lossy(bytes.as_bytes()).into_owned()),
        Field::Null | Field::Group(_) | Field::ListInternal(_) | Field::MapInternal(_) => None,
        number => Some(number.to_string()),
    }
}
