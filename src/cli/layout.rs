//! Text in columns of a terminal, where a Chinese character is two columns wide.

use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

/// Columns where nobody tells: a pipe.
const COLUMNS: usize = 100;

/// Columns of the terminal at standard output.
pub(super) fn columns() -> usize {
    let size = terminal_size::terminal_size_of(std::io::stdout());
    size.map_or(COLUMNS, |(width, _)| usize::from(width.0))
}

/// Columns that `text` fills.
pub(super) fn width(text: &str) -> usize {
    text.width()
}

/// `text` and spaces up to `columns`.
pub(super) fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// `text` cut to `columns`, with `…` where something was cut off.
pub(super) fn clipped(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = 1;
    for c in text.chars() {
        used += c.width().unwrap_or(0);
        if used > columns {
            break;
        }
        kept.push(c);
    }
    kept.push('…');
    kept
}

/// `text` in lines of at most `columns`. Words of letters and the marks of differences stay whole
/// where a line can hold them, and no line begins with a mark that closes something.
pub(super) fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(2);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for c in text.chars() {
        let wide = c.width().unwrap_or(0);
        if used + wide > columns {
            let rest = goes_with(&line, c, columns);
            let next = line.split_off(line.len() - rest);
            lines.push(line.trim_end().to_owned());
            used = width(&next);
            line = next;
        }
        if !(c == ' ' && line.is_empty()) {
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Bytes at the end of `line` that must stand on the same line as `next`.
fn goes_with(line: &str, next: char, columns: usize) -> usize {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "-_'[]{}+".contains(c);
    let length = if is_part(next) {
        line.chars().rev().take_while(|&c| is_part(c)).count()
    } else if line.ends_with("[-") || line.ends_with("{+") {
        2
    } else if CLOSING.contains(next) {
        line.chars().next_back().map_or(0, char::len_utf8)
    } else {
        0
    };
    if width(&line[line.len() - length..]) < columns / 2 && length < line.len() {
        length
    } else {
        0
    }
}

/// Marks that no line begins with (GB/T 15834-2011, section 5.1).
const CLOSING: &str = "，。、；：！？）》”’…,.;:!?)";

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn chinese_characters_take_two_columns() {
        assert_eq!(wrapped("全镇党员干部", 5), ["全镇", "党员", "干部"]);
        assert_eq!(clipped("全镇党员", 5), "全镇…");
        assert_eq!(padded("镇", 4), "镇  ");
    }

    #[test]
    fn words_of_letters_stay_whole() {
        assert_eq!(wrapped("the flood season", 10), ["the flood", "season"]);
        assert_eq!(wrapped("全镇[-党-]", 6), ["全镇", "[-党-]"]);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        assert_eq!(wrapped("全镇党员，干部", 8), ["全镇党", "员，干部"]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_asked_and_nothing_but_spaces_is_lost(
            text in "[a-z 全镇党员，。-]{0,80}", columns in 2usize..40,
        ) {
            let lines = wrapped(&text, columns);
            prop_assert!(lines.iter().all(|line| width(line) <= columns));
            let visible = |text: &str| text.replace(' ', "");
            prop_assert_eq!(visible(&lines.concat()), visible(&text));
        }
    }
}
