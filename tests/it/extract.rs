//! A part of the sample for one unit, and the whole under other names.

use std::collections::BTreeMap;

use leitong::report::rows::Rows;
use leitong::report::{Extract, InputRow, Selection, extract};

use crate::sample;

fn texts() -> BTreeMap<String, String> {
    let documents = &sample::OUTCOME.archive.documents;
    documents.iter().map(|one| (one.name.clone(), one.text.clone())).collect()
}

fn extracted(selection: &Selection) -> Extract {
    let inputs: Vec<InputRow> =
        sample::OUTCOME.archive.documents.iter().map(InputRow::from).collect();
    extract(&sample::OUTCOME.rows, &texts(), &inputs, selection)
        .expect("rows can be renamed")
        .expect("it is there")
}

/// Units of the sample that share something, each with its number of reports.
fn units() -> Vec<String> {
    let rows = &sample::OUTCOME.rows;
    let shares = |document: &str| {
        rows.passages
            .iter()
            .any(|row| row.left.document == document || row.right.document == document)
    };
    let mut units: Vec<String> = rows
        .documents
        .iter()
        .filter(|row| shares(&row.document))
        .filter_map(|row| row.unit.clone())
        .collect();
    units.sort();
    units.dedup();
    units
}

fn quotes_are_the_text(rows: &Rows, texts: &BTreeMap<String, String>) {
    for row in &rows.passages {
        for side in [&row.left, &row.right] {
            let text = texts[&side.document].chars().skip(side.start as usize);
            let here: String = text.take((side.end - side.start) as usize).collect();
            assert_eq!(here, side.quote, "{}", row.id);
        }
        let key = |side: &leitong::report::rows::SideRow| {
            (side.document.clone(), side.report, side.start)
        };
        assert!(key(&row.left) < key(&row.right), "left stays left");
    }
}

#[test]
fn a_units_part_holds_its_reports_and_fragments_of_others() {
    let unit = units().into_iter().next().expect("a unit that shares");
    let selection = Selection { only: Some(unit.clone()), anonymous: false };
    let Extract { rows, texts, inputs } = extracted(&selection);
    quotes_are_the_text(&rows, &texts);
    let all = &sample::OUTCOME.rows;
    let own: Vec<_> = all.documents.iter().filter(|row| row.unit.as_ref() == Some(&unit)).collect();
    let kept: Vec<_> = rows.documents.iter().filter(|row| row.account.is_some()).collect();
    assert_eq!(kept.len(), own.len());
    for (kept, own) in kept.iter().zip(&own) {
        assert_eq!((&kept.account, &kept.ratios), (&own.account, &own.ratios));
    }
    assert!(inputs.len() <= own.len());
    let written = serde_json::to_string(&rows).expect("JSON");
    let others = all.documents.iter().filter_map(|row| row.unit.as_ref());
    for other in others.filter(|other| **other != unit && !unit.contains(other.as_str())) {
        assert!(!written.contains(other.as_str()), "{other} is named");
    }
    for row in rows.documents.iter().filter(|row| row.account.is_none()) {
        let shown: usize = row
            .layers
            .iter()
            .filter(|run| run.layer == leitong::model::Layer::Copied)
            .map(|run| (run.end - run.start) as usize)
            .sum();
        let text = texts[&row.document].chars().skip(row.start as usize);
        let own = text.take((row.end - row.start) as usize);
        let visible = own.filter(|c| !c.is_whitespace()).count();
        assert!(visible <= shown, "{}: only fragments are readable", row.document);
    }
}

#[test]
fn a_passage_and_a_file_can_be_named_and_nothing_else() {
    let row = &sample::OUTCOME.rows.passages[0];
    let named = |name: &str| Selection { only: Some(name.to_owned()), anonymous: false };
    let of_passage = extracted(&named(&row.id));
    assert!(of_passage.rows.passages.iter().any(|one| one.id == row.id));
    let of_file = extracted(&named(sample::file_name(&row.left.document)));
    assert!(of_file.rows.documents.iter().any(|one| one.account.is_some()));
    let none = extract(&sample::OUTCOME.rows, &texts(), &[], &named("没有这个单位"));
    assert!(none.expect("rows can be renamed").is_none());
}

#[test]
fn other_names_stand_everywhere_and_every_place_holds() {
    let Extract { rows, texts, inputs } = extracted(&Selection { only: None, anonymous: true });
    quotes_are_the_text(&rows, &texts);
    let before = &sample::OUTCOME.rows;
    assert_eq!(rows.documents.len(), before.documents.len());
    let all = serde_json::to_string(&(&rows, &texts, &inputs)).expect("JSON");
    for row in &before.documents {
        let names = [row.unit.clone(), Some(sample::file_name(&row.document).to_owned())];
        for name in names.into_iter().flatten().filter(|name| name.chars().count() > 1) {
            let around = all.find(&name).map(|at| all[at.saturating_sub(90)..at].to_owned());
            assert!(around.is_none(), "{name} is named after {around:?}");
        }
    }
    for (after, before) in rows.documents.iter().zip(&before.documents) {
        assert_eq!((&after.account, &after.ratios), (&before.account, &before.ratios));
        assert!(after.unit.as_ref().is_none_or(|unit| unit.starts_with("单位")));
    }
}
