//! Other names for documents, units and persons, the same in every row and every text.
//!
//! A text keeps its length, so every place still holds: a name inside a text becomes an alias of as
//! many characters. Documents get aliases that keep their order, so left stays left. Names are
//! replaced as they are written in the metadata; how else somebody may be named in a text (a
//! nickname, a name with blanks in it) is not known here.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use aho_corasick::{AhoCorasick, MatchKind};
use regex::Regex;
use serde_json::Value;

use crate::report::rows::DocumentRow;
use crate::report::rows::Rows;

/// What stands for a character that is left out.
const HIDDEN: char = '＊';

/// The ten heavenly stems number units, as they do in Chinese contracts: 甲, 乙, …; 乙甲 is the 11th.
const STEMS: [char; 10] = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸'];

/// Telephone and identity numbers, mail, house numbers, and who is named as contact or author; the
/// last group, else the whole, is hidden.
const PATTERNS: [&str; 5] = [
    r"[0-9]{17}[0-9Xx]",
    r"1[3-9][0-9]{9}|0[0-9]{2,3}[-－ ]?[0-9]{7,8}",
    r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}",
    r"\p{Han}{2,6}(?:路|街|巷|大道|胡同)[0-9０-９]+号",
    r"(?:联系人|撰稿|撰稿人|审核|审核人|签发|签发人|责任编辑|报送人)[:：] ?(\p{Han}{2,4})",
];

/// The place that a unit's name begins with: 青山镇 of 青山镇人民政府.
const STEM: &str = r"^\p{Han}{1,6}?(?:省|市|县|区|乡|镇|村|旗|州|盟|街道)";

/// Who is called otherwise.
#[derive(Debug, Default)]
pub(super) struct Aliases {
    /// Of documents.
    documents: BTreeMap<String, String>,
    /// Of units and persons where they stand alone.
    names: BTreeMap<String, String>,
    /// Of the same inside a text, each as long as the name.
    inside: BTreeMap<String, String>,
    /// True when numbers of telephones and the like are hidden.
    hides_numbers: bool,
}

impl Aliases {
    /// Aliases for all documents, for units and authors of the reports that `hides` holds for.
    pub(super) fn of(rows: &Rows, hides: impl Fn(&DocumentRow) -> bool) -> Self {
        let mut aliases = Self::default();
        let all: BTreeSet<&str> = rows.documents.iter().map(|row| row.document.as_str()).collect();
        let hidden: Vec<&DocumentRow> = rows.documents.iter().filter(|row| hides(row)).collect();
        let shown: BTreeSet<&str> = rows
            .documents
            .iter()
            .filter(|row| !hides(row))
            .filter_map(|row| row.unit.as_deref())
            .collect();
        let is_hidden = |unit: &&str| !shown.contains(unit);
        let units: BTreeSet<&str> =
            hidden.iter().filter_map(|row| row.unit.as_deref()).filter(is_hidden).collect();
        for (number, unit) in units.into_iter().enumerate() {
            aliases.add_unit(unit, number);
        }
        for author in hidden.iter().filter_map(|row| row.author.as_deref()) {
            aliases.hide(author);
        }
        for (number, document) in all.into_iter().enumerate() {
            let of_document = || rows.documents.iter().filter(|row| row.document == document);
            let label = if of_document().any(&hides) {
                let unit = of_document().find_map(|row| aliases.names.get(row.unit.as_ref()?));
                unit.cloned().unwrap_or_else(|| "文稿".to_owned())
            } else {
                document.rsplit('/').next().unwrap_or(document).to_owned()
            };
            let alias = format!("{:05} {label}", number + 1);
            for row in of_document().filter(|row| hides(row)) {
                // Reasons and messages call a report by its name, or its file's.
                let file = document.rsplit('/').next().unwrap_or(document);
                let named = format!("{alias} #{}", row.report);
                aliases.names.insert(row.name.clone(), named.clone());
                aliases.names.insert(format!("{document}#{}", row.report), named.clone());
                aliases.names.insert(file.to_owned(), named);
            }
            aliases.documents.insert(document.to_owned(), alias);
        }
        aliases.hides_numbers = !hidden.is_empty();
        aliases
    }

    fn add_unit(&mut self, unit: &str, number: usize) {
        let digits = number.to_string();
        let code: String = digits.bytes().map(|digit| STEMS[usize::from(digit - b'0')]).collect();
        self.names.insert(unit.to_owned(), format!("单位{code}"));
        let stem = Regex::new(STEM).expect("invariant: a pattern of this program");
        // A word of two characters is as often no name: 城市 of 城市管理局.
        let stem = stem.find(unit).map(|found| found.as_str());
        let stem = stem.filter(|stem| stem.chars().count() > 2);
        for name in [Some(unit), stem].into_iter().flatten() {
            if name.chars().count() > 1 {
                self.inside.entry(name.to_owned()).or_insert_with(|| fitted(&code, name));
            }
        }
    }

    /// Hides a person; an office that signed as author keeps its alias.
    fn hide(&mut self, name: &str) {
        if self.names.contains_key(name) {
            return;
        }
        let alias: String = name.chars().map(|_| HIDDEN).collect();
        self.names.insert(name.to_owned(), alias.clone());
        if name.chars().count() > 1 {
            self.inside.insert(name.to_owned(), alias);
        }
    }

    /// The document's alias; itself where it has none.
    pub(super) fn document<'a>(&'a self, name: &'a str) -> &'a str {
        self.documents.get(name).map_or(name, String::as_str)
    }

    /// Rows and texts under the aliases.
    pub(super) fn applied(
        &self,
        rows: &Rows,
        texts: &BTreeMap<String, String>,
    ) -> serde_json::Result<(Rows, BTreeMap<String, String>)> {
        let inside = self.replacer();
        let mut value = serde_json::to_value(rows)?;
        self.walk(&mut value, &inside);
        let mut renamed: Rows = serde_json::from_value(value)?;
        for row in &mut renamed.documents {
            let title = row.title.as_deref().unwrap_or_default();
            row.name = format!("{} #{} {title}", row.document, row.report).trim_end().to_owned();
        }
        let texts = texts
            .iter()
            .map(|(name, text)| (self.document(name).to_owned(), inside.replaced(text)))
            .collect();
        Ok((renamed, texts))
    }

    fn replacer(&self) -> Replacer<'_> {
        let names: Vec<&str> = self.inside.keys().map(String::as_str).collect();
        let aliases: Vec<&str> = self.inside.values().map(String::as_str).collect();
        let finder = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(&names);
        let patterns = if self.hides_numbers { &PATTERNS[..] } else { &[] };
        let pattern = |one: &&str| Regex::new(one).expect("invariant: a pattern of this program");
        Replacer {
            finder: finder.expect("invariant: names fit into an automaton"),
            aliases,
            patterns: patterns.iter().map(pattern).collect(),
        }
    }

    /// Renames whatever stands in a row, whichever fields it has.
    fn walk(&self, value: &mut Value, inside: &Replacer) {
        match value {
            Value::String(text) => *text = self.renamed(text, inside),
            Value::Array(items) => items.iter_mut().for_each(|item| self.walk(item, inside)),
            Value::Object(fields) => fields.values_mut().for_each(|field| self.walk(field, inside)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn renamed(&self, text: &str, inside: &Replacer) -> String {
        let whole = self.documents.get(text).or_else(|| self.names.get(text));
        whole.cloned().unwrap_or_else(|| inside.replaced(text))
    }
}

/// An alias of as many characters as the name.
fn fitted(code: &str, name: &str) -> String {
    let length = name.chars().count();
    let label = format!("单位{code}");
    let label = if label.chars().count() <= length { label } else { code.to_owned() };
    label.chars().chain(std::iter::repeat(HIDDEN)).take(length).collect()
}

/// Replaces names and numbers inside a text by as many characters.
struct Replacer<'a> {
    finder: AhoCorasick,
    aliases: Vec<&'a str>,
    patterns: Vec<Regex>,
}

impl Replacer<'_> {
    fn replaced(&self, text: &str) -> String {
        let mut text = self.finder.replace_all(text, &self.aliases);
        for pattern in &self.patterns {
            text = hidden(pattern, &text);
        }
        text
    }
}

/// The text with the last group of each match, else the whole match, hidden.
fn hidden(pattern: &Regex, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for found in pattern.captures_iter(text) {
        let Some(part) = found.iter().flatten().last() else { continue };
        out.push_str(&text[at..part.start()]);
        out.extend(part.as_str().chars().map(|_| HIDDEN));
        at = part.end();
    }
    out.push_str(&text[at..]);
    out
}
