//! The only place of wording that a user sees: layers, kinds, grades, tags, reasons, messages.
//!
//! A word has a key `group.code` and one sentence in Chinese and one in English. Sentences may hold
//! `{name}`, replaced by the value of that name; a stretch in `[…]` falls away when a value in it
//! is missing; `{*}` stands for all values. The page `index.html` gets the same tables and fills
//! them by the same rules. An unknown code is shown as it is, never an error.
//!
//! Nothing here judges a person: text is shared, not taken.

mod findings;
mod interface;
mod messages;
mod paper;
mod review;
mod sheets;
mod viewer;

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::model::Diagnostic;
use crate::model::Lang;
use crate::model::Layer;
use crate::report::rows::ReasonRow;
use crate::split::ExclusionReason;

/// A key, its Chinese and its English.
type Word = (&'static str, &'static str, &'static str);

/// Keys of what a run cannot tell, in the order in which it is said.
pub const LIMITS: [&str; 6] = [
    "limit.person",
    "limit.scope",
    "limit.unread",
    "limit.sample",
    "limit.direction",
    "limit.form",
];

const TABLES: [&[Word]; 7] = [
    findings::WORDS,
    messages::WORDS,
    interface::WORDS,
    viewer::WORDS,
    sheets::WORDS,
    review::WORDS,
    paper::WORDS,
];

/// The words of `key`, or `None` for an unknown key.
///
/// # Cost
/// Linear in the tables, some 500 words.
pub fn find(key: &str, lang: Lang) -> Option<&'static str> {
    let word = TABLES.iter().flat_map(|table| table.iter()).find(|word| word.0 == key)?;
    Some(match lang {
        Lang::Zh => word.1,
        Lang::En => word.2,
    })
}

/// The words of a key that this crate itself names; the key where it is unknown.
pub fn word(key: &'static str, lang: Lang) -> &'static str {
    find(key, lang).unwrap_or(key)
}

/// The words of `code` in `group`, such as `tag` and `whole-copy`; the code where it is unknown.
pub fn code<'a>(group: &str, code: &'a str, lang: Lang) -> Cow<'a, str> {
    match find(&format!("{group}.{code}"), lang) {
        Some(words) => Cow::Borrowed(words),
        None => Cow::Borrowed(code),
    }
}

/// The name of a layer.
pub fn layer(layer: Layer, lang: Lang) -> &'static str {
    word(
        match layer {
            Layer::Excluded => "layer.excluded",
            Layer::Placeholder => "layer.placeholder",
            Layer::Quotation => "layer.quotation",
            Layer::Template => "layer.template",
            Layer::Copied => "layer.copied",
            Layer::Boilerplate => "layer.boilerplate",
            Layer::Original => "layer.original",
        },
        lang,
    )
}

/// What a layer means, in a sentence.
pub fn meaning(layer: Layer, lang: Lang) -> &'static str {
    word(
        match layer {
            Layer::Excluded => "meaning.excluded",
            Layer::Placeholder => "meaning.placeholder",
            Layer::Quotation => "meaning.quotation",
            Layer::Template => "meaning.template",
            Layer::Copied => "meaning.copied",
            Layer::Boilerplate => "meaning.boilerplate",
            Layer::Original => "meaning.original",
        },
        lang,
    )
}

/// The name of a kind of a layer, such as `slots` 仅换名称数字.
pub fn kind(kind: &str, lang: Lang) -> Cow<'_, str> {
    code("kind", kind, lang)
}

/// 强, 中, 弱.
pub fn grade(grade: &str, lang: Lang) -> Cow<'_, str> {
    code("grade", grade, lang)
}

/// Whether text was received, given, or nobody knows.
pub fn role(role: &str, lang: Lang) -> Cow<'_, str> {
    code("role", role, lang)
}

/// A tag of a report.
pub fn tag(tag: &str, lang: Lang) -> Cow<'_, str> {
    code("tag", tag, lang)
}

/// 左在先, 右在先, 先后不明.
pub fn direction(direction: &str, lang: Lang) -> Cow<'_, str> {
    code("direction", direction, lang)
}

/// The kind of a placeholder.
pub fn placeholder(kind: &str, lang: Lang) -> Cow<'_, str> {
    code("placeholder", kind, lang)
}

/// Why text takes no part in the comparison.
pub fn exclusion(reason: ExclusionReason, lang: Lang) -> &'static str {
    word(
        match reason {
            ExclusionReason::Watermark => "exclusion.watermark",
            ExclusionReason::Advert => "exclusion.advert",
            ExclusionReason::Markup => "exclusion.markup",
            ExclusionReason::CompilationTitle => "exclusion.compilation-title",
            ExclusionReason::Contents => "exclusion.contents",
        },
        lang,
    )
}

/// A reason of an extraction verdict.
pub fn verdict_reason(reason: &str, lang: Lang) -> Cow<'_, str> {
    code("verdict-reason", reason, lang)
}

/// What speaks for or against a finding, as a sentence.
pub fn reason(reason: &ReasonRow, lang: Lang) -> String {
    match find(&format!("reason.{}", reason.code), lang) {
        Some(sentence) => fill(sentence, &reason.values),
        None => with_detail(&reason.code, &all(&reason.values)),
    }
}

/// A message: what happened, where, and what to do.
pub fn diagnostic(diagnostic: &Diagnostic, lang: Lang) -> String {
    let mut values = BTreeMap::from([("document".to_owned(), diagnostic.document.clone())]);
    if !diagnostic.detail.is_empty() {
        values.insert("detail".to_owned(), diagnostic.detail.clone());
    }
    match find(&format!("diagnostic.{}", diagnostic.code), lang) {
        Some(sentence) => fill(sentence, &values),
        None => with_detail(
            &format!("{}: {}", diagnostic.document, diagnostic.code),
            &diagnostic.detail,
        ),
    }
}

/// The sentence with its values filled in.
pub fn fill(sentence: &str, values: &BTreeMap<String, String>) -> String {
    let mut filled = String::with_capacity(sentence.len());
    let mut rest = sentence;
    while let Some(open) = rest.find('[') {
        let Some(length) = rest[open..].find(']') else {
            break;
        };
        filled.push_str(&replace(&rest[..open], values).unwrap_or_else(|text| text));
        if let Ok(optional) = replace(&rest[open + 1..open + length], values) {
            filled.push_str(&optional);
        }
        rest = &rest[open + length + 1..];
    }
    filled.push_str(&replace(rest, values).unwrap_or_else(|text| text));
    filled
}

/// `Err` with `…` in the gap when a value is missing.
fn replace(sentence: &str, values: &BTreeMap<String, String>) -> Result<String, String> {
    let mut filled = String::with_capacity(sentence.len());
    let mut complete = true;
    let mut rest = sentence;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else {
            break;
        };
        filled.push_str(&rest[..open]);
        let name = &rest[open + 1..open + length];
        let value = if name == "*" { Some(all(values)) } else { values.get(name).cloned() };
        let value = value.filter(|value| !value.is_empty());
        complete &= value.is_some();
        filled.push_str(value.as_deref().unwrap_or("…"));
        rest = &rest[open + length + 1..];
    }
    filled.push_str(rest);
    if complete { Ok(filled) } else { Err(filled) }
}

fn all(values: &BTreeMap<String, String>) -> String {
    values.values().map(String::as_str).collect::<Vec<_>>().join(", ")
}

fn with_detail(text: &str, detail: &str) -> String {
    if detail.is_empty() { text.to_owned() } else { format!("{text} ({detail})") }
}

/// All words of one language by key, for the page `index.html`.
pub fn table(lang: Lang) -> BTreeMap<&'static str, &'static str> {
    let words = TABLES.iter().flat_map(|table| table.iter());
    match lang {
        Lang::Zh => words.map(|word| (word.0, word.1)).collect(),
        Lang::En => words.map(|word| (word.0, word.2)).collect(),
    }
}

#[cfg(test)]
mod tests;
