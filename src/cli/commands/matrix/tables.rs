//! A matrix with the names of its reports: CSV for people, Parquet for programs.

use std::io;
use std::io::Write;
use std::sync::Arc;

use parquet::basic::Compression;
use parquet::basic::ZstdLevel;
use parquet::data_type::ByteArray;
use parquet::data_type::ByteArrayType;
use parquet::data_type::DataType;
use parquet::data_type::DoubleType;
use parquet::data_type::Int32Type;
use parquet::data_type::Int64Type;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::file::writer::SerializedRowGroupWriter;
use parquet::schema::parser::parse_message_type;

use crate::cli::commands::matrix::formats::Table;
use crate::cli::output;
use crate::likeness::Cell;
use crate::likeness::Text;
use crate::pipeline::Whole;

/// The byte-order mark by which spreadsheet programs know UTF-8.
const MARK: &str = "\u{feff}";

/// Long form: a line a pair.
pub(super) fn long(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    let mut lines = csv::Writer::from_writer(out);
    lines.write_record([
        "left_document",
        "left_report",
        "right_document",
        "right_report",
        "value",
        "n",
        "d",
    ])?;
    for cell in table.cells {
        let [left, right] = [cell.left, cell.right].map(|i| &table.wholes[i as usize]);
        lines.write_record([
            output::cell(&left.document).as_ref(),
            &left.report.to_string(),
            output::cell(&right.document).as_ref(),
            &right.report.to_string(),
            &format!("{:.4}", cell.ratio.value()),
            &cell.ratio.n.to_string(),
            &cell.ratio.d.to_string(),
        ])?;
    }
    lines.flush()
}

/// The square: a line and a column a report.
pub(super) fn square(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    let mut lines = csv::Writer::from_writer(out);
    let name = |one: &Whole| match one.report {
        1 => one.document.clone(),
        report => format!("{}#{report}", one.document),
    };
    let names: Vec<String> =
        table.wholes.iter().map(|one| output::cell(&name(one)).into_owned()).collect();
    lines.write_record(std::iter::once("").chain(names.iter().map(String::as_str)))?;
    table.rows(|row, values| {
        let values = values.iter().map(|value| format!("{value:.4}"));
        lines.write_record(std::iter::once(names[row].clone()).chain(values))?;
        Ok(())
    })?;
    lines.flush()
}

/// The reports by the numbers that a table without names gives them.
pub(super) fn reports(wholes: &[Whole], texts: &[Text], out: &mut dyn Write) -> io::Result<()> {
    out.write_all(MARK.as_bytes())?;
    let mut lines = csv::Writer::from_writer(out);
    lines.write_record(["index", "document", "report", "shingles"])?;
    for (index, (whole, text)) in wholes.iter().zip(texts).enumerate() {
        lines.write_record([
            &index.to_string(),
            output::cell(&whole.document).as_ref(),
            &whole.report.to_string(),
            &text.shingles().to_string(),
        ])?;
    }
    lines.flush()
}

/// Columns of the Parquet table.
const SCHEMA: &str = "message matrix {
    REQUIRED BINARY left_document (STRING);
    REQUIRED INT32 left_report;
    REQUIRED BINARY right_document (STRING);
    REQUIRED INT32 right_report;
    REQUIRED DOUBLE value;
    REQUIRED INT64 n;
    REQUIRED INT64 d;
}";

/// Rows of one group, which is in memory at once.
const GROUP_ROWS: usize = 1 << 20;

/// Listed pairs as a Parquet table.
pub(super) fn parquet(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    write_parquet(table, out).map_err(io::Error::other)
}

fn write_parquet(table: &Table, out: &mut dyn Write) -> Result<(), ParquetError> {
    let schema = Arc::new(parse_message_type(SCHEMA)?);
    let compression = Compression::ZSTD(ZstdLevel::default());
    let properties = WriterProperties::builder().set_compression(compression).build();
    // The format wants to know how far it has written; a writer of our own cannot be sent.
    let mut bytes = Vec::new();
    let mut file = SerializedFileWriter::new(&mut bytes, schema, Arc::new(properties))?;
    for cells in table.cells.chunks(GROUP_ROWS) {
        let mut group = file.next_row_group()?;
        let whole = |i: u32| &table.wholes[i as usize];
        let name = |i: u32| ByteArray::from(whole(i).document.as_str());
        column::<ByteArrayType>(&mut group, cells, |cell| name(cell.left))?;
        column::<Int32Type>(&mut group, cells, |cell| whole(cell.left).report as i32)?;
        column::<ByteArrayType>(&mut group, cells, |cell| name(cell.right))?;
        column::<Int32Type>(&mut group, cells, |cell| whole(cell.right).report as i32)?;
        column::<DoubleType>(&mut group, cells, |cell| cell.ratio.value())?;
        column::<Int64Type>(&mut group, cells, |cell| cell.ratio.n as i64)?;
        column::<Int64Type>(&mut group, cells, |cell| cell.ratio.d as i64)?;
        group.close()?;
    }
    file.close()?;
    out.write_all(&bytes)?;
    Ok(())
}

/// The next column of a group.
fn column<T: DataType>(
    group: &mut SerializedRowGroupWriter<'_, &mut Vec<u8>>,
    cells: &[Cell],
    value: impl Fn(&Cell) -> T::T,
) -> Result<(), ParquetError> {
    let values: Vec<T::T> = cells.iter().map(value).collect();
    let mut column = group
        .next_column()?
        .ok_or_else(|| ParquetError::General("the schema has no such column".to_owned()))?;
    column.typed::<T>().write_batch(&values, None, None)?;
    column.close()
}
