use std::collections::BTreeMap;

use super::*;
use crate::config;
use crate::model::Layer;
use crate::report::fixture;
use crate::report::rows::Rows;

fn said(by: &str, at: &str) -> Said {
    Said { by: by.into(), at: at.into(), explanation: String::new() }
}

fn about(passage: &str, state: State, said: Said) -> Review {
    let decision = PassageDecision { passage: passage.into(), state, said };
    Review { passages: vec![decision], ..Review::default() }
}

fn reviewed(review: &Review) -> Rows {
    apply(&fixture::rows(), review, &fixture::texts(), &config::Groups::default())
}

fn copied() -> String {
    let rows = fixture::rows();
    rows.passages.iter().find(|row| row.layer == Layer::Copied).expect("a copy").id.clone()
}

#[test]
fn of_one_reviewer_the_latest_holds_and_files_may_come_in_any_order() {
    let id = copied();
    let early = about(&id, State::Rejected, said("甲", "2026-01-01T08:00:00Z"));
    let late = about(&id, State::Confirmed, said("甲", "2026-01-02T08:00:00Z"));
    let other = about(&id, State::Confirmed, said("乙", "2025-12-31T08:00:00Z"));
    let one = Review::merged([early.clone(), late.clone(), other.clone()]);
    assert_eq!(one, Review::merged([other, late, early]));
    assert_eq!(one.passages.len(), 2);
    let rows = reviewed(&one);
    let row = rows.passages.iter().find(|row| row.id == id).expect("it stays");
    let review = row.review.as_ref().expect("it was decided");
    assert_eq!((review.state, review.disputed, review.counts), (State::Confirmed, false, true));
    assert_eq!(review.by, ["乙", "甲"]);
}

#[test]
fn where_reviewers_disagree_nothing_changes_and_both_are_named() {
    let id = copied();
    let both = Review::merged([
        about(&id, State::Rejected, said("甲", "")),
        about(&id, State::Confirmed, said("乙", "")),
    ]);
    let rows = reviewed(&both);
    let row = rows.passages.iter().find(|row| row.id == id).expect("it stays");
    let review = row.review.as_ref().expect("it was decided");
    assert_eq!((review.state, review.disputed, review.counts), (State::Pending, true, true));
    assert_eq!(rows.documents, fixture::rows().documents);
}

#[test]
fn a_rejected_passage_stays_visible_and_counts_nowhere() {
    let id = copied();
    let rows = reviewed(&about(&id, State::Rejected, said("甲", "")));
    let row = rows.passages.iter().find(|row| row.id == id).expect("it stays");
    assert!(!row.stands());
    for document in &rows.documents {
        assert!(document.layers.iter().all(|run| run.passage.as_deref() != Some(&id)));
        let of_layers: u64 = document.layers.iter().map(|run| run.characters).sum();
        assert_eq!(of_layers, document.characters, "{}", document.name);
    }
    let pair = rows
        .pairs
        .iter()
        .find(|pair| row.left.is_in(&pair.left) && row.right.is_in(&pair.right))
        .expect("its pair");
    let left = rows
        .passages
        .iter()
        .filter(|one| one.stands() && one.left.is_in(&pair.left) && one.right.is_in(&pair.right));
    assert_eq!(pair.passages as usize, left.filter(|one| one.layer == Layer::Copied).count());
}

#[test]
fn a_phrase_is_left_out_and_the_text_adds_up_as_before() {
    let rows = fixture::rows();
    let row = rows.passages.iter().find(|row| row.layer == Layer::Copied).expect("a copy");
    let phrase: String = row.left.quote.chars().skip(3).take(6).collect();
    let exclusion = Exclusion {
        subject: Subject::Phrase { text: phrase.clone() },
        excluded: true,
        said: said("甲", ""),
    };
    let review = Review { exclusions: vec![exclusion], ..Review::default() };
    let after = reviewed(&review);
    let out = |layer| move |run: &&crate::report::rows::LayerRun| run.layer == layer;
    let mut changed = 0;
    for (before, after) in rows.documents.iter().zip(&after.documents) {
        assert_eq!(before.characters, after.characters);
        let excluded = after.layers.iter().filter(out(Layer::Excluded));
        let of_review = excluded.filter(|run| run.kind.as_deref() == Some("review"));
        changed += of_review.map(|run| u64::from(run.end - run.start)).sum::<u64>();
        assert!(after.layers.windows(2).all(|two| two[0].end == two[1].start));
    }
    assert!(changed >= 12, "both sides lose the phrase: {changed}");
    let shown = &after.review.expect("a review").exclusions[0];
    assert!(shown.excluded && shown.places >= 2, "{shown:?}");
}

#[test]
fn what_this_run_does_not_have_is_told_and_kept() {
    let review = about("0000-0000-0000", State::Rejected, said("甲", ""));
    let rows = reviewed(&review);
    let log = rows.review.expect("a review");
    assert_eq!(log.unmatched, ["0000-0000-0000"]);
    assert_eq!(log.decisions, review);
}

#[test]
fn a_review_goes_through_its_file() {
    let id = copied();
    let mut review = about(&id, State::Explained, said("甲", "2026-01-01T08:00:00Z"));
    let subjects = [
        Subject::Source(ReportKey { document: "材料/a.txt".into(), report: 2 }),
        Subject::Passage { passage: id },
        Subject::Phrase { text: "<一段文字>".into() },
    ];
    let exclusion = |subject| Exclusion { subject, excluded: true, said: said("乙", "") };
    review.exclusions = subjects.map(exclusion).to_vec();
    let json = serde_json::to_vec_pretty(&review).expect("JSON");
    assert_eq!(Review::parse(&json).expect("it is one"), review);
    let flat: BTreeMap<String, serde_json::Value> =
        serde_json::from_value(serde_json::to_value(&review.exclusions[0]).expect("JSON"))
            .expect("an object");
    assert_eq!(flat["kind"], "source");
    assert_eq!(flat["document"], "材料/a.txt");
    assert!(Review::parse(br#"{"schema_version": 2}"#).is_err());
    assert!(Review::parse(br#"{"schema_version": 1, "verdicts": []}"#).is_err());
}
