//! What may be typed. The English help is the documentation of the fields here, the Chinese help
//! is in `words`; a test keeps both complete.

mod archive;

use std::ffi::OsString;
use std::path::PathBuf;

use clap::ArgAction;
use clap::Args as Group;
use clap::CommandFactory;
use clap::FromArgMatches;
use clap::Parser;
use clap::Subcommand;
use clap::ValueEnum;
use clap::error::ContextKind;
use clap::error::ErrorKind;
use clap_complete::Shell;

use crate::cli::Exit;
use crate::cli::failure::Failure;
use crate::cli::language;
use crate::cli::output;
use crate::cli::words;
use crate::model::Lang;

pub(super) use archive::{Action, Add, Archive, Compared, Remove};

/// Tells which text reports share with each other, and what is only the genre's set phrases
#[derive(Debug, Parser)]
#[command(name = "leitong", version, disable_help_flag = true, disable_version_flag = true)]
#[command(disable_help_subcommand = true)]
pub(super) struct Args {
    /// Language of messages and reports: zh or en [default: that of the locale]
    #[arg(long, global = true, value_name = "zh|en", value_parser = lang)]
    pub(super) lang: Option<Lang>,
    /// No progress, no summary
    #[arg(long = "quiet", short = 'q', global = true)]
    pub(super) is_quiet: bool,
    /// Print help
    #[arg(long, short = 'h', global = true, action = ArgAction::Help)]
    help: Option<bool>,
    /// Print version
    #[arg(long, short = 'V', action = ArgAction::Version)]
    version: Option<bool>,
    #[command(subcommand)]
    pub(super) command: Command,
}

/// What the program can do.
#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Compare all reports with each other and write a report folder
    Scan(Scan),
    /// Keep documents to compare others with: add, list, remove, stats, verify, compact, against
    Archive(Archive),
    /// List reports, titles, units and dates, to be corrected and given back with --meta
    Inspect(Inspect),
    /// Show two files or folders side by side with their differences
    Compare(Compare),
    /// Make the files of a finished run again, without reading a document
    Report(Report),
    /// Say why a passage got its layer and grade, or why a pair was not flagged
    Explain(Explain),
    /// False alarms per honest pairs against the threshold, and a threshold for a corpus
    Calibrate(Calibrate),
    /// Likeness of all pairs of reports as a table
    Matrix(Matrix),
    /// Read the form off reports that are alike: fixed text, slots, what each filled in
    Template(Template),
    /// Print the extracted text, byte for byte what offsets count in
    Extract(Extract),
    /// Score results against a gold standard
    Evaluate(Evaluate),
    /// Check that a run folder and its inputs are unchanged
    Verify(Verify),
    /// Print the effective settings with unit, default and reason
    Config(Config),
    /// Print settings of Apache Spark for the Python package, each with its reason
    SparkConf,
    /// Print completions for a shell
    Completions(Completions),
}

/// How settings are chosen.
#[derive(Debug, Default, Group)]
pub(super) struct Choosing {
    /// Settings file [default: leitong.toml in the current folder, if there is one]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// One setting, such as --set align.gap_symbols_max=40; may be repeated
    #[arg(long, value_name = "TABLE.KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Whose rules: audit, cnki (13 characters, 5 % per source and section), research (as it is)
    #[arg(long, value_name = "NAME", value_parser = ["audit", "cnki", "research"])]
    pub(super) preset: Option<String>,
    /// Threads [default: one a core]
    #[arg(long, value_name = "N")]
    pub(super) jobs: Option<usize>,
}

/// How files are read.
#[derive(Debug, Default, Group)]
pub(super) struct Reading {
    #[command(flatten)]
    pub(super) choosing: Choosing,
    /// Encoding of text files, such as gb18030 [default: found out]
    #[arg(long, value_name = "LABEL")]
    pub(super) encoding: Option<String>,
    /// Field of a JSON line, column of a CSV or Parquet file that holds the text
    #[arg(long, value_name = "NAME")]
    pub(super) text_column: Option<String>,
    /// Field of a JSON line, column of a CSV or Parquet file that names the document
    #[arg(long, value_name = "NAME")]
    pub(super) id_column: Option<String>,
    /// Recognise the text of scans and pictures with tesseract, which must be installed
    #[arg(long = "ocr")]
    pub(super) recognises_text: bool,
    /// Read documents with a mark of secrecy as well; they are only listed otherwise
    #[arg(long)]
    pub(super) allow_classified: bool,
}

/// How documents become reports.
#[derive(Debug, Default, Group)]
pub(super) struct Ingesting {
    #[command(flatten)]
    pub(super) reading: Reading,
    /// Table of titles, units and dates: csv or xlsx, as `inspect` writes it
    #[arg(long, value_name = "FILE")]
    pub(super) meta: Option<PathBuf>,
    /// Where units come from: folder, name or regex:PATTERN, whose first group counts
    #[arg(long, value_name = "FROM")]
    pub(super) unit_from: Option<String>,
    /// Never split a file into several reports
    #[arg(long = "no-split")]
    pub(super) is_whole: bool,
    /// Set phrases of your own, one a line
    #[arg(long, value_name = "FILE")]
    pub(super) boilerplate: Option<PathBuf>,
}

/// Texts that are no reports and say what of the reports is nobody's.
#[derive(Debug, Default, Group)]
pub(super) struct Referring {
    /// A file or folder of what everybody had to use: notice, form, tender document; repeatable
    #[arg(long, value_name = "TEXT")]
    pub(super) base: Vec<String>,
    /// A file or folder of what may be quoted: laws, resolutions, speeches; repeatable
    #[arg(long = "reference", value_name = "DIR")]
    pub(super) collection: Vec<String>,
    /// A file or folder that shows how the genre writes: counted, not compared; repeatable
    #[arg(long, value_name = "DIR")]
    pub(super) background: Vec<String>,
}

#[derive(Debug, Group)]
pub(super) struct Scan {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Folder of the results [default: leitong-report]
    #[arg(long, short = 'o', value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    /// Decisions of a reviewer; may be repeated [default: review.json in the folder of the results]
    #[arg(long, value_name = "FILE")]
    pub(super) review: Vec<PathBuf>,
    /// Status 1 when a report reaches this share, such as copied=30%
    #[arg(long, value_name = "RATIO=SHARE")]
    pub(super) fail_above: Option<String>,
    #[command(flatten)]
    pub(super) referring: Referring,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(super) struct Inspect {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// File to write, .csv or .xlsx [default: csv to standard output]
    #[arg(long, short = 'o', value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(super) struct Compare {
    /// One file or folder
    #[arg(value_name = "A")]
    pub(super) left: String,
    /// The other
    #[arg(value_name = "B")]
    pub(super) right: String,
    /// Columns to fill [default: those of the terminal]
    #[arg(long, value_name = "N")]
    pub(super) width: Option<usize>,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(super) struct Explain {
    /// Folder of a finished run
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Id of a passage or set phrase; or two documents, with #2 for the second report in a file
    #[arg(required = true, num_args = 1..=2, value_name = "ID | A B")]
    pub(super) what: Vec<String>,
}

#[derive(Debug, Group)]
pub(super) struct Calibrate {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Known copies, as for `evaluate gold`: their pairs are not honest
    #[arg(long, value_name = "FILE")]
    pub(super) known: Option<PathBuf>,
    /// The curve as CSV, nothing else
    #[arg(long = "csv")]
    pub(super) is_csv: bool,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(super) struct Matrix {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// jaccard: shared over all; containment: share of the first found in the second; simhash:
    /// equal bits of 64
    #[arg(long, value_enum, default_value = "jaccard", value_name = "METRIC")]
    pub(super) metric: Metric,
    /// Smallest likeness that is listed, 0 to 1
    #[arg(long, value_name = "SHARE", default_value_t = 0.5)]
    pub(super) threshold: f64,
    /// exact: all pairs; approximate: most pairs, by signatures, each verified (jaccard only)
    #[arg(long, value_enum, default_value = "exact", value_name = "METHOD")]
    pub(super) method: Method,
    /// Table as csv, npy, mtx or parquet, or a heat map as svg or png
    #[arg(long, value_enum, default_value = "csv", value_name = "FORMAT")]
    pub(super) format: Format,
    /// The whole square, 0 where a pair is not listed (csv and npy)
    #[arg(long = "dense")]
    pub(super) is_dense: bool,
    /// File to write [default: standard output]
    #[arg(long, short = 'o', value_name = "FILE")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

/// How like two reports are as wholes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Metric {
    Jaccard,
    Containment,
    Simhash,
}

/// How pairs are found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Method {
    Exact,
    Approximate,
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Csv,
    Svg,
    Png,
    Npy,
    Mtx,
    Parquet,
}

#[derive(Debug, Group)]
pub(super) struct Template {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    /// Tell how this file fits the forms, what it filled in and what it left blank
    #[arg(long = "check", value_name = "FILE")]
    pub(super) checked: Option<String>,
    /// A JSON line a form, or with --check a report
    #[arg(long = "json")]
    pub(super) as_lines: bool,
    /// The families of reports that are alike as wholes, a JSON line each, instead of the forms
    #[arg(long = "families", conflicts_with = "checked")]
    pub(super) lists_families: bool,
    /// Write the forms with all values as a page into this file
    #[arg(long, value_name = "FILE", conflicts_with = "checked")]
    pub(super) html: Option<PathBuf>,
    #[command(flatten)]
    pub(super) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(super) struct Extract {
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "FILE")]
    pub(super) inputs: Vec<String>,
    /// A heading before each part: body, table, footnote, …
    #[arg(long = "parts")]
    pub(super) shows_parts: bool,
    /// A JSON line a document: text, parts, verdict, unusual characters
    #[arg(long = "json", conflicts_with = "shows_parts")]
    pub(super) is_json: bool,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Group)]
pub(super) struct Evaluate {
    #[command(subcommand)]
    pub(super) against: Against,
}

/// What results are scored against.
#[derive(Debug, Subcommand)]
pub(super) enum Against {
    /// Passages of a run against a file of cases, by the measures of PAN
    Gold(Gold),
    /// The aligner of washed text against a corpus of PAN text alignment
    Pan(Pan),
}

#[derive(Debug, Group)]
pub(super) struct Pan {
    /// Folder with susp/, src/ and gold.jsonl, or truth/ and pairs
    #[arg(value_name = "CORPUS")]
    pub(super) corpus: PathBuf,
    /// Write what was found as PAN XML into this folder, one file a pair
    #[arg(long, value_name = "DIR")]
    pub(super) xml: Option<PathBuf>,
    #[command(flatten)]
    pub(super) choosing: Choosing,
}

#[derive(Debug, Group)]
pub(super) struct Gold {
    /// The cases: gold.jsonl
    #[arg(long, value_name = "FILE")]
    pub(super) gold: PathBuf,
    /// The passages: passages.jsonl of a run
    #[arg(long, value_name = "FILE")]
    pub(super) found: PathBuf,
    /// Only passages of this layer, such as copied; may be repeated
    #[arg(long, value_name = "LAYER")]
    pub(super) layer: Vec<String>,
    /// One line a kind of case as well
    #[arg(long = "by")]
    pub(super) by_kind: bool,
}

#[derive(Debug, Group)]
pub(super) struct Report {
    /// Folder of a finished run
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Folder of the files [default: DIR]
    #[arg(long, short = 'o', value_name = "DIR")]
    pub(super) out: Option<PathBuf>,
    #[command(flatten)]
    pub(super) referring: Referring,
    /// One setting, such as --set classify.expected_max=0.01; may be repeated
    #[arg(long, value_name = "TABLE.KEY=VALUE")]
    pub(super) set: Vec<String>,
    /// Whose rules: audit or cnki (13 characters, 5 % per source and section)
    #[arg(long, value_name = "NAME", value_parser = ["audit", "cnki"])]
    pub(super) preset: Option<String>,
    /// Decisions of a reviewer; may be repeated [default: review.json in the folder of the results]
    #[arg(long, value_name = "FILE")]
    pub(super) review: Vec<PathBuf>,
    /// Only this unit, file or passage, with what matches it; others under other names
    #[arg(long, value_name = "UNIT|FILE|ID")]
    pub(super) only: Option<String>,
    /// Other names for units, files and persons, in texts as well
    #[arg(long = "anonymize")]
    pub(super) is_anonymous: bool,
    /// Papers to read and sign instead of the files of a run: pdf or docx
    #[arg(long, value_enum, value_name = "pdf|docx")]
    pub(super) to: Option<Papers>,
    /// brief, full, compared: a sheet a report; batch, conclusion: one of the run [default: all]
    #[arg(long, value_enum, value_name = "KIND", requires = "to")]
    pub(super) kind: Vec<PaperKind>,
    /// Time of the check as it shall be printed [default: a blank to fill in]
    #[arg(long, value_name = "TEXT", requires = "to")]
    pub(super) date: Option<String>,
    /// Font file with Chinese for pdf [default: one of the system]
    #[arg(long, value_name = "FILE", requires = "to")]
    pub(super) font: Option<PathBuf>,
}

/// How papers are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Papers {
    Pdf,
    Docx,
}

/// What stands on them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperKind {
    Brief,
    Full,
    Compared,
    Batch,
    Conclusion,
}

#[derive(Debug, Group)]
pub(super) struct Verify {
    /// Folder of a finished run
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// The inputs of that run [default: those it names]
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

#[derive(Debug, Group)]
pub(super) struct Config {
    /// Only check this settings file
    #[arg(long, value_name = "FILE", conflicts_with_all = ["config", "set"])]
    pub(super) check: Option<PathBuf>,
    #[command(flatten)]
    pub(super) choosing: Choosing,
}

#[derive(Debug, Group)]
pub(super) struct Completions {
    /// bash, elvish, fish, powershell or zsh
    #[arg(value_enum, value_name = "SHELL")]
    pub(super) shell: Shell,
}

fn lang(name: &str) -> Result<Lang, String> {
    language::parse(name).ok_or_else(|| "use zh or en".to_owned())
}

/// The command with its help in `lang`.
pub(super) fn command(lang: Lang) -> clap::Command {
    localized(Args::command(), lang, "about")
}

/// What was typed; else the status after help or a complaint was printed.
pub(super) fn parse(arguments: &[OsString], lang: Lang) -> Result<Args, Exit> {
    let matches = command(lang).try_get_matches_from(with_help(arguments));
    matches.and_then(|matches| Args::from_arg_matches(&matches)).map_err(|error| {
        if !error.use_stderr() {
            // A closed pipe has no use for help.
            let _ = error.print();
            return Exit::Done;
        }
        complain(&error, lang);
        Exit::Failed
    })
}

/// `leitong help scan` as `leitong scan --help`.
fn with_help(arguments: &[OsString]) -> Vec<OsString> {
    match arguments {
        [program, first, rest @ ..] if first == "help" => {
            let mut asked = vec![program.clone()];
            asked.extend_from_slice(rest);
            asked.push("--help".into());
            asked
        }
        _ => arguments.to_vec(),
    }
}

/// The help of `command` in `lang`; English is the documentation of the fields above.
fn localized(command: clap::Command, lang: Lang, key: &str) -> clap::Command {
    if lang == Lang::En {
        return command;
    }
    let names: Vec<String> = command.get_subcommands().map(|c| c.get_name().to_owned()).collect();
    let mut command = command
        .about(words::find(key, lang).unwrap_or_default())
        .help_template(words::word("help.template", lang))
        .subcommand_help_heading(words::word("help.commands", lang))
        .subcommand_value_name(words::word("help.command", lang))
        .mut_args(|arg| {
            let heading = if arg.is_positional() { "help.arguments" } else { "help.options" };
            let help = words::find(&format!("arg.{}", arg.get_id()), lang).unwrap_or_default();
            let takes_values = arg.get_action().takes_values();
            let arg = arg.help(help).help_heading(words::word(heading, lang));
            // Values and defaults are named in the Chinese help itself.
            if takes_values { arg.hide_possible_values(true).hide_default_value(true) } else { arg }
        });
    for name in names {
        let key = format!("{key}.{name}");
        command = command.mut_subcommand(name, |inner| localized(inner, lang, &key));
    }
    command
}

/// A complaint about what was typed, with what was perhaps meant; rare ones in clap's words.
fn complain(error: &clap::Error, lang: Lang) {
    let key = match error.kind() {
        ErrorKind::UnknownArgument => "usage.unknown",
        ErrorKind::InvalidSubcommand => "usage.command",
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "usage.value",
        ErrorKind::MissingRequiredArgument => "usage.missing",
        ErrorKind::ArgumentConflict => "usage.conflict",
        _ => "",
    };
    if key.is_empty() {
        return output::say(error.render().to_string().trim_end().trim_end_matches('.'));
    }
    let of = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let name = match of(ContextKind::InvalidArg) {
        empty if empty.is_empty() => of(ContextKind::InvalidSubcommand),
        name => name,
    };
    let value = of(ContextKind::InvalidValue);
    let suggested = match of(ContextKind::SuggestedArg) {
        empty if empty.is_empty() => of(ContextKind::SuggestedSubcommand),
        suggested => suggested,
    };
    let values: &[(&str, &dyn std::fmt::Display)] =
        &[("name", &name), ("value", &value), ("suggested", &suggested)];
    let hint = words::fill("usage.hint", values, lang);
    Failure::new(words::fill(key, values, lang), hint, lang).print();
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every(command: &clap::Command, key: &str, see: &mut dyn FnMut(String)) {
        see(key.to_owned());
        for arg in command.get_arguments() {
            see(format!("arg.{}", arg.get_id()));
            assert!(arg.get_help().is_some(), "{} has no help", arg.get_id());
        }
        for inner in command.get_subcommands() {
            every(inner, &format!("{key}.{}", inner.get_name()), see);
        }
    }

    #[test]
    fn every_command_and_option_has_help_in_both_languages() {
        Args::command().debug_assert();
        command(Lang::Zh).debug_assert();
        every(&Args::command(), "about", &mut |key| {
            assert!(words::find(&key, Lang::Zh).is_some(), "no Chinese help for {key}");
        });
    }
}
