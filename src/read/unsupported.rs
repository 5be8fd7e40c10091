//! Formats without a reader, told by content so that they can be named.

use crate::read::Opened;
use crate::read::archive;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Names the format and leaves the content alone.
pub(super) struct Unsupported;

impl Reader for Unsupported {
    fn recognises(&self, source: &Source) -> bool {
        name(source).is_some()
    }

    fn read(&self, source: &Source) -> Opened {
        match name(source) {
            Some("encrypted-office") => source.unreadable("encrypted-office", "encrypted", ""),
            format => {
                let format = format.unwrap_or("unknown");
                source.unreadable(format, "unsupported-format", format)
            }
        }
    }
}

/// First bytes and the format that they begin.
const SIGNATURES: [(&[u8], &str); 6] = [
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"SQLite format 3\0", "sqlite"),
    (b"%!PS", "postscript"),
];

/// Streams of a compound file, in the UTF-16 of its directory, and the format that they make.
const STREAMS: [(&str, &str); 3] =
    [("EncryptedPackage", "encrypted-office"), ("PP40", "ppt95"), ("__substg1.0", "msg")];

/// Entries of a zip package and the format that they make.
const PACKAGES: [(&str, &str); 2] =
    [("META-INF/manifest.xml", "odf"), ("Index/Document.iwa", "iwork")];

/// The name of a format that has no reader.
fn name(source: &Source) -> Option<&'static str> {
    let bytes = source.bytes;
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let found = STREAMS.iter().find(|(stream, _)| {
            let wide: Vec<u8> = stream.encode_utf16().flat_map(u16::to_le_bytes).collect();
            contains(bytes, &wide)
        });
        return Some(found.map_or("ole", |(_, name)| name));
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Some(name);
    }
    if archive::is_zip(bytes) {
        let names = archive::names(bytes)?;
        let found = PACKAGES.iter().find(|(entry, _)| names.iter().any(|name| name == entry));
        return found.map(|(_, name)| *name);
    }
    None
}

/// True when `needle` occurs in `bytes`.
pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
