//! The same input gives the same rows, whatever the threads and the order; accounts add up.

use std::collections::BTreeMap;

use leitong::model::Layer;
use leitong::report::rows::{DocumentRow, Rows};
use rayon::ThreadPoolBuilder;

use crate::sample;

fn bytes(rows: &Rows) -> String {
    serde_json::to_string(rows).expect("rows are plain values")
}

fn scanned_by(threads: usize, inputs: &[String]) -> String {
    let pool = ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
    bytes(&pool.install(|| sample::scan(inputs)).rows)
}

#[test]
fn threads_change_nothing() {
    let expected = bytes(&sample::OUTCOME.rows);
    // Not assert_eq: a difference would print a megabyte.
    assert!(scanned_by(1, &sample::inputs()) == expected, "one thread gives other rows");
    assert!(scanned_by(2, &sample::inputs()) == expected, "two threads give other rows");
}

#[test]
fn the_order_of_inputs_changes_nothing() {
    let mut inputs = sample::inputs();
    inputs.reverse();
    inputs.rotate_left(7);
    assert!(bytes(&sample::scan(&inputs).rows) == bytes(&sample::OUTCOME.rows));
}

#[test]
fn the_sample_is_read_completely() {
    let documents = &sample::OUTCOME.archive.documents;
    assert!(documents.len() >= sample::inputs().len());
    for document in documents {
        assert!(document.verdict.is_readable(), "{}: {:?}", document.name, document.verdict);
    }
}

#[test]
fn accounts_add_up() {
    for row in &sample::OUTCOME.rows.documents {
        let account = row.account.as_ref().expect("a readable report has an account");
        let name = &row.name;
        assert_eq!(account.values().sum::<u64>(), row.characters, "{name}: layers and 总字数");
        let copied = account.get(&Layer::Copied).copied().unwrap_or(0);
        let roles = row.roles.expect("a readable report has roles");
        let by_role = roles.received + roles.given + roles.undirected;
        assert_eq!(by_role, copied, "{name}: roles and copied characters");
    }
}

#[test]
fn layer_runs_cover_each_report() {
    for row in &sample::OUTCOME.rows.documents {
        let mut at = row.start;
        for run in &row.layers {
            assert_eq!(run.start, at, "{}: a gap or an overlap before {run:?}", row.name);
            assert!(run.end > run.start, "{}: an empty run {run:?}", row.name);
            at = run.end;
        }
        assert_eq!(at, row.end, "{}: the last run ends with the report", row.name);
    }
}

/// Characters of each layer, counted again from the runs and the text itself.
fn recount(row: &DocumentRow) -> BTreeMap<Layer, u64> {
    let outcome = &*sample::OUTCOME;
    let document = outcome.archive.documents.iter().find(|d| d.name == row.document);
    let document = document.expect("a row's document");
    let text: Vec<char> = document.text.chars().collect();
    let counts_at = |place: u32| {
        let part = document.parts.iter().find(|part| part.span.contains(place));
        part.is_some_and(|part| part.part.counts())
    };
    let mut counted = BTreeMap::new();
    for run in &row.layers {
        let is_character =
            |&i: &u32| counts_at(i) && leitong::normalize::is_counted(text[i as usize]);
        let characters = (run.start..run.end).filter(is_character).count() as u64;
        *counted.entry(run.layer).or_default() += characters;
    }
    counted.retain(|_, characters| *characters > 0);
    counted
}

#[test]
fn accounts_are_those_of_the_runs() {
    for row in &sample::OUTCOME.rows.documents {
        let mut account = row.account.clone().expect("a readable report has an account");
        account.retain(|_, characters| *characters > 0);
        assert_eq!(account, recount(row), "{}", row.name);
    }
}
