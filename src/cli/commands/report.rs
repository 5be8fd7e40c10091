//! `leitong report`: make the files of a finished run again, without reading a document.

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::summary;
use crate::report;
use crate::report::WriteError;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Report, voice: Voice) -> Ending {
    let lang = voice.lang;
    let failure = |error: WriteError| Failure::new(error.message(lang), "", lang);
    let finished = report::read(&args.folder).map_err(failure)?;
    let out = args.out.as_ref().unwrap_or(&args.folder);
    if args.to.is_none() {
        output::check_folder(out, lang)?;
    }
    let context = finished.context(lang);
    let rows = super::review::applied(&finished.rows, &args.review, &args.folder, &context)?;
    if let Some(papers) = args.to {
        return super::papers::write((&rows, &context), args, papers, voice);
    }
    report::rewrite(&rows, &context, out).map_err(failure)?;
    if !voice.is_quiet {
        summary::say(&rows, out, lang);
    }
    Ok(Exit::Done)
}
