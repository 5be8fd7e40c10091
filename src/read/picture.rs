//! Pictures: their text, where the settings ask for it to be recognised.

use crate::read::Opened;
use crate::read::Part;
use crate::read::Properties;
use crate::read::assembly::Assembly;
use crate::read::embedded::Gallery;
use crate::read::ocr;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// First bytes of picture files and the formats that they begin.
const SIGNATURES: [(&[u8], &str); 5] = [
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"GIF8", "gif"),
];

/// Reads pictures by recognising their text.
pub(super) struct Picture;

impl Reader for Picture {
    fn recognises(&self, source: &Source) -> bool {
        format(source).is_some()
    }

    fn read(&self, source: &Source) -> Opened {
        let format = format(source).unwrap_or("picture");
        let mut gallery = Gallery::new(source.config);
        gallery.add_file(source.bytes);
        let itself = gallery.finish();
        let unread = |detail: &str| {
            let mut opened = source.unreadable(format, "image-only", detail);
            opened.documents.iter_mut().for_each(|document| document.pictures = itself.clone());
            opened
        };
        if !source.config.ocr {
            return unread("");
        }
        match ocr::lines(&[ocr::Picture::file(source.bytes)], source.config) {
            Ok(lines) => {
                let mut text = Assembly::default();
                text.push(Part::Body, &lines.join("\n"));
                let extract = Extract {
                    format,
                    text,
                    properties: Properties::default(),
                    encoding: None,
                    doubts: vec!["recognised-text".to_owned()],
                };
                source.document_with(extract, itself)
            }
            Err(failure) => unread(&failure),
        }
    }
}

fn format(source: &Source) -> Option<&'static str> {
    SIGNATURES.iter().find(|(mark, _)| source.bytes.starts_with(mark)).map(|(_, name)| *name)
}
