//! The rows as the blocks hold them: what a page shows, short, with numbers for names.

use std::collections::BTreeMap;
use std::collections::BTreeSet;

use serde::Serialize;

use crate::config::HTML_PLACES_MAX;
use crate::metadata::Origin;
use crate::model::Layer;
use crate::model::Ratio;
use crate::read::Verdict;
use crate::report::html::numbers::DIRECTIONS;
use crate::report::html::numbers::GRADES;
use crate::report::html::numbers::Numbers;
use crate::report::html::numbers::Place;
use crate::report::html::numbers::ROLES;
use crate::report::html::numbers::Ref;
use crate::report::html::numbers::place;
use crate::report::rows as full;
use crate::report::rows::ReasonRow;
use crate::report::rows::Rows;

/// Sources of a report that lists of reports show.
pub(super) const SOURCES_IN_LIST: usize = 3;

/// Characters of a passage family's text that lists show.
const EXCERPT_CHARACTERS: usize = 80;

/// Numerator and denominator.
type Share = [u64; 2];

/// The other report, characters, place in [`ROLES`].
type Source = (Ref, u64, usize);

/// A report as the lists show it.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    name: &'a str,
    document: usize,
    report: u32,
    /// First code point of the document's text, and one past the last.
    span: [u32; 2],
    unit: Option<&'a str>,
    date: Option<&'a str>,
    state: &'static str,
    characters: u64,
    /// Characters by layer, in the order of [`Layer::ALL`].
    account: Option<[u64; 7]>,
    /// In the order of `RatiosRow`.
    ratios: Option<[Share; 8]>,
    tags: &'a [String],
    /// The largest few.
    sources: Vec<Source>,
    /// Place in the list of families of reports.
    family: Option<usize>,
}

impl<'a> Report<'a> {
    pub(super) fn of(row: &'a full::DocumentRow, numbers: &Numbers, family: Option<usize>) -> Self {
        let account = row.account.as_ref();
        Self {
            name: &row.name,
            document: numbers.document(&row.document),
            report: row.report,
            span: [row.start, row.end],
            unit: row.unit.as_deref(),
            date: row.date.as_deref(),
            state: state(&row.verdict).0,
            characters: row.characters,
            account: account.map(|of| Layer::ALL.map(|layer| of.get(&layer).copied().unwrap_or(0))),
            ratios: row.ratios.as_ref().map(ratios),
            tags: &row.tags,
            sources: sources(&row.sources, numbers, SOURCES_IN_LIST),
            family,
        }
    }
}

fn ratios(row: &full::RatiosRow) -> [Share; 8] {
    [
        row.copied,
        row.given,
        row.template_unconfirmed,
        row.overlap,
        row.without_quotation,
        row.without_own_unit,
        row.without_boilerplate,
        row.single_largest,
    ]
    .map(share)
}

fn share(ratio: Ratio) -> Share {
    [ratio.n, ratio.d]
}

fn sources(rows: &[full::SourceRow], numbers: &Numbers, count_max: usize) -> Vec<Source> {
    let of = |source: &full::SourceRow| {
        let other = numbers.report(&source.document, source.report);
        (other, source.characters, place(&ROLES, &source.role))
    };
    rows.iter().take(count_max).map(of).collect()
}

/// The name of a verdict and its reasons.
fn state(verdict: &Verdict) -> (&'static str, &[String]) {
    match verdict {
        Verdict::Good => ("good", &[]),
        Verdict::Poor { reasons } => ("poor", reasons),
        Verdict::Unreadable { reasons } => ("unreadable", reasons),
    }
}

/// A report as its own page shows it.
#[derive(Serialize)]
pub(super) struct Detail<'a> {
    title: Option<&'a str>,
    author: Option<&'a str>,
    level: Option<&'a str>,
    superior: Option<&'a str>,
    from: &'a BTreeMap<String, Origin>,
    reasons: &'a [String],
    format: &'a str,
    outside: u64,
    roles: Option<full::RolesRow>,
    sources: Vec<Source>,
    evasion: &'a BTreeMap<String, u64>,
    placeholders: Vec<Placeholder<'a>>,
    exclusions: &'a [full::ExclusionRow],
    /// Length, layer, place of the kind in the page's list or -1, number of the passage or -1, the
    /// layer beneath, characters of 总字数, how many passages take it, and their numbers; run after
    /// run from the report's start on.
    runs: Vec<i64>,
    /// Before the review, where it changed the report.
    found: Option<Found<'a>>,
}

/// Tags and sources before the review.
#[derive(Serialize)]
struct Found<'a> {
    tags: &'a [String],
    sources: Vec<Source>,
}

#[derive(Serialize)]
struct Placeholder<'a> {
    start: u32,
    kind: &'a str,
    text: &'a str,
    stands_for: Option<&'a str>,
    seen_in: Option<Ref>,
}

impl<'a> Detail<'a> {
    pub(super) fn of(row: &'a full::DocumentRow, numbers: &Numbers, kinds: &[&str]) -> Self {
        let blanks = row.placeholders.iter().map(|blank| Placeholder {
            start: blank.start,
            kind: &blank.kind,
            text: &blank.text,
            stands_for: blank.stands_for.as_deref(),
            seen_in: blank.seen_in.as_ref().map(|key| numbers.key(key)),
        });
        Self {
            title: row.title.as_deref(),
            author: row.author.as_deref(),
            level: row.level.as_deref(),
            superior: row.superior.as_deref(),
            from: &row.metadata_from,
            reasons: state(&row.verdict).1,
            format: &row.format,
            outside: row.characters_outside,
            roles: row.roles,
            sources: sources(&row.sources, numbers, usize::MAX),
            evasion: &row.evasion,
            placeholders: blanks.collect(),
            exclusions: &row.exclusions,
            runs: runs(row, numbers, kinds),
            found: row.found.as_ref().map(|found| Found {
                tags: &found.tags,
                sources: sources(&found.sources, numbers, usize::MAX),
            }),
        }
    }
}

fn runs(row: &full::DocumentRow, numbers: &Numbers, kinds: &[&str]) -> Vec<i64> {
    let mut flat = Vec::with_capacity(row.layers.len() * 8);
    let original = Layer::Original as i64;
    let mut at = row.start;
    for run in &row.layers {
        if run.start > at {
            flat.extend([i64::from(run.start - at), original, -1, -1, original, 0, 0]);
        }
        let kind = run.kind.as_deref().map_or(-1, |kind| place(kinds, kind) as i64);
        let number = |id: &String| numbers.passage(id).map(i64::from);
        let takers: Vec<i64> = run.passages.iter().filter_map(number).collect();
        flat.extend([
            i64::from(run.end - run.start),
            run.layer as i64,
            kind,
            run.passage.as_ref().and_then(number).unwrap_or(-1),
            run.beneath as i64,
            run.characters as i64,
            takers.len() as i64,
        ]);
        flat.extend(takers);
        at = run.end;
    }
    if row.end > at {
        flat.extend([i64::from(row.end - at), original, -1, -1, original, 0, 0]);
    }
    flat
}

/// The pairs that the page holds: those that share anything after set phrases are out, or would if
/// a reviewer took back what was said. Nearly all others of a genre are a little alike, and 1,000
/// reports make half a million pairs.
pub(super) fn pairs_shown(rows: &Rows) -> impl Iterator<Item = &full::PairRow> {
    let with_passage: BTreeSet<(&str, u32, &str, u32)> =
        rows.passages.iter().map(|row| between(&row.left, &row.right)).collect();
    rows.pairs.iter().filter(move |row| {
        let (left, right) = (&row.left, &row.right);
        let key = (left.document.as_str(), left.report, right.document.as_str(), right.report);
        row.share_left.n + row.share_right.n > 0 || with_passage.contains(&key)
    })
}

fn between<'a>(left: &'a full::SideRow, right: &'a full::SideRow) -> (&'a str, u32, &'a str, u32) {
    (&left.document, left.report, &right.document, right.report)
}

/// A pair as the matrix needs it: left, right, share left, share right, copied characters,
/// passages, place of the best grade plus 1, evidence.
#[derive(Serialize)]
pub(super) struct Pair(Ref, Ref, Share, Share, [u64; 2], u32, usize, i64);

impl Pair {
    pub(super) fn of(row: &full::PairRow, numbers: &Numbers) -> Self {
        Self(
            numbers.key(&row.left),
            numbers.key(&row.right),
            share(row.share_left),
            share(row.share_right),
            [row.copied_left, row.copied_right],
            row.passages,
            row.grade.as_deref().map_or(0, |grade| place(&GRADES, grade) + 1),
            row.surprise_bits,
        )
    }
}

/// What else is known of a pair: shingles and words in common, containment, SimHash.
#[derive(Serialize)]
pub(super) struct Metrics(Share, Share, Share, Share, u32);

impl Metrics {
    pub(super) fn of(row: &full::PairRow) -> Self {
        Self(
            share(row.jaccard),
            share(row.words_jaccard),
            share(row.containment_left),
            share(row.containment_right),
            row.simhash_distance,
        )
    }
}

/// A passage as the page of its pair shows it.
#[derive(Serialize)]
pub(super) struct PassageDetail<'a> {
    family: Option<&'a str>,
    left: Side<'a>,
    right: Side<'a>,
    kind: usize,
    matched: u32,
    identity: Share,
    bits: i64,
    chance: &'a str,
    /// Place in [`DIRECTIONS`], and percent.
    direction: (usize, u32),
    support: &'a [ReasonRow],
    against: &'a [ReasonRow],
    edits: Vec<Edit<'a>>,
}

/// First code point, one past the last, page, paragraph, heading.
type Side<'a> = (u32, u32, Option<u32>, Option<u32>, Option<&'a str>);

/// What was done, span on the left, span on the right; from the starts of the passage.
type Edit<'a> = (&'a str, u32, u32, u32, u32);

impl<'a> PassageDetail<'a> {
    pub(super) fn of(row: &'a full::PassageRow, kinds: &[&str]) -> Self {
        let edit = |edit: &'a full::EditRow| {
            let [left, right] = [(edit.left, &row.left), (edit.right, &row.right)]
                .map(|(span, side)| span.map(|at| at.saturating_sub(side.start)));
            (edit.op.as_str(), left[0], left[1], right[0], right[1])
        };
        Self {
            family: row.family.as_deref(),
            left: side(&row.left),
            right: side(&row.right),
            kind: place(kinds, &row.kind),
            matched: row.matched,
            identity: share(row.identity),
            bits: row.surprise_bits,
            chance: &row.expected_by_chance,
            direction: (place(&DIRECTIONS, &row.direction), row.direction_confidence),
            support: &row.support,
            against: &row.against,
            edits: row.edits.iter().map(edit).collect(),
        }
    }
}

fn side(row: &full::SideRow) -> Side<'_> {
    (row.start, row.end, row.page, row.paragraph, row.heading.as_deref())
}

/// How many places there are, and the first of those that lie on the page.
#[derive(Serialize)]
struct Places(usize, Vec<Place>);

impl Places {
    fn of(rows: &[full::PlaceRow], numbers: &Numbers) -> Self {
        let on_page = rows.iter().filter(|row| numbers.known(&row.document, row.report).is_some());
        let first = on_page.take(HTML_PLACES_MAX).map(|row| numbers.place(row));
        Self(rows.len(), first.collect())
    }
}

/// A family of reports.
#[derive(Serialize)]
pub(super) struct Family<'a> {
    id: &'a str,
    members: Vec<Ref>,
    representative: Ref,
    edges: Vec<Edge>,
}

/// Left, right, shared shingles over all, of the left, of the right, copied characters.
type Edge = (Ref, Ref, Share, Share, Share, [u64; 2]);

impl<'a> Family<'a> {
    pub(super) fn of(row: &'a full::FamilyRow, numbers: &Numbers) -> Self {
        let report = |place: &full::PlaceRow| numbers.place(place).0;
        let edge = |edge: &full::EdgeRow| {
            let jaccard = share(edge.jaccard);
            let [left, right] = [edge.containment_left, edge.containment_right].map(share);
            (numbers.key(&edge.left), numbers.key(&edge.right), jaccard, left, right, edge.copied)
        };
        Self {
            id: &row.id,
            members: row.members.iter().map(report).collect(),
            representative: report(&row.representative),
            edges: row.edges.iter().map(edge).collect(),
        }
    }
}

/// A family of passages with the beginning of its text.
#[derive(Serialize)]
pub(super) struct PassageFamily<'a> {
    id: &'a str,
    text: String,
    members: Places,
}

impl<'a> PassageFamily<'a> {
    pub(super) fn of(
        row: &'a full::FamilyRow,
        numbers: &Numbers,
        texts: &BTreeMap<String, String>,
    ) -> Self {
        let at = &row.representative;
        let length = (at.end - at.start) as usize;
        let text = texts.get(&at.document).map_or("", String::as_str);
        let start = text.chars().skip(at.start as usize);
        let mut text: String = start.take(length.min(EXCERPT_CHARACTERS)).collect();
        if length > EXCERPT_CHARACTERS {
            text.push_str("……");
        }
        Self { id: &row.id, text, members: Places::of(&row.members, numbers) }
    }
}

/// A form.
#[derive(Serialize)]
pub(super) struct Template<'a> {
    id: &'a str,
    family: &'a str,
    members: Vec<Ref>,
    skeleton: &'a [full::TemplatePart],
}

impl<'a> Template<'a> {
    pub(super) fn of(row: &'a full::TemplateRow, numbers: &Numbers) -> Self {
        let members = row.members.iter().map(|key| numbers.key(key)).collect();
        Self { id: &row.id, family: &row.family, members, skeleton: &row.skeleton }
    }
}

/// A set phrase: text, reports, independent users, basis, places.
#[derive(Serialize)]
pub(super) struct Phrase<'a>(&'a str, u64, u64, &'a str, Places);

impl<'a> Phrase<'a> {
    pub(super) fn of(row: &'a full::BoilerplateRow, numbers: &Numbers) -> Self {
        let places = Places::of(&row.places, numbers);
        Self(&row.text, row.users, row.independent_users, &row.basis, places)
    }
}

/// A mistake that reports share.
#[derive(Serialize)]
pub(super) struct Mistake<'a> {
    kind: &'a str,
    text: &'a str,
    mistake: &'a str,
    usual: Option<&'a str>,
    places: Places,
    passages: &'a [String],
}

impl<'a> Mistake<'a> {
    pub(super) fn of(row: &'a full::AnomalyRow, numbers: &Numbers) -> Self {
        Self {
            kind: &row.kind,
            text: &row.text,
            mistake: &row.mistake,
            usual: row.usual.as_deref(),
            places: Places::of(&row.places, numbers),
            passages: &row.passages,
        }
    }
}

/// Something that files of different units share: its files are documents by name, with units.
#[derive(Serialize)]
pub(super) struct Forensic<'a> {
    kind: &'a str,
    strength: &'a str,
    value: &'a str,
    count: u32,
    units: u32,
    /// All files.
    all: usize,
    /// The first of them.
    files: Vec<(&'a str, Option<&'a str>)>,
    against: &'a [ReasonRow],
}

impl<'a> Forensic<'a> {
    pub(super) fn of(row: &'a full::ForensicRow) -> Self {
        let files = row.files.iter().take(HTML_PLACES_MAX);
        Self {
            kind: &row.kind,
            strength: &row.strength,
            value: &row.value,
            count: row.count,
            units: row.units,
            all: row.files.len(),
            files: files.map(|file| (file.document.as_str(), file.unit.as_deref())).collect(),
            against: &row.against,
        }
    }
}

/// A question to the user.
#[derive(Serialize)]
pub(super) struct Question<'a> {
    id: &'a str,
    kind: &'a str,
    text: &'a str,
    users: u64,
    characters: u64,
    passages: &'a [String],
}

impl<'a> Question<'a> {
    pub(super) fn of(row: &'a full::QuestionRow) -> Self {
        let full::QuestionRow { id, kind, text, users, characters, passages, .. } = row;
        Self { id, kind, text, users: *users, characters: *characters, passages }
    }
}
