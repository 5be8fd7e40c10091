//! doc of Word 6 to 2003, and old wps files: text by its piece table, shown, hidden and deleted.
//!
//! The text of all stories stands in one row of characters: body, footnotes, headers, comments,
//! endnotes, text boxes of the body, text boxes of the headers (MS-DOC, section 2.3).

mod fib;
mod formats;
mod pieces;
mod stories;

use crate::read::Opened;
use crate::read::compound::Compound;
use crate::read::embedded;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Reads old word-processing files.
pub(super) struct Doc;

impl Reader for Doc {
    fn recognises(&self, source: &Source) -> bool {
        Compound::open(source.bytes)
            .is_some_and(|file| file.has("WordDocument") && !file.has("EncryptedPackage"))
    }

    fn read(&self, source: &Source) -> Opened {
        let Some(mut file) = Compound::open(source.bytes) else {
            return source.unreadable("doc", "truncated", "");
        };
        let main = file.stream("WordDocument", source).unwrap_or_default();
        let Some(fib) = fib::Fib::read(&main) else {
            return source.unreadable("doc", "truncated", "");
        };
        if fib.is_encrypted {
            return source.unreadable("doc", "encrypted", "");
        }
        let table = match fib.table {
            Some(name) => file.stream(name, source).unwrap_or_default(),
            None => main.clone(),
        };
        let Some(text) = pieces::read(&fib, &main, &table) else {
            return source.unreadable("doc", "truncated", "");
        };
        let is_short = text.units.len() < fib.length();
        let formats = formats::Formats::read(&fib, &main, &table);
        let data = file.stream("Data", source).unwrap_or_default();
        let pictures = embedded::of_records(&[&main, &data], source.config);
        let extract = Extract {
            format: "doc",
            text: stories::read(&fib, &table, &text, &formats).assemble(),
            properties: file.properties(source),
            encoding: None,
            doubts: is_short.then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, pictures)
    }
}
