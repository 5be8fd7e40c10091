//! `index.html`: one file with the rows, the texts, the words and a viewer of plain JavaScript.
//!
//! The rows stand in it as data that no browser runs. The only script and the only style that may
//! run are those of this program, allowed by their hash; everything else, the network included, is
//! forbidden by the page's own policy. The viewer puts text into the page as text, never as
//! mark-up, so whatever a document holds stays text.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::io;
use std::io::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::config::HTML_REPORTS_MAX;
use crate::config::HTML_STRONGEST_REPORTS;
use crate::model::Diagnostic;
use crate::model::Lang;
use crate::report::Context;
use crate::report::json;
use crate::report::rows::AnomalyRow;
use crate::report::rows::BasisRow;
use crate::report::rows::BoilerplateRow;
use crate::report::rows::DocumentRow;
use crate::report::rows::FamilyRow;
use crate::report::rows::PairRow;
use crate::report::rows::PassageRow;
use crate::report::rows::PlaceRow;
use crate::report::rows::QuestionRow;
use crate::report::rows::ReportKey;
use crate::report::rows::Rows;
use crate::report::rows::TemplateRow;
use crate::report::totals::Totals;
use crate::report::words;

const PAGE: &str = include_str!("html/page.html");
const STYLE: &str = include_str!("html/viewer.css");
const SCRIPT: &str = concat!(
    include_str!("html/base.js"),
    include_str!("html/parts.js"),
    include_str!("html/overview.js"),
    include_str!("html/heat.js"),
    include_str!("html/report.js"),
    include_str!("html/pair.js"),
    include_str!("html/lists.js"),
    include_str!("html/main.js"),
);

/// What the viewer reads.
#[derive(Serialize)]
struct Data<'a> {
    lang: Lang,
    words: BTreeMap<&'static str, BTreeMap<&'static str, &'static str>>,
    version: &'a str,
    run_id: String,
    basis: &'a BasisRow,
    /// Of all rows, also when the page holds only some.
    totals: Totals,
    /// True when the page holds only the strongest.
    cut: bool,
    rows: Shown<'a>,
    texts: BTreeMap<&'a str, &'a str>,
}

/// The rows that the page shows.
#[derive(Serialize)]
struct Shown<'a> {
    documents: &'a [DocumentRow],
    passages: &'a [PassageRow],
    boilerplate: &'a [BoilerplateRow],
    families: &'a [FamilyRow],
    templates: &'a [TemplateRow],
    anomalies: &'a [AnomalyRow],
    /// Only those that share anything after set phrases are out: nearly all others of a genre are
    /// a little alike, and 1,000 reports make half a million pairs.
    pairs: Vec<&'a PairRow>,
    questions: &'a [QuestionRow],
    diagnostics: &'a [Diagnostic],
}

impl<'a> Shown<'a> {
    fn of(rows: &'a Rows) -> Self {
        let shares = |row: &&PairRow| row.passages > 0 || row.share_left.n + row.share_right.n > 0;
        Self {
            documents: &rows.documents,
            passages: &rows.passages,
            boilerplate: &rows.boilerplate,
            families: &rows.families,
            templates: &rows.templates,
            anomalies: &rows.anomalies,
            pairs: rows.pairs.iter().filter(shares).collect(),
            questions: &rows.questions,
            diagnostics: &rows.diagnostics,
        }
    }
}

/// Writes the page.
///
/// # Errors
/// Those of `out`.
///
/// # Cost
/// Holds the page's data in memory, about twice the texts and rows.
pub(super) fn write(rows: &Rows, context: &Context, out: &mut dyn Write) -> io::Result<()> {
    let cut = rows.documents.len() > HTML_REPORTS_MAX;
    let strongest = cut.then(|| strongest(rows, HTML_STRONGEST_REPORTS));
    let shown = strongest.as_ref().unwrap_or(rows);
    let lang = context.lang;
    let data = Data {
        lang,
        words: BTreeMap::from([("zh", words::table(Lang::Zh)), ("en", words::table(Lang::En))]),
        version: context.version,
        run_id: json::run_id(rows, context),
        basis: &rows.basis,
        totals: Totals::of(rows),
        cut,
        rows: Shown::of(shown),
        texts: texts(shown, context),
    };
    // No `<` in a string of JSON needs to be one: written as its code it can end no element.
    let data = serde_json::to_string(&data)?.replace('<', "\\u003c");
    let parts = BTreeMap::from([
        ("lang", if lang == Lang::Zh { "zh" } else { "en" }),
        ("title", words::word("ui.title", lang)),
        ("noscript", words::word("ui.noscript", lang)),
        ("style", STYLE),
        ("script", SCRIPT),
        ("data", &data),
    ]);
    let hashes = BTreeMap::from([("script-hash", hash(SCRIPT)), ("style-hash", hash(STYLE))]);
    put(out, &parts, &hashes)
}

/// Writes the page's frame with its parts in their places.
fn put(
    out: &mut dyn Write,
    parts: &BTreeMap<&str, &str>,
    hashes: &BTreeMap<&str, String>,
) -> io::Result<()> {
    for piece in PAGE.split_inclusive(['{', '}']) {
        let name = piece.strip_suffix('}');
        let part = name.and_then(|name| {
            parts.get(name).copied().or_else(|| hashes.get(name).map(String::as_str))
        });
        let text = part.unwrap_or_else(|| piece.strip_suffix('{').unwrap_or(piece));
        out.write_all(text.as_bytes())?;
    }
    Ok(())
}

/// A source expression of the Content Security Policy, level 3, section 2.3.1.
fn hash(text: &str) -> String {
    format!("'sha256-{}'", STANDARD.encode(Sha256::digest(text.as_bytes())))
}

fn texts<'a>(rows: &'a Rows, context: &'a Context) -> BTreeMap<&'a str, &'a str> {
    let shown = rows.documents.iter().map(|row| row.document.as_str());
    shown.filter_map(|name| Some((name, context.texts.get(name)?.as_str()))).collect()
}

/// The reports with the most evidence, and what stands between them.
fn strongest(rows: &Rows, reports_max: usize) -> Rows {
    let mut order: Vec<_> = rows.pairs.iter().filter(|pair| pair.passages > 0).collect();
    order.sort_by(|a, b| {
        b.surprise_bits
            .cmp(&a.surprise_bits)
            .then_with(|| (&a.left, &a.right).cmp(&(&b.left, &b.right)))
    });
    let mut kept: BTreeSet<&ReportKey> = BTreeSet::new();
    for pair in order {
        if kept.len() + 2 > reports_max {
            break;
        }
        kept.extend([&pair.left, &pair.right]);
    }
    let keeps = |document: &str, report: u32| {
        kept.contains(&ReportKey { document: document.to_owned(), report })
    };
    let keeps_key = |key: &ReportKey| kept.contains(key);
    let keeps_place = |place: &PlaceRow| keeps(&place.document, place.report);
    Rows {
        documents: only(&rows.documents, |row| keeps(&row.document, row.report)),
        passages: only(&rows.passages, |row| {
            keeps(&row.left.document, row.left.report)
                && keeps(&row.right.document, row.right.report)
        }),
        boilerplate: only(&rows.boilerplate, |row| row.places.iter().any(keeps_place)),
        families: only(&rows.families, |row| row.members.iter().any(keeps_place)),
        templates: only(&rows.templates, |row| row.members.iter().any(keeps_key)),
        anomalies: only(&rows.anomalies, |row| row.places.iter().any(keeps_place)),
        pairs: only(&rows.pairs, |row| keeps_key(&row.left) && keeps_key(&row.right)),
        questions: rows.questions.clone(),
        diagnostics: rows.diagnostics.clone(),
        basis: rows.basis.clone(),
    }
}

fn only<T: Clone>(rows: &[T], keeps: impl Fn(&T) -> bool) -> Vec<T> {
    rows.iter().filter(|row| keeps(row)).cloned().collect()
}
