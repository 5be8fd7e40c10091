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
const SIGNATURES: [(&[u8], &str); 15] = [
    (b"{\\rtf", "rtf"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"\x1f\x8b\x08", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"PAR1", "parquet"),
    (b"SQLite format 3\0", "sqlite"),
    (b"%!PS", "postscript"),
];

/// Streams of a compound file, in the UTF-16 of its directory, and the format that they make.
const STREAMS: [(&str, &str); 5] = [
    ("EncryptedPackage", "encrypted-office"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0", "msg"),
];

/// Entries of a zip package and the format that they make.
const PACKAGES: [(&str, &str); 6] = [
    ("xl/workbook.xml", "xlsx"),
    ("xl/workbook.bin", "xlsb"),
    ("ppt/presentation.xml", "pptx"),
    ("META-INF/container.xml", "epub"),
    ("META-INF/manifest.xml", "odf"),
    ("Index/Document.iwa", "iwork"),
];

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
    is_mail(&source.head).then_some("eml")
}

/// True when the text begins with the header of a mail.
fn is_mail(head: &str) -> bool {
    let header = head.split("\n\n").next().unwrap_or_default();
    let begins = |line: &str| line.to_ascii_lowercase().starts_with("mime-version:");
    let first = header.lines().next().unwrap_or_default();
    let field = first.split(':').next().unwrap_or_default();
    first.contains(": ")
        && field.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && header.lines().any(begins)
}

/// True when `needle` occurs in `bytes`.
pub(super) fn contains(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}
