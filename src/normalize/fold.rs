//! Characters: width, script, case, look-alikes, what cannot be seen.

use std::sync::LazyLock;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use hashbrown::HashMap;
use unicode_normalization::UnicodeNormalization;

use super::ledger::{Ledger, note};
use crate::model::CharSpan;

/// A folded character and the code point that it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Letter {
    /// Simplified, half-width; case is kept for the tokenizer.
    pub(super) folded: char,
    /// Place in the document.
    pub(super) at: u32,
}

/// Folded characters and what was folded away.
#[derive(Debug, Default)]
pub(super) struct Folded {
    pub(super) letters: Vec<Letter>,
    pub(super) evasion: Ledger,
}

/// Traditional characters with their simplified form, one to one.
///
/// Made once from OpenCC's dictionaries (Apache-2.0), character by character: phrases would
/// change lengths, and offsets must stay one to one (CRATES section 5).
static SIMPLIFIED: LazyLock<HashMap<char, char, foldhash::fast::FixedState>> =
    LazyLock::new(|| {
        let mut table = HashMap::default();
        let Ok(converter) = OpenCC::from_config(BuiltinConfig::T2s) else { return table };
        let ranges = ['\u{3400}'..='\u{9fff}', '\u{f900}'..='\u{faff}', '\u{20000}'..='\u{2a6df}'];
        for c in ranges.into_iter().flatten() {
            let mut converted =
                converter.convert(c.encode_utf8(&mut [0; 4])).chars().collect::<Vec<_>>();
            if let (Some(simple), true) = (converted.pop(), converted.is_empty())
                && simple != c
            {
                table.insert(c, simple);
            }
        }
        table
    });

/// The simplified form of a character; itself where it has none.
pub fn simplified(c: char) -> char {
    if is_han(c) { SIMPLIFIED.get(&c).copied().unwrap_or(c) } else { c }
}

/// True for characters of scripts without spaces: one of them is one symbol.
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}' | '々' | '〇'
        | '\u{3041}'..='\u{30ff}' | '\u{0e00}'..='\u{0e7f}')
}

/// True for characters of 总字数: no white space, no controls, nothing that cannot be seen.
pub fn is_counted(c: char) -> bool {
    !c.is_whitespace() && !c.is_control() && invisible(c).is_none()
}

/// A picture that stands in a line of text as a character does.
const PICTURE: char = '\u{fffc}';

/// True when letters stand at both sides, so that a reader takes a picture there for one of them.
fn is_amid_letters(text: &[char], i: usize) -> bool {
    let is_letter = |j: Option<usize>| {
        j.and_then(|j| text.get(j)).is_some_and(|&c| is_han(c) || c.is_alphanumeric())
    };
    is_letter(i.checked_sub(1)) && is_letter(Some(i + 1))
}

/// The kind of a character that takes no room on the page, or is none.
///
/// # Source
/// Unicode 16, property `Default_Ignorable_Code_Point`, without the fillers of Hangul.
pub(super) fn invisible(c: char) -> Option<&'static str> {
    match c {
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some("bidi"),
        '\u{00ad}'
        | '\u{034f}'
        | '\u{061c}'
        | '\u{180b}'..='\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{feff}'
        | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}' => Some("zero-width"),
        '\u{fe00}'..='\u{fe0f}' => Some("variation-selector"),
        PICTURE => Some("picture-character"),
        _ => None,
    }
}

/// Folds `text`, whose first code point stands at `start`; excluded code points become breaks.
pub(super) fn fold(text: &[char], start: u32, excluded: &[CharSpan]) -> Folded {
    let mut out = Folded { letters: Vec::with_capacity(text.len()), ..Folded::default() };
    let mut traditional = Ledger::new();
    let mut plain = 0u64;
    let mut next = excluded.partition_point(|span| span.end <= start);
    for (i, &c) in text.iter().enumerate() {
        let at = start + i as u32;
        while next < excluded.len() && excluded[next].end <= at {
            next += 1;
        }
        if next < excluded.len() && excluded[next].contains(at) {
            let left_out = if c == '\n' { '\n' } else { ' ' };
            out.letters.push(Letter { folded: left_out, at });
        } else if let Some(kind) = invisible(c) {
            if c != PICTURE || is_amid_letters(text, i) {
                note(&mut out.evasion, kind, 1, CharSpan::new(at, at + 1));
            }
        } else {
            let simple = fold_one(c, at, &mut out);
            if simple && simplified(c) != c {
                note(&mut traditional, "mixed-script-han", 1, CharSpan::new(at, at + 1));
            }
            plain += u64::from(simple);
        }
    }
    // A text in traditional characters is no trick; a few of them among simplified ones may be.
    if traditional.values().any(|trick| trick.count * 4 < plain) {
        out.evasion.extend(traditional);
    }
    note_parted(text, start, "letter-spacing", is_space, &mut out.evasion);
    note_parted(text, start, "punctuation-noise", is_noise, &mut out.evasion);
    out
}

/// Folds one character; true when it was a Chinese character.
fn fold_one(c: char, at: u32, out: &mut Folded) -> bool {
    if c.is_ascii() {
        out.letters.push(Letter { folded: c, at });
        return false;
    }
    if is_han(c) {
        out.letters.push(Letter { folded: simplified(c), at });
        return true;
    }
    if matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}') {
        note(&mut out.evasion, "full-width", 1, CharSpan::new(at, at + 1));
    }
    if c == '…' || c == '×' {
        out.letters.push(Letter { folded: c, at });
        return false;
    }
    for folded in std::iter::once(c).nfkc() {
        out.letters.push(Letter { folded: simplified(folded), at });
    }
    false
}

/// The blanks that part characters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\u{3000}' | '\u{a0}' | '\u{2009}')
}

/// Marks that part no two words of Chinese; 、 and ， stand between items of a list.
fn is_noise(c: char) -> bool {
    ".·•*_-~|/^+`',".contains(c)
}

/// Notes runs of at least six Chinese characters with one `parting` character between each two.
///
/// Six: titles and signatures are spaced out for looks (通 知, 办 公 室), sentences are not.
fn note_parted(
    text: &[char],
    start: u32,
    kind: &'static str,
    parting: fn(char) -> bool,
    ledger: &mut Ledger,
) {
    const RUN_MIN: usize = 6;
    let is_parted = |i: usize| {
        let at = |j: usize| text.get(j).copied();
        at(i).is_some_and(is_han) && at(i + 1).is_some_and(parting) && at(i + 2).is_some_and(is_han)
    };
    let mut i = 0;
    while i < text.len() {
        let run = (0..).take_while(|n| is_parted(i + 2 * n)).count();
        if run >= RUN_MIN {
            let place = CharSpan::new(start + i as u32, start + (i + 2 * run + 1) as u32);
            note(ledger, kind, run as u64, place);
        }
        i += 2 * run + 1;
    }
}

/// The Latin letter that a Cyrillic or Greek letter is taken for.
///
/// # Source
/// Unicode TR39 confusables, the letters of whole-script look-alikes only; used inside words that
/// mix scripts, since on whole text it destroys honest Greek and Russian.
pub(super) fn look_alike(c: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('\u{430}', 'a'),
        ('\u{435}', 'e'),
        ('\u{43e}', 'o'),
        ('\u{440}', 'p'),
        ('\u{441}', 'c'),
        ('\u{445}', 'x'),
        ('\u{443}', 'y'),
        ('\u{456}', 'i'),
        ('\u{458}', 'j'),
        ('\u{455}', 's'),
        ('\u{501}', 'd'),
        ('\u{4bb}', 'h'),
        ('\u{432}', 'b'),
        ('\u{43d}', 'h'),
        ('\u{43a}', 'k'),
        ('\u{43c}', 'm'),
        ('\u{442}', 't'),
        ('\u{3b1}', 'a'),
        ('\u{3bf}', 'o'),
        ('\u{3c1}', 'p'),
        ('\u{3bd}', 'v'),
        ('\u{3c4}', 't'),
        ('\u{3b9}', 'i'),
        ('\u{3ba}', 'k'),
        ('\u{3b5}', 'e'),
        ('\u{3c5}', 'u'),
        ('\u{3c7}', 'x'),
        ('\u{3b7}', 'n'),
    ];
    PAIRS.iter().find(|(from, _)| *from == c).map(|(_, to)| *to)
}
