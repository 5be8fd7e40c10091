//! Flags over `--set` over `leitong.toml` over defaults -> checked settings.
//!
//! In the file, the tables are those of the settings; options of the command line that are no
//! setting stand above the first table under the names of [`Options`].

use std::collections::BTreeMap;
use std::fmt::Display;
use std::fs;
use std::path::Path;
use std::path::PathBuf;

use encoding_rs::Encoding;
use encoding_rs::GB18030;
use serde::Deserialize;

use crate::cli::args::Choosing;
use crate::cli::args::Ingesting;
use crate::cli::args::Reading;
use crate::cli::args::Referring;
use crate::cli::failure::Failure;
use crate::config::Config;
use crate::config::ConfigError;
use crate::config::Settings;
use crate::config::UnitFrom;
use crate::metadata::Table;
use crate::model::Diagnostic;
use crate::model::Lang;
use crate::pipeline;
use crate::pipeline::Given;
use crate::pipeline::Silent;

/// The settings file that is read when none is named.
const FILE: &str = "leitong.toml";

/// Options of the command line that may stand in the settings file above the first table.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case")]
pub(super) struct Options {
    /// As `--out` of `scan`.
    pub(super) out: Option<PathBuf>,
    /// As `--lang`.
    pub(super) lang: Option<Lang>,
    /// As `--jobs`.
    pub(super) jobs: Option<usize>,
    /// As `--meta`.
    pub(super) meta: Option<PathBuf>,
    /// As `--boilerplate`.
    pub(super) boilerplate: Option<PathBuf>,
    /// As `--base`.
    pub(super) base: Vec<String>,
    /// As `--reference`.
    pub(super) reference: Vec<String>,
    /// As `--background`.
    pub(super) background: Vec<String>,
    /// As `--fail-above`.
    pub(super) fail_above: Option<String>,
    /// As `--quiet`.
    pub(super) quiet: bool,
}

/// Their names in the file.
const OPTIONS: [&str; 10] = [
    "out",
    "lang",
    "jobs",
    "meta",
    "boilerplate",
    "base",
    "reference",
    "background",
    "fail-above",
    "quiet",
];

/// All that was chosen for a command that ingests documents.
pub(super) struct Chosen {
    /// Checked settings.
    pub(super) config: Config,
    /// Options of the file.
    pub(super) options: Options,
    /// Table and set phrases.
    pub(super) given: Given,
    /// Hashes of the files given besides documents, which can change a finding as settings can.
    pub(super) given_hashes: BTreeMap<String, String>,
}

/// Everything for a command that ingests documents.
pub(super) fn ingesting(args: &Ingesting, lang: Lang) -> Result<Chosen, Failure> {
    let (mut settings, options) = written(&args.reading.choosing, lang)?;
    read_flags(&mut settings, &args.reading, lang)?;
    if args.is_whole {
        settings.split.enabled = false;
    }
    if let Some(from) = &args.unit_from {
        settings.metadata.unit_from = unit_from(from, lang)?;
    }
    let config = checked(settings, lang)?;
    use_threads(args.reading.choosing.jobs.or(options.jobs), lang)?;
    let mut chosen =
        Chosen { config, given: Given::default(), given_hashes: BTreeMap::new(), options };
    if let Some(path) = args.meta.as_ref().or(chosen.options.meta.as_ref()) {
        let bytes = read(path, lang)?;
        chosen.given.table = Table::parse(&path.display().to_string(), &bytes)
            .map_err(|error| Failure::of("failure.meta", &[("cause", &error)], lang))?;
        chosen.given_hashes.insert("meta".to_owned(), blake3::hash(&bytes).to_string());
    }
    if let Some(path) = args.boilerplate.as_ref().or(chosen.options.boilerplate.as_ref()) {
        let bytes = read(path, lang)?;
        chosen.given_hashes.insert("boilerplate".to_owned(), blake3::hash(&bytes).to_string());
        chosen.given.phrases = text(bytes);
    }
    Ok(chosen)
}

/// Reads the texts of `--base`, `--reference` and `--background` into `chosen`; says which of them
/// could not be read.
///
/// # Errors
/// When none of the texts that were named can be read: a run without them would accuse.
pub(super) fn refer(
    chosen: &mut Chosen,
    args: &Referring,
    lang: Lang,
) -> Result<Vec<Diagnostic>, Failure> {
    let mut diagnostics = Vec::new();
    let options = &chosen.options;
    let named = |flags: &Vec<String>, file: &Vec<String>| match flags.is_empty() {
        true => file.clone(),
        false => flags.clone(),
    };
    let base = named(&args.base, &options.base);
    let collection = named(&args.collection, &options.reference);
    let background = named(&args.background, &options.background);
    for (name, inputs) in [("base", base), ("reference", collection), ("background", background)] {
        if inputs.is_empty() {
            continue;
        }
        let (documents, found) = pipeline::read(&inputs, &chosen.config, &Silent);
        diagnostics.extend(found);
        let (good, bad): (Vec<_>, Vec<_>) =
            documents.into_iter().partition(|one| one.verdict.is_readable());
        diagnostics.extend(bad.into_iter().map(|one| Diagnostic {
            document: one.name,
            code: "reference-unread".to_owned(),
            detail: String::new(),
        }));
        if good.is_empty() {
            let flag = format!("--{name}");
            return Err(Failure::of("failure.no-reference", &[("flag", &flag)], lang));
        }
        for one in &good {
            let hash = blake3::hash(one.text.as_bytes()).to_string();
            chosen.given_hashes.insert(format!("{name} {}", one.name), hash);
        }
        match name {
            "base" => chosen.given.base = good,
            "background" => chosen.given.background = good,
            _ => chosen.given.collection = good,
        }
    }
    Ok(diagnostics)
}

/// The settings of a finished run with what `--set` and `--preset` change of them.
pub(super) fn changed(
    json: &serde_json::Value,
    set: &[String],
    preset: Option<&str>,
    lang: Lang,
) -> Result<Config, Failure> {
    let mut json = json.clone();
    if let Some(object) = json.as_object_mut() {
        object.remove("given");
    }
    let mut table: toml::Table =
        serde_json::from_value(json).map_err(|error| bad_setting(&error, lang))?;
    for given in set {
        put(&mut table, given, lang)?;
    }
    if let Some(preset) = preset {
        table.insert("preset".to_owned(), toml::Value::String(preset.to_owned()));
    }
    let settings: Settings = table.try_into().map_err(|error| bad_setting(&error, lang))?;
    checked(settings, lang)
}

/// Settings for a command that only reads files.
pub(super) fn reading(args: &Reading, lang: Lang) -> Result<Config, Failure> {
    let (mut settings, options) = written(&args.choosing, lang)?;
    read_flags(&mut settings, args, lang)?;
    use_threads(args.choosing.jobs.or(options.jobs), lang)?;
    checked(settings, lang)
}

/// Settings for a command that aligns texts as they are.
pub(super) fn aligning(args: &Choosing, lang: Lang) -> Result<Config, Failure> {
    let (settings, options) = written(args, lang)?;
    use_threads(args.jobs.or(options.jobs), lang)?;
    checked(settings, lang)
}

/// Settings and options of the file and of `--set`, not checked yet.
pub(super) fn written(args: &Choosing, lang: Lang) -> Result<(Settings, Options), Failure> {
    let path = match &args.config {
        Some(path) => Some(path.as_path()),
        None => Some(Path::new(FILE)).filter(|path| path.exists()),
    };
    let (mut table, options) = match path {
        Some(path) => file(path, lang)?,
        None => Default::default(),
    };
    for given in &args.set {
        put(&mut table, given, lang)?;
    }
    if let Some(preset) = &args.preset {
        table.insert("preset".to_owned(), toml::Value::String(preset.clone()));
    }
    let settings = table.try_into().map_err(|error| bad_setting(&error, lang))?;
    Ok((settings, options))
}

/// Settings and options of one file, checked.
pub(super) fn check(path: &Path, lang: Lang) -> Result<(), Failure> {
    let (table, _) = file(path, lang)?;
    let settings: Settings = table.try_into().map_err(|error| bad_setting(&error, lang))?;
    checked(settings, lang).map(drop)
}

/// The tables of a settings file, and its options.
fn file(path: &Path, lang: Lang) -> Result<(toml::Table, Options), Failure> {
    let text = text(read(path, lang)?);
    let failed = |error: &dyn Display| {
        bad_setting(&format!("{}: {}", path.display(), error.to_string().trim_end()), lang)
    };
    let mut table: toml::Table = text.parse().map_err(|error: toml::de::Error| failed(&error))?;
    // For a message with the line of the mistake, which the table does not know any more.
    Settings::from_toml(&without_options(&text)).map_err(|error| match error {
        ConfigError::Syntax(error) => failed(&error),
        error => failed(&error),
    })?;
    let options = OPTIONS.iter().filter_map(|name| table.remove_entry(*name));
    let options: toml::Table = options.collect();
    let options = options.try_into().map_err(|error| failed(&error))?;
    Ok((table, options))
}

/// The text with its options made blank lines, so that the lines keep their numbers.
fn without_options(text: &str) -> String {
    let mut above_tables = true;
    let keep = |line: &str| {
        above_tables &= !line.trim_start().starts_with('[');
        let key = line.split('=').next().unwrap_or_default().trim();
        if above_tables && OPTIONS.contains(&key) { "\n".to_owned() } else { format!("{line}\n") }
    };
    text.lines().map(keep).collect()
}

/// Puts `table.key=value` into the tables. A value that is no TOML is a string.
fn put(table: &mut toml::Table, given: &str, lang: Lang) -> Result<(), Failure> {
    let malformed = || Failure::of("failure.set", &[("given", &given)], lang);
    let (name, value) = given.split_once('=').ok_or_else(malformed)?;
    let (outer, key) = name.trim().split_once('.').ok_or_else(malformed)?;
    let value = format!("value = {value}")
        .parse::<toml::Table>()
        .ok()
        .and_then(|mut table| table.remove("value"))
        .unwrap_or_else(|| toml::Value::String(value.trim().to_owned()));
    let inner = table
        .entry(outer.to_owned())
        .or_insert_with(|| toml::Value::Table(toml::Table::new()))
        .as_table_mut()
        .ok_or_else(malformed)?;
    inner.insert(key.to_owned(), value);
    Ok(())
}

fn read_flags(settings: &mut Settings, args: &Reading, lang: Lang) -> Result<(), Failure> {
    let flags = [
        (&mut settings.read.encoding, &args.encoding),
        (&mut settings.read.text_column, &args.text_column),
        (&mut settings.read.id_column, &args.id_column),
    ];
    for (setting, flag) in flags {
        if let Some(value) = flag {
            setting.clone_from(value);
        }
    }
    settings.read.ocr |= args.recognises_text;
    settings.read.allow_classified |= args.allow_classified;
    settings.read.worker = std::env::current_exe().ok();
    let label = &settings.read.encoding;
    if !label.is_empty() && Encoding::for_label(label.as_bytes()).is_none() {
        return Err(Failure::of("failure.encoding", &[("label", label)], lang));
    }
    Ok(())
}

fn unit_from(given: &str, lang: Lang) -> Result<UnitFrom, Failure> {
    match given {
        "folder" => Ok(UnitFrom::Folder),
        "name" => Ok(UnitFrom::Name),
        _ => match given.strip_prefix("regex:") {
            Some(pattern) => Ok(UnitFrom::Regex(pattern.to_owned())),
            None => Err(Failure::of("failure.unit-from", &[("given", &given)], lang)),
        },
    }
}

fn checked(settings: Settings, lang: Lang) -> Result<Config, Failure> {
    settings.validate().map_err(|error| bad_setting(&error, lang))
}

fn bad_setting(cause: &dyn Display, lang: Lang) -> Failure {
    Failure::of("failure.setting", &[("cause", &cause.to_string().trim_end())], lang)
}

fn use_threads(jobs: Option<usize>, lang: Lang) -> Result<(), Failure> {
    let Some(jobs) = jobs else {
        return Ok(());
    };
    let built = rayon::ThreadPoolBuilder::new().num_threads(jobs).build_global();
    built.map_err(|error| Failure::of("failure.jobs", &[("jobs", &jobs), ("cause", &error)], lang))
}

/// The bytes of a file that the user named besides documents.
pub(super) fn read(path: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    fs::read(path).map_err(|error| {
        Failure::of("failure.unreadable", &[("path", &path.display()), ("cause", &error)], lang)
    })
}

/// UTF-8 with or without byte-order mark, else what a Chinese editor writes.
fn text(bytes: Vec<u8>) -> String {
    match String::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(error) => GB18030.decode(error.as_bytes()).0.into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_become_blank_lines_only_above_the_first_table() {
        let text = "out = \"a\"\n[read]\nout = 1\n";
        assert_eq!(without_options(text), "\n[read]\nout = 1\n");
    }

    #[test]
    fn one_setting_is_put_into_its_table_whatever_its_type() {
        let mut table = toml::Table::new();
        for given in ["align.a=3", "align.b=0.5", "read.encoding=gb18030", "split.enabled=false"] {
            put(&mut table, given, Lang::En).expect("well formed");
        }
        assert_eq!(table["align"]["a"].as_integer(), Some(3));
        assert_eq!(table["align"]["b"].as_float(), Some(0.5));
        assert_eq!(table["read"]["encoding"].as_str(), Some("gb18030"));
        assert_eq!(table["split"]["enabled"].as_bool(), Some(false));
        assert!(put(&mut table, "align", Lang::En).is_err());
    }

    #[test]
    fn every_option_of_the_file_is_known_by_name() {
        let text = "out='a'\nlang='en'\njobs=2\nmeta='m'\nboilerplate='b'\nfail-above='x'\n\
             quiet=true\nbase=['b']\nreference=['r']\nbackground=['g']";
        let table: toml::Table = text.parse().expect("TOML");
        assert_eq!(table.len(), OPTIONS.len());
        let options: Options = table.try_into().expect("all known");
        assert!(options.quiet && options.meta.is_some() && options.fail_above.is_some());
    }
}
