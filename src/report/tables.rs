//! `pairs.csv` and `matrix.csv`: UTF-8 with a byte-order mark, so that Excel reads the Chinese.

use std::borrow::Cow;
use std::io;
use std::io::Write;

use hashbrown::HashMap;

use foldhash::fast::FixedState;

use crate::config::MATRIX_REPORTS_MAX;
use crate::model::Ratio;
use crate::report::rows::DocumentRow;
use crate::report::rows::PairRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;

const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

/// Text that a spreadsheet program would take for a formula gets an apostrophe in front.
///
/// Source: OWASP, CSV injection: `=`, `+`, `-`, `@`, tabulator, carriage return; and their
/// full-width forms, which some programs fold.
pub(super) fn guarded(text: &str) -> Cow<'_, str> {
    const RISKY: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];
    if text.starts_with(RISKY) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// Columns of `pairs.csv`: names of machines, the same in every language.
const COLUMNS: [&str; 41] = [
    "left_document",
    "left_report",
    "left_name",
    "right_document",
    "right_report",
    "right_name",
    "passages",
    "grade",
    "surprise_bits_thousandths",
    "copied_left",
    "copied_right",
    "share_left",
    "share_left_n",
    "share_left_d",
    "share_right",
    "share_right_n",
    "share_right_d",
    "jaccard",
    "jaccard_n",
    "jaccard_d",
    "containment_left",
    "containment_left_n",
    "containment_left_d",
    "containment_right",
    "containment_right_n",
    "containment_right_d",
    "words_jaccard",
    "words_jaccard_n",
    "words_jaccard_d",
    "overlap_left",
    "overlap_left_n",
    "overlap_left_d",
    "overlap_right",
    "overlap_right_n",
    "overlap_right_d",
    "simhash_distance",
    "left_unit",
    "right_unit",
    "left_date",
    "right_date",
    "same_unit",
];

/// Writes every pair with all metrics and their counts; returns the number of pairs.
///
/// # Errors
/// Those of `out`.
pub(super) fn pairs(rows: &Rows, out: &mut dyn Write) -> io::Result<u64> {
    out.write_all(BYTE_ORDER_MARK)?;
    let documents: HashMap<(&str, u32), &DocumentRow, FixedState> =
        rows.documents.iter().map(|row| ((row.document.as_str(), row.report), row)).collect();
    let mut table = csv::Writer::from_writer(out);
    table.write_record(COLUMNS)?;
    for pair in &rows.pairs {
        let find = |key: &ReportKey| documents.get(&(key.document.as_str(), key.report)).copied();
        table.write_record(pair_record(pair, find(&pair.left), find(&pair.right)))?;
    }
    table.flush()?;
    Ok(rows.pairs.len() as u64)
}

fn pair_record(
    pair: &PairRow,
    left: Option<&DocumentRow>,
    right: Option<&DocumentRow>,
) -> Vec<String> {
    let mut record = Vec::with_capacity(COLUMNS.len());
    for (key, row) in [(&pair.left, left), (&pair.right, right)] {
        record.push(guarded(&key.document).into_owned());
        record.push(key.report.to_string());
        record.push(guarded(row.map_or("", |row| &row.name)).into_owned());
    }
    record.push(pair.passages.to_string());
    record.push(guarded(pair.grade.as_deref().unwrap_or_default()).into_owned());
    record.push(pair.surprise_bits.to_string());
    record.push(pair.copied_left.to_string());
    record.push(pair.copied_right.to_string());
    let ratios = [
        pair.share_left,
        pair.share_right,
        pair.jaccard,
        pair.containment_left,
        pair.containment_right,
        pair.words_jaccard,
        pair.overlap_left,
        pair.overlap_right,
    ];
    for ratio in ratios {
        record.extend([decimal(ratio), ratio.n.to_string(), ratio.d.to_string()]);
    }
    record.push(pair.simhash_distance.to_string());
    let value = |value: Option<&String>| value.map_or(String::new(), |v| guarded(v).into_owned());
    let [left_unit, right_unit] = [left, right].map(|row| row.and_then(|row| row.unit.as_ref()));
    let [left_date, right_date] = [left, right].map(|row| row.and_then(|row| row.date.as_ref()));
    record.extend([value(left_unit), value(right_unit), value(left_date), value(right_date)]);
    record.push(match (left_unit, right_unit) {
        (Some(left), Some(right)) => u8::from(left == right).to_string(),
        _ => String::new(),
    });
    record
}

/// Four decimals; empty when there was nothing to divide by.
fn decimal(ratio: Ratio) -> String {
    if ratio.d == 0 { String::new() } else { format!("{:.4}", ratio.value()) }
}

/// Writes the square of shares: how much of the row's text is found in the column's. The diagonal
/// and the lines of unreadable reports are empty. Returns the number of reports, 0 when there are
/// too many for a square, which the file then says.
///
/// # Errors
/// Those of `out`.
///
/// # Cost
/// Time quadratic in the reports; memory linear in the pairs.
pub(super) fn matrix(rows: &Rows, out: &mut dyn Write) -> io::Result<u64> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut table = csv::Writer::from_writer(out);
    if rows.documents.len() > MATRIX_REPORTS_MAX {
        table.write_record([format!(
            "{} reports: the square is written up to {MATRIX_REPORTS_MAX}; see pairs.csv",
            rows.documents.len()
        )])?;
        table.flush()?;
        return Ok(0);
    }
    let labels: Vec<String> = rows.documents.iter().map(label).collect();
    table.write_record([""].into_iter().chain(labels.iter().map(String::as_str)))?;
    let shares = shares(rows);
    for (row, document) in rows.documents.iter().enumerate() {
        let cells = rows.documents.iter().enumerate().map(|(column, other)| {
            cell(&shares, (row, document), (column, other)).map_or(String::new(), decimal)
        });
        table.write_record([labels[row].clone()].into_iter().chain(cells))?;
    }
    table.flush()?;
    Ok(rows.documents.len() as u64)
}

/// Path and report number: unlike names, never the same twice.
fn label(row: &DocumentRow) -> String {
    guarded(&format!("{}#{}", row.document, row.report)).into_owned()
}

/// Shares by (row, column) of the matrix.
pub(super) type Shares = HashMap<(usize, usize), Ratio, FixedState>;

/// The cells of the matrix that are not nothing.
pub(super) fn shares(rows: &Rows) -> Shares {
    let places: HashMap<(&str, u32), usize, FixedState> = rows
        .documents
        .iter()
        .enumerate()
        .map(|(place, row)| ((row.document.as_str(), row.report), place))
        .collect();
    let mut shares = Shares::default();
    for pair in &rows.pairs {
        let find = |key: &ReportKey| places.get(&(key.document.as_str(), key.report)).copied();
        let (Some(left), Some(right)) = (find(&pair.left), find(&pair.right)) else {
            continue;
        };
        shares.insert((left, right), pair.share_left);
        shares.insert((right, left), pair.share_right);
    }
    shares
}

/// One cell: `None` on the diagonal and for unreadable reports, which never get a number.
pub(super) fn cell(
    shares: &Shares,
    row: (usize, &DocumentRow),
    column: (usize, &DocumentRow),
) -> Option<Ratio> {
    let readable = row.1.verdict.is_readable() && column.1.verdict.is_readable();
    if row.0 == column.0 || !readable {
        return None;
    }
    Some(shares.get(&(row.0, column.0)).copied().unwrap_or(Ratio::new(0, 1)))
}
