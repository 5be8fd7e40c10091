//! rtf: groups, control words and bytes -> stories. Chinese files write bytes of the font's code
//! page (`\'d5\'e2`), or Unicode with a stand-in behind (`\u36825?`).

mod state;
mod tokens;

use crate::read::Opened;
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
        let (stories, properties) = interpreter.finish();
        source.document(Extract {
            format: "rtf",
            text: stories.assemble(),
            properties,
            encoding: None,
            doubts: (!is_whole).then(|| "truncated".to_owned()).into_iter().collect(),
        })
    }
}
