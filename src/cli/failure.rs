//! Why something could not be done: what, where, and what to do.

use std::fmt::Display;

use crate::cli::output;
use crate::cli::words;
use crate::model::Lang;

/// The end of a command that could not do its work.
#[derive(Debug)]
pub(super) struct Failure {
    /// What happened and where, without a final full stop.
    message: String,
    /// What to do; may be empty.
    hint: String,
    lang: Lang,
}

impl Failure {
    /// A failure in its own words.
    pub(super) fn new(message: impl Into<String>, hint: impl Into<String>, lang: Lang) -> Self {
        Self { message: message.into(), hint: hint.into(), lang }
    }

    /// The failure `key` of the table of words, whose hint is `key.hint`.
    pub(super) fn of(key: &str, values: &[(&str, &dyn Display)], lang: Lang) -> Self {
        let hint = words::find(&format!("{key}.hint"), lang).unwrap_or_default();
        Self::new(words::fill(key, values, lang), words::filled(hint, values), lang)
    }

    /// Says it on standard error.
    pub(super) fn print(&self) {
        let label = words::word("label.error", self.lang);
        output::say(&format!("{label}{}", self.message));
        if !self.hint.is_empty() {
            output::say(&format!("{}{}", words::word("label.hint", self.lang), self.hint));
        }
    }
}
