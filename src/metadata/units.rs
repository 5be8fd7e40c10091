//! The unit that a report speaks for, as its text names it.
//!
//! None is better than wrong: a unit needs a name of its own before the word for its kind, so
//! 镇党委 and XX镇 are none.

/// Words that the name of a unit ends in, the longer before the shorter.
const KINDS: &[&str] = &[
    "人民代表大会常务委员会",
    "人民政府办公室",
    "人民代表大会",
    "街道办事处",
    "管理委员会",
    "党委办公室",
    "居民委员会",
    "村民委员会",
    "人民检察院",
    "退役军人事务局",
    "人民政府",
    "人民法院",
    "委员会",
    "办公室",
    "党工委",
    "党总支",
    "党支部",
    "宣传部",
    "组织部",
    "统战部",
    "办事处",
    "管委会",
    "村委会",
    "居委会",
    "政府",
    "党委",
    "党组",
    "纪委",
    "集团",
    "公司",
    "学校",
    "中学",
    "小学",
    "大学",
    "学院",
    "医院",
    "街道",
    "社区",
    "局",
    "厅",
    "镇",
    "乡",
    "财政所",
    "司法所",
    "派出所",
    "卫生院",
    "服务中心",
];

/// Words without a name in them.
const NAMELESS: &[&str] = &[
    "中共",
    "共产党",
    "党委",
    "党组",
    "人民",
    "县委",
    "市委",
    "区委",
    "省委",
    "我",
    "本",
    "全",
    "各",
    "县",
    "市",
    "区",
    "省",
    "镇",
    "乡",
    "街道",
    "局",
    "厅",
    "机关",
    "上级",
    "基层",
    "单位",
    "有关",
];

/// Words that no unit has in its name; with one of them the text is a phrase.
const PHRASES: &[&str] = &[
    "落实", "贯彻", "学习", "开展", "推进", "加强", "坚持", "工作", "深入", "全面", "理论", "年度",
    "总结", "召开", "传达", "围绕", "聚焦", "认真", "做好", "情况", "按照", "根据", "以来", "为了",
    "在", "的", "和", "与", "及",
];

/// Characters that make another word of a kind: 镇村, 乡村, 局面.
const CONTINUATIONS: &str = "村亲土情面部限长员级域魂愁贤直派班团";

/// True when `text` is the name of a unit and nothing else.
pub(crate) fn is_name(text: &str) -> bool {
    let length = text.chars().count();
    (MIN..=MAX).contains(&length)
        && text.chars().all(is_name_character)
        && KINDS.iter().any(|kind| text.strip_suffix(kind).is_some_and(has_name))
}

/// Shortest and longest name of a unit. Unit: code points. 30 holds a committee of a company with
/// the names of province, city and county before it.
const MIN: usize = 3;
const MAX: usize = 30;

/// The unit that `text` begins with: 青山镇党委 of 青山镇党委坚持….
pub(crate) fn at_start(text: &str) -> Option<&str> {
    let stop = text.find(|c| !is_name_character(c)).unwrap_or(text.len());
    let words = text[..stop].split("关于").next().unwrap_or_default();
    let mut end = first_kind(words)?;
    let longer = |kind: &&&str| kind.chars().nth(1).is_some();
    while let Some(kind) = KINDS.iter().filter(longer).find(|kind| words[end..].starts_with(**kind))
    {
        end += kind.len();
    }
    Some(&words[..end]).filter(|name| is_name(name))
}

/// One past the first word for a kind that has a name before it and ends a word.
fn first_kind(words: &str) -> Option<usize> {
    let places = words.char_indices().map(|(at, _)| at).take(MAX);
    places.filter(|at| has_name(&words[..*at])).find_map(|at| {
        let kind = KINDS.iter().find(|kind| words[at..].starts_with(**kind))?;
        let end = at + kind.len();
        (!words[end..].starts_with(|c| CONTINUATIONS.contains(c))).then_some(end)
    })
}

/// True when two characters are left of `stem` that are no general words, and it is no phrase.
fn has_name(stem: &str) -> bool {
    let bare = NAMELESS.iter().fold(stem.to_owned(), |rest, word| rest.replace(word, ""));
    bare.chars().count() >= 2 && !PHRASES.iter().any(|phrase| stem.contains(phrase))
}

/// Han characters; digits and blanks are in no name.
fn is_name_character(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3400}'..='\u{4dbf}' | '\u{20000}'..='\u{3ffff}')
}
