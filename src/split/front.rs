//! What stands before the first report of a compilation: its title, its count, its contents.

use std::ops::Range;

use hashbrown::HashSet;

use crate::config::SplitConfig;
use crate::split::lines::Line;
use crate::split::signs;
use crate::split::{Exclusion, ExclusionReason};

/// The front matter of a document, in indices of its body lines.
#[derive(Debug, Default)]
pub(crate) struct Front {
    /// The title of the compilation.
    pub(crate) heading: Option<usize>,
    /// The number of reports that it claims.
    pub(crate) claimed: Option<u32>,
    /// The contents list with its heading; empty without one.
    pub(crate) contents: Range<usize>,
    /// The titles that the contents list names.
    pub(crate) listed: HashSet<String, foldhash::fast::FixedState>,
}

/// Words that name a compilation.
const COMPILATION_WORDS: [&str; 9] =
    ["汇编", "合集", "大全", "集锦", "精选", "选编", "汇总", "范文集", "文集"];

/// Finds the front matter of the body `lines`.
pub(crate) fn of(lines: &[Line], config: &SplitConfig) -> Front {
    let mut front = contents(lines, config);
    let head = lines.len().min(config.front_lines_max as usize);
    for (i, line) in lines[..head].iter().enumerate() {
        let is_short = line.length() <= config.title_characters_max;
        if !is_short || line.text.contains(['。', '，']) || signs::numbering(line.text).is_some()
        {
            continue;
        }
        let bare = line.text.trim_end_matches(['）', ')', '】', ' ']);
        let is_compilation = COMPILATION_WORDS.iter().any(|word| bare.ends_with(word));
        let claimed = claimed_count(line.text);
        if is_compilation || claimed.is_some() {
            front.heading = front.heading.or(Some(i));
            front.claimed = front.claimed.or(claimed);
        }
    }
    front
}

/// The N of （N篇）, 精选N篇, N篇 and 三篇….
fn claimed_count(text: &str) -> Option<u32> {
    if let Some((number, _)) = text.split_once('篇')
        && let Some(value) = signs::count_of(number)
    {
        return (value > 1).then_some(value);
    }
    let end = text.rfind('篇')?;
    let behind = &text[end + '篇'.len_utf8()..];
    let before = text[..end].trim_end();
    let digits = |c: char| signs::is_count_digit(c);
    let head = before.trim_end_matches(digits);
    if head.ends_with('第') || !behind.trim_matches(['）', ')', '】', ' ']).is_empty() {
        return None;
    }
    let value = signs::count_of(&before[head.len()..])?;
    (value > 1).then_some(value)
}

/// The contents list: 目录 and the entries below it.
fn contents(lines: &[Line], config: &SplitConfig) -> Front {
    let mut front = Front::default();
    let head = lines.len().min(config.front_lines_max as usize);
    let is_heading =
        |line: &&Line| line.text.chars().filter(|c| !c.is_whitespace()).eq("目录".chars());
    let Some(start) = lines[..head].iter().position(|line| is_heading(&line)) else {
        return front;
    };
    let mut end = start + 1;
    while let Some(line) = lines.get(end) {
        let name = entry_name(line.text);
        let is_numbered_page = name.len() < line.text.len();
        let recurs = || lines[end + 1..].iter().any(|later| later.text.contains(name));
        let fits = line.length() <= 2 * config.title_characters_max && !line.text.ends_with('。');
        if !fits || front.listed.contains(name) || !(is_numbered_page || recurs()) {
            break;
        }
        front.listed.insert(name.to_owned());
        end += 1;
    }
    if end > start + 2 {
        front.contents = start..end;
    } else {
        front.listed.clear();
    }
    front
}

/// The title in a line of a contents list: without numbering, leaders and page number.
pub(crate) fn entry_name(text: &str) -> &str {
    let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || "-—()（）".contains(c));
    let bare = bare.trim_end_matches(['.', '…', '·', '．', '-', '—', ' ', '\t', '\u{3000}', '_']);
    let bare = if bare.is_empty() { text } else { bare };
    match signs::numbering(bare) {
        Some(_) => bare.trim_start_matches(|c: char| {
            signs::is_count_digit(c) || "（）()、.． \u{3000}".contains(c)
        }),
        None => bare,
    }
}

impl Front {
    /// True for the lines of the title and of the contents.
    pub(crate) fn holds(&self, line: usize) -> bool {
        self.heading == Some(line) || self.contents.contains(&line)
    }

    /// True where the front matter speaks of several titles, of which `title` may be one.
    pub(crate) fn announces(&self, title: &str) -> bool {
        self.claimed.is_some() || self.listed.contains(title)
    }

    /// The lines of the contents list.
    pub(crate) fn contents_exclusions(&self, body: &[Line]) -> Vec<Exclusion> {
        let lines = body[self.contents.clone()].iter();
        lines.map(|line| Exclusion { span: line.span, reason: ExclusionReason::Contents }).collect()
    }

    /// The lines before the `first` report that are no contents: title and foreword.
    pub(crate) fn heading_exclusions(&self, body: &[Line], first: usize) -> Vec<Exclusion> {
        let lines = (0..first).filter(|line| !self.contents.contains(line));
        lines
            .map(|line| Exclusion {
                span: body[line].span,
                reason: ExclusionReason::CompilationTitle,
            })
            .collect()
    }
}
