//! The piece table: which bytes of the main stream are which characters (MS-DOC, section 2.8.35).

use encoding_rs::Encoding;
use encoding_rs::WINDOWS_1252;

use crate::read::compound::size_at;
use crate::read::compound::u16_at;
use crate::read::compound::u32_at;
use crate::read::doc::fib;
use crate::read::doc::fib::Fib;
use crate::read::doc::fib::Structure;

/// Bit of a piece's offset: one byte a character.
const COMPRESSED: u32 = 1 << 30;

/// Second byte of a character of two bytes that count as two places.
pub(super) const NOTHING: u16 = 0xffff;

/// All characters of a file.
#[derive(Default)]
pub(super) struct Text {
    /// UTF-16, one unit a place.
    pub(super) units: Vec<u16>,
    /// For each unit the offset of its byte, by which its format is found.
    pub(super) offsets: Vec<u32>,
}

/// The characters of the file, as far as they are there; `None` without any place for them.
pub(super) fn read(fib: &Fib, main: &[u8], table: &[u8]) -> Option<Text> {
    let mut text = Text::default();
    let length_max = fib.length();
    match piece_table(fib.structure(Structure::Pieces, table)) {
        Some(pieces) => {
            for (start, end, data) in fib::entries(pieces, 8) {
                let length = end.saturating_sub(start).min(length_max - text.units.len());
                piece(u32_at(data, 2)?, length, (fib, main), &mut text);
            }
        }
        None => {
            let (start, end) = fib.text;
            let bytes = main.get(start..end.min(main.len()))?;
            let bytes = &bytes[..bytes.len().min(length_max)];
            narrow(bytes, start, fib.encoding, &mut text);
        }
    }
    Some(text)
}

/// The table of pieces behind the property modifiers.
fn piece_table(mut bytes: &[u8]) -> Option<&[u8]> {
    loop {
        match bytes.first()? {
            1 => bytes = bytes.get(3 + usize::from(u16_at(bytes, 1)?)..)?,
            2 => return bytes.get(5..5usize.checked_add(size_at(bytes, 1)?)?),
            _ => return None,
        }
    }
}

fn piece(place: u32, length: usize, (fib, main): (&Fib, &[u8]), text: &mut Text) {
    let at = (place & (COMPRESSED - 1)) as usize;
    if fib.is_wide && place & COMPRESSED == 0 {
        let bytes = cut(main, at, length.saturating_mul(2));
        for (i, pair) in bytes.chunks_exact(2).enumerate() {
            text.units.push(u16::from_le_bytes([pair[0], pair[1]]));
            text.offsets.push(u32::try_from(at + 2 * i).unwrap_or(u32::MAX));
        }
        return;
    }
    let at = if fib.is_wide { at / 2 } else { at };
    let bytes = cut(main, at, length);
    let is_pairs =
        !fib.is_wide || (fib.encoding != WINDOWS_1252 && is_multibyte(bytes, fib.encoding));
    let encoding = if is_pairs { fib.encoding } else { WINDOWS_1252 };
    narrow(bytes, at, encoding, text);
}

/// `length` bytes from `at`, as far as they are there.
fn cut(main: &[u8], at: usize, length: usize) -> &[u8] {
    let end = at.saturating_add(length).min(main.len());
    main.get(at..end).unwrap_or_default()
}

/// True when the bytes above ASCII are characters of the language's own encoding. Word 97 wrote
/// Western text there, other programs also text of their own.
fn is_multibyte(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    if high == 0 || encoding.is_single_byte() {
        return false;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes);
    text.is_some_and(|text| {
        let han = text.chars().filter(|c| ('\u{3000}'..='\u{9fff}').contains(c)).count();
        han * 2 == high
    })
}

/// Text of one byte a place; a character of two bytes takes two places.
fn narrow(bytes: &[u8], at: usize, encoding: &'static Encoding, text: &mut Text) {
    let mut rest = bytes;
    let mut offset = at;
    while let Some(first) = rest.first() {
        let pair = rest.get(..2).filter(|_| !first.is_ascii() && !encoding.is_single_byte());
        let wide = pair.and_then(|pair| {
            let decoded = encoding.decode_without_bom_handling_and_without_replacement(pair)?;
            let mut chars = decoded.chars();
            chars.next().filter(|_| chars.next().is_none())
        });
        let mut push = |unit: u16| {
            text.units.push(unit);
            text.offsets.push(u32::try_from(offset).unwrap_or(u32::MAX));
            offset += 1;
        };
        if let Some(unit) = wide.and_then(|c| u16::try_from(u32::from(c)).ok()) {
            push(unit);
            push(NOTHING);
            rest = &rest[2..];
        } else {
            let (decoded, _) = encoding.decode_without_bom_handling(&rest[..1]);
            push(decoded.encode_utf16().next().unwrap_or(NOTHING));
            rest = &rest[1..];
        }
    }
}
