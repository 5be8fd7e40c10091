//! `--review`: the decisions of reviewers, from their files.

use std::path::Path;
use std::path::PathBuf;

use crate::cli::failure::Failure;
use crate::cli::settings;
use crate::model::Lang;
use crate::pipeline;
use crate::report::Context;
use crate::report::review;
use crate::report::review::{Reply, Review};
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
    match merged(files, folder, context.lang)? {
        None => Ok(rows.clone()),
        Some(merged) => Ok(review::apply(rows, &merged, context.texts, &context.groups())),
    }
}

/// The decisions of `files`, else of the review that lies in `folder`; none where there is neither.
fn merged(files: &[PathBuf], folder: &Path, lang: Lang) -> Result<Option<Review>, Failure> {
    let own = folder.join(FILE);
    let reviews = match files {
        [] if !own.exists() => return Ok(None),
        [] => vec![read(&own, lang)?],
        files => files.iter().map(|file| read(file, lang)).collect::<Result<_, _>>()?,
    };
    Ok(Some(Review::merged(reviews)))
}

/// What the reviewers answered to questions, as far as they agree.
pub(super) fn answers(
    files: &[PathBuf],
    folder: &Path,
    lang: Lang,
) -> Result<Vec<pipeline::Answer>, Failure> {
    let given = merged(files, folder, lang)?.unwrap_or_default().agreed();
    let answer = |(question, reply)| match reply {
        Reply::Unknown => None,
        Reply::Form => Some(pipeline::Answer { question, is_form: true }),
        Reply::NoForm => Some(pipeline::Answer { question, is_form: false }),
    };
    Ok(given.into_iter().filter_map(answer).collect())
}

fn read(path: &Path, lang: Lang) -> Result<Review, Failure> {
    Review::parse(&settings::read(path, lang)?).map_err(|error| {
        Failure::of("failure.review", &[("path", &path.display()), ("cause", &error)], lang)
    })
}
