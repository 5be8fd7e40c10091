//! The XML of contents and page styles -> their stories.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::read::Part;
use crate::read::flow;
use crate::read::flow::Flow;
use crate::read::flow::Stories;
use crate::read::markup;
use crate::read::markup::Node;
use crate::read::markup::character;

/// Blanks that one element may stand for.
const BLANKS_MAX: usize = 1000;

/// Elements whose content is no text of the document.
const SKIPPED: [&str; 15] = [
    "change-info",
    "note-citation",
    "creator",
    "date",
    "creator-initials",
    "sequence-decls",
    "variable-decls",
    "user-field-decls",
    "title",
    "desc",
    "forms",
    "ruby-text",
    "binary-data",
    "event-listeners",
    "index-title-template",
];

/// Reads stories of `part.0` into `part.1`; false when the XML breaks off. `formula` gives the
/// text of an embedded object.
pub(super) fn read(
    xml: &str,
    hidden: &BTreeSet<String>,
    formula: &mut dyn FnMut(&str) -> String,
    (part, stories): (Part, &mut Stories),
) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut walk = Walk {
        hidden,
        formula,
        stories,
        flows: Vec::new(),
        open: Vec::new(),
        at_blank: true,
        deletions: 0,
        has_character: false,
    };
    if part == Part::Body {
        walk.flows.push((Part::Body, Flow::new(Part::Body)));
    }
    let is_whole = loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                if is_skipped(&element, &walk) {
                    if reader.read_to_end(element.name()).is_err() {
                        break false;
                    }
                } else {
                    walk.begin(&element);
                }
            }
            Ok(Event::Empty(element)) if !is_skipped(&element, &walk) => {
                walk.begin(&element);
                walk.end();
            }
            Ok(Event::End(_)) => walk.end(),
            Ok(Event::Text(text)) => walk.text(&text.xml10_content()),
            Ok(Event::CData(text)) => walk.text(&text.xml10_content()),
            Ok(Event::GeneralRef(reference)) => walk.text(&character(&reference)),
            Ok(Event::Eof) => break walk.open.is_empty(),
            Ok(_) => {}
            Err(_) => break false,
        }
    };
    while let Some((part, flow)) = walk.flows.pop() {
        walk.stories.add(part, flow);
    }
    is_whole
}

/// The letters of a formula in MathML, without the annotation that repeats them.
pub(super) fn formula(xml: &str) -> String {
    let (mut text, mut is_repeated) = (String::new(), false);
    markup::walk(xml, &mut |node| match node {
        Node::Begin(element) if markup::name(element) == "annotation" => is_repeated = true,
        Node::End("annotation") => is_repeated = false,
        Node::Text(part) if !is_repeated => text.push_str(part.trim()),
        _ => {}
    });
    text
}

/// True for a frame in a line of text that has the size of a character.
fn is_character(frame: &BytesStart) -> bool {
    let points = |name: &str| points(&markup::value(frame, name)).unwrap_or(f32::MAX);
    markup::value(frame, "anchor-type") == "as-char"
        && flow::is_character(points("width"), points("height"))
}

/// A length such as `0.5cm`.
fn points(length: &str) -> Option<f32> {
    let unit = length.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let points = [("cm", 72.0 / 2.54), ("mm", 7.2 / 2.54), ("in", 72.0), ("pt", 1.0)];
    let (_, factor) = points.iter().find(|(name, _)| *name == unit)?;
    length.strip_suffix(unit)?.parse::<f32>().ok().map(|number| number * factor)
}

fn is_skipped(element: &BytesStart, walk: &Walk) -> bool {
    let name = element.local_name().into_inner();
    // A field shows the title of the file; the title of a picture is not shown.
    SKIPPED.contains(&name)
        && !(matches!(name, "title" | "date" | "creator") && is_field(walk, element))
}

/// True for `text:` elements, which show a value in the text.
fn is_field(walk: &Walk, element: &BytesStart) -> bool {
    !walk.flows.is_empty() && element.name().into_inner().starts_with("text:")
}

/// What ends with an element.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Nothing,
    Paragraph,
    Hidden,
    Story,
    Box,
    Table,
    Row,
    Cell,
    Deletion,
}

/// Where the walk stands.
struct Walk<'a> {
    hidden: &'a BTreeSet<String>,
    formula: &'a mut dyn FnMut(&str) -> String,
    stories: &'a mut Stories,
    /// Open stories, the innermost last; none between the headers of the page styles.
    flows: Vec<(Part, Flow)>,
    /// For each open element what ends with it, and whether its text is hidden.
    open: Vec<(End, bool, bool)>,
    /// White space that follows is folded into what stands before.
    at_blank: bool,
    deletions: u32,
    /// The open frame stands in a line of text and has the size of a character.
    has_character: bool,
}

impl Walk<'_> {
    fn begin(&mut self, element: &BytesStart) {
        let (mut hides, mut is_text) =
            self.open.last().map_or((false, false), |(_, hides, is_text)| (*hides, *is_text));
        let name = element.local_name().into_inner();
        let end = match name {
            "p" | "h" => {
                self.at_blank = true;
                hides |= self.hidden.contains(&markup::value(element, "style-name"));
                is_text = true;
                End::Paragraph
            }
            "span" | "section" => {
                let off = name == "section" && markup::value(element, "display") == "none";
                hides |= off || self.hidden.contains(&markup::value(element, "style-name"));
                End::Nothing
            }
            "hidden-text" | "hidden-paragraph" => {
                hides |= markup::value(element, "is-hidden") == "true";
                End::Hidden
            }
            "note" | "annotation" | "header" | "header-left" | "header-first" | "footer"
            | "footer-left" | "footer-first" => self.story(name, element),
            "deletion" => {
                self.deletions += 1;
                End::Deletion
            }
            _ => self.frame(name, element),
        };
        self.open.push((end, hides, is_text));
        match name {
            "s" => {
                let n = markup::value(element, "c").parse().unwrap_or(1).min(BLANKS_MAX);
                self.emit(&" ".repeat(n));
            }
            "tab" => self.emit("\t"),
            "line-break" => self.emit("\n"),
            "frame" => self.has_character = is_character(element),
            "image" if std::mem::take(&mut self.has_character) => self.emit(flow::PICTURE),
            "object" => {
                self.has_character = false;
                let text = (self.formula)(&markup::value(element, "href"));
                self.emit(&text);
            }
            _ => {}
        }
    }

    /// Begins a story of its own.
    fn story(&mut self, name: &str, element: &BytesStart) -> End {
        let part = match name {
            "note" if markup::value(element, "note-class") == "endnote" => Part::Endnote,
            "note" => Part::Footnote,
            "annotation" => Part::Comment,
            // Sheets and slides have elements of these names without text of their own.
            name if name.starts_with("header") => Part::Header,
            _ => Part::Footer,
        };
        self.flows.push((part, Flow::new(part)));
        End::Story
    }

    /// Begins a table, a part of one, or a box.
    fn frame(&mut self, name: &str, element: &BytesStart) -> End {
        let Some((_, flow)) = self.flows.last_mut() else { return End::Nothing };
        let is_drawn = || element.name().into_inner().starts_with("draw:");
        match name {
            "table" => {
                flow.begin_table();
                End::Table
            }
            "table-row" => End::Row,
            "table-cell" | "covered-table-cell" => End::Cell,
            "text-box" | "custom-shape" | "rect" | "ellipse" | "circle" | "polygon" | "path"
            | "line" | "connector" | "caption" | "polyline" | "measure" | "regular-polygon"
                if is_drawn() =>
            {
                flow.begin_box();
                End::Box
            }
            _ => End::Nothing,
        }
    }

    fn end(&mut self) {
        let Some((end, ..)) = self.open.pop() else { return };
        if end == End::Story {
            if let Some((part, flow)) = self.flows.pop() {
                self.stories.add(part, flow);
            }
            self.at_blank = false;
            return;
        }
        if end == End::Deletion {
            self.deletions = self.deletions.saturating_sub(1);
        }
        let is_deleted = self.deletions > 0;
        let Some((_, flow)) = self.flows.last_mut() else { return };
        match end {
            End::Paragraph => flow.end_paragraph(is_deleted),
            End::Box => flow.end_box(),
            End::Table => flow.end_table(),
            End::Row => flow.end_row(),
            End::Cell => flow.end_cell(),
            _ => {}
        }
    }

    /// White space is folded as in XML of documents: a run is one blank (section 6.1.2).
    fn text(&mut self, text: &str) {
        if !self.open.last().is_some_and(|(.., is_text)| *is_text) {
            return;
        }
        let mut folded = String::with_capacity(text.len());
        for c in text.chars() {
            let is_blank = matches!(c, ' ' | '\t' | '\n' | '\r');
            if !(is_blank && self.at_blank) {
                folded.push(if is_blank { ' ' } else { c });
            }
            self.at_blank = is_blank;
        }
        self.push(&folded);
    }

    fn emit(&mut self, text: &str) {
        if !text.is_empty() {
            self.at_blank = false;
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        let hides = self.open.last().is_some_and(|(_, hides, _)| *hides);
        let deleted = self.deletions > 0;
        let Some((_, flow)) = self.flows.last_mut() else { return };
        if deleted {
            flow.deleted.push_str(text);
        } else if hides && !flow.is_framed() {
            flow.hidden.push_str(text);
        } else {
            flow.push(text);
        }
    }
}
