//! Headers, footers and page numbers -> out of the lines, into texts of their own.

use std::collections::BTreeMap;

use crate::read::layout::Line;
use crate::read::layout::Page;
use crate::read::layout::paragraphs;

/// Height of the zones at top and bottom where running lines stand. Unit: share of the page.
/// Official documents keep 37 of 297 mm at the top and 35 at the bottom (GB/T 9704-2012, 5.2).
const ZONE: f32 = 0.125;

/// Lines of a page on either side that can be running.
const LINES_MAX: usize = 3;

/// Pages on which the same line stands in the same place. One in four, for headers that change
/// with the chapter and the side of the leaf; three at least make it sure.
const REPEATED_ONE_IN: usize = 4;
const REPEATED_MIN: usize = 2;
const REPEATED_SURE: usize = 3;

/// Room between running lines and the text, without which they are its first or last lines. Unit:
/// usual distances of lines.
const ROOM: f32 = 1.35;

/// Repeated lines stand at the same height up to this. Unit: points.
const SAME_HEIGHT: f32 = 4.0;

/// What stands in the zones.
#[derive(Default)]
pub(super) struct Aside {
    /// Each header once, a line each.
    pub(super) headers: String,
    /// Each footer once, a line each.
    pub(super) footers: String,
}

impl Aside {
    /// Notes a line that stands above the text or across it.
    pub(super) fn add_header(&mut self, text: &str) {
        add(&mut self.headers, text);
    }
}

/// Appends a line unless it is there already.
fn add(lines: &mut String, line: &str) {
    if !line.trim().is_empty() && !lines.lines().any(|known| known == line) {
        lines.push_str(line);
        lines.push('\n');
    }
}

/// A line in a zone.
struct Candidate {
    /// The text, each run of digits as `#`, without white space.
    key: String,
    y: f32,
    page: usize,
    /// Its number on the page.
    index: usize,
    is_top: bool,
    /// Nothing stands between it and the edge of the page.
    is_outermost: bool,
    /// Room stands between it and the text.
    is_apart: bool,
    is_artifact: bool,
}

/// Takes the running lines out of the lines of each page.
pub(super) fn take(lines: &mut [Vec<Line>], pages: &[Page]) -> Aside {
    let leading = paragraphs::leading(lines);
    let of_page = |(lines, page): (&Vec<Line>, &Page)| candidates(lines, page, leading);
    let candidates: Vec<Candidate> = lines.iter().zip(pages).flat_map(of_page).collect();
    let mut by_key: BTreeMap<&str, Vec<&Candidate>> = BTreeMap::new();
    for one in &candidates {
        by_key.entry(&one.key).or_default().push(one);
    }
    let n_pages = lines.iter().filter(|lines| !lines.is_empty()).count();
    let is_running = |one: &&Candidate| {
        let same = |other: &&&Candidate| (other.y - one.y).abs() < SAME_HEIGHT;
        let mut on: Vec<usize> =
            by_key[one.key.as_str()].iter().filter(same).map(|c| c.page).collect();
        on.dedup();
        let is_repeated = on.len() >= REPEATED_SURE
            || (on.len() >= REPEATED_MIN && on.len() * REPEATED_ONE_IN >= n_pages);
        one.is_artifact
            || (is_repeated && one.is_apart)
            || (one.is_outermost && is_page_number(&one.key))
    };
    let running: BTreeMap<(usize, usize), bool> =
        candidates.iter().filter(is_running).map(|c| ((c.page, c.index), c.is_top)).collect();
    let mut aside = Aside::default();
    for ((page, index), is_top) in &running {
        let text = &lines[*page][*index].text;
        add(if *is_top { &mut aside.headers } else { &mut aside.footers }, text);
    }
    for (page, lines) in lines.iter_mut().enumerate() {
        let mut places = 0..;
        lines.retain(|_| places.next().is_some_and(|i| !running.contains_key(&(page, i))));
    }
    aside
}

/// The lines of one page that stand in its zones.
fn candidates(lines: &[Line], page: &Page, leading: f32) -> Vec<Candidate> {
    let mut by_height: Vec<usize> = (0..lines.len()).collect();
    by_height.sort_by(|a, b| lines[*a].y.total_cmp(&lines[*b].y));
    // Room below one of the first lines, or above one of the last, sets all beyond it apart.
    let is_room = |a: usize, b: usize| {
        let (one, other) = (&lines[by_height[a]], &lines[by_height[b]]);
        (one.y - other.y).abs() > ROOM * leading * one.size.max(other.size)
    };
    let last = lines.len().saturating_sub(1);
    let is_apart = |rank: usize, is_top: bool| {
        (rank..LINES_MAX.min(last))
            .any(|i| if is_top { is_room(i, i + 1) } else { is_room(last - i, last - i - 1) })
    };
    let candidate = |(rank, &index): (usize, &usize), is_top| {
        let line = &lines[index];
        let share = line.y / page.height.max(1.0);
        let is_inside = if is_top { share < ZONE } else { share > 1.0 - ZONE };
        is_inside.then(|| Candidate {
            key: key(&line.text),
            y: line.y,
            page: line.page,
            index,
            is_top,
            is_outermost: rank == 0,
            is_apart: is_apart(rank, is_top),
            is_artifact: line.is_artifact,
        })
    };
    let top = by_height.iter().enumerate().take(LINES_MAX);
    let bottom = by_height.iter().rev().enumerate().take(LINES_MAX);
    let top = top.filter_map(|ranked| candidate(ranked, true));
    top.chain(bottom.filter_map(|ranked| candidate(ranked, false))).collect()
}

/// The text with each run of digits as `#` and without white space.
fn key(text: &str) -> String {
    let mut key = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        match c {
            '0'..='9' | '０'..='９' if key.ends_with('#') => {}
            '0'..='9' | '０'..='９' => key.push('#'),
            c => key.extend(c.to_lowercase()),
        }
    }
    key
}

/// True for — 3 —, 3/12, 第3页, 第3页共12页, page 3 of 12, iv.
fn is_page_number(key: &str) -> bool {
    let bare = key.trim_matches(['-', '—', '–', '－', '·', '•', '~', '_', '|', '[', ']']);
    let roman = !bare.is_empty() && bare.len() <= 6 && bare.chars().all(|c| "ivxl".contains(c));
    const FORMS: [&str; 11] = [
        "#",
        "#/#",
        "第#页",
        "第#页共#页",
        "第#页/共#页",
        "第#页,共#页",
        "第#页，共#页",
        "共#页第#页",
        "page#",
        "page#of#",
        "#of#",
    ];
    roman || FORMS.contains(&bare)
}
