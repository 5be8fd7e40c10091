//! A passage in the terminal: both sides next to each other, differences marked without colour.

use crate::cli::commands::percent;
use crate::cli::layout;
use crate::cli::words;
use crate::model::Lang;
use crate::report;
use crate::report::rows::EditRow;
use crate::report::rows::PassageRow;
use crate::report::rows::ReasonRow;
use crate::report::rows::SideRow;

/// Narrower than this, the sides stand below each other. Unit: columns.
const SIDE_BY_SIDE_MIN: usize = 60;

/// Between the sides.
const BETWEEN: &str = " │ ";

/// Marks around text that only the left side has.
const LEFT_MARKS: (&str, &str) = ("[-", "-]");

/// Marks around text that only the right side has.
const RIGHT_MARKS: (&str, &str) = ("{+", "+}");

/// How a passage is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Shown {
    /// Columns to fill.
    pub(super) columns: usize,
    /// True when the row's right side stands on the left.
    pub(super) is_swapped: bool,
    /// The language of the words around it.
    pub(super) lang: Lang,
}

/// The lines of a passage: title, facts, texts, reasons.
pub(super) fn lines(number: usize, row: &PassageRow, shown: Shown) -> Vec<String> {
    let lang = shown.lang;
    let title: &[(&str, &dyn std::fmt::Display)] = &[
        ("number", &number),
        ("layer", &report::words::layer(row.layer, lang)),
        ("kind", &report::words::kind(&row.kind, lang)),
        ("grade", &report::words::grade(&row.grade, lang)),
        ("id", &row.id),
    ];
    let facts: &[(&str, &dyn std::fmt::Display)] = &[
        ("matched", &row.matched),
        ("identity", &percent(row.identity)),
        ("bits", &(row.surprise_bits / 1000)),
        ("expected", &row.expected_by_chance),
    ];
    let mut lines = vec![words::fill("passage.title", title, lang)];
    lines.extend(layout::wrapped(&words::fill("passage.facts", facts, lang), shown.columns));
    lines.extend(texts(row, shown));
    lines.extend(reasons("passage.support", &row.support, shown));
    lines.extend(reasons("passage.against", &row.against, shown));
    lines
}

/// What speaks for or against it, each reason a line.
pub(super) fn reasons(label: &'static str, reasons: &[ReasonRow], shown: Shown) -> Vec<String> {
    let label = words::word(label, shown.lang);
    let indent = layout::width(label);
    let mut sentences: Vec<String> =
        reasons.iter().map(|one| report::words::reason(one, shown.lang)).collect();
    if sentences.is_empty() {
        sentences.push(words::word("passage.nothing", shown.lang).to_owned());
    }
    let columns = shown.columns.saturating_sub(indent);
    let wrapped = sentences.iter().flat_map(|sentence| layout::wrapped(sentence, columns));
    let place = |(i, line): (usize, String)| match i {
        0 => format!("{label}{line}"),
        _ => format!("{}{line}", " ".repeat(indent)),
    };
    wrapped.enumerate().map(place).collect()
}

/// Both texts with their differences marked.
pub(super) fn texts(row: &PassageRow, shown: Shown) -> Vec<String> {
    let left_spans = row.edits.iter().map(|edit: &EditRow| edit.left);
    let right_spans = row.edits.iter().map(|edit: &EditRow| edit.right);
    let mut sides = [
        (&row.left, left_spans.collect::<Vec<_>>()),
        (&row.right, right_spans.collect::<Vec<_>>()),
    ];
    if shown.is_swapped {
        sides.swap(0, 1);
    }
    let [(left, left_spans), (right, right_spans)] = sides;
    let left = marked(left, &left_spans, LEFT_MARKS);
    let right = marked(right, &right_spans, RIGHT_MARKS);
    if shown.columns < SIDE_BY_SIDE_MIN {
        stacked(&left, &right, shown)
    } else {
        beside(&left, &right, shown)
    }
}

/// The text of a side with marks around `spans`, which count in code points of the document.
fn marked(side: &SideRow, spans: &[[u32; 2]], (open, close): (&str, &str)) -> String {
    let mut text = String::new();
    for (place, c) in (side.start..).zip(side.quote.chars()) {
        let is_in = |end: usize| spans.iter().any(|span| span[0] < span[1] && span[end] == place);
        if is_in(1) {
            text.push_str(close);
        }
        if is_in(0) {
            text.push_str(open);
        }
        match c {
            '\n' => text.push('↵'),
            c if c.is_control() => text.push(' '),
            c => text.push(c),
        }
    }
    if spans.iter().any(|span| span[0] < span[1] && span[1] == side.end) {
        text.push_str(close);
    }
    text
}

/// Next to each other, as two columns.
fn beside(left: &str, right: &str, shown: Shown) -> Vec<String> {
    let columns = (shown.columns - layout::width(BETWEEN)) / 2;
    let mut left = layout::wrapped(left, columns);
    let mut right = layout::wrapped(right, columns);
    let height = left.len().max(right.len());
    left.resize(height, String::new());
    right.resize(height, String::new());
    let line = |(left, right): (&String, &String)| {
        format!("{}{BETWEEN}{right}", layout::padded(left, columns)).trim_end().to_owned()
    };
    left.iter().zip(&right).map(line).collect()
}

/// Below each other, for a narrow terminal.
fn stacked(left: &str, right: &str, shown: Shown) -> Vec<String> {
    let mut lines = Vec::new();
    for (key, text) in [("passage.left", left), ("passage.right", right)] {
        lines.push(words::word(key, shown.lang).to_owned());
        lines.extend(layout::wrapped(text, shown.columns));
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn side(start: u32, quote: &str) -> SideRow {
        SideRow {
            document: "a.txt".to_owned(),
            report: 1,
            start,
            end: start + quote.chars().count() as u32,
            page: None,
            paragraph: None,
            heading: None,
            quote: quote.to_owned(),
        }
    }

    #[test]
    fn differences_stand_in_marks_up_to_the_end() {
        let side = side(10, "全镇共12个村");
        assert_eq!(marked(&side, &[[13, 15]], LEFT_MARKS), "全镇共[-12-]个村");
        assert_eq!(marked(&side, &[[15, 17]], RIGHT_MARKS), "全镇共12{+个村+}");
        assert_eq!(marked(&side, &[[12, 12]], LEFT_MARKS), "全镇共12个村");
    }

    #[test]
    fn columns_meet_whatever_the_width_of_the_characters() {
        let shown = Shown { columns: 61, is_swapped: false, lang: Lang::Zh };
        let lines = beside(&"镇".repeat(30), "abc", shown);
        let bars: Vec<usize> =
            lines.iter().map(|line| layout::width(line.split('│').next().unwrap_or(""))).collect();
        assert!(bars.windows(2).all(|w| w[0] == w[1]), "{lines:#?}");
    }
}
