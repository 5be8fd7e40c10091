//! Quality and cost of the regions on a PAN corpus for text alignment.
//!
//! `cargo bench --bench pan -- [FOLDER] [KEEP/OF] [FOUND.jsonl]`; without the corpus beside the
//! repository nothing is measured. The time is the processor time of this process.

use std::io::Write;
use std::path::PathBuf;
use std::time::Instant;

use leitong::align::regions::{self, words};
use leitong::config::Regions;
use leitong::evaluate::{self, Corpus};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let folder = arguments.first().map_or("../shared/corpora/pan13-train", String::as_str);
    let folder = PathBuf::from(folder);
    if !folder.exists() {
        eprintln!("no corpus at {}: nothing measured", folder.display());
        return Ok(());
    }
    let part = arguments.get(1).map_or("0/1", String::as_str);
    if folder.is_file() {
        return pairs(&folder, &arguments[1]);
    }
    let (keep, of) = part.split_once('/').ok_or("give KEEP/OF, such as 1/4")?;
    let (keep, of): (usize, usize) = (keep.parse()?, of.parse()?);
    let corpus = Corpus::open(&folder, &|i| i % of == keep)?;
    let counts = std::fs::read_to_string(
        std::env::var("BG").unwrap_or("data/background/en-words.tsv".into()))?;
    let background = words::Background::from_counts(&counts);
    let config: Regions = match std::env::var("SET") {
        Ok(set) => toml::from_str(&set.replace(',', "\n"))?,
        Err(_) => Regions::default(),
    };
    let start = Instant::now();
    let (table, found) = evaluate::pan(&corpus, &|left, right| {
        let (left, right) = (words::english(left, &background), words::english(right, &background));
        regions::find(&left, &right, &config)
            .iter()
            .map(|r| (regions::span(&left, &r.left), regions::span(&right, &r.right)))
            .collect()
    });
    print!("{table}");
    println!("wall {:.1} s", start.elapsed().as_secs_f64());
    if let Some(path) = arguments.get(2) {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        let _ = &found;
        for pair in &corpus.pairs {
            let left = words::english(corpus.text(&pair.suspicious), &background);
            let right = words::english(corpus.text(&pair.source), &background);
            for r in regions::find(&left, &right, &config) {
                let side = |name: &str, s: leitong::model::CharSpan| serde_json::json!({
                    "document": name, "start": s.start, "end": s.end});
                writeln!(file, "{}", serde_json::json!({"left": side(&pair.suspicious, regions::span(&left, &r.left)),
                    "right": side(&pair.source, regions::span(&right, &r.right)), "bits": r.bits, "kl": r.kept_left, "kr": r.kept_right,
                    "nl": r.left.len(), "nr": r.right.len(), "kind": pair.kind, "dl": left.len(), "dr": right.len(), "note": r.note}))?;
            }
        }
    }
    Ok(())
}

fn pairs(list: &std::path::Path, out: &str) -> Result<(), Box<dyn std::error::Error>> {
    let zh = words::Background::from_counts(&std::fs::read_to_string("/tmp/al/bg/zh-words.tsv")?);
    let en = words::Background::from_counts(&std::fs::read_to_string("/tmp/al/bg/en-words.tsv")?);
    let config: Regions = match std::env::var("SET") {
        Ok(set) => toml::from_str(&set.replace(',', "\n"))?,
        Err(_) => Regions::default(),
    };
    let jieba = jieba_rs::Jieba::new();
    let mut file = std::io::BufWriter::new(std::fs::File::create(out)?);
    for line in std::fs::read_to_string(list)?.lines() {
        let (a, b) = line.split_once('\t').ok_or("tab")?;
        let words = |path: &str| -> Result<_, std::io::Error> {
            let text = std::fs::read_to_string(path)?;
            let han = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
            Ok(if han * 4 > text.chars().count() { words::chinese(&text, &jieba, &zh) } else { words::english(&text, &en) })
        };
        let (left, right) = (words(a)?, words(b)?);
        for r in regions::find(&left, &right, &config) {
            let side = |name: &str, s: leitong::model::CharSpan| serde_json::json!({
                "document": name, "start": s.start, "end": s.end});
            writeln!(file, "{}", serde_json::json!({"left": side(a, regions::span(&left, &r.left)),
                "right": side(b, regions::span(&right, &r.right)), "bits": r.bits, "kl": r.kept_left, "kr": r.kept_right,
                "nl": r.left.len(), "nr": r.right.len(), "dl": left.len(), "dr": right.len(), "note": r.note}))?;
        }
    }
    Ok(())
}
