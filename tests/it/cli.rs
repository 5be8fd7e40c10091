//! The program as its user runs it: statuses, words in both languages, bad input.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Output, Stdio};

use assert_cmd::Command;
use tempfile::TempDir;

/// Words that would judge a person and stand in no output.
const JUDGING: [&str; 4] = ["\u{6284}", "\u{527d}", "\u{539f}\u{521b}", "plagiar"];

/// A paragraph that two reports share.
const SHARED: &str = "粮站旧库房的十七根木柱被白蚁蛀空，站里请来邻县老木匠，用桐油浸过的杉木一根一根替换，\
前后用了二十三天，没有耽误一次出库。替下来的旧柱锯成短料，送给敬老院做了六张长凳。";

/// The other text of each report, by number.
const OWN: [&str; 4] = [
    "柿子滩渡口今年换了钢丝缆，两岸学生过河不再等人。摆渡的老人把旧竹篙交给了镇史馆，\
讲了三个发大水的夜晚。渡口的石阶补了九级，夜里点一盏太阳能灯。",
    "合兴桥头的早市搬进了大棚，鱼贩和菜农各占一边，地面每天冲洗两遍。秤台由工商所每周校一次，\
短斤少两的摊子挂黄牌。大棚顶上的雨水接进水窖，用来冲洗过道。",
    "白果坪小学的食堂改烧颗粒柴，灶房不再冒黑烟。学生每周帮厨一次，学会了切萝卜和洗大锅。\
家长委员会每月来称一次米面，账目贴在门口的黑板上。",
    "南门外的旧砖窑停了火，窑工转去修田埂。窑坑蓄水养了鲫鱼，窑顶种了两排香椿，\
今年春天卖了四百多斤芽。窑主把烧砖的木模捐给了文化站。",
];

/// A folder of inputs that is gone after the test.
struct Batch {
    folder: TempDir,
}

impl Batch {
    /// Reports of which the first two share a paragraph.
    fn new() -> Self {
        let batch = Self::empty();
        for (i, own) in OWN.iter().enumerate() {
            let shared = if i < 2 { SHARED } else { "" };
            batch.put(&format!("in/报告{i}.txt"), format!("{own}\n{shared}\n{own}").as_bytes());
        }
        batch
    }

    fn empty() -> Self {
        Self { folder: TempDir::new().expect("a folder for the test") }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn put(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(&path, bytes).expect("a file");
        path
    }

    /// The program in this folder, in no particular locale.
    fn program(&self) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("leitong"));
        command.current_dir(self.folder.path());
        command.env_remove("LC_ALL").env_remove("LC_MESSAGES").env_remove("LANG");
        command
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        Ran(self.program().args(arguments).output().expect("the program runs"))
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("a file of the run")
    }

    /// Rows of a file of JSON lines.
    fn rows(&self, name: &str) -> Vec<serde_json::Value> {
        let text = self.read(name);
        text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect()
    }
}

/// What a run left behind.
struct Ran(Output);

impl Ran {
    fn status(&self) -> i32 {
        self.0.status.code().expect("a status")
    }

    fn data(&self) -> String {
        String::from_utf8(self.0.stdout.clone()).expect("UTF-8")
    }

    fn words(&self) -> String {
        String::from_utf8(self.0.stderr.clone()).expect("UTF-8")
    }

    /// Checks the status, with all that was said where it is another.
    fn ends(self, status: i32) -> Self {
        assert_eq!(self.status(), status, "{}{}", self.words(), self.data());
        for word in JUDGING {
            assert!(!self.words().contains(word) && !self.data().contains(word), "{word}");
        }
        self
    }

    /// Checks that all of `parts` were said.
    fn says(self, parts: &[&str]) -> Self {
        for part in parts {
            assert!(self.words().contains(part), "no “{part}” in:\n{}", self.words());
        }
        self
    }
}

#[test]
fn report_makes_the_files_again_without_the_documents() {
    let batch = Batch::new();
    batch.run(&["scan", "in", "--out", "out"]).ends(0);
    let names =
        ["index.html", "run.json", "report.json", "documents.jsonl", "passages.jsonl", "pairs.csv"];
    let before = names.map(|name| batch.read(&format!("out/{name}")));
    let sheet = fs::read(batch.path("out/report.xlsx")).expect("the workbook");
    fs::remove_dir_all(batch.path("in")).expect("the documents can go");
    let ran = batch.run(&["report", "out"]).ends(0);
    assert_eq!(ran.words().lines().last(), Some("总览 out/index.html"));
    for (name, before) in names.iter().zip(&before) {
        assert!(batch.read(&format!("out/{name}")) == *before, "{name} differs");
    }
    assert!(fs::read(batch.path("out/report.xlsx")).expect("the workbook") == sheet);
    let left = fs::read_dir(batch.path("out")).expect("the folder").flatten();
    let is_shown = |name: &str| !name.starts_with('.') || name == ".work";
    assert!(left.into_iter().all(|one| is_shown(&one.file_name().to_string_lossy())));
    batch.run(&["report", "out", "--out", "again", "--lang", "en", "--quiet"]).ends(0);
    assert!(batch.read("again/index.html").contains("<html lang=\"en\">"));
    assert_eq!(batch.read("again/documents.jsonl"), before[3]);
    batch.put("out/index.html", before[0].replace("报告", "别的").as_bytes());
    batch.run(&["report", "out"]).ends(2).says(&["out/index.html"]);
    batch.run(&["report", "nowhere"]).ends(2).says(&["nowhere/report.json"]);
}

/// The rows of a run that do not name its settings.
fn rows_of(batch: &Batch, folder: &str) -> Vec<String> {
    let names = ["documents.jsonl", "passages.jsonl", "boilerplate.jsonl", "pairs.csv"];
    names.map(|name| batch.read(&format!("{folder}/{name}"))).to_vec()
}

#[test]
fn a_finished_run_is_decided_anew_as_a_scan_would_decide() {
    let batch = Batch::new();
    batch.put("notice.txt", format!("各站：\n{SHARED}\n特此通知。").as_bytes());
    batch.run(&["scan", "in", "--out", "plain", "--quiet"]).ends(0);
    batch.run(&["scan", "in", "--base", "notice.txt", "--out", "based", "--quiet"]).ends(0);
    let (plain, based) = (rows_of(&batch, "plain"), rows_of(&batch, "based"));
    assert!(plain[1].contains("\"copied\"") && based[1].is_empty(), "{}", based[1]);
    assert!(based[0].contains("\"kind\":\"base\""));
    fs::remove_dir_all(batch.path("in")).expect("the documents can go");
    let same = ["report", "plain", "--set", "classify.expected_max=0.05", "--out", "same", "-q"];
    batch.run(&same).ends(0);
    assert_eq!(rows_of(&batch, "same"), plain);
    batch.run(&["report", "plain", "--base", "notice.txt", "--out", "anew", "-q"]).ends(0);
    assert_eq!(rows_of(&batch, "anew"), based);
    batch.run(&["report", "based", "--preset", "cnki", "--out", "again", "-q"]).ends(0);
    assert!(batch.read("again/documents.jsonl").contains("\"cnki\":{"));
    batch.put("notice.txt", "换了一份通知，与前面的不同。".as_bytes());
    let ran = batch.run(&["report", "based", "--preset", "cnki", "--out", "again"]).ends(2);
    ran.says(&["notice.txt", "--base"]);
    batch.put("plain/.work/checkpoint", b"leitong");
    batch
        .run(&["report", "plain", "--base", "notice.txt"])
        .ends(2)
        .says(&["plain/.work/checkpoint"]);
}

#[test]
fn a_quotation_is_checked_and_explained() {
    let batch = Batch::new();
    let source = "渡口的船要一年油漆两遍，缆绳要半年换一次，摆渡的人要会看水。";
    batch.put("laws/规程.txt", source.as_bytes());
    let quoting = format!("站长指出，“{}”，大家照办。", source.replace("半年", "三年"));
    batch.put("in/引用.txt", format!("{}\n{quoting}\n{}", OWN[0], OWN[2]).as_bytes());
    batch.run(&["scan", "in", "--reference", "laws", "--out", "out", "--quiet"]).ends(0);
    let documents = batch.read("out/documents.jsonl");
    let row: serde_json::Value = documents
        .lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a row"))
        .find(|row| row["document"] == "in/引用.txt")
        .expect("the report");
    let quotation = &row["references"][0];
    assert_eq!(quotation["kind"], "misquoted");
    assert_eq!(quotation["differences"][0]["here"], "三");
    assert_eq!(quotation["differences"][0]["there"], "半");
    assert!(row["tags"].as_array().expect("tags").contains(&"misquote".into()));
    let id = quotation["id"].as_str().expect("an id");
    let ran = batch.run(&["explain", "out", id]).ends(0);
    // Lines are broken to the width of the terminal.
    let said: String = ran.data().lines().collect();
    assert!(said.contains("laws/规程.txt") && said.contains("有出入"), "{said}");
    batch
        .run(&["scan", "in", "--reference", "nowhere", "--out", "out"])
        .ends(2)
        .says(&["--reference"]);
}

#[test]
fn a_scan_ends_with_what_was_found_and_the_page() {
    let batch = Batch::new();
    let ran = batch.run(&["scan", "in", "--out", "out"]).ends(0);
    let ran = ran.says(&["共 4 个文件，拆出 4 篇", "建议先看：", "报告0.txt", "样本不足"]);
    assert_eq!(ran.data(), "");
    assert_eq!(ran.words().lines().last(), Some("总览 out/index.html"));
    let ran = batch.run(&["scan", "in", "--out", "out", "--lang", "en"]).ends(0);
    ran.says(&["4 files, 4 reports", "look at these first:", "overview out/index.html"]);
    assert!(batch.read("out/index.html").contains("<html"));
    let found = batch.rows("out/passages.jsonl");
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0]["layer"], "copied");
}

#[test]
fn quiet_says_nothing_and_a_pipe_has_no_bars() {
    let batch = Batch::new();
    assert_eq!(batch.run(&["scan", "in", "-q"]).ends(0).words(), "");
    let loud = batch.run(&["scan", "in"]).ends(0).words();
    assert!(!loud.contains('\u{1b}') && !loud.contains('\r'), "{loud:?}");
}

#[test]
fn the_locale_decides_the_language_and_the_flag_over_it() {
    let batch = Batch::new();
    let lang = |locale: &str, flag: &[&str]| {
        let arguments = [&["scan", "nowhere"], flag].concat();
        let output = batch.program().env("LANG", locale).args(arguments).output();
        Ran(output.expect("the program runs")).ends(2).words()
    };
    assert!(lang("zh_CN.UTF-8", &[]).contains("错误："));
    assert!(lang("en_US.UTF-8", &[]).contains("error: "));
    assert!(lang("en_US.UTF-8", &["--lang", "zh"]).contains("提示："));
    assert!(lang("zh_CN.UTF-8", &["--lang=en"]).contains("hint: "));
}

#[test]
fn a_share_at_the_limit_is_status_1() {
    let batch = Batch::new();
    // Of a small sample, grades fall by one and weak passages do not count.
    let base = ["scan", "in", "--set", "classify.sample_users_min=1", "--fail-above"];
    let at = |limit: &str| batch.run(&[&base[..], &[limit]].concat());
    let ran = at("雷同率=20%").ends(1).says(&["2 篇达到 雷同率=20%"]);
    assert!(ran.words().trim_end().ends_with("index.html"));
    at("copied=0.2").ends(1);
    at("copied=99%").ends(0);
    at("copied=lots").ends(2).says(&["错误：", "提示："]);
}

#[test]
fn what_cannot_be_done_is_status_2_and_says_what_to_do() {
    let batch = Batch::new();
    batch.put("blocked", b"a file where the folder should be");
    batch.put("mine/index.html", b"somebody's page");
    batch.put("empty.txt", b"");
    batch.put("bad.toml", b"lang = \"zh\"\n\n[align]\nnonsense = 3\n");
    for arguments in [
        &["scan"][..],
        &["scna", "in"],
        &["scan", "in", "--nonsense"],
        &["scan", "nowhere"],
        &["scan", "empty.txt"],
        &["scan", "in", "--out", "blocked"],
        &["scan", "in", "--out", "blocked/inside"],
        &["scan", "in", "--out", "mine"],
        &["scan", "in", "--meta", "nowhere.csv"],
        &["scan", "in", "--encoding", "nonsense"],
        &["scan", "in", "--unit-from", "nonsense"],
        &["scan", "in", "--unit-from", "regex:("],
        &["scan", "in", "--config", "bad.toml"],
        &["scan", "in", "--set", "classify.expected_max=-1"],
        &["scan", "in", "--set", "nonsense"],
        &["inspect", "in", "--out", "list.doc"],
        &["compare", "in/报告0.txt", "in/报告0.txt"],
        &["matrix", "in", "--threshold", "3"],
        &["explain", "in", "AAAA-BBBB-CCCC"],
        &["verify", "in"],
        &["config", "--check", "bad.toml"],
        &["evaluate", "gold", "--gold", "nowhere", "--found", "nowhere"],
    ] {
        for lang in ["zh", "en"] {
            let ran = batch.run(&[arguments, &["--lang", lang]].concat()).ends(2);
            let label = if lang == "zh" { "错误：" } else { "error: " };
            assert!(ran.words().contains(label), "{arguments:?}: {}", ran.words());
            assert!(!ran.words().trim_end().ends_with(['.', '。']), "{}", ran.words());
        }
    }
    assert_eq!(batch.read("mine/index.html"), "somebody's page");
    assert!(!batch.path("leitong-report").exists(), "nothing was written before it was checked");
}

#[test]
fn a_mistake_in_the_settings_file_is_named_with_its_line() {
    let batch = Batch::new();
    batch.put("leitong.toml", b"out = \"results\"\nlang = \"en\"\n\n[align]\nnonsense = 3\n");
    batch.run(&["scan", "in"]).ends(2).says(&["line 5", "nonsense"]);
    batch.put("leitong.toml", b"out = \"results\"\nlang = \"en\"\n\n[split]\nenabled = false\n");
    let ran = batch.run(&["scan", "in"]).ends(0);
    assert_eq!(ran.words().lines().last(), Some("overview results/index.html"));
    batch.run(&["scan", "in", "--lang", "zh", "--out", "other"]).ends(0).says(&["总览 other"]);
}

#[test]
fn bad_files_are_listed_and_stop_nothing() {
    let batch = Batch::new();
    batch.put("in/空.txt", b"");
    batch.put("in/一.txt", "一".as_bytes());
    batch.put("in/binary.txt", &(0..=255u8).cycle().take(4096).collect::<Vec<u8>>());
    let docx = zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")]);
    batch.put("in/cut.docx", &docx[..docx.len() / 2]);
    let inner = zipped(&[("里.txt", OWN[0].as_bytes())]);
    batch.put("in/zip.zip", &zipped(&[("inner.zip", &inner)]));
    let ran = batch.run(&["scan", "in", "nowhere", "--out", "out"]).ends(0);
    let ran = ran.says(&["nowhere", "无法读取", "（见“未查清单”）"]);
    assert!(ran.words().contains("总览"), "{}", ran.words());
    let rows = batch.rows("out/documents.jsonl");
    let row = |name: &str| {
        let named = |row: &&serde_json::Value| row["document"].as_str() == Some(name);
        rows.iter().find(named).unwrap_or_else(|| panic!("no row for {name}: {rows:?}"))
    };
    for unreadable in ["in/空.txt", "in/binary.txt", "in/cut.docx"] {
        assert_eq!(row(unreadable)["verdict"]["state"], "unreadable", "{unreadable}");
        assert!(row(unreadable)["ratios"].is_null(), "{unreadable} never gets a ratio");
    }
    assert_eq!(row("in/一.txt")["characters"], 1);
    assert_ne!(row("in/zip.zip!/inner.zip!/里.txt")["verdict"]["state"], "unreadable");
}

#[test]
fn the_same_file_is_read_once_and_equal_files_in_two_folders_are_two() {
    let batch = Batch::empty();
    for folder in ["甲", "乙"] {
        batch.put(&format!("{folder}/总结.txt"), format!("{}{SHARED}", OWN[0]).as_bytes());
    }
    batch.run(&["scan", "甲/总结.txt", "./甲/总结.txt", "甲", "乙", "--out", "out"]).ends(0);
    let names: Vec<String> = batch
        .rows("out/documents.jsonl")
        .iter()
        .map(|row| row["document"].as_str().expect("a name").to_owned())
        .collect();
    assert_eq!(names, ["乙/总结.txt", "甲/总结.txt"]);
    assert!(!batch.rows("out/passages.jsonl").is_empty(), "equal files are found");
}

#[cfg(unix)]
#[test]
fn a_loop_of_links_ends() {
    let batch = Batch::new();
    std::os::unix::fs::symlink(batch.path("in"), batch.path("in/loop")).expect("a link");
    batch.run(&["scan", "in", "--out", "out"]).ends(0).says(&["共 4 个文件"]);
}

#[test]
fn results_of_an_earlier_run_are_no_input() {
    let batch = Batch::new();
    batch.run(&["scan", ".", "--out", "out"]).ends(0);
    batch.run(&["scan", ".", "--out", "out"]).ends(0).says(&["共 4 个文件"]);
}

#[test]
fn names_come_from_standard_input_too() {
    let batch = Batch::new();
    let names = "in/报告0.txt\nin/报告1.txt\n";
    let output = batch.program().args(["scan", "-"]).write_stdin(names).output();
    Ran(output.expect("the program runs")).ends(0).says(&["共 2 个文件"]);
}

#[test]
fn the_table_of_inspect_is_taken_back() {
    let batch = Batch::new();
    let table = batch.run(&["inspect", "in"]).ends(0).data();
    assert!(table.starts_with("\u{feff}文件,篇号,标题,单位,作者,日期,级别,上级,"), "{table}");
    let header = table.lines().next().expect("a header");
    let corrected = format!("{header}\nin/报告0.txt,1,渡口纪事,柿子滩镇,,2024-05-06,,,,,\n");
    batch.put("table.csv", corrected.as_bytes());
    batch.run(&["scan", "in", "--meta", "table.csv", "--out", "out"]).ends(0);
    let rows = batch.rows("out/documents.jsonl");
    assert_eq!(rows[0]["unit"], "柿子滩镇", "{}", rows[0]);
    batch.put("other.csv", "文件,单位\n没有此文件.txt,某镇\n".as_bytes());
    let ran = batch.run(&["scan", "in", "--meta", "other.csv", "--out", "out"]).ends(0);
    ran.says(&["没有此文件.txt"]);
    batch.run(&["inspect", "in", "--out", "list.xlsx"]).ends(0).says(&["list.xlsx"]);
    batch.run(&["scan", "in", "--meta", "list.xlsx", "--out", "out"]).ends(0);
}

#[test]
fn inspect_says_what_would_help() {
    let batch = Batch::new();
    batch.put("scans/a.png", b"\x89PNG\r\n\x1a\n and no more");
    batch.put("scans/b.jpg", b"\xff\xd8\xff and no more");
    batch.put("scans/c.bin", &[0; 400]);
    let ran = batch.run(&["inspect", "scans"]).ends(0);
    let words = ran.words();
    assert!(words.contains("3 个文件：可读 0，读取不全 0，无法读取 3"), "{words}");
    assert!(words.contains("2/3 是扫描件") && words.contains("--ocr"), "{words}");
    assert_eq!(ran.data().lines().count(), 4, "a row a file");
    let english = batch.run(&["inspect", "scans", "in", "--lang", "en"]).ends(0);
    assert!(english.words().contains("2 of 7 are scans"), "{}", english.words());
}

#[test]
fn compare_marks_the_differences_within_the_width() {
    let batch = Batch::new();
    let changed = SHARED.replace("十七根", "十九根").replace("没有耽误一次出库", "");
    batch.put("b.txt", format!("{}\n{changed}", OWN[1]).as_bytes());
    let compare = |width: &str, lang: &str| {
        let arguments = ["compare", "in/报告0.txt", "b.txt", "--width", width, "--lang", lang];
        batch.run(&arguments).ends(0).data()
    };
    let wide = compare("100", "zh");
    assert!(wide.contains("[-七-]") && wide.contains("{+九+}"), "{wide}");
    assert!(wide.contains(" │ ") && wide.contains("支持："), "{wide}");
    let body = wide.lines().filter(|line| line.contains(" │ "));
    for line in body {
        let columns = unicode_width::UnicodeWidthStr::width(line);
        assert!(columns <= 100, "{columns}: {line}");
    }
    let narrow = compare("40", "en");
    assert!(!narrow.contains(" │ ") && narrow.contains("against: "), "{narrow}");
    let nothing = batch.run(&["compare", "in/报告2.txt", "in/报告3.txt", "--lang", "en"]);
    assert!(nothing.ends(0).data().contains("no shared passage"));
}

#[test]
fn explain_tells_why_and_why_not() {
    let batch = Batch::new();
    batch.run(&["scan", "in", "--out", "out"]).ends(0);
    let id = batch.rows("out/passages.jsonl")[0]["id"].as_str().expect("an id").to_lowercase();
    let of_id = batch.run(&["explain", "out", &id]).ends(0).data();
    for part in
        ["归类：雷同", "等级", "比特", "偶然出现的期望", "互相独立", "规则：", "支持：", "反证："]
    {
        assert!(of_id.contains(part), "no {part} in {of_id}");
    }
    let english = batch.run(&["explain", "out", &id, "--lang", "en"]).ends(0).data();
    assert!(english.contains("rule: listed up to 0.05 expected"), "{english}");
    let pair = batch.run(&["explain", "out", "报告0.txt", "in/报告1.txt#1"]).ends(0).data();
    assert!(pair.contains("结论：列为雷同，共 1 处"), "{pair}");
    let other = batch.run(&["explain", "out", "报告0.txt", "报告3.txt"]).ends(0).data();
    assert!(other.contains("结论：未列为雷同") && other.contains("0.05"), "{other}");
    batch.run(&["explain", "out", "AAAA-BBBB-CCCC"]).ends(2).says(&["没有编号"]);
    batch.run(&["explain", "out", "报告0.txt", "报告9.txt"]).ends(2).says(&["没有文稿 报告9.txt"]);
}

#[test]
fn a_matrix_lists_likeness_in_long_form() {
    let batch = Batch::new();
    let lines = |metric: &str, threshold: &str| {
        let arguments = ["matrix", "in", "--metric", metric, "--threshold", threshold];
        batch.run(&arguments).ends(0).data().lines().count()
    };
    assert_eq!(lines("jaccard", "0.1"), 2, "a header and the one pair that shares text");
    assert_eq!(lines("containment", "0.1"), 3, "each in the other");
    assert_eq!(lines("simhash", "0"), 7, "all pairs");
}

/// A form with five blanks, filled in.
fn filled(place: &str, date: &str, count: &str, money: &str) -> String {
    format!(
        "关于{place}水渠清淤的情况说明\n根据年初的安排，{place}于{date}开始清理村头到河口的水渠，先清石块，再清淤泥，\
最后修补渠壁上的裂缝。全程共修好闸门{count}座，花费{money}元，钱由受益的农户分摊，账目贴在村口的墙上，谁都可以查看。\
清淤期间没有人受伤，也没有占用春耕的时间。以后每年开春以前都要巡一遍渠，看到裂缝当天补上，看到淤泥当天挖走。\n"
    )
}

#[test]
fn template_lists_forms_and_checks_files_against_them() {
    let batch = Batch::empty();
    let values = [
        ("上河村", "2021年3月5日", "7", "12400"),
        ("石桥镇", "2021年4月18日", "11", "9800"),
        ("南坪乡", "2020年3月22日", "3", "31500"),
        ("白鹭村", "2022年2月9日", "6", "7700"),
    ];
    for (place, date, count, money) in values {
        batch.put(&format!("in/{place}.txt"), filled(place, date, count, money).as_bytes());
    }
    batch.put("in/other.txt", OWN[0].as_bytes());
    batch.put("blank.txt", filled("东沟村", "X年X月X日", "____", "8800").as_bytes());
    let listed = batch.run(&["template", "in", "--lang", "zh"]).ends(0).data();
    assert!(listed.contains("4 篇共用") && listed.contains("日期"), "{listed}");
    let json = batch.run(&["template", "in", "--json"]).ends(0).data();
    let row: serde_json::Value = serde_json::from_str(&json).expect("one form, one line");
    assert_eq!(row["members"].as_array().map(Vec::len), Some(4));
    let families = batch.run(&["template", "in", "--families"]).ends(0).data();
    assert_eq!(families.lines().count(), 1);
    let checked = batch.run(&["template", "in", "--check", "blank.txt", "--json"]).ends(1).data();
    let line: serde_json::Value = serde_json::from_str(&checked).expect("one report, one line");
    assert_eq!((&line["fits"], &line["fit"]["unfilled"]["n"]), (&true.into(), &2.into()), "{line}");
    let complete = batch.run(&["template", "in", "--check", "in/上河村.txt"]).ends(0).data();
    assert!(complete.contains("12400"), "{complete}");
    batch.run(&["template", "in", "--check", "in/other.txt"]).ends(1);
    batch.run(&["template", "in", "--html", "forms.html"]).ends(0);
    assert!(batch.read("forms.html").contains("<table>"));
    let alone = batch.run(&["template", "blank.txt", "--check", "in/上河村.txt"]).ends(0).data();
    assert!(alone.contains("2021年3月5日"), "a form is its own: {alone}");
    batch.run(&["template", "in/other.txt", "--check", "blank.txt"]).ends(2);
}

#[test]
fn a_matrix_is_written_for_other_programs_too() {
    let batch = Batch::new();
    let run = |arguments: &[&str]| {
        let threshold = ["matrix", "in", "--threshold", "0.1"];
        batch.run(&[&threshold[..], arguments].concat())
    };
    let bytes = |name: &str| fs::read(batch.path(name)).expect("a file");
    run(&["--format", "npy", "-o", "a.npy"]).ends(0);
    let npy = bytes("a.npy");
    assert!(npy.starts_with(b"\x93NUMPY\x01\x00"));
    let header = 10 + usize::from(u16::from_le_bytes([npy[8], npy[9]]));
    assert_eq!((header % 64, npy.len() - header), (0, 24), "one record behind the header");
    let record = &npy[header..];
    assert_eq!(&record[..8], [0, 0, 0, 0, 1, 0, 0, 0]);
    let list = batch.read("a.npy.reports.csv");
    assert!(list.contains("\n1,in/报告1.txt,1,"), "{list}");
    run(&["--format", "npy", "--dense", "-o", "b.npy"]).ends(0);
    let square = bytes("b.npy");
    let header = 10 + usize::from(u16::from_le_bytes([square[8], square[9]]));
    assert_eq!(square.len() - header, 4 * 4 * 4, "four by four");
    run(&["--format", "mtx", "-o", "a.mtx"]).ends(0);
    let mtx = batch.read("a.mtx");
    assert!(mtx.contains("real symmetric\n") && mtx.contains("\n4 4 1\n2 1 0."), "{mtx}");
    run(&["--format", "parquet", "-o", "a.parquet"]).ends(0);
    let ends = bytes("a.parquet");
    assert!(ends.starts_with(b"PAR1") && ends.ends_with(b"PAR1"));
    let square = run(&["--dense"]).ends(0).data();
    assert_eq!(square.lines().count(), 5, "{square}");
    let ran = run(&["--method", "approximate"]).ends(0).says(&["近似法", "已逐对核实"]);
    assert_eq!(ran.data().lines().count(), 2);
    run(&["--format", "mtx"]).ends(2).says(&["--out"]);
    run(&["--format", "parquet", "--dense"]).ends(2).says(&["--dense"]);
    run(&["--method", "approximate", "--metric", "containment"]).ends(2).says(&["jaccard"]);
}

#[test]
fn extract_prints_the_text_byte_for_byte() {
    let batch = Batch::empty();
    batch.put("a.txt", "\u{feff}第一行\n第二行".as_bytes());
    let ran = batch.run(&["extract", "a.txt"]).ends(0).says(&["a.txt"]);
    assert_eq!(ran.data(), "第一行\n第二行");
    let json = batch.run(&["extract", "a.txt", "--json"]).ends(0).data();
    let row: serde_json::Value = serde_json::from_str(&json).expect("a line of JSON");
    assert_eq!(row["text"], "第一行\n第二行");
    assert_eq!(row["parts"][0]["part"], "body");
    let parts = batch.run(&["extract", "a.txt", "--parts"]).ends(0).data();
    assert!(parts.starts_with("== body 0..7\n"), "{parts}");
}

#[test]
fn a_pdf_is_read_by_a_worker_within_its_limits() {
    let batch = Batch::empty();
    let content = "BT /F 12 Tf 60 700 Td (plain words) Tj ET";
    let pdf = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n\
         2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n\
         3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
         /Resources<</Font<</F 5 0 R>>>>>>endobj\n\
         4 0 obj<</Length {}>>stream\n{content}\nendstream endobj\n\
         5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n\
         trailer<</Root 1 0 R>>\n%{}\n%%EOF",
        content.len(),
        "x".repeat(8 << 20)
    );
    batch.put("a.pdf", pdf.as_bytes());
    assert_eq!(batch.run(&["extract", "a.pdf"]).ends(0).data(), "plain words\n");
    let limited = ["extract", "a.pdf", "--set", "read.worker_memory_bytes_max=4000000"];
    if cfg!(unix) {
        batch.run(&limited).ends(2).says(&["a.pdf 所需内存超限"]);
    }
}

#[test]
fn marked_documents_are_only_listed_unless_allowed() {
    let batch = Batch::empty();
    batch.put("a.txt", "机密★1年\n正文".as_bytes());
    batch.run(&["extract", "a.txt"]).ends(2).says(&["带有密级标志"]);
    let allowed = batch.run(&["extract", "a.txt", "--allow-classified"]).ends(0);
    assert_eq!(allowed.data(), "机密★1年\n正文");
}

#[test]
fn verify_sees_a_changed_result_and_a_changed_input() {
    let batch = Batch::new();
    batch.run(&["scan", "in", "--out", "out"]).ends(0);
    batch.run(&["verify", "out"]).ends(0).says(&["均未改变"]);
    batch.run(&["verify", "out", "in", "--lang", "en"]).ends(0).says(&["all unchanged"]);
    batch.put("in/报告3.txt", "换了内容".as_bytes());
    batch.run(&["verify", "out"]).ends(1).says(&["输入文件已改变：in/报告3.txt"]);
    fs::remove_file(batch.path("in/报告3.txt")).expect("a file");
    batch.run(&["verify", "out"]).ends(1).says(&["输入文件缺失：in/报告3.txt"]);
    batch.put("out/pairs.csv", b"changed");
    batch.run(&["verify", "out"]).ends(1).says(&["结果文件已改变：pairs.csv"]);
}

#[test]
fn config_prints_what_it_can_read_back() {
    let batch = Batch::empty();
    let text = batch.run(&["config", "--set", "classify.expected_max=0.01"]).ends(0).data();
    assert!(text.contains("# Unit:") && text.contains("expected_max = 0.01"), "{text}");
    batch.put("written.toml", text.as_bytes());
    batch.run(&["config", "--check", "written.toml"]).ends(0).says(&["written.toml"]);
    let again = batch.run(&["config", "--config", "written.toml"]).ends(0).data();
    assert_eq!(again, text);
}

#[test]
fn evaluate_prints_the_measures_of_pan() {
    let batch = Batch::empty();
    let side = |name: &str| format!(r#"{{"doc": "{name}", "start": 0, "end": 10}}"#);
    let gold = format!(r#"{{"kind": "light", "a": {}, "b": {}}}"#, side("a"), side("b"));
    let found = gold.replace("\"a\":", "\"left\":").replace("\"b\":", "\"right\":");
    batch.put("gold.jsonl", gold.as_bytes());
    batch.put("found.jsonl", found.replace("\"doc\"", "\"document\"").as_bytes());
    let base = ["evaluate", "gold", "--gold", "gold.jsonl", "--found", "found.jsonl"];
    let all = batch.run(&base).ends(0).data();
    assert!(all.contains("plagdet 1.00000") && all.lines().count() == 1, "{all}");
    let by = batch.run(&[&base[..], &["--by"]].concat()).ends(0).data();
    assert!(by.lines().count() == 2 && by.contains("light"), "{by}");
}

#[test]
fn completions_know_the_commands() {
    let script = Batch::empty().run(&["completions", "bash"]).ends(0).data();
    assert!(script.contains("scan") && script.contains("fail-above"));
}

#[test]
fn help_speaks_both_languages() {
    let batch = Batch::empty();
    let help = |lang: &str| batch.run(&["scan", "--help", "--lang", lang]).ends(0).data();
    assert!(help("zh").contains("用法：") && help("zh").contains("设置文件"));
    assert!(help("en").contains("Usage:") && help("en").contains("Settings file"));
    assert_eq!(batch.run(&["help", "scan", "--lang", "zh"]).ends(0).data(), help("zh"));
}

#[test]
fn nothing_that_is_written_judges_a_person() {
    let batch = Batch::new();
    for lang in ["zh", "en"] {
        batch.run(&["scan", "in", "--out", "out", "--lang", lang]).ends(0);
        for entry in fs::read_dir(batch.path("out")).expect("the results") {
            let path = entry.expect("a result").path();
            if path.is_dir() {
                continue;
            }
            let text = String::from_utf8_lossy(&fs::read(&path).expect("a result")).into_owned();
            for word in JUDGING {
                assert!(!text.contains(word), "{word} in {}", path.display());
            }
        }
    }
}

#[test]
fn a_reader_that_has_had_enough_is_no_error() {
    let batch = Batch::new();
    for arguments in [&["config"][..], &["--help"], &["extract", "in", "--json"]] {
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("leitong"));
        command.current_dir(batch.folder.path()).args(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("it ends");
        assert!(!String::from_utf8_lossy(&output.stderr).contains("panicked"), "{arguments:?}");
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_is_status_3_and_leaves_nothing() {
    let batch = Batch::new();
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("leitong"));
    command.current_dir(batch.folder.path()).args(["scan", "-", "--out", "out"]);
    command.stdin(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it");
    let mut names = child.stdin.take().expect("a pipe");
    // More than a pipe holds: when it is written, the program is reading and watches for Ctrl-C.
    names.write_all(&vec![b'\n'; 1 << 18]).expect("names");
    let pid = child.id().to_string();
    let killed = std::process::Command::new("kill").args(["-INT", &pid]).status();
    assert!(killed.expect("kill").success());
    let output = child.wait_with_output().expect("it ends");
    drop(names);
    assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(!Path::new(&batch.path("out")).exists());
}

/// A zip archive of these entries.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = zip::write::SimpleFileOptions::default();
        archive.start_file(*name, options).expect("an entry");
        archive.write_all(bytes).expect("an entry");
    }
    archive.finish().expect("an archive").into_inner()
}
