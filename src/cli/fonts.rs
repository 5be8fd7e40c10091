//! A face with Chinese among the fonts of the system, or in the file that the user names.

use std::fs;
use std::path::Path;
use std::path::PathBuf;

use crate::cli::failure::Failure;
use crate::cli::settings;
use crate::model::Lang;
use crate::report::paper::Face;

/// Folders of fonts on Linux, macOS and Windows.
const FOLDERS: [&str; 5] = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    "/System/Library/Fonts",
    "/Library/Fonts",
    "C:\\Windows\\Fonts",
];

/// Folders of fonts below the user's own.
const OWN_FOLDERS: [&str; 4] =
    [".local/share/fonts", ".fonts", "Library/Fonts", "AppData\\Local\\Microsoft\\Windows\\Fonts"];

/// Parts of file names of faces made for text in Chinese, the likeliest first.
const PREFERRED: [&str; 14] = [
    "notoserifcjk",
    "sourcehanserif",
    "simsun",
    "songti",
    "notosanscjk",
    "sourcehansans",
    "msyh",
    "pingfang",
    "deng",
    "simhei",
    "hiragino",
    "uming",
    "wqy",
    "droidsansfallback",
];

/// Parts of file names of faces that are no text face.
const HEAVY: [&str; 6] = ["bold", "black", "light", "thin", "heavy", "medium"];

/// Folders inside folders that are looked into.
const DEPTH_MAX: usize = 6;

/// The face of `file`, else the first of the system's that can set Chinese.
///
/// # Errors
/// When there is none; then DOCX is the way.
pub(super) fn find(file: Option<&Path>, lang: Lang) -> Result<Face, Failure> {
    let none = || Failure::of("failure.font", &[], lang);
    if let Some(file) = file {
        return Face::of_file(settings::read(file, lang)?).map_err(|_| none());
    }
    let mut files = Vec::new();
    for folder in folders() {
        collect(&folder, 0, &mut files);
    }
    files.sort_by_cached_key(|path| (rank(path), path.clone()));
    let face = |path: &PathBuf| Face::of_file(fs::read(path).ok()?).ok();
    files.iter().find_map(face).ok_or_else(none)
}

#[expect(clippy::disallowed_methods, reason = "the command line reads the environment")]
fn folders() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = FOLDERS.iter().map(PathBuf::from).collect();
    let homes = ["HOME", "USERPROFILE"].into_iter().filter_map(std::env::var_os);
    for home in homes.map(PathBuf::from) {
        folders.extend(OWN_FOLDERS.iter().map(|own| home.join(own)));
    }
    folders
}

fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) {
    // A folder that is not there, or not ours, has no fonts for us.
    let Ok(entries) = fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let extension = path.extension().map(|of| of.to_string_lossy().to_lowercase());
        if path.is_dir() && depth < DEPTH_MAX {
            collect(&path, depth + 1, files);
        } else if matches!(extension.as_deref(), Some("ttf" | "otf" | "ttc" | "otc")) {
            files.push(path);
        }
    }
}

/// Text faces made for Chinese first.
fn rank(path: &Path) -> (usize, bool) {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let place = PREFERRED.iter().position(|part| name.contains(part));
    (place.unwrap_or(PREFERRED.len()), HEAVY.iter().any(|part| name.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_faces_made_for_chinese_come_first() {
        let mut names =
            ["DejaVuSans.ttf", "NotoSerifCJK-Bold.ttc", "simsun.ttc", "NotoSerifCJK.ttc"];
        names.sort_by_key(|name| rank(Path::new(name)));
        assert_eq!(names[..3], ["NotoSerifCJK.ttc", "NotoSerifCJK-Bold.ttc", "simsun.ttc"]);
    }

    #[test]
    fn a_file_that_is_no_font_is_refused_with_what_to_do() {
        let file = tempfile::NamedTempFile::new().expect("a place for temporary files");
        fs::write(file.path(), "no font").expect("writable");
        assert!(find(Some(file.path()), Lang::Zh).is_err());
    }
}
