//! Zip archives: each entry read as a file of its own, within limits; nothing is written anywhere.

use std::cell::Cell;
use std::io;
use std::io::Cursor;
use std::io::Read as _;
use std::io::Seek;

use encoding_rs::GB18030;
use zip::ZipArchive;
use zip::read::ZipFileEntry;

use crate::config::Read;
use crate::read::Opened;
use crate::read::source;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Bit 11 of an entry's flags: its name is UTF-8 (APPNOTE 6.3, section 4.4.4).
const FLAG_UTF8: u16 = 1 << 11;

/// Names of files that systems leave behind in archives and folders.
const SYSTEM_FILES: [&str; 2] = ["Thumbs.db", "desktop.ini"];

/// Reads every zip archive that is no office document.
pub(super) struct Archive;

impl Reader for Archive {
    fn recognises(&self, source: &Source) -> bool {
        is_zip(source.bytes)
    }

    fn read(&self, source: &Source) -> Opened {
        if source.depth >= source.config.nesting_max {
            return source.unreadable("zip", "nested-too-deep", "");
        }
        let walk = Walk { depth: source.depth, budget: source.budget, config: source.config };
        match ZipArchive::new(Cursor::new(source.bytes)) {
            Ok(mut archive) => walk.entries(&source.name, &mut archive),
            Err(error) => source.unreadable("zip", "broken-archive", &error.to_string()),
        }
    }
}

/// True when the content begins as a zip archive does.
pub(super) fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

/// Names of the entries, if the directory can be read.
pub(super) fn names(bytes: &[u8]) -> Option<Vec<String>> {
    let archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    Some(archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect())
}

/// True for a zip archive with an entry of this name.
pub(super) fn holds(bytes: &[u8], entry: &str) -> bool {
    is_zip(bytes) && names(bytes).is_some_and(|names| names.iter().any(|name| name == entry))
}

/// Bytes that a container of `length` bytes may grow to.
pub(super) fn budget(length: u64, config: &Read) -> u64 {
    length.saturating_mul(config.expansion_max).max(config.expansion_free_bytes)
}

/// True for names that no report has: hidden files, left-overs of systems.
pub(super) fn is_system_file(name: &str) -> bool {
    name.starts_with('.') || SYSTEM_FILES.contains(&name)
}

/// True for the lock file that an office program keeps beside an open document.
pub(super) fn is_lock_file(name: &str) -> bool {
    name.starts_with("~$") || name.starts_with(".~")
}

/// Why an entry's bytes are not all there.
pub(super) enum Cut {
    /// Larger than one file may be.
    TooLarge,
    /// The container grows beyond its budget.
    Expansion,
    /// The entry is damaged.
    Damaged(io::Error),
}

/// What stays the same on the way through one archive.
pub(super) struct Walk<'a> {
    /// Containers around the archive.
    pub(super) depth: u32,
    /// Bytes that may still be unpacked.
    pub(super) budget: &'a Cell<u64>,
    /// How files are read.
    pub(super) config: &'a Read,
}

impl Walk<'_> {
    /// The documents of all entries of the archive `name`.
    pub(super) fn entries<R: io::Read + Seek>(
        &self,
        name: &str,
        archive: &mut ZipArchive<R>,
    ) -> Opened {
        let mut all = Opened::default();
        for index in 0..archive.len() {
            let opened = self.entry(name, archive, index);
            all.documents.extend(opened.documents);
            all.diagnostics.extend(opened.diagnostics);
        }
        all
    }

    fn entry<R: io::Read + Seek>(
        &self,
        archive_name: &str,
        archive: &mut ZipArchive<R>,
        index: usize,
    ) -> Opened {
        let Ok(entry) = archive.by_index_data(index) else { return Opened::default() };
        let inner = entry_name(&entry);
        let (is_file, encrypted) = (entry.is_file(), entry.encrypted());
        if !is_file {
            return Opened::default();
        }
        if encrypted {
            let name = format!("{archive_name}!/{inner}");
            return source::unreadable(&name, "unknown", String::new(), ("encrypted", ""));
        }
        self.file(archive_name, &inner, || archive.by_index(index).map_err(io::Error::from))
    }

    /// The documents of the file `inner` of a container, whose content `open` gives; none for
    /// files that no report has. What cannot be opened is unreadable.
    pub(super) fn file<R: io::Read>(
        &self,
        container: &str,
        inner: &str,
        open: impl FnOnce() -> io::Result<R>,
    ) -> Opened {
        let last = inner.rsplit('/').next().unwrap_or_default();
        if is_system_file(last) || inner.starts_with("__MACOSX/") {
            return Opened::default();
        }
        let name = format!("{container}!/{inner}");
        let refuse = |code: &str, detail: &str| {
            source::unreadable(&name, "unknown", String::new(), (code, detail))
        };
        if is_lock_file(last) {
            let diagnostic = source::diagnostic(&name, "locked-or-lock-file", "");
            return Opened { documents: Vec::new(), diagnostics: vec![diagnostic] };
        }
        let content = match open() {
            Ok(entry) => unpack(entry, self.budget, self.config.file_bytes_max),
            Err(error) => return refuse("broken-entry", &error.to_string()),
        };
        match content {
            (bytes, None) => {
                let depth = self.depth + 1;
                Source::new(name, &bytes, depth, self.budget, self.config).read()
            }
            (_, Some(Cut::TooLarge)) => refuse("too-large", ""),
            (_, Some(Cut::Expansion)) => refuse("expands-too-far", ""),
            (_, Some(Cut::Damaged(error))) => refuse("broken-entry", &error.to_string()),
        }
    }
}

/// An entry of a package such as docx: what could be unpacked, and whether that is all.
/// `None` when there is no such entry.
pub(super) fn part(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    name: &str,
    source: &Source,
) -> Option<(Vec<u8>, bool)> {
    let entry = archive.by_name(name).ok()?;
    let (bytes, cut) = unpack(entry, source.budget, source.config.file_bytes_max);
    Some((bytes, cut.is_none()))
}

/// The bytes of an entry up to the limits.
pub(super) fn unpack(
    entry: impl io::Read,
    budget: &Cell<u64>,
    file_bytes_max: u64,
) -> (Vec<u8>, Option<Cut>) {
    let limit = budget.get().min(file_bytes_max);
    let mut bytes = Vec::new();
    let result = entry.take(limit.saturating_add(1)).read_to_end(&mut bytes);
    let length = bytes.len() as u64;
    budget.set(budget.get().saturating_sub(length));
    let cut = match result {
        Err(error) => Some(Cut::Damaged(error)),
        Ok(_) if length <= limit => None,
        Ok(_) if limit == file_bytes_max => Some(Cut::TooLarge),
        Ok(_) => Some(Cut::Expansion),
    };
    (bytes, cut)
}

/// The name of an entry with `/` as separator: UTF-8 where flagged or valid, else what Chinese
/// Windows writes, else what the standard says. `..` and roots are only names.
fn entry_name(entry: &ZipFileEntry<'_>) -> String {
    let raw = entry.name_raw();
    let name = match chinese_name(raw) {
        Some(name) => name,
        None if entry.flags().as_u16() & FLAG_UTF8 == 0 => {
            entry.name().map_or_else(|_| lossy(raw), |name| name.into_owned())
        }
        None => lossy(raw),
    };
    name.replace('\\', "/")
}

/// A name in UTF-8, or in what Chinese Windows writes.
pub(super) fn chinese_name(raw: &[u8]) -> Option<String> {
    if let Ok(name) = std::str::from_utf8(raw) {
        return Some(name.to_owned());
    }
    let (name, is_lossy) = GB18030.decode_without_bom_handling(raw);
    (!is_lossy).then(|| name.into_owned())
}

/// A name of which nobody knows the encoding.
pub(super) fn lossy(raw: &[u8]) -> String {
    String::from_utf8_lossy(raw).into_owned()
}
