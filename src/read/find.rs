//! What the user named -> the files behind it, each once, in the order of their names.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use encoding_rs::GB18030;

use crate::config::Read;
use crate::model::Diagnostic;
use crate::read::archive;
use crate::read::decode;
use crate::read::open;
use crate::read::source;

/// One file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The path as given, with `/` as separator: what outputs call it.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
}

/// The files behind what the user named.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// Each file once, sorted by name.
    pub entries: Vec<Entry>,
    /// What was not found or left out, sorted.
    pub diagnostics: Vec<Diagnostic>,
}

/// Files behind what the user named: folders walked, duplicates by path removed, sorted by name.
///
/// `-` stands for names on standard input, one a line. A file reached by several names keeps the
/// shortest. Hidden files inside folders are left out. An encoding that the settings name and
/// nobody knows is told here, once, under no document; it then counts as not set.
///
/// # Cost
/// One look at each file's place, none at its content.
pub fn find(inputs: &[String], config: &Read) -> Found {
    let mut found = from(inputs, &mut io::stdin().lock());
    if !decode::is_known(&config.encoding) {
        found.diagnostics.insert(0, source::diagnostic("", "unknown-encoding", &config.encoding));
    }
    found
}

/// [`find`] with `names` in the place of standard input.
pub(super) fn from(inputs: &[String], names: &mut dyn io::Read) -> Found {
    let mut walk = Walk::default();
    for input in inputs {
        if input == "-" {
            let mut bytes = Vec::new();
            if let Err(error) = names.read_to_end(&mut bytes) {
                walk.tell("-", "not-readable", &error.to_string());
            }
            for name in text_of(&bytes).lines().filter(|name| !name.trim().is_empty()) {
                walk.input(name.trim_start_matches('\u{feff}'));
            }
        } else {
            walk.input(input);
        }
    }
    walk.finish()
}

/// Names in UTF-8, or in what a Chinese console writes.
fn text_of(bytes: &[u8]) -> String {
    std::str::from_utf8(bytes)
        .map_or_else(|_| GB18030.decode(bytes).0.into_owned(), ToOwned::to_owned)
}

/// What was found so far.
#[derive(Default)]
struct Walk {
    /// By the one true path.
    entries: BTreeMap<PathBuf, Entry>,
    diagnostics: BTreeSet<Diagnostic>,
}

impl Walk {
    fn tell(&mut self, name: &str, code: &str, detail: &str) {
        self.diagnostics.insert(source::diagnostic(name, code, detail));
    }

    /// One argument: a file or a folder.
    fn input(&mut self, given: &str) {
        let separated = if cfg!(windows) { given.replace('\\', "/") } else { given.to_owned() };
        let name = match separated.trim_end_matches('/') {
            "" => "/",
            name => name,
        };
        match fs::metadata(given) {
            Ok(data) if data.is_dir() => self.folder(name, Path::new(given), &mut Vec::new()),
            Ok(data) => self.file(name, Path::new(given), data.is_file()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                self.tell(name, "not-found", "");
            }
            Err(error) => self.tell(name, open::error_code(&error), &error.to_string()),
        }
    }

    /// All that lies in a folder. `above` holds the true paths of the folders around it, so that
    /// a link to one of them ends the walk.
    fn folder(&mut self, name: &str, path: &Path, above: &mut Vec<PathBuf>) {
        let listing = fs::canonicalize(path).and_then(|real| Ok((real, fs::read_dir(path)?)));
        let (real, listing) = match listing {
            Ok(listing) => listing,
            Err(error) => return self.tell(name, open::error_code(&error), &error.to_string()),
        };
        if above.contains(&real) {
            return;
        }
        above.push(real);
        for item in listing {
            match item {
                Ok(item) => self.item(name, &item.path(), above),
                Err(error) => self.tell(name, open::error_code(&error), &error.to_string()),
            }
        }
        above.pop();
    }

    /// One thing inside a folder.
    fn item(&mut self, folder: &str, path: &Path, above: &mut Vec<PathBuf>) {
        let last = path.file_name().unwrap_or_default();
        let last = text_of(last.as_encoded_bytes());
        let name = format!("{}/{last}", folder.trim_end_matches('/'));
        if archive::is_system_file(&last) && !archive::is_lock_file(&last) {
            return;
        }
        match fs::metadata(path) {
            Ok(data) if data.is_dir() => self.folder(&name, path, above),
            Ok(data) => self.file(&name, path, data.is_file()),
            Err(error) => self.tell(&name, open::error_code(&error), &error.to_string()),
        }
    }

    fn file(&mut self, name: &str, path: &Path, is_regular: bool) {
        let last = name.rsplit('/').next().unwrap_or_default();
        if archive::is_lock_file(last) {
            return self.tell(name, "locked-or-lock-file", "");
        }
        if !is_regular {
            return self.tell(name, "not-a-file", "");
        }
        let real = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let entry = Entry { name: name.to_owned(), path: path.to_owned() };
        let rank = |entry: &Entry| (entry.name.chars().count(), entry.name.clone());
        match self.entries.get_mut(&real) {
            Some(known) if rank(known) <= rank(&entry) => {}
            Some(known) => *known = entry,
            None => {
                self.entries.insert(real, entry);
            }
        }
    }

    fn finish(self) -> Found {
        let mut entries: Vec<Entry> = self.entries.into_values().collect();
        entries.sort();
        Found { entries, diagnostics: self.diagnostics.into_iter().collect() }
    }
}
