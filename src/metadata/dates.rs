//! Dates as people write them -> `YYYY`, `YYYY-MM`, `YYYY-MM-DD`.

/// Years that a report can be of; outside them four digits are no year.
const YEARS: std::ops::RangeInclusive<u32> = 1900..=2100;

/// The date that `text` is, and nothing else: 2024年3月5日, 2024-03-05, 2024/3, 20240305, 2024,
/// 二〇二四年三月五日. `None` for blanks and for what no calendar has.
pub fn normalize(text: &str) -> Option<String> {
    let text = text.trim().trim_matches(['（', '）', '(', ')']).trim();
    let ascii: String = text.chars().filter(|c| !c.is_whitespace()).map(ascii_digit).collect();
    if ascii.len() == COMPACT_DIGITS && ascii.bytes().all(|byte| byte.is_ascii_digit()) {
        return format(&[&ascii[..4], &ascii[4..6], &ascii[6..]].map(value));
    }
    let date = ascii.split(['T', 't']).next().unwrap_or_default();
    let date = date.trim_end_matches(['日', '号', '月', '年', '度']);
    let pieces: Vec<_> = date.split(['年', '月', '-', '/', '.', '－']).map(value).collect();
    format(&pieces)
}

/// Digits of 20240305.
const COMPACT_DIGITS: usize = 8;

/// The years that `text` names: four digits before 年, or standing alone between other characters.
pub(crate) fn years(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().map(ascii_digit).collect();
    let is_digit = |c: &char| c.is_ascii_digit() || han_digit(*c).is_some();
    let mut found = Vec::new();
    for run in runs(&characters, is_digit) {
        let digits: String = characters[run.clone()].iter().collect();
        let is_named = characters.get(run.end) == Some(&'年');
        if run.len() != 4 || (!is_named && !digits.is_ascii()) {
            continue;
        }
        if let Some(year) = value(&digits).filter(|year| YEARS.contains(year)) {
            found.push(year.to_string());
        }
    }
    found.dedup();
    found
}

/// The only date in `text`, as exact as it is written; `None` where there are several or none.
pub(crate) fn only(text: &str) -> Option<String> {
    let is_part =
        |c: &char| c.is_ascii_digit() || han_digit(*c).is_some() || "十年月日-./".contains(*c);
    let characters: Vec<char> = text.chars().map(ascii_digit).collect();
    let written = runs(&characters, is_part)
        .into_iter()
        .map(|run| characters[run].iter().collect::<String>())
        .filter_map(|run| normalize(run.trim_matches(['-', '.', '/'])));
    let mut found: Vec<_> = written.collect();
    found.dedup();
    match &found[..] {
        [date] => Some(date.clone()),
        [] => match &years(text)[..] {
            [year] => Some(year.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Maximal ranges of `characters` that all hold.
fn runs(characters: &[char], holds: impl Fn(&char) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut found: Vec<std::ops::Range<usize>> = Vec::new();
    for (i, _) in characters.iter().enumerate().filter(|(_, c)| holds(c)) {
        match found.last_mut() {
            Some(run) if run.end == i => run.end += 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

fn ascii_digit(c: char) -> char {
    match u32::from(c).checked_sub(u32::from('０')) {
        Some(digit @ 0..=9) => char::from_digit(digit, 10).unwrap_or(c),
        _ => c,
    }
}

fn han_digit(c: char) -> Option<u32> {
    let digits = ["〇零○", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let place = digits.iter().position(|known| known.contains(c))?;
    u32::try_from(place).ok()
}

/// The number `text` in digits of either script: 2024, 二〇二四, 十二, 三十一.
fn value(text: &str) -> Option<u32> {
    if text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit()) {
        return text.parse().ok();
    }
    match text.split_once('十') {
        None => {
            text.chars().try_fold(0_u32, |sum, c| sum.checked_mul(10)?.checked_add(han_digit(c)?))
        }
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { value(tens)? };
            let ones = if ones.is_empty() { 0 } else { value(ones)? };
            tens.checked_mul(10)?.checked_add(ones)
        }
    }
}

/// Year, month and day in writing, where a calendar has them.
fn format(pieces: &[Option<u32>]) -> Option<String> {
    let pieces: Vec<u32> = pieces.iter().copied().collect::<Option<_>>()?;
    let year = pieces.first().filter(|year| YEARS.contains(year))?;
    match pieces[1..] {
        [] => Some(format!("{year}")),
        [month @ 1..=12] => Some(format!("{year}-{month:02}")),
        [month @ 1..=12, day] if (1..=days(*year, month)).contains(&day) => {
            Some(format!("{year}-{month:02}-{day:02}"))
        }
        _ => None,
    }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && !year.is_multiple_of(100) || year.is_multiple_of(400) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
