//! `leitong config`: the settings in force, or whether a file of settings can be used.

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::reference;
use crate::cli::settings;
use crate::cli::words;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Config, voice: Voice) -> Ending {
    let lang = voice.lang;
    if let Some(path) = &args.check {
        settings::check(path, lang)?;
        if !voice.is_quiet {
            output::say(&words::fill("config.good", &[("path", &path.display())], lang));
        }
        return Ok(Exit::Done);
    }
    let (settings, _) = settings::written(&args.choosing, lang)?;
    let failed = |cause: String| Failure::of("failure.setting", &[("cause", &cause)], lang);
    let config = settings.validate().map_err(|error| failed(error.to_string()))?;
    let text = reference::commented(&config).map_err(|error| failed(error.to_string()))?;
    output::data(|out| out.write_all(text.as_bytes()), lang)?;
    Ok(Exit::Done)
}
