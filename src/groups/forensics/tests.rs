//! What files share, told by what they say of themselves and by their pictures.

use super::*;
use crate::archive::tests::of_texts;
use crate::config;
use crate::metadata::{Metadata, Origin, Sourced};
use crate::read::{EmbeddedPicture, Properties};

/// A file that says `properties` and holds `pictures`.
fn file(name: &str, properties: Properties, pictures: Vec<EmbeddedPicture>) -> Document {
    let content_hash = format!("hash of {name}");
    Document { name: name.into(), content_hash, properties, pictures, ..Document::default() }
}

/// The traces of files, each with its unit.
fn traces(files: Vec<(Document, Option<&str>)>) -> Vec<Trace> {
    let mut archive = of_texts(&vec![String::new(); files.len()]);
    for (i, (document, unit)) in files.into_iter().enumerate() {
        let unit = unit.map(|unit| Sourced { value: unit.into(), from: Origin::Table });
        archive.reports[i].metadata = Metadata { unit, ..Metadata::default() };
        archive.documents[i] = document;
    }
    let config = config::Groups::default();
    of(&Case { archive: &archive, findings: &[], cells: &[], config: &config })
}

fn edited_by(name: &str) -> Properties {
    Properties { last_author: Some(name.into()), ..Properties::default() }
}

fn kinds(traces: &[Trace]) -> Vec<Kind> {
    traces.iter().map(|trace| trace.kind).collect()
}

#[test]
fn the_same_editor_counts_across_units_only() {
    let by_li = |name| file(name, edited_by("李工"), Vec::new());
    let across = traces(vec![(by_li("a"), Some("甲镇")), (by_li("b"), Some("乙镇"))]);
    assert_eq!(kinds(&across), [Kind::LastAuthor]);
    assert_eq!((across[0].units, across[0].strength), (2, Strength::Medium));
    let within = traces(vec![(by_li("a"), Some("甲镇")), (by_li("b"), Some("甲镇"))]);
    assert_eq!(within, []);
    let unknown = traces(vec![(by_li("a"), None), (by_li("b"), None)]);
    assert_eq!(unknown[0].units, 2);
}

#[test]
fn what_programs_write_by_default_is_nobodys() {
    for name in ["Administrator", "微软用户", "WPS_1601234567", " ", "lenovo"] {
        let by_nobody = |file_name| file(file_name, edited_by(name), Vec::new());
        let found = traces(vec![(by_nobody("a"), None), (by_nobody("b"), None)]);
        assert_eq!(found, [], "{name}");
    }
    let made = |program: &str| Properties {
        program: Some(program.into()),
        template: Some("Normal.dotm".into()),
        created: Some("2025-03-01".into()),
        ..Properties::default()
    };
    let two = |program| {
        traces(vec![
            (file("a", made(program), Vec::new()), None),
            (file("b", made(program), Vec::new()), None),
        ])
    };
    assert_eq!(two("Microsoft Office Word 16.0000"), []);
    assert_eq!(kinds(&two("WPS 2052-11.1.0.12345")), [Kind::Program]);
}

#[test]
fn a_program_of_most_units_is_no_finding_and_an_editor_of_most_is_doubted() {
    let properties = |i: usize| Properties {
        program: Some("WPS 2052-11.1.0.12345".into()),
        last_author: Some("李工".into()),
        title: Some(i.to_string()),
        ..Properties::default()
    };
    let files = (0..8).map(|i| (file(&i.to_string(), properties(i), Vec::new()), None));
    let found = traces(files.collect());
    assert_eq!(kinds(&found), [Kind::LastAuthor]);
    assert!(found[0].is_common);
}

#[test]
fn sessions_are_told_by_the_largest_set_of_files() {
    let with = |name: &str, sessions: &[&str]| {
        let revisions = sessions.iter().map(|session| (*session).to_owned()).collect();
        file(name, Properties { revisions, ..Properties::default() }, Vec::new())
    };
    let found = traces(vec![
        (with("a", &["00A1", "00A2", "00A3"]), None),
        (with("b", &["00A1", "00A2", "00B1"]), None),
        (with("c", &["00A1", "00A2"]), None),
        (with("d", &["00D1"]), None),
    ]);
    assert_eq!(kinds(&found), [Kind::Revision]);
    assert_eq!((found[0].documents.as_slice(), found[0].count), ([0, 1, 2].as_slice(), 2));
}

#[test]
fn files_that_are_the_same_are_said_once() {
    let mut twins = ["a", "b"].map(|name| file(name, edited_by("李工"), Vec::new()));
    twins[1].content_hash = twins[0].content_hash.clone();
    let found = traces(twins.into_iter().map(|document| (document, None)).collect());
    assert_eq!(kinds(&found), [Kind::File]);
}

/// A picture with the given content whose likeness has the bits of `likeness`.
fn picture(content: &str, pixels: u64, likeness: [u64; 4]) -> EmbeddedPicture {
    EmbeddedPicture { content_hash: content.into(), pixels, likeness }
}

fn with_pictures(pictures: &[EmbeddedPicture]) -> Vec<(Document, Option<&'static str>)> {
    let file = |(i, picture): (usize, &EmbeddedPicture)| {
        (file(&i.to_string(), Properties::default(), vec![picture.clone()]), None)
    };
    pictures.iter().enumerate().map(file).collect()
}

const CHART: [u64; 4] = [0xffff_0000_ffff_0000, 0x0f0f_0f0f, 0, 0xff];

#[test]
fn pictures_are_found_by_content_and_by_look() {
    let same = traces(with_pictures(&[picture("x", 90_000, [0; 4]), picture("x", 90_000, [0; 4])]));
    assert_eq!(kinds(&same), [Kind::Picture]);
    let packed_anew = [CHART[0] ^ 0b11, CHART[1], CHART[2], CHART[3]];
    let alike = [picture("x", 90_000, CHART), picture("y", 22_500, packed_anew)];
    assert_eq!(kinds(&traces(with_pictures(&alike))), [Kind::SimilarPicture]);
    let other = [picture("x", 90_000, CHART), picture("y", 90_000, CHART.map(|bits| !bits))];
    assert_eq!(traces(with_pictures(&other)), []);
    // White paper looks like white paper.
    let empty = [picture("x", 90_000, [1, 0, 0, 0]), picture("y", 90_000, [1, 0, 0, 0])];
    assert_eq!(traces(with_pictures(&empty)), []);
}

#[test]
fn a_small_picture_that_many_use_is_no_finding() {
    let emblem = |n: usize| with_pictures(&vec![picture("x", 2_500, CHART); n]);
    let few = traces(emblem(2));
    assert_eq!((kinds(&few), few[0].strength), (vec![Kind::Picture], Strength::Weak));
    assert_eq!(traces(emblem(4)), []);
    let photo = traces(with_pictures(&vec![picture("x", 90_000, CHART); 4]));
    assert_eq!((photo[0].units, photo[0].is_common), (4, true));
}
