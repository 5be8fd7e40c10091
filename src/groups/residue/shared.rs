//! What shared text says that is at home on the other side.

use std::sync::LazyLock;

use regex::Regex;

use super::{Own, Reason, residue, year_of};
use crate::archive::Report;
use crate::candidates::Pair;
use crate::classify::Finding;
use crate::groups::placeholders::{Placeholder, text_of};
use crate::model::{CharSpan, SymbolSpan};
use crate::normalize::Class;

/// A surname, a given name, and an office that one unit has: not those of counties and above, who
/// are everybody's superiors.
static PERSON: LazyLock<Regex> = LazyLock::new(|| {
    let surnames: Vec<&str> = include_str!("../../../data/lexicon/surnames.txt")
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'))
        .collect();
    let surname = surnames.join("|");
    Regex::new(&format!(
        "(?:{surname})\\p{{Han}}{{1,2}}(?:书记|镇长|乡长|局长|主任|院长|校长|站长|所长|科长|同志)"
    ))
    .expect("invariant: surnames are letters")
});

/// What local publications are called after the name of their place.
const PLATFORMS: [&str; 10] =
    ["发布", "融媒", "先锋", "在线", "党建", "宣传", "微讯", "新闻", "日报", "微信公众号"];

/// One shared passage, seen from one side.
struct Passage<'a> {
    other: &'a Report,
    other_index: u32,
    /// Its place here.
    place: CharSpan,
    here: SymbolSpan,
    finding: &'a Finding,
    is_left: bool,
}

/// The residue of a report in what it shares.
pub(super) fn of(own: &Own, findings: &[&Finding]) -> Vec<Placeholder> {
    let mut found: Vec<Placeholder> = Vec::new();
    for finding in findings {
        let Pair { left, right } = finding.pair;
        let is_left = left == own.index;
        let other_index = if is_left { right } else { left };
        let here = if is_left { finding.left } else { finding.right };
        let other = &own.case.archive.reports[other_index as usize];
        let place = own.report.symbols.chars(here);
        let passage = Passage { other, other_index, place, here, finding, is_left };
        for mut one in units(own, &passage)
            .into_iter()
            .chain(persons(own, &passage))
            .chain(platforms(own, &passage))
            .chain(years(own, &passage))
        {
            if !found.iter().any(|p| p.span == one.span) {
                one.seen_in = Some(other_index);
                found.push(one);
            }
        }
    }
    found
}

/// The part of a unit's name that only it has: 青石镇 of 青石镇党委.
fn proper_name(unit: &str) -> &str {
    const ENDS: [char; 11] = ['省', '市', '县', '区', '镇', '乡', '道', '村', '局', '厅', '院'];
    let end = unit.char_indices().rev().find(|(_, c)| ENDS.contains(c));
    end.map_or(unit, |(at, c)| &unit[..at + c.len_utf8()])
}

/// The proper names of both units, where they are two.
fn names<'a>(own: &'a Own, passage: &'a Passage) -> Option<(&'a str, &'a str)> {
    let here = own.report.metadata.unit.as_ref()?.value.as_str();
    let there = proper_name(&passage.other.metadata.unit.as_ref()?.value);
    (there.chars().count() >= 3 && !here.contains(there)).then_some((here, there))
}

fn units(own: &Own, passage: &Passage) -> Vec<Placeholder> {
    let Some((_, name)) = names(own, passage) else { return Vec::new() };
    let places = inside(own, passage, name);
    if places.is_empty() || own.knows(name) {
        return Vec::new();
    }
    let unit = passage.other.metadata.unit.as_ref().map(|unit| unit.value.clone());
    places.into_iter().map(|place| residue(place, Reason::Unit, unit.clone())).collect()
}

/// Where a name stands inside the passage.
fn inside(own: &Own, passage: &Passage, name: &str) -> Vec<CharSpan> {
    let mut places = own.places(name);
    places.retain(|p| p.start >= passage.place.start && p.end <= passage.place.end);
    places
}

/// The text of the passage here, with the place where it begins.
fn text_here(own: &Own, passage: &Passage) -> String {
    text_of(own.case.archive, own.report, passage.place)
}

/// Persons of whom the other report speaks outside the passage as well, and this one does not.
fn persons(own: &Own, passage: &Passage) -> Vec<Placeholder> {
    if names(own, passage).is_none() {
        return Vec::new();
    }
    let text = text_here(own, passage);
    let mut there = None;
    let mut found = Vec::new();
    for one in PERSON.find_iter(&text) {
        let name = one.as_str();
        let there = there.get_or_insert_with(|| Own::new(own.case, passage.other_index));
        if there.knows(name) && !own.knows(name) {
            let unit = passage.other.metadata.unit.as_ref().map(|unit| unit.value.clone());
            let from = passage.place.start + text[..one.start()].chars().count() as u32;
            let place = CharSpan::new(from, from + name.chars().count() as u32);
            found.push(residue(place, Reason::Person, unit));
        }
    }
    found
}

/// Publications that are called after the other unit's place: 青石发布.
fn platforms(own: &Own, passage: &Passage) -> Vec<Placeholder> {
    let Some((here, name)) = names(own, passage) else { return Vec::new() };
    let stem: String = name.chars().take(name.chars().count() - 1).collect();
    if stem.chars().count() < 2 || here.contains(&stem) {
        return Vec::new();
    }
    let places = PLATFORMS.iter().flat_map(|end| inside(own, passage, &format!("{stem}{end}")));
    let unit = passage.other.metadata.unit.as_ref().map(|unit| unit.value.clone());
    places.map(|place| residue(place, Reason::Platform, unit.clone())).collect()
}

/// Years that are the other report's and lie before this one's: nobody changed them.
fn years(own: &Own, passage: &Passage) -> Vec<Placeholder> {
    let (Some(year), Some(theirs)) = (own.year(), year_of(passage.other)) else {
        return Vec::new();
    };
    let written = theirs.to_string();
    if theirs >= year || own.knows(&written) {
        return Vec::new();
    }
    let at = |i: u32| (i >= passage.here.start && i < passage.here.end).then_some(i);
    let mut found = Vec::new();
    for block in &passage.finding.blocks {
        let first = if passage.is_left { block.left } else { block.right };
        for symbol in (first..first + block.length).filter_map(at) {
            let symbol = &own.report.symbols.items[symbol as usize];
            let is_figure = matches!(symbol.class, Class::Number | Class::Date);
            let text = || text_of(own.case.archive, own.report, symbol.span);
            if is_figure && text().starts_with(&written) {
                found.push(residue(symbol.span, Reason::Year, Some(written.clone())));
            }
        }
    }
    found
}
