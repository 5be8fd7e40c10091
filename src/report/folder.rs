//! The folder of a run: each file whole or not at all, `report.json` last; and its check.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::io::BufWriter;
use std::io::Read;
use std::io::Write;
use std::path::Path;
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::config::REPORT_JSON_ROWS_MAX;
use crate::model::Lang;
use crate::report::Context;
use crate::report::FileRow;
use crate::report::InputRow;
use crate::report::graphml;
use crate::report::html;
use crate::report::json;
use crate::report::lines;
use crate::report::rows::Rows;
use crate::report::tables;
use crate::report::words;
use crate::report::xlsx;

/// The list of all files; its presence says that the run was finished.
pub(super) const LIST: &str = "report.json";

/// What a file is called until it is whole; such files of a killed run are removed.
const UNFINISHED: &str = ".leitong-unfinished-";

/// A folder that could not be written or checked.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A file or the folder itself could not be written.
    #[error("{}", self.message(Lang::En))]
    File {
        /// What could not be written.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// A file could not be read for the check.
    #[error("{}", self.message(Lang::En))]
    Read {
        /// What could not be read.
        path: PathBuf,
        /// The system's reason.
        source: io::Error,
    },
    /// `report.json` is not what this program writes.
    #[error("{}", self.message(Lang::En))]
    Damaged {
        /// The file.
        path: PathBuf,
        /// Where it differs.
        source: serde_json::Error,
    },
    /// `report.json` does not repeat the rows of a run of this size.
    #[error("{}", self.message(Lang::En))]
    Large {
        /// The file.
        path: PathBuf,
    },
}

impl WriteError {
    /// What happened, where, and what to do.
    pub fn message(&self, lang: Lang) -> String {
        let (key, path, cause) = match self {
            Self::File { path, source } => ("error.file", path, source.to_string()),
            Self::Read { path, source } => ("error.read", path, source.to_string()),
            Self::Damaged { path, source } => ("error.damaged", path, source.to_string()),
            Self::Large { path } => ("error.large", path, REPORT_JSON_ROWS_MAX.to_string()),
        };
        let values = BTreeMap::from([
            ("path".to_owned(), path.display().to_string()),
            ("cause".to_owned(), cause),
        ]);
        words::fill(words::word(key, lang), &values)
    }
}

/// Writes every file into `folder`, each whole or not at all; makes the folder when it is missing.
///
/// The files appear under their names one by one, `report.json` last. An older `report.json` goes
/// first, so that a broken-off run never passes for a finished one. Returns the files as they lie
/// there; `report.json` lists all but itself and `run.json`, whose clock would change it.
///
/// # Errors
/// [`WriteError::File`] names the first file that could not be written.
///
/// # Cost
/// Linear in the rows; the page and the workbook are made in memory.
pub fn write(rows: &Rows, context: &Context, folder: &Path) -> Result<Vec<FileRow>, WriteError> {
    let failed = |source| WriteError::File { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(failed)?;
    clear(folder).map_err(failed)?;
    let id = json::run_id(rows, context);
    let mut files = vec![
        one(folder, "documents.jsonl", |out| list(&rows.documents, out))?,
        one(folder, "passages.jsonl", |out| list(&rows.passages, out))?,
        one(folder, "boilerplate.jsonl", |out| list(&rows.boilerplate, out))?,
        one(folder, "families.jsonl", |out| list(&rows.families, out))?,
        one(folder, "families.graphml", |out| graphml::write(rows, out))?,
        one(folder, "templates.jsonl", |out| list(&rows.templates, out))?,
        one(folder, "anomalies.jsonl", |out| list(&rows.anomalies, out))?,
        one(folder, "forensics.jsonl", |out| list(&rows.forensics, out))?,
        one(folder, "pairs.csv", |out| tables::pairs(rows, out))?,
        one(folder, "matrix.csv", |out| tables::matrix(rows, out))?,
        one(folder, "report.xlsx", |out| xlsx::write(rows, context, out).map(|()| 1))?,
        one(folder, "index.html", |out| html::write(rows, context, out).map(|()| 1))?,
    ];
    files.sort_by(|a, b| a.name.cmp(&b.name));
    let run = one(folder, "run.json", |out| json::run(&id, &context.run, out).map(|()| 1))?;
    let list = one(folder, LIST, |out| json::report(rows, context, &files, out).map(|()| 1))?;
    files.extend([run, list]);
    Ok(files)
}

fn list<T: serde::Serialize>(rows: &[T], out: &mut dyn Write) -> io::Result<u64> {
    lines::write(rows, out)?;
    Ok(rows.len() as u64)
}

/// Removes what a killed run left behind, and the list of an older run.
fn clear(folder: &Path) -> io::Result<()> {
    match fs::remove_file(folder.join(LIST)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => remove_unfinished(folder),
    }
}

/// Writes the files of a finished run again: all beside their places first, so that the run stays
/// as it was when one cannot be written.
///
/// # Errors
/// As [`write()`].
///
/// # Cost
/// As [`write()`]; for a moment the files lie there twice.
pub fn rewrite(rows: &Rows, context: &Context, folder: &Path) -> Result<(), WriteError> {
    let failed = |source| WriteError::File { path: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(failed)?;
    let beside = tempfile::Builder::new().prefix(UNFINISHED).tempdir_in(folder).map_err(failed)?;
    for file in write(rows, context, beside.path())? {
        let (from, to) = (beside.path().join(&file.name), folder.join(&file.name));
        fs::rename(from, to).map_err(failed)?;
    }
    Ok(())
}

/// The folder of what is no result.
const WORK: &str = ".work";

/// What lies there for deciding again.
const CHECKPOINT: &str = "checkpoint";

/// Lays a checkpoint beside the results, whole or not at all.
///
/// # Errors
/// [`WriteError::File`].
pub fn write_checkpoint(folder: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let work = folder.join(WORK);
    fs::create_dir_all(&work)
        .and_then(|()| remove_unfinished(&work))
        .map_err(|source| WriteError::File { path: work.clone(), source })?;
    one(&work, CHECKPOINT, |out| out.write_all(bytes).map(|()| 1)).map(drop)
}

/// The checkpoint of a run, and where it lies.
///
/// # Errors
/// [`WriteError::Read`].
pub fn read_checkpoint(folder: &Path) -> Result<(Vec<u8>, PathBuf), WriteError> {
    let path = folder.join(WORK).join(CHECKPOINT);
    match fs::read(&path) {
        Ok(bytes) => Ok((bytes, path)),
        Err(source) => Err(WriteError::Read { path, source }),
    }
}

/// Removes the files of `folder` that are not whole, as a run leaves them that is stopped.
///
/// # Errors
/// The system's, for the first file that cannot be removed.
pub fn remove_unfinished(folder: &Path) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(UNFINISHED) {
            continue;
        }
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

/// Writes one file beside its place, then moves it there. `fill` returns the number of rows.
fn one(
    folder: &Path,
    name: &str,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<u64>,
) -> Result<FileRow, WriteError> {
    let path = folder.join(name);
    let attempt = || -> io::Result<FileRow> {
        let file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder)?;
        let mut out = Hashed { inner: BufWriter::new(file), hash: blake3::Hasher::new(), bytes: 0 };
        let rows = fill(&mut out)?;
        let blake3 = out.hash.finalize().to_hex().to_string();
        let bytes = out.bytes;
        let file: NamedTempFile = out.inner.into_inner().map_err(|error| error.into_error())?;
        file.as_file().sync_all()?;
        file.persist(&path).map_err(|error| error.error)?;
        Ok(FileRow { name: name.to_owned(), rows, bytes, blake3 })
    };
    attempt().map_err(|source| WriteError::File { path: path.clone(), source })
}

/// Hashes and counts what passes through.
struct Hashed {
    inner: BufWriter<NamedTempFile>,
    hash: blake3::Hasher,
    bytes: u64,
}

impl Write for Hashed {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        let written = self.inner.write(buffer)?;
        self.hash.update(&buffer[..written]);
        self.bytes += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// What a check of a finished folder found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// The run that the folder holds.
    pub run_id: String,
    /// Version of the files' format.
    pub schema_version: u32,
    /// The inputs of that run, to be compared with what lies there today.
    pub inputs: Vec<InputRow>,
    /// Files that are as they were written.
    pub intact: Vec<String>,
    /// Files whose content is another.
    pub changed: Vec<String>,
    /// Files that are gone.
    pub missing: Vec<String>,
}

impl Verification {
    /// True when every file is as it was written.
    pub fn is_intact(&self) -> bool {
        self.changed.is_empty() && self.missing.is_empty()
    }
}

/// Compares a finished folder with its checksums (for `leitong verify`).
///
/// # Errors
/// [`WriteError::Read`] without a readable `report.json`, [`WriteError::Damaged`] when it is not
/// one of this program.
///
/// # Cost
/// Reads every file once, in pieces.
pub fn verify(folder: &Path) -> Result<Verification, WriteError> {
    let path = folder.join(LIST);
    let text = fs::read(&path).map_err(|source| WriteError::Read { path: path.clone(), source })?;
    let contents: json::Contents =
        serde_json::from_slice(&text).map_err(|source| WriteError::Damaged { path, source })?;
    let mut found = Verification {
        run_id: contents.run_id,
        schema_version: contents.schema_version,
        inputs: contents.inputs,
        intact: Vec::new(),
        changed: Vec::new(),
        missing: Vec::new(),
    };
    for file in contents.files {
        let path = folder.join(&file.name);
        match hash(&path) {
            Ok(hash) if hash == file.blake3 => found.intact.push(file.name),
            Ok(_) => found.changed.push(file.name),
            Err(error) if error.kind() == io::ErrorKind::NotFound => found.missing.push(file.name),
            Err(source) => return Err(WriteError::Read { path, source }),
        }
    }
    Ok(found)
}

/// Bytes read at once: large enough that the system's calls cost nothing.
const PIECE_BYTES: usize = 1 << 16;

fn hash(path: &Path) -> io::Result<String> {
    let mut file = fs::File::open(path)?;
    let mut hasher = blake3::Hasher::new();
    let mut piece = vec![0; PIECE_BYTES];
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(hasher.finalize().to_hex().to_string()),
            length => hasher.update(&piece[..length]),
        };
    }
}
