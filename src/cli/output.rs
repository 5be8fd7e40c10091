//! Standard output for data, standard error for words; a closed pipe is no error.

use std::borrow::Cow;
use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Write;
use std::path::Path;

use crate::cli::failure::Failure;
use crate::model::Lang;

/// Says a line on standard error. Nobody listening is no reason to stop.
pub(super) fn say(line: &str) {
    let _ = writeln!(io::stderr().lock(), "{line}");
}

/// Writes data to standard output; a reader that has had enough (`| head`) ends it quietly.
pub(super) fn data(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    lang: Lang,
) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    let result = write(&mut out).and_then(|()| out.flush());
    // What is left in the buffer must not be tried again when it is dropped.
    let _ = out.into_parts();
    match result {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::of("failure.stdout", &[("cause", &error)], lang))
        }
        _ => Ok(()),
    }
}

/// Writes a file as a whole or not at all.
pub(super) fn file(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    lang: Lang,
) -> Result<(), Failure> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let attempt = || -> io::Result<()> {
        let mut file = tempfile::NamedTempFile::new_in(folder)?;
        let mut out = BufWriter::new(&mut file);
        write(&mut out)?;
        out.flush()?;
        drop(out);
        file.persist(path).map_err(|error| error.error)?;
        Ok(())
    };
    attempt().map_err(|error| unwritable(path, &error, lang))
}

/// True for what a spreadsheet program would take for a formula.
///
/// Source: OWASP, CSV injection; and the full-width forms, which some programs fold.
pub(super) fn is_risky(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// A cell of a CSV file that no spreadsheet program runs.
pub(super) fn cell(text: &str) -> Cow<'_, str> {
    if is_risky(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

/// The message for a place that cannot be written.
pub(super) fn unwritable(path: &Path, error: &io::Error, lang: Lang) -> Failure {
    Failure::of("failure.unwritable", &[("path", &path.display()), ("cause", error)], lang)
}

/// Makes sure that a folder can be written before any work is done; leaves nothing behind.
///
/// A folder that is not there yet is asked for at the nearest one above it that is.
pub(super) fn check_folder(folder: &Path, lang: Lang) -> Result<(), Failure> {
    let failed = |error: io::Error| unwritable(folder, &error, lang);
    let existing = folder.ancestors().find(|above| above.symlink_metadata().is_ok());
    let existing = match existing {
        Some(path) if !path.as_os_str().is_empty() => path,
        _ => Path::new("."),
    };
    if !fs::metadata(existing).map_err(failed)?.is_dir() {
        let values: &[(&str, &dyn std::fmt::Display)] =
            &[("path", &folder.display()), ("file", &existing.display())];
        return Err(Failure::of("failure.blocked", values, lang));
    }
    tempfile::NamedTempFile::new_in(existing).map_err(failed)?;
    let foreign = |name: &&&str| folder.join(name).exists();
    let is_ours = folder.join(FIRST_FILE).exists();
    match LATER_FILES.iter().find(foreign).filter(|_| !is_ours) {
        Some(name) => {
            let path = folder.join(name);
            Err(Failure::of("failure.foreign", &[("path", &path.display())], lang))
        }
        None => Ok(()),
    }
}

/// The first file that a run writes; a folder that holds it was made by one.
const FIRST_FILE: &str = "documents.jsonl";

/// Files of a run that may also be somebody's own, which must not be overwritten.
const LATER_FILES: [&str; 4] = ["index.html", "report.json", "report.xlsx", "run.json"];
