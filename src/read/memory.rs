//! Texts that are in memory already, such as those of a table of another program.

use crate::config::Read;
use crate::read::Document;
use crate::read::Opened;
use crate::read::source;
use crate::read::verdict;

/// What the format of such a document is called.
const FORMAT: &str = "text";

/// The documents of texts by name; the names are distinct.
///
/// Never fails: a text without a visible character is a document with the verdict `unreadable`.
///
/// # Cost
/// One pass over each text.
pub fn texts(texts: Vec<(String, String)>, config: &Read) -> Opened {
    let document = |(name, text): (String, String)| {
        let (text, parts) = source::body(&text);
        let content_hash = source::hash(text.as_bytes());
        let verdict = verdict::judge(&text, Vec::new(), 0, config);
        Document { name, content_hash, verdict, text, parts, format: FORMAT, ..Document::default() }
    };
    source::with_diagnostics(texts.into_iter().map(document).collect(), Vec::new())
}
