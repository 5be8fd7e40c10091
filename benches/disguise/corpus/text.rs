//! The material in `benches/disguise/text`, written for this project.

use std::collections::BTreeMap;

/// A passage about one subject, used as original text by one report only.
#[derive(Clone, Debug)]
pub(crate) struct Passage {
    /// What it is about.
    pub(crate) subject: &'static str,
    /// 250 to 400 characters.
    pub(crate) text: &'static str,
}

/// All of the material.
#[derive(Debug)]
pub(crate) struct Texts {
    /// Independent passages.
    pub(crate) passages: Vec<Passage>,
    /// A word and another of the same meaning.
    pub(crate) synonyms: BTreeMap<&'static str, &'static str>,
    /// Names of one kind a list.
    pub(crate) names: Vec<Vec<&'static str>>,
    /// Adverbs that may stand before a verb.
    pub(crate) adverbs: Vec<&'static str>,
    /// What reports of the genre have in common, by kind.
    pub(crate) genre: BTreeMap<&'static str, Vec<&'static str>>,
    /// A form to fill in.
    pub(crate) form: &'static str,
}

const PASSAGES: [&str; 4] = [
    include_str!("../text/passages-1.txt"),
    include_str!("../text/passages-2.txt"),
    include_str!("../text/passages-3.txt"),
    include_str!("../text/passages-4.txt"),
];

impl Texts {
    /// Reads the material, which is part of the program.
    pub(crate) fn new() -> Self {
        Self {
            passages: PASSAGES.iter().flat_map(|text| passages(text)).collect(),
            synonyms: lines(include_str!("../text/synonyms.txt"))
                .flat_map(str::split_whitespace)
                .filter_map(|pair| pair.split_once('='))
                .collect(),
            names: lines(include_str!("../text/names.txt")).map(words).collect(),
            adverbs: lines(include_str!("../text/modifiers.txt")).flat_map(words).collect(),
            genre: genre(),
            form: include_str!("../text/form.txt"),
        }
    }

    /// Names of the units that write reports.
    pub(crate) fn units(&self) -> Vec<&'static str> {
        self.genre["unit"].iter().flat_map(|line| line.split_whitespace()).collect()
    }
}

fn lines(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter(|line| !line.starts_with('#') && !line.is_empty())
}

fn words(line: &'static str) -> Vec<&'static str> {
    line.split_whitespace().collect()
}

/// `# subject|…` and the passage below it.
fn passages(text: &'static str) -> Vec<Passage> {
    let lines: Vec<&str> = text.lines().collect();
    let passage = |pair: &[&'static str]| {
        let subject = pair[0].trim_start_matches("# ").split('|').next().unwrap_or_default();
        Passage { subject, text: pair[1] }
    };
    lines.chunks_exact(2).map(passage).collect()
}

fn genre() -> BTreeMap<&'static str, Vec<&'static str>> {
    let mut kinds: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (kind, text) in
        lines(include_str!("../text/genre.txt")).filter_map(|line| line.split_once('\t'))
    {
        kinds.entry(kind).or_default().push(text);
    }
    kinds
}
