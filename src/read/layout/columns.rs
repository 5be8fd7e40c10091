//! Rows -> lines in reading order: where text stands in columns, one column after the other.

use crate::read::layout::Line;
use crate::read::layout::rows::Row;
use crate::read::layout::rows::Run;

/// Columns inside columns that are looked for: two halvings make four columns.
const DEPTH_MAX: u32 = 2;

/// Places between the margins where a gutter is looked for.
const GUTTER_PLACES: u16 = 120;

/// Share of the width at either side where no gutter is looked for. Unit: percent.
const MARGIN_PERCENT: u16 = 15;

/// Rows that a column has at least. Fewer are cells, or two signatures side by side.
const COLUMN_ROWS_MIN: usize = 4;

/// Width of a column at least. Unit: type sizes. Newspapers set 12 characters to a line.
const COLUMN_SIZES_MIN: f32 = 8.0;

/// A line of prose fills this share of its column; entries of a table seldom do. Unit: share.
const LINE_FILL: f32 = 0.7;

/// Share of the lines of a column that must be filled so. Unit: percent.
const FILLED_PERCENT_MIN: usize = 50;

/// The lines of `rows`, from the top, in reading order.
pub(super) fn lines(rows: Vec<Row>, page: usize) -> Vec<Line> {
    let mut lines = Vec::new();
    order(&rows, &Place { page, column: None, depth: 0 }, &mut lines);
    lines
}

/// Where rows stand.
struct Place {
    page: usize,
    /// Edges of the column; `None` for the whole page.
    column: Option<(f32, f32)>,
    /// Halvings so far.
    depth: u32,
}

/// Appends the lines of `rows`, one column after the other where there are columns.
fn order(rows: &[Row], place: &Place, lines: &mut Vec<Line>) {
    let Some(gutter) = (place.depth < DEPTH_MAX).then(|| gutter(rows)).flatten() else {
        return lines.extend(rows.iter().map(|row| line(row, place)));
    };
    for band in rows.chunk_by(|a, b| is_open(a, gutter) == is_open(b, gutter)) {
        match halves(band, gutter) {
            Some(halves) => {
                for half in halves {
                    let column = extent(&half);
                    let place = Place { column, depth: place.depth + 1, ..*place };
                    order(&half, &place, lines);
                }
            }
            None => lines.extend(band.iter().map(|row| line(row, place))),
        }
    }
}

fn line(row: &Row, place: &Place) -> Line {
    Line {
        text: row.text(),
        page: place.page,
        left: row.runs.first().map_or(0.0, |run| run.left),
        right: row.runs.iter().map(|run| run.right).fold(0.0, f32::max),
        y: row.y,
        size: row.size,
        column: place.column,
        is_table: row.is_ruled,
        is_artifact: row.runs.iter().all(|run| run.is_artifact),
    }
}

/// True when no run of the row crosses `x`.
fn is_open(row: &Row, x: f32) -> bool {
    row.runs.iter().all(|run| run.right <= x || run.left >= x)
}

/// The left and right edge of all rows.
fn extent(rows: &[Row]) -> Option<(f32, f32)> {
    let runs = || rows.iter().flat_map(|row| &row.runs);
    let left = runs().map(|run| run.left).reduce(f32::min)?;
    Some((left, runs().map(|run| run.right).fold(left, f32::max)))
}

/// The place that the fewest rows cross, in the middle of the widest such room.
fn gutter(rows: &[Row]) -> Option<f32> {
    let (left, right) = extent(rows)?;
    let place = |i: u16| left + (right - left) * f32::from(i) / f32::from(GUTTER_PLACES);
    let margin = GUTTER_PLACES * MARGIN_PERCENT / 100;
    let crossed: Vec<(u16, usize)> = (margin..=GUTTER_PLACES - margin)
        .map(|i| (i, rows.iter().filter(|row| !is_open(row, place(i))).count()))
        .collect();
    let least = crossed.iter().map(|(_, n)| *n).min()?;
    let rooms = crossed.chunk_by(|a, b| (a.1 == least) == (b.1 == least));
    let room = rooms.filter(|room| room[0].1 == least).max_by_key(|room| room.len())?;
    let middle = (place(room[0].0) + place(room[room.len() - 1].0)) / 2.0;
    (least + COLUMN_ROWS_MIN <= rows.len()).then_some(middle)
}

/// The left and the right rows of a band that is open at `x`, if both are columns of prose.
fn halves(band: &[Row], x: f32) -> Option<[Vec<Row>; 2]> {
    if !is_open(&band[0], x) {
        return None;
    }
    let side = |keep: &dyn Fn(&Run) -> bool| -> Vec<Row> {
        let rows = band.iter().map(|row| Row {
            runs: row.runs.iter().filter(|run| keep(run)).cloned().collect(),
            // A rule between columns of prose makes no table.
            is_ruled: false,
            ..*row
        });
        rows.filter(|row| !row.runs.is_empty()).collect()
    };
    let halves = [side(&|run| run.right <= x), side(&|run| run.left >= x)];
    halves.iter().all(|half| is_prose(half)).then_some(halves)
}

/// True for enough lines of which most fill their column.
fn is_prose(rows: &[Row]) -> bool {
    let Some((left, right)) = extent(rows) else { return false };
    let size = rows.iter().map(|row| row.size).fold(0.0, f32::max);
    let is_filled = |row: &&Row| {
        let length: f32 = row.runs.iter().map(|run| run.right - run.left).sum();
        length >= LINE_FILL * (right - left)
    };
    let filled = rows.iter().filter(is_filled).count();
    rows.len() >= COLUMN_ROWS_MIN
        && right - left >= COLUMN_SIZES_MIN * size
        && filled * 100 >= FILLED_PERCENT_MIN * rows.len()
}
