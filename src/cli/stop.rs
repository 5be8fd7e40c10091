//! Ctrl-C: nothing half written stays behind, and the exit status says that the user stopped.

use std::path::Path;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::PoisonError;

use crate::cli::Exit;
use crate::cli::output;
use crate::cli::words;
use crate::model::Lang;
use crate::report;

/// The folder that is being written.
static FOLDER: Mutex<Option<PathBuf>> = Mutex::new(None);

/// From here on Ctrl-C ends the program with the status for a stopped run.
pub(super) fn watch(lang: Lang) {
    let handler = move || {
        let folder = FOLDER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(folder) = folder.as_deref() {
            // Whatever cannot be removed here the next run removes.
            let _ = report::remove_unfinished(folder);
        }
        output::say(&format!("\n{}", words::word("stopped", lang)));
        std::process::exit(Exit::Stopped as i32);
    };
    // Without a handler Ctrl-C still ends the program, only with another status.
    let _ = ctrlc::set_handler(handler);
}

/// Names the folder in which files are being written.
pub(super) fn writing(folder: &Path) {
    *FOLDER.lock().unwrap_or_else(PoisonError::into_inner) = Some(folder.to_owned());
}
