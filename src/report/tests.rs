use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use serde_json::Value;

use crate::config::SHEET_CELL_UNITS_MAX;
use crate::model::Lang;
use crate::report::Context;
use crate::report::RunRow;
use crate::report::WriteError;
use crate::report::fixture;
use crate::report::rows::Rows;
use crate::report::tables;
use crate::report::verify;
use crate::report::words;
use crate::report::write;

/// Where the fixture's folders are kept to be looked at, when this variable names a place at
/// compile time.
const KEEP: Option<&str> = option_env!("LEITONG_FIXTURE");

type Files = BTreeMap<String, Vec<u8>>;

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a place for temporary files")
}

fn bytes(folder: &Path) -> Files {
    let entries = fs::read_dir(folder).expect("the folder was made");
    entries
        .map(|entry| entry.expect("it can be listed").path())
        .map(|path| {
            let name = path.file_name().expect("files have names").to_string_lossy().into_owned();
            (name, fs::read(path).expect("it can be read"))
        })
        .collect()
}

fn written(rows: &Rows, context: &Context) -> Files {
    let folder = folder();
    write(rows, context, folder.path()).expect("the folder is writable");
    bytes(folder.path())
}

fn fixture_files(lang: Lang) -> Files {
    written(&fixture::rows(), &fixture::context(&fixture::texts(), lang))
}

fn text(files: &Files, name: &str) -> String {
    String::from_utf8(files[name].clone()).expect("UTF-8")
}

#[test]
fn all_files_are_written() {
    let names: Vec<String> = fixture_files(Lang::Zh).into_keys().collect();
    assert_eq!(
        names,
        [
            "anomalies.jsonl",
            "boilerplate.jsonl",
            "documents.jsonl",
            "families.graphml",
            "families.jsonl",
            "forensics.jsonl",
            "index.html",
            "matrix.csv",
            "pairs.csv",
            "passages.jsonl",
            "report.json",
            "report.xlsx",
            "run.json",
            "templates.jsonl",
        ]
    );
    if let Some(place) = KEEP {
        for (lang, name) in [(Lang::Zh, "zh"), (Lang::En, "en")] {
            let texts = fixture::texts();
            let context = fixture::context(&texts, lang);
            write(&fixture::rows(), &context, &Path::new(place).join(name)).expect("writable");
        }
    }
}

#[test]
fn a_second_run_gives_the_same_bytes_but_for_the_clock() {
    let texts = fixture::texts();
    let first = fixture::context(&texts, Lang::Zh);
    let mut second = fixture::context(&texts, Lang::Zh);
    second.run = RunRow { started: "2031-05-05T00:00:00Z".into(), seconds: 9.0, threads: 64 };
    second.inputs.reverse();
    let (mut first, mut second) =
        (written(&fixture::rows(), &first), written(&fixture::rows(), &second));
    assert_ne!(first.remove("run.json"), second.remove("run.json"));
    for (name, content) in &first {
        assert!(content == &second[name], "{name} differs");
    }
}

#[test]
fn a_run_id_hangs_on_inputs_options_and_version() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let id = |context: &Context| super::json::run_id(&rows, context);
    let plain = id(&fixture::context(&texts, Lang::Zh));
    assert_eq!(plain, id(&fixture::context(&texts, Lang::En)));
    let mut other = fixture::context(&texts, Lang::Zh);
    other.settings_json = serde_json::json!({"sketch": {"han_guarantee": 14}});
    assert_ne!(plain, id(&other));
    let mut other = fixture::context(&texts, Lang::Zh);
    other.inputs[0].blake3.push('0');
    assert_ne!(plain, id(&other));
    let other = Context { version: "0.1.1", ..fixture::context(&texts, Lang::Zh) };
    assert_ne!(plain, id(&other));
}

#[test]
fn verify_tells_intact_changed_and_missing() {
    let (folder, texts) = (folder(), fixture::texts());
    let files = write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), folder.path())
        .expect("the folder is writable");
    let found = verify(folder.path()).expect("the run is finished");
    assert!(found.is_intact());
    assert_eq!(found.intact.len() + 2, files.len());
    assert_eq!(found.inputs.len(), texts.len());
    fs::write(folder.path().join("pairs.csv"), "x").expect("writable");
    fs::remove_file(folder.path().join("matrix.csv")).expect("it is there");
    let found = verify(folder.path()).expect("the run is finished");
    assert_eq!(
        (found.changed, found.missing),
        (vec!["pairs.csv".into()], vec!["matrix.csv".into()])
    );
    fs::write(folder.path().join("report.json"), "{}").expect("writable");
    assert!(matches!(verify(folder.path()), Err(WriteError::Damaged { .. })));
}

#[test]
fn a_rerun_keeps_the_review_and_clears_what_a_killed_run_left() {
    let (folder, texts) = (folder(), fixture::texts());
    fs::write(folder.path().join("review.json"), "mine").expect("writable");
    fs::write(folder.path().join(".leitong-unfinished-abc"), "half").expect("writable");
    for _ in 0..2 {
        write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), folder.path())
            .expect("the folder is writable");
    }
    let files = bytes(folder.path());
    assert_eq!(files["review.json"], b"mine");
    assert!(!files.keys().any(|name| name.starts_with('.')));
}

#[test]
fn a_folder_that_cannot_be_is_named_with_what_to_do() {
    let (folder, texts) = (folder(), fixture::texts());
    let place = folder.path().join("file");
    fs::write(&place, "not a folder").expect("writable");
    let error = write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), &place)
        .expect_err("a file is no folder");
    for lang in [Lang::Zh, Lang::En] {
        let message = error.message(lang);
        assert!(message.contains(&*place.to_string_lossy()), "{message}");
        assert!(message.contains("--out"), "{message}");
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let (folder, texts) = (folder(), fixture::texts());
    write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), folder.path())
        .expect("the folder is writable");
    for entry in fs::read_dir(folder.path()).expect("it is there") {
        let mode = entry.expect("listed").metadata().expect("it is there").permissions().mode();
        assert_eq!(mode & 0o077, 0);
    }
}

#[test]
fn our_own_words_judge_nobody() {
    let none = Rows::default();
    let texts = BTreeMap::new();
    for lang in [Lang::Zh, Lang::En] {
        let files = written(&none, &fixture::context(&texts, lang));
        for name in ["index.html", "report.json", "pairs.csv", "matrix.csv"] {
            let text = text(&files, name);
            for word in ["抄", "剽窃", "原创", "plagiar"] {
                assert!(!text.contains(word), "{name} says {word}");
            }
        }
        for (key, sentence) in words::table(lang) {
            assert!(!sentence.contains('抄'), "{key}");
        }
    }
}

/// Every schema by its file name's first part.
fn schemas() -> BTreeMap<String, Value> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/schema");
    let schemas = bytes(&folder).into_iter().map(|(name, content)| {
        let stem = name.split('.').next().unwrap_or_default().to_owned();
        (stem, serde_json::from_slice(&content).expect("schemas are JSON"))
    });
    schemas.collect()
}

fn validator(schemas: &BTreeMap<String, Value>, name: &str) -> jsonschema::Validator {
    let resources = schemas.iter().map(|(name, schema)| {
        let resource = jsonschema::Resource::from_contents(schema.clone()).expect("a schema");
        (format!("urn:leitong:schema:{name}"), resource)
    });
    jsonschema::options().with_resources(resources).build(&schemas[name]).expect("a sound schema")
}

#[test]
fn what_is_written_fits_the_schemas() {
    let (files, schemas) = (fixture_files(Lang::Zh), schemas());
    let mut checked = Vec::new();
    for (name, content) in &files {
        let Some(stem) = name.strip_suffix(".jsonl").or(name.strip_suffix(".json")) else {
            continue;
        };
        let validator = validator(&schemas, stem);
        let lines = content.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let mut count = 0;
        for line in lines {
            let mut row: Value = serde_json::from_slice(line).expect("each line is JSON");
            let errors: Vec<String> =
                validator.iter_errors(&row).map(|e| format!("{}: {e}", e.instance_path)).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
            row["unknown"] = Value::Null;
            assert!(!validator.is_valid(&row), "{stem} is open");
            count += 1;
        }
        assert!(count > 0, "{name} is empty");
        checked.push(stem);
    }
    // `common` is part of the others, `review` is the user's.
    assert_eq!(checked.len() + 2, schemas.len(), "a schema without a file: {checked:?}");
}

#[test]
fn formulas_are_disarmed() {
    for risky in ["=1", "+1", "-1", "@x", "\t=1", "\r=1", "＝1"] {
        assert_eq!(tables::guarded(risky), format!("'{risky}"));
    }
    assert_eq!(tables::guarded("1=1"), "1=1");
    let files = fixture_files(Lang::Zh);
    for name in ["pairs.csv", "matrix.csv"] {
        let content = text(&files, name);
        let table = content.strip_prefix('\u{feff}').expect("a byte-order mark");
        for record in csv::Reader::from_reader(table.as_bytes()).records() {
            for cell in &record.expect("sound CSV") {
                assert!(cell.parse::<f64>().is_ok() || !cell.starts_with(['=', '+', '-', '@']));
            }
        }
    }
    let mut book = workbook(&files);
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).expect("the sheet is there");
        assert!(formulas.cells().all(|cell| cell.2.is_empty()), "{name} has a formula");
    }
}

fn workbook(files: &Files) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(files["report.xlsx"].clone())).expect("a workbook")
}

#[test]
fn the_workbook_has_its_sheets_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        assert_eq!(
            workbook(&fixture_files(lang)).sheet_names(),
            [
                "汇总",
                "文稿明细",
                "段落比对",
                "比对表",
                "同源文稿组",
                "模板",
                "文件痕迹",
                "未查清单",
                "说明"
            ]
        );
    }
}

#[test]
fn an_unreadable_report_has_no_number_anywhere() {
    let files = fixture_files(Lang::Zh);
    let matrix = text(&files, "matrix.csv");
    let line = matrix.lines().find(|line| line.starts_with("材料/扫描件")).expect("its line");
    assert!(line.split(',').skip(1).all(str::is_empty), "{line}");
    let mut book = workbook(&files);
    let sheet = book.worksheet_range("文稿明细").expect("the sheet is there");
    let row = sheet.rows().find(|row| row[0] == "扫描件.pdf").expect("its row");
    let numbers = row.iter().filter(|cell| matches!(cell, Data::Float(_) | Data::Int(_)));
    assert_eq!(numbers.count(), 1, "only the number of the report");
}

#[test]
fn long_text_is_cut_to_a_cell() {
    let mut rows = fixture::rows();
    rows.passages[0].left.quote = "𠮷".repeat(SHEET_CELL_UNITS_MAX);
    let texts = fixture::texts();
    let mut book = workbook(&written(&rows, &fixture::context(&texts, Lang::Zh)));
    let sheet = book.worksheet_range("段落比对").expect("the sheet is there");
    let longest = sheet.cells().map(|cell| cell.2.to_string().encode_utf16().count()).max();
    let longest = longest.expect("the sheet has cells");
    assert!(longest <= SHEET_CELL_UNITS_MAX && longest > SHEET_CELL_UNITS_MAX - 2);
}

#[test]
fn an_empty_run_still_leaves_every_file() {
    let texts = BTreeMap::new();
    assert_eq!(written(&Rows::default(), &fixture::context(&texts, Lang::En)).len(), 14);
}

#[test]
fn a_run_too_large_for_its_list_says_so() {
    let (folder, texts) = (folder(), fixture::texts());
    write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), folder.path()).expect("writable");
    let read_back = crate::report::read(folder.path()).expect("the run is finished");
    assert_eq!(read_back.rows, fixture::rows());
    let list = folder.path().join("report.json");
    let mut json: Value =
        serde_json::from_slice(&fs::read(&list).expect("it is there")).expect("the list is JSON");
    json["rows"] = Value::Null;
    fs::write(&list, json.to_string()).expect("writable");
    assert!(matches!(crate::report::read(folder.path()), Err(WriteError::Large { .. })));
}

#[test]
fn a_folder_of_a_killed_run_is_removed_as_well() {
    let (folder, texts) = (folder(), fixture::texts());
    let half = folder.path().join(".leitong-unfinished-abc");
    fs::create_dir(&half).expect("writable");
    fs::write(half.join("index.html"), "half").expect("writable");
    write(&fixture::rows(), &fixture::context(&texts, Lang::Zh), folder.path()).expect("writable");
    assert!(!half.exists());
}
