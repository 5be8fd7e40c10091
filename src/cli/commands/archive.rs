//! `leitong archive`: documents that are kept, and others compared with them.

use std::collections::BTreeSet;
use std::fmt::Display;
use std::path::Path;
use std::time::Instant;
use std::time::SystemTime;
use std::time::UNIX_EPOCH;

use crate::archive::disk::{Entry, Parameters, Snapshot, StoreError, VERSION, Writer};
use crate::archive::stored::{self, Stored};
use crate::candidates;
use crate::candidates::Outside;
use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::args::{Action, Add, Compared, Remove};
use crate::cli::commands::scan;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::progress::Bars;
use crate::cli::settings;
use crate::cli::stop;
use crate::cli::summary;
use crate::cli::words;
use crate::config::Config;
use crate::model::Lang;
use crate::pipeline;
use crate::read::Document;
use crate::report::RunRow;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Archive, voice: Voice) -> Ending {
    match &args.action {
        Action::Add(args) => add(args, voice),
        Action::List(args) => list(&args.archive, voice.lang),
        Action::Remove(args) => remove(args, voice),
        Action::Stats(args) => stats(&args.archive, voice.lang),
        Action::Verify(args) => verify(&args.archive, voice),
        Action::Compact(args) => {
            let failed = |error| failure(&error, voice.lang);
            let mut writer = Writer::of(&args.archive).map_err(failed)?;
            writer.compact().map_err(failed)?;
            Ok(Exit::Done)
        }
        Action::Against(args) => against(args, voice),
    }
}

fn failure(error: &StoreError, lang: Lang) -> Failure {
    let of = |key, values: &[(&str, &dyn Display)]| Failure::of(key, values, lang);
    match error {
        StoreError::Io { path, source } => {
            of("failure.archive-io", &[("path", &path.display()), ("cause", source)])
        }
        StoreError::Missing(path) => of("failure.archive-missing", &[("path", &path.display())]),
        StoreError::Occupied(path) => of("failure.archive-occupied", &[("path", &path.display())]),
        StoreError::Version { path, found } => {
            let values: &[(&str, &dyn Display)] =
                &[("path", &path.display()), ("found", found), ("version", &VERSION)];
            of("failure.archive-version", values)
        }
        StoreError::Damaged { path, what } => {
            of("failure.archive-damaged", &[("path", &path.display()), ("what", what)])
        }
        StoreError::Parameter { name, archive, given } => {
            let values: &[(&str, &dyn Display)] =
                &[("name", name), ("archive", archive), ("given", given)];
            of("failure.archive-parameter", values)
        }
        StoreError::Locked(path) => of("failure.archive-locked", &[("path", &path.display())]),
    }
}

fn add(args: &Add, voice: Voice) -> Ending {
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let failed = |error| failure(&error, voice.lang);
    // Before any work: the archive must be one, made with these settings, and ours to write.
    let parameters = stored::parameters(&chosen.config);
    let mut writer = Writer::open(&args.archive, &parameters).map_err(failed)?;
    let bars = Bars::new(voice);
    let (records, diagnostics) =
        pipeline::records(&args.inputs, &chosen.given, &chosen.config, &bars);
    bars.end();
    super::say_diagnostics(&diagnostics, voice.lang);
    if records.is_empty() {
        return Err(Failure::of("failure.nothing", &[], voice.lang));
    }
    let added = writer.add(records).map_err(failed)?;
    let values: &[(&str, &dyn Display)] =
        &[("fresh", &added.fresh), ("changed", &added.changed), ("unchanged", &added.unchanged)];
    say("archive.added", values, voice);
    Ok(Exit::Done)
}

fn say(key: &'static str, values: &[(&str, &dyn Display)], voice: Voice) {
    if !voice.is_quiet {
        output::say(&words::fill(key, values, voice.lang));
    }
}

/// A line a document: name, reports, bytes, hash of the content.
fn list(folder: &Path, lang: Lang) -> Ending {
    let snapshot = Snapshot::of(folder).map_err(|error| failure(&error, lang))?;
    let entries = snapshot.entries();
    let lines = |out: &mut dyn std::io::Write| {
        let mut table = csv::Writer::from_writer(out);
        table.write_record(["document", "reports", "bytes", "blake3"])?;
        for entry in &entries {
            let (reports, bytes) = (entry.reports.to_string(), entry.bytes.to_string());
            let name = output::cell(&entry.name);
            table.write_record([name.as_ref(), &reports, &bytes, &entry.hash])?;
        }
        table.flush()
    };
    output::data(lines, lang)?;
    Ok(Exit::Done)
}

fn remove(args: &Remove, voice: Voice) -> Ending {
    let failed = |error| failure(&error, voice.lang);
    let names: BTreeSet<String> = args.names.iter().cloned().collect();
    let mut writer = Writer::of(&args.archive).map_err(failed)?;
    if args.is_purged {
        say("archive.purging", &[("count", &names.len())], voice);
    }
    let removed = writer.remove(&names, args.is_purged).map_err(failed)?;
    for name in names.iter().filter(|name| !removed.contains(name)) {
        output::say(&words::fill("archive.unknown", &[("name", name)], voice.lang));
    }
    say("archive.removed", &[("count", &removed.len())], voice);
    Ok(if removed.len() == names.len() { Exit::Done } else { Exit::Reached })
}

/// A line a figure: its name and its value.
fn stats(folder: &Path, lang: Lang) -> Ending {
    let snapshot = Snapshot::of(folder).map_err(|error| failure(&error, lang))?;
    let entries = snapshot.entries();
    let segments = snapshot.segments();
    let figures = [
        ("format_version", u64::from(VERSION)),
        ("generation", snapshot.generation()),
        ("documents", entries.len() as u64),
        ("reports", entries.iter().map(|entry| u64::from(entry.reports)).sum()),
        ("segments", segments.len() as u64),
        ("fingerprints", segments.iter().map(|segment| segment.0 as u64).sum()),
        ("text_bytes", entries.iter().map(|entry| entry.bytes).sum()),
        ("bytes", segments.iter().map(|segment| segment.1).sum()),
    ];
    let lines = |out: &mut dyn std::io::Write| {
        figures.iter().try_for_each(|(name, value)| writeln!(out, "{name}\t{value}"))?;
        let mut parameters = snapshot.parameters().iter();
        parameters.try_for_each(|(name, value)| writeln!(out, "{name}\t{value}"))
    };
    output::data(lines, lang)?;
    Ok(Exit::Done)
}

fn verify(folder: &Path, voice: Voice) -> Ending {
    let snapshot = Snapshot::of(folder).map_err(|error| failure(&error, voice.lang))?;
    let damage = snapshot.verify();
    damage.iter().for_each(|error| failure(error, voice.lang).print());
    if !damage.is_empty() {
        return Ok(Exit::Reached);
    }
    say("archive.intact", &[("count", &snapshot.entries().len())], voice);
    Ok(Exit::Done)
}

#[expect(clippy::disallowed_methods, reason = "run.json tells when a run was and how long it took")]
fn against(args: &Compared, voice: Voice) -> Ending {
    let (begun, clock) = (SystemTime::now(), Instant::now());
    let chosen = settings::ingesting(&args.ingesting, voice.lang)?;
    let voice = voice.with(&chosen.options);
    let lang = voice.lang;
    let out = args.out.as_ref().or(chosen.options.out.as_ref());
    let out = out.cloned().unwrap_or_else(|| scan::OUT.into());
    output::check_folder(&out, lang)?;
    let snapshot = open(&args.archive, &stored::parameters(&chosen.config), lang)?;
    stop::watch(lang);
    let bars = Bars::new(voice);
    let (documents, diagnostics) = pipeline::read(&args.inputs, &chosen.config, &bars);
    let (documents, diagnostics) = scan::without_results(documents, diagnostics, &out);
    super::need_text(&documents, &diagnostics, lang)?;
    let outside = outside(&snapshot, &documents, &chosen.config, voice)?;
    let batch = (documents, diagnostics);
    let (archive, comparison) =
        pipeline::against(batch, outside, &chosen.given, &chosen.config, &bars);
    bars.step("stage.rows");
    let rows = pipeline::rows(&archive, &comparison, &chosen.config);
    bars.step("stage.write");
    stop::writing(&out);
    let started = scan::rfc3339(begun.duration_since(UNIX_EPOCH).unwrap_or_default());
    let threads = rayon::current_num_threads() as u32;
    let run = RunRow { started, seconds: clock.elapsed().as_secs_f64(), threads };
    let rows = scan::write(&archive, &rows, &chosen, (&out, &[]), (run, lang))?;
    bars.end();
    if !voice.is_quiet {
        summary::say(&rows, &out, lang);
    }
    Ok(Exit::Done)
}

fn open(folder: &Path, parameters: &Parameters, lang: Lang) -> Result<Snapshot, Failure> {
    Snapshot::open(folder, parameters).map_err(|error| failure(&error, lang))
}

/// The documents of the archive that share text with the batch.
fn outside(
    snapshot: &Snapshot,
    batch: &[Document],
    config: &Config,
    voice: Voice,
) -> Result<Vec<Stored>, Failure> {
    let failed = |error| failure(&error, voice.lang);
    let entries = snapshot.entries();
    let outlines = batch.iter().flat_map(|document| pipeline::outlines(document, config));
    let fingerprints: Vec<Vec<u64>> = outlines.map(|outline| outline.fingerprints).collect();
    let distinct: BTreeSet<u64> = fingerprints.iter().flatten().copied().collect();
    let keys: Vec<u64> = distinct.into_iter().collect();
    let users = snapshot.look_up(&keys, &entries).map_err(failed)?;
    let documents = entries.len() as u32;
    let found = Outside { keys: &keys, users: &users, documents };
    let near = candidates::neighbours(&fingerprints, found, &config.candidates);
    let values: &[(&str, &dyn Display)] = &[("all", &documents), ("count", &near.len())];
    say("archive.neighbours", values, voice);
    let stored = |&place: &u32| -> Result<Stored, StoreError> {
        let entry: &Entry = &entries[place as usize];
        let payload = snapshot.payload(entry)?;
        Stored::unpack(&payload).ok_or_else(|| snapshot.damaged(entry))
    };
    near.iter().map(stored).collect::<Result<_, _>>().map_err(failed)
}
