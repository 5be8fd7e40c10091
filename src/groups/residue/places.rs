//! Provinces, prefectures and counties that act in a report although its unit belongs elsewhere.
//!
//! Naming a place is no residue: reports tell of journeys, examples and accidents. A place is left
//! over where it acts as the writer does (我县, 某县县委), is of the writer's own level or below, and
//! the report is about no more than a few such places.

use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, AhoCorasickBuilder, MatchKind};

use super::{Own, Reason, residue, sentence};
use crate::archive::Map;
use crate::groups::placeholders::Placeholder;

/// Shortest name that is looked for. Unit: characters. 南县 stands in 湖南县城.
const NAME_MIN: usize = 3;

/// Foreign places from which a report is about places. A slip is one name, or two.
const PLACES_MAX: usize = 2;

/// What a place is followed by where it acts.
const ORGANS: [&str; 12] = [
    "委",
    "县委",
    "市委",
    "区委",
    "政府",
    "人民政府",
    "党委",
    "人大",
    "政协",
    "纪委",
    "各级",
    "全体",
];

/// What the writer calls his own place with.
const OWN: [&str; 4] = ["我", "中共", "全", "我们"];

/// Words of a sentence that tell of somebody else.
const TELLING: [&str; 16] = [
    "考察",
    "学习借鉴",
    "赴",
    "对口",
    "帮扶",
    "协作",
    "来自",
    "经验",
    "做法",
    "案例",
    "事故",
    "合作",
    "交流",
    "通报",
    "转发",
    "参观",
];

/// The names with the codes of all places so called.
struct Gazetteer {
    machine: AhoCorasick,
    names: Vec<&'static str>,
    codes: Map<&'static str, Vec<&'static str>>,
}

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut codes: Map<&str, Vec<&str>> = Map::default();
    let mut names = Vec::new();
    for line in include_str!("../../../data/places/divisions.tsv").lines() {
        let Some((code, name)) = line.split_once('\t').filter(|_| !line.starts_with('#')) else {
            continue;
        };
        if name.chars().count() >= NAME_MIN {
            let of_name = codes.entry(name).or_default();
            if of_name.is_empty() {
                names.push(name);
            }
            of_name.push(code);
        }
    }
    let machine = AhoCorasickBuilder::new()
        .match_kind(MatchKind::LeftmostLongest)
        .build(&names)
        .expect("invariant: three thousand short names");
    Gazetteer { machine, names, codes }
});

/// The digits of a code that name something: 330000 is 33, 330500 is 3305.
fn stem(code: &str) -> &str {
    let code = code.strip_suffix("00").unwrap_or(code);
    code.strip_suffix("00").unwrap_or(code)
}

/// The codes of the places named in a text.
fn named(text: &str) -> Vec<&'static str> {
    let found = GAZETTEER.machine.find_iter(text);
    found.flat_map(|one| &GAZETTEER.codes[GAZETTEER.names[one.pattern()]]).copied().collect()
}

/// The places that the report's own unit belongs to, the smallest that are known.
fn home(own: &Own) -> Vec<&'static str> {
    let metadata = &own.report.metadata;
    let known = [&metadata.unit, &metadata.superior, &metadata.title];
    let codes: Vec<&str> = known.into_iter().flatten().flat_map(|one| named(&one.value)).collect();
    let longest = codes.iter().map(|code| stem(code).len()).max().unwrap_or(0);
    codes.into_iter().filter(|code| stem(code).len() == longest).collect()
}

/// The places that act in a report and are not its own.
pub(super) fn of(own: &Own) -> Vec<Placeholder> {
    let home = home(own);
    let Some(level) = home.first().map(|code| stem(code).len()) else { return Vec::new() };
    let is_related = |code: &&str| {
        home.iter()
            .any(|home| stem(home).starts_with(stem(code)) || stem(code).starts_with(stem(home)))
    };
    let mut found = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for one in GAZETTEER.machine.find_iter(&own.text) {
        let name = GAZETTEER.names[one.pattern()];
        let codes = &GAZETTEER.codes[name];
        let is_small = codes.iter().all(|code| stem(code).len() >= level);
        if codes.iter().any(&is_related) || !is_small {
            continue;
        }
        if !names.contains(&name) {
            names.push(name);
        }
        let sentence = sentence(&own.text, one.start(), one.end());
        let acts = ORGANS.iter().any(|organ| own.text[one.end()..].starts_with(organ))
            || OWN.iter().any(|word| own.text[..one.start()].ends_with(word));
        if acts && !TELLING.iter().any(|word| sentence.contains(word)) {
            found.push(residue(own.span(one.start(), one.end()), Reason::Place, None));
        }
    }
    if names.len() > PLACES_MAX { Vec::new() } else { found }
}
