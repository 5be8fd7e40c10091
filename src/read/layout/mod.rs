//! Characters set on pages -> text in reading order, for formats that know only places.
//!
//! `rows` joins characters to rows and words, `columns` puts rows in reading order, `running`
//! takes headers, footers and page numbers out, `paragraphs` joins lines, also across columns and
//! pages. Tables are read row by row with tabs between cells; where they are ruled, `tables` keeps
//! the lines of a cell together.

mod columns;
mod paragraphs;
mod rows;
mod running;
mod tables;

pub(super) use rows::is_wide;
pub(super) use tables::Rule;
#[cfg(test)]
mod tests;

use crate::read::Part;
use crate::read::assembly::Assembly;

/// Angle beyond which text is neither level nor upright. Unit: share of the slope, as tangent.
const SLOPE_MAX: f32 = 0.1;

/// Where text runs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Direction {
    /// As it mostly does.
    Right,
    /// Downwards: vertical writing, or turned to the right; lines follow to the left.
    Down,
    /// Upside down.
    Left,
    /// Upwards: turned to the left; lines follow to the right.
    Up,
    /// At an angle, as watermarks are set.
    Oblique,
}

/// Where text along the vector `x`, `y` runs to; heights count downwards.
pub(super) fn direction(x: f32, y: f32) -> Direction {
    let (level, steep) = (x.abs(), y.abs());
    match () {
        () if steep <= SLOPE_MAX * level && x >= 0.0 => Direction::Right,
        () if steep <= SLOPE_MAX * level => Direction::Left,
        () if level <= SLOPE_MAX * steep && y >= 0.0 => Direction::Down,
        () if level <= SLOPE_MAX * steep => Direction::Up,
        () => Direction::Oblique,
    }
}

/// One character set on a page. Unit of lengths: points, from the upper left corner.
#[derive(Clone, Copy, Debug)]
pub(super) struct Glyph {
    /// The character.
    pub(super) character: char,
    /// Where it begins.
    pub(super) x: f32,
    /// Its baseline.
    pub(super) y: f32,
    /// How far the next one stands.
    pub(super) width: f32,
    /// Size of the type.
    pub(super) size: f32,
    /// Where the text runs to.
    pub(super) direction: Direction,
    /// It is there and cannot be seen.
    pub(super) is_hidden: bool,
    /// The file says that it belongs to the page and not to the text.
    pub(super) is_artifact: bool,
}

/// A page and what is set on it, in any order.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// Points.
    pub(super) width: f32,
    /// Points.
    pub(super) height: f32,
    /// The characters.
    pub(super) glyphs: Vec<Glyph>,
    /// Level and upright lines.
    pub(super) rules: Vec<Rule>,
}

/// A line of text in a column.
#[derive(Clone, Debug)]
struct Line {
    /// What it says, without white space at its ends.
    text: String,
    /// Its page, from 0.
    page: usize,
    /// Where it begins.
    left: f32,
    /// Where it ends.
    right: f32,
    /// Its baseline.
    y: f32,
    /// Size of the type.
    size: f32,
    /// Edges of its column; `None` when it runs over the whole page.
    column: Option<(f32, f32)>,
    /// It is a row of a ruled table.
    is_table: bool,
    /// The file says that it belongs to the page.
    is_artifact: bool,
}

/// Appends the text of `pages` to `text`: the body in reading order with its pages marked, then
/// headers, footers and what cannot be seen.
///
/// # Cost
/// `O(n log n)` in the characters.
pub(super) fn lay_out(pages: &[Page], text: &mut Assembly) {
    let mut lines: Vec<Vec<Line>> =
        pages.iter().enumerate().map(|(number, page)| page_lines(page, number)).collect();
    let mut aside = running::take(&mut lines, pages);
    let mut hidden = String::new();
    for page in pages {
        let (seen, unseen): (Vec<Glyph>, Vec<Glyph>) =
            page.glyphs.iter().partition(|glyph| !glyph.is_hidden);
        let oblique: Vec<Glyph> =
            seen.into_iter().filter(|glyph| glyph.direction == Direction::Oblique).collect();
        aside.add_header(&in_order(&oblique));
        for line in rows::of(&unseen, &[]).iter().map(rows::Row::text) {
            hidden.push_str(&line);
            hidden.push('\n');
        }
    }
    paragraphs::write(&lines, pages, text);
    text.push_section(Part::Header, &aside.headers);
    text.push_section(Part::Footer, &aside.footers);
    text.push_section(Part::Hidden, &hidden);
}

/// The lines of a page in reading order, its main direction first.
fn page_lines(page: &Page, number: usize) -> Vec<Line> {
    let towards = |direction| {
        let glyphs = page.glyphs.iter();
        let glyphs = glyphs.filter(|g| !g.is_hidden && g.direction == direction);
        glyphs.map(|glyph| turned(glyph, page)).collect::<Vec<Glyph>>()
    };
    let mut turns: Vec<Vec<Glyph>> =
        [Direction::Right, Direction::Down, Direction::Left, Direction::Up]
            .map(towards)
            .into_iter()
            .filter(|glyphs| !glyphs.is_empty())
            .collect();
    turns.sort_by_key(|glyphs| std::cmp::Reverse(glyphs.len()));
    let lines = |glyphs: &Vec<Glyph>| {
        let is_level = glyphs.first().is_some_and(|glyph| glyph.direction == Direction::Right);
        let rules = if is_level { page.rules.as_slice() } else { &[] };
        columns::lines(tables::join(rows::of(glyphs, rules), rules), number)
    };
    turns.iter().flat_map(lines).collect()
}

/// A character on the page turned so that its text runs to the right.
fn turned(glyph: &Glyph, page: &Page) -> Glyph {
    let (x, y) = match glyph.direction {
        Direction::Right | Direction::Oblique => (glyph.x, glyph.y),
        Direction::Down => (glyph.y, page.width - glyph.x),
        Direction::Left => (page.width - glyph.x, page.height - glyph.y),
        Direction::Up => (page.height - glyph.y, glyph.x),
    };
    Glyph { x, y, ..*glyph }
}

/// The characters as they come.
fn in_order(glyphs: &[Glyph]) -> String {
    glyphs.iter().map(|glyph| glyph.character).collect()
}
