//! The XML of a slide, its notes or a drawing -> text (ECMA-376, part 1, sections 19 and 21.1).

use quick_xml::events::BytesStart;

use crate::read::Part;
use crate::read::flow::Flow;
use crate::read::markup;
use crate::read::markup::Node;

/// Placeholders that repeat on every slide.
const REPEATED: [&str; 4] = ["ftr", "dt", "sldNum", "hdr"];

/// Fields whose text the program makes anew.
const COUNTED: [&str; 2] = ["slidenum", "datetime"];

/// What a file of slides holds.
pub(super) struct Slide {
    pub(super) flow: Flow,
    /// Text of placeholders that repeat on every slide.
    pub(super) footer: String,
    /// False when the slide is not shown.
    pub(super) is_shown: bool,
    /// False when the XML breaks off.
    pub(super) is_whole: bool,
}

/// Reads a file.
pub(super) fn read(xml: &str) -> Slide {
    let slide = Slide {
        flow: Flow::new(Part::Body),
        footer: String::new(),
        is_shown: true,
        is_whole: false,
    };
    let mut walk = Walk { slide, in_text: false, is_repeated: false, skipped: 0 };
    walk.slide.is_whole = markup::walk(xml, &mut |node| match node {
        Node::Begin(element) => walk.begin(element),
        Node::Text(text) => walk.text(text),
        Node::End(name) => walk.end(name),
    });
    walk.slide
}

struct Walk {
    slide: Slide,
    /// Inside `t`, the only element whose text is shown.
    in_text: bool,
    /// Inside a shape that repeats on every slide.
    is_repeated: bool,
    /// Elements that are open around text which stands elsewhere too: other renderings, numbers.
    skipped: u32,
}

impl Walk {
    fn begin(&mut self, element: &BytesStart) {
        if self.skipped > 0 {
            self.skipped += 1;
            return;
        }
        match markup::name(element) {
            "Fallback" => self.skipped = 1,
            "fld"
                if COUNTED.iter().any(|kind| markup::value(element, "type").starts_with(kind)) =>
            {
                self.skipped = 1;
            }
            "sld" => self.slide.is_shown = markup::value(element, "show") != "0",
            "ph" => self.is_repeated = REPEATED.contains(&markup::value(element, "type").as_str()),
            "tbl" => self.slide.flow.begin_table(),
            "t" | "text" => self.in_text = true,
            "br" => self.push("\n"),
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        if self.skipped > 0 {
            self.skipped -= 1;
            return;
        }
        match name {
            "t" | "text" => self.in_text = false,
            "sp" => self.is_repeated = false,
            "p" if self.is_repeated => self.slide.footer.push('\n'),
            "p" | "cm" => self.slide.flow.end_open_paragraph(),
            "tc" => self.slide.flow.end_cell(),
            "tr" => self.slide.flow.end_row(),
            "tbl" => self.slide.flow.end_table(),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text && self.skipped == 0 {
            self.push(text);
        }
    }

    fn push(&mut self, text: &str) {
        if self.is_repeated {
            self.slide.footer.push_str(text);
        } else {
            self.slide.flow.push(text);
        }
    }
}
