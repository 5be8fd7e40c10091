//! Ruled tables: which cell a run stands in, and which rows of text are one row of the table.

use crate::read::layout::rows;
use crate::read::layout::rows::Row;
use crate::read::layout::rows::Run;

/// Thickest line that is a rule. Unit: points.
const THICKNESS_MAX: f32 = 2.5;

/// Shortest line that is a rule. Unit: points; shorter ones are dashes and bars of characters.
const LENGTH_MIN: f32 = 8.0;

/// Rules this close are one, drawn twice. Unit: points.
const SAME_RULE: f32 = 2.5;

/// Height above the baseline where the middle of a character stands. Unit: type sizes.
const MIDDLE: f32 = 0.35;

/// Share of a row that a rule must run along to bound it.
const ALONG: f32 = 0.5;

/// Highest row of a table whose lines are joined. Unit: points, a third of a page; higher is a
/// frame around text.
const HEIGHT_MAX: f32 = 280.0;

/// A level or upright line on a page. Unit: points from the upper left corner.
#[derive(Clone, Copy, Debug)]
pub(in crate::read) struct Rule {
    left: f32,
    top: f32,
    right: f32,
    bottom: f32,
}

impl Rule {
    /// The line that fills this box; `None` when it is too thick or too short for a rule.
    pub(in crate::read) fn new(left: f32, top: f32, right: f32, bottom: f32) -> Option<Self> {
        let (width, height) = (right - left, bottom - top);
        let is_rule = width.min(height) <= THICKNESS_MAX && width.max(height) >= LENGTH_MIN;
        is_rule.then_some(Self { left, top, right, bottom })
    }

    fn is_level(&self) -> bool {
        self.right - self.left > self.bottom - self.top
    }
}

/// Places of the upright rules beside a row whose baseline is `y`, from the left.
pub(super) fn cuts(rules: &[Rule], y: f32, size: f32) -> Vec<f32> {
    let middle = y - MIDDLE * size;
    let beside = |rule: &&Rule| !rule.is_level() && rule.top <= middle && middle <= rule.bottom;
    let mut cuts: Vec<f32> = rules.iter().filter(beside).map(|rule| rule.left).collect();
    cuts.sort_by(f32::total_cmp);
    cuts.dedup_by(|b, a| *b - *a < SAME_RULE);
    cuts
}

/// Joins the rows of text between two level rules to one row, cell by cell.
pub(super) fn join(rows: Vec<Row>, rules: &[Rule]) -> Vec<Row> {
    let mut joined: Vec<Row> = Vec::new();
    let mut open: Option<(f32, f32)> = None;
    for row in rows {
        let bounds = if row.is_ruled { bounds(&row, rules) } else { None };
        match joined.last_mut() {
            Some(above) if bounds.is_some() && bounds == open => add(above, row),
            _ => joined.push(row),
        }
        open = bounds;
    }
    joined
}

/// The level rules above and below a row.
fn bounds(row: &Row, rules: &[Rule]) -> Option<(f32, f32)> {
    let (left, right) = (row.runs.first()?.left, row.runs.last()?.right);
    let middle = row.y - MIDDLE * row.size;
    let along = |rule: &&Rule| {
        let shared = rule.right.min(right) - rule.left.max(left);
        rule.is_level() && shared >= ALONG * (right - left)
    };
    let places = || rules.iter().filter(along).map(|rule| rule.top);
    let above = places().filter(|y| *y <= middle).reduce(f32::max)?;
    let below = places().filter(|y| *y > middle).reduce(f32::min)?;
    (below - above <= HEIGHT_MAX).then_some((above, below))
}

/// Adds the runs of a row of text to the cells of the row above.
fn add(above: &mut Row, row: Row) {
    for run in row.runs {
        match above.runs.iter_mut().rfind(|known| known.cell == run.cell) {
            Some(known) => append(known, &run),
            None => above.runs.push(run),
        }
    }
    above.runs.sort_by_key(|run| run.cell);
}

fn append(known: &mut Run, run: &Run) {
    let is_wide = |c: Option<char>| c.is_none_or(rows::is_wide);
    if !is_wide(known.text.chars().next_back()) && !is_wide(run.text.chars().next()) {
        known.text.push(' ');
    }
    known.text.push_str(&run.text);
    known.left = known.left.min(run.left);
    known.right = known.right.max(run.right);
}
