//! XML as a series of beginnings, ends and text, elements told by their local names. Entities of
//! the file's own are not expanded, nothing outside is fetched.

use quick_xml::Reader;
use quick_xml::events::BytesRef;
use quick_xml::events::BytesStart;
use quick_xml::events::Event;

/// What stands next in a file.
pub(super) enum Node<'a> {
    /// An element begins.
    Begin(&'a BytesStart<'a>),
    /// The element of this local name ends.
    End(&'a str),
    /// Text, with its references resolved; one text may come in several pieces.
    Text(&'a str),
}

/// Shows all of `xml` to `see`; false when it breaks off.
pub(super) fn walk(xml: &str, see: &mut dyn FnMut(Node)) -> bool {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().allow_dangling_amp = true;
    let mut depth = 0u32;
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                depth += 1;
                see(Node::Begin(&element));
            }
            Ok(Event::Empty(element)) => {
                see(Node::Begin(&element));
                see(Node::End(element.local_name().into_inner()));
            }
            Ok(Event::End(element)) => {
                depth = depth.saturating_sub(1);
                see(Node::End(element.local_name().into_inner()));
            }
            Ok(Event::Text(text)) => see(Node::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => see(Node::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => see(Node::Text(&character(&reference))),
            Ok(Event::Eof) => return depth == 0,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}

/// The local name of an element.
pub(super) fn name<'a>(element: &'a BytesStart) -> &'a str {
    element.local_name().into_inner()
}

/// The value of the attribute with this local name; `None` when there is none.
pub(super) fn attribute(element: &BytesStart, name: &str) -> Option<String> {
    let mut attributes = element.attributes().flatten();
    let found = attributes.find(|attribute| attribute.key.local_name().into_inner() == name)?;
    let value = found.value.to_string();
    Some(quick_xml::escape::unescape(&value).map_or(value.clone(), |value| value.into_owned()))
}

/// The value of the attribute with this local name, empty when there is none.
pub(super) fn value(element: &BytesStart, name: &str) -> String {
    attribute(element, name).unwrap_or_default()
}

/// The text of the first element with this local name; `None` when there is none or it is empty.
pub(super) fn element(xml: &str, name: &str) -> Option<String> {
    let (mut text, mut is_inside, mut is_over) = (String::new(), false, false);
    walk(xml, &mut |node| match node {
        Node::Begin(start) if start.local_name().into_inner() == name => is_inside = !is_over,
        Node::End(end) if end == name => (is_inside, is_over) = (false, true),
        Node::Text(part) if is_inside => text.push_str(part),
        _ => {}
    });
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// The character that `&…;` stands for; nothing for an entity that XML does not know.
pub(super) fn character(reference: &BytesRef) -> String {
    if let Ok(Some(c)) = reference.resolve_char_ref() {
        return c.to_string();
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).unwrap_or_default().to_owned()
}

/// The place `to` as the file at `from` names it: from the root, or from its own folder.
pub(super) fn resolve(from: &str, to: &str) -> String {
    let to = to.trim().replace('\\', "/");
    let folder = match (to.starts_with('/'), from.rsplit_once('/')) {
        (false, Some((folder, _))) => folder,
        _ => "",
    };
    let mut steps: Vec<&str> = Vec::new();
    for step in folder.split('/').chain(to.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(steps.pop()),
            step => steps.push(step),
        }
    }
    steps.join("/")
}
