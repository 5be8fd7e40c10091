//! docx, and the wps files of today that are shaped like it: the package and its stories.
//!
//! Body in reading order; then footnotes, endnotes, headers, footers, comments, and what is hidden
//! or was deleted with changes tracked. Not read: charts, SmartArt, embedded documents.

mod story;

use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive;
use crate::read::assembly::Assembly;
use crate::read::decode;
use crate::read::flow::Flow;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;
use crate::read::unsupported;

/// Bytes at the start in which a package whose directory is lost names its parts.
const HEAD_BYTES: usize = 64 << 10;

/// Stories after the body: how their file names begin, and what their text is.
const STORIES: [(&str, Part); 5] = [
    ("footnotes", Part::Footnote),
    ("endnotes", Part::Endnote),
    ("header", Part::Header),
    ("footer", Part::Footer),
    ("comments", Part::Comment),
];

/// Reads word-processing packages.
pub(super) struct Docx;

impl Reader for Docx {
    fn recognises(&self, source: &Source) -> bool {
        if !archive::is_zip(source.bytes) {
            return false;
        }
        match archive::names(source.bytes) {
            Some(names) => main_part(&names).is_some(),
            None => {
                let head = &source.bytes[..source.bytes.len().min(HEAD_BYTES)];
                unsupported::contains(head, b"word/")
                    && unsupported::contains(head, b"[Content_Types].xml")
            }
        }
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(mut package) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("docx", "truncated", "");
        };
        let mut names: Vec<String> =
            package.file_names_raw().map(|n| String::from_utf8_lossy(n).into_owned()).collect();
        names.sort_by_key(|name| (name.len(), name.clone()));
        let Some(main) = main_part(&names) else {
            return source.unreadable("docx", "truncated", "");
        };
        let stories = Stories::read(&mut package, &names, main, source);
        if stories.is_encrypted {
            return source.unreadable("docx", "encrypted", "");
        }
        if stories.is_broken && !stories.has_text {
            return source.unreadable("docx", "truncated", "");
        }
        let properties = properties(&mut package, source);
        source.document(Extract {
            format: "docx",
            text: stories.text,
            properties,
            encoding: None,
            doubts: stories.is_broken.then(|| "truncated".to_owned()).into_iter().collect(),
        })
    }
}

/// The name of the main story: `word/document.xml`, or as some programs call it `document2.xml`.
fn main_part(names: &[String]) -> Option<&String> {
    let is_main = |name: &&String| {
        let stem = name.strip_prefix("word/document").and_then(|rest| rest.strip_suffix(".xml"));
        stem.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    };
    names.iter().find(is_main)
}

/// All stories of a package.
struct Stories {
    text: Assembly,
    has_text: bool,
    is_broken: bool,
    is_encrypted: bool,
}

impl Stories {
    fn read(
        package: &mut ZipArchive<Cursor<&[u8]>>,
        names: &[String],
        main: &str,
        source: &Source,
    ) -> Self {
        let mut all = Self {
            text: Assembly::default(),
            has_text: false,
            is_broken: false,
            is_encrypted: false,
        };
        if let Some(index) = package.index_for_name(main) {
            all.is_encrypted = package.by_index_raw(index).is_ok_and(|entry| entry.encrypted());
        }
        let (mut hidden, mut deleted) = (String::new(), String::new());
        let mut story = |package: &mut _, name: &str, part: Part| {
            let mut flow = Flow::new(part);
            let xml = archive::part(package, name, source);
            let whole = xml.is_some_and(|(bytes, whole)| {
                story::read(&decode::decode(&bytes, "", None).text, &mut flow) && whole
            });
            all.is_broken |= !whole;
            hidden.push_str(&flow.hidden);
            deleted.push_str(&flow.deleted);
            flow.take_pieces()
        };
        let body = story(package, main, Part::Body);
        let mut sections = Vec::new();
        for (stem, part) in STORIES {
            let mut text = String::new();
            for name in names.iter().filter(|name| is_story(name, stem)) {
                text.extend(story(package, name, part).into_iter().map(|(_, text)| text));
            }
            sections.push((part, text));
        }
        sections.extend([(Part::Hidden, hidden), (Part::Deleted, deleted)]);
        for (part, text) in body {
            all.has_text |= !text.trim().is_empty();
            all.text.push(part, &text);
        }
        for (part, text) in sections {
            all.has_text |= !text.trim().is_empty();
            all.text.push_section(part, &text);
        }
        all
    }
}

/// True for `word/`, `stem`, perhaps a number, `.xml`.
fn is_story(name: &str, stem: &str) -> bool {
    let rest = name.strip_prefix("word/").and_then(|rest| rest.strip_prefix(stem));
    let number = rest.and_then(|rest| rest.strip_suffix(".xml"));
    number.is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
}

/// What the package says of itself.
fn properties(package: &mut ZipArchive<Cursor<&[u8]>>, source: &Source) -> Properties {
    let mut value = |part: &str, element: &str| {
        let (bytes, _) = archive::part(package, part, source)?;
        story::element(&decode::decode(&bytes, "", None).text, element)
    };
    Properties {
        title: value("docProps/core.xml", "title"),
        author: value("docProps/core.xml", "creator"),
        last_author: value("docProps/core.xml", "lastModifiedBy"),
        created: value("docProps/core.xml", "created"),
        company: value("docProps/app.xml", "Company"),
    }
}
