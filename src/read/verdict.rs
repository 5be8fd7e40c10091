//! Extracted text -> whether it can be trusted.

use crate::config::Read;
use crate::read::Verdict;

/// The doubt about a PDF whose fonts do not say which characters they show.
pub(super) const MISSING_TO_UNICODE: &str = "missing-to-unicode";

/// The verdict on `text`; `doubts` are reasons that its reader already knows.
///
/// # Cost
/// One pass over the text.
pub(super) fn judge(text: &str, doubts: Vec<String>, config: &Read) -> Verdict {
    let signs = Signs::of(text);
    if signs.visible == 0 {
        return unreadable("empty");
    }
    if signs.exceeds(signs.replacement, config.replacement_unreadable_per_mille) {
        let is_unnamed = doubts.iter().any(|doubt| doubt == MISSING_TO_UNICODE);
        return unreadable(if is_unnamed { MISSING_TO_UNICODE } else { "undecodable" });
    }
    let mut reasons = doubts;
    for (n, per_mille_max, code) in [
        (signs.replacement, config.replacement_per_mille_max, "replacement-characters"),
        (signs.private_use, config.private_use_per_mille_max, "private-use-characters"),
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
                _ => {}
            }
            signs.visible += 1;
        }
        signs
    }

    fn exceeds(&self, n: u64, per_mille_max: u64) -> bool {
        n * 1000 > self.all * per_mille_max
    }
}
