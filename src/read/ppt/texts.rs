//! Text records -> strings, in the order of the shapes that hold them.

use crate::read::compound::size_at;
use crate::read::ppt::records::Record;
use crate::read::ppt::records::kind;

/// Placeholders for date, number, footer and header of a slide (section 2.13.23).
const FOOTERS: std::ops::RangeInclusive<u8> = 7..=10;

/// The text of one shape.
pub(super) struct Text {
    pub(super) text: String,
    /// It stands on every slide.
    pub(super) is_footer: bool,
}

/// Texts under construction.
#[derive(Default)]
pub(super) struct Texts {
    all: Vec<Vec<u16>>,
    /// The number of the text to which the record before belonged is open to its marks.
    is_open: bool,
}

impl Texts {
    /// Takes a record, if it is text or belongs to it.
    pub(super) fn take(&mut self, record: Record) {
        match record.kind {
            kind::TEXT_HEADER => {
                self.all.push(Vec::new());
                self.is_open = true;
            }
            kind::TEXT_CHARS | kind::TEXT_BYTES => self.text(units(record)),
            made if kind::MADE_TEXT.contains(&made) => {
                let place = size_at(record.content, 0).unwrap_or(usize::MAX);
                if let Some(unit) = self.all.last_mut().and_then(|text| text.get_mut(place)) {
                    *unit = 0;
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, units: Vec<u16>) {
        match self.all.last_mut() {
            Some(text) if self.is_open && text.is_empty() => *text = units,
            _ => self.all.push(units),
        }
        self.is_open = false;
    }

    /// The texts, without what the program makes anew each time.
    pub(super) fn strings(self) -> Vec<String> {
        self.all.iter().map(|units| decode(units)).collect()
    }
}

/// The texts of a slide or its notes in the order of its shapes. What stands in the `outline`
/// only and in no shape comes last.
pub(super) fn of_slide(slide: Record, outline: &[String]) -> Vec<Text> {
    let mut shapes: Vec<(bool, Texts, Vec<usize>)> = Vec::new();
    let mut is_in_outline = vec![true; outline.len()];
    slide.each(&mut |record| match (record.kind, shapes.last_mut()) {
        (kind::SHAPE, _) => shapes.push((false, Texts::default(), Vec::new())),
        (kind::PLACEHOLDER, Some((is_footer, ..))) => {
            *is_footer = record.content.get(4).is_some_and(|place| FOOTERS.contains(place));
        }
        (kind::OUTLINE_TEXT, Some((.., references))) => {
            references.extend(size_at(record.content, 0));
        }
        (_, Some((_, texts, _))) => texts.take(record),
        _ => {}
    });
    let mut found = Vec::new();
    for (is_footer, texts, references) in shapes {
        for index in references {
            if is_in_outline.get_mut(index).is_some_and(std::mem::take) {
                found.push(Text { text: outline[index].clone(), is_footer });
            }
        }
        found.extend(texts.strings().into_iter().map(|text| Text { text, is_footer }));
    }
    let rest = outline.iter().zip(is_in_outline).filter(|(_, is_left)| *is_left);
    found.extend(rest.map(|(text, _)| Text { text: text.clone(), is_footer: false }));
    found.retain(|text| !text.text.trim().is_empty());
    found
}

/// The text of a string record.
pub(super) fn string(record: Record) -> String {
    decode(&units(record))
}

/// UTF-16, or the low halves of its units (section 2.9.42).
fn units(record: Record) -> Vec<u16> {
    if record.kind == kind::TEXT_BYTES {
        return record.content.iter().map(|byte| u16::from(*byte)).collect();
    }
    let pairs = record.content.chunks_exact(2);
    pairs.map(|pair| u16::from_le_bytes([pair[0], pair[1]])).collect()
}

/// Paragraphs end with U+000D, lines with U+000B.
fn decode(units: &[u16]) -> String {
    let text = char::decode_utf16(units.iter().copied().filter(|unit| *unit != 0));
    let character = |c: Result<char, _>| match c.unwrap_or(char::REPLACEMENT_CHARACTER) {
        '\r' | '\u{b}' => '\n',
        c => c,
    };
    text.map(character).collect()
}
