//! The archive as its user sees it: kept, compared with, killed while it is written.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};
use std::time::Duration;

use tempfile::TempDir;

/// Paragraphs that some of the reports share.
const SHARED: [&str; 3] = [
    "粮站旧库房的十七根木柱被白蚁蛀空，站里请来邻县老木匠，用桐油浸过的杉木一根一根替换，\
前后用了二十三天，没有耽误一次出库。替下来的旧柱锯成短料，送给敬老院做了六张长凳。",
    "渡口的石阶补了九级，夜里点一盏太阳能灯，摆渡的老人把旧竹篙交给镇史馆，\
又讲了三个发大水的夜晚，听的人把门槛都坐满了。",
    "南门外的旧砖窑停火以后，窑坑蓄水养了鲫鱼，窑顶种了两排香椿，今年春天卖了四百多斤芽，\
木模捐给了文化站。",
];

/// A folder with an archive and reports.
struct Place {
    folder: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { folder: TempDir::new().expect("a folder") }
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    /// Reports `first..end` in the folder `name`; each has text of its own and one that others
    /// have.
    fn reports(&self, name: &str, numbers: std::ops::Range<usize>) {
        for i in numbers {
            let own: String = (0..60)
                .map(|j| char::from_u32(0x4e00 + ((i * 7919 + j * j * 131 + j * 17) % 5000) as u32))
                .map(|c| c.expect("a character"))
                .collect();
            let text = format!("第{i}号工作小结\n{own}。\n{}\n{own}！\n", SHARED[i % 3]);
            let path = self.path(&format!("{name}/报告{i:03}.txt"));
            fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
            fs::write(path, text).expect("a report");
        }
    }

    fn program(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin!("leitong"));
        command.current_dir(self.folder.path()).args(arguments).args(["--lang", "zh"]);
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.program(arguments).output().expect("the program runs")
    }

    /// What the program printed, which must end with `status`.
    fn ends(&self, arguments: &[&str], status: i32) -> (String, String) {
        let output = self.run(arguments);
        let [data, words] =
            [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("UTF-8"));
        assert_eq!(output.status.code(), Some(status), "{arguments:?}\n{words}{data}");
        (data, words)
    }

    /// The passages of a run that touch a document whose name begins with `name`.
    fn passages(&self, run: &str, name: &str) -> BTreeSet<String> {
        let rows = fs::read_to_string(self.path(run).join("passages.jsonl")).expect("passages");
        let touches = |line: &&str| {
            let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
            ["left", "right"].iter().any(|side| {
                row[side]["document"].as_str().is_some_and(|document| document.starts_with(name))
            })
        };
        rows.lines().filter(touches).map(str::to_owned).collect()
    }
}

#[test]
fn against_an_archive_finds_what_a_run_over_everything_finds() {
    let place = Place::new();
    place.reports("old", 0..12);
    place.reports("new", 12..15);
    place.ends(&["archive", "add", "库", "old"], 0);
    let (_, words) = place.ends(&["archive", "against", "库", "new", "--out", "a"], 0);
    assert!(words.contains("共 12 份"), "{words}");
    place.ends(&["scan", "old", "new", "--out", "b"], 0);
    let expected = place.passages("b", "new/");
    assert!(!expected.is_empty());
    assert_eq!(place.passages("a", "new/"), expected);
    assert_eq!(place.passages("a", ""), expected, "what the archive shares with itself is no news");
}

#[test]
fn an_archive_is_kept_by_name() {
    let place = Place::new();
    place.reports("in", 0..6);
    let (_, words) = place.ends(&["archive", "add", "库", "in"], 0);
    assert!(words.contains("新增 6 份，更新 0 份，未变 0 份"), "{words}");
    fs::write(place.path("in/报告001.txt"), SHARED[2]).expect("changed");
    let (_, words) = place.ends(&["archive", "add", "库", "in"], 0);
    assert!(words.contains("新增 0 份，更新 1 份，未变 5 份"), "{words}");
    let (list, _) = place.ends(&["archive", "list", "库"], 0);
    assert_eq!(list.lines().count(), 7, "{list}");
    let (_, words) = place.ends(&["archive", "remove", "库", "in/报告002.txt", "没有.txt"], 1);
    assert!(words.contains("没有 没有.txt") && words.contains("移除 1 份"), "{words}");
    let (_, words) = place.ends(&["archive", "remove", "库", "in/报告003.txt", "--purge"], 0);
    assert!(words.contains("不可恢复"), "{words}");
    place.ends(&["archive", "compact", "库"], 0);
    let (stats, _) = place.ends(&["archive", "stats", "库"], 0);
    for figure in ["documents\t4\n", "segments\t1\n", "sketch.han_kgram\t8\n"] {
        assert!(stats.contains(figure), "{stats}");
    }
    let (_, words) = place.ends(&["archive", "verify", "库"], 0);
    assert!(words.contains("完好：4 份"), "{words}");
}

#[test]
fn what_is_wrong_with_an_archive_is_said() {
    let place = Place::new();
    place.reports("in", 0..2);
    let (_, words) = place.ends(&["archive", "list", "没有"], 2);
    assert!(words.contains("不是存档库"), "{words}");
    place.ends(&["archive", "add", "in", "in"], 2);
    place.ends(&["archive", "add", "库", "in"], 0);
    let other = ["--set", "sketch.han_kgram=9"];
    let (_, words) = place.ends(&[&["archive", "add", "库", "in"], &other[..]].concat(), 2);
    assert!(words.contains("sketch.han_kgram 为 8，与现在的 9 不同"), "{words}");
    let segment = place.path("库/00000000.seg");
    let mut bytes = fs::read(&segment).expect("a segment");
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(&segment, bytes).expect("damaged");
    let (_, words) = place.ends(&["archive", "verify", "库"], 1);
    assert!(words.contains("已损坏"), "{words}");
}

/// Kills of `a_killed_writer_loses_nothing`; `LEITONG_KILLS` asks for more.
const KILLS: u64 = 12;

#[test]
#[expect(clippy::disallowed_methods, reason = "hundreds of kills are asked for by hand")]
fn a_killed_writer_loses_nothing() {
    let kills = std::env::var("LEITONG_KILLS").ok().and_then(|n| n.parse().ok()).unwrap_or(KILLS);
    let place = Place::new();
    let mut committed: BTreeSet<String> = BTreeSet::new();
    for kill in 0..kills {
        let input = format!("in{kill}");
        place.reports(&input, 0..40);
        let mut child = place
            .program(&["archive", "add", "库", &input, "--quiet"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program runs");
        // From before the first write to after the last, however fast the machine is: every third
        // one is left to end, and its time is what the others are killed within.
        let is_killed = kill % 3 != 0;
        if is_killed {
            std::thread::sleep(Duration::from_millis(kill * 37 % 160));
            // It may have ended before.
            let _ = child.kill();
        }
        let status = child.wait().expect("an end");
        assert!(is_killed || status.success(), "{status}");
        let before = committed.clone();
        if place.path("库/MANIFEST").exists() {
            place.ends(&["archive", "verify", "库"], 0);
            committed = names(&place);
        }
        assert!(committed.is_superset(&before), "something committed is lost after {kill}");
        let fresh = committed.difference(&before).count();
        assert!(fresh == 0 || fresh == 40, "{fresh} of 40 after {kill}");
        assert!(is_killed || fresh == 40);
    }
}

fn names(place: &Place) -> BTreeSet<String> {
    let (list, _) = place.ends(&["archive", "list", "库"], 0);
    list.lines().skip(1).map(|line| line.split(',').next().unwrap_or("").to_owned()).collect()
}

#[test]
fn an_archive_of_version_1_is_read() {
    let place = Place::new();
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/archive-1");
    fs::create_dir(place.path("库")).expect("a folder");
    for name in ["MANIFEST", "00000000.seg"] {
        fs::copy(kept.join(name), place.path("库").join(name)).expect("a copy");
    }
    let (_, words) = place.ends(&["archive", "verify", "库"], 0);
    assert!(words.contains("完好：3 份"), "{words}");
    let (list, _) = place.ends(&["archive", "list", "库"], 0);
    assert!(list.contains("in/报告001.txt,1,"), "{list}");
}
