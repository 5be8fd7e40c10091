//! Imports run one way: a module may use those above it in `FLOW`, never below.

use crate::tree::{self, expect_none};

/// The modules in the order of the data; `lib.rs` declares them in the same order.
const FLOW: &[&str] = &[
    "kernel",
    "model",
    "config",
    "read",
    "split",
    "normalize",
    "segment",
    "metadata",
    "shingle",
    "sketch",
    "likeness",
    "archive",
    "candidates",
    "align",
    "references",
    "users",
    "classify",
    "calibrate",
    "groups",
    "checkpoint",
    "report",
    "pipeline",
    "evaluate",
    "cli",
];

fn place(module: &str) -> Option<usize> {
    FLOW.iter().position(|one| *one == module)
}

/// The module that a file below `src` belongs to; none for `lib.rs` and `main.rs`.
fn module_of(path: &str) -> Option<&str> {
    let inside = path.strip_prefix("src/")?;
    let first = inside.split('/').next()?;
    let module = first.strip_suffix(".rs").unwrap_or(first);
    (module != "lib" && module != "main").then_some(module)
}

/// The modules that a line names by `crate::`, and by `self::` or a brace nothing.
fn named(line: &str) -> impl Iterator<Item = &str> {
    let is_name = |c: char| c.is_alphanumeric() || c == '_';
    line.split("crate::").skip(1).map(move |rest| rest.split(|c| !is_name(c)).next().unwrap_or(""))
}

#[test]
fn imports_run_with_the_data() {
    let mut faults = Vec::new();
    for file in tree::rust("src") {
        let Some(module) = module_of(&file.path) else { continue };
        let Some(here) = place(module) else {
            faults.push(format!(
                "{}: {module} is not in FLOW; add it where the data reaches it",
                file.path
            ));
            continue;
        };
        for (number, line) in file.lines().filter(|(_, line)| !line.trim().starts_with("//")) {
            let is_below = |name: &&str| place(name).is_none_or(|there| there > here);
            for name in named(line).filter(is_below) {
                faults.push(format!("{}:{number}: {module} uses `crate::{name}`", file.path));
            }
        }
    }
    expect_none("a module may use those above it in FLOW, never below:", &faults);
}

#[test]
fn every_import_names_its_module() {
    let mut faults = Vec::new();
    for file in tree::rust("src") {
        for (number, line) in file.lines() {
            if line.contains("use crate::{") || line.contains("super::super::") {
                faults.push(format!("{}:{number}: {}", file.path, line.trim()));
            }
        }
    }
    expect_none("one `use crate::module::...;` a module, no `super::super::`:", &faults);
}

#[test]
fn lib_declares_modules_in_the_order_of_the_data() {
    let lib = tree::rust("src").into_iter().find(|f| f.path == "src/lib.rs").expect("src/lib.rs");
    let declared: Vec<&str> = lib
        .text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub mod ")?.strip_suffix(';'))
        .collect();
    let known: Vec<&str> = FLOW.iter().copied().filter(|name| declared.contains(name)).collect();
    assert_eq!(declared, known, "lib.rs declares modules in the order of FLOW");
}
