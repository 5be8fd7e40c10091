//! Decisions of reviewers over the sample: everything adds up after them, and goes back.

use std::collections::BTreeMap;

use leitong::config;
use leitong::model::Layer;
use leitong::report::review::{
    Answer, Exclusion, PassageDecision, Reply, Review, Said, State, Subject, apply,
};
use leitong::report::rows::{DocumentRow, PassageRow, Rows};

use crate::disguise::corpus::Texts;
use crate::sample;

fn texts() -> BTreeMap<String, String> {
    let documents = &sample::OUTCOME.archive.documents;
    documents.iter().map(|one| (one.name.clone(), one.text.clone())).collect()
}

fn reviewed(rows: &Rows, review: &Review) -> Rows {
    apply(rows, review, &texts(), &config::Groups::default())
}

fn rejection(row: &PassageRow) -> PassageDecision {
    let said = Said { by: "甲".into(), ..Said::default() };
    PassageDecision { passage: row.id.clone(), state: State::Rejected, said }
}

fn exclusion(subject: Subject) -> Exclusion {
    Exclusion { subject, excluded: true, said: Said::default() }
}

fn copies(rows: &Rows) -> impl Iterator<Item = &PassageRow> {
    rows.passages.iter().filter(|row| row.layer == Layer::Copied)
}

/// Every decision at once: every fifth copy rejected, a source and a phrase left out, an answer.
fn much(rows: &Rows) -> Review {
    let first = copies(rows).next().expect("the sample has copies");
    let phrase = first.left.quote.chars().skip(2).take(9).collect();
    let question = rows.questions.first().map(|row| Answer {
        question: row.id.clone(),
        answer: Reply::NoForm,
        said: Said::default(),
    });
    Review {
        passages: copies(rows).step_by(5).map(rejection).collect(),
        answers: question.into_iter().collect(),
        exclusions: vec![
            exclusion(Subject::Source(first.right.key())),
            exclusion(Subject::Phrase { text: phrase }),
        ],
        ..Review::default()
    }
}

fn adds_up(row: &DocumentRow) {
    let Some(account) = &row.account else { return };
    let name = &row.name;
    assert_eq!(account.values().sum::<u64>(), row.characters, "{name}: 总字数");
    let of_runs: u64 = row.layers.iter().map(|run| run.characters).sum();
    assert_eq!(of_runs, row.characters, "{name}: runs");
    let roles = row.roles.expect("roles");
    let copied = account.get(&Layer::Copied).copied().unwrap_or_default();
    assert_eq!(roles.received + roles.given + roles.undirected, copied, "{name}: roles");
    let of_sources: u64 = row.sources.iter().map(|source| source.characters).sum();
    assert!(of_sources <= copied, "{name}: sources");
}

#[test]
fn no_decision_changes_nothing() {
    let rows = &sample::OUTCOME.rows;
    assert!(reviewed(rows, &Review::default()) == *rows);
}

#[test]
fn after_every_decision_everything_adds_up_and_goes_back() {
    let rows = &sample::OUTCOME.rows;
    let review = much(rows);
    let after = reviewed(rows, &review);
    after.documents.iter().for_each(adds_up);
    assert!(after.documents != rows.documents && after.pairs != rows.pairs);
    assert_eq!(after.passages.len(), rows.passages.len(), "what counts no more is still shown");
    let kept: Vec<_> = after.passages.iter().filter(|row| row.stands()).collect();
    assert!(kept.len() < after.passages.len());
    for row in &after.documents {
        let is_shown = |id: &String| kept.iter().any(|one| one.id == *id);
        assert!(row.layers.iter().filter_map(|run| run.passage.as_ref()).all(is_shown));
    }
    // As if it had never been: also through the rows that a reviewed run leaves behind.
    let again: Rows = serde_json::from_str(&serde_json::to_string(&after).expect("JSON"))
        .expect("rows are read back");
    assert!(reviewed(&again, &Review::default()) == *rows);
    assert!(reviewed(&again, &review) == after);
}

#[test]
fn rejecting_everything_leaves_no_copy() {
    let rows = &sample::OUTCOME.rows;
    let all = copies(rows).map(rejection).collect();
    let after = reviewed(rows, &Review { passages: all, ..Review::default() });
    for row in &after.documents {
        adds_up(row);
        assert_eq!(row.account.as_ref().and_then(|of| of.get(&Layer::Copied)).copied(), Some(0));
        let ratios = row.ratios.expect("ratios");
        assert_eq!((ratios.copied.n, ratios.given.n, ratios.single_largest.n), (0, 0, 0));
        assert!(row.sources.is_empty() && row.tags.iter().any(|tag| tag == "no-finding"));
    }
    assert!(after.pairs.iter().all(|pair| pair.passages == 0 && pair.grade.is_none()));
}

/// Twelve reports that share nothing but a paragraph that was handed out.
fn of_a_form() -> Rows {
    let texts = Texts::new();
    let shared = texts.form.lines().filter(|line| !line.contains('{'));
    let shared = shared.chain(texts.passages[40].text.lines()).collect::<String>();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (i, passage) in texts.passages.iter().take(12).enumerate() {
        let text = format!("{}\n{shared}\n", passage.text);
        std::fs::write(folder.path().join(format!("{i:02}.txt")), text).expect("a report");
    }
    let inputs = [folder.path().display().to_string()];
    sample::scan(&inputs).rows
}

#[test]
fn an_answer_makes_a_form_or_a_copy() {
    let rows = &of_a_form();
    let question = rows.questions.first().expect("the form is asked about");
    for (answer, layer) in [(Reply::Form, Layer::Template), (Reply::NoForm, Layer::Copied)] {
        let said = Said::default();
        let answers = vec![Answer { question: question.id.clone(), answer, said }];
        let after = reviewed(rows, &Review { answers, ..Review::default() });
        after.documents.iter().for_each(adds_up);
        for row in after.passages.iter().filter(|row| question.passages.contains(&row.id)) {
            assert_eq!(row.layer, layer);
            assert!(row.kind != "unconfirmed" && row.stands());
        }
        assert_eq!(after.questions[0].answer.as_ref().map(|one| one.answer), Some(answer));
        let sum = |rows: &Rows| -> u64 {
            let ratios = rows.documents.iter().filter_map(|row| row.ratios);
            ratios.map(|ratios| ratios.template_unconfirmed.n).sum()
        };
        assert!(sum(&after) < sum(rows), "confirmed or not, it is no open question");
    }
}
