//! Web residue: notices and adverts of sites, left-over mark-up.
//!
//! Lines are held against `data/lexicon/web-traces.txt`; mark-up is scanned for by hand. Only the
//! characters of mark-up are taken out: the words between two tags stay in the comparison.

use std::sync::LazyLock;

use crate::config::SplitConfig;
use crate::model::CharSpan;
use crate::split::lines::Line;
use crate::split::markup;
use crate::split::signs;
use crate::split::{Exclusion, ExclusionReason};

/// The residue of web sites in `lines`, sorted, without overlap.
pub(crate) fn find(lines: &[Line], config: &SplitConfig) -> Vec<Exclusion> {
    let mut reasons: Vec<_> = lines.iter().map(|line| notice(line.text, config)).collect();
    fill_between(lines, &mut reasons, config);
    let mut exclusions = Vec::new();
    for (line, reason) in lines.iter().zip(reasons) {
        match reason {
            Some(reason) => exclusions.push(Exclusion { span: line.span, reason }),
            None => exclusions.extend(markup::spans(line.text).map(|(start, end)| Exclusion {
                span: CharSpan::new(line.span.start + start, line.span.start + end),
                reason: ExclusionReason::Markup,
            })),
        }
    }
    exclusions
}

/// Why the line `text` is no part of a report; `None` where it is one.
fn notice(text: &str, config: &SplitConfig) -> Option<ExclusionReason> {
    if text.chars().nth(config.notice_characters_max as usize).is_some() {
        return None;
    }
    if signs::numbering(text).is_some() {
        return None;
    }
    if is_address_line(text) {
        return Some(ExclusionReason::Advert);
    }
    let is_sentence = text.ends_with(['。', '；']);
    let possible = |reason| reason != ExclusionReason::Advert || !is_sentence;
    let mut patterns = LEXICON.patterns.iter();
    let matching = patterns.find(|(pattern, reason)| possible(*reason) && pattern.matches(text));
    matching.map(|(_, reason)| *reason)
}

/// A seller's block is more than its lines with known words: short lines between two such lines
/// belong to it.
fn fill_between(lines: &[Line], reasons: &mut [Option<ExclusionReason>], config: &SplitConfig) {
    let hits: Vec<_> = (0..lines.len()).filter(|&i| reasons[i].is_some()).collect();
    for pair in hits.windows(2) {
        let between = pair[0] + 1..pair[1];
        let is_block = between.len() <= config.advert_gap_lines_max as usize
            && lines[between.clone()].iter().all(|line| is_advert_like(line, config));
        if is_block {
            reasons[between].fill(Some(ExclusionReason::Advert));
        }
    }
}

/// True for a line that may stand inside a seller's block: short, no heading, title, date or
/// paragraph.
fn is_advert_like(line: &Line, config: &SplitConfig) -> bool {
    line.length() <= config.title_characters_max
        && !line.text.ends_with(['。', '；', '：', ':'])
        && signs::numbering(line.text).is_none()
        && !signs::is_title(line.text, config)
        && !signs::is_date_line(line.text)
}

/// True for a line that is a web address, or little more than one and a word of adverts.
fn is_address_line(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    let Some(at) = ["http://", "https://", "www."].iter().filter_map(|mark| lower.find(mark)).min()
    else {
        return false;
    };
    let rest = &lower[at..];
    let end = rest.find(|c: char| !c.is_ascii_graphic()).unwrap_or(rest.len());
    let address = &rest[..end];
    let besides = lower.chars().count() - address.chars().count();
    let words = || LEXICON.address_words.iter().any(|word| text.contains(word.as_str()));
    // An address with a path is cited by official texts too, a bare host only by sites.
    let host = address.rsplit("//").next().unwrap_or(address).trim_end_matches('/');
    let is_host = besides == 0 && !host.contains('/');
    address.contains('.') && (is_host || besides > 0 && besides <= address.len() && words())
}

/// Pieces that must occur in a line in this order.
struct Pattern {
    pieces: Vec<String>,
    at_start: bool,
    at_end: bool,
}

impl Pattern {
    fn parse(line: &str) -> Self {
        let (at_start, at_end) = (line.starts_with('^'), line.ends_with('$'));
        let bare = line.trim_start_matches('^').trim_end_matches('$');
        Self { pieces: bare.split('*').map(Into::into).collect(), at_start, at_end }
    }

    fn matches(&self, text: &str) -> bool {
        let mut rest = text;
        for (i, piece) in self.pieces.iter().enumerate() {
            let Some(at) = rest.find(piece.as_str()) else {
                return false;
            };
            if i == 0 && self.at_start && at > 0 {
                return false;
            }
            rest = &rest[at + piece.len()..];
        }
        !self.at_end || rest.is_empty()
    }
}

/// What the shipped list of web traces says.
struct Lexicon {
    patterns: Vec<(Pattern, ExclusionReason)>,
    address_words: Vec<String>,
}

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::parse(include_str!("../../data/lexicon/web-traces.txt")));

impl Lexicon {
    fn parse(text: &str) -> Self {
        let mut lexicon = Self { patterns: Vec::new(), address_words: Vec::new() };
        let mut section = "";
        for line in text.lines().map(str::trim) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match (line.strip_prefix('[').and_then(|name| name.strip_suffix(']')), section) {
                (Some(name), _) => section = name,
                (None, "address") => lexicon.address_words.push(line.into()),
                (None, "advert") => {
                    lexicon.patterns.push((Pattern::parse(line), ExclusionReason::Advert));
                }
                (None, _) => {
                    lexicon.patterns.push((Pattern::parse(line), ExclusionReason::Watermark));
                }
            }
        }
        lexicon
    }
}
