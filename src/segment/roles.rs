//! The parts of an official document, told by where a line stands and how it looks.

use super::{Paragraph, Role};
use crate::config::Segment;
use crate::model::{CharSpan, SymbolSpan};
use crate::normalize::{Break, Class, Symbols};

/// Longest heading at the beginning of a paragraph (（一）加强领导。…) that counts as prescribed.
///
/// Unit: symbols. A couplet of two phrases of seven; longer ones are sentences of their own.
const RUN_IN_SYMBOLS_MAX: u32 = 16;

/// Lines at the end of a report among which a signature is looked for.
const SIGNATURE_LINES: usize = 4;

/// Longest line of a signature, an addressee. Unit: symbols.
const SIGNATURE_SYMBOLS_MAX: u32 = 24;

/// Words that contact lines begin with.
const CONTACT: &[&str] =
    &["联系人", "联系电话", "联系方式", "电话", "传真", "邮箱", "抄送", "抄报"];

/// A report's lines and what is needed to tell their roles.
pub(super) struct View<'a> {
    /// The report's symbols.
    pub(super) symbols: &'a Symbols,
    /// Its code points.
    pub(super) text: &'a [char],
    /// Place of the first of them.
    pub(super) start: u32,
    /// Its lines.
    pub(super) lines: &'a [SymbolSpan],
    /// Its title line, if known.
    pub(super) title: Option<CharSpan>,
    /// Settings.
    pub(super) config: &'a Segment,
}

impl View<'_> {
    /// The paragraphs of the report, one a line.
    pub(super) fn paragraphs(&self) -> Vec<Paragraph> {
        (0..self.lines.len()).map(|i| self.paragraph(i)).collect()
    }

    fn paragraph(&self, i: usize) -> Paragraph {
        let span = self.lines[i];
        let role = self.role(i, span);
        let heading = match role {
            Role::Heading => span.length(),
            Role::Body => self.run_in_heading(span),
            _ => 0,
        };
        Paragraph { span, role, heading }
    }

    fn role(&self, i: usize, span: SymbolSpan) -> Role {
        let place = self.symbols.chars(span);
        let line = self.line(place);
        let length = span.length();
        if self.title.is_some_and(|title| title.overlap(place) > 0) {
            Role::Title
        } else if CONTACT.iter().any(|word| line.starts_with(word)) && length <= 40 {
            Role::Contact
        } else if i < 4 && length <= SIGNATURE_SYMBOLS_MAX && self.ends_with_colon(place) && i > 0 {
            Role::Addressee
        } else if i + SIGNATURE_LINES >= self.lines.len() && self.is_signature(i, span) {
            Role::Signature
        } else if length <= self.config.heading_symbols_max && self.is_heading(place, &line) {
            Role::Heading
        } else {
            Role::Body
        }
    }

    fn line(&self, place: CharSpan) -> String {
        let (from, to) = (place.start - self.start, place.end - self.start);
        self.text[from as usize..to as usize].iter().collect()
    }

    /// The character after the last symbol of a line, white space skipped.
    fn after(&self, place: CharSpan) -> Option<char> {
        let rest = self.text[(place.end - self.start) as usize..].iter();
        rest.copied().take_while(|&c| c != '\n').find(|c| !c.is_whitespace())
    }

    fn ends_with_colon(&self, place: CharSpan) -> bool {
        matches!(self.after(place), Some('：' | ':'))
    }

    /// A line that ends without a mark and begins with a number, or is short.
    fn is_heading(&self, place: CharSpan, line: &str) -> bool {
        let ends_open = self.after(place).is_none_or(|c| matches!(c, '》' | '）' | ')' | '”'));
        let is_one_clause = !line.contains(['。', '；', '！']);
        is_one_clause
            && (ends_open || self.is_numbered(place))
            && line.chars().count() >= 2
            && (self.is_numbered(place) || line.chars().count() <= 20)
    }

    /// True when the line begins with 一、 （一） 1. 第一, whose marks are no symbols.
    fn is_numbered(&self, place: CharSpan) -> bool {
        let from = (place.start - self.start) as usize;
        let head: String = self.text[from.saturating_sub(1)..].iter().take(8).collect();
        let head = head.trim_start_matches(['（', '(', ' ', '\n', '\u{3000}']);
        let digits = head.trim_start_matches(|c: char| {
            "一二三四五六七八九十百第".contains(c) || c.is_ascii_digit()
        });
        digits.len() < head.len()
            && digits.starts_with(['、', '.', '．', '）', ')', '章', '条', '节', '是', ' ', '，'])
    }

    fn is_signature(&self, i: usize, span: SymbolSpan) -> bool {
        if span.length() > SIGNATURE_SYMBOLS_MAX || self.after(self.symbols.chars(span)).is_some() {
            return false;
        }
        let is_date = |span: &SymbolSpan| {
            let first = &self.symbols.items[span.start as usize];
            span.length() <= 2
                && matches!(first.class, Class::Date | Class::Slot)
                && span.length() > 0
        };
        is_date(&span) || self.lines.get(i + 1).is_some_and(is_date)
    }

    /// Symbols of the first sentence of a numbered paragraph, if it is as short as a heading.
    fn run_in_heading(&self, span: SymbolSpan) -> u32 {
        if !self.is_numbered(self.symbols.chars(span)) {
            return 0;
        }
        let ends = |i: &u32| self.symbols.items[*i as usize].break_before >= Break::Sentence;
        match (span.start + 1..span.end).find(ends) {
            Some(end) if end - span.start <= RUN_IN_SYMBOLS_MAX => end - span.start,
            _ => 0,
        }
    }
}

/// True for each symbol that its role does not prescribe.
pub(super) fn earning(symbols: usize, paragraphs: &[Paragraph]) -> Vec<bool> {
    let mut earns = vec![true; symbols];
    for paragraph in paragraphs {
        let (from, to) = (paragraph.span.start as usize, paragraph.span.end as usize);
        let prescribed = match paragraph.role {
            Role::Body => from..from + paragraph.heading as usize,
            Role::Heading if paragraph.heading > RUN_IN_SYMBOLS_MAX => from..from,
            _ => from..to,
        };
        earns[prescribed].fill(false);
    }
    earns
}
