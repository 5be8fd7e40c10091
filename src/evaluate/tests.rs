//! The measures against figures of the judge `plagdet.py` on made-up cases, and the formats.

use std::fs;

use super::*;

const GOLD: &str = concat!(
    r#"{"kind":"plain","a":{"doc":"a.txt","start":0,"end":100}"#,
    r#","b":{"doc":"b.txt","start":50,"end":150}}"#,
    "\n",
    r#"{"kind":"plain","a":{"doc":"a.txt","start":200,"end":260}"#,
    r#","b":{"doc":"b.txt","start":300,"end":340}}"#,
    "\n",
    r#"{"kind":"washed","a":{"doc":"d.txt","start":10,"end":90}"#,
    r#","b":{"doc":"c.txt","start":0,"end":120}}"#,
    "\n",
    r#"{"kind":"washed","a":{"doc":"e.txt","start":0,"end":50}"#,
    r#","b":{"doc":"e.txt","start":100,"end":150}}"#,
    "\n",
);

const FOUND: &str = concat!(
    r#"{"left":{"document":"y/a.txt","start":10,"end":60}"#,
    r#","right":{"document":"b.txt","start":60,"end":110},"layer":"copied"}"#,
    "\n",
    r#"{"left":{"document":"b.txt","start":100,"end":170}"#,
    r#","right":{"document":"a.txt","start":50,"end":120},"layer":"copied"}"#,
    "\n",
    r#"{"left":{"document":"c.txt","start":20,"end":140}"#,
    r#","right":{"document":"d.txt","start":0,"end":80},"layer":"copied"}"#,
    "\n",
    r#"{"left":{"document":"e.txt","start":90,"end":140}"#,
    r#","right":{"document":"e.txt","start":5,"end":45},"layer":"copied"}"#,
    "\n",
    r#"{"left":{"document":"a.txt","start":200,"end":210}"#,
    r#","right":{"document":"b.txt","start":0,"end":10},"layer":"copied"}"#,
    "\n",
    r#"{"left":{"document":"a.txt","start":200,"end":260}"#,
    r#","right":{"document":"b.txt","start":300,"end":340},"layer":"boilerplate"}"#,
    "\n",
);

fn scored(layers: &[String]) -> Table {
    let folder = tempfile::tempdir().expect("a folder");
    let (cases, found) = (folder.path().join("gold.jsonl"), folder.path().join("found.jsonl"));
    fs::write(&cases, GOLD).expect("written");
    fs::write(&found, FOUND).expect("written");
    gold(&cases, &found, layers).expect("both are well formed")
}

/// Plagdet, recall, precision, granularity to five digits; cases detected and detections.
fn check(row: &(String, Score), name: &str, figures: [f64; 4], detected: u64, detections: u64) {
    let score = &row.1;
    assert_eq!(row.0, name);
    let ours = [score.plagdet(), score.recall, score.precision, score.granularity];
    for (ours, theirs) in ours.iter().zip(figures) {
        assert!((ours - theirs).abs() < 6e-6, "{name}: {ours} is not {theirs}");
    }
    assert_eq!((score.detected, score.detections), (detected, detections));
}

#[test]
fn agrees_with_the_judge() {
    let table = scored(&["copied".to_owned()]);
    check(&table.rows[0], "entire", [0.54238, 0.63750, 0.69063, 1.33333], 3, 5);
    check(&table.rows[1], "plain", [0.31767, 0.45000, 0.57143, 2.0], 1, 3);
    check(&table.rows[2], "washed", [0.84664, 0.82500, 0.86944, 1.0], 2, 2);
    assert_eq!(table.missed.len(), 1);
    assert_eq!(table.missed[0].shared.spans[0], CharSpan::new(200, 260));
}

#[test]
fn counts_every_layer_when_none_is_named() {
    let table = scored(&[]);
    check(&table.rows[0], "entire", [0.69096, 0.88750, 0.74220, 1.25], 4, 6);
    assert!(table.missed.is_empty());
    assert!(table.to_string().starts_with("entire                   plagdet 0.69096"));
}

#[test]
fn nothing_found_is_zero_and_never_nan() {
    let case = Shared::new(("a", CharSpan::new(0, 9)), ("b", CharSpan::new(0, 9)));
    for score in [score(&[&case], &[]), score(&[], &[&case]), score(&[], &[])] {
        assert_eq!(score.plagdet(), 0.0);
        assert_eq!(score.granularity, 1.0);
    }
}

#[test]
fn a_broken_line_is_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("found.jsonl");
    fs::write(&path, "\n{\"left\": 1}\n").expect("written");
    let message = passages(&path, &[]).expect_err("no passage").to_string();
    assert!(message.contains("found.jsonl, line 2"), "{message}");
}

#[test]
fn reads_a_pan_folder_from_its_truth_and_scores_an_aligner() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    for part in ["susp", "src", "truth/02-plain", "truth/01-none"] {
        fs::create_dir_all(root.join(part)).expect("made");
    }
    fs::write(root.join("susp/s1.txt"), "abcdefgh").expect("written");
    fs::write(root.join("src/t1.txt"), "xxcdefxx").expect("written");
    fs::write(root.join("truth/02-plain/pairs"), "s1.txt t1.txt\n").expect("written");
    let answer = xml("s1.txt", "t1.txt", &[(CharSpan::new(2, 6), CharSpan::new(2, 6))]);
    fs::write(root.join("truth/02-plain/s1-t1.xml"), answer).expect("written");
    let corpus = Corpus::open(root, &|_| true).expect("a corpus");
    assert_eq!(corpus.pairs[0].cases, [(CharSpan::new(2, 6), CharSpan::new(2, 6))]);
    let (table, found) = pan(&corpus, &|left, right| {
        assert_eq!((left, right), ("abcdefgh", "xxcdefxx"));
        vec![(CharSpan::new(2, 6), CharSpan::new(2, 6))]
    });
    assert_eq!(found.len(), 1);
    assert_eq!(table.rows[1].0, "02-plain");
    assert_eq!(table.rows[1].1.plagdet(), 1.0);
}
