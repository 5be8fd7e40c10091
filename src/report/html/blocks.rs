//! The data of the page, cut into blocks that the viewer parses when it needs them.
//!
//! A block is a JSON value in an element of its own. Lists that grow with the run are cut into
//! parts; what the first view needs stands in few and small blocks. Reports, documents and passages
//! are named by their numbers ([`Numbers`]), layers, grades, directions and kinds by their place in
//! lists that the first block holds. A passage's text is not repeated: it is the
//! document's text at its place. `web/src/data.ts` reads what is written here.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use serde::Serialize;

use crate::config::HTML_PART_ROWS;
use crate::config::HTML_SHARE_SHOWN_PERCENT;
use crate::config::HTML_TEXT_PART_BYTES;
use crate::model::Lang;
use crate::model::Layer;
use crate::report::Context;
use crate::report::html::numbers::DIRECTIONS;
use crate::report::html::numbers::GRADES;
use crate::report::html::numbers::Numbers;
use crate::report::html::numbers::place;
use crate::report::html::rows::Detail;
use crate::report::html::rows::Family;
use crate::report::html::rows::Forensic;
use crate::report::html::rows::Metrics;
use crate::report::html::rows::Mistake;
use crate::report::html::rows::Pair;
use crate::report::html::rows::PassageDetail;
use crate::report::html::rows::PassageFamily;
use crate::report::html::rows::Phrase;
use crate::report::html::rows::Question;
use crate::report::html::rows::Report;
use crate::report::html::rows::SOURCES_IN_LIST;
use crate::report::html::rows::Template;
use crate::report::html::rows::pairs_shown;
use crate::report::json;
use crate::report::rows::BasisRow;
use crate::report::rows::FamilyRow;
use crate::report::rows::PassageRow;
use crate::report::rows::ReviewRow;
use crate::report::rows::Rows;
use crate::report::rows::SideRow;
use crate::report::totals::Totals;
use crate::report::words;

/// What the element of a block begins with; its name follows.
pub(super) const OPENING: &str = "<script type=\"application/json\" id=\"data-";

/// The block of the reports.
pub(super) const REPORTS: &str = "reports";

/// The parts of the texts, in the order of their documents.
pub(super) const TEXT: &str = "text-";

/// Everything that the blocks are made of.
pub(super) struct Page<'a> {
    /// All rows of the run, for the sums.
    all: &'a Rows,
    /// The rows that the page shows.
    shown: &'a Rows,
    context: &'a Context<'a>,
    numbers: Numbers<'a>,
    /// Families of reports, the largest first.
    families: Vec<&'a FamilyRow>,
    /// Kinds of layers and passages; a block names one by its place.
    kinds: Vec<&'a str>,
    /// The number of the first document of each part of the texts.
    text_parts: Vec<usize>,
}

/// What the first view needs besides the reports.
#[derive(Serialize)]
struct Run<'a> {
    lang: Lang,
    version: &'a str,
    run_id: String,
    basis: &'a BasisRow,
    /// Of all rows, also when the page holds only some.
    totals: Totals,
    /// True when the page holds only the strongest.
    cut: bool,
    share_shown_percent: u32,
    part_rows: usize,
    layers: [Layer; 7],
    grades: [&'a str; 3],
    directions: [&'a str; 3],
    kinds: &'a [&'a str],
    sources_in_list: usize,
    questions: Vec<Question<'a>>,
    mistakes: Vec<Mistake<'a>>,
    forensics: Vec<Forensic<'a>>,
    /// What reviewers decided before the page was made.
    review: Option<&'a ReviewRow>,
    rules: Rules,
}

/// What the page needs to name a report again after a decision.
#[derive(Serialize)]
struct Rules {
    whole_percent: u32,
    patchwork_sources_min: u32,
}

#[derive(Serialize)]
struct Reports<'a> {
    documents: &'a [&'a str],
    text_parts: &'a [usize],
    rows: Vec<Report<'a>>,
}

/// The passages' columns that are looked up across all of them.
#[derive(Serialize)]
struct Passages<'a> {
    id: Vec<&'a str>,
    left: Vec<Option<u32>>,
    right: Vec<Option<u32>>,
    layer: Vec<u8>,
    grade: Vec<usize>,
    direction: Vec<usize>,
    /// Kinds, and how the sides differ, as places in the page's list of kinds.
    kind: Vec<usize>,
    difference: Vec<usize>,
    bits: Vec<i64>,
}

impl<'a> Page<'a> {
    /// What a page with the reports of `shown` needs; `all` is the whole run.
    pub(super) fn of(all: &'a Rows, shown: &'a Rows, context: &'a Context<'a>) -> Self {
        let numbers = Numbers::of(shown);
        let of_runs = shown.documents.iter().flat_map(|row| &row.layers);
        let kinds: BTreeSet<&str> = of_runs
            .filter_map(|run| run.kind.as_deref())
            .chain(shown.passages.iter().flat_map(|row| [found(row).1, row.difference.as_str()]))
            .chain(KINDS_OF_REVIEW)
            .collect();
        let mut families: Vec<&FamilyRow> =
            shown.families.iter().filter(|row| is_of_reports(row)).collect();
        families.sort_by_key(|row| Reverse(row.members.len()));
        let text_parts = text_parts(&numbers.documents, context.texts);
        let kinds = kinds.into_iter().collect();
        Self { all, shown, context, numbers, families, kinds, text_parts }
    }

    /// The blocks that the first view waits for.
    ///
    /// # Errors
    /// Those of `out`.
    pub(super) fn write_first(&self, out: &mut dyn Write) -> io::Result<()> {
        let words =
            BTreeMap::from([("zh", words::table(Lang::Zh)), ("en", words::table(Lang::En))]);
        put(out, "words", &words)?;
        put(out, "run", &self.run())?;
        let reports = Reports {
            documents: &self.numbers.documents,
            text_parts: &self.text_parts,
            rows: self.reports(),
        };
        put(out, REPORTS, &reports)
    }

    /// All other blocks, one in memory at a time.
    ///
    /// # Errors
    /// Those of `out`.
    pub(super) fn write_rest(&self, out: &mut dyn Write) -> io::Result<()> {
        let (shown, numbers) = (self.shown, &self.numbers);
        let pairs: Vec<_> = pairs_shown(shown).collect();
        put(out, "pairs", &list(&pairs, |row| Pair::of(row, numbers)))?;
        put(out, "families", &list(&self.families, |row| Family::of(row, numbers)))?;
        put(out, "passages", &self.passages())?;
        put(out, "messages", &shown.diagnostics)?;
        let texts = self.context.texts;
        let echoes: Vec<_> = shown.families.iter().filter(|row| !is_of_reports(row)).collect();
        put(out, "passage-families", &list(&echoes, |row| PassageFamily::of(row, numbers, texts)))?;
        put(out, "templates", &list(&shown.templates, |row| Template::of(row, numbers)))?;
        put(out, "phrases", &list(&shown.boilerplate, |row| Phrase::of(row, numbers)))?;
        let kinds = &self.kinds;
        parts(out, "report", &shown.documents, |row| Detail::of(row, numbers, kinds))?;
        parts(out, "passage", &numbers.passages, |row| PassageDetail::of(row, kinds))?;
        parts(out, "metrics", &pairs, |row| Metrics::of(row))?;
        self.write_texts(out)
    }

    fn run(&self) -> Run<'_> {
        Run {
            lang: self.context.lang,
            version: self.context.version,
            run_id: json::run_id(self.all, self.context),
            basis: &self.all.basis,
            totals: Totals::of(self.all),
            cut: self.shown.documents.len() < self.all.documents.len(),
            share_shown_percent: HTML_SHARE_SHOWN_PERCENT,
            part_rows: HTML_PART_ROWS,
            layers: Layer::ALL,
            grades: GRADES,
            directions: DIRECTIONS,
            kinds: &self.kinds,
            sources_in_list: SOURCES_IN_LIST,
            questions: list(&self.shown.questions, Question::of),
            review: self.all.review.as_ref(),
            rules: self.rules(),
            mistakes: list(&self.shown.anomalies, |row| Mistake::of(row, &self.numbers)),
            forensics: self.forensics(),
        }
    }

    /// What files share, the strongest first.
    fn forensics(&self) -> Vec<Forensic<'_>> {
        let mut rows: Vec<_> = self.shown.forensics.iter().collect();
        rows.sort_by_key(|row| Reverse(place(&GRADES, &row.strength)));
        rows.into_iter().map(Forensic::of).collect()
    }

    fn rules(&self) -> Rules {
        let groups = self.context.groups();
        Rules {
            whole_percent: groups.whole_percent,
            patchwork_sources_min: groups.patchwork_sources_min,
        }
    }

    fn reports(&self) -> Vec<Report<'_>> {
        let mut family_of: BTreeMap<u32, usize> = BTreeMap::new();
        for (number, family) in self.families.iter().enumerate() {
            for member in &family.members {
                if let Some(report) = self.numbers.known(&member.document, member.report) {
                    family_of.entry(report).or_insert(number);
                }
            }
        }
        let rows = self.shown.documents.iter().zip(0..);
        rows.map(|(row, number)| Report::of(row, &self.numbers, family_of.get(&number).copied()))
            .collect()
    }

    fn passages(&self) -> Passages<'_> {
        let rows = &self.numbers.passages;
        let known = |side: &SideRow| self.numbers.known(&side.document, side.report);
        Passages {
            id: rows.iter().map(|row| row.id.as_str()).collect(),
            left: rows.iter().map(|row| known(&row.left)).collect(),
            right: rows.iter().map(|row| known(&row.right)).collect(),
            layer: rows.iter().map(|row| found(row).0 as u8).collect(),
            grade: rows.iter().map(|row| place(&GRADES, &row.grade)).collect(),
            direction: rows.iter().map(|row| place(&DIRECTIONS, &row.direction)).collect(),
            kind: rows.iter().map(|row| place(&self.kinds, found(row).1)).collect(),
            difference: rows.iter().map(|row| place(&self.kinds, &row.difference)).collect(),
            bits: rows.iter().map(|row| row.surprise_bits).collect(),
        }
    }

    fn write_texts(&self, out: &mut dyn Write) -> io::Result<()> {
        let documents = &self.numbers.documents;
        for (part, first) in self.text_parts.iter().enumerate() {
            let end = self.text_parts.get(part + 1).copied().unwrap_or(documents.len());
            let texts: Vec<Option<&String>> =
                documents[*first..end].iter().map(|name| self.context.texts.get(*name)).collect();
            put(out, &format!("{TEXT}{part}"), &texts)?;
        }
        Ok(())
    }
}

/// Layer and kind of a passage before its review: the page applies the decisions itself.
fn found(row: &PassageRow) -> (Layer, &str) {
    match &row.review {
        Some(review) => (review.found_layer, &review.found_kind),
        None => (row.layer, &row.kind),
    }
}

/// Kinds that a decision may give.
const KINDS_OF_REVIEW: [&str; 2] = ["base", "review"];

fn is_of_reports(row: &FamilyRow) -> bool {
    row.kind == "report"
}

fn list<'a, R, T>(rows: &'a [R], of: impl Fn(&'a R) -> T) -> Vec<T> {
    rows.iter().map(of).collect()
}

/// Where the parts of the texts begin: each holds some [`HTML_TEXT_PART_BYTES`].
fn text_parts(documents: &[&str], texts: &BTreeMap<String, String>) -> Vec<usize> {
    let mut first = Vec::new();
    let mut bytes = usize::MAX;
    for (number, name) in documents.iter().enumerate() {
        if bytes >= HTML_TEXT_PART_BYTES {
            first.push(number);
            bytes = 0;
        }
        bytes += texts.get(*name).map_or(0, String::len);
    }
    first
}

/// Writes a long list as blocks `name-0`, `name-1`, ….
fn parts<'a, R, T: Serialize>(
    out: &mut dyn Write,
    name: &str,
    rows: &'a [R],
    of: impl Fn(&'a R) -> T,
) -> io::Result<()> {
    for (part, rows) in rows.chunks(HTML_PART_ROWS).enumerate() {
        put(out, &format!("{name}-{part}"), &list(rows, &of))?;
    }
    Ok(())
}

/// Writes one block.
fn put(out: &mut dyn Write, name: &str, value: &impl Serialize) -> io::Result<()> {
    // No `<` in a string of JSON needs to be one: written as its code it can end no element.
    let json = serde_json::to_string(value)?.replace('<', "\\u003c");
    writeln!(out, "{OPENING}{name}\">{json}</script>")
}
