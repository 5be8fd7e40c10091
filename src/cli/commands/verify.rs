//! `leitong verify`: are these still the inputs and the results of this run.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::commands::explain;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::words;
use crate::model::Lang;
use crate::pipeline;
use crate::report;
use crate::report::InputRow;
use crate::report::Verification;

/// Runs the command; a difference is status 1.
pub(in crate::cli) fn run(args: &args::Verify, voice: Voice) -> Ending {
    let lang = voice.lang;
    let found = report::verify(&args.folder).map_err(|error| {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("path", &args.folder.display()), ("cause", &error.message(lang))];
        Failure::of("failure.run", values, lang)
    })?;
    let mut differences = results(&found, lang);
    let inputs = inputs(args, &found, voice)?;
    let is_same = differences.is_empty() && inputs.is_empty();
    if differences.is_empty() {
        say(words::fill("verify.intact", &[("count", &found.intact.len())], lang), voice);
    }
    if inputs.is_empty() {
        say(words::fill("verify.inputs", &[("count", &found.inputs.len())], lang), voice);
    }
    differences.extend(inputs);
    differences.iter().for_each(|line| output::say(line));
    say(words::fill("verify.run", &[("id", &found.run_id)], lang), voice);
    Ok(if is_same { Exit::Done } else { Exit::Reached })
}

fn say(line: String, voice: Voice) {
    if !voice.is_quiet {
        output::say(&line);
    }
}

/// What is not as it was written.
fn results(found: &Verification, lang: Lang) -> Vec<String> {
    let line = |key: &'static str| move |name: &String| words::fill(key, &[("name", name)], lang);
    let changed = found.changed.iter().map(line("verify.changed"));
    changed.chain(found.missing.iter().map(line("verify.missing"))).collect()
}

/// What is not as it was read.
fn inputs(args: &args::Verify, found: &Verification, voice: Voice) -> Result<Vec<String>, Failure> {
    let mut config = settings::reading(&args.reading, voice.lang)?;
    if let Some(of_run) = explain::settings_of(&args.folder, voice.lang)? {
        config = of_run;
    }
    let names = if args.inputs.is_empty() { files(&found.inputs) } else { args.inputs.clone() };
    let bars = Bars::new(voice);
    let (documents, _) = pipeline::read(&names, &config, &bars);
    bars.end();
    let out = std::fs::canonicalize(&args.folder).ok();
    let hashes: BTreeMap<&str, &str> = documents
        .iter()
        .filter(|one| !out.as_deref().is_some_and(|out| lies_in(&one.name, out)))
        .map(|one| (one.name.as_str(), one.content_hash.as_str()))
        .collect();
    let mut lines = Vec::new();
    let mut tell = |key, name: &str| lines.push(words::fill(key, &[("name", &name)], voice.lang));
    for input in &found.inputs {
        match hashes.get(input.document.as_str()) {
            Some(hash) if *hash == input.blake3 => {}
            Some(_) => tell("verify.input-changed", &input.document),
            None => tell("verify.input-missing", &input.document),
        }
    }
    let known: BTreeSet<&str> = found.inputs.iter().map(|one| one.document.as_str()).collect();
    for name in hashes.keys().filter(|name| !known.contains(*name)) {
        tell("verify.input-new", name);
    }
    Ok(lines)
}

/// True for a document whose file lies in the folder `out`.
pub(super) fn lies_in(name: &str, out: &Path) -> bool {
    let file = name.split("!/").next().unwrap_or(name);
    std::fs::canonicalize(file).is_ok_and(|path| path.starts_with(out))
}

/// The files that documents came from, once each.
fn files(inputs: &[InputRow]) -> Vec<String> {
    let file = |one: &InputRow| one.document.split("!/").next().unwrap_or_default().to_owned();
    inputs.iter().map(file).collect::<BTreeSet<String>>().into_iter().collect()
}
