//! How much of a disguised copy is found, and whom honest text accuses.
//!
//! `cargo bench --bench disguise` measures every disguise and prints a table, the honest pairs that
//! are accused, and the layers of one corpus of 200 reports; the figures go to
//! `benches/record/disguise.csv` and `disguise-layers.csv`.
//! `-- --only NAME` takes the disguises whose name begins so and records nothing; `-- --cases`
//! shows the worst cases with their text; `-- --batch` measures the layers only;
//! `-- --write DIR` writes the corpora for the program and measures nothing.

mod corpus;
mod judge;

use std::path::{Path, PathBuf};

use corpus::{Corpus, Texts, pairs};
use judge::{Found, Judged};

type Failure = Box<dyn std::error::Error>;

/// The same corpora in every run.
const SEED: u64 = 2024;
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
        let layers = judge::layers(&corpus, &found(&corpus)?);
        print!("\n{layers}");
        std::fs::write(recorded("disguise-layers.csv"), layers.csv())?;
    }
    Ok(())
}

fn recorded(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/record").join(name)
}

/// Runs the library over a corpus in a temporary folder.
fn found(corpus: &Corpus) -> Result<Found, Failure> {
    let folder = tempfile::tempdir()?;
    corpus.write(folder.path())?;
    Ok(judge::scan(&folder.path().join("reports"), corpus))
}

fn disguises(texts: &Texts, only: &str, show: bool) -> Result<Vec<Judged>, Failure> {
    let mut rows = Vec::new();
    let mut worst = Vec::new();
    let mut alarms = Vec::new();
    println!("{}", Judged::HEAD);
    for run in pairs::runs().iter().filter(|run| run.name.starts_with(only)) {
        let corpus = pairs::pairs(run, texts, SEED);
        let found = found(&corpus)?;
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
