use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::model::Lang;
use crate::report::Context;
use crate::report::fixture;
use crate::report::rows::Rows;
use crate::report::verify;
use crate::report::write;

/// Where the fixture's folder is kept to be looked at, when this variable names a place.
const KEEP: &str = "LEITONG_FIXTURE";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a place for temporary files")
}

fn bytes(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder was made");
    entries
        .map(|entry| entry.expect("it can be listed").path())
        .map(|path| {
            let name = path.file_name().expect("files have names").to_string_lossy().into_owned();
            (name, fs::read(path).expect("it can be read"))
        })
        .collect()
}

fn written(rows: &Rows, context: &Context) -> BTreeMap<String, Vec<u8>> {
    let folder = folder();
    write(rows, context, folder.path()).expect("the folder is writable");
    bytes(folder.path())
}

#[test]
fn all_files_are_written() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let names: Vec<String> =
        written(&rows, &fixture::context(&texts, Lang::Zh)).into_keys().collect();
    assert_eq!(
        names,
        [
            "anomalies.jsonl",
            "boilerplate.jsonl",
            "documents.jsonl",
            "families.jsonl",
            "index.html",
            "matrix.csv",
            "pairs.csv",
            "passages.jsonl",
            "report.json",
            "report.xlsx",
            "run.json",
            "templates.jsonl",
        ]
    );
    for (variable, lang) in [(KEEP, Lang::Zh), ("LEITONG_FIXTURE_EN", Lang::En)] {
        if let Some(place) = std::env::var_os(variable) {
            let context = fixture::context(&texts, lang);
            write(&rows, &context, Path::new(&place)).expect("writable");
        }
    }
}
