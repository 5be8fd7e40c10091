//! Puts extracted text together with the part of the document that each stretch came from.

use crate::model::CharSpan;
use crate::read::Part;
use crate::read::PartSpan;

/// Text and parts under construction; the parts cover the text without gaps.
#[derive(Default)]
pub(super) struct Assembly {
    text: String,
    length: u32,
    parts: Vec<PartSpan>,
    pages: Vec<u32>,
}

/// A finished text.
pub(super) struct Assembled {
    /// The text.
    pub(super) text: String,
    /// Its parts.
    pub(super) parts: Vec<PartSpan>,
    /// Where its pages begin; empty where the format has none.
    pub(super) pages: Vec<u32>,
}

impl Assembly {
    /// Appends `text` that came from `part`.
    pub(super) fn push(&mut self, part: Part, text: &str) {
        if text.is_empty() {
            return;
        }
        let start = self.length;
        self.length += count(text);
        self.text.push_str(text);
        match self.parts.last_mut() {
            Some(last) if last.part == part => last.span.end = self.length,
            _ => self.parts.push(PartSpan { span: CharSpan::new(start, self.length), part }),
        }
    }

    /// Appends the text of a part that stands after the body, preceded by U+000C.
    pub(super) fn push_section(&mut self, part: Part, text: &str) {
        if !text.trim().is_empty() {
            self.push(part, "\u{c}");
            self.push(part, text);
        }
    }

    /// Begins the next page here.
    pub(super) fn begin_page(&mut self) {
        self.pages.push(self.length);
    }

    /// The text and its parts.
    pub(super) fn finish(self) -> Assembled {
        Assembled { text: self.text, parts: self.parts, pages: self.pages }
    }
}

/// Code points of `text`; files are far too small for it not to fit.
fn count(text: &str) -> u32 {
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}
