//! odt: the text of an OpenDocument, its notes, comments and changes, headers and footers.
//!
//! Elements are told by their local names (OpenDocument 1.3, part 3).

mod styles;
mod walk;

use std::io::Cursor;

use zip::ZipArchive;

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::archive;
use crate::read::decode;
use crate::read::embedded;
use crate::read::flow::Stories;
use crate::read::markup;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Reads OpenDocument texts.
pub(super) struct Odt;

impl Reader for Odt {
    fn recognises(&self, source: &Source) -> bool {
        if !archive::is_zip(source.bytes) {
            return false;
        }
        let Ok(mut package) = ZipArchive::new(Cursor::new(source.bytes)) else { return false };
        let kind = archive::part(&mut package, "mimetype", source).unwrap_or_default().0;
        kind.starts_with(b"application/vnd.oasis.opendocument.text")
    }

    fn read(&self, source: &Source) -> Opened {
        let Ok(mut package) = ZipArchive::new(Cursor::new(source.bytes)) else {
            return source.unreadable("odt", "truncated", "");
        };
        let manifest = part(&mut package, "META-INF/manifest.xml", source).unwrap_or_default();
        if manifest.contains("encryption-data") {
            return source.unreadable("odt", "encrypted", "");
        }
        let Some(content) = part(&mut package, "content.xml", source) else {
            return source.unreadable("odt", "truncated", "");
        };
        let page = part(&mut package, "styles.xml", source).unwrap_or_default();
        let mut hidden = styles::hidden(&page);
        hidden.extend(styles::hidden(&content));
        let mut stories = Stories::default();
        let mut formula = |name: &str| {
            let name = format!("{}/content.xml", name.trim_start_matches("./"));
            part(&mut package, &name, source).map(|xml| walk::formula(&xml)).unwrap_or_default()
        };
        let is_whole = walk::read(&content, &hidden, &mut formula, (Part::Body, &mut stories));
        // A damaged page style costs headers alone.
        let mut none = |_: &str| String::new();
        walk::read(&page, &hidden, &mut none, (Part::Header, &mut stories));
        let pictures = embedded::of_package(&mut package, source);
        let extract = Extract {
            format: "odt",
            text: stories.assemble(),
            properties: properties(&part(&mut package, "meta.xml", source).unwrap_or_default()),
            encoding: None,
            doubts: (!is_whole).then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}

/// The XML of a part, as far as it can be unpacked.
fn part(package: &mut ZipArchive<Cursor<&[u8]>>, name: &str, source: &Source) -> Option<String> {
    let (bytes, _) = archive::part(package, name, source)?;
    Some(decode::decode(&bytes, "", None).text)
}

/// What the document says of itself.
fn properties(meta: &str) -> Properties {
    Properties {
        title: markup::element(meta, "title"),
        author: markup::element(meta, "initial-creator"),
        last_author: markup::element(meta, "creator"),
        created: markup::element(meta, "creation-date"),
        program: markup::element(meta, "generator"),
        ..Properties::default()
    }
}
