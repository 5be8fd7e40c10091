//! What the readers of XML formats share. Elements and attributes are told by their local names;
//! a document type is never read, so nothing outside the file is either.

use quick_xml::Reader;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

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
pub(super) fn resolve(reference: &BytesRef) -> String {
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

/// The value of the attribute with this local name, empty when there is none.
pub(super) fn attribute(element: &BytesStart, name: &str) -> String {
    let found = element
        .attributes()
        .flatten()
        .find(|attribute| attribute.key.local_name().into_inner() == name);
    found.map(|attribute| attribute.value.to_string()).unwrap_or_default()
}
