//! A bar a stage on a terminal, nothing in a pipe.

use std::sync::Mutex;
use std::sync::PoisonError;

use indicatif::ProgressBar;
use indicatif::ProgressDrawTarget;
use indicatif::ProgressStyle;

use crate::cli::Voice;
use crate::cli::words;
use crate::model::Lang;
use crate::pipeline::Progress;
use crate::pipeline::Stage;

/// Shows how far each stage is, and the time left.
pub(super) struct Bars {
    current: Mutex<ProgressBar>,
    voice: Voice,
}

impl Bars {
    /// Bars on standard error, if that is a terminal and words are wanted.
    pub(super) fn new(voice: Voice) -> Self {
        Self { current: Mutex::new(ProgressBar::hidden()), voice }
    }

    /// Begins a step of the shell itself, such as writing.
    pub(super) fn step(&self, key: &'static str) {
        self.show(words::word(key, self.voice.lang), 1);
    }

    /// Ends the last bar.
    pub(super) fn end(&self) {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).finish();
    }

    fn show(&self, name: &'static str, total: u64) {
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        current.finish();
        if self.voice.is_quiet {
            return;
        }
        // A target that is no terminal draws nothing.
        let bar = ProgressBar::with_draw_target(Some(total), ProgressDrawTarget::stderr());
        bar.set_style(style(total, self.voice.lang));
        bar.set_message(name);
        bar.tick();
        *current = bar;
    }
}

impl Progress for Bars {
    fn begin(&self, stage: Stage, total: u64) {
        let key = match stage {
            Stage::Read => "stage.read",
            Stage::Ingest => "stage.ingest",
            Stage::Align => "stage.align",
            Stage::Count => "stage.count",
            Stage::Classify => "stage.classify",
        };
        self.show(words::word(key, self.voice.lang), total);
    }

    fn advance(&self) {
        self.current.lock().unwrap_or_else(PoisonError::into_inner).inc(1);
    }
}

/// Counts and time left where there is something to count. Without colour.
fn style(total: u64, lang: Lang) -> ProgressStyle {
    let template = if total > 1 { words::word("bar", lang) } else { "{msg:12}" };
    let style = ProgressStyle::with_template(template);
    style.expect("invariant: the templates are right, a test draws them").progress_chars("=> ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_templates_of_both_languages_are_right() {
        for lang in [Lang::Zh, Lang::En] {
            style(1, lang);
            style(2, lang);
        }
    }
}
