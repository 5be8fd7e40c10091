//! One entry -> its documents; the place where files are touched.

use std::cell::Cell;
use std::fs::File;
use std::io;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Seek as _;

use zip::ZipArchive;

use crate::config::Read;
use crate::read::Entry;
use crate::read::Opened;
use crate::read::archive;
use crate::read::archive::Walk;
use crate::read::jsonl;
use crate::read::source;
use crate::read::source::Source;

/// Bytes above which JSON Lines are read block by block.
const LINES_BYTES_MIN: u64 = 32 << 20;

/// Bytes of such a file that are in memory at once, a line more at most.
const BLOCK_BYTES: u64 = 16 << 20;

/// Bytes at the start of such a file that tell its encoding and whether its lines are objects.
const HEAD_BYTES: u64 = 1 << 20;

/// System errors of Windows for a file that another program holds.
const WINDOWS_SHARING_ERRORS: [i32; 2] = [32, 33];

/// The documents of one entry; a container or a `.jsonl` gives many.
///
/// Never fails: what cannot be read is a document with the verdict `unreadable` and a diagnostic
/// whose code is the reason. Documents are sorted by name, and each has a name of its own.
///
/// # Cost
/// The file and its documents in memory. Files above `file_bytes_max` are not loaded; archives
/// and JSON Lines of any size are read piece by piece.
pub fn open(entry: &Entry, config: &Read) -> Opened {
    let mut opened = Opened::default();
    each(entry, config, &mut |part| opened.append(part));
    sort(&mut opened);
    opened
}

/// The same, handed over in parts of a few MiB where a file of JSON Lines is large, so that not
/// all of its documents need be in memory. Not sorted.
pub fn each(entry: &Entry, config: &Read, take: &mut dyn FnMut(Opened)) {
    let opened = match load(entry, config) {
        Ok(Content::Bytes(bytes)) => open_bytes(&entry.name, &bytes, config),
        Ok(Content::LargeArchive(file, length)) => large_archive(entry, file, length, config),
        Ok(Content::Lines(file, length)) => return lines(entry, file, length, config, take),
        Ok(Content::TooLarge(length)) => refuse(entry, "too-large", &format!("{length} bytes")),
        Err(error) => refuse(entry, error_code(&error), &error.to_string()),
    };
    take(opened);
}

/// The documents in `bytes`, as if a file called `name` held them.
///
/// # Cost
/// The documents in memory.
pub fn open_bytes(name: &str, bytes: &[u8], config: &Read) -> Opened {
    let budget = Cell::new(archive::budget(bytes.len() as u64, config));
    let mut opened = Source::new(name.to_owned(), bytes, 0, &budget, config).read();
    sort(&mut opened);
    opened
}

fn sort(opened: &mut Opened) {
    opened.documents.sort_by(|a, b| a.name.cmp(&b.name));
    opened.diagnostics.sort();
}

/// What lies behind an entry.
enum Content {
    /// A file within the limit.
    Bytes(Vec<u8>),
    /// A zip archive above it, and its length.
    LargeArchive(File, u64),
    /// A file that begins like JSON Lines and is large, and its length.
    Lines(File, u64),
    /// Any other file above the limit, and its length.
    TooLarge(u64),
}

fn load(entry: &Entry, config: &Read) -> io::Result<Content> {
    let mut file = File::open(&entry.path)?;
    let length = file.metadata()?.len();
    if length > LINES_BYTES_MIN && begins_like_json(&mut file)? {
        return Ok(Content::Lines(file, length));
    }
    if length > config.file_bytes_max {
        let mut magic = [0; 4];
        file.read_exact(&mut magic)?;
        let is_zip = archive::is_zip(&magic);
        return Ok(if is_zip {
            Content::LargeArchive(file, length)
        } else {
            Content::TooLarge(length)
        });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
    file.take(config.file_bytes_max.saturating_add(1)).read_to_end(&mut bytes)?;
    let length = bytes.len() as u64;
    let grown = length > config.file_bytes_max;
    Ok(if grown { Content::TooLarge(length) } else { Content::Bytes(bytes) })
}

/// True for a file whose first character is a brace; leaves the file at its start.
fn begins_like_json(file: &mut File) -> io::Result<bool> {
    let mut head = [0; 64];
    let length = file.read(&mut head)?;
    file.rewind()?;
    let head = head[..length].strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head[..length]);
    Ok(head.trim_ascii_start().starts_with(b"{"))
}

/// A large file of JSON Lines block by block; if it is something else, as a whole within the
/// limit of a file.
fn lines(entry: &Entry, mut file: File, length: u64, config: &Read, take: &mut dyn FnMut(Opened)) {
    let budget = Cell::new(0);
    let mut attempt = || -> io::Result<()> {
        let mut head = Vec::new();
        (&file).take(HEAD_BYTES).read_to_end(&mut head)?;
        file.rewind()?;
        let whole_lines =
            head.iter().rposition(|&byte| byte == b'\n').map_or(head.len(), |i| i + 1);
        let source = Source::new(entry.name.clone(), &head[..whole_lines], 0, &budget, config);
        if jsonl::stream(&source, (BufReader::new(&file), BLOCK_BYTES), take)? {
            return Ok(());
        }
        if length > config.file_bytes_max {
            take(refuse(entry, "too-large", &format!("{length} bytes")));
            return Ok(());
        }
        file.rewind()?;
        let mut bytes = Vec::new();
        (&file).take(config.file_bytes_max).read_to_end(&mut bytes)?;
        take(open_bytes(&entry.name, &bytes, config));
        Ok(())
    };
    if let Err(error) = attempt() {
        take(refuse(entry, error_code(&error), &error.to_string()));
    }
}

/// An archive above the limit of a file, entry by entry; an office document is no archive.
fn large_archive(entry: &Entry, file: File, length: u64, config: &Read) -> Opened {
    match ZipArchive::new(BufReader::new(file)) {
        Ok(archive) if archive.index_for_name("[Content_Types].xml").is_some() => {
            refuse(entry, "too-large", &format!("{length} bytes"))
        }
        Ok(mut archive) => {
            let budget = Cell::new(archive::budget(length, config));
            Walk { depth: 0, budget: &budget, config }.entries(&entry.name, &mut archive)
        }
        Err(error) => refuse(entry, "broken-archive", &error.to_string()),
    }
}

fn refuse(entry: &Entry, code: &str, detail: &str) -> Opened {
    source::unreadable(&entry.name, "unknown", String::new(), (code, detail))
}

/// The reason code of a system error.
pub(super) fn error_code(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "vanished",
        io::ErrorKind::PermissionDenied => "no-permission",
        _ => match error.raw_os_error() {
            Some(code) if cfg!(windows) && WINDOWS_SHARING_ERRORS.contains(&code) => {
                "locked-or-lock-file"
            }
            _ => "not-readable",
        },
    }
}
