//! What fills a slot: told from its values, and where those leave it open from the text around.

use std::sync::LazyLock;

use crate::normalize::Class;

/// What a slot holds, in the order in which a value is tried.
pub const KINDS: [&str; 10] = [
    "placeholder",
    "document-number",
    "date",
    "money",
    "number",
    "meeting",
    "unit",
    "place",
    "person",
    "text",
];

/// A value as the form shows it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Value<'a> {
    /// Its text.
    pub text: &'a str,
    /// The classes of its symbols.
    pub classes: &'a [Class],
}

/// The text on both sides of a slot.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Around<'a> {
    /// What ends before it.
    pub before: &'a str,
    /// What begins behind it.
    pub after: &'a str,
}

/// Share of the values that must be of a kind before the slot is. Unit: percent.
///
/// Four of five: one who writes 若干 for a number leaves a slot for numbers.
const AGREEING_PERCENT: usize = 80;

/// Longest name of a place, unit, meeting or person. Unit: characters. Longer values are text.
const NAME_CHARACTERS_MAX: usize = 24;
/// Longest Chinese name of a person, with a compound surname. Unit: characters.
const PERSON_CHARACTERS_MAX: usize = 4;

/// What the slot with these values holds; values that were left blank have no say, and where all
/// are the text around tells what was to be filled in.
pub(super) fn kind(values: &[Value], around: Around) -> &'static str {
    let is_blank = |value: &&Value| value.classes.iter().all(|class| *class == Class::Slot);
    let filled: Vec<&Value> = values.iter().filter(|value| !is_blank(value)).collect();
    if filled.is_empty() {
        return asked_for(values, around);
    }
    let found: Vec<&'static str> = filled.iter().map(|value| kind_of(value, around)).collect();
    let agrees = |kind: &&&str| {
        let same = found.iter().filter(|other| *other == *kind).count();
        same * 100 >= found.len() * AGREEING_PERCENT
    };
    found.iter().find(agrees).copied().unwrap_or("text")
}

/// Words that count what stands before them.
const COUNTERS: [char; 16] = [
    '次', '个', '人', '名', '场', '条', '项', '篇', '天', '位', '户', '件', '座', '期', '余', '家',
];

/// What a blank asks for: XX年, XX次, XX同志, XX厅.
fn asked_for(values: &[Value], around: Around) -> &'static str {
    let is_dated = |value: &Value| value.text.ends_with(['年', '月', '日', '号']);
    let follows = |list: &[&str]| list.iter().any(|end| around.after.starts_with(end));
    if values.iter().all(is_dated) {
        "date"
    } else if around.after.starts_with(COUNTERS) {
        "number"
    } else if follows(&["元", "万元", "亿元"]) {
        "money"
    } else if follows(&TITLES_AFTER) {
        "person"
    } else if follows(&ENDINGS.units) {
        "unit"
    } else if follows(&ENDINGS.places) {
        "place"
    } else {
        "placeholder"
    }
}

fn kind_of(value: &Value, around: Around) -> &'static str {
    let text = value.text.trim_matches(|c: char| !c.is_alphanumeric() && c != '〕' && c != '$');
    let is_class = |class: Class| value.classes.iter().all(|c| *c == class || *c == Class::Slot);
    if is_file_number(text, around) {
        "document-number"
    } else if is_class(Class::Date) || is_date(text, around) {
        "date"
    } else if value.classes.contains(&Class::Number) && is_money(text, around) {
        "money"
    } else if is_class(Class::Number) {
        "number"
    } else if text.chars().count() > NAME_CHARACTERS_MAX && text.chars().any(is_chinese) {
        "text"
    } else {
        name_of(text, around)
    }
}

/// 川府发〔2021〕3号, or the number between 〔2021〕 and 号.
fn is_file_number(text: &str, around: Around) -> bool {
    let is_bracketed = text.contains(['〔', '［', '[']) && text.contains(['〕', '］', ']']);
    let is_inside = around.before.ends_with(['〕', '］']) && around.after.starts_with('号');
    (is_bracketed && (text.ends_with('号') || around.after.starts_with('号'))) || is_inside
}

/// English names of months, and words that join dates.
const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A year or years alone, `March 3, 2021`, 3/14/2021, 年初: nothing but parts of a date.
fn is_date(text: &str, around: Around) -> bool {
    let words: Vec<&str> =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let is_month = |word: &&str| {
        let word = word.to_lowercase();
        MONTHS.iter().any(|month| *month == word || (word.len() == 3 && month.starts_with(&word)))
    };
    let is_digits = |word: &&str| word.chars().all(|c| c.is_ascii_digit());
    let is_year = |word: &&str| {
        word.len() == 4 && is_digits(word) && (word.starts_with("19") || word.starts_with("20"))
    };
    let is_part =
        |word: &&str| is_month(word) || is_year(word) || (is_digits(word) && word.len() <= 2);
    let has_sign = words.iter().any(|word| is_month(word) || is_year(word));
    let is_counted = around.after.starts_with(COUNTERS);
    let is_western = !words.is_empty() && has_sign && words.iter().all(is_part) && !is_counted;
    let is_unit = |c: char| "年月日号初底末中旬上下半第季度一二三四五六七八九十〇零".contains(c);
    let is_chinese_date = text.contains(['年', '月', '日', '季'])
        && text.chars().all(|c| c.is_ascii_digit() || is_unit(c));
    is_western || is_chinese_date
}

fn is_money(text: &str, around: Around) -> bool {
    let is_unit = |text: &str| {
        ["元", "万元", "亿元", "美元", "dollars", "USD", "yuan", "RMB"]
            .iter()
            .any(|unit| text.starts_with(unit))
    };
    let ends = ["元", "dollars", "USD", "yuan", "RMB"].iter().any(|unit| text.ends_with(unit));
    ends || text.starts_with(['$', '¥', '￥', '€', '£'])
        || around.before.ends_with(['$', '¥', '￥', '€', '£'])
        || is_unit(around.after)
}

/// Endings of units and of places, and surnames, from the lexicon.
struct Endings {
    units: Vec<&'static str>,
    places: Vec<&'static str>,
    surnames: Vec<&'static str>,
}

static ENDINGS: LazyLock<Endings> = LazyLock::new(|| {
    let mut endings = Endings { units: Vec::new(), places: Vec::new(), surnames: Vec::new() };
    let mut is_place = false;
    for line in include_str!("../../../data/lexicon/units.txt").lines() {
        match line.strip_prefix('#') {
            Some(comment) => is_place = comment.trim() == "Places",
            None if line.is_empty() => {}
            None if is_place => endings.places.push(line),
            None => endings.units.push(line),
        }
    }
    let surnames = include_str!("../../../data/lexicon/surnames.txt").lines();
    endings.surnames = surnames.filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    endings
});

/// Endings of the names of meetings.
const MEETINGS: [&str; 9] =
    ["会议", "全会", "大会", "座谈会", "研讨会", "推进会", "动员会", "例会", "conference"];

/// Words that end the English name of a unit.
const ENGLISH_UNITS: [&str; 22] = [
    "inc",
    "llc",
    "ltd",
    "corp",
    "corporation",
    "company",
    "gmbh",
    "foundation",
    "department",
    "office",
    "agency",
    "university",
    "institute",
    "authors",
    "developers",
    "contributors",
    "project",
    "commission",
    "bureau",
    "section",
    "council",
    "committee",
];

/// Words that stand before a person's name or behind it.
const TITLES_BEFORE: [&str; 8] = ["Mr.", "Mr", "Ms.", "Ms", "Mrs.", "Dr.", "Dear", "同志"];
const TITLES_AFTER: [&str; 8] = ["同志", "书记", "局长", "厅长", "主任", "先生", "女士", "部长"];

fn name_of(text: &str, around: Around) -> &'static str {
    let endings = &*ENDINGS;
    let ends = |list: &[&str]| list.iter().any(|end| text.ends_with(end) && text != *end);
    let follows = |list: &[&str]| list.iter().any(|end| around.after.starts_with(end));
    let is_chinese_text = text.chars().any(is_chinese);
    if !is_chinese_text {
        return english(text, around);
    }
    if is_person(text, around) {
        "person"
    } else if ends(&MEETINGS) || (follows(&MEETINGS) && !text.is_empty()) {
        "meeting"
    } else if ends(&endings.units) || (follows(&endings.units) && !ends(&endings.places)) {
        "unit"
    } else if ends(&endings.places) || follows(&endings.places) {
        "place"
    } else {
        "text"
    }
}

/// A surname and one or two characters more where a name may stand.
fn is_person(text: &str, around: Around) -> bool {
    let count = text.chars().count();
    let has_surname = ENDINGS.surnames.iter().any(|name| text.starts_with(name));
    let is_titled = TITLES_AFTER.iter().any(|title| around.after.starts_with(title))
        || TITLES_BEFORE.iter().any(|title| around.before.trim_end().ends_with(title));
    let is_named = ["姓名", "联系人", "责任人", "负责人", "签发", "签字", "编辑", "审核"]
        .iter()
        .any(|word| around.before.trim_end_matches(['：', ':', ' ', '　']).ends_with(word));
    has_surname
        && (2..=PERSON_CHARACTERS_MAX).contains(&count)
        && (is_titled || is_named || !crate::segment::background::knows(text))
        && !ENDINGS.places.iter().chain(&ENDINGS.units).any(|end| text.ends_with(end))
}

/// A name in letters: told by its words' capitals.
fn english(text: &str, around: Around) -> &'static str {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|w| !w.is_empty()).collect();
    let is_capital = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            || matches!(*word, "of" | "and" | "the" | "for" | "de" | "van" | "von")
    };
    let last = words.last().map(|word| word.trim_end_matches('.').to_lowercase());
    let is_unit = words.iter().any(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        ENGLISH_UNITS.contains(&word.as_str())
    });
    if last.is_none() || words.len() > 8 || !words.iter().all(is_capital) {
        return "text";
    }
    let is_titled = TITLES_BEFORE.iter().any(|title| around.before.trim_end().ends_with(title));
    if is_unit {
        "unit"
    } else if (is_titled || (2..=4).contains(&words.len())) && words.iter().all(|w| is_name(w)) {
        "person"
    } else {
        "text"
    }
}

fn is_name(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
        && word.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
}

fn is_chinese(c: char) -> bool {
    crate::normalize::is_han(c)
}
