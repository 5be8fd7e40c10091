//! One sheet of a workbook: headings, rows, and the limits of spreadsheet programs.

use std::borrow::Cow;

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, FormatUnderline, Url, Worksheet, XlsxError,
};

use unicode_width::UnicodeWidthStr;

use crate::config::SHEET_CELL_UNITS_MAX;
use crate::config::SHEET_LINKS_MAX;
use crate::config::SHEET_ROWS_MAX;
use crate::model::Lang;
use crate::model::Ratio;
use crate::report::words;

/// What stands in a cell. Text is always stored as text: no program takes it for a formula.
pub(super) enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text, cut when it is too long for a cell.
    Text(Cow<'a, str>),
    /// A count.
    Count(u64),
    /// A number with decimals.
    Number(f64),
    /// Text that leads to a place in the workbook, such as `'文稿明细'!A7`.
    Link(Cow<'a, str>, String),
    /// A ratio as per cent; empty when there was nothing to divide by.
    Share(Option<Ratio>),
}

impl<'a, T: Into<Cow<'a, str>>> From<T> for Cell<'a> {
    fn from(text: T) -> Self {
        Self::Text(text.into())
    }
}

/// Text or nothing.
pub(super) fn optional(text: Option<&String>) -> Cell<'_> {
    text.map_or(Cell::Empty, |text| Cell::from(text.as_str()))
}

/// How cells look, shared by all sheets.
struct Styles {
    head: Format,
    text: Format,
    link: Format,
    count: Format,
    number: Format,
    share: Format,
}

impl Styles {
    fn new() -> Self {
        let cell = || Format::new().set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_indent(1)
                .set_background_color(Color::RGB(HEAD_COLOUR))
                .set_border_bottom(FormatBorder::Thin),
            text: cell().set_text_wrap().set_align(FormatAlign::Left).set_indent(1),
            link: cell()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_indent(1)
                .set_font_color(Color::RGB(LINK_COLOUR))
                .set_underline(FormatUnderline::Single),
            count: cell().set_num_format("#,##0"),
            number: cell().set_num_format("#,##0.0"),
            share: cell().set_num_format("0.0%"),
        }
    }
}

/// The blue of links on paper and screen.
const LINK_COLOUR: u32 = 0x0B5CAD;

/// Grey blue: keeps black letters legible in print.
const HEAD_COLOUR: u32 = 0xDCE6F1;

/// A sheet that is filled from the top.
pub(super) struct Sheet {
    pub(super) inner: Worksheet,
    lang: Lang,
    styles: Styles,
    widths: Vec<f64>,
    next: u32,
    links: u32,
}

impl Sheet {
    /// An empty sheet with frozen headings; each has its column's width in characters.
    ///
    /// # Errors
    /// Those of the workbook's writer.
    pub(super) fn new(
        name: &'static str,
        heads: &[(Cow<str>, f64)],
        lang: Lang,
    ) -> Result<Self, XlsxError> {
        let mut inner = Worksheet::new();
        inner.set_name(words::word(name, lang))?;
        let total: f64 = heads.iter().map(|(_, width)| width).sum();
        let pages = (total / PAGE_CHARACTERS).ceil().max(1.0) as u16;
        inner.set_landscape().set_paper_size(A4).set_print_fit_to_pages(pages, 0);
        let styles = Styles::new();
        for (column, (head, width)) in (0..).zip(heads) {
            inner.write_string_with_format(0, column, head.as_ref(), &styles.head)?;
            inner.set_column_width(column, *width)?;
        }
        let widths: Vec<f64> = heads.iter().map(|(_, width)| *width).collect();
        let lines = heads.iter().zip(&widths).map(|((head, _), width)| lines(head, *width)).max();
        inner.set_row_height(0, height(lines.unwrap_or(1)))?;
        inner.set_freeze_panes(1, 0)?;
        inner.set_repeat_rows(0, 0)?;
        Ok(Self { inner, lang, styles, widths, next: 1, links: 0 })
    }

    /// Adds a row; when the sheet is full, the last row says so and the rest falls away.
    ///
    /// # Errors
    /// Those of the workbook's writer.
    pub(super) fn row(&mut self, cells: &[Cell]) -> Result<(), XlsxError> {
        if self.next >= SHEET_ROWS_MAX {
            return Ok(());
        }
        if self.next + 1 == SHEET_ROWS_MAX {
            let note = words::word("sheet.cut-rows", self.lang);
            self.inner.write_string(self.next, 0, note)?;
            self.next += 1;
            return Ok(());
        }
        for (column, cell) in (0..).zip(cells) {
            self.cell(column, cell)?;
        }
        let tallest = cells.iter().zip(&self.widths).map(|(cell, width)| match cell {
            Cell::Text(text) | Cell::Link(text, _) => lines(text, *width),
            _ => 1,
        });
        self.inner.set_row_height(self.next, height(tallest.max().unwrap_or(1)))?;
        self.next += 1;
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell) -> Result<(), XlsxError> {
        let (row, styles) = (self.next, &self.styles);
        match cell {
            Cell::Empty | Cell::Share(None) => {}
            Cell::Text(text) => {
                let text = cut(text, words::word("sheet.cut-cell", self.lang));
                self.inner.write_string_with_format(row, column, text, &styles.text)?;
            }
            Cell::Link(text, place) => {
                let text = cut(text, words::word("sheet.cut-cell", self.lang));
                // Programs refuse a sheet with more links than this; the text stands without.
                if self.links < SHEET_LINKS_MAX {
                    self.links += 1;
                    let url = Url::new(format!("internal:{place}")).set_text(text);
                    self.inner.write_url_with_format(row, column, url, &styles.link)?;
                } else {
                    self.inner.write_string_with_format(row, column, text, &styles.text)?;
                }
            }
            Cell::Count(count) => {
                self.inner.write_number_with_format(row, column, *count as f64, &styles.count)?;
            }
            Cell::Number(number) => {
                self.inner.write_number_with_format(row, column, *number, &styles.number)?;
            }
            Cell::Share(Some(ratio)) if ratio.d == 0 => {}
            Cell::Share(Some(ratio)) => {
                self.inner.write_number_with_format(row, column, ratio.value(), &styles.share)?;
            }
        }
        Ok(())
    }

    /// The sheet with a filter over its rows.
    ///
    /// # Errors
    /// Those of the workbook's writer.
    pub(super) fn finish(mut self) -> Result<Worksheet, XlsxError> {
        let last = self.widths.len().saturating_sub(1) as u16;
        self.inner.autofilter(0, 0, self.next - 1, last)?;
        Ok(self.inner)
    }
}

/// Characters across a page that print at a legible size.
///
/// Unit: widths of a digit. 220: A4 across at 60 %.
const PAGE_CHARACTERS: f64 = 220.0;

/// Height of a line.
///
/// Unit: points. 15: the default row of spreadsheet programs at 11 points.
const LINE_POINTS: f64 = 15.0;

/// Most lines that a row shows; the cell holds the rest. Unit: lines. 12: half a screen.
const LINES_MAX: usize = 12;

/// Lines that text takes up in a column; programs do not work it out when they open a file.
fn lines(text: &str, width: f64) -> usize {
    let needed = |line: &str| (line.width() as f64 / width).ceil().max(1.0) as usize;
    text.lines().map(needed).take(LINES_MAX).sum::<usize>().clamp(1, LINES_MAX)
}

fn height(lines: usize) -> f64 {
    LINE_POINTS * lines as f64
}

/// The number of A4 in spreadsheet files.
const A4: u8 = 9;

/// At most as much text as a cell holds, with a note where it was cut.
fn cut<'a>(text: &'a str, note: &str) -> Cow<'a, str> {
    if text.len() <= SHEET_CELL_UNITS_MAX || text.encode_utf16().count() <= SHEET_CELL_UNITS_MAX {
        return Cow::Borrowed(text);
    }
    let room = SHEET_CELL_UNITS_MAX - note.encode_utf16().count();
    let mut units = 0;
    let kept = text.chars().take_while(|character| {
        units += character.len_utf16();
        units <= room
    });
    Cow::Owned(kept.chain(note.chars()).collect())
}
