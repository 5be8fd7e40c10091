//! The options of `leitong archive`.

use std::path::PathBuf;

use clap::Args as Group;
use clap::Subcommand;

use super::Ingesting;

#[derive(Debug, Group)]
pub(in crate::cli) struct Archive {
    #[command(subcommand)]
    pub(in crate::cli) action: Action,
}

/// What is done with an archive.
#[derive(Debug, Subcommand)]
pub(in crate::cli) enum Action {
    /// Add documents; one with the name of another takes its place
    Add(Add),
    /// List the documents
    List(Folder),
    /// Remove documents by name
    Remove(Remove),
    /// Documents, reports, fingerprints, bytes, settings
    Stats(Folder),
    /// Read everything and compare it with its checksums
    Verify(Folder),
    /// Merge all files into one, without what was removed
    Compact(Folder),
    /// Compare documents with the archive and write a report folder of what they share
    Against(Compared),
}

#[derive(Debug, Group)]
pub(in crate::cli) struct Add {
    /// Folder of the archive; made if it is not there
    #[arg(value_name = "ARCHIVE")]
    pub(in crate::cli) archive: PathBuf,
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<String>,
    #[command(flatten)]
    pub(in crate::cli) ingesting: Ingesting,
}

#[derive(Debug, Group)]
pub(in crate::cli) struct Folder {
    /// Folder of the archive
    #[arg(value_name = "ARCHIVE")]
    pub(in crate::cli) archive: PathBuf,
}

#[derive(Debug, Group)]
pub(in crate::cli) struct Remove {
    /// Folder of the archive
    #[arg(value_name = "ARCHIVE")]
    pub(in crate::cli) archive: PathBuf,
    /// Names of documents as `archive list` prints them
    #[arg(required = true, value_name = "DOCUMENT")]
    pub(in crate::cli) names: Vec<String>,
    /// Make their text unrecoverable at once: it is overwritten, and cannot be had back
    #[arg(long = "purge")]
    pub(in crate::cli) is_purged: bool,
}

#[derive(Debug, Group)]
pub(in crate::cli) struct Compared {
    /// Folder of the archive
    #[arg(value_name = "ARCHIVE")]
    pub(in crate::cli) archive: PathBuf,
    /// Files, folders, archives, JSON Lines; - reads names from standard input
    #[arg(required = true, value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<String>,
    /// Folder of the results [default: leitong-report]
    #[arg(long, short = 'o', value_name = "DIR")]
    pub(in crate::cli) out: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) ingesting: Ingesting,
}
