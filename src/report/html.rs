//! `index.html`: one file with the rows, the texts, the words and the viewer.
//!
//! The rows stand in it as data that no browser runs, in blocks that the viewer parses when it
//! needs them. The only script and the only style that may run are those of this program, allowed
//! by their hash; everything else, the network included, is forbidden by the page's own policy, and
//! so is turning text into mark-up (trusted types). The viewer puts text into the page as text,
//! so whatever a document holds stays text.
//!
//! `viewer.js` and `viewer.css` are built from `web/`; `web/README.md` says how.

mod blocks;
mod numbers;
mod rows;
mod strongest;

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::config::HTML_REPORTS_MAX;
use crate::config::HTML_STRONGEST_REPORTS;
use crate::model::Lang;
use crate::report::Context;
use crate::report::html::blocks::Page;
use crate::report::html::strongest::strongest;
use crate::report::rows::Rows;
use crate::report::words;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/viewer.css");
const SCRIPT: &str = include_str!("html/viewer.js");

/// Writes the page.
///
/// # Errors
/// Those of `out`.
///
/// # Cost
/// Holds one block of the page's data in memory at a time.
pub fn write(rows: &Rows, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let cut = rows.documents.len() > HTML_REPORTS_MAX;
    let strongest = cut.then(|| strongest(rows, HTML_STRONGEST_REPORTS));
    let page = Page::of(rows, strongest.as_ref().unwrap_or(rows), context);
    let lang = context.lang;
    for piece in PAGE.split_inclusive(['{', '}']) {
        let words = match piece {
            "lang}" if lang == Lang::Zh => "zh",
            "lang}" => "en",
            "title}" => words::word("ui.title", lang),
            "noscript}" => words::word("ui.noscript", lang),
            "style}" => STYLE,
            "script}" => SCRIPT,
            "script-hash}" => &hash(SCRIPT),
            "style-hash}" => &hash(STYLE),
            "first-blocks}" => {
                page.write_first(out)?;
                ""
            }
            "other-blocks}" => {
                page.write_rest(out)?;
                ""
            }
            frame => frame.trim_end_matches('{'),
        };
        out.write_all(words.as_bytes())?;
    }
    Ok(())
}

/// The texts that a page holds, by document.
///
/// # Errors
/// For a page whose blocks are not those that [`write()`] writes.
pub(super) fn texts(page: &str) -> serde_json::Result<BTreeMap<String, String>> {
    // No block holds a `<`, so the next one ends it.
    let blocks = page.split(blocks::OPENING).skip(1).filter_map(|rest| {
        let (name, rest) = rest.split_once("\">")?;
        Some((name, rest.split('<').next().unwrap_or_default()))
    });
    let mut names: Vec<String> = Vec::new();
    let mut texts: Vec<Option<String>> = Vec::new();
    for (name, json) in blocks {
        if name == blocks::REPORTS {
            names = serde_json::from_str::<Documents>(json)?.documents;
        } else if name.starts_with(blocks::TEXT) {
            texts.extend(serde_json::from_str::<Vec<Option<String>>>(json)?);
        }
    }
    Ok(names.into_iter().zip(texts).filter_map(|(name, text)| Some((name, text?))).collect())
}

/// What of the block of reports is read back.
#[derive(Deserialize)]
struct Documents {
    documents: Vec<String>,
}

/// A source expression of the Content Security Policy, level 3, section 2.3.1.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

#[cfg(test)]
mod tests;
