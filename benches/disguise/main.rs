//! How much of a disguised copy is found, and whom honest text accuses.
//!
//! `cargo bench --bench disguise` measures every disguise and prints a table, the honest pairs that
//! are accused, and the layers of one corpus of 200 reports, without and with the form and the
//! quoted documents given; the figures go to `benches/record/disguise*.csv`.
//! `-- --only NAME` takes the disguises whose name begins so and records nothing; `-- --cases`
//! shows the worst cases with their text; `-- --variants` compares with what others do against
//! common text; `-- --batch` measures the layers only;
//! `-- --write DIR` writes the corpora for the program and measures nothing.

mod corpus;
mod judge;
mod variants;

use std::path::{Path, PathBuf};

use corpus::{Corpus, Texts, pairs};
use judge::{Found, Judged, Knowing, Layers};

type Failure = Box<dyn std::error::Error>;

/// The same corpora in every run.
const SEED: u64 = 2024;
/// Disguises that the variants are compared on: from a plain copy to a washed one.
const VARIANTS_ON: [&str; 4] = ["verbatim", "slots", "synonyms-30", "combined-light"];
/// Worst cases and accusations that are shown.
const SHOWN: usize = 20;

fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let has = |flag: &str| arguments.iter().any(|a| a == flag);
    let value = |flag: &str| {
        arguments.iter().position(|a| a == flag).and_then(|i| arguments.get(i + 1)).cloned()
    };
    let texts = Texts::new();
    if let Some(folder) = value("--write") {
        return write_all(&texts, Path::new(&folder));
    }
    if has("--variants") {
        return compare_variants(&texts);
    }
    let record = value("--only").is_none();
    if !has("--batch") {
        let only = value("--only").unwrap_or_default();
        let rows = disguises(&texts, &only, has("--cases"))?;
        if record {
            judge::record(&rows, &recorded("disguise.csv"))?;
        }
    }
    if record {
        let corpus = corpus::batch(&texts, SEED);
        let (mut matrix, mut scores) = (Layers::HEAD.to_owned(), Layers::SCORES.to_owned());
        for (knowing, given) in Knowing::ALL {
            let layers = judge::layers(&corpus, &found(&corpus, knowing)?);
            print!("\ngiven: {given}\n{layers}");
            matrix.push_str(&layers.csv(given));
            scores.push_str(&layers.scores(given));
        }
        std::fs::write(recorded("disguise-layers.csv"), matrix)?;
        std::fs::write(recorded("disguise-layer-scores.csv"), scores)?;
    }
    Ok(())
}

/// Ours beside what others do, at equal recall; recorded as `disguise-variants.csv`.
fn compare_variants(texts: &Texts) -> Result<(), Failure> {
    let mut csv = "corpus,variant,found,planted,accused,honest_pairs\n".to_owned();
    let mut compare = |name: &str, corpus: &Corpus| -> Result<(), Failure> {
        let folder = tempfile::tempdir()?;
        corpus.write(folder.path())?;
        for one in variants::compare(folder.path(), corpus) {
            let ([found, planted], [accused, honest]) = (one.found, one.accused);
            let line = format!("{name},{},{found},{planted},{accused},{honest}", one.name);
            println!("{line}");
            csv.push_str(&line);
            csv.push('\n');
        }
        Ok(())
    };
    for run in pairs::runs().iter().filter(|run| VARIANTS_ON.contains(&run.name.as_str())) {
        compare(&run.name, &pairs::pairs(run, texts, SEED))?;
    }
    compare("batch", &corpus::batch(texts, SEED))?;
    Ok(std::fs::write(recorded("disguise-variants.csv"), csv)?)
}

fn recorded(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/record").join(name)
}

/// Runs the library over a corpus in a temporary folder.
fn found(corpus: &Corpus, knowing: Knowing) -> Result<Found, Failure> {
    let folder = tempfile::tempdir()?;
    corpus.write(folder.path())?;
    Ok(judge::scan(folder.path(), corpus, knowing))
}

fn disguises(texts: &Texts, only: &str, show: bool) -> Result<Vec<Judged>, Failure> {
    let mut rows = Vec::new();
    let mut worst = Vec::new();
    let mut alarms = Vec::new();
    println!("{}", Judged::HEAD);
    for run in pairs::runs().iter().filter(|run| run.name.starts_with(only)) {
        let corpus = pairs::pairs(run, texts, SEED);
        let found = found(&corpus, Knowing::Nothing)?;
        let judged = judge::pairs(&run.name, &corpus, &found);
        println!("{judged}");
        worst.extend(judge::worst(&corpus, &found));
        alarms.extend(judge::alarms(&corpus, &found));
        rows.push(judged);
    }
    alarms.sort_by(|a, b| b.bits.cmp(&a.bits).then(a.text.cmp(&b.text)));
    println!("\nhonest text in accusations, the strongest first:");
    alarms.iter().take(SHOWN).for_each(|alarm| println!("{alarm}"));
    if show {
        worst.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        println!("\nthe worst cases:");
        worst.iter().take(SHOWN).for_each(|(_, text)| println!("{text}"));
    }
    Ok(rows)
}

fn write_all(texts: &Texts, folder: &Path) -> Result<(), Failure> {
    for run in pairs::runs() {
        pairs::pairs(&run, texts, SEED).write(&folder.join(&run.name))?;
    }
    Ok(corpus::batch(texts, SEED).write(&folder.join("batch"))?)
}
