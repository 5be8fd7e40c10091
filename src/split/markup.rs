//! Mark-up left over in plain text: tags whole and broken, character references, paywall marks.

/// Elements that web pages and word processors leave behind. A name outside the list may be
/// anything that a writer put between angle brackets, so it needs an attribute besides.
const ELEMENTS: &[&str] = &[
    "a",
    "b",
    "blockquote",
    "body",
    "br",
    "center",
    "col",
    "colgroup",
    "dd",
    "div",
    "dl",
    "dt",
    "em",
    "font",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "li",
    "link",
    "meta",
    "o:p",
    "ol",
    "p",
    "script",
    "section",
    "span",
    "strong",
    "style",
    "table",
    "tbody",
    "td",
    "tr",
    "ul",
];

/// Attributes that make any tag mark-up.
const ATTRIBUTES: &[&str] = &["style=", "class=", "href=", "src=", "align=", "lang="];

/// Longest tag. Unit: code points. Styles of word processors run to several hundred.
const TAG_CHARACTERS_MAX: usize = 2_000;

/// Longest name between the signs of a paywall mark or a character reference, in code points.
const NAME_CHARACTERS_MAX: usize = 24;

/// Mark-up in `text` as ranges of code points: in order, without overlap, only its own
/// characters.
pub(crate) fn spans(text: &str) -> impl Iterator<Item = (u32, u32)> {
    let mut found = Vec::new();
    if text.contains(['<', '&', '#']) {
        let characters: Vec<char> = text.chars().collect();
        let mut at = 0;
        while at < characters.len() {
            let end = match characters[at] {
                '<' => tag(&characters, at),
                '&' => reference(&characters, at),
                '#' => paywall(&characters, at),
                _ => None,
            };
            if let Some(end) = end {
                found.push((offset(at), offset(end)));
            }
            at = end.unwrap_or(at + 1);
        }
    }
    found.into_iter()
}

fn offset(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

/// One past a tag that begins at `start`.
///
/// Where a site took a word in angle brackets for a tag, as in `<xx< span style="…">`, the
/// bracket and the tag behind the word are two spans and the word stays.
fn tag(characters: &[char], start: usize) -> Option<usize> {
    let rest = &characters[start + 1..];
    if rest.starts_with(&['!', '-', '-']) {
        let close = rest.windows(3).position(|window| window == ['-', '-', '>'])?;
        return Some(start + 1 + close + 3);
    }
    let slash = usize::from(rest.first() == Some(&'/'));
    let space = rest[slash..].iter().take_while(|c| **c == ' ').count();
    let name_at = slash + space;
    let name: String = rest[name_at..]
        .iter()
        .take_while(|c| c.is_ascii_alphanumeric() || **c == ':')
        .take(NAME_CHARACTERS_MAX)
        .map(char::to_ascii_lowercase)
        .collect();
    if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let after = name_at + name.len();
    if rest.get(after) == Some(&'<') {
        return broken(characters, start, start + 1 + after, slash == 1);
    }
    let length = close(&rest[after..])?;
    let attributes: String = rest[after..after + length].iter().collect();
    let is_known = space == 0 && ELEMENTS.contains(&name.as_str());
    let has_attribute = ATTRIBUTES.iter().any(|name| attributes.contains(name));
    (is_known && is_tail(&attributes) || has_attribute).then_some(start + 1 + after + length)
}

/// One past the mark-up that begins at `start` where the name is followed by `<` at `second`.
fn broken(characters: &[char], start: usize, second: usize, closing: bool) -> Option<usize> {
    if closing {
        return (characters.get(second + 1) == Some(&'>')).then_some(second + 2);
    }
    tag(characters, second).map(|_| start + 1)
}

/// Code points up to and with the `>`, where only ASCII stands before it.
fn close(rest: &[char]) -> Option<usize> {
    let end = rest.iter().take(TAG_CHARACTERS_MAX).position(|c| *c == '>' || !c.is_ascii())?;
    (rest[end] == '>').then_some(end + 1)
}

/// True for what may follow the name of a known element: nothing, a slash or attributes.
fn is_tail(attributes: &str) -> bool {
    let inner = attributes.trim_end_matches('>').trim();
    inner.is_empty() || inner == "/" || inner.contains('=')
}

/// One past a character reference such as `&nbsp;` or `&#160;` at `start`.
fn reference(characters: &[char], start: usize) -> Option<usize> {
    let rest = &characters[start + 1..];
    let length = rest.iter().take(NAME_CHARACTERS_MAX).position(|c| *c == ';')?;
    let name = &rest[..length];
    let is_number = name.len() > 1 && name[0] == '#' && name[1].is_ascii_alphanumeric();
    let is_name = name.len() > 1 && name.iter().all(char::is_ascii_alphanumeric);
    (is_number || is_name).then_some(start + 1 + length + 1)
}

/// One past a mark such as `##paidbegin##` at `start`.
fn paywall(characters: &[char], start: usize) -> Option<usize> {
    let rest = &characters[start..];
    let opening = rest.iter().take_while(|c| **c == '#').count();
    let name = rest[opening..].iter().take_while(|c| is_mark(**c)).count();
    let closing = rest[opening + name..].iter().take_while(|c| **c == '#').count();
    let holds = opening >= 2 && closing >= 2 && (1..=NAME_CHARACTERS_MAX).contains(&name);
    holds.then_some(start + opening + name + closing)
}

fn is_mark(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}
