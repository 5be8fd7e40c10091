//! Blanks: runs of `X`, `*`, `_`, `×`, `□`, `〇`, prompts in brackets, quotes with nothing inside.

use serde::{Deserialize, Serialize};

use super::fold::{Letter, is_han};
use crate::model::CharSpan;

/// A place where a word should stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Code points of the document.
    pub span: CharSpan,
    /// What kind of blank.
    pub kind: BlankKind,
}

/// What a single text shows of a blank; whether another text has the word is known later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BlankKind {
    /// To be filled in: `XX`, `__`, `X月X日`, a prompt.
    Unfilled,
    /// Blotted out: `***`.
    Masked,
    /// Something seems to be missing: empty quotation marks, dots inside a phrase.
    Deleted,
}

/// Longest prompt in brackets. Unit: letters. A prompt is a clause, not a paragraph.
const PROMPT_LETTERS_MAX: usize = 40;

/// Words that a prompt begins with.
const PROMPTS: &[&str] = &["此处", "请填", "请在", "填写", "待填", "请插入", "插入", "在此"];

/// True for the marks that blanks are made of; X only as a whole word, which [`run`] checks.
pub(super) fn is_mark(c: char) -> bool {
    matches!(c, '*' | '_' | '×' | '✕' | '╳' | '□' | '■' | '○' | '〇' | 'X' | 'x')
}

/// The kind that a mark speaks for.
fn kind_of(mark: char) -> BlankKind {
    if matches!(mark, '*' | '■') { BlankKind::Masked } else { BlankKind::Unfilled }
}

/// A run of marks at `i` that is a blank: its end and kind.
pub(super) fn run(letters: &[Letter], i: usize) -> Option<(usize, BlankKind)> {
    let mark = letters[i].folded;
    if !is_mark(mark) {
        return None;
    }
    let same =
        |c: char| if mark.eq_ignore_ascii_case(&'x') { c == 'x' || c == 'X' } else { c == mark };
    let end = (i..letters.len()).find(|&j| !same(letters[j].folded)).unwrap_or(letters.len());
    let around = Around::of(letters, i, end);
    let is_blank = match mark {
        'X' | 'x' => around.frames_an_x(end - i),
        '×' | '✕' | '╳' => !(around.before_is_digit && around.after_is_digit && end - i == 1),
        '〇' | '○' => end - i >= 2,
        _ => around.frames_a_bar(end - i),
    };
    is_blank.then(|| (end, kind_of(mark)))
}

/// What stands on either side of a run.
struct Around {
    before: Option<char>,
    after: Option<char>,
    before_is_digit: bool,
    after_is_digit: bool,
    before_spaced: Option<char>,
    after_spaced: Option<char>,
}

impl Around {
    fn of(letters: &[Letter], start: usize, end: usize) -> Self {
        let before = start.checked_sub(1).map(|j| letters[j].folded);
        let after = letters.get(end).map(|l| l.folded);
        let skip = |c: &char| *c == ' ' || *c == '\u{3000}';
        Self {
            before,
            after,
            before_is_digit: before.is_some_and(|c| c.is_ascii_digit()),
            after_is_digit: after.is_some_and(|c| c.is_ascii_digit()),
            before_spaced: letters[..start].iter().rev().map(|l| l.folded).find(|c| !skip(c)),
            after_spaced: letters[end..].iter().map(|l| l.folded).find(|c| !skip(c)),
        }
    }

    /// `X` as a whole word beside Chinese: 来X视察, XX镇, 《XXX》; neither X光 nor Roman numerals.
    fn frames_an_x(&self, length: usize) -> bool {
        let is_letter = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && !is_han(c));
        let is_beam = |c: Option<char>| matches!(c, Some('光' | '射' | '轴' | '型'));
        if is_letter(self.before) || is_letter(self.after) || (length == 1 && is_beam(self.after)) {
            return false;
        }
        let beside = |c: Option<char>| c.is_some_and(|c| is_han(c) || is_cjk_mark(c));
        if length == 1 {
            beside(self.before) || beside(self.after)
        } else {
            length <= 12 && (beside(self.before_spaced) || beside(self.after_spaced))
        }
    }

    /// `*`, `_`, `□`: not a bullet, not a rule across the page, not a part of an identifier.
    fn frames_a_bar(&self, length: usize) -> bool {
        let is_ascii_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphabetic());
        let at_edge = |c: Option<char>| c.is_none_or(|c| c == '\n' || c == '\r');
        if is_ascii_word(self.before) || is_ascii_word(self.after) {
            return false;
        }
        if at_edge(self.before_spaced) && at_edge(self.after_spaced) {
            return false;
        }
        let touches = |c: Option<char>| c.is_some_and(|c| is_han(c) || c.is_ascii_digit());
        length >= 2 && !at_edge(self.before) || touches(self.before) || touches(self.after)
    }
}

/// Marks that stand in Chinese text only.
fn is_cjk_mark(c: char) -> bool {
    matches!(
        c,
        '《' | '》' | '“' | '”' | '、' | '，' | '。' | '〔' | '〕' | '【' | '】' | '（' | '）'
    )
}

/// A prompt in brackets at `i`, or brackets around white space only: its end.
pub(super) fn prompt(letters: &[Letter], i: usize) -> Option<usize> {
    let close = match letters[i].folded {
        '(' => ')',
        '[' => ']',
        '【' => '】',
        '<' => '>',
        _ => return None,
    };
    let window = &letters[i + 1..letters.len().min(i + 1 + PROMPT_LETTERS_MAX)];
    let length = window.iter().position(|l| l.folded == close)?;
    let inside: String = window[..length].iter().map(|l| l.folded).collect();
    let is_empty = length >= 2 && inside.chars().all(|c| c == ' ' || c == '\u{3000}');
    let is_prompt = PROMPTS.iter().any(|word| inside.trim_start().starts_with(word));
    (is_empty || is_prompt).then_some(i + 1 + length + 1)
}

/// Three or more dots straight between two Chinese characters, as in 深化对...规律: their end.
pub(super) fn dots(letters: &[Letter], i: usize) -> Option<usize> {
    let is_dot = |j: usize| letters.get(j).is_some_and(|l| l.folded == '.');
    let end = (i..letters.len()).find(|&j| !is_dot(j)).unwrap_or(letters.len());
    let han = |j: Option<usize>| j.and_then(|j| letters.get(j)).is_some_and(|l| is_han(l.folded));
    (end - i >= 3 && han(i.checked_sub(1)) && han(Some(end))).then_some(end)
}
