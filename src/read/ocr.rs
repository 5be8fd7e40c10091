//! Text of pictures, recognised by the program tesseract, if it is installed.

use std::io::Write as _;
use std::process::Command;
use std::process::Stdio;
use std::thread;

use crate::config::Read;
use crate::read::layout;

/// The program; found as the system finds programs.
const PROGRAM: &str = "tesseract";

/// Pixels of a picture below which it holds no lines of text: a stamp or a logo is smaller.
const PIXELS_MIN: u32 = 200_000;

/// A picture as a portable any-map, which needs no library to write.
pub(super) struct Picture {
    bytes: Vec<u8>,
}

impl Picture {
    /// A picture of one byte a pixel; `None` when it is too small for text.
    pub(super) fn grey(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        Self::new("P5", width, height, pixels)
    }

    /// A picture of three bytes a pixel; `None` when it is too small for text.
    pub(super) fn rgb(width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        Self::new("P6", width, height, pixels)
    }

    fn new(kind: &str, width: u32, height: u32, pixels: Vec<u8>) -> Option<Self> {
        let mut bytes = format!("{kind}\n{width} {height}\n255\n").into_bytes();
        bytes.extend(pixels);
        (width.saturating_mul(height) >= PIXELS_MIN).then_some(Self { bytes })
    }

    /// A picture file as it is: png, jpeg, tiff.
    pub(super) fn file(bytes: &[u8]) -> Self {
        Self { bytes: bytes.to_vec() }
    }
}

/// Whether text of pictures can be recognised on this machine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recogniser {
    /// The program is installed with the data of every language that the settings name.
    Ready,
    /// The program is installed without the data of these languages.
    Lacks(Vec<String>),
    /// The program is not installed.
    Absent,
}

/// Asks the program which languages it knows.
pub fn recogniser(config: &Read) -> Recogniser {
    let Ok(output) = Command::new(PROGRAM).arg("--list-langs").output() else {
        return Recogniser::Absent;
    };
    // Old versions list them on standard error.
    let known = [output.stdout, output.stderr].concat();
    lacking(&String::from_utf8_lossy(&known), &config.ocr_languages)
}

/// The languages of `wanted` that are not in the list that the program printed.
fn lacking(known: &str, wanted: &str) -> Recogniser {
    let is_known = |language: &&str| known.lines().any(|line| line.trim() == *language);
    let wanted = wanted.split('+').filter(|language| !language.is_empty());
    let lacking: Vec<String> =
        wanted.filter(|language| !is_known(language)).map(str::to_owned).collect();
    if lacking.is_empty() { Recogniser::Ready } else { Recogniser::Lacks(lacking) }
}

/// The lines of text in `pictures`, one picture after the other.
///
/// # Errors
/// What went wrong, in the words of the system or of the program.
pub(super) fn lines(pictures: &[Picture], config: &Read) -> Result<Vec<String>, String> {
    let mut lines = Vec::new();
    for picture in pictures {
        let text = recognise(&picture.bytes, &config.ocr_languages)?;
        let kept = text.lines().map(close_up).filter(|line| !line.is_empty());
        lines.extend(kept);
    }
    Ok(lines)
}

fn recognise(picture: &[u8], languages: &str) -> Result<String, String> {
    let mut child = Command::new(PROGRAM)
        .args(["stdin", "stdout", "-l", languages, "-c", "preserve_interword_spaces=1"])
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("{PROGRAM}: {error}"))?;
    let input = child.stdin.take();
    let output = thread::scope(|scope| {
        // A program that refuses closes its input early; its own words say why.
        scope.spawn(move || input.map(|mut input| input.write_all(picture)));
        child.wait_with_output()
    });
    let output = output.map_err(|error| format!("{PROGRAM}: {error}"))?;
    if output.status.success() {
        return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    let words = String::from_utf8_lossy(&output.stderr);
    Err(format!("{PROGRAM}: {}", words.lines().next().unwrap_or_default()))
}

/// The line without the blanks that the program puts between Chinese characters.
fn close_up(line: &str) -> String {
    let chars: Vec<char> = line.trim().chars().collect();
    let is_wide = |i: usize| chars.get(i).is_some_and(|c| layout::is_wide(*c));
    let keep = |i: &usize| chars[*i] != ' ' || !(is_wide(i.wrapping_sub(1)) && is_wide(i + 1));
    (0..chars.len()).filter(keep).map(|i| chars[i]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_that_are_missing_are_named() {
        let known = "List of available languages (2):\neng\nosd\n";
        assert_eq!(lacking(known, "eng"), Recogniser::Ready);
        assert_eq!(lacking(known, "chi_sim+eng"), Recogniser::Lacks(vec!["chi_sim".to_owned()]));
    }

    #[test]
    fn blanks_between_chinese_characters_go_and_others_stay() {
        assert_eq!(close_up(" 安 全 GDP 增长 of 3 "), "安全 GDP 增长 of 3");
    }
}
