use std::io::{Cursor, Read};

use super::*;
use crate::model::{Lang, Layer};
use crate::report::fixture;
use crate::report::paper::block::{Block, Paper, Table};

fn order(date: Option<&str>) -> Order<'_> {
    Order { date, setting: Setting::Docx }
}

fn docx(kind: Kind) -> Vec<u8> {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let context = fixture::context(&texts, Lang::Zh);
    sheet(&rows, &rows.documents[0], &context, kind, order(None)).expect("memory takes all")
}

/// A part of a DOCX, and what its XML says as text.
fn part(bytes: &[u8], name: &str) -> (String, String) {
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut xml = String::new();
    zip.by_name(name).expect("the part").read_to_string(&mut xml).expect("UTF-8");
    let mut reader = quick_xml::Reader::from_str(&xml);
    let mut text = String::new();
    loop {
        match reader.read_event().expect("well-formed XML") {
            quick_xml::events::Event::Text(words) => {
                text.push_str(&words.xml10_content());
            }
            quick_xml::events::Event::Eof => return (xml, text),
            _ => {}
        }
    }
}

fn tables(paper: &Paper) -> impl Iterator<Item = &Table> {
    paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    })
}

#[test]
fn the_same_rows_give_the_same_bytes_and_every_part_is_sound() {
    for kind in [Kind::Brief, Kind::Full, Kind::Compared] {
        let bytes = docx(kind);
        assert!(bytes == docx(kind), "{kind:?}");
        for name in [
            "word/document.xml",
            "word/comments.xml",
            "word/footer1.xml",
            "word/styles.xml",
            "docProps/core.xml",
            "[Content_Types].xml",
        ] {
            part(&bytes, name);
        }
    }
}

#[test]
fn text_of_documents_stays_text() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let context = fixture::context(&texts, Lang::Zh);
    let mut seen = String::new();
    for row in &rows.documents {
        for kind in [Kind::Brief, Kind::Full, Kind::Compared] {
            let bytes = sheet(&rows, row, &context, kind, order(None)).expect("memory");
            let (xml, text) = part(&bytes, "word/document.xml");
            assert!(!xml.contains("<script"), "{}", row.name);
            let hidden = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{200b}'..='\u{200f}');
            assert!(!xml.contains(hidden), "{}: what nobody sees is written as its code", row.name);
            seen.push_str(&text);
        }
    }
    assert!(seen.contains("script") && seen.contains("⟨U+202E⟩"), "the fixture is hostile");
}

#[test]
fn the_account_that_is_printed_adds_up_to_what_is_printed() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let context = fixture::context(&texts, Lang::Zh);
    let mut checked = 0;
    for row in rows.documents.iter().filter(|row| row.account.is_some()) {
        let paper = sheet::paper(&rows, row, &context, Kind::Brief, None);
        let text = |cell: &Vec<block::Span>| -> String {
            cell.iter().map(|span| span.text.as_str()).collect()
        };
        let of_layers: Vec<Vec<String>> = tables(&paper)
            .find(|table| table.head.first().is_some_and(|head| head.contains("归类")))
            .expect("the account")
            .rows
            .iter()
            .map(|cells| cells.iter().map(text).collect())
            .collect();
        let count = |cells: &Vec<String>| cells[1].parse::<u64>().expect("a count");
        let (sum, layers) = of_layers.split_last().expect("rows");
        assert_eq!(layers.iter().map(count).sum::<u64>(), count(sum), "{}", row.name);
        assert_eq!(count(sum), row.characters);
        checked += 1;
    }
    assert!(checked > 5);
}

#[test]
fn a_blank_stands_for_the_date_that_nobody_gave() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let context = fixture::context(&texts, Lang::Zh);
    let said = |date| {
        let bytes = batch(&rows, &context, order(date)).expect("memory");
        part(&bytes, "word/document.xml").1
    };
    assert!(said(Some("2026-05-06")).contains("2026-05-06"));
    assert!(said(None).contains("检测时间＿＿＿"));
    for words in ["检测人", "复核人", "被检单位意见", "盖章", "检测范围", "图例", "0.1.0"]
    {
        assert!(said(None).contains(words), "{words}");
    }
}

#[test]
fn the_whole_text_is_there_and_findings_are_comments() {
    let (rows, texts) = (fixture::rows(), fixture::texts());
    let context = fixture::context(&texts, Lang::Zh);
    let is_copied = |row: &&DocumentRow| row.layers.iter().any(|run| run.layer == Layer::Copied);
    let row = rows.documents.iter().find(is_copied).expect("a copy");
    let bytes = sheet(&rows, row, &context, Kind::Full, order(None)).expect("memory");
    let (_, text) = part(&bytes, "word/document.xml");
    let squeezed = |text: &str| -> String {
        // Signs of mark-up are references in XML, letters of layers are ours.
        let left_out = |c: char| c.is_whitespace() || "<>&'\"[]雷改套引式空免".contains(c);
        block::visible(text).chars().filter(|c| !left_out(*c)).collect()
    };
    let (all, wanted) = (squeezed(&text), squeezed(&texts[&row.document]));
    assert!(all.contains(&wanted), "{}", row.name);
    let (_, comments) = part(&bytes, "word/comments.xml");
    let run = row.layers.iter().find(|run| run.layer == Layer::Copied).expect("a copy");
    assert!(comments.contains(run.passage.as_deref().expect("its passage")));
}
