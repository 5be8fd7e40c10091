//! The XML of one story -> its text. Elements are told by their local names, which are the same in
//! transitional, strict and WPS files.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::read::flow;
use crate::read::flow::Flow;
use crate::read::markup;
use crate::read::markup::character;

/// Reads a story into `flow`; false when the XML breaks off. Text in `hidden_styles` is not shown.
pub(super) fn read(xml: &str, hidden_styles: &BTreeSet<String>, flow: &mut Flow) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut state = State::new(hidden_styles);
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                if state.skips(&element) {
                    if reader.read_to_end(element.name()).is_err() {
                        return false;
                    }
                } else {
                    state.begin(&element, flow);
                }
            }
            Ok(Event::Empty(element)) => {
                if !state.skips(&element) {
                    state.begin(&element, flow);
                    state.end(element.local_name().into_inner(), flow);
                }
            }
            Ok(Event::End(element)) => state.end(element.local_name().into_inner(), flow),
            Ok(Event::Text(text)) => state.text(&text.xml10_content(), flow),
            Ok(Event::CData(text)) => state.text(&text.xml10_content(), flow),
            Ok(Event::GeneralRef(reference)) => state.text(&character(&reference), flow),
            Ok(Event::Eof) => return state.depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// Where in the story the reader stands.
struct State<'a> {
    /// Styles whose text is not shown.
    hidden_styles: &'a BTreeSet<String>,
    /// Elements that are open.
    depth: u32,
    /// Inside `w:t` and its like.
    in_text: bool,
    /// `w:del` and `w:moveFrom` that are open.
    deletions: u32,
    /// Inside the properties of a paragraph.
    in_paragraph_properties: bool,
    /// The mark of the open paragraph was deleted.
    mark_deleted: bool,
    /// Inside the properties of a run.
    in_run_properties: bool,
    /// The style of the open paragraph hides its text.
    paragraph_hidden: bool,
    /// The open paragraph stands on a colour.
    paragraph_shaded: bool,
    /// How the open run looks.
    look: Look,
    /// Fields that are open; true while their instruction stands, false in their result.
    fields: Vec<bool>,
    /// For each open `mc:AlternateContent` whether a choice was read.
    alternatives: Vec<bool>,
    /// Inside a drawing that stands in a line of text.
    in_line: bool,
}

/// How a run looks, as far as it can hide its text.
#[derive(Clone, Copy, Default)]
struct Look {
    /// What the run itself says of being hidden.
    vanish: Option<bool>,
    /// Its style hides text.
    style_hidden: bool,
    /// White letters.
    white: bool,
    /// A background or a marker behind the letters.
    shaded: bool,
    /// Letters of one point or less.
    tiny: bool,
}

/// Units of drawings (EMU) to a point (ECMA-376, part 1, section 20.1.2.1).
const EMU_PER_POINT: f32 = 12_700.0;

/// Largest size that nobody can read; half-points.
const TINY_HALF_POINTS: u32 = 2;

impl<'a> State<'a> {
    fn new(hidden_styles: &'a BTreeSet<String>) -> Self {
        Self {
            hidden_styles,
            depth: 0,
            in_text: false,
            deletions: 0,
            in_paragraph_properties: false,
            mark_deleted: false,
            in_run_properties: false,
            paragraph_hidden: false,
            paragraph_shaded: false,
            look: Look::default(),
            fields: Vec::new(),
            alternatives: Vec::new(),
            in_line: false,
        }
    }

    /// True for elements whose content is no text of the story, or stands there a second time.
    fn skips(&mut self, element: &BytesStart) -> bool {
        match element.local_name().into_inner() {
            "Choice" => {
                self.alternatives.last_mut().is_some_and(|taken| std::mem::replace(taken, true))
            }
            "Fallback" => self.alternatives.last().copied().unwrap_or(false),
            "instrText" | "delInstrText" | "tabs" | "rt" | "sectPr" | "tblPr" | "tcPr" | "trPr"
            | "sdtPr" | "rPrChange" | "pPrChange" => true,
            _ => false,
        }
    }

    fn begin(&mut self, element: &BytesStart, flow: &mut Flow) {
        self.depth += 1;
        match element.local_name().into_inner() {
            "t" | "delText" => self.in_text = true,
            "pPr" => self.in_paragraph_properties = true,
            "rPr" => self.in_run_properties = true,
            "r" => self.look = Look::default(),
            "p" => {
                self.mark_deleted = false;
                self.paragraph_hidden = false;
                self.paragraph_shaded = false;
            }
            "pStyle" => {
                self.paragraph_hidden = self.hidden_styles.contains(&markup::value(element, "val"));
            }
            "shd" if self.in_paragraph_properties => self.paragraph_shaded = has_colour(element),
            "vanish" | "rStyle" | "color" | "shd" | "highlight" | "sz"
                if self.in_run_properties && !self.in_paragraph_properties =>
            {
                self.run_property(element);
            }
            "del" | "moveFrom" if self.in_paragraph_properties => self.mark_deleted = true,
            "del" | "moveFrom" => self.deletions += 1,
            "tab" | "ptab" if !self.in_paragraph_properties => self.emit("\t", flow),
            "br" | "cr" => self.emit("\n", flow),
            "noBreakHyphen" => self.emit("-", flow),
            "sym" => self.emit(&symbol(element), flow),
            "fldChar" => self.field(&markup::value(element, "fldCharType")),
            "tbl" => flow.begin_table(),
            "txbxContent" => flow.begin_box(),
            "AlternateContent" => self.alternatives.push(false),
            "inline" => self.in_line = true,
            "extent" if self.in_line => self.picture(element, flow),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, flow: &mut Flow) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "t" | "delText" => self.in_text = false,
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "r" => self.look = Look::default(),
            "del" | "moveFrom" if !self.in_paragraph_properties => {
                self.deletions = self.deletions.saturating_sub(1);
            }
            "p" => {
                flow.end_paragraph(std::mem::take(&mut self.mark_deleted));
                // An instruction ends with its paragraph at the latest: a field that was never
                // separated must not swallow the rest of the document.
                self.fields.iter_mut().for_each(|instruction| *instruction = false);
            }
            "tc" => flow.end_cell(),
            "tr" => flow.end_row(),
            "tbl" => flow.end_table(),
            "txbxContent" => flow.end_box(),
            "AlternateContent" => {
                self.alternatives.pop();
            }
            "inline" => self.in_line = false,
            _ => {}
        }
    }

    fn run_property(&mut self, element: &BytesStart) {
        let value = markup::value(element, "val");
        match element.local_name().into_inner() {
            "vanish" => self.look.vanish = Some(is_on(element)),
            "rStyle" => self.look.style_hidden = self.hidden_styles.contains(&value),
            "color" => self.look.white = value.eq_ignore_ascii_case("ffffff"),
            "highlight" => self.look.shaded |= value != "none" && value != "white",
            "sz" => self.look.tiny = value.parse().is_ok_and(|n: u32| n <= TINY_HALF_POINTS),
            _ => self.look.shaded |= has_colour(element),
        }
    }

    /// True when the open run is not shown. White letters count only in running text: tables and
    /// boxes may have a colour of their own.
    fn is_hidden(&self, flow: &Flow) -> bool {
        let look = self.look;
        let shaded = look.shaded || self.paragraph_shaded || flow.is_framed();
        look.vanish.unwrap_or(look.style_hidden || self.paragraph_hidden)
            || look.tiny
            || (look.white && !shaded)
    }

    /// Marks a drawing of the size of a character; `element` has its size.
    fn picture(&mut self, element: &BytesStart, flow: &mut Flow) {
        let points = |name: &str| {
            let units: f32 = markup::value(element, name).parse().unwrap_or(f32::MAX);
            units / EMU_PER_POINT
        };
        if flow::is_character(points("cx"), points("cy")) {
            self.emit(flow::PICTURE, flow);
        }
    }

    fn field(&mut self, kind: &str) {
        match kind {
            "begin" => self.fields.push(true),
            "separate" => {
                if let Some(instruction) = self.fields.last_mut() {
                    *instruction = false;
                }
            }
            "end" => {
                self.fields.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str, flow: &mut Flow) {
        if self.in_text {
            self.emit(text, flow);
        }
    }

    /// Text of the story goes where it belongs: shown, hidden, deleted, or a field's instruction.
    fn emit(&mut self, text: &str, flow: &mut Flow) {
        if self.deletions > 0 {
            flow.deleted.push_str(text);
        } else if self.fields.contains(&true) {
        } else if self.is_hidden(flow) {
            flow.hidden.push_str(text);
        } else {
            flow.push(text);
        }
    }
}

/// True unless a switch is set to off.
pub(super) fn is_on(element: &BytesStart) -> bool {
    !matches!(markup::value(element, "val").as_str(), "0" | "false" | "off")
}

/// True when a `w:shd` puts a colour other than white behind the text.
fn has_colour(element: &BytesStart) -> bool {
    let fill = markup::value(element, "fill").to_ascii_lowercase();
    let is_plain = matches!(fill.as_str(), "" | "auto" | "ffffff");
    !is_plain || !matches!(markup::value(element, "val").as_str(), "" | "clear" | "nil")
}

/// The character of a `w:sym`; none for the private ones of symbol fonts.
fn symbol(element: &BytesStart) -> String {
    let code = u32::from_str_radix(&markup::value(element, "char"), 16).ok();
    let c = code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
    c.map(String::from).unwrap_or_default()
}
