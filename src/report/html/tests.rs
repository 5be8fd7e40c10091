use std::collections::BTreeMap;

use serde_json::Value;

use super::{SCRIPT, STYLE, hash, texts, write};
use crate::config::HTML_PART_ROWS;
use crate::model::{Lang, Layer};
use crate::report::fixture;
use crate::report::rows::{LayerRun, Rows};
use crate::report::words;

/// The page of `rows`.
fn page(rows: &Rows) -> String {
    let texts = fixture::texts();
    let mut bytes = Vec::new();
    write(rows, &fixture::context(&texts, Lang::Zh), &mut bytes).expect("memory takes all");
    String::from_utf8(bytes).expect("UTF-8")
}

/// The page's blocks by name, as a browser finds them.
fn blocks(page: &str) -> BTreeMap<String, Value> {
    let document = scraper::Html::parse_document(page);
    let all = scraper::Selector::parse("script[type='application/json']").expect("a selector");
    let block = |node: scraper::ElementRef| {
        let name = node.attr("id").and_then(|id| id.strip_prefix("data-")).expect("a name");
        let json: String = node.text().collect();
        (name.to_owned(), serde_json::from_str(&json).expect("a block is JSON"))
    };
    document.select(&all).map(block).collect()
}

/// Row `number` of a list that is cut into parts.
fn row<'a>(blocks: &'a BTreeMap<String, Value>, name: &str, number: usize) -> &'a Value {
    &blocks[&format!("{name}-{}", number / HTML_PART_ROWS)][number % HTML_PART_ROWS]
}

fn number(value: &Value) -> usize {
    value.as_u64().expect("a number") as usize
}

#[test]
fn only_the_programs_own_script_may_run() {
    let page = page(&fixture::rows());
    let blocks = blocks(&page).len();
    assert_eq!(page.matches("<script").count(), blocks + 1);
    assert_eq!(page.matches("</script").count(), blocks + 1);
    assert_eq!(page.matches("<style").count(), 1);
    assert!(!page.contains("<img") && !page.contains("<!--"));
    assert!(page.contains("\\u003cscript>document.title"));
    for part in ["default-src 'none'; script-src 'sha256-", "require-trusted-types-for 'script'"] {
        assert!(page.contains(part), "{part}");
    }
    assert!(page.contains(&hash(SCRIPT)) && page.contains(&hash(STYLE)));
    for way in ["outerHTML", "insertAdjacent", "document.write", "eval(", "new Function", "fetch("]
    {
        assert!(!SCRIPT.contains(way), "{way}");
    }
}

#[test]
fn the_embedded_viewer_is_small() {
    assert!(SCRIPT.len() + STYLE.len() < 150_000, "{}", SCRIPT.len() + STYLE.len());
    assert!(SCRIPT.len() > 20_000, "the viewer was not built: see web/README.md");
}

#[test]
fn every_word_that_the_viewer_names_is_there() {
    let named = |text: &'static str| {
        let keys = text.split(['"', '`', '\'']).filter(|key| {
            let rest = key.strip_prefix("ui.").or_else(|| key.strip_prefix("limit."));
            rest.is_some_and(|rest| {
                !rest.is_empty() && rest.chars().all(|c| c.is_ascii_lowercase() || c == '-')
            })
        });
        keys.collect::<Vec<&str>>()
    };
    let keys = named(SCRIPT);
    assert!(keys.len() > 80, "{keys:?}");
    for key in keys.into_iter().filter(|key| !key.ends_with('-')) {
        assert!(words::find(key, Lang::Zh).is_some(), "{key}");
    }
}

#[test]
fn a_report_on_the_page_is_the_report_of_the_run() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let blocks = blocks(&page(&rows));
    let reports = &blocks["reports"];
    for (at, full) in rows.documents.iter().enumerate() {
        let short = &reports["rows"][at];
        assert_eq!(short["name"], full.name.as_str());
        let document = number(&short["document"]);
        assert_eq!(reports["documents"][document], full.document.as_str());
        assert_eq!(short["span"], serde_json::json!([full.start, full.end]));
        let Some(account) = &full.account else {
            assert!(short["account"].is_null() && short["ratios"].is_null());
            continue;
        };
        for (place, layer) in Layer::ALL.iter().enumerate() {
            let count = account.get(layer).copied().unwrap_or(0);
            assert_eq!(number(&short["account"][place]) as u64, count, "{layer:?}");
        }
        let ratios = full.ratios.expect("a readable report has ratios");
        assert_eq!(short["ratios"][0], serde_json::json!([ratios.copied.n, ratios.copied.d]));
        let parts = reports["text_parts"].as_array().expect("a list");
        let part = parts.partition_point(|first| number(first) <= document) - 1;
        let text = &blocks[&format!("text-{part}")][document - number(&parts[part])];
        assert_eq!(text.as_str(), texts.get(&full.document).map(String::as_str));
    }
}

#[test]
fn the_layers_of_a_report_come_back_as_they_were() {
    let rows = fixture::rows();
    let blocks = blocks(&page(&rows));
    let (kinds, ids) = (&blocks["run"]["kinds"], &blocks["passages"]["id"]);
    let named = |list: &Value, at: i64| {
        usize::try_from(at).ok().map(|at| list[at].as_str().expect("a name").to_owned())
    };
    let mut with_passage = 0;
    for (at, full) in rows.documents.iter().enumerate() {
        let flat = row(&blocks, "report", at)["runs"].as_array().expect("a list");
        let flat: Vec<i64> = flat.iter().map(|value| value.as_i64().expect("a number")).collect();
        let mut start = full.start;
        let mut found = Vec::new();
        let mut rest = flat.as_slice();
        while let [length, layer, kind, passage, beneath, characters, takers, after @ ..] = rest {
            let (takers, after) = after.split_at(*takers as usize);
            let end = start + *length as u32;
            let passage = named(ids, *passage);
            with_passage += usize::from(passage.is_some());
            found.push(LayerRun {
                start,
                end,
                layer: Layer::ALL[*layer as usize],
                kind: named(kinds, *kind),
                passage,
                passages: takers.iter().filter_map(|at| named(ids, *at)).collect(),
                beneath: Layer::ALL[*beneath as usize],
                characters: *characters as u64,
            });
            (start, rest) = (end, after);
        }
        assert_eq!(start, full.end.max(full.start), "{}", full.name);
        for run in &full.layers {
            assert!(found.contains(run), "{run:?} of {}", full.name);
        }
    }
    assert!(with_passage > 0);
}

#[test]
fn a_passage_on_the_page_is_the_passage_of_the_run() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let blocks = blocks(&page(&rows));
    let columns = &blocks["passages"];
    let reports = &blocks["reports"];
    let ids = columns["id"].as_array().expect("a list");
    assert_eq!(ids.len(), rows.passages.len());
    for (at, id) in ids.iter().enumerate() {
        let full = rows.passages.iter().find(|row| row.id == *id).expect("a passage of the run");
        let short = row(&blocks, "passage", at);
        assert_eq!(short["bits"], full.surprise_bits);
        assert_eq!(short["edits"].as_array().map(Vec::len), Some(full.edits.len()));
        for (name, side) in [("left", &full.left), ("right", &full.right)] {
            let report = &reports["rows"][number(&columns[name][at])];
            let document = number(&report["document"]);
            assert_eq!(reports["documents"][document], side.document.as_str());
            let [start, end] = [0, 1].map(|place| number(&short[name][place]));
            let points = texts[&side.document].chars().skip(start).take(end - start);
            assert_eq!(points.collect::<String>(), side.quote);
        }
    }
}

#[test]
fn pairs_lead_to_their_metrics() {
    let rows = fixture::rows();
    let blocks = blocks(&page(&rows));
    let pairs = blocks["pairs"].as_array().expect("a list");
    assert!(!pairs.is_empty());
    for (at, pair) in pairs.iter().enumerate() {
        let key = |value: &Value| {
            let report = &blocks["reports"]["rows"][number(value)];
            (report["document"].clone(), report["report"].clone())
        };
        let document = |row: &crate::report::rows::ReportKey| {
            let names = blocks["reports"]["documents"].as_array().expect("a list");
            let place = names.iter().position(|name| *name == row.document.as_str());
            (serde_json::json!(place), serde_json::json!(row.report))
        };
        let full = rows.pairs.iter().find(|row| {
            document(&row.left) == key(&pair[0]) && document(&row.right) == key(&pair[1])
        });
        let full = full.expect("a pair of the run");
        assert_eq!(pair[2], serde_json::json!([full.share_left.n, full.share_left.d]));
        assert_eq!(row(&blocks, "metrics", at)[4], full.simhash_distance);
    }
}

#[test]
fn a_report_that_the_page_does_not_hold_is_named() {
    let mut rows = fixture::rows();
    let gone = rows.passages[0].left.clone();
    rows.documents.retain(|row| (&row.document, row.report) != (&gone.document, gone.report));
    let blocks = blocks(&page(&rows));
    let name = Value::from(format!("{} #{}", gone.document, gone.report));
    let holds = |value: &Value| value.to_string().contains(&name.to_string());
    assert!(blocks.values().any(holds), "{name} is nowhere");
}

#[test]
fn the_texts_of_a_page_come_back() {
    assert_eq!(texts(&page(&fixture::rows())).expect("a page of this program"), fixture::texts());
    assert!(texts("<html>").expect("no block is no error").is_empty());
    let broken = page(&fixture::rows()).replace("id=\"data-text-0\">[", "id=\"data-text-0\">");
    assert!(texts(&broken).is_err());
}
