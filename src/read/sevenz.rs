//! 7z archives: each entry read as a file of its own.

use std::io;
use std::io::Cursor;

use sevenz_rust2::ArchiveReader;
use sevenz_rust2::Error;
use sevenz_rust2::Password;

use crate::read::Opened;
use crate::read::archive::Walk;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Bytes in a unit of the crate's memory limit.
const KIBIBYTE: u64 = 1024;

/// How the method of an encrypted archive is called.
const CIPHER: &str = "AES";

/// Reads 7z archives.
pub(super) struct SevenZ;

impl Reader for SevenZ {
    fn recognises(&self, source: &Source) -> bool {
        source.bytes.starts_with(b"7z\xbc\xaf\x27\x1c")
    }

    fn read(&self, source: &Source) -> Opened {
        if source.depth >= source.config.nesting_max {
            return source.unreadable("7z", "nested-too-deep", "");
        }
        let walk = Walk { depth: source.depth, budget: source.budget, config: source.config };
        let limit = source.config.worker_memory_bytes_max / KIBIBYTE;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let content = Cursor::new(source.bytes);
        let opened = ArchiveReader::new_with_memory_limit(content, Password::empty(), limit);
        let mut all = Opened::default();
        let result = opened.and_then(|mut archive| {
            archive.set_thread_count(1);
            archive.for_each_entries(|entry, content| {
                if !entry.is_directory() && !entry.is_anti_item() {
                    let name = entry.name().replace('\\', "/");
                    all.append(walk.file(&source.name, &name, || Ok(&mut *content)));
                }
                // Entries share a stream: what was left of one stands before the next.
                let mut rest = io::Read::take(content, source.budget.get());
                let rest = io::copy(&mut rest, &mut io::sink())?;
                source.budget.set(source.budget.get().saturating_sub(rest));
                Ok(source.budget.get() > 0)
            })
        });
        if let Err(error) = result {
            let code = match &error {
                Error::PasswordRequired | Error::MaybeBadPassword(_) => "encrypted",
                Error::UnsupportedCompressionMethod(method) if method.starts_with(CIPHER) => {
                    "encrypted"
                }
                Error::MaxMemLimited { .. } => "out-of-memory",
                _ => "broken-archive",
            };
            all.append(source.unreadable("7z", code, &error.to_string()));
        }
        all
    }
}
