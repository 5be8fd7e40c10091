//! Reading in a process of its own, for formats whose readers may hang or eat memory.
//!
//! The parent starts the program that the settings name, writes one line of JSON (name and
//! settings) and the content to it, and reads the documents back as JSON. The worker limits its
//! own memory and processor time; the parent limits the time on the clock. What goes wrong costs
//! this one file. Without a program in the settings the content is read in this process: a panic
//! is caught, time and memory are not limited.

use std::cell::Cell;
use std::io;
use std::io::BufRead as _;
use std::io::BufReader;
use std::io::Read as _;
use std::io::Write as _;
use std::path::Path;
use std::process::Child;
use std::process::Command;
use std::process::ExitStatus;
use std::process::Stdio;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use serde::Deserialize;
use serde::Serialize;

use crate::config::Read;
use crate::read::Opened;
use crate::read::archive;
use crate::read::source::Source;

/// The argument that makes the program a worker.
pub const WORKER: &str = "read-worker";

/// Bytes of a worker's last words that are read.
const WORDS_MAX: u64 = 4096;

/// What the standard library says when memory ends, in a panic and in an error.
const OUT_OF_MEMORY: [&str; 2] = ["memory allocation of", "out of memory"];

/// What is asked of a worker; the content follows.
#[derive(Serialize, Deserialize)]
struct Request {
    name: String,
    depth: u32,
    config: Read,
}

/// Does the work of one worker: a request from `input`, its answer to `output`.
///
/// Limits the memory and the processor time of this process, where the system can: call it in a
/// process that does nothing else, as `leitong read-worker` does.
///
/// # Errors
/// When the request cannot be read or the answer cannot be written.
pub fn serve(input: impl io::Read, output: impl io::Write) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut line = String::new();
    input.read_line(&mut line)?;
    let request: Request = serde_json::from_str(&line)?;
    limit(&request.config)?;
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes)?;
    let config = &request.config;
    let budget = Cell::new(archive::budget(bytes.len() as u64, config));
    let opened = Source::new(request.name, &bytes, request.depth, &budget, config).read();
    serde_json::to_writer(output, &opened)?;
    Ok(())
}

#[cfg(unix)]
fn limit(config: &Read) -> io::Result<()> {
    let memory = config.worker_memory_bytes_max;
    rlimit::Resource::AS.set(memory, memory)?;
    let seconds = seconds(config);
    rlimit::Resource::CPU.set(seconds, seconds)
}

#[cfg(not(unix))]
fn limit(_: &Read) -> io::Result<()> {
    Ok(())
}

/// Seconds that one file may take.
fn seconds(config: &Read) -> u64 {
    if config.ocr { config.ocr_seconds_max } else { config.worker_seconds_max }
}

/// The documents of `source`, whose format is `format`, read by a worker that is `program`.
pub(super) fn read(source: &Source, format: &'static str, program: &Path) -> Opened {
    let command = Command::new(program)
        .arg(WORKER)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let answer = match command {
        Ok(child) => ask(source, child),
        Err(error) => Err(("worker-missing", format!("{}: {error}", program.display()))),
    };
    match answer {
        Ok(mut opened) => {
            for document in &mut opened.documents {
                document.format = format;
            }
            opened
        }
        Err((code, detail)) => source.unreadable(format, code, &detail),
    }
}

/// Writes the request, waits for the answer as long as the settings allow.
fn ask(source: &Source, mut child: Child) -> Result<Opened, (&'static str, String)> {
    let failed = |error: &dyn std::fmt::Display| ("reader-failed", error.to_string());
    let config = source.config;
    let request =
        Request { name: source.name.clone(), depth: source.depth, config: config.clone() };
    let mut request = serde_json::to_vec(&request).map_err(|error| failed(&error))?;
    request.push(b'\n');
    let (input, output, words) = (child.stdin.take(), child.stdout.take(), child.stderr.take());
    let content = source.bytes;
    let (tell, told) = mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(move || {
            // A worker that died says so by its status.
            let mut input = input?;
            input.write_all(&request).and_then(|()| input.write_all(content)).ok()
        });
        scope.spawn(move || {
            let mut answer = Vec::new();
            let read = output.map(|mut output| output.read_to_end(&mut answer));
            // The receiver is gone when the time was over.
            tell.send(read.map(|_| answer)).ok()
        });
        let words = scope.spawn(move || last_words(words));
        let limit = Duration::from_secs(seconds(config).saturating_add(1));
        let answer = told.recv_timeout(limit);
        if answer.is_err() {
            // It may have ended by itself in the meantime.
            child.kill().ok();
        }
        let status = child.wait().map_err(|error| failed(&error))?;
        let words = words.join().unwrap_or_default();
        match answer {
            Ok(Some(answer)) if status.success() => {
                serde_json::from_slice(&answer).map_err(|error| failed(&error))
            }
            Ok(_) => Err(reason(status, &words)),
            Err(_) => Err(("timed-out", format!("{} s", seconds(config)))),
        }
    })
}

/// What a worker says on its standard error, up to a limit; the rest is read and forgotten, so
/// that it need not wait.
fn last_words(words: Option<impl io::Read>) -> String {
    let mut bytes = Vec::new();
    if let Some(mut words) = words {
        words.by_ref().take(WORDS_MAX).read_to_end(&mut bytes).ok();
        io::copy(&mut words, &mut io::sink()).ok();
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Why a worker ended without an answer.
fn reason(status: ExitStatus, words: &str) -> (&'static str, String) {
    if OUT_OF_MEMORY.iter().any(|end| words.contains(end)) {
        return ("out-of-memory", String::new());
    }
    if is_out_of_time(status) {
        return ("timed-out", String::new());
    }
    ("reader-failed", status.to_string())
}

#[cfg(unix)]
fn is_out_of_time(status: ExitStatus) -> bool {
    /// SIGXCPU on Linux and macOS.
    const OUT_OF_PROCESSOR_TIME: i32 = 24;
    use std::os::unix::process::ExitStatusExt as _;
    status.signal() == Some(OUT_OF_PROCESSOR_TIME)
}

#[cfg(not(unix))]
fn is_out_of_time(_: ExitStatus) -> bool {
    false
}
