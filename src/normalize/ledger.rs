//! The ledger of a stretch of text: what smells of evasion, counted, with the first places.

use std::collections::BTreeMap;

use super::Symbols;
use crate::model::CharSpan;
use crate::read::Document;
use crate::read::Part;

/// Places that are kept of each kind; a person looks at two or three.
const PLACES_MAX: usize = 3;

/// Longest place that is kept. Unit: code points.
const PLACE_LENGTH_MAX: u32 = 40;

/// Something that smells of evasion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trick {
    /// Characters concerned.
    pub count: u64,
    /// The first places, in code points of the document.
    pub places: Vec<CharSpan>,
}

/// Tricks by kind: `zero-width`, `look-alike`, ….
pub type Ledger = BTreeMap<&'static str, Trick>;

/// Notes `count` characters of `kind` at `place`.
pub(super) fn note(ledger: &mut Ledger, kind: &'static str, count: u64, place: CharSpan) {
    let trick = ledger.entry(kind).or_default();
    trick.count += count;
    if trick.places.len() < PLACES_MAX {
        let end = place.end.min(place.start + PLACE_LENGTH_MAX);
        trick.places.push(CharSpan::new(place.start, end));
    }
}

/// The ledger of the symbols that were cut from `span` of `document`, hidden text included.
pub fn ledger(document: &Document, span: CharSpan, symbols: &Symbols) -> Ledger {
    let mut ledger = symbols.evasion.clone();
    for part in document.parts.iter().filter(|part| part.part == Part::Hidden) {
        let length = part.span.overlap(span);
        if length > 0 {
            let start = part.span.start.max(span.start);
            let place = CharSpan::new(start, start + length);
            note(&mut ledger, "hidden-text", u64::from(length), place);
        }
    }
    ledger
}

/// The text of a place with a few characters around it on its line; what cannot be seen is
/// written as its code, such as `<U+200B>`.
pub fn shown(text: &[char], place: CharSpan) -> String {
    /// Characters before and after.
    const AROUND: usize = 6;
    let (start, end) = (place.start as usize, (place.end as usize).min(text.len()));
    let is_line_end = |c: &char| matches!(c, '\n' | '\r' | '\u{c}');
    let before = text[..start].iter().rev().take(AROUND).take_while(|c| !is_line_end(c)).count();
    let after = text[end..].iter().take(AROUND).take_while(|c| !is_line_end(c)).count();
    let shown = text[start - before..end + after].iter().map(|&c| match c {
        c if is_line_end(&c) => " ".to_owned(),
        c if super::fold::invisible(c).is_some() => format!("<U+{:04X}>", u32::from(c)),
        c => c.to_string(),
    });
    shown.collect::<String>().trim().to_owned()
}
