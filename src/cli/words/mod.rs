//! What the command line says of itself, in both languages.
//!
//! A word is a key, its Chinese and its English; `{name}` and `[…]` as in `report::words`. Help in
//! English is the documentation of the fields in `args`, so those words are empty here.

use std::collections::BTreeMap;
use std::fmt::Display;

use crate::model::Lang;
use crate::report::words;

mod help;
mod messages;
mod outputs;

/// A key, its Chinese and its English.
type Word = (&'static str, &'static str, &'static str);

const TABLES: [&[Word]; 3] = [help::WORDS, messages::WORDS, outputs::WORDS];

/// The words of `key`, or `None` for an unknown key.
pub(super) fn find(key: &str, lang: Lang) -> Option<&'static str> {
    let word = TABLES.iter().flat_map(|table| table.iter()).find(|word| word.0 == key)?;
    Some(match lang {
        Lang::Zh => word.1,
        Lang::En => word.2,
    })
}

/// The words of a key that the program itself names; the key where it is unknown.
pub(super) fn word(key: &'static str, lang: Lang) -> &'static str {
    find(key, lang).unwrap_or(key)
}

/// The sentence of `key` with its values filled in.
pub(super) fn fill(key: &str, values: &[(&str, &dyn Display)], lang: Lang) -> String {
    filled(find(key, lang).unwrap_or(key), values)
}

/// A sentence with its values filled in.
pub(super) fn filled(sentence: &str, values: &[(&str, &dyn Display)]) -> String {
    let values: BTreeMap<String, String> =
        values.iter().map(|(name, value)| ((*name).to_owned(), value.to_string())).collect();
    words::fill(sentence, &values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_judges_a_person_and_no_key_stands_twice() {
        let mut keys = std::collections::BTreeSet::new();
        for (key, zh, en) in TABLES.iter().flat_map(|table| table.iter()) {
            assert!(keys.insert(*key), "{key} stands twice");
            for judging in ["\u{6284}", "\u{527d}", "\u{539f}\u{521b}", "plagiar"] {
                assert!(!zh.contains(judging) && !en.contains(judging), "{key}");
            }
        }
    }

    #[test]
    fn messages_end_without_full_stop() {
        for (key, zh, en) in messages::WORDS.iter().chain(outputs::WORDS) {
            assert!(!zh.ends_with('。') && !en.ends_with('.'), "{key}");
        }
    }
}
