//! The files of the repository, as the tests of the house read them.

use std::fs;
use std::path::{Path, PathBuf};

/// Folders that hold no source: the build's output, git's own files, a run's results.
const PASSED_OVER: &[&str] = &["target", ".git", "leitong-report", "node_modules"];

/// A file with its path from the root, `/` as separator.
pub(crate) struct File {
    /// Path from the root of the repository.
    pub(crate) path: String,
    /// Its bytes as text; bytes that are no UTF-8 are replaced.
    pub(crate) text: String,
}

/// The root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below `folder` (from the root, empty for all), by path.
pub(crate) fn files(folder: &str) -> Vec<File> {
    let mut paths = Vec::new();
    walk(&root().join(folder), &mut paths);
    paths.sort();
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(root()).expect("a path below the root");
        let bytes = fs::read(&path).expect("a file that was just listed");
        File {
            path: inside.to_string_lossy().replace('\\', "/"),
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    };
    paths.into_iter().map(file).collect()
}

/// Every Rust file below `folder`.
pub(crate) fn rust(folder: &str) -> Vec<File> {
    files(folder).into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        let is_passed_over = PASSED_OVER.iter().any(|one| name.to_string_lossy() == *one);
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !is_passed_over => walk(&entry.path(), found),
            // In a work tree of git `.git` is a file that names a path of the machine.
            Ok(kind) if kind.is_file() && !is_passed_over => found.push(entry.path()),
            _ => {}
        }
    }
}

impl File {
    /// True for files that hold tests and their data only.
    pub(crate) fn is_test(&self) -> bool {
        let is_data = self.path.contains("/fixture");
        is_data || self.path.starts_with("tests/") || self.path.ends_with("tests.rs")
    }

    /// Lines of production code with their numbers: all before `#[cfg(test)] mod tests {`.
    pub(crate) fn production(&self) -> impl Iterator<Item = (usize, &str)> {
        let end = self.text.find("#[cfg(test)]\nmod tests {").unwrap_or(self.text.len());
        let end = if self.is_test() { 0 } else { end };
        self.text[..end].lines().enumerate().map(|(i, line)| (i + 1, line))
    }

    /// All lines with their numbers.
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(i, line)| (i + 1, line))
    }
}

/// Fails with one line a fault.
pub(crate) fn expect_none(rule: &str, faults: &[String]) {
    assert!(faults.is_empty(), "{rule}\n  {}", faults.join("\n  "));
}
