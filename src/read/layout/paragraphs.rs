//! Lines -> paragraphs, joined across columns and pages, with the places where pages begin.

use std::collections::BTreeMap;

use crate::read::Part;
use crate::read::assembly::Assembly;
use crate::read::layout::Line;
use crate::read::layout::Page;
use crate::read::layout::rows;

/// Room that a line leaves before its margin though the next word would have fitted: the line
/// ends its paragraph. Unit: type sizes. A mark that may not begin a line takes one character
/// with it.
const SLACK: f32 = 1.2;

/// A line that begins this far inside its margin begins a paragraph. Unit: type sizes. Chinese
/// paragraphs are indented by two, English ones by one and more.
const INDENT: f32 = 0.9;

/// A line indented further than paragraphs are belongs to a block that is. Unit: type sizes.
const BLOCK_INDENT: f32 = 2.5;

/// Lines that end in a hyphen where a text is hyphenated: three at least, and one in twenty. In
/// other texts a hyphen at the end of a line is part of its word.
const HYPHENS_MIN: usize = 3;
const HYPHENS_ONE_IN: usize = 20;

/// Lines whose type differs more are not of one paragraph. Unit: share of the larger.
const SIZE_CHANGE: f32 = 0.12;

/// Distance between lines of one paragraph. Unit: usual distances of the document.
const LEADING: f32 = 1.4;

/// Lines at either edge of a page that may hang out over the margin. Unit: percent.
const OUTLIERS_PERCENT: usize = 4;

/// Width of a letter. Unit: type sizes.
const LETTER: f32 = 0.5;

/// Lines whose edges differ less begin at one edge. Unit: type sizes.
const SAME_EDGE: f32 = 0.3;

/// Marks that end a sentence, or announce a list.
const STOPS: [char; 9] = ['。', '！', '？', '；', '：', '.', ':', ';', '!'];

/// Appends the body: all lines in order, a line end after each paragraph.
pub(super) fn write(lines: &[Vec<Line>], pages: &[Page], text: &mut Assembly) {
    let margins = Margins::of(lines, pages);
    let mut all = lines.iter().flatten().peekable();
    let mut begun = 0;
    while let Some(line) = all.next() {
        while begun <= line.page {
            text.begin_page();
            begun += 1;
        }
        match all.peek().filter(|next| margins.continues(line, next)) {
            None => {
                let part = if line.is_table { Part::Table } else { Part::Body };
                text.push(part, &line.text);
                text.push(part, "\n");
            }
            Some(next) => push_joined(line, next, margins.is_hyphenated, text),
        }
    }
    for _ in begun..lines.len() {
        text.begin_page();
    }
}

/// A line that goes on in `next`: a space between words, none beside Chinese or inside a row of
/// marks; a hyphen that only broke a word goes.
fn push_joined(line: &Line, next: &Line, is_hyphenated: bool, text: &mut Assembly) {
    let body = line.text.trim_end_matches('\u{ad}');
    let (last, first) = (body.chars().next_back(), next.text.chars().next());
    let is_wide = |c: Option<char>| c.is_none_or(rows::is_wide);
    let stem = body
        .strip_suffix('-')
        .filter(|stem| stem.ends_with(char::is_lowercase) && first.is_some_and(char::is_lowercase));
    text.push(Part::Body, stem.filter(|_| is_hyphenated).unwrap_or(body));
    // A blank to be filled in, or a row of dots, that the line end parts.
    let is_run = last == first && last.is_some_and(|c| !c.is_alphanumeric());
    let is_broken = stem.is_some() || is_run || body.len() < line.text.len();
    if !is_broken && !is_wide(last) && !is_wide(first) {
        text.push(Part::Body, " ");
    }
}

/// What the lines of a document have in common.
struct Margins {
    /// Left and right margin of the text that runs over the whole page, by width of the page.
    by_width: BTreeMap<i32, (f32, f32)>,
    /// Width of each page.
    widths: Vec<i32>,
    /// Usual distance of lines. Unit: type sizes.
    leading: f32,
    /// Words are broken at the ends of lines.
    is_hyphenated: bool,
}

impl Margins {
    fn of(lines: &[Vec<Line>], pages: &[Page]) -> Self {
        let widths: Vec<i32> = pages.iter().map(|page| page.width.round() as i32).collect();
        let mut edges: BTreeMap<i32, (Vec<f32>, Vec<f32>)> = BTreeMap::new();
        for line in lines.iter().flatten().filter(|line| line.column.is_none()) {
            let (left, right) = edges.entry(widths[line.page]).or_default();
            left.push(line.left);
            right.push(line.right);
        }
        let by_width = edges
            .into_iter()
            .map(|(width, (mut left, mut right))| {
                left.sort_by(f32::total_cmp);
                right.sort_by(f32::total_cmp);
                let out = left.len() * OUTLIERS_PERCENT / 100;
                (width, (left[out], right[right.len() - 1 - out]))
            })
            .collect();
        let ends = lines.iter().flatten().filter(|line| line.text.ends_with('-')).count();
        let n_lines = lines.iter().map(Vec::len).sum::<usize>();
        let is_hyphenated = ends >= HYPHENS_MIN && ends * HYPHENS_ONE_IN >= n_lines;
        Self { by_width, widths, leading: leading(lines), is_hyphenated }
    }

    /// The margins of the column that a line stands in.
    fn around(&self, line: &Line) -> (f32, f32) {
        let page = || self.by_width.get(&self.widths[line.page]).copied();
        line.column.or_else(page).unwrap_or((line.left, line.right))
    }

    /// True when `next` goes on with the paragraph of `line`.
    fn continues(&self, line: &Line, next: &Line) -> bool {
        let size = line.size.max(next.size);
        let is_resized = (line.size - next.size).abs() > SIZE_CHANGE * size;
        if is_resized || line.is_table || next.is_table || line.text.contains('\t') {
            return false;
        }
        let (_, right) = self.around(line);
        let (left, _) = self.around(next);
        let is_full = right - line.right < first_word(&next.text) * next.size + SLACK * size;
        let is_indented = next.left - left > INDENT * size;
        let is_block = next.left - left > BLOCK_INDENT * size
            && (next.left - line.left).abs() < SAME_EDGE * size
            && !line.text.ends_with(STOPS);
        let begins_item = line.text.ends_with(STOPS) && is_numbered(&next.text);
        let is_below = next.page == line.page && next.y > line.y;
        let is_near = !is_below || next.y - line.y <= LEADING * self.leading * size;
        is_full
            && (!is_indented || is_block)
            && !begins_item
            && is_near
            && !next.text.contains('\t')
    }
}

/// True for 一、, （一）, 1. and the like at the start of a line.
fn is_numbered(text: &str) -> bool {
    let inner = text.trim_start_matches(['（', '(', '第']);
    let is_number = |c: char| c.is_ascii_digit() || "一二三四五六七八九十百".contains(c);
    let rest = inner.trim_start_matches(is_number);
    rest.len() < inner.len()
        && rest.starts_with(['、', '）', ')', '．', '.', '条', '章', '节', '是'])
}

/// Width of what must stay together at the start of a line. Unit: type sizes.
fn first_word(text: &str) -> f32 {
    match text.chars().next() {
        Some(c) if !rows::is_wide(c) => {
            let is_letter = |c: &char| !c.is_whitespace() && !rows::is_wide(*c);
            text.chars().take_while(is_letter).count() as f32 * LETTER
        }
        _ => 1.0,
    }
}

/// The middle one of the distances between lines that follow one another. Unit: type sizes.
pub(super) fn leading(lines: &[Vec<Line>]) -> f32 {
    let mut steps: Vec<f32> = lines
        .iter()
        .flat_map(|page| page.windows(2))
        .filter(|pair| pair[1].y > pair[0].y)
        .map(|pair| (pair[1].y - pair[0].y) / pair[0].size.max(pair[1].size).max(1.0))
        .collect();
    steps.sort_by(f32::total_cmp);
    steps.get(steps.len() / 2).copied().unwrap_or(1.0)
}
