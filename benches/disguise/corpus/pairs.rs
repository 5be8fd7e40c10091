//! One corpus a disguise: honest reports of the genre, and some that took a passage of another.

use leitong::evaluate::{Case, Shared};
use leitong::model::{CharSpan, Layer};

use super::Corpus;
use super::dice::Dice;
use super::genre::Frame;
use super::text::{Passage, Texts};
use super::wash::{Step, reach, sentences, wash};

/// Reports of a corpus, each with two passages of its own.
const REPORTS: usize = 32;
/// How many of them have a copy.
const COPIERS: usize = 24;
/// A copier takes from the report so many places further on in a random order.
const SHIFT: usize = 7;

/// A disguise with its strength.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    /// Name in tables.
    pub(crate) name: String,
    /// What is done to a passage.
    pub(crate) steps: Vec<Step>,
    /// Whether sentences of several reports are woven together instead.
    pub(crate) patchwork: bool,
}

/// All disguises that are measured.
pub(crate) fn runs() -> Vec<Run> {
    let mut runs = vec![run("verbatim", &[]), run("slots", &[Step::Slots])];
    for percent in [10, 20, 30, 40, 50] {
        runs.push(run(&format!("synonyms-{percent}"), &[Step::Synonyms(percent)]));
    }
    for percent in [25, 50, 100] {
        runs.push(run(&format!("insert-{percent}"), &[Step::Insert(percent)]));
    }
    let (light, heavy) = (
        [Step::Slots, Step::Insert(25), Step::Synonyms(30)],
        [Step::Slots, Step::Clauses(50), Step::Insert(50), Step::Synonyms(50)],
    );
    runs.extend([
        run("delete-100", &[Step::Delete(100)]),
        run("clauses-50", &[Step::Clauses(50)]),
        run("clauses-100", &[Step::Clauses(100)]),
        run("sentences", &[Step::Sentences]),
        run("split-50", &[Step::Split(50)]),
        run("merge-50", &[Step::Merge(50)]),
        run("summary-50", &[Step::Drop(50)]),
        run("combined-light", &light),
        run("combined-heavy", &heavy),
        Run { patchwork: true, ..run("patchwork", &[]) },
    ]);
    runs
}

fn run(name: &str, steps: &[Step]) -> Run {
    Run { name: name.to_owned(), steps: steps.to_vec(), patchwork: false }
}

/// The reports while they are written.
struct Making<'a> {
    run: &'a Run,
    texts: &'a Texts,
    dice: Dice,
    frames: Vec<Frame<'a>>,
    /// The two own passages of each report and where they stand.
    own: Vec<[(&'a Passage, CharSpan); 2]>,
    cases: Vec<Case>,
    strengths: Vec<f64>,
    /// Sentences for patchworks that stand nowhere else.
    fillers: Vec<&'a str>,
}

/// Makes the corpus of a disguise.
pub(crate) fn pairs(run: &Run, texts: &Texts, seed: u64) -> Corpus {
    let mut dice = Dice::new(seed);
    let mut passages: Vec<&Passage> = texts.passages.iter().collect();
    dice.shuffle(&mut passages);
    let (own, rest) = passages.split_at(2 * REPORTS);
    let fillers = rest.iter().flat_map(|passage| sentences(passage.text)).collect();
    let mut units = texts.units();
    dice.shuffle(&mut units);
    let (mut frames, mut places) = (Vec::new(), Vec::new());
    for (i, pair) in own.chunks_exact(2).enumerate() {
        let own_dice = Dice::new(seed + 1 + i as u64);
        let name = format!("{i:02}-{}.txt", units[i]);
        let mut frame = Frame::begin(name, units[i], texts, own_dice);
        frame.line("meetings", Layer::Boilerplate, "meetings");
        places.push([0, 1].map(|k| (pair[k], original(&mut frame, k, pair[k]))));
        frame.quote("quote", "exact");
        frames.push(frame);
    }
    let mut making = Making {
        run,
        texts,
        dice,
        frames,
        own: places,
        cases: Vec::new(),
        strengths: Vec::new(),
        fillers,
    };
    making.plant_all();
    let reports = making.frames.into_iter().map(Frame::end).collect();
    Corpus { reports, cases: making.cases, strengths: making.strengths, ..Corpus::default() }
}

fn original(frame: &mut Frame, number: usize, passage: &Passage) -> CharSpan {
    frame.heading(number, passage.subject);
    let span = frame.report.push(passage.text, Layer::Original, "own");
    frame.end_paragraph();
    span
}

impl Making<'_> {
    fn plant_all(&mut self) {
        let mut order: Vec<usize> = (0..REPORTS).collect();
        self.dice.shuffle(&mut order);
        for i in 0..COPIERS {
            let sources: Vec<usize> = (0..6).map(|k| order[(i + SHIFT + k) % REPORTS]).collect();
            match self.run.patchwork {
                true => self.patchwork(order[i], &sources),
                false => self.copy(order[i], sources[0]),
            }
        }
    }

    /// A whole passage of another report, disguised. None where the disguise cannot reach its
    /// strength.
    fn copy(&mut self, copier: usize, source: usize) {
        let enough = |passage: &Passage| match self.run.steps.last() {
            Some(Step::Synonyms(percent)) => reach(passage.text, self.texts) >= *percent + 5,
            _ => true,
        };
        let first = self.dice.below(2);
        let Some(k) = [first, 1 - first].into_iter().find(|&k| enough(self.own[source][k].0))
        else {
            return;
        };
        let (passage, from) = self.own[source][k];
        let washed = wash(passage.text, &self.run.steps, self.texts, &mut self.dice);
        self.strengths.push(washed.changed as f64 / washed.of.max(1) as f64);
        self.frames[copier].heading(2, passage.subject);
        let to = self.frames[copier].report.push(&washed.text, Layer::Copied, "passage");
        self.frames[copier].end_paragraph();
        self.case((copier, to), (source, from));
    }

    /// Three to six sentences of as many reports, woven with sentences of its own.
    fn patchwork(&mut self, copier: usize, sources: &[usize]) {
        let count = 3 + self.dice.below(4);
        self.frames[copier].heading(2, "其他重点");
        for &source in &sources[..count] {
            let own = self.fillers.pop().expect("a sentence for each fragment");
            self.frames[copier].report.push(own, Layer::Original, "own");
            let (passage, span) = self.own[source][self.dice.below(2)];
            let all = sentences(passage.text);
            let n = self.dice.below(all.len());
            let before: usize = all[..n].iter().map(|s| s.chars().count()).sum();
            let start = span.start + before as u32;
            let from = CharSpan::new(start, start + all[n].chars().count() as u32);
            let to = self.frames[copier].report.push(all[n], Layer::Copied, "fragment");
            self.case((copier, to), (source, from));
        }
        self.frames[copier].end_paragraph();
    }

    fn case(&mut self, a: (usize, CharSpan), b: (usize, CharSpan)) {
        let name = |i: usize| self.frames[i].report.name.as_str();
        let shared = Shared::new((name(a.0), a.1), (name(b.0), b.1));
        self.cases.push(Case { kind: self.run.name.clone(), shared });
    }
}
