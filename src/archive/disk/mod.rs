//! The archive on disk: what is known of each document alone, in files that never change.
//!
//! A folder of **segments** and one **manifest** that names them. A segment holds documents (packed
//! by whoever calls; here they are bytes under a name) and postings by fingerprint; it is written
//! once, synced, and only then named by a manifest, which replaces the one before in one step. So a
//! reader needs no lock and sees the archive of one moment, and whatever happens while something is
//! written, the archive is that of before or of after. `docs/archive-format.md` draws the bytes.
//!
//! * [`Snapshot`] reads; any number of them, in any number of processes.
//! * [`Writer`] adds, removes, merges; one at a time, by a lock that the system drops with the
//!   process.

mod files;
mod frame;
mod manifest;
mod segment;
mod snapshot;
#[cfg(test)]
mod tests;
mod writer;

use std::io;
use std::path::Path;
use std::path::PathBuf;

pub use manifest::Parameters;
pub use snapshot::{Entry, Snapshot};
pub use writer::{Added, Writer};

/// The version of the format that is written, and the only one that is read.
pub const VERSION: u32 = 1;

/// A document as the archive keeps it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Its name; one document a name.
    pub name: String,
    /// Hash of its content: the same name with the same hash is the same document.
    pub hash: String,
    /// All else that is known of it.
    pub payload: Vec<u8>,
    /// The fingerprints of each of its reports, in any order.
    pub reports: Vec<Vec<u64>>,
}

/// Why an archive cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The system refused.
    #[error("{path}: {source}")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's own words.
        source: io::Error,
    },
    /// There is no archive in the folder.
    #[error("{0} is no archive")]
    Missing(PathBuf),
    /// There is something in the folder that is no archive.
    #[error("{0} is not empty and no archive")]
    Occupied(PathBuf),
    /// The file is of another version of the format.
    #[error("{path} has format version {found}, this program reads version {VERSION}")]
    Version {
        /// The file.
        path: PathBuf,
        /// Its version.
        found: u32,
    },
    /// The file is not what was written.
    #[error("{path} is damaged: {what}")]
    Damaged {
        /// The file.
        path: PathBuf,
        /// The part that does not fit.
        what: &'static str,
    },
    /// The archive was made with another setting.
    #[error("the archive was made with {name} = {archive}, not {given}")]
    Parameter {
        /// The setting.
        name: String,
        /// Its value in the archive.
        archive: String,
        /// The value that was given.
        given: String,
    },
    /// Another process writes.
    #[error("{0} is being written by another process")]
    Locked(PathBuf),
}

impl StoreError {
    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self + '_ {
        move |source| Self::Io { path: path.to_owned(), source }
    }

    fn damaged(path: &Path, what: &'static str) -> Self {
        Self::Damaged { path: path.to_owned(), what }
    }
}
