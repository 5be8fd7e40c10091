//! `leitong explain`: why a passage got its layer and grade, or why a pair was not flagged.
//!
//! Reads the files of a finished run only; says in plain words what the rows say.

mod pair;
mod passage;

use std::fs::File;
use std::io;
use std::io::BufRead;
use std::io::BufReader;
use std::path::Path;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::layout;
use crate::cli::output;
use crate::config::Config;
use crate::config::Settings;
use crate::model::Lang;
use crate::report::rows::BasisRow;
use crate::report::rows::BoilerplateRow;
use crate::report::rows::DocumentRow;
use crate::report::rows::FamilyRow;
use crate::report::rows::PairRow;
use crate::report::rows::PassageRow;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Explain, lang: Lang) -> Ending {
    let run = Run::open(&args.folder, lang)?;
    let columns = layout::columns();
    let lines = match args.what.as_slice() {
        [left, right] => pair::lines(&run, [left, right])?,
        [id, ..] => passage::lines(&run, id, columns)?,
        [] => Vec::new(),
    };
    let print = |line: &String, out: &mut dyn io::Write| {
        layout::wrapped(line, columns).iter().try_for_each(|line| writeln!(out, "{line}"))
    };
    output::data(|out| lines.iter().try_for_each(|line| print(line, out)), lang)?;
    Ok(Exit::Done)
}

/// What of a finished run's folder is explained.
struct Run<'a> {
    folder: &'a Path,
    config: Config,
    basis: BasisRow,
    documents: Vec<DocumentRow>,
    passages: Vec<PassageRow>,
    boilerplate: Vec<BoilerplateRow>,
    families: Vec<FamilyRow>,
    /// Empty for a run that is too large for `report.json` to hold its rows.
    pairs: Vec<PairRow>,
    lang: Lang,
}

/// What of `report.json` is read.
#[derive(Deserialize)]
struct Contents {
    settings: serde_json::Value,
    basis: BasisRow,
    rows: Option<Pairs>,
}

#[derive(Deserialize)]
struct Pairs {
    pairs: Vec<PairRow>,
}

impl<'a> Run<'a> {
    fn open(folder: &'a Path, lang: Lang) -> Result<Self, Failure> {
        let contents = contents(folder, lang)?;
        Ok(Self {
            folder,
            config: settings(contents.settings).unwrap_or_default(),
            basis: contents.basis,
            documents: rows(folder, "documents.jsonl", lang)?,
            passages: rows(folder, "passages.jsonl", lang)?,
            boilerplate: rows(folder, "boilerplate.jsonl", lang)?,
            families: rows(folder, "families.jsonl", lang)?,
            pairs: contents.rows.map(|rows| rows.pairs).unwrap_or_default(),
            lang,
        })
    }

    /// The failure `key` about this folder.
    fn failure(&self, key: &str, name: &str) -> Failure {
        let path = self.folder.display();
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("path", &path), ("id", &name), ("name", &name)];
        Failure::of(key, values, self.lang)
    }

    /// The name of a report for a person.
    fn name(&self, document: &str, report: u32) -> String {
        let is_it = |row: &&DocumentRow| row.document == document && row.report == report;
        let row = self.documents.iter().find(is_it);
        match row.and_then(|row| row.title.as_ref()) {
            Some(title) => format!("{document} 《{title}》"),
            None => document.to_owned(),
        }
    }
}

/// The settings of a finished run, or none where they cannot be understood any more.
pub(super) fn settings_of(folder: &Path, lang: Lang) -> Result<Option<Config>, Failure> {
    Ok(settings(contents(folder, lang)?.settings))
}

fn settings(mut json: serde_json::Value) -> Option<Config> {
    // Hashes of what was given besides documents stand there too and are no setting.
    json.as_object_mut()?.remove("given");
    serde_json::from_value::<Settings>(json).ok()?.validate().ok()
}

fn contents(folder: &Path, lang: Lang) -> Result<Contents, Failure> {
    let open = || -> io::Result<Contents> {
        let file = BufReader::new(File::open(folder.join("report.json"))?);
        Ok(serde_json::from_reader(file)?)
    };
    open().map_err(|error| no_run(folder, &error, lang))
}

/// The rows of a file of JSON lines.
fn rows<T: DeserializeOwned>(folder: &Path, name: &str, lang: Lang) -> Result<Vec<T>, Failure> {
    let path = folder.join(name);
    let read = || -> io::Result<Vec<T>> {
        let lines = BufReader::new(File::open(&path)?).lines();
        lines.map(|line| Ok(serde_json::from_str(&line?)?)).collect()
    };
    read().map_err(|error| no_run(&path, &error, lang))
}

fn no_run(path: &Path, cause: &io::Error, lang: Lang) -> Failure {
    Failure::of("failure.run", &[("path", &path.display()), ("cause", cause)], lang)
}
