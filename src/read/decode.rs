//! Bytes -> text in the encoding that was given, marked, declared or found out.
//!
//! Order: the user's word, byte-order mark, valid UTF-8, UTF-16 by the look of its units, what the
//! file declares (HTML; checked by decoding), chardetng on the first 64 KiB. A result full of
//! replacement characters is tried again in the encodings of Chinese files.

use chardetng::EncodingDetector;
use chardetng::Iso2022JpDetection;
use chardetng::Utf8Detection;
use encoding_rs::BIG5;
use encoding_rs::Encoding;
use encoding_rs::GB18030;
use encoding_rs::GBK;
use encoding_rs::ISO_2022_JP;
use encoding_rs::UTF_8;
use encoding_rs::UTF_16BE;
use encoding_rs::UTF_16LE;

/// Bytes that are looked at to find the encoding out: 64 KiB, as chardetng reads 5 MB/s.
const SAMPLE_BYTES: usize = 64 << 10;

/// The smallest byte that can follow the first of a character: a digit, in GB18030.
const FIRST_SECOND_BYTE: u8 = 0x30;

/// Damaged sequences in UTF-8 that is still UTF-8: one in this many. Chinese text in another
/// encoding breaks UTF-8 at nearly every character.
const UTF8_DAMAGE_ONE_IN: usize = 20;

/// Percent of 16-bit units that must look like Chinese or ASCII text in UTF-16.
const UTF16_PERCENT_MIN: usize = 90;

/// Characters lost, one in this many, that make another encoding be tried.
const LOST_ONE_IN: usize = 100;

/// Decoded text.
pub(super) struct Decoded {
    /// The text without its byte-order mark, newlines untouched.
    pub(super) text: String,
    /// The encoding's name, such as `GB18030`.
    pub(super) encoding: &'static str,
    /// True when the encoding is a guess that lost characters.
    pub(super) in_doubt: bool,
}

/// True when `label` names an encoding, or is empty.
pub(super) fn is_known(label: &str) -> bool {
    label.is_empty() || Encoding::for_label(label.as_bytes()).is_some()
}

/// Decodes `bytes`. `label` is the user's word (an unknown one counts as empty), `declared` what
/// the file says of itself.
pub(super) fn decode(bytes: &[u8], label: &str, declared: Option<&str>) -> Decoded {
    if let Some(encoding) = Encoding::for_label(label.as_bytes()) {
        return with(widen(encoding), bytes);
    }
    if let Some(decoded) = utf32(bytes) {
        return decoded;
    }
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return with(encoding, bytes);
    }
    let sample = &bytes[..bytes.len().min(SAMPLE_BYTES)];
    // ASCII in UTF-16 is valid UTF-8 full of NULs.
    if sample.contains(&0)
        && let Some(encoding) = utf16(sample)
    {
        return with(encoding, bytes);
    }
    if is_utf8(sample) && !has_escapes(sample) {
        let decoded = with(UTF_8, bytes);
        if !loses(&decoded.text) {
            return decoded;
        }
    }
    if let Some(encoding) = utf16(sample) {
        return with(encoding, bytes);
    }
    let guess = guess(bytes);
    let declared = declared.and_then(|label| Encoding::for_label(label.as_bytes()));
    if let Some(encoding) = declared.filter(|encoding| believable(encoding, guess)) {
        let decoded = with(widen(encoding), bytes);
        if !loses(&decoded.text) {
            return decoded;
        }
    }
    best(bytes, guess)
}

/// `bytes` in the encoding that chardetng guessed, or in another that loses fewer characters.
fn best(bytes: &[u8], guess: &'static Encoding) -> Decoded {
    let first = with(guess, bytes);
    if !loses(&first.text) {
        return first;
    }
    [UTF_8, GB18030, BIG5]
        .into_iter()
        .map(|encoding| with(encoding, bytes))
        .fold(first, |a, b| if lost(&b.text) < lost(&a.text) { b } else { a })
}

/// `bytes` in `encoding`, without the byte-order mark of that encoding.
fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_with_bom_removal(bytes);
    let in_doubt = text.contains('\u{fffd}') && loses(&text);
    Decoded { text: text.into_owned(), encoding: encoding.name(), in_doubt }
}

/// GB18030 for GBK and GB2312, which it contains.
fn widen(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// What chardetng says of the first bytes, and GB18030 where it mistakes GB2312; escapes of
/// ISO-2022-JP count, as in mail.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let sample = sample(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(sample, sample.len() == bytes.len());
    let guess = widen(detector.guess(None, Utf8Detection::Deny));
    if guess.is_single_byte() && is_gb2312(sample) { GB18030 } else { guess }
}

/// The first bytes, cut where no character of several bytes is cut: after a byte that is never
/// the last one of two. Half a character would rule its own encoding out.
fn sample(bytes: &[u8]) -> &[u8] {
    let Some(sample) = bytes.get(..SAMPLE_BYTES) else { return bytes };
    let end = sample.iter().rposition(|byte| *byte < FIRST_SECOND_BYTE);
    end.map_or(sample, |end| &sample[..=end])
}

/// True when all bytes above ASCII stand in pairs of GB2312 (GB/T 2312-1980: both from 0xA1, the
/// first up to 0xF7). Two or three Chinese characters are too few for statistics.
fn is_gb2312(sample: &[u8]) -> bool {
    let mut runs = sample.split(u8::is_ascii).filter(|run| !run.is_empty()).peekable();
    runs.peek().is_some()
        && runs.all(|run| {
            let is_pair = |pair: &[u8]| matches!(pair, [0xa1..=0xf7, 0xa1..=0xfe]);
            run.chunks(2).all(is_pair)
        })
}

/// False for an encoding of one byte a character, which decodes anything, where the bytes look
/// like one of several.
fn believable(declared: &'static Encoding, guess: &'static Encoding) -> bool {
    !declared.is_single_byte() || guess.is_single_byte()
}

/// Replacement characters in `text`.
fn lost(text: &str) -> usize {
    text.chars().filter(|c| *c == '\u{fffd}').count()
}

/// True when so many characters are lost that the encoding is in doubt.
fn loses(text: &str) -> bool {
    let lost = lost(text);
    lost > 0 && lost * LOST_ONE_IN > text.chars().filter(|c| !c.is_ascii()).count()
}

/// True for UTF-8, also when cut inside a character or damaged in few places.
fn is_utf8(sample: &[u8]) -> bool {
    let mut damaged = 0;
    let mut whole = 0;
    for chunk in sample.utf8_chunks() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        damaged += usize::from(!chunk.invalid().is_empty());
    }
    let cut = std::str::from_utf8(sample)
        .is_err_and(|error| error.error_len().is_none() && sample.len() - error.valid_up_to() < 4);
    damaged == 0 || (cut && whole > 0) || damaged * UTF8_DAMAGE_ONE_IN <= whole
}

/// True for escapes of a 7-bit encoding that is no UTF-8.
fn has_escapes(sample: &[u8]) -> bool {
    sample.is_ascii() && sample.contains(&0x1b) && guess(sample) == ISO_2022_JP
}

/// UTF-32, with its byte-order mark or without: then all units are characters, which bytes of
/// nothing else are.
fn utf32(bytes: &[u8]) -> Option<Decoded> {
    let little: fn([u8; 4]) -> u32 = u32::from_le_bytes;
    let (content, to_unit) = match bytes.get(..4)? {
        [0xff, 0xfe, 0, 0] => (&bytes[4..], little),
        [0, 0, 0xfe, 0xff] => (&bytes[4..], u32::from_be_bytes as fn([u8; 4]) -> u32),
        _ => {
            let is_text = |to_unit: &fn([u8; 4]) -> u32| {
                let (units, rest) = bytes[..bytes.len().min(SAMPLE_BYTES)].as_chunks::<4>();
                let is_character =
                    |unit: &[u8; 4]| char::from_u32(to_unit(*unit)).is_some_and(|c| c != '\0');
                rest.is_empty() && units.iter().all(is_character)
            };
            (bytes, [little, u32::from_be_bytes].into_iter().find(is_text)?)
        }
    };
    let text: String = content
        .chunks(4)
        .map(|unit| <[u8; 4]>::try_from(unit).map_or(u32::MAX, to_unit))
        .map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'))
        .collect();
    let in_doubt = loses(&text);
    Some(Decoded { text, encoding: "UTF-32", in_doubt })
}

/// UTF-16 without byte-order mark, told by the look of its units: nearly all are Han characters,
/// ASCII, or Chinese punctuation, and some are ASCII or punctuation (text of one byte a letter
/// looks like Han characters throughout).
fn utf16(sample: &[u8]) -> Option<&'static Encoding> {
    let little = likeness(sample, |pair| (pair[1], pair[0]));
    let big = likeness(sample, |pair| (pair[0], pair[1]));
    match (little, big) {
        (little, big) if little > big => Some(UTF_16LE),
        (_, Some(_)) => Some(UTF_16BE),
        _ => None,
    }
}

/// Percent of units that look like text, if enough; `split` gives high and low byte of a pair.
fn likeness(sample: &[u8], split: fn(&[u8]) -> (u8, u8)) -> Option<usize> {
    let pairs = sample.chunks_exact(2);
    let units = pairs.len();
    let (mut plausible, mut anchors) = (0, 0);
    for (high, low) in pairs.map(split) {
        let anchor = match high {
            0 => matches!(low, 9 | 10 | 13 | 0x20..=0x7e),
            0x30 => matches!(low, 0..=0x11),
            0xff => matches!(low, 1..=0x5e),
            _ => false,
        };
        anchors += usize::from(anchor);
        plausible += usize::from(anchor || matches!(high, 0x4e..=0x9f | 0xd8..=0xdf));
    }
    let percent = plausible * 100 / units.max(1);
    (anchors * 100 > units && percent >= UTF16_PERCENT_MIN).then_some(percent)
}
