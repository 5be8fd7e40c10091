//! The shipped background: how common a word is before any report was read.
//!
//! Counts only: of Chinese words from jieba's dictionary, of English words from Google Books by
//! way of SymSpell; `data/background` says where from and how made.

use std::sync::LazyLock;

use hashbrown::HashMap;

use super::MilliBits;

/// Names and contents of the shipped tables.
const TABLES: [(&str, &str); 2] = [
    ("zh-words", include_str!("../../data/background/zh-words.tsv")),
    ("en-words", include_str!("../../data/background/en-words.tsv")),
];

/// Information of a word that no table has. Unit: 1/1000 bit; the rarest counted words have 23.
const UNKNOWN: MilliBits = 24_000;

/// Word counts of one language.
struct Table {
    counts: HashMap<&'static str, u32, foldhash::fast::FixedState>,
    total: f64,
}

static LOADED: LazyLock<[Table; 2]> = LazyLock::new(|| TABLES.map(|(_, text)| load(text)));

fn load(text: &'static str) -> Table {
    let mut counts = HashMap::default();
    let mut total = 0f64;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((word, count)) = line.split_once('\t')
            && let Ok(count) = count.trim().parse::<u32>()
        {
            counts.insert(word, count);
            total += f64::from(count);
        }
    }
    Table { counts, total }
}

/// Information of a Chinese word, `-log2` of its share of all words.
pub fn chinese(word: &str) -> MilliBits {
    information(&LOADED[0], word)
}

/// Information of a word of letters, in lower case.
pub fn english(word: &str) -> MilliBits {
    information(&LOADED[1], word)
}

/// True when the dictionary behind the background has the Chinese word.
pub fn knows(word: &str) -> bool {
    LOADED[0].counts.contains_key(word)
}

/// Chinese words of two characters, the commonest first.
pub fn chinese_words_of_two() -> impl DoubleEndedIterator<Item = &'static str> {
    let words = TABLES[0].1.lines().filter(|line| !line.starts_with('#'));
    words.filter_map(|line| line.split('\t').next()).filter(|word| word.chars().count() == 2)
}

fn information(table: &Table, word: &str) -> MilliBits {
    match table.counts.get(word) {
        Some(&count) => {
            let share = (f64::from(count) + 0.5) / table.total;
            ((-share.log2() * 1000.0).round() as MilliBits).clamp(0, UNKNOWN)
        }
        None => UNKNOWN,
    }
}

/// The shipped counts of Chinese words, `word<TAB>count` a line.
pub fn chinese_table() -> &'static str {
    TABLES[0].1
}

/// The shipped counts of English words, `word<TAB>count` a line.
pub fn english_table() -> &'static str {
    TABLES[1].1
}

/// Name and BLAKE3 hash of each table, for the record of a run.
pub fn names() -> Vec<String> {
    TABLES
        .iter()
        .map(|(name, text)| format!("{name}:{}", &blake3::hash(text.as_bytes()).to_hex()[..16]))
        .collect()
}
