//! OFD, the fixed layout of Chinese offices (GB/T 33190-2016): text objects laid out by `layout`.
//!
//! Pages in order, each with its templates. Lengths are millimetres in the file, points here. Not
//! read: composite objects, annotations, seals, attachments; text of pictures is not recognised.

mod page;

use std::collections::BTreeMap;
use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Properties;
use crate::read::archive;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::embedded;
use crate::read::layout;
use crate::read::layout::Page;
use crate::read::markup;
use crate::read::markup::Node;
use crate::read::ofd::page::Set;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// The file that names all others.
const ROOT: &str = "OFD.xml";

/// Pages of one file. More are no report, and each costs an entry of the archive.
const PAGES_MAX: usize = 20_000;

/// Width and height of A4, for a file that does not say. Unit: millimetres.
const A4: [f32; 2] = [210.0, 297.0];

/// Reads OFD packages.
pub(super) struct Ofd;

impl Reader for Ofd {
    fn recognises(&self, source: &Source) -> bool {
        archive::holds(source.bytes, ROOT)
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(archive) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("ofd", "truncated", "");
        };
        let mut package = Package { archive, source, is_broken: false };
        let Some(root) = package.part(ROOT) else {
            return source.unreadable("ofd", "truncated", "");
        };
        let (bodies, properties) = bodies(&root);
        let mut pages = Vec::new();
        let mut has_pictures = false;
        for body in bodies {
            package.document(&body, &mut pages, &mut has_pictures);
        }
        let is_empty = pages.iter().all(|page| page.glyphs.is_empty());
        match (is_empty, package.is_broken, has_pictures) {
            (true, true, _) => return source.unreadable("ofd", "truncated", ""),
            (true, _, true) => return source.unreadable("ofd", "image-only", ""),
            _ => {}
        }
        let mut text = Assembly::default();
        layout::lay_out(&pages, &mut text);
        let doubts = package.is_broken.then(|| "truncated".to_owned()).into_iter().collect();
        let pictures = embedded::of_package(&mut package.archive, source);
        let extract = Extract { format: "ofd", text, properties, encoding: None, doubts };
        source.document_with(extract, pictures)
    }
}

/// Where each document of the package begins, and what the first says of itself.
fn bodies(root: &str) -> (Vec<String>, Properties) {
    let mut values: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open = None;
    markup::walk(root, &mut |node| match node {
        Node::Begin(element) => {
            let name = markup::name(element).to_owned();
            values.entry(name.clone()).or_default().push(String::new());
            open = Some(name);
        }
        Node::Text(text) => {
            let value = open.as_ref().and_then(|name| values.get_mut(name));
            if let Some(value) = value.and_then(|values| values.last_mut()) {
                value.push_str(text);
            }
        }
        Node::End(_) => open = None,
    });
    let first = |name: &str| {
        let value = values.get(name)?.first()?.trim().to_owned();
        (!value.is_empty()).then_some(value)
    };
    let properties = Properties {
        title: first("Title"),
        author: first("Author"),
        created: first("CreationDate"),
        program: first("Creator"),
        identifiers: first("DocID").map(|id| format!("DocID {id}")).into_iter().collect(),
        ..Properties::default()
    };
    (values.remove("DocRoot").unwrap_or_default(), properties)
}

/// The files of a package.
struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    source: &'a Source<'a>,
    /// Something was missing or cut off.
    is_broken: bool,
}

/// What a document says of its pages.
#[derive(Default)]
struct Contents {
    /// Width and height of a page that does not say. Unit: millimetres.
    size: Option<[f32; 2]>,
    /// Files of templates by id.
    templates: BTreeMap<String, String>,
    /// Files of pages in order.
    pages: Vec<String>,
}

impl Package<'_> {
    /// The text of a part; `None` when it is missing.
    fn part(&mut self, name: &str) -> Option<String> {
        let Some((bytes, is_whole)) = archive::part(&mut self.archive, name, self.source) else {
            self.is_broken = true;
            return None;
        };
        self.is_broken |= !is_whole;
        Some(decode::decode(&bytes, "", None).text)
    }

    /// Appends the pages of the document whose root stands at `path`.
    fn document(&mut self, path: &str, pages: &mut Vec<Page>, has_pictures: &mut bool) {
        let path = markup::resolve("", path);
        let Some(root) = self.part(&path) else { return };
        let contents = contents(&root, &path);
        self.is_broken |= contents.1;
        let contents = contents.0;
        let mut templates: BTreeMap<String, Set> = BTreeMap::new();
        for (id, file) in &contents.templates {
            if let Some(xml) = self.part(file) {
                templates.insert(id.clone(), page::read(&xml, true).0);
            }
        }
        for file in contents.pages.iter().take(PAGES_MAX) {
            let Some(xml) = self.part(file) else { continue };
            let (mut set, is_whole) = page::read(&xml, false);
            self.is_broken |= !is_whole;
            for template in set.templates.iter().filter_map(|id| templates.get(id)) {
                set.glyphs.extend(&template.glyphs);
                set.has_pictures |= template.has_pictures;
            }
            *has_pictures |= set.has_pictures;
            let [width, height] = set.size.or(contents.size).unwrap_or(A4);
            let (width, height) = (page::points(width), page::points(height));
            pages.push(Page { width, height, glyphs: set.glyphs, rules: set.rules });
        }
    }
}

/// What the document at `path` says of its pages, and whether its XML breaks off.
fn contents(root: &str, path: &str) -> (Contents, bool) {
    let mut contents = Contents::default();
    let mut in_box = false;
    let is_whole = markup::walk(root, &mut |node| match node {
        Node::Begin(element) => {
            let place =
                markup::attribute(element, "BaseLoc").map(|place| markup::resolve(path, &place));
            match (markup::name(element), place) {
                ("TemplatePage", Some(place)) => {
                    let id = markup::attribute(element, "ID").unwrap_or_default();
                    contents.templates.insert(id, place);
                }
                ("Page", Some(place)) => contents.pages.push(place),
                ("PhysicalBox", _) => in_box = true,
                _ => {}
            }
        }
        Node::Text(text) if in_box => contents.size = page::size(text),
        Node::End("PhysicalBox") => in_box = false,
        _ => {}
    });
    (contents, !is_whole)
}
