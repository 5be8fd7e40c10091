//! Disguises: functions of a passage that say how much of it they changed.

use leitong::segment::jieba;

use super::dice::Dice;
use super::text::Texts;

/// One disguise. Strengths are percent of what it can change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Numbers and names are changed.
    Slots,
    /// Words become words of the same meaning; percent of the content words.
    Synonyms(usize),
    /// Adverbs are put before verbs; percent of the verbs.
    Insert(usize),
    /// Adverbs are dropped; percent of them.
    Delete(usize),
    /// Clauses change places; percent of the sentences of three clauses or more.
    Clauses(usize),
    /// Sentences change places.
    Sentences,
    /// Commas become full stops; percent of the commas.
    Split(usize),
    /// Full stops become commas; percent of the full stops.
    Merge(usize),
    /// Clauses are dropped; percent of the clauses.
    Drop(usize),
}

/// A disguised passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Washed {
    /// The text.
    pub(crate) text: String,
    /// How many things were changed.
    pub(crate) changed: usize,
    /// How many things of the sort there are.
    pub(crate) of: usize,
}

/// Applies the steps one after another; the counts are those of the last.
pub(crate) fn wash(text: &str, steps: &[Step], texts: &Texts, dice: &mut Dice) -> Washed {
    let start = Washed { text: text.to_owned(), changed: 0, of: 0 };
    steps.iter().fold(start, |washed, step| apply(&washed.text, *step, texts, dice))
}

fn apply(text: &str, step: Step, texts: &Texts, dice: &mut Dice) -> Washed {
    match step {
        Step::Slots => slots(text, texts, dice),
        Step::Synonyms(percent) => synonyms(text, percent, texts, dice),
        Step::Insert(percent) => insert(text, percent, texts, dice),
        Step::Delete(percent) => delete(text, percent, dice),
        Step::Clauses(percent) => clauses(text, percent, dice),
        Step::Sentences => reorder_sentences(text, dice),
        Step::Split(percent) => marks(text, percent, '，', &["。"], dice),
        Step::Merge(percent) => {
            marks(text, percent, '。', &["，同时", "，并且", "；", "，另外"], dice)
        }
        Step::Drop(percent) => drop_clauses(text, percent, dice),
    }
}

/// `percent` of `n`, rounded.
fn share(n: usize, percent: usize) -> usize {
    (n * percent + 50) / 100
}

const DIGITS: &str = "一二三四五六七八九";
const NUMERALS: &str = "一二三四五六七八九十百千万亿两零〇";

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

/// A word of two characters or more that is not a number.
pub(crate) fn is_content(word: &str) -> bool {
    let is_number = word.starts_with(|c| NUMERALS.contains(c) || c == '第');
    word.chars().count() >= 2 && word.chars().all(is_han) && !is_number
}

fn synonyms(text: &str, percent: usize, texts: &Texts, dice: &mut Dice) -> Washed {
    let mut words = jieba().cut(text, false);
    let content: Vec<usize> = (0..words.len()).filter(|&i| is_content(words[i].word)).collect();
    let able: Vec<usize> =
        content.iter().copied().filter(|&i| texts.synonyms.contains_key(words[i].word)).collect();
    let chosen = dice.choose(able.len(), share(content.len(), percent));
    for &i in &chosen {
        let word = &mut words[able[i]].word;
        *word = texts.synonyms[*word];
    }
    let text = words.iter().map(|w| w.word).collect();
    Washed { text, changed: chosen.len(), of: content.len() }
}

/// Share of the content words that have another word, in percent.
pub(crate) fn reach(text: &str, texts: &Texts) -> usize {
    let words = jieba().cut(text, false);
    let content = words.iter().filter(|w| is_content(w.word)).count();
    let able = words.iter().filter(|w| texts.synonyms.contains_key(w.word)).count();
    able * 100 / content.max(1)
}

/// Verbs that no adverb stands before.
const BARE: &str = "没有 不是 可以 能够 不能 只有 就是 不会 不要 不肯 愿意 觉得 知道 不够 超过 不到 \
    还有 不准 不再 不用 看到 听见 看见 起来 下来 出来 回来 过来 进来 不如 不想 号称 有人 来得 等于 来说";

fn insert(text: &str, percent: usize, texts: &Texts, dice: &mut Dice) -> Washed {
    let tags = jieba().tag(text, false);
    let free = |i: usize| {
        let before = tags[i - 1].word.chars().next_back().unwrap_or('，');
        !"不没未就已才也都还再能要的被把很更最".contains(before)
    };
    let is_verb = |i: usize| {
        let word = tags[i].word;
        tags[i].tag == "v" && word.chars().count() == 2 && !BARE.contains(word)
    };
    let able: Vec<usize> = (1..tags.len()).filter(|&i| is_verb(i) && free(i)).collect();
    let chosen = dice.choose(able.len(), share(able.len(), percent));
    let places: Vec<usize> = chosen.iter().map(|&i| able[i]).collect();
    let mut washed = String::new();
    for (i, tag) in tags.iter().enumerate() {
        if places.contains(&i) {
            washed.push_str(dice.pick(&texts.adverbs));
        }
        washed.push_str(tag.word);
    }
    Washed { text: washed, changed: chosen.len(), of: able.len() }
}

fn delete(text: &str, percent: usize, dice: &mut Dice) -> Washed {
    let tags = jieba().tag(text, false);
    let drops = |i: usize| {
        let tag = &tags[i];
        let is_adverb = tag.tag == "d" || tag.tag == "ad" || tag.tag == "z";
        is_adverb && !tag.word.contains(['不', '没', '未', '别', '无'])
    };
    let able: Vec<usize> = (0..tags.len()).filter(|&i| drops(i)).collect();
    let chosen = dice.choose(able.len(), share(able.len(), percent));
    let gone: Vec<usize> = chosen.iter().map(|&i| able[i]).collect();
    let kept = tags.iter().enumerate().filter(|(i, _)| !gone.contains(i));
    let washed = kept.map(|(_, tag)| tag.word).collect();
    Washed { text: washed, changed: chosen.len(), of: able.len() }
}

/// Sentences, each with its mark.
pub(crate) fn sentences(text: &str) -> Vec<&str> {
    text.split_inclusive('。').collect()
}

/// The clauses of a sentence without their marks; all of them are separated by commas then.
fn parts(sentence: &str) -> Vec<&str> {
    sentence.trim_end_matches('。').split(['，', '；']).collect()
}

fn sentence_of(parts: &[&str]) -> String {
    format!("{}。", parts.join("，"))
}

fn clauses(text: &str, percent: usize, dice: &mut Dice) -> Washed {
    let mut all: Vec<String> = sentences(text).iter().map(|s| (*s).to_owned()).collect();
    let able: Vec<usize> = (0..all.len()).filter(|&i| parts(&all[i]).len() >= 3).collect();
    let chosen = dice.choose(able.len(), share(able.len(), percent));
    for &i in &chosen {
        let sentence = &mut all[able[i]];
        let mut order = parts(sentence);
        let before = order.clone();
        while order == before {
            dice.shuffle(&mut order);
        }
        *sentence = sentence_of(&order);
    }
    Washed { text: all.concat(), changed: chosen.len(), of: able.len() }
}

fn reorder_sentences(text: &str, dice: &mut Dice) -> Washed {
    let before = sentences(text);
    let mut order = before.clone();
    while order == before && before.len() > 1 {
        dice.shuffle(&mut order);
    }
    let moved = order.iter().zip(&before).filter(|(a, b)| a != b).count();
    Washed { text: order.concat(), changed: moved, of: before.len() }
}

/// Some of one mark, but never the last character, become others.
fn marks(text: &str, percent: usize, from: char, to: &[&str], dice: &mut Dice) -> Washed {
    let last = text.char_indices().next_back().map_or(0, |(i, _)| i);
    let able = text.char_indices().filter(|&(i, c)| c == from && i != last).count();
    let chosen = dice.choose(able, share(able, percent));
    let mut washed = String::new();
    let mut seen = 0;
    for (i, c) in text.char_indices() {
        let is_one = c == from && i != last;
        match is_one && chosen.contains(&seen) {
            true => washed.push_str(dice.pick(to)),
            false => washed.push(c),
        }
        seen += usize::from(is_one);
    }
    Washed { text: washed, changed: chosen.len(), of: able }
}

fn drop_clauses(text: &str, percent: usize, dice: &mut Dice) -> Washed {
    let all: Vec<Vec<&str>> = sentences(text).into_iter().map(parts).collect();
    let of = all.iter().map(Vec::len).sum();
    let gone = dice.choose(of, share(of, percent));
    let mut at = 0;
    let mut washed = String::new();
    for sentence in &all {
        let kept: Vec<&str> = (0..sentence.len())
            .filter(|i| !gone.contains(&(at + i)))
            .map(|i| sentence[i])
            .collect();
        at += sentence.len();
        if !kept.is_empty() {
            washed.push_str(&sentence_of(&kept));
        }
    }
    Washed { text: washed, changed: gone.len(), of }
}

/// Every name of a list and every number of two numerals or more becomes another.
fn slots(text: &str, texts: &Texts, dice: &mut Dice) -> Washed {
    let (mut washed, mut changed) = (text.to_owned(), 0);
    for kind in &texts.names {
        let others: Vec<&str> = kind.iter().copied().filter(|n| !text.contains(n)).collect();
        for name in kind.iter().filter(|name| text.contains(**name)) {
            changed += text.matches(name).count();
            washed = washed.replace(name, dice.pick(&others));
        }
    }
    let mut out = String::new();
    let mut run = String::new();
    for c in washed.chars().chain(std::iter::once('\n')) {
        if NUMERALS.contains(c) {
            run.push(c);
            continue;
        }
        let is_number = run.chars().count() >= 2 && run.contains(['十', '百', '千', '万']);
        changed += usize::from(is_number);
        for digit in run.drain(..) {
            out.push(if is_number { other_digit(digit, dice) } else { digit });
        }
        out.push(c);
    }
    out.pop();
    Washed { text: out, changed, of: changed }
}

/// Another digit for a digit, the same for what is none.
fn other_digit(digit: char, dice: &mut Dice) -> char {
    let others: Vec<char> = DIGITS.chars().filter(|&c| c != digit).collect();
    if DIGITS.contains(digit) { dice.pick(&others) } else { digit }
}
