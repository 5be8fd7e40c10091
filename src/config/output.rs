//! Sizes up to which a file shows everything; none of them can change a finding.

/// Reports up to which `report.json` repeats all rows.
///
/// Unit: reports. 10,000: DESIGN section 4; a file that programs still read at once.
pub const REPORT_JSON_ROWS_MAX: usize = 10_000;

/// Reports up to which `index.html` holds them all.
///
/// Unit: reports. 10,000: DESIGN section 4; above it the overview and the strongest.
pub const HTML_REPORTS_MAX: usize = 10_000;

/// Reports that `index.html` holds when there are too many for it.
///
/// Unit: reports. 1,000: what a browser on an office PC opens in seconds, text included.
pub const HTML_STRONGEST_REPORTS: usize = 1_000;

/// Share from which the heat map of `index.html` shows a cell before its reader says otherwise.
///
/// Unit: percent of the row's text. 5: the floor for one source that auditors know from CNKI;
/// below it a cell is blank and the families stand out.
pub const HTML_SHARE_SHOWN_PERCENT: u32 = 5;

/// Rows of one block of data in `index.html`.
///
/// Unit: rows. 128: some 100 kB of JSON, which a browser parses in a few milliseconds.
pub const HTML_PART_ROWS: usize = 128;

/// Places of a set phrase, a shared mistake or a family of passages that `index.html` names.
///
/// Unit: places. 200: more than a reader clicks; the data files have them all, and a slogan of ten
/// thousand reports would weigh more than they do.
pub const HTML_PLACES_MAX: usize = 200;

/// Texts of one block of data in `index.html`.
///
/// Unit: bytes of UTF-8, exceeded by at most one document. 500,000: as above, for text.
pub const HTML_TEXT_PART_BYTES: usize = 500_000;

/// Reports up to which `matrix.csv` is written.
///
/// Unit: reports. 2,000: DESIGN section 4; four million cells.
pub const MATRIX_REPORTS_MAX: usize = 2_000;

/// Reports up to which the workbook shows the matrix.
///
/// Unit: reports. 300: 90,000 coloured cells, which spreadsheet programs still scroll.
pub const SHEET_MATRIX_REPORTS_MAX: usize = 300;

/// Longest text of a cell in a workbook.
///
/// Unit: UTF-16 code units. 32,767: Excel specifications and limits.
pub const SHEET_CELL_UNITS_MAX: usize = 32_767;

/// Most rows of a sheet.
///
/// Unit: rows. 1,048,576: Excel specifications and limits.
pub const SHEET_ROWS_MAX: u32 = 1_048_576;

/// Most links of a sheet.
///
/// Unit: links. 65,530: Excel specifications and limits.
pub const SHEET_LINKS_MAX: u32 = 65_530;
