//! Tests of the reading stage: files on disk, made here, in a folder of their own.

mod bad_input;
mod containers;
mod fixed;
mod formats;
mod office;
mod properties;
mod slides;
mod walking;
#[cfg(unix)]
mod working;

use std::fs;
use std::io::Cursor;
use std::io::Write as _;
use std::path::Path;

use tempfile::TempDir;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use crate::config::Read;
use crate::read::Document;
use crate::read::Entry;
use crate::read::Opened;
use crate::read::Part;
use crate::read::Verdict;
use crate::read::open;

/// A folder of its own for one test.
fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

/// Writes `bytes` under `name` in `folder`.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> String {
    let path = folder.join(name);
    fs::create_dir_all(path.parent().expect("a folder")).expect("folders");
    fs::write(&path, bytes).expect("a file");
    path.to_string_lossy().into_owned()
}

/// What `bytes` hold when they lie in a file `name`.
fn read_as(name: &str, bytes: &[u8], config: &Read) -> Opened {
    let folder = folder();
    let path = write(folder.path(), name, bytes);
    open(&Entry { name: name.to_owned(), path: path.into() }, config)
}

/// The only document of `bytes`.
fn read_one(bytes: &[u8]) -> Document {
    let mut opened = read_as("x", bytes, &Read::default());
    assert_eq!(opened.documents.len(), 1, "{:?}", opened.diagnostics);
    opened.documents.remove(0)
}

/// A zip archive of these entries.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        writer.start_file(*name, SimpleFileOptions::default()).expect("an entry");
        writer.write_all(bytes).expect("its bytes");
    }
    writer.finish().expect("an archive").into_inner()
}

/// A docx with this body and these further parts.
fn docx(body: &str, others: &[(&str, &str)]) -> Vec<u8> {
    let main = story(body);
    let others: Vec<(&str, String)> = others.iter().map(|(n, xml)| (*n, story(xml))).collect();
    let mut entries: Vec<(&str, &[u8])> =
        vec![("[Content_Types].xml", b"<Types/>"), ("word/document.xml", main.as_bytes())];
    entries.extend(others.iter().map(|(name, xml)| (*name, xml.as_bytes())));
    zipped(&entries)
}

fn story(body: &str) -> String {
    format!("<?xml version=\"1.0\"?><w:x xmlns:w=\"w\" xmlns:mc=\"mc\">{body}</w:x>")
}

/// The text of one part of a document.
fn of(document: &Document, part: Part) -> String {
    let chars: Vec<char> = document.text.chars().collect();
    let spans = document.parts.iter().filter(|span| span.part == part);
    spans.flat_map(|p| &chars[p.span.start as usize..p.span.end as usize]).collect()
}

/// The reason code of an unreadable document.
fn reason(document: &Document) -> &str {
    match &document.verdict {
        Verdict::Unreadable { reasons } => &reasons[0],
        other => panic!("{} is {other:?}", document.name),
    }
}

/// Asserts that the parts cover the text without gaps.
fn assert_covered(document: &Document) {
    let mut end = 0;
    for part in &document.parts {
        assert_eq!(part.span.start, end);
        assert!(part.span.end > end);
        end = part.span.end;
    }
    assert_eq!(end as usize, document.text.chars().count());
}
