//! tar, and gzip of one file or of a tar.

use std::io;
use std::io::Read as _;

use flate2::read::MultiGzDecoder;
use tar::Archive as Tar;

use crate::read::Opened;
use crate::read::archive;
use crate::read::archive::Walk;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Length of the header of a tar entry, and where the mark of the format stands in it (POSIX.1).
const HEADER_BYTES: usize = 512;
const MARK_AT: usize = 257;

/// Reads tar archives, packed by gzip or not.
pub(super) struct Tarball;

impl Reader for Tarball {
    fn recognises(&self, source: &Source) -> bool {
        is_tar(source.bytes) || is_gzip(source.bytes)
    }

    fn read(&self, source: &Source) -> Opened {
        let format = if is_gzip(source.bytes) { "gzip" } else { "tar" };
        if source.depth >= source.config.nesting_max {
            return source.unreadable(format, "nested-too-deep", "");
        }
        let walk = Walk { depth: source.depth, budget: source.budget, config: source.config };
        if !is_gzip(source.bytes) {
            return entries(source, &walk, source.bytes);
        }
        let unpack = || MultiGzDecoder::new(source.bytes).take(source.budget.get());
        let mut head = Vec::new();
        // What is damaged shows again when the content is read.
        unpack().take(HEADER_BYTES as u64).read_to_end(&mut head).ok();
        if is_tar(&head) {
            return entries(source, &walk, unpack());
        }
        let last = source.name.rsplit(['/', '!']).next().unwrap_or_default();
        let inner = last.strip_suffix(".gz").unwrap_or("content");
        walk.file(&source.name, inner, || Ok(MultiGzDecoder::new(source.bytes)))
    }
}

fn is_gzip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"\x1f\x8b\x08")
}

fn is_tar(bytes: &[u8]) -> bool {
    bytes.len() >= HEADER_BYTES && bytes[MARK_AT..].starts_with(b"ustar")
}

/// The documents of all entries; what follows damage is lost.
fn entries(source: &Source, walk: &Walk, content: impl io::Read) -> Opened {
    let mut archive = Tar::new(content);
    let mut all = Opened::default();
    let broken = |error: io::Error| source.unreadable("tar", "broken-archive", &error.to_string());
    let entries = match archive.entries() {
        Ok(entries) => entries,
        Err(error) => return broken(error),
    };
    for entry in entries {
        let opened = match entry {
            Ok(entry) if entry.header().entry_type().is_file() => {
                let raw = entry.path_bytes().into_owned();
                let name = archive::chinese_name(&raw).unwrap_or_else(|| archive::lossy(&raw));
                walk.file(&source.name, name.trim_start_matches("./"), || Ok(entry))
            }
            Ok(_) => continue,
            Err(error) => {
                all.append(broken(error));
                break;
            }
        };
        all.append(opened);
    }
    all
}
