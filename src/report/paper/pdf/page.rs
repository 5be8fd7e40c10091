//! Lines, tables and bars on pages.

use pdf_writer::types::TextRenderingMode;
use pdf_writer::{Content, Str};

use super::face::Face;
use super::lines::{QUIET, Set, broken, set};
use super::{FONT, Glyphs, PAGE};
use crate::model::Layer;
use crate::report::paper::block::{Block, Line, Paper, Span, Style, Table, plain, span};

/// Margins. Unit: points. 2 cm; the footer stands in the lower one.
const MARGIN: f32 = 56.7;

/// Size of text, headings, the title. Unit: points. 五号, 小四, 小二 of Chinese typesetting.
const TEXT: f32 = 10.5;
const HEADING: f32 = 12.0;
const TITLE: f32 = 18.0;

/// Text in tables. Unit: points. 小五.
const CELL: f32 = 9.0;

/// What rounding may take from a page. Unit: points.
const SLACK: f32 = 1.0;

/// From one line to the next. Unit: sizes of the text.
const LEADING: f32 = 1.55;

/// Room between text and the rules of a table. Unit: points.
const PADDING: f32 = 3.5;

/// Height of the bar of the account. Unit: points.
const BAR: f32 = 14.0;

/// A line to write on. Unit: points.
const WRITTEN: f32 = 30.0;

const RULE: [u8; 3] = [0xb0, 0xb7, 0xc0];
const GROUND: [u8; 3] = [0xe9, 0xec, 0xf0];

/// The content of each page.
pub(super) fn pages(paper: &Paper, face: &Face, glyphs: &mut Glyphs) -> Vec<Vec<u8>> {
    let mut pages = Pages { face, glyphs, done: Vec::new(), content: Content::new(), y: top() };
    for block in &paper.blocks {
        pages.put(block);
    }
    pages.turn();
    let count = pages.done.len();
    let done = std::mem::take(&mut pages.done);
    let finished = done.into_iter().enumerate().map(|(at, mut content)| {
        let words = paper
            .page_words
            .replace("{page}", &(at + 1).to_string())
            .replace("{pages}", &count.to_string());
        pages.footer(&mut content, &format!("№ {}", paper.number), &words);
        content.finish().to_vec()
    });
    finished.collect()
}

fn top() -> f32 {
    PAGE[1] - MARGIN
}

fn width() -> f32 {
    PAGE[0] - 2.0 * MARGIN
}

struct Pages<'a> {
    face: &'a Face,
    glyphs: &'a mut Glyphs,
    done: Vec<Content>,
    content: Content,
    /// The lower edge of what stands on the page.
    y: f32,
}

impl Pages<'_> {
    fn put(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.title(text),
            Block::Heading(text) => {
                // A heading at the foot of a page would stand alone.
                self.room(HEADING * LEADING * 4.0);
                self.y -= HEADING * 0.6;
                self.paragraph(&span(text, Style::Strong), HEADING);
            }
            Block::Text(spans) => {
                self.paragraph(spans, TEXT);
                self.y -= TEXT * 0.25;
            }
            Block::Table(table) => self.table(table),
            Block::Bar(parts) => self.bar(parts),
            Block::Blank(label, lines) => self.blank(label, *lines),
            Block::Break => self.turn(),
        }
    }

    /// A new page, unless this one is empty.
    fn turn(&mut self) {
        if self.y < top() || self.done.is_empty() {
            self.done.push(std::mem::replace(&mut self.content, Content::new()));
            self.y = top();
        }
    }

    /// A new page where `height` does not fit on this one.
    fn room(&mut self, height: f32) {
        if self.y - height < MARGIN {
            self.turn();
        }
    }

    fn title(&mut self, text: &str) {
        let all = set(&span(text, Style::Strong), TITLE, self.face, self.glyphs);
        for line in broken(&all, width()) {
            let used: f32 = line.iter().map(|set| set.advance).sum();
            self.room(TITLE * LEADING);
            self.y -= TITLE * LEADING;
            show(&mut self.content, line, TITLE, MARGIN + (width() - used) / 2.0, self.y);
        }
        self.y -= TITLE * 0.5;
    }

    fn paragraph(&mut self, spans: &[Span], size: f32) {
        let all = set(spans, size, self.face, self.glyphs);
        for line in broken(&all, width()) {
            self.room(size * LEADING);
            self.y -= size * LEADING;
            show(&mut self.content, line, size, MARGIN, self.y);
        }
    }

    fn table(&mut self, table: &Table) {
        let parts = table.widths.iter().sum::<u32>().max(1) as f32;
        let widths: Vec<f32> =
            table.widths.iter().map(|part| width() * *part as f32 / parts).collect();
        let head: Vec<Vec<Span>> =
            table.head.iter().map(|name| span(name, Style::Strong)).collect();
        let head = Row::of(&head, &widths, self);
        self.y -= PADDING;
        self.room(head.height() + 3.0 * CELL * LEADING);
        self.row(&head, &widths, true);
        for cells in &table.rows {
            let row = Row::of(cells, &widths, self);
            let mut first = 0;
            while first < row.lines() {
                let fits = row.fitting(first, self.y - MARGIN);
                // A row that does not fit goes to the next page; one higher than a page is cut.
                let is_cut =
                    row.slice_height(first, row.lines()) > top() - MARGIN - head.height() - SLACK;
                let fits = if fits < row.lines() && !is_cut { first } else { fits };
                if fits > first {
                    self.slice(&row, first..fits, &widths, false);
                    first = fits;
                }
                if first < row.lines() {
                    self.turn();
                    self.row(&head, &widths, true);
                }
            }
        }
        self.y -= PADDING * 2.0;
    }

    fn row(&mut self, row: &Row, widths: &[f32], is_head: bool) {
        if row.lines() > 0 {
            self.slice(row, 0..row.lines(), widths, is_head);
        }
    }

    /// Some lines of a row, with its rules.
    fn slice(&mut self, row: &Row, lines: std::ops::Range<usize>, widths: &[f32], is_head: bool) {
        let height = row.slice_height(lines.start, lines.end);
        let bottom = self.y - height;
        let mut x = MARGIN;
        for (cell, width) in row.cells.iter().zip(widths) {
            if is_head {
                fill(&mut self.content, GROUND, [x, bottom, *width, height]);
            }
            frame(&mut self.content, [x, bottom, *width, height]);
            let breaks = broken(cell, width - 2.0 * PADDING);
            let shown = breaks.iter().enumerate().filter(|(at, _)| lines.contains(at));
            for (at, line) in shown {
                let down = (at - lines.start + 1) as f32 * CELL * LEADING;
                let y = self.y - PADDING - down + CELL * 0.3;
                show(&mut self.content, line, CELL, x + PADDING, y);
            }
            x += width;
        }
        self.y = bottom;
    }

    /// The account: a stretch a layer, as wide as its share, with its own pattern of lines.
    fn bar(&mut self, parts: &[(Layer, u64)]) {
        let total = parts.iter().map(|(_, count)| count).sum::<u64>().max(1) as f32;
        self.room(BAR * 2.0);
        self.y -= BAR + PADDING;
        let mut x = MARGIN;
        for (layer, count) in parts {
            let wide = width() * *count as f32 / total;
            let colour = match layer {
                Layer::Original => GROUND,
                layer => Style::Of(*layer, false).colour(),
            };
            fill(&mut self.content, colour, [x, self.y, wide, BAR]);
            frame(&mut self.content, [x, self.y, wide, BAR]);
            x += wide;
        }
        self.y -= PADDING;
    }

    fn blank(&mut self, label: &str, lines: u32) {
        let all = set(&plain(format!("{label}：")), TEXT, self.face, self.glyphs);
        self.room(WRITTEN * lines as f32);
        for at in 0..lines {
            self.y -= WRITTEN;
            let used: f32 = if at == 0 { all.iter().map(|set| set.advance).sum() } else { 0.0 };
            if at == 0 {
                show(&mut self.content, &all, TEXT, MARGIN, self.y + 2.0);
            }
            let line = [MARGIN + used, self.y, PAGE[0] - MARGIN, self.y];
            rule(&mut self.content, RULE, line, None);
        }
    }

    fn footer(&mut self, content: &mut Content, left: &str, right: &str) {
        let y = MARGIN * 0.55;
        let all = set(&span(left, Style::Quiet), CELL, self.face, self.glyphs);
        show(content, &all, CELL, MARGIN, y);
        let all = set(&span(right, Style::Quiet), CELL, self.face, self.glyphs);
        let used: f32 = all.iter().map(|set| set.advance).sum();
        show(content, &all, CELL, PAGE[0] - MARGIN - used, y);
    }
}

/// The cells of a row, set.
struct Row {
    cells: Vec<Vec<Set>>,
    lines: usize,
}

impl Row {
    fn of(cells: &[Vec<Span>], widths: &[f32], pages: &mut Pages) -> Self {
        let cells: Vec<Vec<Set>> =
            cells.iter().map(|spans| set(spans, CELL, pages.face, pages.glyphs)).collect();
        let lines = cells
            .iter()
            .zip(widths)
            .map(|(cell, width)| broken(cell, width - 2.0 * PADDING).len())
            .max();
        Self { lines: lines.unwrap_or(0), cells }
    }

    fn lines(&self) -> usize {
        self.lines
    }

    fn height(&self) -> f32 {
        if self.lines == 0 { 0.0 } else { self.slice_height(0, self.lines) }
    }

    fn slice_height(&self, first: usize, end: usize) -> f32 {
        (end - first) as f32 * CELL * LEADING + 2.0 * PADDING
    }

    /// One past the last line that fits from line `first` on.
    fn fitting(&self, first: usize, height: f32) -> usize {
        let room = ((height - 2.0 * PADDING) / (CELL * LEADING)).floor().max(0.0) as usize;
        self.lines.min(first + room)
    }
}

/// Shows a line whose baseline begins at (x, y), stretch by stretch of one style.
fn show(content: &mut Content, line: &[Set], size: f32, x: f32, y: f32) {
    let mut at = x;
    for stretch in line.chunk_by(|a, b| a.style == b.style) {
        let style = stretch[0].style;
        let size = if style == Style::Quiet { size * QUIET } else { size };
        let [r, g, b] = style.colour().map(|part| f32::from(part) / 255.0);
        let codes: Vec<u8> = stretch.iter().flat_map(|set| set.number.to_be_bytes()).collect();
        content.save_state();
        content.set_fill_rgb(r, g, b).set_stroke_rgb(r, g, b).set_line_width(size * 0.03);
        content.begin_text().set_font(FONT, size);
        if style == Style::Strong {
            content.set_text_rendering_mode(TextRenderingMode::FillStroke);
        }
        content.set_text_matrix([1.0, 0.0, 0.0, 1.0, at, y]).show(Str(&codes)).end_text();
        content.restore_state();
        let end = at + stretch.iter().map(|set| set.advance).sum::<f32>();
        underline(content, style, [at, end], y - size * 0.18);
        at = end;
    }
}

fn underline(content: &mut Content, style: Style, [from, to]: [f32; 2], y: f32) {
    let mut draw = |y: f32, dash: Option<[f32; 2]>| {
        rule(content, style.colour(), [from, y, to, y], dash);
    };
    match style.line() {
        Line::None => {}
        Line::Single => draw(y, None),
        Line::Double => {
            draw(y, None);
            draw(y - 1.3, None);
        }
        Line::Dashed => draw(y, Some([3.0, 1.8])),
        Line::Dotted => draw(y, Some([0.9, 1.4])),
    }
}

fn rule(content: &mut Content, colour: [u8; 3], line: [f32; 4], dash: Option<[f32; 2]>) {
    let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
    content.save_state().set_stroke_rgb(r, g, b).set_line_width(0.6);
    if let Some(dash) = dash {
        content.set_dash_pattern(dash, 0.0);
    }
    content.move_to(line[0], line[1]).line_to(line[2], line[3]).stroke().restore_state();
}

fn fill(content: &mut Content, colour: [u8; 3], [x, y, width, height]: [f32; 4]) {
    let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
    content.save_state().set_fill_rgb(r, g, b);
    content.rect(x, y, width, height).fill_nonzero().restore_state();
}

fn frame(content: &mut Content, [x, y, width, height]: [f32; 4]) {
    let [r, g, b] = RULE.map(|part| f32::from(part) / 255.0);
    content.save_state().set_stroke_rgb(r, g, b).set_line_width(0.5);
    content.rect(x, y, width, height).stroke().restore_state();
}
