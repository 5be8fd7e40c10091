//! Text to words: what of two texts can be equal, and how surprising each word is by itself.
//!
//! In a text with spaces a word is a run of letters and digits, lower-case and without its ending,
//! so that a sentence that was put into another tense keeps its words; in Chinese it is what jieba
//! cuts without guessing, so that the same text is always cut in the same way.

use std::sync::LazyLock;

use foldhash::fast::FixedState;
use hashbrown::HashMap;
use jieba_rs::Jieba;
use xxhash_rust::xxh3::xxh3_64;

use crate::config::WORD_INFORMATION_BITS_MAX;
use crate::model::CharSpan;
use crate::segment::background;
use crate::segment::jieba;

pub(in crate::align) use super::Word;

/// How frequent each word is in a language, as surprise in bits.
#[derive(Clone, Debug, Default)]
pub(in crate::align) struct Background {
    bits: HashMap<u64, f32, FixedState>,
}

impl Background {
    /// Reads lines of `word<TAB>count`; lines that begin with `#` and lines without a count are
    /// left out. Counts of words with one stem are added.
    pub(in crate::align) fn from_counts(table: &str) -> Self {
        let mut counts: HashMap<u64, f64, FixedState> = HashMap::default();
        let mut total = 0.0;
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let Some((word, count)) = line.split_once('\t') else { continue };
            let Ok(count) = count.trim().parse::<f64>() else { continue };
            *counts.entry(identity(word)).or_default() += count;
            total += count;
        }
        let bits =
            |count: f64| ((total / count).log2() as f32).clamp(0.0, WORD_INFORMATION_BITS_MAX);
        Self { bits: counts.into_iter().map(|(id, count)| (id, bits(count))).collect() }
    }

    /// Surprise of the word with this identity; words that are not listed are as rare as can be.
    fn information_bits(&self, id: u64) -> f32 {
        self.bits.get(&id).copied().unwrap_or(WORD_INFORMATION_BITS_MAX)
    }
}

/// The words of a Chinese text under the shipped counts.
pub(in crate::align) fn shipped_chinese(text: &str) -> Vec<Word> {
    static SHIPPED: LazyLock<Background> =
        LazyLock::new(|| Background::from_counts(background::chinese_table()));
    chinese(text, jieba(), &SHIPPED)
}

/// The words of a text written with spaces under the shipped counts.
pub(in crate::align) fn shipped_english(text: &str) -> Vec<Word> {
    static SHIPPED: LazyLock<Background> =
        LazyLock::new(|| Background::from_counts(background::english_table()));
    english(text, &SHIPPED)
}

/// The words of a text written with spaces: runs of letters and digits, lower-case, stemmed.
///
/// Spans are code points of `text`; a span ends behind the punctuation that is attached to its
/// word, so that a region that ends a sentence holds the full stop.
///
/// # Cost
/// One pass; one hash a word.
pub(in crate::align) fn english(text: &str, background: &Background) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 6);
    let mut buffer = String::new();
    let mut start = 0;
    let mut breaks = true;
    let mut place = 0;
    let mut attached = false;
    let mut characters = text.chars().peekable();
    while let Some(c) = characters.next() {
        if c.is_alphanumeric() {
            if buffer.is_empty() {
                start = place;
            }
            lower(c, &mut buffer);
        } else {
            let inside = matches!(c, '\'' | '’')
                && !buffer.is_empty()
                && characters.peek().is_some_and(|next| next.is_alphabetic());
            if !inside {
                if !buffer.is_empty() {
                    words.push(word(&buffer, CharSpan::new(start, place), breaks, background));
                    buffer.clear();
                    breaks = false;
                    attached = true;
                }
                attached &= !c.is_whitespace();
                if attached && let Some(last) = words.last_mut() {
                    last.span.end = place + 1;
                }
                breaks |= matches!(c, '.' | '!' | '?' | '\n' | ':' | ';');
            }
        }
        place += 1;
    }
    if !buffer.is_empty() {
        words.push(word(&buffer, CharSpan::new(start, place), breaks, background));
    }
    words
}

/// The words of a Chinese text as jieba cuts them without its guesses about unknown words.
///
/// Runs without a letter or digit are no words. Spans as in [`english`].
pub(in crate::align) fn chinese(text: &str, jieba: &Jieba, background: &Background) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::with_capacity(text.len() / 5);
    let mut breaks = true;
    let mut attached = false;
    let mut lowered = String::new();
    for token in jieba.tokenize(text, jieba_rs::TokenizeMode::Default, false) {
        let (start, end) = (token.start as u32, token.end as u32);
        if token.word.chars().any(char::is_alphanumeric) {
            lowered.clear();
            token.word.chars().for_each(|c| lower(c, &mut lowered));
            words.push(word(&lowered, CharSpan::new(start, end), breaks, background));
            breaks = false;
            attached = true;
            continue;
        }
        attached &= !token.word.chars().any(char::is_whitespace);
        if attached && let Some(last) = words.last_mut() {
            last.span.end = end;
        }
        breaks |= token.word.chars().any(|c| matches!(c, '。' | '！' | '？' | '；' | '：' | '\n'));
    }
    words
}

/// Appends the lower-case form of `c`.
fn lower(c: char, to: &mut String) {
    if c.is_ascii() {
        to.push(c.to_ascii_lowercase());
    } else {
        to.extend(c.to_lowercase());
    }
}

fn word(text: &str, span: CharSpan, sentence_break: bool, background: &Background) -> Word {
    let id = identity(text);
    Word { id, span, information_bits: background.information_bits(id), sentence_break }
}

/// Hash of the stem of a lower-case word.
fn identity(word: &str) -> u64 {
    let mut stem = [0; STEM_BYTES_MAX];
    match stem_into(word.as_bytes(), &mut stem) {
        Some(length) => xxh3_64(&stem[..length]),
        None => xxh3_64(word.as_bytes()),
    }
}

/// Longer words are left as they are.
const STEM_BYTES_MAX: usize = 24;

/// Writes the stem of a lower-case ASCII word; `None` where the word is not such a word.
///
/// Endings of number, tense and manner go; the last vowel `e`, a doubled consonant and `y`
/// against `i` are levelled, so that *copies, copied, copying, copy* meet. After Porter 1980,
/// steps 1a to 1c, without his measure of syllables: three letters and a vowel must stay.
fn stem_into(word: &[u8], stem: &mut [u8; STEM_BYTES_MAX]) -> Option<usize> {
    let mut end = word.len();
    if !(4..=STEM_BYTES_MAX).contains(&end)
        || !word.iter().all(|b| b.is_ascii_lowercase() || *b == b'\'')
    {
        return None;
    }
    stem[..end].copy_from_slice(word);
    let keeps = |stem: &[u8; STEM_BYTES_MAX], end: usize| {
        end >= 3 && stem[..end].iter().any(|b| b"aeiouy".contains(b))
    };
    if stem[..end].ends_with(b"'s") {
        end -= 2;
    } else if stem[end - 1] == b's' && !matches!(stem[end - 2], b's' | b'u' | b'i') {
        end -= 1;
    }
    if stem[..end].ends_with(b"ly") && keeps(stem, end - 2) {
        end -= 2;
    }
    for ending in [b"ing".as_slice(), b"ed"] {
        let rest = end.saturating_sub(ending.len());
        if stem[..end].ends_with(ending) && keeps(stem, rest) {
            end = rest;
            if stem[end - 1] == stem[end - 2] && !b"ls".contains(&stem[end - 1]) {
                end -= 1;
            }
            break;
        }
    }
    if stem[end - 1] == b'e' && end > 3 {
        end -= 1;
    }
    if stem[end - 1] == b'y' {
        stem[end - 1] = b'i';
    }
    Some(end)
}
