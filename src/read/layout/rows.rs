//! Characters of one direction -> rows, each cut into runs where much room is left.

use crate::read::layout::Glyph;
use crate::read::layout::tables;
use crate::read::layout::tables::Rule;

/// Characters further apart in height stand in different rows. Unit: type sizes. Lines are never
/// set closer than one, and characters of one line share their baseline.
const ROW_TOLERANCE: f32 = 0.35;

/// Type smaller than this beside larger type is raised or lowered. Unit: share of the larger size.
const SCRIPT_SIZE: f32 = 0.8;

/// How far raised or lowered type may stand from the baseline. Unit: larger sizes.
const SCRIPT_SHIFT: f32 = 0.5;

/// Room inside a row that begins a run of its own, which may belong to another column. Unit:
/// sizes. One blank Chinese character is one; gutters are wider.
const RUN_GAP: f32 = 1.2;

/// Room between letters that is a space. Unit: sizes. A space has a quarter, letters set wide a
/// tenth.
const WORD_GAP: f32 = 0.17;

/// Room beside a Chinese character that is a blank. Unit: sizes. Word processors leave a quarter
/// between Chinese and Latin text, and justified lines a little more.
const HAN_GAP: f32 = 0.7;

/// Room that is a tab: another cell of a table. Unit: sizes.
const CELL_GAP: f32 = 2.0;

/// Upright rules beside a row that make it part of a table also where one cell alone is filled:
/// both edges and one between.
const TABLE_CUTS_MIN: usize = 3;

/// Characters printed twice to look bold are this close. Unit: their widths.
const OVERPRINT: f32 = 0.5;

/// A row of characters, from left to right.
#[derive(Debug)]
pub(super) struct Row {
    /// Baseline.
    pub(super) y: f32,
    /// The largest type.
    pub(super) size: f32,
    /// Never empty, from left to right.
    pub(super) runs: Vec<Run>,
    /// Upright rules part it: it is in a table.
    pub(super) is_ruled: bool,
}

/// Characters that stand close together.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// Where it begins.
    pub(super) left: f32,
    /// Where it ends.
    pub(super) right: f32,
    /// Its text, its own spaces included.
    pub(super) text: String,
    /// True when all of it belongs to the page.
    pub(super) is_artifact: bool,
    /// Upright rules to the left of it.
    pub(super) cell: usize,
}

impl Row {
    /// The text of all runs, a tab where a cell ends.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let mut before: Option<&Run> = None;
        for run in &self.runs {
            if let Some(before) = before {
                let is_far = run.left - before.right > CELL_GAP * self.size && !self.is_ruled;
                match run.cell - before.cell {
                    0 => text.push(if is_far { '\t' } else { ' ' }),
                    cells => text.push_str(&"\t".repeat(cells)),
                }
            }
            text.push_str(&run.text);
            before = Some(run);
        }
        text
    }
}

/// The rows of these characters, from the top, cut at upright rules.
pub(super) fn of(glyphs: &[Glyph], rules: &[Rule]) -> Vec<Row> {
    let mut sorted: Vec<Glyph> = glyphs.to_vec();
    sorted.retain(|glyph| glyph.x.is_finite() && glyph.y.is_finite() && glyph.size.is_finite());
    sorted.sort_by(|a, b| a.y.total_cmp(&b.y));
    let mut rows: Vec<Vec<Glyph>> = Vec::new();
    for glyph in sorted {
        match rows.last_mut() {
            Some(row) if glyph.y - row[0].y <= ROW_TOLERANCE * glyph.size.min(row[0].size) => {
                row.push(glyph);
            }
            _ => rows.push(vec![glyph]),
        }
    }
    with_scripts(rows).into_iter().filter_map(|glyphs| row(glyphs, rules)).collect()
}

/// Raised and lowered type goes to the row that it stands in.
fn with_scripts(rows: Vec<Vec<Glyph>>) -> Vec<Vec<Glyph>> {
    let mut joined: Vec<Vec<Glyph>> = Vec::new();
    for row in rows {
        match joined.last_mut() {
            Some(above) if is_script(above, &row) => above.extend(row),
            _ => joined.push(row),
        }
    }
    joined
}

/// True when one of two rows is type raised or lowered within the other.
fn is_script(above: &[Glyph], below: &[Glyph]) -> bool {
    let (one, other) = (size(above), size(below));
    let (large, small) = (one.max(other), one.min(other));
    let main = if one > other { above } else { below };
    let script = if one > other { below } else { above };
    let reach = large * RUN_GAP;
    let beside = |glyph: &Glyph| {
        let (left, right) = extent(main);
        glyph.x > left - reach && glyph.x < right + reach
    };
    small < SCRIPT_SIZE * large
        && below[0].y - above[0].y < SCRIPT_SHIFT * large
        && script.iter().all(beside)
}

fn size(row: &[Glyph]) -> f32 {
    row.iter().map(|glyph| glyph.size).fold(0.0, f32::max)
}

fn extent(row: &[Glyph]) -> (f32, f32) {
    let left = row.iter().map(|g| g.x).fold(f32::MAX, f32::min);
    (left, row.iter().map(|g| g.x + g.width).fold(f32::MIN, f32::max))
}

/// The runs of a row; `None` when nothing in it can be seen.
fn row(mut glyphs: Vec<Glyph>, rules: &[Rule]) -> Option<Row> {
    glyphs.sort_by(|a, b| a.x.total_cmp(&b.x));
    let size = size(&glyphs);
    let y = glyphs.iter().filter(|g| g.size >= size).map(|g| g.y).fold(f32::MIN, f32::max);
    let cuts = tables::cuts(rules, y, size);
    let mut runs: Vec<Run> = Vec::new();
    let mut before: Option<Glyph> = None;
    // Where spaces that the file has itself end; they part words, not cells.
    let mut spaced: Option<f32> = None;
    for glyph in glyphs {
        if glyph.character.is_whitespace() {
            spaced = Some(glyph.x + glyph.width);
            continue;
        }
        if before.is_some_and(|before| is_overprint(&before, &glyph)) {
            continue;
        }
        let middle = glyph.x + glyph.width / 2.0;
        let cell = cuts.iter().filter(|cut| **cut < middle).count();
        let gap = before.map(|before| {
            let end = before.x + before.width;
            glyph.x - spaced.map_or(end, |spaced| spaced.max(end))
        });
        match (runs.last_mut(), before, gap) {
            (Some(run), Some(before), Some(gap)) if gap <= RUN_GAP * size && run.cell == cell => {
                if spaced.is_some() || is_gap(gap, &before, &glyph) {
                    run.text.push(' ');
                }
                run.text.push(glyph.character);
                run.right = run.right.max(glyph.x + glyph.width);
                run.is_artifact &= glyph.is_artifact;
            }
            _ => runs.push(Run {
                left: glyph.x,
                right: glyph.x + glyph.width,
                text: glyph.character.to_string(),
                is_artifact: glyph.is_artifact,
                cell,
            }),
        }
        before = Some(glyph);
        spaced = None;
    }
    let (first, last) = (runs.first()?.left, runs.last()?.right);
    let is_inside = |cut: &f32| first < *cut && *cut < last;
    // Two rules on either side are the frame of a page or a bar beside its text.
    let is_ruled = cuts.len() >= TABLE_CUTS_MIN || cuts.iter().any(is_inside);
    Some(Row { y, size, runs, is_ruled })
}

fn is_overprint(before: &Glyph, glyph: &Glyph) -> bool {
    before.character == glyph.character && glyph.x - before.x < OVERPRINT * glyph.width
}

/// True when so much room is left that a reader sees a space.
fn is_gap(gap: f32, before: &Glyph, after: &Glyph) -> bool {
    let is_wide = is_wide(before.character) || is_wide(after.character);
    let share = if is_wide { HAN_GAP } else { WORD_GAP };
    gap > share * before.size.max(after.size)
}

/// True for characters that fill a square: Chinese, its punctuation, full-width forms.
pub(in crate::read) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}'
        | '\u{ff00}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}' | '—' | '“' | '”' | '‘' | '’' | '…')
}
