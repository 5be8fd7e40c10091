//! What a page is made of, whatever sets it.

use std::borrow::Cow;

use crate::model::Layer;

/// A document to print.
pub(super) struct Paper {
    /// Its title, also for the file's properties.
    pub(super) title: String,
    /// 报告编号; stands on every page.
    pub(super) number: String,
    /// "第 {page} 页，共 {pages} 页".
    pub(super) page_words: &'static str,
    /// The program and its version.
    pub(super) producer: String,
    /// `zh` or `en`.
    pub(super) lang: &'static str,
    /// What stands on the pages, in order.
    pub(super) blocks: Vec<Block>,
}

/// A piece of a page.
pub(super) enum Block {
    /// The title over the first page.
    Title(String),
    /// A heading.
    Heading(String),
    /// A paragraph.
    Text(Vec<Span>),
    /// Rows of cells under headings, which are repeated on each page.
    Table(Table),
    /// The account as one bar: layer and characters.
    Bar(Vec<(Layer, u64)>),
    /// A label, and room to write: lines of a page's width.
    Blank(String, u32),
    /// Goes on on a new page.
    Break,
}

/// A table.
pub(super) struct Table {
    /// Headings; none for a table of facts.
    pub(super) head: Vec<String>,
    /// Widths of the columns in parts of the page's width.
    pub(super) widths: Vec<u32>,
    /// Cells, one paragraph each.
    pub(super) rows: Vec<Vec<Vec<Span>>>,
}

/// Text that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Span {
    /// The text, without characters that nobody sees.
    pub(super) text: String,
    /// How it looks.
    pub(super) style: Style,
    /// A remark in the margin, where the file has margins for it.
    pub(super) note: Option<String>,
}

/// How text looks. Layers differ in underline as well as in colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Style {
    /// As it is.
    Plain,
    /// Bold.
    Strong,
    /// Small and grey.
    Quiet,
    /// Of a layer; true for copied text that was changed.
    Of(Layer, bool),
}

/// A line below text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// None.
    None,
    /// One.
    Single,
    /// Two.
    Double,
    /// Of dashes.
    Dashed,
    /// Of dots.
    Dotted,
}

impl Style {
    /// Red, green, blue. The colours are those of the viewer, dark enough for print.
    pub(super) fn colour(self) -> [u8; 3] {
        match self {
            Self::Plain | Self::Strong | Self::Of(Layer::Original, _) => [0x1d, 0x21, 0x27],
            Self::Quiet | Self::Of(Layer::Excluded, _) => [0x5c, 0x65, 0x70],
            Self::Of(Layer::Copied, false) => [0xc3, 0x28, 0x1c],
            Self::Of(Layer::Copied, true) => [0xb3, 0x5c, 0x00],
            Self::Of(Layer::Quotation, _) => [0x0f, 0x7a, 0x55],
            Self::Of(Layer::Boilerplate, _) => [0x24, 0x63, 0xb0],
            Self::Of(Layer::Template, _) => [0x1c, 0x45, 0x87],
            Self::Of(Layer::Placeholder, _) => [0x7b, 0x3a, 0xa6],
        }
    }

    /// The line below.
    pub(super) fn line(self) -> Line {
        match self {
            Self::Of(Layer::Copied, false) => Line::Single,
            Self::Of(Layer::Copied, true) => Line::Double,
            Self::Of(Layer::Boilerplate | Layer::Quotation, _) => Line::Dotted,
            Self::Of(Layer::Template | Layer::Placeholder, _) => Line::Dashed,
            _ => Line::None,
        }
    }
}

/// Text as it can be printed: what nobody sees is written as its code, such as ⟨U+202E⟩, so that no
/// control reaches a file.
pub(super) fn visible(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' | '\t' => Cow::Borrowed(" "),
        c if c.is_control() || (!crate::normalize::is_counted(c) && !c.is_whitespace()) => {
            Cow::Owned(format!("⟨U+{:04X}⟩", u32::from(c)))
        }
        c if c.is_whitespace() => Cow::Borrowed(" "),
        c => Cow::Owned(c.to_string()),
    };
    text.chars().map(shown).collect()
}

/// A paragraph of one style.
pub(super) fn span(text: impl AsRef<str>, style: Style) -> Vec<Span> {
    vec![Span { text: visible(text.as_ref()), style, note: None }]
}

/// A plain paragraph.
pub(super) fn plain(text: impl AsRef<str>) -> Vec<Span> {
    span(text, Style::Plain)
}
