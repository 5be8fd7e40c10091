//! The sample in `data/sample`, run through the library once for all tests that look at it.

use std::sync::LazyLock;

use leitong::config::{Config, Settings};
use leitong::metadata::Table;
use leitong::pipeline::{self, Given, Outcome, Silent};

use crate::tree;

/// The outcome of a run over the sample's reports with its table.
pub(crate) static OUTCOME: LazyLock<Outcome> = LazyLock::new(|| scan(&inputs()));

/// The sample's files as a person would name them: one path each.
pub(crate) fn inputs() -> Vec<String> {
    let folder = tree::root().join("data/sample/reports");
    let entries = std::fs::read_dir(folder).expect("the sample's reports");
    let mut paths: Vec<String> = entries
        .map(|entry| entry.expect("an entry of a folder").path().to_string_lossy().into_owned())
        .collect();
    paths.sort();
    paths
}

/// A run over `inputs`, in this order.
pub(crate) fn scan(inputs: &[String]) -> Outcome {
    pipeline::scan(inputs, &given(), &config(), &Silent)
}

/// The last part of a document's name.
pub(crate) fn file_name(document: &str) -> &str {
    document.rsplit('/').next().unwrap_or(document)
}

fn config() -> Config {
    Settings::default().validate().expect("the defaults are valid")
}

fn given() -> Given {
    let path = tree::root().join("data/sample/meta.csv");
    let bytes = std::fs::read(path).expect("the sample's table");
    let table = Table::parse("meta.csv", &bytes).expect("a valid table");
    Given { table, ..Given::default() }
}
