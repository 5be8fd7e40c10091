//! `leitong evaluate`: results against a gold standard.

use std::collections::BTreeMap;
use std::path::Path;

use crate::cli::Ending;
use crate::cli::Exit;
use crate::cli::args;
use crate::cli::args::Against;
use crate::cli::failure::Failure;
use crate::cli::output;
use crate::cli::settings;
use crate::evaluate;
use crate::evaluate::Corpus;
use crate::evaluate::EvaluateError;
use crate::evaluate::PanPair;
use crate::evaluate::Shared;
use crate::model::Lang;
use crate::pipeline;
use crate::segment::PhraseList;

/// Runs the command.
pub(in crate::cli) fn run(args: &args::Evaluate, lang: Lang) -> Ending {
    let table = match &args.against {
        Against::Gold(args) => gold(args).map_err(|error| failed(&error, lang))?,
        Against::Pan(args) => pan(args, lang)?,
    };
    output::data(|out| write!(out, "{table}"), lang)?;
    Ok(Exit::Done)
}

fn failed(error: &dyn std::fmt::Display, lang: Lang) -> Failure {
    Failure::of("failure.evaluate", &[("cause", error)], lang)
}

fn gold(args: &args::Gold) -> Result<evaluate::Table, EvaluateError> {
    let mut table = evaluate::gold(&args.gold, &args.found, &args.layer)?;
    if !args.by_kind {
        table.rows.truncate(1);
    }
    Ok(table)
}

/// Every pair from its two texts and the shipped background alone, never splitting.
fn pan(args: &args::Pan, lang: Lang) -> Result<evaluate::Table, Failure> {
    let settings = settings::aligning(&args.choosing, lang)?;
    let corpus = Corpus::open(&args.corpus, &|_| true).map_err(|error| failed(&error, lang))?;
    let phrases = PhraseList::new("");
    let align = |left: &str, right: &str| pipeline::align_texts((left, right), &phrases, &settings);
    let (table, found) = evaluate::pan(&corpus, &align);
    if let Some(folder) = &args.xml {
        write_xml(&corpus.pairs, &found, folder).map_err(|error| failed(&error, lang))?;
    }
    Ok(table)
}

/// One file a pair, named as the PAN workshops name them.
fn write_xml(pairs: &[PanPair], found: &[Shared], folder: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut by_pair: BTreeMap<&[String; 2], Vec<&Shared>> = BTreeMap::new();
    for one in found {
        by_pair.entry(&one.documents).or_default().push(one);
    }
    for pair in pairs {
        let names = [pair.suspicious.as_str(), pair.source.as_str()];
        let mut key = names.map(str::to_owned);
        key.sort();
        let of_pair = by_pair.get(&key).map_or(&[][..], Vec::as_slice);
        let spans: Vec<_> = of_pair.iter().filter_map(|one| one.spans_of(names)).collect();
        let stem = |name: &str| name.trim_end_matches(".txt").to_owned();
        let name = format!("{}-{}.xml", stem(names[0]), stem(names[1]));
        std::fs::write(folder.join(name), evaluate::xml(names[0], names[1], &spans))?;
    }
    Ok(())
}
