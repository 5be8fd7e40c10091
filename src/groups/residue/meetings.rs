//! 会议名称有误: meetings that do not fit the year of a report.
//!
//! Too early is any mention before the first year. Out of date is the mention of a meeting whose
//! successor has met, unless the sentence looks back: names a year, or says 以来, 提出, 历史. A plenum
//! beyond the last of its term was never held.

use std::sync::LazyLock;

use regex::Regex;

use super::{Own, Reason, residue, sentence};
use crate::archive::Map;
use crate::groups::placeholders::Placeholder;

/// The years in which a meeting is spoken of; no last year where it may always be looked back on.
type Years = (u32, Option<u32>);

/// Meetings by name.
static MEETINGS: LazyLock<Map<&str, Years>> = LazyLock::new(|| {
    let row = |line: &'static str| {
        let mut cells = line.split('\t');
        let (name, first, last) = (cells.next()?, cells.next()?, cells.next()?);
        Some((name, (first.parse().ok()?, last.parse().ok())))
    };
    let lines = include_str!("../../../data/events/meetings.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).filter_map(row).collect()
});

/// Congresses and plenums as they are written, and campaigns of the table.
static NAME: LazyLock<Regex> = LazyLock::new(|| {
    let mut campaigns: Vec<String> = MEETINGS
        .iter()
        .filter(|(_, years)| years.1.is_none())
        .map(|(name, _)| regex::escape(name))
        .collect();
    campaigns.sort();
    let number = "[一二三四五六七八九十]{1,3}";
    Regex::new(&format!(
        "党的{number}大|{number}届[一二三四五六七八九]中全会|{}",
        campaigns.join("|")
    ))
    .expect("invariant: names are escaped")
});

/// A year written out.
static YEAR: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("(?:19|20)[0-9]{2}").expect("invariant: a valid pattern"));

/// Words of a sentence that looks back.
const LOOKING_BACK: [&str; 14] = [
    "以来",
    "提出",
    "历史",
    "回顾",
    "到党的",
    "首次",
    "曾",
    "历届",
    "当年",
    "写入",
    "确立",
    "年前",
    "至党的",
    "历次",
];

/// The meetings of a report that do not fit its year.
pub(super) fn of(own: &Own) -> Vec<Placeholder> {
    let Some(year) = own.year() else { return Vec::new() };
    let mut found = Vec::new();
    for one in NAME.find_iter(&own.text) {
        let name = one.as_str();
        let is_wrong = match MEETINGS.get(name) {
            Some((first, last)) => {
                let sentence = sentence(&own.text, one.start(), one.end());
                year < *first || last.is_some_and(|last| year > last) && !looks_back(sentence)
            }
            None => was_never_held(name, year),
        };
        if is_wrong {
            found.push(residue(own.span(one.start(), one.end()), Reason::Meeting, None));
        }
    }
    found
}

fn looks_back(sentence: &str) -> bool {
    LOOKING_BACK.iter().any(|word| sentence.contains(word)) || YEAR.is_match(sentence)
}

/// A plenum that the table lacks, of a term that is over.
fn was_never_held(name: &str, year: u32) -> bool {
    let Some((term, _)) = name.split_once('届') else { return false };
    let first = MEETINGS.get(format!("{term}届一中全会").as_str());
    first.and_then(|years| years.1).is_some_and(|end| year >= end)
}
