//! Compares what leitong found with what was planted.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::path::Path;

use leitong::config::Settings;
use leitong::evaluate::{Case, Score, Shared, score};
use leitong::model::{CharSpan, Layer};
use leitong::pipeline::{self, Answer, Given, Silent};
use leitong::report::rows::{PassageRow, Rows, SideRow};

use crate::corpus::{Corpus, Report};

/// The rows of a run.
pub(crate) struct Found {
    rows: Rows,
}

/// What the user gives to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Knowing {
    /// Nothing.
    Nothing,
    /// The form and the documents that are quoted.
    Texts,
    /// The documents that are quoted, and that what is asked about first is a form.
    Answer,
}

impl Knowing {
    /// All three, with the names that they have in tables.
    pub(crate) const ALL: [(Self, &'static str); 3] =
        [(Self::Nothing, "nothing"), (Self::Texts, "base"), (Self::Answer, "answer")];
}

/// Runs the library over a corpus in a folder with the default settings.
///
/// # Panics
/// When the text that was read is not the text that was written: places would not agree.
pub(crate) fn scan(folder: &Path, corpus: &Corpus, knowing: Knowing) -> Found {
    let config = Settings::default().validate().expect("invariant: the defaults are valid");
    let name = |part: &str| [folder.join(part).display().to_string()];
    let inputs = name("reports");
    let read = |part: &str| pipeline::read(&name(part), &config, &Silent).0;
    let mut given = Given::default();
    if knowing != Knowing::Nothing {
        given.collection = read("collection");
    }
    if knowing == Knowing::Texts {
        given.base = read("base");
    }
    let mut outcome = pipeline::scan(&inputs, &given, &config, &Silent);
    if let Some(question) = outcome.rows.questions.first().filter(|_| knowing == Knowing::Answer) {
        given.answers = vec![Answer { question: question.id.clone(), is_form: true }];
        outcome = pipeline::scan(&inputs, &given, &config, &Silent);
    }
    let texts: BTreeMap<&str, &str> =
        corpus.reports.iter().map(|r| (r.name.as_str(), r.text.as_str())).collect();
    for document in &outcome.archive.documents {
        assert_eq!(texts.get(base(&document.name)), Some(&document.text.as_str()));
    }
    Found { rows: outcome.rows }
}

/// The last component of a path.
fn base(name: &str) -> &str {
    name.rsplit(['/', '\\']).next().unwrap_or(name)
}

fn shared(row: &PassageRow) -> Shared {
    let side = |s: &SideRow| CharSpan::new(s.start, s.end);
    let (left, right) = (&row.left, &row.right);
    Shared::new((base(&left.document), side(left)), (base(&right.document), side(right)))
}

impl Found {
    fn copied(&self) -> impl Iterator<Item = &PassageRow> {
        self.rows.passages.iter().filter(|p| p.layer == Layer::Copied)
    }

    /// Copied passages that count in the ratios.
    fn graded(&self) -> impl Iterator<Item = &PassageRow> {
        self.copied().filter(|p| p.grade != "weak")
    }
}

/// What one disguise came to.
pub(crate) struct Judged {
    name: String,
    /// Mean share of what could be changed that was changed.
    strength: f64,
    /// All copied passages.
    all: Score,
    /// Those of grade strong and medium.
    graded: Score,
    /// Pairs of reports that nothing was planted in.
    honest: usize,
    /// Of them accused at any grade, and at grade strong or medium.
    accused: [usize; 2],
}

impl Judged {
    /// Head of the table.
    pub(crate) const HEAD: &'static str = "disguise         strength plagdet recall precision \
        granularity found/cases | strong+medium: plagdet recall found | honest pairs accused";

    fn cells(&self) -> [f64; 6] {
        let (a, g) = (&self.all, &self.graded);
        [a.plagdet(), a.recall, a.precision, a.granularity, g.plagdet(), g.recall]
    }
}

impl fmt::Display for Judged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [plagdet, recall, precision, granularity, graded, graded_recall] = self.cells();
        write!(
            f,
            "{:16} {:.3}    {plagdet:.4}  {recall:.4} {precision:.4}    {granularity:.3}       \
             {:3}/{:<3}     |                {graded:.4}  {graded_recall:.4} {:3}   | {} + {} weak \
             of {}",
            self.name,
            self.strength,
            self.all.detected,
            self.all.cases,
            self.graded.detected,
            self.accused[1],
            self.accused[0] - self.accused[1],
            self.honest
        )
    }
}

/// Scores the copied passages of a run and counts the honest pairs that are accused.
pub(crate) fn pairs(name: &str, corpus: &Corpus, found: &Found) -> Judged {
    let cases: Vec<&Shared> = corpus.cases.iter().map(|c| &c.shared).collect();
    let guilty: BTreeSet<&[String; 2]> = cases.iter().map(|c| &c.documents).collect();
    let measure = |passages: Vec<Shared>| {
        let accused: BTreeSet<&[String; 2]> =
            passages.iter().map(|p| &p.documents).filter(|d| !guilty.contains(d)).collect();
        (score(&cases, &passages.iter().collect::<Vec<_>>()), accused.len())
    };
    let (all, any) = measure(found.copied().map(shared).collect());
    let (graded, firm) = measure(found.graded().map(shared).collect());
    let n = corpus.reports.len();
    let strength =
        (corpus.strengths.iter().sum::<f64>() + 0.0) / corpus.strengths.len().max(1) as f64;
    let honest = n * (n - 1) / 2 - guilty.len();
    Judged { name: name.to_owned(), strength, all, graded, honest, accused: [any, firm] }
}

/// Writes the table as CSV.
///
/// # Errors
/// When the file cannot be written.
pub(crate) fn record(rows: &[Judged], path: &Path) -> std::io::Result<()> {
    let mut text = "disguise,strength,plagdet,recall,precision,granularity,graded_plagdet,\
                    graded_recall,cases,found,graded_found,honest_pairs,accused,accused_graded\n"
        .to_owned();
    for row in rows {
        let cells: Vec<String> = row.cells().iter().map(|c| format!("{c:.5}")).collect();
        text.push_str(&format!(
            "{},{:.3},{},{},{},{},{},{},{}\n",
            row.name,
            row.strength,
            cells.join(","),
            row.all.cases,
            row.all.detected,
            row.graded.detected,
            row.honest,
            row.accused[0],
            row.accused[1]
        ));
    }
    std::fs::write(path, text)
}

fn report<'a>(corpus: &'a Corpus, name: &str) -> &'a Report {
    corpus.reports.iter().find(|r| r.name == name).expect("invariant: names come from the corpus")
}

fn slices(corpus: &Corpus, shared: &Shared) -> [String; 2] {
    [0, 1].map(|k| report(corpus, &shared.documents[k]).slice(shared.spans[k]))
}

/// Every case with its F1 and text, for reading.
pub(crate) fn worst(corpus: &Corpus, found: &Found) -> Vec<(f64, String)> {
    corpus.cases.iter().map(|case| told(corpus, found, case)).collect()
}

fn told(corpus: &Corpus, found: &Found, case: &Case) -> (f64, String) {
    let [a, b] = slices(corpus, &case.shared);
    let [left, right] = &case.shared.spans;
    let mut text = format!(
        "== {} {} {left:?} ~ {} {right:?}\n  A {a}\n  B {b}\n",
        case.kind, case.shared.documents[0], case.shared.documents[1]
    );
    let mut own = Vec::new();
    for row in &found.rows.passages {
        let one = shared(row);
        if one.documents != case.shared.documents {
            continue;
        }
        let [x, y] = slices(corpus, &one);
        text.push_str(&format!(
            "  found {:?}/{} {} {} bits {:?}\n    a {x}\n    b {y}\n",
            row.layer,
            row.kind,
            row.grade,
            row.surprise_bits / 1000,
            one.spans
        ));
        if row.layer == Layer::Copied {
            own.push(one);
        }
    }
    let s = score(&[&case.shared], &own.iter().collect::<Vec<_>>());
    let f1 = 2.0 * s.recall * s.precision / (s.recall + s.precision).max(f64::MIN_POSITIVE);
    (f1 / s.granularity, format!("{:.3} {text}", f1))
}

/// A copied passage between two reports that nothing was planted in.
pub(crate) struct Alarm {
    /// Evidence, 1/1000 bit.
    pub(crate) bits: i64,
    /// What a person reads.
    pub(crate) text: String,
}

impl fmt::Display for Alarm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.text)
    }
}

/// The honest pairs' accusations.
pub(crate) fn alarms(corpus: &Corpus, found: &Found) -> Vec<Alarm> {
    let guilty: BTreeSet<&[String; 2]> = corpus.cases.iter().map(|c| &c.shared.documents).collect();
    let mut alarms = Vec::new();
    for row in found.copied() {
        let one = shared(row);
        if guilty.contains(&one.documents) {
            continue;
        }
        let [a, b] = slices(corpus, &one);
        let of = report(corpus, &one.documents[0]);
        let kinds: BTreeSet<&str> = of
            .stretches
            .iter()
            .filter(|s| s.span.overlap(one.spans[0]) > 0)
            .map(|s| s.label.kind)
            .collect();
        let text = format!(
            "{:7} bits {} {}/{} {kinds:?} {} ~ {}\n    a {a}\n    b {b}",
            row.surprise_bits / 1000,
            row.grade,
            corpus.cases.first().map_or("", |c| c.kind.as_str()),
            row.kind,
            one.documents[0],
            one.documents[1]
        );
        alarms.push(Alarm { bits: row.surprise_bits, text });
    }
    alarms
}

/// Characters by the layer of the key and the layer that was found.
pub(crate) struct Layers {
    /// Characters by (layer and kind of the key, layer and kind found), without white space.
    counts: BTreeMap<[(Layer, String); 2], u64>,
    /// Score of the copied passages.
    pairs: Judged,
    /// Questions that the run asks.
    questions: usize,
}

/// Compares the layers of every character of a corpus.
pub(crate) fn layers(corpus: &Corpus, found: &Found) -> Layers {
    let mut counts = BTreeMap::new();
    for row in &found.rows.documents {
        let report = report(corpus, base(&row.document));
        let text: Vec<char> = report.text.chars().collect();
        for run in &row.layers {
            for stretch in &report.stretches {
                let start = run.start.max(stretch.span.start);
                let end = run.end.min(stretch.span.end).max(start);
                let n = text[start as usize..end as usize]
                    .iter()
                    .filter(|c| !c.is_whitespace())
                    .count() as u64;
                let key = (stretch.label.layer, stretch.label.kind.to_owned());
                let kind = run.kind.clone().unwrap_or_default();
                if n > 0 {
                    *counts.entry([key, (run.layer, kind)]).or_default() += n;
                }
            }
        }
    }
    let pairs = pairs("batch", corpus, found);
    Layers { counts, pairs, questions: found.rows.questions.len() }
}

impl Layers {
    fn sum(&self, of: impl Fn(Layer, Layer) -> bool) -> u64 {
        self.counts.iter().filter(|([a, b], _)| of(a.0, b.0)).map(|(_, n)| n).sum()
    }

    /// One line a layer and kind of the key, by layer found.
    fn lines(&self) -> BTreeMap<(Layer, &str), BTreeMap<Layer, u64>> {
        let mut lines: BTreeMap<(Layer, &str), BTreeMap<Layer, u64>> = BTreeMap::new();
        for ([key, found], n) in &self.counts {
            *lines.entry((key.0, &key.1)).or_default().entry(found.0).or_default() += n;
        }
        lines
    }

    /// Heads of [`Layers::csv`].
    pub(crate) const HEAD: &'static str =
        "given,key_layer,key_kind,found_layer,found_kind,characters\n";

    /// The matrix as CSV: what was given, layer and kind of the key, layer found and its kind,
    /// characters.
    pub(crate) fn csv(&self, given: &str) -> String {
        let line = |([key, found], n): (&[(Layer, String); 2], &u64)| {
            format!("{given},{:?},{},{:?},{},{n}\n", key.0, key.1, found.0, found.1)
        };
        self.counts.iter().map(line).collect()
    }

    /// Heads of [`Layers::scores`].
    pub(crate) const SCORES: &'static str = "given,layer,hit,in_key,found,recall,precision\n";

    /// Recall and precision of each layer by characters, as CSV.
    pub(crate) fn scores(&self, given: &str) -> String {
        let line = |layer: Layer| {
            let hit = self.sum(|a, b| a == layer && b == layer);
            let (key, found) = (self.sum(|a, _| a == layer), self.sum(|_, b| b == layer));
            let of = |n: u64| if n == 0 { 0.0 } else { hit as f64 / n as f64 };
            format!("{given},{layer:?},{hit},{key},{found},{:.4},{:.4}\n", of(key), of(found))
        };
        Layer::ALL.into_iter().map(line).collect()
    }
}

impl fmt::Display for Layers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "characters by layer of the key (lines) and layer found (columns)")?;
        write!(f, "{:28}", "")?;
        for layer in Layer::ALL {
            write!(f, "{:>12}", format!("{layer:?}"))?;
        }
        for ((layer, kind), cells) in self.lines() {
            write!(f, "\n{:28}", format!("{layer:?}/{kind}"))?;
            for found in Layer::ALL {
                write!(f, "{:>12}", cells.get(&found).unwrap_or(&0))?;
            }
        }
        writeln!(f, "\n{:14} {:>9} {:>9} {:>10}", "layer", "recall", "precision", "characters")?;
        for layer in Layer::ALL {
            let hit = self.sum(|a, b| a == layer && b == layer) as f64;
            let (key, found) = (self.sum(|a, _| a == layer), self.sum(|_, b| b == layer));
            let of = |n: u64| if n == 0 { 0.0 } else { hit / n as f64 };
            let name = format!("{layer:?}");
            writeln!(f, "{name:14} {:>9.4} {:>9.4} {key:>10}", of(key), of(found))?;
        }
        writeln!(f, "questions asked: {}", self.questions)?;
        writeln!(f, "{}\n{}", Judged::HEAD, self.pairs)
    }
}
