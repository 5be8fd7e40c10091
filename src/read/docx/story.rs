//! The XML of one story -> its text. Elements are told by their local names, which are the same in
//! transitional, strict and WPS files.

use quick_xml::Reader;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::read::flow::Flow;

/// Reads a story into `flow`; false when the XML breaks off.
pub(super) fn read(xml: &str, flow: &mut Flow) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut state = State::default();
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
            Ok(Event::GeneralRef(reference)) => state.text(&resolve(&reference), flow),
            Ok(Event::Eof) => return state.depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// The text of the first element with this local name.
pub(super) fn element(xml: &str, name: &str) -> Option<String> {
    let mut reader = Reader::from_str(xml);
    let mut text: Option<String> = None;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) if start.local_name().into_inner() == name => {
                text = Some(String::new());
            }
            Event::Text(part) => {
                if let Some(text) = &mut text {
                    text.push_str(&part.xml10_content());
                }
            }
            Event::GeneralRef(part) => {
                if let Some(text) = &mut text {
                    text.push_str(&resolve(&part));
                }
            }
            Event::End(_) if text.is_some() => break,
            Event::Eof => break,
            _ => {}
        }
    }
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The character that `&…;` stands for; nothing for an entity that XML does not know.
fn resolve(reference: &BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let text = match &*reference.xml10_content() {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "apos" => "'",
        "quot" => "\"",
        _ => "",
    };
    text.to_owned()
}

/// Where in the story the reader stands.
#[derive(Default)]
struct State {
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
    /// The open run is not shown.
    hidden: bool,
    /// Fields that are open; true while their instruction stands, false in their result.
    fields: Vec<bool>,
    /// For each open `mc:AlternateContent` whether a choice was read.
    alternatives: Vec<bool>,
}

impl State {
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
            "r" => self.hidden = false,
            "p" => self.mark_deleted = false,
            "vanish" if self.in_run_properties && !self.in_paragraph_properties => {
                self.hidden = is_on(element);
            }
            "del" | "moveFrom" if self.in_paragraph_properties => self.mark_deleted = true,
            "del" | "moveFrom" => self.deletions += 1,
            "tab" | "ptab" if !self.in_paragraph_properties => self.emit("\t", flow),
            "br" | "cr" => self.emit("\n", flow),
            "noBreakHyphen" => self.emit("-", flow),
            "sym" => self.emit(&symbol(element), flow),
            "fldChar" => self.field(&attribute(element, "fldCharType")),
            "tbl" => flow.begin_table(),
            "txbxContent" => flow.begin_box(),
            "AlternateContent" => self.alternatives.push(false),
            _ => {}
        }
    }

    fn end(&mut self, name: &str, flow: &mut Flow) {
        self.depth = self.depth.saturating_sub(1);
        match name {
            "t" | "delText" => self.in_text = false,
            "pPr" => self.in_paragraph_properties = false,
            "rPr" => self.in_run_properties = false,
            "r" => self.hidden = false,
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
            _ => {}
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
        } else if self.hidden {
            flow.hidden.push_str(text);
        } else {
            flow.push(text);
        }
    }
}

/// The value of the attribute with this local name, empty when there is none.
fn attribute(element: &BytesStart, name: &str) -> String {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}

/// True unless a switch is set to off.
fn is_on(element: &BytesStart) -> bool {
    !matches!(attribute(element, "val").as_str(), "0" | "false" | "off")
}

/// The character of a `w:sym`; none for the private ones of symbol fonts.
fn symbol(element: &BytesStart) -> String {
    let code = u32::from_str_radix(&attribute(element, "char"), 16).ok();
    let c = code.and_then(char::from_u32).filter(|c| !('\u{e000}'..='\u{f8ff}').contains(c));
    c.map(String::from).unwrap_or_default()
}
