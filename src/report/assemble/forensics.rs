//! What files of different units have in common, as rows.

use std::collections::BTreeMap;

use super::View;
use crate::groups::forensics::{self, Kind, Strength, Trace};
use crate::model::id_of;
use crate::read::Document;
use crate::report::rows::{FileOfUnit, ForensicRow, ReasonRow};

/// The rows, by id.
pub(super) fn rows(view: &View) -> Vec<ForensicRow> {
    let archive = view.found.archive;
    let units = forensics::units(archive);
    let file = |(document, unit): (&Document, &Option<&str>)| FileOfUnit {
        document: document.name.clone(),
        unit: unit.map(str::to_owned),
    };
    let files: Vec<FileOfUnit> = archive.documents.iter().zip(&units).map(file).collect();
    let traces = view.found.groups.forensics.iter();
    let mut rows: Vec<ForensicRow> = traces.map(|trace| row(&files, trace)).collect();
    rows.sort_by(|a, b| a.id.cmp(&b.id));
    rows
}

fn row(all: &[FileOfUnit], trace: &Trace) -> ForensicRow {
    let kind = kind_code(trace.kind).to_owned();
    let files: Vec<FileOfUnit> = trace.documents.iter().map(|&i| all[i as usize].clone()).collect();
    let names: Vec<&str> = files.iter().map(|file| file.document.as_str()).collect();
    let key = format!("{kind}\n{}\n{}", trace.value, names.join("\n"));
    let units = BTreeMap::from([("units".to_owned(), trace.units.to_string())]);
    let common = ReasonRow { code: "common-trace".to_owned(), values: units };
    ForensicRow {
        id: id_of(key.as_bytes()),
        kind,
        strength: strength_code(trace.strength).to_owned(),
        value: trace.value.clone(),
        count: trace.count,
        files,
        units: trace.units,
        against: trace.is_common.then_some(common).into_iter().collect(),
    }
}

fn kind_code(kind: Kind) -> &'static str {
    match kind {
        Kind::File => "file",
        Kind::Picture => "picture",
        Kind::SimilarPicture => "similar-picture",
        Kind::Revision => "revision",
        Kind::Identifier => "identifier",
        Kind::LastAuthor => "last-author",
        Kind::Author => "author",
        Kind::Created => "created",
        Kind::Template => "template",
        Kind::Program => "program",
    }
}

fn strength_code(strength: Strength) -> &'static str {
    match strength {
        Strength::Strong => "strong",
        Strength::Medium => "medium",
        Strength::Weak => "weak",
    }
}
