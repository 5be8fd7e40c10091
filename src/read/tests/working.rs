//! Workers that do what they should not; the one that does is tested with the whole program.

use std::os::unix::fs::PermissionsExt as _;

use super::*;

/// What becomes of a PDF whose worker is this shell script.
fn worked_by(script: &str, seconds: u64) -> Opened {
    let folder = folder();
    let program = folder.path().join("worker");
    fs::write(&program, format!("#!/bin/sh\n{script}\n")).expect("a script");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o700)).expect("permission");
    let config = Read { worker: Some(program), worker_seconds_max: seconds, ..Read::default() };
    read_as("x.pdf", b"%PDF-1.4", &config)
}

#[test]
fn a_worker_that_fails_costs_its_file() {
    let dying = "cat >/dev/null; echo 'memory allocation of 9 bytes failed' >&2; kill -ABRT $$";
    for (script, seconds, expected) in [
        ("exec sleep 60", 0, "timed-out"),
        ("exit 3", 30, "reader-failed"),
        ("cat >/dev/null; echo rubbish", 30, "reader-failed"),
        ("kill -XCPU $$", 30, "timed-out"),
        (dying, 30, "out-of-memory"),
    ] {
        let opened = worked_by(script, seconds);
        assert_eq!((opened.documents[0].format, reason(&opened.documents[0])), ("pdf", expected));
    }
    let config = Read { worker: Some("nowhere/to/be/found".into()), ..Read::default() };
    let opened = read_as("x.pdf", b"%PDF-1.4", &config);
    assert_eq!(reason(&opened.documents[0]), "worker-missing");
}

#[test]
fn a_worker_answers_with_the_documents_it_read() {
    let answer = r#"{"documents":[],"diagnostics":[]}"#;
    let opened = worked_by(&format!("cat >/dev/null; echo '{answer}'"), 30);
    assert!(opened.documents.is_empty() && opened.diagnostics.is_empty());
}
