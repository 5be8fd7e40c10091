//! rtf: groups, control words and bytes -> stories. Chinese files write bytes of the font's code
//! page (`\'d5\'e2`), or Unicode with a stand-in behind (`\u36825?`).

mod state;
mod tokens;

use crate::read::Opened;
use crate::read::embedded::Gallery;
use crate::read::source::Extract;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Reads Rich Text.
pub(super) struct Rtf;

impl Reader for Rtf {
    fn recognises(&self, source: &Source) -> bool {
        source.bytes.starts_with(b"{\\rtf")
    }

    fn read(&self, source: &Source) -> Opened {
        let mut interpreter = state::Interpreter::default();
        for token in tokens::Tokens::new(source.bytes) {
            interpreter.take(token);
        }
        let is_whole = interpreter.is_closed();
        let (stories, properties, pictures) = interpreter.finish();
        let mut gallery = Gallery::new(source.config);
        pictures.iter().for_each(|digits| gallery.add_file(&unhex(digits)));
        let extract = Extract {
            format: "rtf",
            text: stories.assemble(),
            properties,
            encoding: None,
            doubts: (!is_whole).then(|| "truncated".to_owned()).into_iter().collect(),
        };
        source.document_with(extract, gallery.finish())
    }
}

/// The bytes that hexadecimal digits stand for; what is no digit is passed over.
fn unhex(digits: &[u8]) -> Vec<u8> {
    let values = digits.iter().filter_map(|digit| char::from(*digit).to_digit(16));
    let values: Vec<u8> = values.filter_map(|value| u8::try_from(value).ok()).collect();
    values.chunks_exact(2).map(|pair| pair[0] << 4 | pair[1]).collect()
}
