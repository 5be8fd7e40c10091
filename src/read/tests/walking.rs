//! Which files stand behind what the user named.

use super::*;

use crate::read::find;
use crate::read::find::from;

fn names(inputs: &[String]) -> Vec<String> {
    find(inputs, &Read::default()).entries.into_iter().map(|entry| entry.name).collect()
}

fn codes(inputs: &[String]) -> Vec<String> {
    find(inputs, &Read::default()).diagnostics.into_iter().map(|d| d.code).collect()
}

#[test]
fn folders_are_walked_and_files_read_once() {
    let folder = folder();
    let root = folder.path().to_string_lossy().into_owned();
    let b = write(folder.path(), "乙/b.txt", b"same");
    write(folder.path(), "甲/b.txt", b"same");
    write(folder.path(), ".hidden/x.txt", b"no");
    write(folder.path(), "~$b.docx", b"lock");
    let expected = [format!("{root}/乙/b.txt"), format!("{root}/甲/b.txt")];
    assert_eq!(names(std::slice::from_ref(&root)), expected);
    assert_eq!(codes(std::slice::from_ref(&root)), ["locked-or-lock-file"]);
    let spelled = format!("{root}/./甲/../乙/b.txt");
    let one = [spelled.clone(), b.clone(), format!("{root}/")];
    let other = [format!("{root}/"), b, spelled];
    assert_eq!(names(&one), expected);
    assert_eq!(names(&other), expected);
}

#[test]
fn what_is_not_there_is_named() {
    assert_eq!(codes(&["no/such/file.txt".into()]), ["not-found"]);
}

#[test]
fn names_come_from_standard_input_too() {
    let folder = folder();
    let path = write(folder.path(), "a.txt", b"a");
    let found = from(&["-".into()], &mut format!("{path}\r\n\n{path}\n").as_bytes());
    assert_eq!(found.entries.len(), 1);
    assert_eq!(found.entries[0].name, path);
}

#[cfg(unix)]
#[test]
fn loops_of_links_end() {
    let folder = folder();
    write(folder.path(), "d/a.txt", b"a");
    std::os::unix::fs::symlink(folder.path(), folder.path().join("d/up")).expect("a link");
    std::os::unix::fs::symlink("nowhere", folder.path().join("d/dead")).expect("a link");
    let root = folder.path().to_string_lossy().into_owned();
    assert_eq!(names(std::slice::from_ref(&root)), [format!("{root}/d/a.txt")]);
    assert_eq!(codes(&[root]), ["vanished"]);
}
