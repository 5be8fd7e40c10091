//! Styles whose text is not shown.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::read::markup;

/// Largest letters that nobody can read; points.
const TINY_POINTS: f32 = 1.0;

/// Names of the styles that hide their text: not displayed, of one point, or white on nothing.
pub(super) fn hidden(xml: &str) -> BTreeSet<String> {
    let mut styles = BTreeSet::new();
    let mut reader = Reader::from_str(xml);
    let mut open = String::new();
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => {
                match element.local_name().into_inner() {
                    "style" => {
                        open = markup::value(&element, "name");
                        if styles.contains(&markup::value(&element, "parent-style-name")) {
                            styles.insert(open.clone());
                        }
                    }
                    "text-properties" if hides(&element) => {
                        styles.insert(open.clone());
                    }
                    _ => {}
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    styles.remove("");
    styles
}

fn hides(element: &BytesStart) -> bool {
    let size = markup::value(element, "font-size");
    let size = size.strip_suffix("pt").and_then(|points| points.parse::<f32>().ok());
    let ground = markup::value(element, "background-color");
    let is_white = markup::value(element, "color").eq_ignore_ascii_case("#ffffff");
    markup::value(element, "display") == "none"
        || size.is_some_and(|points| points <= TINY_POINTS)
        || (is_white && matches!(ground.as_str(), "" | "transparent" | "#ffffff"))
}
