//! `leitong report`: make the files of a finished run again, without reading a document.

use std::fs;
use std::path::Path;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::Voice;
use crate::cli::args;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::summary;
use crate::model::Lang;
use crate::report;
use crate::report::Context;
use crate::report::Extract;
use crate::report::Selection;
use crate::report::WriteError;
use crate::report::rows::Rows;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Report, voice: Voice) -> Ending {
    let lang = voice.lang;
    let failure = |error: WriteError| Failure::new(error.message(lang), "", lang);
    let finished = report::read(&args.folder).map_err(failure)?;
    let context = finished.context(lang);
    let rows = super::review::applied(&finished.rows, &args.review, &args.folder, &context)?;
    if args.only.is_none() && !args.is_anonymous {
        return write((&rows, &context), args, voice);
    }
    let Extract { rows, texts, inputs } = extracted(&rows, &context, args, lang)?;
    write((&rows, &Context { inputs, texts: &texts, ..context }), args, voice)
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
