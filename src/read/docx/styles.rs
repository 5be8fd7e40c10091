//! Styles that hide their text, and the marks that an editing program leaves in a package.

use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

use crate::read::markup;

/// Names of the styles whose text is not shown. A style based on a hidden one is hidden, as far as
/// the other stands before it.
pub(super) fn hidden(xml: &str) -> BTreeSet<String> {
    let mut styles = BTreeSet::new();
    let mut open = String::new();
    each(xml, |element| match element.local_name().into_inner() {
        "style" => open = markup::value(element, "styleId"),
        "vanish" if super::story::is_on(element) => {
            styles.insert(open.clone());
        }
        "basedOn" if styles.contains(&markup::value(element, "val")) => {
            styles.insert(open.clone());
        }
        _ => {}
    });
    styles.remove("");
    styles
}

/// Identifiers of editing sessions (`rsid`), the document's root first.
pub(super) fn revisions(xml: &str) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    each(xml, |element| {
        if matches!(element.local_name().into_inner(), "rsidRoot" | "rsid") {
            let id = markup::value(element, "val");
            if !all.contains(&id) {
                all.push(id);
            }
        }
    });
    all.truncate(REVISIONS_MAX);
    all
}

/// Sessions that are kept of one document: enough to tell a common ancestor.
const REVISIONS_MAX: usize = 1000;

/// The value of the custom property `name`.
pub(super) fn custom(xml: &str, name: &str) -> Option<String> {
    let rest = &xml[xml.find(&format!("name=\"{name}\""))?..];
    crate::read::markup::element(rest, "lpwstr")
}

/// Calls `visit` for each element that begins, as far as the XML is whole.
fn each(xml: &str, mut visit: impl FnMut(&BytesStart)) {
    let mut reader = Reader::from_str(xml);
    while let Ok(event) = reader.read_event() {
        match event {
            Event::Start(element) | Event::Empty(element) => visit(&element),
            Event::Eof => return,
            _ => {}
        }
    }
}
