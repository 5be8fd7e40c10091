//! What files say of themselves when nobody said anything.

use std::sync::LazyLock;

use super::Kind;

/// Kinds and values of the list, in lower case.
static DEFAULTS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    include_str!("../../../data/lexicon/file-traces.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'))
        .collect()
});

/// Digits of a version that make it a build: `16.0000` of every Office since 2016 is none,
/// `WPS 2052-11.1.0.12345` is one.
const BUILD_DIGITS_MIN: usize = 8;

/// Digits of a time that say the minute at least.
const TIME_DIGITS_MIN: usize = 12;

/// True for a value that somebody, or some one installation, gave.
pub(super) fn is_own(kind: Kind, value: &str) -> bool {
    let digits = value.chars().filter(char::is_ascii_digit).count();
    let list = match kind {
        Kind::LastAuthor | Kind::Author => "author",
        Kind::Template => "template",
        Kind::Created if digits < TIME_DIGITS_MIN => return false,
        Kind::Created => "created",
        Kind::Program => return digits >= BUILD_DIGITS_MIN,
        _ => return true,
    };
    let lower = value.to_lowercase();
    let is_default = |(kind, default): &(&str, &str)| {
        *kind == list
            && match default.strip_suffix('*') {
                Some(start) => lower.starts_with(start),
                None => lower == *default,
            }
    };
    value.chars().any(char::is_alphanumeric) && !DEFAULTS.iter().any(is_default)
}
