//! Quality and cost of the aligner on a PAN corpus for text alignment.
//!
//! `cargo bench --bench pan -- [FOLDER] [KEEP/OF] [FOUND.jsonl] [SETTING=VALUE,…]` takes every
//! pair whose number leaves KEEP when divided by OF, such as `1/4`. Without the corpus beside the
//! repository nothing is measured. Measure processor time from outside (`/usr/bin/time`).

use std::io::Write;
use std::path::Path;

use leitong::config::Settings;
use leitong::evaluate::{self, Corpus, Shared};
use leitong::pipeline;
use leitong::segment::PhraseList;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let argument = |i: usize, default: &'static str| -> String {
        arguments.get(i).cloned().unwrap_or_else(|| default.to_owned())
    };
    let folder = argument(0, "../shared/corpora/pan13-train");
    if !Path::new(&folder).exists() {
        eprintln!("no corpus at {folder}: nothing measured");
        return Ok(());
    }
    let part = argument(1, "0/1");
    let (keep, of) = part.split_once('/').ok_or("give KEEP/OF, such as 1/4")?;
    let (keep, of): (usize, usize) = (keep.parse()?, of.parse()?);
    let corpus = Corpus::open(Path::new(&folder), &|i| i % of == keep)?;
    let settings: Settings = toml::from_str(&argument(3, "").replace(',', "\n"))?;
    let config = settings.validate()?;
    let phrases = PhraseList::new("");
    let align = |left: &str, right: &str| pipeline::align_texts((left, right), &phrases, &config);
    let (table, found) = evaluate::pan(&corpus, &align);
    print!("{table}");
    arguments.get(2).map_or(Ok(()), |path| write(path, &found))
}

/// Writes passages as `plagdet.py` and `evaluate::gold` read them.
fn write(path: &str, found: &[Shared]) -> Result<(), Failure> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    for shared in found {
        let [left, right] = [0, 1].map(|k| {
            serde_json::json!({"document": shared.documents[k],
                "start": shared.spans[k].start, "end": shared.spans[k].end})
        });
        writeln!(file, "{}", serde_json::json!({"left": left, "right": right}))?;
    }
    Ok(())
}
