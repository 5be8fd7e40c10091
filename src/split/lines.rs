//! The lines of a document with what the eye sees of them: place, indent, blank lines above.

use crate::model::CharSpan;
use crate::read::Document;
use crate::read::Part;

/// What ends a line. A carriage return before a line feed is white space.
const LINE_ENDS: [char; 4] = ['\n', '\u{c}', '\u{2028}', '\u{2029}'];

/// A line that holds something visible.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// The visible text, without white space at either end.
    pub(crate) text: &'a str,
    /// The visible text in code points of the document.
    pub(crate) span: CharSpan,
    /// The white space before it.
    pub(crate) indent: &'a str,
    /// Blank lines above.
    pub(crate) blank_above: u32,
    /// True when a form feed stands above.
    pub(crate) page_above: bool,
    /// The part that its first character came from.
    pub(crate) part: Part,
}

impl Line<'_> {
    /// Length of the visible text in code points.
    pub(crate) fn length(&self) -> u32 {
        self.span.length()
    }

    /// True for the parts whose text decides where reports begin.
    pub(crate) fn is_body(&self) -> bool {
        matches!(self.part, Part::Body | Part::Table | Part::TextBox)
    }
}

/// White space, and what is as invisible: zero-width characters, a byte-order mark.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// The lines of `document` that hold something visible, in order.
pub(crate) fn of(document: &Document) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut parts = document.parts.iter().peekable();
    let (mut place, mut blank_above, mut page_above) = (0_u32, 0, false);
    for raw in document.text.split_inclusive(LINE_ENDS) {
        let length = count(raw);
        let visible = raw.trim_matches(is_blank);
        if visible.is_empty() {
            blank_above += u32::from(!raw.ends_with('\u{c}'));
        } else {
            let indent = &raw[..raw.len() - raw.trim_start_matches(is_blank).len()];
            let start = place + count(indent);
            while parts.next_if(|part| part.span.end <= start).is_some() {}
            lines.push(Line {
                text: visible,
                span: CharSpan::new(start, start + count(visible)),
                indent,
                blank_above,
                page_above,
                part: parts.peek().map_or(Part::Body, |part| part.part),
            });
            (blank_above, page_above) = (0, false);
        }
        page_above |= raw.ends_with('\u{c}');
        place += length;
    }
    lines
}

/// Code points of `text`.
pub(crate) fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
