//! Long work beside the interpreter: its lock is free meanwhile, Ctrl-C is heard, progress is told.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use leitong::pipeline::{Progress, Stage};
use pyo3::exceptions::{PyOSError, PyValueError};
use pyo3::prelude::*;

use crate::errors;

/// How often signals are heard and progress is told: often enough for a person.
const PATIENCE: Duration = Duration::from_millis(50);

/// What the main thread has of a main program on common systems; other threads get a quarter.
const STACK_BYTES: usize = 8 << 20;

/// How far the work is, written by many threads, read by the interpreter's.
#[derive(Default)]
pub(crate) struct Watched {
    is_cancelled: AtomicBool,
    step: Mutex<Option<(Stage, u64)>>,
    done: AtomicU64,
}

/// What unwinds the threads of work that nobody wants any more.
struct Cancelled;

impl Watched {
    /// Unwinds when the work was cancelled. Nothing is printed, and no state outlives the threads.
    fn check(&self) {
        if self.is_cancelled.load(Ordering::Relaxed) {
            resume_unwind(Box::new(Cancelled));
        }
    }

    /// Tells `progress` the stage, the pieces done, and all pieces.
    fn tell(&self, progress: Option<&Bound<'_, PyAny>>) -> PyResult<()> {
        let step = *self.step.lock().unwrap_or_else(PoisonError::into_inner);
        if let (Some(progress), Some((stage, total))) = (progress, step) {
            let done = self.done.load(Ordering::Relaxed).min(total);
            progress.call1((name(stage), done, total))?;
        }
        Ok(())
    }
}

impl Progress for Watched {
    fn begin(&self, stage: Stage, total: u64) {
        self.check();
        let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
        self.done.store(0, Ordering::Relaxed);
        *step = Some((stage, total));
    }

    fn advance(&self) {
        self.check();
        self.done.fetch_add(1, Ordering::Relaxed);
    }
}

fn name(stage: Stage) -> &'static str {
    match stage {
        Stage::Read => "read",
        Stage::Ingest => "ingest",
        Stage::Align => "align",
        Stage::Count => "count",
        Stage::Classify => "classify",
    }
}

/// Whom the work tells, and how many threads it may use; `None` is all.
#[derive(FromPyObject)]
pub(crate) struct Terms<'py> {
    #[pyo3(attribute)]
    progress: Option<Bound<'py, PyAny>>,
    #[pyo3(attribute)]
    jobs: Option<usize>,
}

/// Does `work` in threads of its own and returns what it returns.
///
/// # Errors
/// What a signal handler or the progress callback raised: the threads then end at their next piece
/// of work. `RuntimeError` when the work itself broke off.
pub(crate) fn run<T: Send + 'static>(
    py: Python<'_>,
    terms: &Terms<'_>,
    work: impl FnOnce(&Watched) -> T + Send + 'static,
) -> PyResult<T> {
    let watched = Arc::new(Watched::default());
    let mut receiver = start(terms.jobs, Arc::clone(&watched), work)?;
    loop {
        let outcome;
        (receiver, outcome) = py.detach(move || {
            let outcome = receiver.recv_timeout(PATIENCE);
            (receiver, outcome)
        });
        let told = py.check_signals().and_then(|()| watched.tell(terms.progress.as_ref()));
        if let Err(error) = told {
            watched.is_cancelled.store(true, Ordering::Relaxed);
            return Err(error);
        }
        match outcome {
            Ok(Ok(value)) => return Ok(value),
            Ok(Err(panic)) => return Err(errors::internal(panic.as_ref())),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Err(errors::internal(&"no answer")),
        }
    }
}

/// What work ends in: its value, or what it panicked with.
type Ending<T> = Result<T, Box<dyn Any + Send>>;

fn start<T: Send + 'static>(
    jobs: Option<usize>,
    watched: Arc<Watched>,
    work: impl FnOnce(&Watched) -> T + Send + 'static,
) -> PyResult<Receiver<Ending<T>>> {
    if jobs == Some(0) {
        return Err(PyValueError::new_err("jobs must be 1 or more, or None for all processors"));
    }
    let pool = jobs.map(|jobs| rayon::ThreadPoolBuilder::new().num_threads(jobs).build());
    let pool = pool.transpose().map_err(|error| PyOSError::new_err(error.to_string()))?;
    let (sender, receiver) = mpsc::channel();
    let all = move || {
        let ending = catch_unwind(AssertUnwindSafe(|| match pool {
            Some(pool) => pool.install(|| work(&watched)),
            None => work(&watched),
        }));
        // Nobody listens to work that was cancelled.
        let _ = sender.send(ending);
    };
    thread::Builder::new().name("leitong".to_owned()).stack_size(STACK_BYTES).spawn(all)?;
    Ok(receiver)
}
