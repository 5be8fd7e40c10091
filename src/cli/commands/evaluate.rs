//! `leitong evaluate`: results against a gold standard.

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::args;
use crate::cli::args::Against;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::evaluate;
use crate::model::Lang;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Evaluate, lang: Lang) -> Ending {
    let Against::Gold(args) = &args.against;
    let mut table = evaluate::gold(&args.gold, &args.found, &args.layer)
        .map_err(|error| Failure::of("failure.evaluate", &[("cause", &error)], lang))?;
    if !args.by_kind {
        table.rows.truncate(1);
    }
    output::data(|out| write!(out, "{table}"), lang)?;
    Ok(Exit::Done)
}
