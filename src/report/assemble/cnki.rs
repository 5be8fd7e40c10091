//! The ratios under CNKI's names, by the rules that its users describe: equal runs of raw text, a
//! share of the section before a source counts. 非知网结果，不可与知网数值比较.

use super::View;
use super::characters::Character;
use crate::align::Block;
use crate::archive::{Map, Report};
use crate::candidates::Pair;
use crate::config::Preset;
use crate::model::{CharSpan, Layer, Ratio, SymbolSpan};
use crate::report::rows::{CnkiRow, CnkiSectionRow};
use crate::segment::Role;

/// Equal raw runs of a report by source: another report, or a text of a reference collection.
type BySource = Map<Source, Vec<CharSpan>>;

/// Where text is found as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Source {
    Report(u32),
    Reference(u32),
}

/// The equal raw runs of all reports.
pub(super) struct Runs {
    of: Vec<BySource>,
}

impl Runs {
    /// The runs of a comparison; none under another preset.
    pub(super) fn of(view: &View) -> Self {
        let mut of = vec![BySource::default(); view.found.archive.reports.len()];
        if view.found.config.preset != Preset::Cnki {
            return Self { of };
        }
        for one in view.found.aligned {
            let Pair { left, right } = one.pair;
            for block in one.alignments.iter().flat_map(|alignment| &alignment.blocks) {
                for [here, there] in raw_runs(view, one.pair, *block) {
                    of[left as usize].entry(Source::Report(right)).or_default().push(here);
                    of[right as usize].entry(Source::Report(left)).or_default().push(there);
                }
            }
        }
        for (report, of) in view.found.archive.reports.iter().zip(&mut of) {
            for one in report.referred.iter().filter(|r| r.kind.layer() == Some(Layer::Quotation)) {
                if let Some((reference, _)) = one.there {
                    let spans = of.entry(Source::Reference(reference)).or_default();
                    spans.push(report.symbols.chars(one.span));
                }
            }
        }
        Self { of }
    }
}

/// The stretches of a matched run whose raw text is equal, marks included, white space not.
fn raw_runs(view: &View, pair: Pair, block: Block) -> Vec<[CharSpan; 2]> {
    let reports = [view.report(pair.left), view.report(pair.right)];
    let starts = [block.left, block.right];
    let at = |side: usize, i: u32| reports[side].symbols.items[(starts[side] + i) as usize].span;
    let raw = |side: usize, span: CharSpan| {
        let text = &view.texts[reports[side].document as usize];
        text[span.start as usize..span.end as usize].iter().filter(|c| !c.is_whitespace())
    };
    let is_equal = |i: u32| raw(0, at(0, i)).eq(raw(1, at(1, i)));
    let goes_on = |i: u32| {
        let gap = |side: usize| CharSpan::new(at(side, i - 1).end, at(side, i).start);
        raw(0, gap(0)).eq(raw(1, gap(1)))
    };
    let mut runs = Vec::new();
    let mut open: Option<u32> = None;
    for i in 0..=block.length {
        let holds = i < block.length && is_equal(i);
        if let Some(start) = open.filter(|&start| !holds || (i > start && !goes_on(i))) {
            runs.push([0, 1].map(|s| CharSpan::new(at(s, start).start, at(s, i - 1).end)));
            open = None;
        }
        if holds && open.is_none() {
            open = Some(i);
        }
    }
    let least = view.found.config.cnki.run_characters_min;
    runs.retain(|[here, _]| raw(0, *here).count() as u64 >= least);
    runs
}

/// The row of a report; none under another preset.
pub(super) fn row(
    view: &View,
    index: u32,
    runs: &Runs,
    characters: &[Character],
) -> Option<CnkiRow> {
    if view.found.config.preset != Preset::Cnki {
        return None;
    }
    let report = view.report(index);
    let sections = sections(view, report);
    let by_source = &runs.of[index as usize];
    let unit = |i: u32| view.report(i).metadata.unit.as_ref().map(|unit| unit.value.as_str());
    let is_own = |source: &Source| match source {
        Source::Report(other) => unit(index).is_some() && unit(index) == unit(*other),
        Source::Reference(_) => false,
    };
    let counted = Counted { view, report, characters, sections: &sections };
    let all = counted.mask(by_source.iter().map(|(_, spans)| spans));
    let without_own =
        counted.mask(by_source.iter().filter(|(s, _)| !is_own(s)).map(|(_, spans)| spans));
    let single = by_source.values().map(|spans| counted.count(&counted.mask([spans]))).max();
    let total = characters.iter().filter(|c| c.counts).count() as u64;
    let is_quoted = |i: usize| characters[i].layer == Layer::Quotation;
    let unquoted = all.iter().enumerate().map(|(i, &is)| is && !is_quoted(i)).collect::<Vec<_>>();
    let of_all = |n: u64| Ratio::new(n, total);
    let section = |span: &CharSpan| CnkiSectionRow {
        start: span.start,
        end: span.end,
        copied: Ratio::new(counted.within(&all, *span), counted.size(*span)),
    };
    let front = counted.front(&all, total * view.found.config.cnki.front_percent / 100);
    let copied = counted.count(&all);
    Some(CnkiRow {
        copied: of_all(copied),
        without_quotation: of_all(counted.count(&unquoted)),
        without_own: of_all(counted.count(&without_own)),
        single_largest: of_all(single.unwrap_or(0)),
        front,
        back: copied - front,
        sections: sections.iter().map(section).collect(),
    })
}

/// The stretches under the headings of the first level; the whole report without any.
fn sections(view: &View, report: &Report) -> Vec<CharSpan> {
    let text = &view.texts[report.document as usize];
    let opens = |at: u32| {
        let line: String = text[at as usize..].iter().take(8).collect();
        let number = line.trim_start_matches(|c| "一二三四五六七八九十".contains(c));
        (number.len() < line.len() && number.starts_with('、'))
            || (line.starts_with('第') && line.contains(['章', '部']))
    };
    let headings = report
        .segments
        .paragraphs
        .iter()
        .filter(|p| (p.role == Role::Heading || p.heading > 0) && p.span.length() > 0);
    let start = |span: SymbolSpan| report.symbols.chars(span).start;
    let mut starts: Vec<u32> = headings.map(|p| start(p.span)).filter(|&at| opens(at)).collect();
    starts.insert(0, report.span.start);
    starts.push(report.span.end);
    starts.dedup();
    starts.windows(2).map(|w| CharSpan::new(w[0], w[1].max(w[0]))).collect()
}

/// Counts characters of 总字数 in one report.
struct Counted<'a> {
    view: &'a View<'a>,
    report: &'a Report,
    characters: &'a [Character],
    sections: &'a [CharSpan],
}

impl Counted<'_> {
    /// The characters of sources that have their share of the section.
    fn mask<'b>(&self, sources: impl IntoIterator<Item = &'b Vec<CharSpan>>) -> Vec<bool> {
        let mut all = vec![false; self.characters.len()];
        for spans in sources {
            let mut own = vec![false; self.characters.len()];
            for span in spans {
                let from = self.report.span.start;
                own[(span.start - from) as usize..(span.end - from) as usize].fill(true);
            }
            for &section in self.sections {
                let least = self.size(section) * self.view.found.config.cnki.source_percent_min;
                if self.within(&own, section) * 100 < least.max(1) {
                    continue;
                }
                for i in self.places(section) {
                    all[i] |= own[i];
                }
            }
        }
        all
    }

    fn places(&self, span: CharSpan) -> std::ops::Range<usize> {
        let from = self.report.span.start;
        (span.start - from) as usize..(span.end - from) as usize
    }

    fn within(&self, mask: &[bool], span: CharSpan) -> u64 {
        self.places(span).filter(|&i| mask[i] && self.characters[i].counts).count() as u64
    }

    fn size(&self, span: CharSpan) -> u64 {
        self.places(span).filter(|&i| self.characters[i].counts).count() as u64
    }

    fn count(&self, mask: &[bool]) -> u64 {
        self.within(mask, self.report.span)
    }

    /// Those among the first `most` characters of 总字数.
    fn front(&self, mask: &[bool], most: u64) -> u64 {
        let counted = self.characters.iter().zip(mask).filter(|(c, _)| c.counts);
        counted.take(most as usize).filter(|(_, is)| **is).count() as u64
    }
}
