//! Figures that cannot be right: parts that are more than their whole, headings that skip or repeat
//! a number.

use std::sync::LazyLock;

use regex::Regex;

use super::Mistake;
use crate::archive::{Archive, Report};
use crate::groups::placeholders::text_of;
use crate::model::{CharSpan, SymbolSpan};
use crate::segment::Role;

/// A whole with its measure, and the text of its parts.
static WHOLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("共[^，。；、0-9]{0,12}([0-9]+)(\\p{Han}{1,2})[^。；]*?其中([^。；]+)")
        .expect("invariant: a valid pattern")
});

/// A figure with what follows it.
static PART: LazyLock<Regex> =
    LazyLock::new(|| Regex::new("([0-9]+)(\\p{Han}{1,2})").expect("invariant: a valid pattern"));

/// Words that say that the parts overlap or are counted otherwise.
const OTHERWISE: [&str; 6] = ["含", "同比", "增长", "累计", "又", "%"];

/// Wholes of which the parts named are more. Parts that are fewer may be all that is told.
pub(super) fn sums(archive: &Archive, report: &Report) -> Vec<Mistake> {
    let text = text_of(archive, report, report.span);
    let mut found = Vec::new();
    for one in WHOLE.captures_iter(&text) {
        let (Some(whole), Some(measure), Some(parts)) = (one.get(1), one.get(2), one.get(3)) else {
            continue;
        };
        let Ok(total) = whole.as_str().parse::<u64>() else { continue };
        let first = measure.as_str().chars().next();
        let is_same = |part: &regex::Captures| part[2].chars().next() == first;
        let figures: Vec<(u64, usize)> = PART
            .captures_iter(parts.as_str())
            .filter(is_same)
            .filter_map(|part| Some((part[1].parse().ok()?, part.get(0)?.end())))
            .collect();
        let sum: u64 = figures.iter().map(|(n, _)| n).fold(0, |a, &b| a.saturating_add(b));
        let is_told_otherwise = OTHERWISE.iter().any(|word| parts.as_str().contains(word));
        if figures.len() < 2 || sum <= total || is_told_otherwise {
            continue;
        }
        let end = parts.start() + figures[figures.len() - 1].1;
        if let Some(span) = symbols(report, &text, whole.start(), end) {
            found.push(Mistake { span, kind: "sum", usual: Some(sum.to_string()) });
        }
    }
    found
}

/// The symbols of bytes of a report's text.
fn symbols(report: &Report, text: &str, start: usize, end: usize) -> Option<SymbolSpan> {
    let at = |byte: usize| report.span.start + text[..byte].chars().count() as u32;
    let (from, to) = (at(start), at(end));
    let items = &report.symbols.items;
    let first = items.partition_point(|s| s.span.end <= from) as u32;
    let last = items.partition_point(|s| s.span.start < to) as u32;
    (first < last).then(|| SymbolSpan::new(first, last))
}

/// The number that a paragraph begins with: its level and value, and the characters of the number.
fn number(line: &str) -> Option<(usize, u32, usize)> {
    let bracket = line.starts_with(['（', '(']);
    let line = line.trim_start_matches(['（', '(']);
    let chinese: String =
        line.chars().take_while(|c| "一二三四五六七八九十".contains(*c)).collect();
    if !chinese.is_empty() {
        let after = line[chinese.len()..].chars().next()?;
        let level = match (bracket, after) {
            (false, '、') => 0,
            (true, '）' | ')') => 1,
            _ => return None,
        };
        return Some((level, value(&chinese)?, chinese.chars().count()));
    }
    let digits: String = line.chars().take_while(char::is_ascii_digit).collect();
    let rest = &line[digits.len()..];
    let ends = rest.starts_with(['.', '．', '、']);
    let is_decimal = rest.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
    let level = if bracket { return None } else { 2 };
    let is_number = ends && !is_decimal && (1..=2).contains(&digits.len());
    is_number.then(|| digits.parse().ok()).flatten().map(|n| (level, n, 1))
}

/// The value of a Chinese number below a hundred.
fn value(chinese: &str) -> Option<u32> {
    let digit = |c: char| "一二三四五六七八九".chars().position(|d| d == c).map(|at| at as u32 + 1);
    match chinese.split_once('十') {
        None => chinese.chars().next().filter(|_| chinese.chars().count() == 1).and_then(digit),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens.chars().next()?)? };
            let ones = if ones.is_empty() { 0 } else { digit(ones.chars().next()?)? };
            Some(tens * 10 + ones)
        }
    }
}

/// Headings whose number is not the one after the last of their level.
pub(super) fn numbering(archive: &Archive, report: &Report) -> Vec<Mistake> {
    let text: Vec<char> = text_of(archive, report, report.span).chars().collect();
    let mut last = [0u32; 3];
    let mut found = Vec::new();
    let headings = report
        .segments
        .paragraphs
        .iter()
        .filter(|p| (p.role == Role::Heading || p.heading > 0) && p.span.length() > 0);
    for paragraph in headings {
        let CharSpan { start, .. } = report.symbols.chars(paragraph.span);
        let from = (start - report.span.start) as usize;
        // The bracket of （一） is no symbol.
        let from = match from.checked_sub(1) {
            Some(before) if matches!(text[before], '（' | '(') => before,
            _ => from,
        };
        let line: String = text[from..].iter().take(8).collect();
        let Some((level, n, symbols)) = number(&line) else { continue };
        let expected = last[level] + 1;
        if n != expected && n != 1 && last[level] > 0 {
            let first = paragraph.span.start;
            let span = SymbolSpan::new(first, first + symbols as u32);
            found.push(Mistake { span, kind: "numbering", usual: Some(expected.to_string()) });
        }
        last[level] = n;
        last[level + 1..].fill(0);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::of_texts;

    #[test]
    fn parts_that_are_more_than_the_whole_are_wrong_and_fewer_are_not() {
        let of = |text: &str| {
            let archive = of_texts(&[text.to_owned()]);
            sums(&archive, &archive.reports[0]).into_iter().map(|m| m.usual).collect::<Vec<_>>()
        };
        let sum = of("全村共清淤24处，其中上渠13处、下渠15处。");
        assert_eq!(sum, [Some("28".to_owned())]);
        assert!(of("全村共清淤24处，其中上渠3处、下渠5处。").is_empty());
        assert!(of("全村共清淤24处，其中上渠13处，含去年的15处。").is_empty());
    }

    #[test]
    fn headings_that_skip_a_number_are_wrong() {
        let texts =
            ["一、渠道\n修了。\n二、道路\n修了。\n四、桥梁\n修了。\n（一）木桥\n修了。\n"
                .to_owned()];
        let archive = of_texts(&texts);
        let found = numbering(&archive, &archive.reports[0]);
        let usual: Vec<_> = found.iter().map(|m| m.usual.as_deref()).collect();
        assert_eq!(usual, [Some("3")]);
        let items = &archive.reports[0].symbols.items;
        assert_eq!(items[found[0].span.start as usize].code, u32::from('四'));
    }

    #[test]
    fn numbers_are_read() {
        assert_eq!(value("十"), Some(10));
        assert_eq!(value("二十三"), Some(23));
        assert_eq!(number("（三）木桥"), Some((1, 3, 1)));
        assert_eq!(number("3.5公里"), None);
        assert_eq!(number("一是"), None);
    }
}
