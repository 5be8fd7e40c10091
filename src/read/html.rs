//! HTML as browsers show it: blocks on lines of their own, tables with tabs, hidden text aside.

use scraper::Html as Page;
use scraper::Node;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::plain;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Bytes at the start in which a page declares its encoding (WHATWG HTML, section 13.2.3.2).
const DECLARATION_BYTES: usize = 1024;

/// Elements without text to read.
const SILENT: [&str; 8] =
    ["script", "style", "head", "noscript", "template", "iframe", "object", "svg"];

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 38] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "dd",
    "details",
    "dialog",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tr",
    "ul",
];

/// Declarations of a style that hide text, or set it so that nobody sees it.
const HIDING: [&str; 8] = [
    "display:none",
    "visibility:hidden",
    "opacity:0",
    "font-size:0",
    "font-size:0px",
    "font-size:1px",
    "font-size:1pt",
    "color:transparent",
];

/// Declarations that set text in white, which is hidden where nothing has another ground.
const WHITE: [&str; 3] = ["color:white", "color:#fff", "color:#ffffff"];

/// Words of a page in which something may have a ground of its own.
const GROUNDS: [&str; 2] = ["background", "bgcolor"];

/// Reads web pages.
pub(super) struct Html;

impl Reader for Html {
    fn recognises(&self, source: &Source) -> bool {
        is_page(&source.head)
    }

    fn read(&self, source: &Source) -> Opened {
        let declared = declaration(source.bytes);
        let label = &source.config.encoding;
        let decoded = decode::decode(source.bytes, label, declared.as_deref());
        let mut text = Assembly::default();
        let page = append(&decoded.text, &mut text);
        text.push_section(Part::Hidden, &page.hidden);
        source.document(Extract {
            format: "html",
            text,
            properties: Properties { title: page.title, ..Properties::default() },
            encoding: Some(decoded.encoding.to_owned()),
            doubts: plain::doubts(&decoded),
        })
    }
}

/// What a page has besides its text.
pub(super) struct Aside {
    /// Its title.
    pub(super) title: Option<String>,
    /// Text that browsers do not show.
    pub(super) hidden: String,
}

/// Appends the text of a page.
pub(super) fn append(markup: &str, text: &mut Assembly) -> Aside {
    let page = Page::parse_document(markup);
    let lower = markup.to_ascii_lowercase();
    let on_white = !GROUNDS.iter().any(|word| lower.contains(word));
    let mut shown = Text { on_white, ..Text::default() };
    shown.walk(&page);
    for (part, piece) in &shown.pieces {
        text.push(*part, piece);
    }
    Aside { title: title(&page), hidden: shown.hidden }
}

/// True when a page begins here: after comments and declarations the first tag is one that only
/// begins pages. Text that speaks of tags does not begin with them.
fn is_page(head: &str) -> bool {
    let mut rest = head.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<?xml") => "?>",
            _ => break,
        };
        let Some(at) = rest.find(end) else { return false };
        rest = rest[at + end.len()..].trim_start();
    }
    let begin: String = rest.chars().take(14).collect::<String>().to_ascii_lowercase();
    ["<!doctype html", "<html", "<head", "<body"].iter().any(|tag| {
        begin.strip_prefix(tag).is_some_and(|after| !after.starts_with(char::is_alphanumeric))
    })
}

/// The encoding that a page declares: `charset=` of a meta element, `encoding=` of XML.
pub(super) fn declaration(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_BYTES)]);
    let head = head.to_ascii_lowercase();
    let after = ["charset", "encoding"].iter().find_map(|word| {
        let value = head[head.find(word)? + word.len()..].trim_start().strip_prefix('=')?;
        Some(value.trim_start().trim_start_matches(['"', '\'']).to_owned())
    })?;
    let is_label = |c: char| c.is_ascii_alphanumeric() || "-_:".contains(c);
    let label: String = after.chars().take_while(|c| is_label(*c)).collect();
    (!label.is_empty()).then_some(label)
}

/// The text of the title element.
fn title(page: &Page) -> Option<String> {
    let element =
        page.root_element().descendent_elements().find(|e| e.value().name() == "title")?;
    let words: Vec<String> =
        element.text().flat_map(str::split_whitespace).map(ToOwned::to_owned).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// What must stand before the next text.
#[derive(Clone, Copy, Default, PartialEq, PartialOrd)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
}

/// Text of a page under construction.
#[derive(Default)]
struct Text {
    pieces: Vec<(Part, String)>,
    hidden: String,
    gap: Gap,
    tables: u32,
    verbatim: u32,
    hiders: u32,
    /// Nothing on the page has a ground of its own.
    on_white: bool,
    /// For each open row whether a cell was seen.
    rows: Vec<bool>,
}

impl Text {
    /// Walks the tree without recursion: pages may nest deeper than a stack.
    fn walk(&mut self, page: &Page) {
        let root = page.tree.root();
        let mut node = root;
        loop {
            let enters = self.open(node.value());
            if enters && let Some(child) = node.first_child() {
                node = child;
                continue;
            }
            if enters {
                self.close(node.value());
            }
            loop {
                if node == root {
                    return;
                }
                if let Some(next) = node.next_sibling() {
                    node = next;
                    break;
                }
                let Some(parent) = node.parent() else { return };
                node = parent;
                self.close(node.value());
            }
        }
    }

    /// Begins a node; false when what is inside is not read.
    fn open(&mut self, node: &Node) -> bool {
        match node {
            Node::Text(text) => self.text(text),
            Node::Element(element) => {
                return self.open_element(element.name(), is_hidden(node, self.on_white));
            }
            _ => {}
        }
        true
    }

    fn open_element(&mut self, name: &str, hides: bool) -> bool {
        if SILENT.contains(&name) {
            return false;
        }
        self.hiders += u32::from(hides);
        if BLOCKS.contains(&name) {
            self.gap = Gap::Line;
        }
        match name {
            "br" => {
                self.gap = Gap::None;
                self.push("\n");
            }
            "table" => self.tables += 1,
            "pre" | "textarea" => self.verbatim += 1,
            "tr" => self.rows.push(false),
            "td" | "th" => self.cell(),
            _ => {}
        }
        true
    }

    fn close(&mut self, node: &Node) {
        let Node::Element(element) = node else { return };
        let name = element.name();
        self.hiders -= u32::from(is_hidden(node, self.on_white));
        if BLOCKS.contains(&name) {
            self.gap = Gap::Line;
        }
        match name {
            "table" => self.tables -= 1,
            "pre" | "textarea" => self.verbatim -= 1,
            "tr" => {
                self.rows.pop();
            }
            _ => {}
        }
    }

    /// A tab before every cell of a row but the first, in the place of the cell's line end.
    fn cell(&mut self) {
        let Some(seen) = self.rows.last_mut() else { return };
        if std::mem::replace(seen, true) {
            self.gap = Gap::None;
            self.push("\t");
        } else {
            self.fill_gap();
        }
    }

    fn text(&mut self, text: &str) {
        if self.verbatim > 0 {
            self.fill_gap();
            return self.push(text);
        }
        let is_space = |c: char| c.is_ascii_whitespace();
        if text.starts_with(is_space) && self.gap == Gap::None {
            self.gap = Gap::Space;
        }
        for word in text.split(is_space).filter(|word| !word.is_empty()) {
            self.fill_gap();
            self.push(word);
            self.gap = Gap::Space;
        }
        if !text.ends_with(is_space) && self.gap == Gap::Space {
            self.gap = Gap::None;
        }
    }

    fn fill_gap(&mut self) {
        let out = if self.hiders > 0 {
            Some(&self.hidden)
        } else {
            self.pieces.last().map(|(_, text)| text)
        };
        let at_start = out.is_none_or(|text| text.is_empty() || text.ends_with(['\n', '\t']));
        match std::mem::take(&mut self.gap) {
            Gap::Space if !at_start => self.push(" "),
            Gap::Line if out.is_some_and(|text| !text.is_empty() && !text.ends_with('\n')) => {
                self.push("\n");
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        if self.hiders > 0 {
            return self.hidden.push_str(text);
        }
        let part = if self.tables > 0 { Part::Table } else { Part::Body };
        match self.pieces.last_mut() {
            Some((last, end)) if *last == part => end.push_str(text),
            _ => self.pieces.push((part, text.to_owned())),
        }
    }
}

/// True for elements that browsers do not show, or not so that anybody sees them; `on_white` when
/// nothing has a ground of its own.
fn is_hidden(node: &Node, on_white: bool) -> bool {
    let Node::Element(element) = node else { return false };
    let style = || {
        let style = element.attr("style").unwrap_or_default().to_ascii_lowercase();
        let style: String = style.split_whitespace().collect();
        let has = |ways: &[&str]| ways.iter().any(|way| style.split(';').any(|one| one == *way));
        has(&HIDING) || (on_white && has(&WHITE))
    };
    element.attr("hidden").is_some() || style()
}
