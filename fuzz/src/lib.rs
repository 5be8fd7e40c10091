//! What the targets share: bytes -> a file of a format -> its documents, checked.
//!
//! A package (zip or compound file) is packed here from a plain text, so that mutation reaches
//! the parts and is not stopped by a checksum: `--- NAME` begins a part, what follows is its
//! content. Input that begins as a package does is taken as it is.

use std::io::Cursor;
use std::io::Write as _;

use leitong::config::Read;
use leitong::read;
use leitong::read::Document;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// What begins a part.
const MARK: &[u8] = b"--- ";

/// Bytes that are tried at once; more says nothing that less does not.
const BYTES_MAX: usize = 1 << 20;

/// Reads `bytes` as they are.
pub fn file(bytes: &[u8]) {
    if bytes.len() > BYTES_MAX {
        return;
    }
    let config = Read { allow_classified: true, ..Read::default() };
    let opened = read::open_bytes("input", bytes, &config);
    opened.documents.iter().for_each(check);
}

/// Reads the zip package of the parts in `bytes`.
pub fn zip_package(bytes: &[u8]) {
    if bytes.starts_with(b"PK") {
        return file(bytes);
    }
    let mut package = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts(bytes) {
        let is_begun = package.start_file(name, SimpleFileOptions::default()).is_ok();
        if !is_begun || package.write_all(content).is_err() {
            return;
        }
    }
    if let Ok(packed) = package.finish() {
        file(&packed.into_inner());
    }
}

/// Reads the compound file of the streams in `bytes`.
pub fn compound_file(bytes: &[u8]) {
    if bytes.starts_with(b"\xd0\xcf\x11\xe0") {
        return file(bytes);
    }
    let Ok(mut compound) = cfb::CompoundFile::create(Cursor::new(Vec::new())) else { return };
    for (name, content) in parts(bytes) {
        let stream = compound.create_stream(name);
        if stream.and_then(|mut stream| stream.write_all(content)).is_err() {
            return;
        }
    }
    file(&compound.into_inner().into_inner());
}

/// The parts that a plain text describes.
fn parts(bytes: &[u8]) -> Vec<(String, &[u8])> {
    let starts = (0..bytes.len())
        .filter(|&at| bytes[at..].starts_with(MARK) && (at == 0 || bytes[at - 1] == b'\n'));
    let starts: Vec<usize> = starts.collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let part = |(start, end): (usize, usize)| {
        let part = &bytes[start + MARK.len()..end];
        let line = part.iter().position(|byte| *byte == b'\n').unwrap_or(part.len());
        let name = String::from_utf8_lossy(&part[..line]).into_owned();
        let content = &part[(line + 1).min(part.len())..];
        // The line end before the next mark is the mark's.
        (name, content.strip_suffix(b"\n").unwrap_or(content))
    };
    starts.iter().copied().zip(ends).map(part).collect()
}

/// What holds for every document, however broken its file is.
fn check(document: &Document) {
    let length = document.text.chars().count() as u32;
    let mut end = 0;
    for part in &document.parts {
        assert_eq!(part.span.start, end, "parts cover the text without gaps");
        end = part.span.end;
    }
    assert_eq!(end, length, "parts cover the whole text");
    assert!(document.pages.is_sorted(), "pages are in order");
    assert!(document.pages.iter().all(|page| *page <= length), "pages begin in the text");
    assert!(document.verdict.is_readable() || length == 0, "unreadable text is no text");
}
