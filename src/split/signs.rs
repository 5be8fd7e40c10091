//! What a line looks like: a title, a marker such as 篇一, an opening, a numbered heading, a date.
//!
//! Blanks (XX, ××, **, __) may stand wherever a number or a name stands.

use std::sync::LazyLock;

use crate::config::SplitConfig;

static TITLE_WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let lines = include_str!("../../data/lexicon/report-titles.txt").lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with('#')).collect()
});

/// Characters that stand for a number or a name in a form.
const BLANKS: &str = "xX×ＸｘⅩ*＊＿_—○〇Oo";
/// Han digits and the characters that make numbers of them.
const HAN_DIGITS: &str = "零〇一二三四五六七八九十百";
/// Sentence ends and what else no title holds.
const SENTENCE_MARKS: [char; 9] = ['。', '！', '？', '；', '：', '!', '?', ';', ':'];

/// True when `text` reads like the title of a report: short, no sentence, a genre word at its end.
pub(crate) fn is_title(text: &str, config: &SplitConfig) -> bool {
    title_word(text, config).is_some()
}

/// The genre word that the title `text` ends in; `None` where it is no title.
pub(crate) fn title_word(text: &str, config: &SplitConfig) -> Option<&'static str> {
    if text.chars().count() > config.title_characters_max as usize {
        return None;
    }
    let core = title_core(text);
    let is_plain = !core.contains(SENTENCE_MARKS)
        && core.matches(['，', ',', '、']).count() <= 2
        && !core.starts_with("附")
        && !core.contains(['|', '\\', '/'])
        && numbering(core).is_none();
    if !is_plain || core.chars().count() < config.title_characters_min as usize {
        return None;
    }
    let words = TITLE_WORDS.iter().filter(|word| core.ends_with(**word));
    words.max_by_key(|word| word.len()).copied()
}

/// The words of a title: without marker, book marks, a note in brackets and a number at its end.
pub(crate) fn title_core(text: &str) -> &str {
    let (_, rest) = marker(text).unwrap_or((0, text));
    let mut core = rest.trim_start_matches(['#', '*', ' ', '\u{3000}', '《', '【', '★', '■', '◆']);
    loop {
        let before = core;
        core = core.trim_end_matches([' ', '\u{3000}', '》', '】', '*', '★', ':', '：']);
        core = core.trim_end_matches(|c: char| c.is_ascii_digit());
        core = without_han_number(core);
        core = without_brackets(core);
        core = without_number_word(core);
        if core == before {
            return core;
        }
    }
}

/// `text` without a Han number right behind a genre word: 总结一.
fn without_han_number(text: &str) -> &str {
    let bare = text.trim_end_matches(|c| HAN_DIGITS.contains(c));
    if TITLE_WORDS.iter().any(|word| bare.ends_with(word)) { bare } else { text }
}

/// `text` without a note in brackets at its end, such as （镇乡）.
fn without_brackets(text: &str) -> &str {
    for (open, close) in [('（', '）'), ('(', ')')] {
        if text.ends_with(close)
            && let Some(at) = text.rfind(open)
            && at > 0
        {
            return &text[..at];
        }
    }
    text
}

/// `text` without 范文, 篇二, 之三 at its end.
fn without_number_word(text: &str) -> &str {
    let bare = text.trim_end_matches(|c| HAN_DIGITS.contains(c));
    for word in ["第", "篇", "之", "范文", "模板", "范本", "样本"] {
        let is_bare = matches!(word, "范文" | "模板" | "范本" | "样本");
        if (is_bare || bare != text || word == "篇")
            && let Some(core) = bare.strip_suffix(word)
        {
            return core.trim_end();
        }
    }
    text.strip_suffix("篇").unwrap_or(text)
}

/// The number of a marker that counts reports and the rest of the line: 篇一, 范文2, 【篇3】,
/// 第四篇, `… 篇5` and `…（六）` behind a title.
pub(crate) fn marker(text: &str) -> Option<(u32, &str)> {
    leading_marker(text).or_else(|| trailing_marker(text).map(|number| (number, text)))
}

fn leading_marker(text: &str) -> Option<(u32, &str)> {
    let bare = text.trim_start_matches(['【', '[', '（', '(', '#', '★', '◆', ' ']);
    let words = ["篇", "范文", "模板", "例文", "样本", "范本", "第", "材料", "文稿"];
    let rest = words.iter().find_map(|word| bare.strip_prefix(word))?;
    let (number, rest) = number(rest.trim_start())?;
    let ordinal = bare.starts_with('第');
    let rest = match ["篇", "份", "部分范文"].iter().find_map(|unit| rest.strip_prefix(unit))
    {
        Some(rest) => rest,
        None if ordinal => return None,
        None => rest,
    };
    let tail = rest.trim_start_matches(['】', ']', '）', ')', '：', ':', '、', '.', '．', '*']);
    let is_apart =
        tail.len() < rest.len() || rest.is_empty() || rest.starts_with([' ', '\u{3000}']);
    (is_apart && number > 0).then_some((number, tail.trim_start()))
}

fn trailing_marker(text: &str) -> Option<u32> {
    let bare = text.trim_end_matches(['】', ']', '）', ')', '：', ':', '*', ' ', '★', '◆']);
    let digits = |c: char| c.is_ascii_digit() || HAN_DIGITS.contains(c);
    let bare_unit = bare.strip_suffix('篇').unwrap_or(bare);
    let head = bare_unit.trim_end_matches(digits);
    let (number, rest) = number(&bare_unit[head.len()..])?;
    let is_marked = ["篇", "范文", "之", "模板"].iter().any(|word| head.ends_with(word))
        || head.ends_with('第') && bare_unit.len() < bare.len()
        || is_titled(head.trim_end_matches(['（', '(', ' ']));
    let is_year = number > MARKER_MAX;
    (rest.is_empty() && is_marked && !is_year && head.chars().count() > 2).then_some(number)
}

/// True where the number follows a genre word: 总结2, …总结（2）.
fn is_titled(head: &str) -> bool {
    TITLE_WORDS.iter().any(|word| head.ends_with(word))
}

/// Largest number of a report in one file; what is larger is a year.
const MARKER_MAX: u32 = 999;

/// True for a line that is nothing but a marker, or a marker of a kind that counts nothing else.
pub(crate) fn is_strict_marker(text: &str) -> bool {
    !text.starts_with('第') && marker(text).is_some()
}

/// The number that `text` begins with, in digits of either script, and the rest.
fn number(text: &str) -> Option<(u32, &str)> {
    let ascii = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    if ascii > 0 {
        return Some((text[..ascii].parse().ok()?, &text[ascii..]));
    }
    let han = text.len() - text.trim_start_matches(|c| HAN_DIGITS.contains(c)).len();
    (han > 0).then(|| (han_number(&text[..han]), &text[han..]))
}

/// The value of Han digits up to 999.
fn han_number(text: &str) -> u32 {
    let (mut total, mut digit) = (0, 0);
    for c in text.chars() {
        let place = HAN_DIGITS.chars().position(|known| known == c).unwrap_or(0);
        match c {
            '十' | '百' => {
                total += digit.max(1) * if c == '十' { 10 } else { 100 };
                digit = 0;
            }
            '零' | '〇' => digit = 0,
            _ => digit = u32::try_from(place).unwrap_or(0).saturating_sub(1),
        }
    }
    total + digit
}

/// The numbering of a heading or item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Numbering {
    /// 0 第一章, 1 一、, 2 （一）, 3 `1.`, 4 （1）; the smaller stands higher.
    pub(crate) level: usize,
    /// The number.
    pub(crate) value: u32,
}

/// Levels of [`Numbering`].
pub(crate) const LEVELS: usize = 5;

/// The numbering that the line `text` begins with.
pub(crate) fn numbering(text: &str) -> Option<Numbering> {
    let text = text.trim_start_matches(['#', '*', ' ']);
    let is_han = |inner: &str| !inner.starts_with(|c: char| c.is_ascii_digit());
    if let Some(inner) = text.strip_prefix(['（', '(']) {
        let (value, rest) = number(inner)?;
        rest.starts_with(['）', ')']).then_some(())?;
        return Some(Numbering { level: if is_han(inner) { 2 } else { 4 }, value });
    }
    if let Some(inner) = text.strip_prefix('第') {
        let (value, rest) = number(inner.trim_start())?;
        let is_chapter = rest.trim_start().starts_with(['章', '编', '节', '条', '部']);
        return is_chapter.then_some(Numbering { level: 0, value });
    }
    let (value, rest) = number(text)?;
    let behind_dot = rest.strip_prefix('.').unwrap_or_default();
    let is_decimal = behind_dot.starts_with(|c: char| c.is_ascii_digit());
    if is_han(text) {
        let marks = ['、', '.', '．', ' '];
        return rest.starts_with(marks).then_some(Numbering { level: 1, value });
    }
    let marks = ['、', '.', '．', ')', '）'];
    (rest.starts_with(marks) && !is_decimal).then_some(Numbering { level: 3, value })
}

/// How a paragraph opens a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Opening {
    /// It begins with a time, `在…领导下`, or an occasion.
    pub(crate) formula: bool,
    /// It announces the report: 现将…报告如下.
    pub(crate) announcement: bool,
}

/// How the paragraph `text` opens a report, looking at its first sentences only.
pub(crate) fn opening(text: &str, config: &SplitConfig) -> Opening {
    let head = prefix(text, config.opening_characters);
    let formula = begins_with_time(text) && has_unit(head) || begins_under_leadership(head);
    let paragraph = prefix(text, config.announcement_characters);
    Opening { formula, announcement: announces(paragraph) }
}

/// The first `characters` code points of `text`.
pub(crate) fn prefix(text: &str, characters: u32) -> &str {
    let end = text.char_indices().nth(characters as usize).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

/// True for 2023年，…; XX年以来，…; 今年以来，….
fn begins_with_time(text: &str) -> bool {
    let words = ["今年以来", "一年来", "近年来", "过去一年", "半年来", "今年上半年", "本年度"];
    if words.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with(','))) {
        return true;
    }
    if words.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.starts_with('，')))
    {
        return true;
    }
    let rest = text.trim_start_matches(is_number_or_blank);
    let year = &text[..text.len() - rest.len()];
    let Some(rest) = rest.strip_prefix('年').filter(|_| is_year(year)) else {
        return false;
    };
    let time = prefix(rest, TIME_CHARACTERS_MAX);
    match time.find(['，', ',']) {
        Some(comma) => !time[..comma].contains(['的', '是', '内', '。', '、']),
        None => !time.starts_with(['的', '是', '来', '内']) && has_unit(time),
    }
}

/// True for four digits of either script, or a year that was blanked out.
fn is_year(text: &str) -> bool {
    let n = text.chars().count();
    n == 4 || n > 1 && text.contains(is_slot)
}

/// Code points after 年 within which the time ends: 第四季度以来，.
const TIME_CHARACTERS_MAX: u32 = 10;

fn is_number_or_blank(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c) || HAN_DIGITS.contains(c) || is_slot(c)
}

/// True for a character that stands for something not filled in.
pub(crate) fn is_slot(c: char) -> bool {
    BLANKS.contains(c)
}

fn begins_under_leadership(head: &str) -> bool {
    head.starts_with('在') && head.find("领导下").is_some_and(|at| !head[..at].contains('。'))
}

/// True for 现将…如下 and its kin.
fn announces(text: &str) -> bool {
    let starts = ["现将", "现就", "现把", "现对照"];
    let said = |at: usize| {
        let sentence = text[at..].split('。').next().unwrap_or_default();
        sentence.contains("如下") || sentence.contains("形成")
    };
    let ends = ["总结如下", "报告如下", "汇报如下", "述职如下", "制定如下", "特制定本"];
    starts.iter().any(|start| text.find(start).is_some_and(said))
        || ends.iter().any(|end| text.contains(end))
}

/// True for the line that addresses the reader: 市委宣传部：, 尊敬的各位领导：.
pub(crate) fn is_addressee(text: &str, config: &SplitConfig) -> bool {
    let begins = ["各位", "同志们", "尊敬的", "亲爱的", "朋友们"];
    let ends = ["委", "局", "厅", "政府", "部", "办", "办公室", "领导", "同志", "小组", "单位"];
    let bare = text.trim_end_matches(['：', ':']);
    bare.len() < text.len()
        && text.chars().count() <= config.addressee_characters_max as usize
        && !text.contains(['。', '，', '；', '“', '”', '《'])
        && numbering(text).is_none()
        && (begins.iter().any(|word| bare.starts_with(word))
            || ends.iter().any(|word| bare.ends_with(word)))
}

/// True when `text` names something that can write a report.
pub(crate) fn has_unit(text: &str) -> bool {
    let text = text.replace("中心组", "").replace("上级", "").replace("全市", "");
    let words = [
        "我",
        "本",
        "镇",
        "乡",
        "局",
        "厅",
        "党委",
        "党组",
        "党总支",
        "支部",
        "县",
        "市",
        "区",
        "省",
        "院",
        "校",
        "公司",
        "集团",
        "中心",
        "街道",
        "社区",
        "村",
        "委员会",
        "办",
        "站",
        "所",
    ];
    words.iter().any(|word| text.contains(word))
}

/// True for a line that is a date and nothing else, in brackets or not.
pub(crate) fn is_date_line(text: &str) -> bool {
    let bare = text.trim_matches(['（', '）', '(', ')', ' ', '\u{3000}']);
    let rest = bare.trim_start_matches(is_number_or_blank);
    let Some(rest) = rest.strip_prefix('年').filter(|_| rest.len() < bare.len()) else {
        return false;
    };
    let inside = |c: char| is_number_or_blank(c) || matches!(c, '月' | '日' | ' ' | '\u{3000}');
    rest.contains('月') && rest.chars().all(inside)
}

/// True for the closing formula of a report or speech.
pub(crate) fn is_closing(text: &str) -> bool {
    let whole =
        ["谢谢大家", "谢谢", "此致", "敬礼", "特此报告", "特此汇报", "专此报告", "特此通知"];
    let bare = text.trim_end_matches(['。', '！', '!', '.']);
    whole.contains(&bare)
        || ["汇报完毕", "到此结束", "请批评指正", "请予审议"].iter().any(|end| bare.ends_with(end))
}

/// True where a sentence or line is finished, so that another report may follow.
pub(crate) fn is_finished(text: &str, config: &SplitConfig) -> bool {
    let last = text.chars().next_back();
    match last {
        Some('，' | '、' | ',' | '；' | ';' | '：' | ':' | '—') => false,
        Some(c) if "。！？.!?”）)】》…".contains(c) => true,
        _ => text.chars().count() <= config.title_characters_max as usize / 2,
    }
}

/// True for a character of a number in either script.
pub(crate) fn is_count_digit(c: char) -> bool {
    c.is_ascii_digit() || HAN_DIGITS.contains(c)
}

/// The value of `text` where it is a number in either script and nothing else.
pub(crate) fn count_of(text: &str) -> Option<u32> {
    number(text).filter(|(_, rest)| rest.is_empty()).map(|(value, _)| value)
}
