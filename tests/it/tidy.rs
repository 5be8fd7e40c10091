//! What the code may look like: sizes, words, comments, paths. The reasons stand in STYLE's table.

use crate::tree::{self, File, expect_none};

/// Production lines that a file may have.
const FILE_LINES_MAX: usize = 600;
/// Files that are tables and may be longer. None is.
const TABLES: &[&str] = &[];
/// Lines that a function may have: one screen.
const FUNCTION_LINES_MAX: usize = 70;
/// Columns that a line may have: two files side by side.
const LINE_COLUMNS_MAX: usize = 100;

/// Lists of what may stand in a text that is read; nothing of them is ever written.
const INPUT_VOCABULARY: &[&str] = &["src/segment/roles.rs"];

/// One line a fault.
fn faults(files: &[File], fault: impl Fn(&File, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.lines().filter(|(_, line)| fault(file, line)) {
            found.push(format!("{}:{number}: {}", file.path, line.trim()));
        }
    }
    found
}

/// The same for production code only.
fn production_faults(files: &[File], fault: impl Fn(&File, &str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    for file in files {
        for (number, line) in file.production().filter(|(_, line)| fault(file, line)) {
            found.push(format!("{}:{number}: {}", file.path, line.trim()));
        }
    }
    found
}

/// The Rust files of the house.
fn all_rust() -> Vec<File> {
    ["src", "tests", "benches", "examples"].into_iter().flat_map(tree::rust).collect()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with("//")
}

#[test]
fn files_fit_the_head() {
    let too_long: Vec<String> = tree::rust("src")
        .iter()
        .filter(|file| !TABLES.contains(&file.path.as_str()))
        .map(|file| (file.production().count(), &file.path))
        .filter(|(lines, _)| *lines > FILE_LINES_MAX)
        .map(|(lines, path)| format!("{path}: {lines} lines"))
        .collect();
    expect_none("production files have at most 600 lines:", &too_long);
}

#[test]
fn functions_fit_the_screen() {
    let mut too_long = Vec::new();
    for file in all_rust() {
        let lines: Vec<&str> = file.text.lines().collect();
        for (first, line) in lines.iter().enumerate().filter(|(_, line)| opens_function(line)) {
            let indent = &line[..line.len() - line.trim_start().len()];
            let close = format!("{indent}}}");
            let length = lines[first..].iter().position(|line| **line == close).unwrap_or(0) + 1;
            if length > FUNCTION_LINES_MAX {
                too_long.push(format!("{}:{}: {length} lines", file.path, first + 1));
            }
        }
    }
    expect_none("functions have at most 70 lines:", &too_long);
}

/// True for the first line of a function of more than one line, as rustfmt writes it.
fn opens_function(line: &str) -> bool {
    let words = line.split_whitespace();
    let is_prefix = |word: &&str| {
        word.starts_with("pub") || matches!(*word, "const" | "async" | "unsafe" | "extern")
    };
    let is_function = words.clone().find(|word| !is_prefix(word)) == Some("fn");
    is_function && !line.ends_with('}') && !line.ends_with(';')
}

#[test]
fn lines_fit_two_files_side_by_side() {
    // Data of a test is better read in one line than cut in pieces.
    let is_data = |file: &File, line: &str| file.is_test() && !line.is_ascii();
    let too_long = faults(&all_rust(), |file, line| {
        line.chars().count() > LINE_COLUMNS_MAX && !is_data(file, line)
    });
    expect_none("lines have at most 100 columns:", &too_long);
}

#[test]
fn production_does_not_panic_by_habit() {
    let banned = [".unwrap()", "todo!(", "unimplemented!(", "dbg!("];
    let found = production_faults(&tree::rust("src"), |_, line| {
        !is_comment(line) && banned.iter().any(|word| line.contains(word))
    });
    expect_none("no unwrap, todo!, unimplemented! or dbg! outside tests:", &found);
}

#[test]
fn only_the_command_line_prints() {
    let shells = |path: &str| path.starts_with("src/cli") || path == "src/main.rs";
    let banned = ["println!(", "print!(", "eprintln!(", "eprint!("];
    let found = production_faults(&tree::rust("src"), |file, line| {
        !shells(&file.path) && !is_comment(line) && banned.iter().any(|word| line.contains(word))
    });
    expect_none("the library prints nothing:", &found);
}

#[test]
fn unsafe_stays_in_the_kernel() {
    let found = faults(&tree::rust("src"), |file, line| {
        let is_block = line.contains("unsafe {") || line.contains("unsafe fn");
        is_block && !is_comment(line) && !file.path.starts_with("src/kernel/")
    });
    expect_none("unsafe code lives in src/kernel only:", &found);
}

#[test]
fn comments_say_why_and_nothing_is_left_for_later() {
    let later = [["TO", "DO"].concat(), ["FIX", "ME"].concat()];
    let code = ["let ", "use ", "fn ", "pub ", "mod ", "#[", "return ", "}"];
    let found = faults(&all_rust(), |_, line| {
        let Some((_, comment)) = line.split_once("//") else { return false };
        let body = comment.trim_start();
        let is_code = line.trim_start().starts_with("// ")
            && (code
                .iter()
                .any(|start| body.starts_with(start) && body.ends_with([';', '{', '}']))
                || body.ends_with(");"));
        is_code || later.iter().any(|word| comment.contains(word.as_str()))
    });
    expect_none("no reminders, no code in comments:", &found);
}

#[test]
fn no_output_judges_a_person() {
    let words = ["抄袭", "剽窃", "原创", "抄"];
    let mut files = tree::files("src");
    files.extend(tree::files("data/schema"));
    files.retain(|file| !INPUT_VOCABULARY.contains(&file.path.as_str()) && !file.is_test());
    let found = faults(&files, |_, line| words.iter().any(|word| line.contains(word)));
    expect_none("these words stand in no output:", &found);
    let readmes: Vec<File> =
        tree::files("").into_iter().filter(|file| file.path.starts_with("README")).collect();
    assert!(!readmes.is_empty(), "the README is gone");
    let found = faults(&readmes, |_, line| words.iter().any(|word| line.contains(word)));
    expect_none("these words stand in no output:", &found);
}

#[test]
fn no_file_names_a_machine() {
    // Written in pieces, so that this file does not name them either.
    let folders = ["work", "root", "tmp", "home", "Users"].map(|name| format!("/{name}/"));
    let hosts = ["artifactory", "nexus.", "verdaccio", "127.0.0.1", "localhost", "mirrors."];
    let is_host = |line: &str| line.contains("://") && hosts.iter().any(|host| line.contains(host));
    // A path begins after a blank or a quote; in a word such as `homework/` it is none.
    let is_path = |line: &str| {
        folders.iter().any(|folder| {
            line.match_indices(folder.as_str()).any(|(at, _)| {
                !line[..at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '}' | '_'))
            })
        })
    };
    let mut files = tree::files("");
    files.retain(|file| file.path != "tests/it/tidy.rs");
    let found = faults(&files, |_, line| is_path(line) || is_host(line));
    expect_none("no path of a machine, no host of a registry:", &found);
    let is_foreign = |line: &str| {
        line.starts_with("source = ")
            && !line.contains("registry+https://github.com/rust-lang/crates.io-index")
    };
    let lock: Vec<File> = files.into_iter().filter(|file| file.path == "Cargo.lock").collect();
    expect_none("every crate comes from crates.io:", &faults(&lock, |_, line| is_foreign(line)));
}

#[test]
fn every_dependency_has_its_reason() {
    let manifest =
        tree::files("").into_iter().find(|f| f.path == "Cargo.toml").expect("Cargo.toml");
    let mut found = Vec::new();
    let (mut is_list, mut is_explained) = (false, false);
    for (number, line) in manifest.lines() {
        if line.starts_with('[') {
            is_list = line.contains("dependencies");
        }
        let is_dependency = is_list && line.contains(" = ") && !line.starts_with('#');
        if is_dependency && !is_explained {
            found.push(format!("Cargo.toml:{number}: {line}"));
        }
        // A reason holds for the group of lines below it.
        is_explained = line.starts_with('#') || (is_dependency && is_explained);
    }
    expect_none("a comment above each group of dependencies says what it is for:", &found);
}
