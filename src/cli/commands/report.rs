//! `leitong report`: make the files of a finished run again, without reading a document; decided
//! anew where other base texts, references, settings or answers are given.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::archive::ReferenceRole;
use crate::checkpoint;
use crate::checkpoint::CheckpointError;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::settings;
use crate::cli::settings::Chosen;
use crate::cli::summary;
use crate::cli::words;
use crate::config::Config;
use crate::model::Lang;
use crate::pipeline;
use crate::pipeline::{Given, Silent};
use crate::report;
use crate::report::Context;
use crate::report::Extract;
use crate::report::Finished;
use crate::report::Selection;
use crate::report::WriteError;
use crate::report::rows::Rows;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Report, voice: Voice) -> Ending {
    let lang = voice.lang;
    let failure = |error: WriteError| Failure::new(error.message(lang), "", lang);
    let mut finished = report::read(&args.folder).map_err(failure)?;
    if is_decided_anew(args) {
        let decided = decide(args, &finished, lang)?;
        finished.decide(decided.rows, decided.settings_json);
    }
    let context = finished.context(lang);
    let rows = super::review::applied(&finished.rows, &args.review, &args.folder, &context)?;
    if args.only.is_some() || args.is_anonymous {
        let Extract { rows, texts, inputs } = extracted(&rows, &context, args, lang)?;
        return write((&rows, &Context { inputs, texts: &texts, ..context }), args, voice);
    }
    let ending = write((&rows, &context), args, voice)?;
    let out = args.out.as_ref().unwrap_or(&args.folder);
    if args.to.is_none()
        && *out != args.folder
        && let Ok((bytes, _)) = report::read_checkpoint(&args.folder)
    {
        // The copy can be decided anew as well; a part of the run cannot, and must not hold it all.
        report::write_checkpoint(out, &bytes).map_err(failure)?;
    }
    Ok(ending)
}

/// What remains of the run for one reader.
fn extracted(
    rows: &Rows,
    context: &Context,
    args: &args::Report,
    lang: Lang,
) -> Result<Extract, Failure> {
    let out = args.out.as_deref();
    if args.to.is_none() && out.is_none_or(|out| is_same(out, &args.folder)) {
        let path: &[(&str, &dyn std::fmt::Display)] = &[("path", &args.folder.display())];
        return Err(Failure::of("failure.same-folder", path, lang));
    }
    let selection = Selection { only: args.only.clone(), anonymous: args.is_anonymous };
    let name = args.only.as_deref().unwrap_or_default();
    let none = || Failure::of("failure.only", &[("name", &name)], lang);
    report::extract(rows, context.texts, &context.inputs, &selection)
        .map_err(|error| Failure::new(error.to_string(), "", lang))?
        .ok_or_else(none)
}

fn is_same(one: &Path, other: &Path) -> bool {
    let real = |path: &Path| fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    real(one) == real(other)
}

fn write((rows, context): (&Rows, &Context), args: &args::Report, voice: Voice) -> Ending {
    if let Some(papers) = args.to {
        return super::papers::write((rows, context), args, papers, voice);
    }
    let lang = voice.lang;
    let out = args.out.as_ref().unwrap_or(&args.folder);
    output::check_folder(out, lang)?;
    report::rewrite(rows, context, out)
        .map_err(|error| Failure::new(error.message(lang), "", lang))?;
    if !voice.is_quiet {
        summary::say(rows, out, lang);
    }
    Ok(Exit::Done)
}

fn is_decided_anew(args: &args::Report) -> bool {
    let referring = &args.referring;
    !referring.base.is_empty()
        || !referring.collection.is_empty()
        || !referring.background.is_empty()
        || !args.set.is_empty()
        || args.preset.is_some()
}

/// What another decision ends in.
struct Decided {
    rows: Rows,
    settings_json: serde_json::Value,
}

/// Decides a finished run anew from its checkpoint and the texts of its page.
fn decide(args: &args::Report, finished: &Finished, lang: Lang) -> Result<Decided, Failure> {
    let (bytes, path) = report::read_checkpoint(&args.folder)
        .map_err(|error| Failure::new(error.message(lang), "", lang))?;
    let unusable = |cause: String| {
        Failure::of("failure.checkpoint", &[("path", &path.display()), ("cause", &cause)], lang)
    };
    let stored = checkpoint::decode(&bytes, env!("CARGO_PKG_VERSION"))
        .map_err(|error| unusable(why(&error, lang)))?;
    if !stored.belongs_to(finished.texts()) {
        return Err(unusable(words::word("checkpoint.foreign", lang).to_owned()));
    }
    let config = settings::changed(finished.settings(), &args.set, args.preset.as_deref(), lang)?;
    let mut chosen = Chosen {
        config,
        options: settings::Options::default(),
        given: Given::default(),
        given_hashes: kept_hashes(finished),
    };
    let referring = args::Referring {
        base: named(&args.referring.base, &stored.given, ReferenceRole::Base),
        collection: named(&args.referring.collection, &stored.given, ReferenceRole::Collection),
        background: named(&args.referring.background, &stored.given, ReferenceRole::Background),
    };
    let unread = settings::refer(&mut chosen, &referring, lang)?;
    chosen.given.answers = super::review::answers(&args.review, &args.folder, lang)?;
    check_unchanged(args, &stored.given, &chosen.given, lang)?;
    let (config, given): (&Config, &Given) = (&chosen.config, &chosen.given);
    let (mut archive, aligned) = pipeline::restore(stored, finished.texts(), given, config);
    archive.diagnostics.retain(|one| one.code != "reference-unread");
    archive.diagnostics.extend(unread);
    let comparison = pipeline::judge(&archive, aligned, config, &Silent);
    let comparison = pipeline::answer(&mut archive, comparison, &given.answers, config);
    let rows = pipeline::rows(&archive, &comparison, config);
    let settings_json = report::settings_json(config, &chosen.given_hashes);
    Ok(Decided { rows, settings_json })
}

/// Why a checkpoint cannot be used.
fn why(error: &CheckpointError, lang: Lang) -> String {
    match error {
        CheckpointError::Version { written, this } => {
            words::fill("checkpoint.version", &[("written", written), ("this", this)], lang)
        }
        _ => words::word("checkpoint.damaged", lang).to_owned(),
    }
}

/// Hashes of what was given to the run and cannot be given anew: table and set phrases.
fn kept_hashes(finished: &Finished) -> BTreeMap<String, String> {
    const ANEW: [&str; 3] = ["base ", "reference ", "background "];
    let given = finished.settings().get("given").and_then(serde_json::Value::as_object);
    let is_kept = |name: &String| !ANEW.iter().any(|given| name.starts_with(given));
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let hashes = given.into_iter().flatten().filter(|(name, _)| is_kept(name));
    hashes.map(|(name, value)| (name.clone(), text(value))).collect()
}

/// What the flags name; where they name nothing, what the run was given.
fn named(flags: &[String], stored: &[checkpoint::GivenText], role: ReferenceRole) -> Vec<String> {
    if !flags.is_empty() {
        return flags.to_vec();
    }
    stored.iter().filter(|one| one.role == role).map(|one| one.name.clone()).collect()
}

/// Given texts that are read again by their names must be what they were.
fn check_unchanged(
    args: &args::Report,
    stored: &[checkpoint::GivenText],
    given: &Given,
    lang: Lang,
) -> Result<(), Failure> {
    let roles = [
        (&args.referring.base, ReferenceRole::Base, &given.base, "--base"),
        (&args.referring.collection, ReferenceRole::Collection, &given.collection, "--reference"),
        (&args.referring.background, ReferenceRole::Background, &given.background, "--background"),
    ];
    for (flags, role, documents, flag) in roles {
        let is_there = |one: &checkpoint::GivenText| {
            documents.iter().any(|document| {
                document.name == one.name && checkpoint::hash_of(&document.text) == one.blake3
            })
        };
        let mut of_role = stored.iter().filter(|one| one.role == role);
        if let Some(changed) = of_role.find(|one| flags.is_empty() && !is_there(one)) {
            let values: &[(&str, &dyn std::fmt::Display)] =
                &[("document", &changed.name), ("flag", &flag)];
            return Err(Failure::of("failure.reference-changed", values, lang));
        }
    }
    Ok(())
}
