//! Where reports begin: heads, the signs that speak for them, and the decision.
//!
//! A head is a line that a report could begin with (marker, title, addressee, opening). A head
//! alone proves nothing; numbering that starts again, a signature above, a break in the layout,
//! the contents list and the count of the compilation are signs besides.

use crate::config::SplitConfig;
use crate::split::front::{self, Front};
use crate::split::lines::Line;
use crate::split::signs::{self, LEVELS, Numbering};

/// The start of a report, in indices of body lines.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    /// The first line.
    pub(crate) line: usize,
    /// First and last line of the title.
    pub(crate) title: Option<(usize, usize)>,
    /// The first line behind title, addressee and opening.
    rest: usize,
    /// The number of a marker that counts nothing but reports.
    marker: Option<u32>,
    /// The numbering that the title itself stands under.
    numbered: Option<Numbering>,
    /// What speaks for it.
    pub(crate) signs: Vec<&'static str>,
}

/// The reports of a compilation; fewer than two where the document is one report.
pub(crate) fn find(front: &Front, lines: &[Line], config: &SplitConfig) -> Vec<Start> {
    let mut heads = heads(front, lines, config);
    sign_counts(&mut heads, front);
    let layout = Layout::of(lines, config);
    let visible = visible_before(lines);
    let mut starts = vec![first(front, &heads, lines, &visible, config)];
    for (i, head) in heads.iter().enumerate() {
        let last = &starts[starts.len() - 1];
        let near = visible[head.line] < visible[last.line] + config.report_characters_min;
        let late = visible[lines.len()] < visible[head.line] + config.report_characters_min;
        if head.line <= last.line || near || late {
            continue;
        }
        let next = heads.get(i + 1).map_or(lines.len(), |head| head.line);
        let Some(restart) = numbering_sign(last, head, &lines[..next]) else {
            continue;
        };
        if is_second_half(last, head, lines, config) {
            continue;
        }
        let mut head = head.clone();
        head.signs.extend(restart);
        head.signs.extend(layout.signs(&head, lines, config));
        if head.signs.len() >= signs_needed(&head, config) {
            starts.push(head);
        }
    }
    starts
}

/// Signs that `head` needs.
///
/// Paragraphs open like a report inside reports too: without title and marker one sign more,
/// unless the numbering starts again from 一、 on, which no single document does.
fn signs_needed(head: &Start, config: &SplitConfig) -> usize {
    let is_named = head.title.is_some() || head.signs.contains(&"marker");
    let is_restart = head.signs.contains(&"chapters");
    config.signs_min as usize + usize::from(!is_named && !is_restart)
}

/// The document as one report.
pub(crate) fn whole(front: &Front, lines: &[Line], config: &SplitConfig) -> Vec<Start> {
    let Some(line) = (0..lines.len()).find(|&line| !front.contents.contains(&line)) else {
        return if lines.is_empty() { Vec::new() } else { vec![plain(0)] };
    };
    vec![Start { title: first_title(line, lines, config), ..plain(line) }]
}

fn plain(line: usize) -> Start {
    Start { line, title: None, rest: line, marker: None, numbered: None, signs: Vec::new() }
}

/// Where the first report begins: at the first head behind the title of a compilation, else at
/// the first line.
fn first(
    front: &Front,
    heads: &[Start],
    lines: &[Line],
    visible: &[u32],
    config: &SplitConfig,
) -> Start {
    let has_front = front.heading.is_some() || !front.contents.is_empty();
    let near = |head: &&Start| {
        visible[head.line] <= visible[front.contents.end] + config.foreword_characters_max
    };
    match heads.iter().find(|head| has_front || head.line == 0).filter(near) {
        Some(head) => head.clone(),
        None => {
            let line = (0..lines.len()).find(|&line| !front.holds(line)).unwrap_or(0);
            Start { title: first_title(line, lines, config), ..plain(line) }
        }
    }
}

/// The title of a report that begins at `start`: the first title line near it, or a first line
/// that stands alone and is no sentence.
fn first_title(start: usize, lines: &[Line], config: &SplitConfig) -> Option<(usize, usize)> {
    let near = start..lines.len().min(start + config.front_lines_max as usize);
    for line in near {
        if signs::is_title(lines[line].text, config) {
            let joined = line > start && lines[line].text.starts_with("关于");
            return Some((if joined { line - 1 } else { line }, line));
        }
        if !is_plain_short(&lines[line], config) {
            break;
        }
    }
    let stands_alone = is_plain_short(lines.get(start)?, config)
        && !signs::is_date_line(lines[start].text)
        && lines[start].length() >= config.title_characters_min
        && lines.get(start + 1).is_some_and(|next| next.text != lines[start].text);
    stands_alone.then_some((start, start))
}

/// True for a short line of words without punctuation or numbering.
fn is_plain_short(line: &Line, config: &SplitConfig) -> bool {
    line.length() <= config.title_characters_max
        && !line.text.contains(['。', '，', '；', '：', '！', '？', ',', ';', ':', '!', '?'])
        && signs::numbering(line.text).is_none()
        && line.text.chars().any(char::is_alphabetic)
}

/// All lines that a report could begin with.
fn heads(front: &Front, lines: &[Line], config: &SplitConfig) -> Vec<Start> {
    let mut heads: Vec<Start> = Vec::new();
    let mut line = 0;
    while line < lines.len() {
        let head = if front.holds(line) || !can_begin(lines, line, config) {
            None
        } else {
            head(front, lines, line, config)
        };
        line = head.as_ref().map_or(line + 1, |head| head.rest.max(line + 1));
        heads.extend(head);
    }
    heads
}

/// True unless the line continues a sentence, lies in a table or under 附件.
fn can_begin(lines: &[Line], line: usize, config: &SplitConfig) -> bool {
    if lines[line].part == crate::read::Part::Table {
        return false;
    }
    let Some(before) = line.checked_sub(1).map(|before| &lines[before]) else {
        return true;
    };
    let is_annex = before.text.starts_with("附") && before.length() <= config.title_characters_max;
    !is_annex && signs::is_finished(before.text, config)
}

/// The head that begins at `line`.
fn head(front: &Front, lines: &[Line], line: usize, config: &SplitConfig) -> Option<Start> {
    let mut head = plain(line);
    let text = lines[line].text;
    let marker = (lines[line].length() <= config.title_characters_max)
        .then(|| signs::marker(text))
        .flatten();
    if let Some((number, _)) = marker {
        head.signs.push("marker");
        head.marker = signs::is_strict_marker(text).then_some(number);
    }
    let is_bare_marker = marker.is_some_and(|(_, rest)| rest.is_empty());
    let at = line + usize::from(is_bare_marker);
    title(&mut head, front, lines, at, config);
    if is_bare_marker || head.title.is_some() || marker.is_some() {
        let behind = head.title.map_or(at.max(line + 1), |(_, last)| last + 1);
        head.rest = opening(&mut head, lines, behind, config);
    } else {
        head.rest = opening(&mut head, lines, line, config);
        let under_heading = line > 0 && is_heading(&lines[line - 1], config);
        if head.rest == line || under_heading {
            return None;
        }
    }
    (!head.signs.is_empty()).then_some(head)
}

/// True for a short line that heads what follows, so that no report begins below it.
fn is_heading(line: &Line, config: &SplitConfig) -> bool {
    let is_end = signs::is_date_line(line.text) || signs::is_closing(line.text);
    line.length() <= config.title_characters_max && !is_end && !line.text.ends_with(['。', '！'])
}

/// Recognises the title at `at`: a title line, two lines of one title, a numbered title.
fn title(head: &mut Start, front: &Front, lines: &[Line], at: usize, config: &SplitConfig) {
    let Some(line) = lines.get(at) else { return };
    let unnumbered =
        signs::numbering(line.text).map(|numbering| (numbering, front::entry_name(line.text)));
    if signs::is_title(line.text, config) {
        head.title = Some((at, at));
    } else if let Some((numbering, words)) = unnumbered {
        if signs::is_title(words, config) && (signs::has_unit(words) || front.announces(words)) {
            (head.title, head.numbered) = (Some((at, at)), Some(numbering));
        }
    } else if is_plain_short(line, config)
        && lines.get(at + 1).is_some_and(|next| {
            next.blank_above == 0
                && next.text.starts_with("关于")
                && signs::is_title(next.text, config)
        })
    {
        head.title = Some((at, at + 1));
    }
    let Some((first, last)) = head.title else {
        return;
    };
    head.signs.push("title");
    let is_listed =
        (first..=last).any(|line| front.listed.contains(front::entry_name(lines[line].text)));
    head.signs.extend(is_listed.then_some("contents"));
}

/// Recognises addressee and opening from `line` on; the first line behind them, or `line`.
fn opening(head: &mut Start, lines: &[Line], line: usize, config: &SplitConfig) -> usize {
    let mut at = line;
    let is_note = |line: &Line| {
        line.length() <= config.addressee_characters_max
            && !line.text.contains(['。', '，'])
            && signs::numbering(line.text).is_none()
            && !signs::is_addressee(line.text, config)
    };
    if head.title.is_some() {
        at += lines[at.min(lines.len())..].iter().take(2).take_while(|line| is_note(line)).count();
    }
    let addressee = lines.get(at).is_some_and(|line| signs::is_addressee(line.text, config));
    at += usize::from(addressee);
    let found = lines.get(at).map(|line| signs::opening(line.text, config)).unwrap_or_default();
    let occasion = lines.get(at).is_some_and(|line| line.text.starts_with(['根', '按', '为']));
    let opens = found.formula || found.announcement && (occasion || addressee);
    if addressee || opens {
        head.signs.push("opening");
    }
    if found.announcement && (found.formula || addressee || head.title.is_some()) {
        head.signs.push("announcement");
    }
    if opens { at + 1 } else { at.max(line) }
}

/// Adds the signs that only all heads together give: markers that run 1, 2, 3, and the count
/// that the compilation claims.
fn sign_counts(heads: &mut [Start], front: &Front) {
    let markers: Vec<_> = heads.iter().filter_map(|head| head.marker).collect();
    let runs = markers.len() > 1 && markers.iter().copied().eq(1..=markers.len() as u32);
    let titled = |head: &Start| head.marker.is_some() || head.title.is_some();
    let n_titled = heads.iter().filter(|head| titled(head)).count();
    let claims = |n: usize| front.claimed.is_some_and(|claimed| claimed as usize == n);
    let n_heads = heads.len();
    for head in heads {
        head.signs.extend((runs && head.marker.is_some()).then_some("sequence"));
        let counts = if claims(n_titled) { titled(head) } else { claims(n_heads) };
        head.signs.extend(counts.then_some("count"));
    }
}

/// The sign that numbering starts again behind `head`: `chapters` from 一、 on, `numbering` from
/// another level on, `None` inside without a restart. `None` outside where it simply goes on, which
/// says that the report does too.
///
/// A restart below the highest level that the report uses is a restart of a section.
fn numbering_sign(last: &Start, head: &Start, lines: &[Line]) -> Option<Option<&'static str>> {
    let mut reached = [0; LEVELS];
    for line in &lines[last.rest.min(head.line)..head.line] {
        if let Some(found) = signs::numbering(line.text) {
            reached[found.level] = reached[found.level].max(found.value);
        }
    }
    let top = reached.iter().position(|value| *value > 0);
    let next =
        lines[head.rest.min(lines.len())..].iter().find_map(|line| signs::numbering(line.text));
    let (Some(top), Some(next)) = (top, next) else {
        return Some(None);
    };
    let goes_on = next.value > 1 && next.value == reached[next.level] + 1;
    if goes_on && head.marker.is_none() && head.numbered.is_none() {
        return None;
    }
    let is_high = head.numbered.is_none_or(|own| next.level <= own.level);
    let restarts = next.value == 1 && next.level <= top && reached[top] > 1 && is_high;
    let is_chapter = next.level == 1 && reached[1] > 1;
    Some(restarts.then_some(if is_chapter { "chapters" } else { "numbering" }))
}

/// True where the title only heads a half of the same report: 工作计划 behind 工作总结, or a part
/// that the report's own title names.
fn is_second_half(last: &Start, head: &Start, lines: &[Line], config: &SplitConfig) -> bool {
    let Some((title, _)) = head.title else {
        return false;
    };
    let is_counted = ["sequence", "count"].iter().any(|sign| head.signs.contains(sign));
    let Some(word) = signs::title_word(lines[title].text, config) else {
        return false;
    };
    if is_counted || signs::has_unit(lines[title].text) {
        return false;
    }
    let before = last.title.map(|(first, _)| lines[first].text).unwrap_or_default();
    let joins = ["和", "及", "暨", "与", "、"].iter().any(|joint| before.contains(joint));
    let is_plan = matches!(word, "计划" | "要点" | "规划");
    let was_plan = signs::title_word(before, config) == Some(word);
    joins && before.contains(word) || is_plan && !was_plan
}

/// What the layout of the file is like where nothing begins.
struct Layout<'a> {
    indent: Option<&'a str>,
    blank_usual: u32,
    pages: usize,
}

impl<'a> Layout<'a> {
    fn of(lines: &[Line<'a>], config: &SplitConfig) -> Self {
        let long = || lines.iter().filter(|line| line.length() > config.title_characters_max);
        let mut indents: Vec<_> = long().map(|line| line.indent).collect();
        indents.sort_unstable();
        let n_long = indents.len();
        let usual = indents.chunk_by(|a, b| a == b).max_by_key(|run| run.len());
        let indent = usual
            .filter(|run| run.len() * 100 >= n_long * config.indent_share_min as usize)
            .map(|run| run[0]);
        let mut blanks: Vec<_> = lines.iter().map(|line| line.blank_above).collect();
        blanks.sort_unstable();
        let blank_usual = blanks.get(blanks.len() / 2).copied().unwrap_or(0);
        let pages = lines.iter().filter(|line| line.page_above).count();
        Self { indent, blank_usual, pages }
    }

    /// What the layout says of `head`: a signature above, a break, another indent.
    fn signs(&self, head: &Start, lines: &[Line], config: &SplitConfig) -> Vec<&'static str> {
        let line = &lines[head.line];
        let above = &lines[head.line.saturating_sub(2)..head.line];
        let mut found = Vec::new();
        let is_end = |line: &Line| signs::is_date_line(line.text) || signs::is_closing(line.text);
        found.extend(above.iter().any(is_end).then_some("signature"));
        // Where every page ends with a form feed, one of them says nothing.
        let is_page = line.page_above && self.pages <= 1 + lines.len() / PAGE_LINES_MAX;
        let is_rule = above.last().is_some_and(|line| {
            line.length() > 2 && line.text.chars().all(|c| "-=*_—※~·─━".contains(c))
        });
        let is_apart = line.blank_above >= self.blank_usual + config.blank_lines_extra;
        found.extend((is_page || is_rule || is_apart).then_some("layout"));
        let is_indented = self.indent.is_some_and(|usual| usual != line.indent);
        let is_paragraph = head.title.is_none() && line.length() > config.title_characters_max;
        found.extend((is_indented && is_paragraph).then_some("indent"));
        found
    }
}

/// Lines with text on a page. A page of official text holds 22 lines, a paragraph several.
const PAGE_LINES_MAX: usize = 22;

/// Visible characters before each line, and in all.
fn visible_before(lines: &[Line]) -> Vec<u32> {
    let mut sums = vec![0];
    for line in lines {
        let visible = line.text.chars().filter(|c| !c.is_whitespace()).count();
        sums.push(sums[sums.len() - 1] + u32::try_from(visible).unwrap_or(u32::MAX));
    }
    sums
}
