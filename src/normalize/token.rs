//! Folded characters -> symbols, quotes, blanks.

use xxhash_rust::xxh3::xxh3_64;

use super::blank;
use super::fold::{Letter, is_han, look_alike};
use super::ledger::note;
use super::{Blank, BlankKind, Break, Class, Quote, Symbol, Symbols};
use crate::model::{CharSpan, SymbolSpan};

/// Codes of the classes that match whatever their value; above every code point.
const SLOT_CODE: u32 = 0x4000_0000;
const NUMBER_CODE: u32 = 0x4000_0001;
const DATE_CODE: u32 = 0x4000_0002;
/// Set in the code of every word.
const WORD_BIT: u32 = 0x8000_0000;

/// Cuts folded characters into symbols.
pub(super) fn tokenize(letters: &[Letter]) -> Symbols {
    let mut cutter =
        Cutter { letters, out: Symbols::default(), pending: Break::None, open: Vec::new() };
    let mut i = 0;
    while i < letters.len() {
        i = cutter.step(i);
    }
    cutter.out
}

/// An opening mark whose closing mark was not seen yet.
struct Open {
    close: char,
    at: u32,
    first: u32,
    is_title: bool,
}

struct Cutter<'a> {
    letters: &'a [Letter],
    out: Symbols,
    pending: Break,
    open: Vec<Open>,
}

impl Cutter<'_> {
    /// Takes what stands at `i` and says where to go on.
    fn step(&mut self, i: usize) -> usize {
        let c = self.letters[i].folded;
        if c == '\n' || c == '\u{c}' {
            self.pending = Break::Paragraph;
            self.open.clear();
            return i + 1;
        }
        if c.is_whitespace() {
            return i + 1;
        }
        if (c.is_ascii_digit() || blank::is_mark(c))
            && let Some(end) = self.date(i).or_else(|| self.slot(i))
        {
            return end;
        }
        if c.is_ascii_digit() {
            return self.number(i);
        }
        if is_han(c) {
            return self.chinese_year(i).unwrap_or_else(|| self.han(i));
        }
        if c.is_alphanumeric() {
            return self.word(i);
        }
        self.mark(i)
    }

    fn push(
        &mut self,
        range: std::ops::Range<usize>,
        class: Class,
        code: u32,
        value: u32,
    ) -> usize {
        let span = self.span(range.start, range.end);
        let break_before = std::mem::take(&mut self.pending);
        self.out.items.push(Symbol { code, value, span, class, break_before });
        range.end
    }

    fn span(&self, start: usize, end: usize) -> CharSpan {
        CharSpan::new(self.letters[start].at, self.letters[end - 1].at + 1)
    }

    fn han(&mut self, i: usize) -> usize {
        let code = u32::from(self.letters[i].folded);
        self.push(i..i + 1, Class::Han, code, code)
    }

    /// A blank: marks, or digits that end in marks (`20***`).
    fn slot(&mut self, i: usize) -> Option<usize> {
        let digits = self.digits_end(i);
        let at_marks = if digits > i { digits } else { i };
        let mark = self.letters.get(at_marks)?.folded;
        if digits > i && !matches!(mark, '*' | '_' | '×' | 'X' | 'x') {
            return None;
        }
        let (end, kind) = blank::run(self.letters, at_marks)?;
        self.blank(i, end, kind);
        Some(end)
    }

    fn blank(&mut self, start: usize, end: usize, kind: BlankKind) {
        self.out.blanks.push(Blank { span: self.span(start, end), kind });
        self.push(start..end, Class::Slot, SLOT_CODE, kind as u32);
    }

    fn digits_end(&self, i: usize) -> usize {
        let is_digit = |l: &Letter| l.folded.is_ascii_digit();
        i + self.letters[i..].iter().take_while(|l| is_digit(l)).count()
    }

    /// A number with its decimals, per cent sign, and 万, 亿, 元.
    fn number(&mut self, i: usize) -> usize {
        let mut end = self.digits_end(i);
        while end + 1 < self.letters.len()
            && matches!(self.letters[end].folded, '.' | ',')
            && self.letters[end + 1].folded.is_ascii_digit()
        {
            end = self.digits_end(end + 1);
        }
        for unit in [['%', '‰'], ['万', '亿'], ['元', '元']] {
            if self.letters.get(end).is_some_and(|l| unit.contains(&l.folded)) {
                end += 1;
            }
        }
        let value = self.hash(i, end, |c| c != ',');
        self.push(i..end, Class::Number, NUMBER_CODE, value)
    }

    /// One number or blank of a date, of at most twelve letters: its end, and the blank's kind.
    fn date_part(&self, i: usize) -> Option<(usize, Option<BlankKind>)> {
        let digits = self.digits_end(i);
        match self.letters.get(digits) {
            Some(l) if blank::is_mark(l.folded) => {
                let is_same = |m: &Letter| m.folded.eq_ignore_ascii_case(&l.folded);
                let marks = self.letters[digits..].iter().take_while(|m| is_same(m)).count();
                let kind = if l.folded == '*' { BlankKind::Masked } else { BlankKind::Unfilled };
                (digits + marks - i <= 12).then_some((digits + marks, Some(kind)))
            }
            _ => (digits > i && digits - i <= 4).then_some((digits, None)),
        }
    }

    /// The unit of a date after one blank at most, such as 年: the place behind it.
    fn unit(&self, i: usize, units: &[char]) -> Option<usize> {
        let at = if self.letters.get(i).is_some_and(|l| l.folded == ' ') { i + 1 } else { i };
        self.letters.get(at).is_some_and(|l| units.contains(&l.folded)).then_some(at + 1)
    }

    /// 2023年, 2023年5月, 5月3日, X月X日, 20**年, XX年: one symbol.
    fn date(&mut self, i: usize) -> Option<usize> {
        if i > 0 && self.letters[i - 1].folded.is_ascii_alphanumeric() {
            return None;
        }
        let (first, mut kind) = self.date_part(i)?;
        let is_year = kind.is_some() || first - i == 4 || first - i == 2;
        let mut end = if let Some(end) = self.unit(first, &['年']).filter(|_| is_year) {
            self.month(end, &mut kind).unwrap_or(end)
        } else {
            self.month(i, &mut kind)?
        };
        // "30年" is a span of time, "5月" without a day may be one; a year has four digits.
        let without_day = first - i == 2 && kind.is_none() && end == first + 1;
        if without_day && self.letters[first].folded == '年' {
            return None;
        }
        end = end.max(i + 1);
        match kind {
            Some(kind) => {
                self.out.blanks.push(Blank { span: self.span(i, end), kind });
                self.push(i..end, Class::Slot, SLOT_CODE, kind as u32);
            }
            None => {
                let value = self.hash(i, end, |c| c != ' ');
                self.push(i..end, Class::Date, DATE_CODE, value);
            }
        }
        Some(end)
    }

    /// 5月 or 5月3日 at `i`, blanks allowed: its end.
    fn month(&self, i: usize, kind: &mut Option<BlankKind>) -> Option<usize> {
        let (part, blank) = self.date_part(i)?;
        if blank.is_none() && part - i > 2 {
            return None;
        }
        let end = self.unit(part, &['月'])?;
        *kind = kind.or(blank);
        let Some((day, blank)) = self.date_part(end) else { return Some(end) };
        let Some(last) = self.unit(day, &['日', '号']) else { return Some(end) };
        *kind = kind.or(blank);
        Some(last)
    }

    /// 二〇二三年 and 二○二三年三月: a date of four Chinese digits.
    fn chinese_year(&mut self, i: usize) -> Option<usize> {
        let is_digit = |c: char| "零〇○一二三四五六七八九".contains(c);
        let digits = self.letters[i..].iter().take(5).take_while(|l| is_digit(l.folded)).count();
        if digits == 4 && self.letters.get(i + 4).is_some_and(|l| l.folded == '年') {
            let value = self.hash(i, i + 5, |_| true);
            return Some(self.push(i..i + 5, Class::Date, DATE_CODE, value));
        }
        self.letters.get(i).filter(|l| l.folded == '〇').and_then(|_| self.slot(i))
    }

    /// A word of letters; look-alikes are folded where scripts are mixed.
    fn word(&mut self, i: usize) -> usize {
        let is_inner = |j: usize| {
            let Some(l) = self.letters.get(j) else { return false };
            let joins = matches!(l.folded, '\'' | '’')
                && self.letters.get(j + 1).is_some_and(|n| n.folded.is_alphabetic());
            (l.folded.is_alphanumeric() && !is_han(l.folded)) || joins
        };
        let end = (i + 1..).find(|&j| !is_inner(j)).unwrap_or(i + 1);
        let text: Vec<char> =
            self.letters[i..end].iter().flat_map(|l| l.folded.to_lowercase()).collect();
        let has_latin = text.iter().any(char::is_ascii_alphabetic);
        let alike = text.iter().filter(|&&c| look_alike(c).is_some()).count() as u64;
        let word: String = if has_latin && alike > 0 {
            let place = self.span(i, end);
            note(&mut self.out.evasion, "look-alike", alike, place);
            text.iter().map(|&c| look_alike(c).unwrap_or(c)).collect()
        } else {
            text.into_iter().collect()
        };
        let hash = xxh3_64(word.replace('’', "'").as_bytes());
        self.push(i..end, Class::Word, hash as u32 | WORD_BIT, (hash >> 32) as u32)
    }

    /// Anything else is a break; quotes, prompts and gaps are noted.
    fn mark(&mut self, i: usize) -> usize {
        let c = self.letters[i].folded;
        if let Some((end, kind)) = blank::run(self.letters, i) {
            self.blank(i, end, kind);
            return end;
        }
        if let Some(end) = blank::prompt(self.letters, i) {
            self.blank(i, end, BlankKind::Unfilled);
            return end;
        }
        if let Some(end) = blank::dots(self.letters, i) {
            self.out.blanks.push(Blank { span: self.span(i, end), kind: BlankKind::Deleted });
            self.pending = self.pending.max(Break::Clause);
            return end;
        }
        self.quote(c, i);
        let level = match c {
            '。' | '！' | '？' | '；' | '!' | '?' | ';' | '．' => Break::Sentence,
            '.' => self.full_stop(i),
            '-' | '\'' | '’' | '/' | '·' => Break::None,
            _ => Break::Clause,
        };
        self.pending = self.pending.max(level);
        i + 1
    }

    /// A point ends a sentence when white space follows, not inside 3.5 or e.g.
    fn full_stop(&self, i: usize) -> Break {
        let ends = self.letters.get(i + 1).is_none_or(|l| l.folded.is_whitespace());
        if ends { Break::Sentence } else { Break::None }
    }

    fn quote(&mut self, c: char, i: usize) {
        let at = self.letters[i].at;
        let first = self.out.items.len() as u32;
        if let Some(place) = self.open.iter().rposition(|open| open.close == c) {
            let open = self.open.swap_remove(place);
            self.open.truncate(place);
            self.close(&open, first, at);
            return;
        }
        let close = match c {
            '“' => '”',
            '《' => '》',
            '〈' => '〉',
            '「' => '」',
            '『' => '』',
            '"' => '"',
            _ => return,
        };
        self.open.push(Open { close, at, first, is_title: matches!(c, '《' | '〈') });
    }

    /// Notes the quote that ends before symbol `end`; one with nothing inside misses something.
    fn close(&mut self, open: &Open, end: u32, at: u32) {
        if end == open.first {
            if at == open.at + 1 {
                let span = CharSpan::new(open.at, at + 1);
                self.out.blanks.push(Blank { span, kind: BlankKind::Deleted });
            }
        } else if self.open.is_empty() {
            let span = SymbolSpan::new(open.first, end);
            self.out.quotes.push(Quote { span, is_title: open.is_title });
        }
    }

    fn hash(&self, start: usize, end: usize, keep: impl Fn(char) -> bool) -> u32 {
        let text: String =
            self.letters[start..end].iter().map(|l| l.folded).filter(|&c| keep(c)).collect();
        xxh3_64(text.as_bytes()) as u32
    }
}
