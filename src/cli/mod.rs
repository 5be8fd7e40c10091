//! The command line: flags -> settings -> pipeline -> files and words -> exit status.
//!
//! Data goes to standard output, words to standard error. Everything said exists in Chinese and in
//! English. What is found is worded by `report::words`; the words here are about the program.

mod args;
mod commands;
mod failure;
mod fonts;
mod hints;
mod language;
mod layout;
mod output;
mod progress;
mod reference;
mod settings;
mod stop;
mod summary;
mod words;

use std::ffi::OsString;
use std::process::ExitCode;

use crate::cli::args::Command;
use crate::cli::failure::Failure;
use crate::cli::settings::Options;
use crate::model::Lang;
use crate::read;

/// How a run of the program ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// It did what was asked.
    Done = 0,
    /// Done, and what `--fail-above` or `verify` watches for is the case.
    Reached = 1,
    /// It could not be done.
    Failed = 2,
    /// The user stopped it.
    Stopped = 3,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// What a command ends in.
type Ending = Result<Exit, Failure>;

/// Whom the program speaks to, and whether it may speak at all.
#[derive(Clone, Copy, Debug)]
struct Voice {
    lang: Lang,
    /// Whether `--lang` decided, which settles it against the settings file.
    is_asked: bool,
    is_quiet: bool,
}

impl Voice {
    /// The voice with what the settings file says.
    fn with(self, options: &Options) -> Self {
        let lang = options.lang.filter(|_| !self.is_asked).unwrap_or(self.lang);
        Self { lang, is_quiet: self.is_quiet || options.quiet, ..self }
    }
}

/// Runs the program with the arguments of the process; the first is its name.
///
/// Status 0: done; 1: done, and the limit of `--fail-above` was reached or `verify` found a
/// difference; 2: it could not be done; 3: stopped by the user.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if arguments.get(1).is_some_and(|argument| argument == read::WORKER) {
        return work().into();
    }
    let lang = language::of(&arguments);
    let args = match args::parse(&arguments, lang) {
        Ok(args) => args,
        Err(exit) => return exit.into(),
    };
    let is_asked = args.lang.is_some();
    let voice = Voice { lang: args.lang.unwrap_or(lang), is_asked, is_quiet: args.is_quiet };
    match dispatch(&args.command, voice) {
        Ok(exit) => exit.into(),
        Err(failure) => {
            failure.print();
            Exit::Failed.into()
        }
    }
}

/// Reads one file for another process of this program.
fn work() -> Exit {
    match read::serve(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => Exit::Done,
        Err(error) => {
            output::say(&error.to_string());
            Exit::Failed
        }
    }
}

fn dispatch(command: &Command, voice: Voice) -> Ending {
    match command {
        Command::Scan(args) => commands::scan::run(args, voice),
        Command::Archive(args) => commands::archive::run(args, voice),
        Command::Inspect(args) => commands::inspect::run(args, voice),
        Command::Compare(args) => commands::compare::run(args, voice),
        Command::Report(args) => commands::report::run(args, voice),
        Command::Explain(args) => commands::explain::run(args, voice.lang),
        Command::Calibrate(args) => commands::calibrate::run(args, voice),
        Command::Matrix(args) => commands::matrix::run(args, voice),
        Command::Template(args) => commands::template::run(args, voice),
        Command::Extract(args) => commands::extract::run(args, voice),
        Command::Evaluate(args) => commands::evaluate::run(args, voice.lang),
        Command::Verify(args) => commands::verify::run(args, voice),
        Command::Config(args) => commands::config::run(args, voice),
        Command::SparkConf => commands::spark_conf::run(voice.lang),
        Command::Completions(args) => commands::completions(args.shell, voice.lang),
    }
}
