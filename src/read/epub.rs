//! EPUB: the chapters in the order of the book.

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::embedded;
use crate::read::html;
use crate::read::markup;
use crate::read::markup::Node;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// The file that names the root of the book (EPUB OCF 3.3, section 4.2.6.3.1).
const CONTAINER: &str = "META-INF/container.xml";

/// Reads electronic books.
pub(super) struct Epub;

impl Reader for Epub {
    fn recognises(&self, source: &Source) -> bool {
        archive::holds(source.bytes, CONTAINER)
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(mut package) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("epub", "truncated", "");
        };
        let mut is_broken = false;
        let mut part = |name: &str| {
            let found = archive::part(&mut package, name, source);
            is_broken |= found.as_ref().is_none_or(|(_, is_whole)| !is_whole);
            found.map(|(bytes, _)| {
                let declared = html::declaration(&bytes);
                decode::decode(&bytes, "", declared.as_deref()).text
            })
        };
        let root = part(CONTAINER).and_then(|xml| root(&xml)).unwrap_or_default();
        let book = Book::of(&part(&root).unwrap_or_default(), &root);
        let mut text = Assembly::default();
        let mut hidden = String::new();
        for chapter in book.chapters() {
            let Some(markup) = part(&chapter) else { continue };
            hidden.push_str(&html::append(&markup, &mut text).hidden);
            text.push(Part::Body, "\n");
        }
        text.push_section(Part::Hidden, &hidden);
        let pictures = embedded::of_package(&mut package, source);
        let extract = Extract {
            format: "epub",
            text,
            properties: book.properties,
            encoding: None,
            doubts: is_broken.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// The place of the book's root.
fn root(container: &str) -> Option<String> {
    let mut root = None;
    markup::walk(container, &mut |node| {
        if let Node::Begin(element) = node
            && markup::name(element) == "rootfile"
            && root.is_none()
        {
            root = markup::attribute(element, "full-path");
        }
    });
    root
}

/// What the root says of the book.
#[derive(Default)]
struct Book {
    properties: Properties,
    /// Files by id.
    files: BTreeMap<String, String>,
    /// Ids in reading order.
    spine: Vec<String>,
}

impl Book {
    fn of(root: &str, path: &str) -> Self {
        let mut book = Self::default();
        let mut open = String::new();
        markup::walk(root, &mut |node| match node {
            Node::Begin(element) => {
                let value = |name: &str| markup::attribute(element, name).unwrap_or_default();
                markup::name(element).clone_into(&mut open);
                match open.as_str() {
                    "item" => {
                        book.files.insert(value("id"), markup::resolve(path, &value("href")));
                    }
                    "itemref" => book.spine.push(value("idref")),
                    _ => {}
                }
            }
            Node::Text(text) => {
                let place = match open.as_str() {
                    "title" => &mut book.properties.title,
                    "creator" => &mut book.properties.author,
                    "date" => &mut book.properties.created,
                    _ => return,
                };
                place.get_or_insert_default().push_str(text);
            }
            Node::End(_) => open.clear(),
        });
        book
    }

    /// The files of the chapters in reading order.
    fn chapters(&self) -> Vec<String> {
        self.spine.iter().filter_map(|id| self.files.get(id).cloned()).collect()
    }
}
