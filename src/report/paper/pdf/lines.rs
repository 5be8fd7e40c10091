//! Paragraphs cut into lines: Chinese breaks between any two characters, words of letters stay
//! whole, and no line begins or ends with the wrong mark.

use super::Glyphs;
use super::face::Face;
use crate::report::paper::block::{Span, Style};

/// Marks that begin no line (GB/T 15834-2011, 5.1: marks stand at no line's head).
const NOT_FIRST: &str = "，。、；：？！）》」』】〕”’…—·％%,.;:?!)]}";

/// Marks that end no line.
const NOT_LAST: &str = "（《「『【〔“‘([{№";

/// A character set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Set {
    /// Number in the subset.
    pub(super) number: u16,
    /// Unit: points.
    pub(super) advance: f32,
    pub(super) style: Style,
    character: char,
}

/// The characters of a paragraph. What the face does not have is written as its code.
pub(super) fn set(spans: &[Span], size: f32, face: &Face, glyphs: &mut Glyphs) -> Vec<Set> {
    let mut all = Vec::new();
    for span in spans {
        let size = if span.style == Style::Quiet { size * QUIET } else { size };
        for character in span.text.chars() {
            put(character, span.style, size, (face, &mut *glyphs), &mut all);
        }
    }
    all
}

/// Size of quiet text against that around it.
pub(super) const QUIET: f32 = 0.9;

fn put(
    character: char,
    style: Style,
    size: f32,
    (face, glyphs): (&Face, &mut Glyphs),
    all: &mut Vec<Set>,
) {
    let Some(glyph) = face.glyph(character) else {
        // The codes are letters that every face has.
        if character.is_ascii() {
            return;
        }
        for sign in format!("[U+{:04X}]", u32::from(character)).chars() {
            put(sign, style, size, (face, &mut *glyphs), all);
        }
        return;
    };
    let number = glyphs.number(glyph.number, character, glyph.advance);
    all.push(Set { number, advance: glyph.advance * size / 1000.0, style, character });
}

/// Lines of at most `width` points; one empty line for an empty paragraph.
pub(super) fn broken(all: &[Set], width: f32) -> Vec<&[Set]> {
    let mut lines = Vec::new();
    let mut start = 0;
    while start < all.len() {
        let mut end = start;
        let mut used = 0.0;
        while end < all.len() && used + all[end].advance <= width {
            used += all[end].advance;
            end += 1;
        }
        // A glyph wider than the line stands alone.
        end = end.max(start + 1);
        if end < all.len() {
            end = (start + 1..=end).rev().find(|&at| may_break(all, at)).unwrap_or(end);
        }
        lines.push(&all[start..end]);
        start = end;
        while start < all.len() && all[start].character == ' ' {
            start += 1;
        }
    }
    if lines.is_empty() {
        lines.push(&all[..0]);
    }
    lines
}

fn may_break(all: &[Set], at: usize) -> bool {
    let (before, after) = (all[at - 1].character, all[at].character);
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let is_in_word = is_word(before) && is_word(after);
    !(is_in_word || NOT_FIRST.contains(after) || NOT_LAST.contains(before))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(words: &str) -> Vec<Set> {
        let one = |character| Set { number: 1, advance: 10.0, style: Style::Plain, character };
        words.chars().map(one).collect()
    }

    fn lines(words: &str, width: f32) -> Vec<String> {
        let all = text(words);
        let string = |line: &&[Set]| line.iter().map(|set| set.character).collect();
        broken(&all, width).iter().map(string).collect()
    }

    #[test]
    fn marks_stand_at_no_lines_head_and_brackets_at_no_lines_end() {
        assert_eq!(lines("一二三，四五", 30.0), ["一二", "三，四", "五"]);
        assert_eq!(lines("一二（三四）", 30.0), ["一二", "（三", "四）"]);
    }

    #[test]
    fn words_of_letters_stay_whole_where_they_fit() {
        assert_eq!(lines("一 leitong 二", 80.0), ["一 ", "leitong ", "二"]);
        assert_eq!(lines("leitong", 30.0), ["lei", "ton", "g"]);
        assert_eq!(lines("", 30.0), [""]);
    }

    #[test]
    fn nothing_is_lost_but_blanks_at_a_lines_head() {
        let words = "甲乙丙，丁（戊）己庚辛abc壬癸。".repeat(20);
        assert_eq!(lines(&words, 70.0).concat(), words);
        assert!(lines(&words, 70.0).iter().all(|line| line.chars().count() <= 7));
    }
}
