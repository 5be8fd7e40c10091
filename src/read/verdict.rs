//! Extracted text -> whether it can be trusted.

use std::sync::LazyLock;

use encoding_rs::BIG5;
use encoding_rs::GB18030;

use crate::config::Read;
use crate::read::Verdict;
use crate::read::secrecy;

/// The doubt about a PDF whose fonts do not say which characters they show.
pub(super) const MISSING_TO_UNICODE: &str = "missing-to-unicode";

/// The verdict on `text` that stands on `pages` pages, 0 where the format has none; `doubts` are
/// reasons that its reader already knows.
///
/// # Cost
/// One pass over the text.
pub(super) fn judge(text: &str, doubts: Vec<String>, pages: usize, config: &Read) -> Verdict {
    if !config.allow_classified && secrecy::is_marked(text) {
        return unreadable("classified");
    }
    let signs = Signs::of(text);
    if signs.visible == 0 {
        return unreadable("empty");
    }
    if signs.exceeds(signs.replacement, config.replacement_unreadable_per_mille) {
        let is_unnamed = doubts.iter().any(|doubt| doubt == MISSING_TO_UNICODE);
        return unreadable(if is_unnamed { MISSING_TO_UNICODE } else { "undecodable" });
    }
    let is_garbled = signs.rare * 1000 > signs.han * config.rare_unreadable_per_mille;
    if is_garbled && signs.han >= HAN_MIN {
        return unreadable("garbled");
    }
    let mut reasons = doubts;
    // One short page may be all there is; many have lost their text.
    if pages > 1 && signs.visible < config.page_characters_min * pages as u64 {
        reasons.push("little-text".to_owned());
    }
    if signs.rare * 1000 > signs.han * config.rare_per_mille_max && signs.han >= HAN_MIN {
        reasons.push("rare-characters".to_owned());
    }
    for (n, per_mille_max, code) in [
        (signs.replacement, config.replacement_per_mille_max, "replacement-characters"),
        (signs.private_use, config.private_use_per_mille_max, "private-use-characters"),
        (signs.foreign, config.foreign_per_mille_max, "foreign-characters"),
        (signs.control, config.control_per_mille_max, "control-characters"),
    ] {
        if signs.exceeds(n, per_mille_max) {
            reasons.push(code.to_owned());
        }
    }
    if reasons.is_empty() { Verdict::Good } else { Verdict::Poor { reasons } }
}

/// Unreadable for one reason.
pub(super) fn unreadable(code: &str) -> Verdict {
    Verdict::Unreadable { reasons: vec![code.to_owned()] }
}

/// Characters that speak for or against a text.
#[derive(Default)]
struct Signs {
    all: u64,
    visible: u64,
    replacement: u64,
    private_use: u64,
    control: u64,
    /// Letters of scripts that the program does not know.
    foreign: u64,
    /// Chinese characters.
    han: u64,
    /// Those that are common in neither script.
    rare: u64,
}

/// Chinese characters below which nothing is said of their frequency.
const HAN_MIN: u64 = 50;

/// First of the characters in [`COMMON`].
const HAN_FIRST: u32 = 0x4e00;

/// The common characters of both scripts, a bit each: the first levels of GB/T 2312-1980 (3755)
/// and of Big5 (5401), which their makers chose by frequency.
static COMMON: LazyLock<[u64; 328]> = LazyLock::new(|| {
    let mut bits = [0; 328];
    for (encoding, leads, trails) in [
        (GB18030, 0xb0..=0xd7, vec![0xa1..=0xfe]),
        (BIG5, 0xa4..=0xc6, vec![0x40..=0x7e, 0xa1..=0xfe]),
    ] {
        for lead in leads {
            for trail in trails.iter().cloned().flatten() {
                let pair = [lead, trail];
                let (text, _) = encoding.decode_without_bom_handling(&pair);
                if let Some(i) = text.chars().next().and_then(index) {
                    bits[i / 64] |= 1 << (i % 64);
                }
            }
        }
    }
    bits
});

/// The place of a character in [`COMMON`].
fn index(c: char) -> Option<usize> {
    let i = u32::from(c).checked_sub(HAN_FIRST)?;
    usize::try_from(i).ok().filter(|i| *i < 328 * 64)
}

/// True for Chinese characters that are common in neither script.
fn is_rare(c: char) -> bool {
    index(c).is_none_or(|i| COMMON[i / 64] >> (i % 64) & 1 == 0)
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// True for letters of other scripts than Chinese, Japanese and basic Latin.
fn is_foreign(c: char) -> bool {
    let is_known = c.is_ascii()
        || is_han(c)
        || matches!(c, '\u{2e80}'..='\u{33ff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ffef}');
    !is_known && c.is_alphabetic()
}

impl Signs {
    fn of(text: &str) -> Self {
        let mut signs = Self::default();
        for c in text.chars() {
            signs.all += 1;
            match c {
                '\t' | '\n' | '\r' | '\u{c}' => continue,
                '\u{fffd}' => signs.replacement += 1,
                '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}' => signs.private_use += 1,
                c if c.is_control() => {
                    signs.control += 1;
                    continue;
                }
                c if c.is_whitespace() => continue,
                c if is_han(c) => {
                    signs.han += 1;
                    signs.rare += u64::from(is_rare(c));
                }
                c => signs.foreign += u64::from(is_foreign(c)),
            }
            signs.visible += 1;
        }
        signs
    }

    fn exceeds(&self, n: u64, per_mille_max: u64) -> bool {
        n * 1000 > self.all * per_mille_max
    }
}
