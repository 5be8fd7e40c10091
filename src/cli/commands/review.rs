//! `--review`: the decisions of reviewers, from their files.

use std::path::Path;
use std::path::PathBuf;

use crate::cli::failure::Failure;
use crate::cli::settings;
use crate::model::Lang;
use crate::report::Context;
use crate::report::review;
use crate::report::review::Review;
use crate::report::rows::Rows;

/// The decisions of a run lie beside its results under this name, and are never written here.
const FILE: &str = "review.json";

/// The rows with the decisions of `files`, else of the review that lies in `folder`; as they are
/// where there is neither.
pub(super) fn applied(
    rows: &Rows,
    files: &[PathBuf],
    folder: &Path,
    context: &Context,
) -> Result<Rows, Failure> {
    let own = folder.join(FILE);
    let reviews = match files {
        [] if !own.exists() => return Ok(rows.clone()),
        [] => vec![read(&own, context.lang)?],
        files => {
            let read = |file: &PathBuf| read(file, context.lang);
            files.iter().map(read).collect::<Result<_, _>>()?
        }
    };
    let merged = Review::merged(reviews);
    Ok(review::apply(rows, &merged, context.texts, &context.groups()))
}

fn read(path: &Path, lang: Lang) -> Result<Review, Failure> {
    Review::parse(&settings::read(path, lang)?).map_err(|error| {
        Failure::of("failure.review", &[("path", &path.display()), ("cause", &error)], lang)
    })
}
