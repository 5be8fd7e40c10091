//! A paper as DOCX (ECMA-376): text, tables, a footer with page numbers, remarks as comments.
//!
//! Written with the ZIP and XML crates that read documents; what a document holds becomes the text
//! of an XML writer and therefore stays text. Times inside the file are fixed.

use std::io;
use std::io::Cursor;
use std::io::Write;

use quick_xml::Writer;
use quick_xml::events::BytesText;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::block::{Block, Line, Paper, Span, Style, Table};
use crate::model::Layer;

/// Width of the text. Unit: twentieths of a point. A4 less margins of 2.5 cm.
const TEXT_WIDTH: u32 = 9070;

const TYPES: &str = include_str!("docx/content-types.xml");

const RELATIONS: &str = include_str!("docx/relations.xml");

const DOCUMENT_RELATIONS: &str = include_str!("docx/document-relations.xml");

const STYLES: &str = include_str!("docx/styles.xml");

const MAIN: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

/// A4 with margins of 2.5 cm and the footer.
const SECTION: &[u8] = include_bytes!("docx/section.xml");

type Xml = Writer<Cursor<Vec<u8>>>;

/// The bytes of the file.
pub(super) fn bytes(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut notes = Vec::new();
    let document = document(paper, &mut notes)?;
    let files = [
        ("[Content_Types].xml", TYPES.as_bytes().to_vec()),
        ("_rels/.rels", RELATIONS.as_bytes().to_vec()),
        ("docProps/core.xml", properties(paper)?),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS.as_bytes().to_vec()),
        ("word/comments.xml", comments(&notes)?),
        ("word/document.xml", document),
        ("word/footer1.xml", footer(paper)?),
        ("word/styles.xml", STYLES.as_bytes().to_vec()),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // Files in a ZIP carry a time; a fixed one keeps the bytes the same.
    let options = SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (name, content) in files {
        zip.start_file(name, options).map_err(io::Error::other)?;
        zip.write_all(&content)?;
    }
    Ok(zip.finish().map_err(io::Error::other)?.into_inner())
}

fn begin() -> io::Result<Xml> {
    let mut xml = Writer::new(Cursor::new(Vec::new()));
    xml.get_mut().write_all(br#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"#)?;
    Ok(xml)
}

fn end(xml: Xml) -> Vec<u8> {
    xml.into_inner().into_inner()
}

fn properties(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = begin()?;
    xml.create_element("cp:coreProperties")
        .with_attribute((
            "xmlns:cp",
            "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
        ))
        .with_attribute(("xmlns:dc", "http://purl.org/dc/elements/1.1/"))
        .write_inner_content(|xml| {
            let title = format!("{} {}", paper.title, paper.number);
            xml.create_element("dc:title").write_text_content(BytesText::new(&title))?;
            xml.create_element("dc:creator").write_text_content(BytesText::new(&paper.producer))?;
            Ok(())
        })?;
    Ok(end(xml))
}

fn document(paper: &Paper, notes: &mut Vec<String>) -> io::Result<Vec<u8>> {
    let mut xml = begin()?;
    xml.create_element("w:document")
        .with_attribute(("xmlns:w", MAIN))
        .with_attribute((
            "xmlns:r",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        ))
        .write_inner_content(|xml| {
            xml.create_element("w:body").write_inner_content(|xml| {
                for block in &paper.blocks {
                    put(xml, block, notes)?;
                }
                section(xml)
            })?;
            Ok(())
        })?;
    Ok(end(xml))
}

/// A4 with margins of 2.5 cm and the footer.
fn section(xml: &mut Xml) -> io::Result<()> {
    xml.get_mut().write_all(SECTION)
}

fn put(xml: &mut Xml, block: &Block, notes: &mut Vec<String>) -> io::Result<()> {
    match block {
        Block::Title(text) => styled(xml, "Title", text),
        Block::Heading(text) => styled(xml, "Heading1", text),
        Block::Text(spans) => paragraph(xml, spans, notes),
        Block::Table(table) => put_table(xml, table, notes),
        Block::Bar(parts) => bar(xml, parts),
        Block::Blank(label, lines) => blank(xml, label, *lines),
        Block::Break => xml.get_mut().write_all(br#"<w:p><w:r><w:br w:type="page"/></w:r></w:p>"#),
    }
}

fn styled(xml: &mut Xml, style: &str, words: &str) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        xml.create_element("w:pPr").write_inner_content(|xml| {
            xml.create_element("w:pStyle").with_attribute(("w:val", style)).write_empty()?;
            Ok(())
        })?;
        run(xml, words, Style::Plain)
    })?;
    Ok(())
}

fn paragraph(xml: &mut Xml, spans: &[Span], notes: &mut Vec<String>) -> io::Result<()> {
    xml.create_element("w:p").write_inner_content(|xml| {
        for span in spans {
            let Some(note) = &span.note else {
                run(xml, &span.text, span.style)?;
                continue;
            };
            let id = notes.len().to_string();
            notes.push(note.clone());
            let id = ("w:id", id.as_str());
            xml.create_element("w:commentRangeStart").with_attribute(id).write_empty()?;
            run(xml, &span.text, span.style)?;
            xml.create_element("w:commentRangeEnd").with_attribute(id).write_empty()?;
            xml.create_element("w:r").write_inner_content(|xml| {
                xml.create_element("w:commentReference").with_attribute(id).write_empty()?;
                Ok(())
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn run(xml: &mut Xml, words: &str, style: Style) -> io::Result<()> {
    xml.create_element("w:r").write_inner_content(|xml| {
        properties_of(xml, style)?;
        xml.create_element("w:t")
            .with_attribute(("xml:space", "preserve"))
            .write_text_content(BytesText::new(words))?;
        Ok(())
    })?;
    Ok(())
}

fn properties_of(xml: &mut Xml, style: Style) -> io::Result<()> {
    if style == Style::Plain {
        return Ok(());
    }
    let colour: String = style.colour().iter().map(|part| format!("{part:02X}")).collect();
    let line = match style.line() {
        Line::None => None,
        Line::Single => Some("single"),
        Line::Double => Some("double"),
        Line::Dashed => Some("dash"),
        Line::Dotted => Some("dotted"),
    };
    xml.create_element("w:rPr").write_inner_content(|xml| {
        if style == Style::Strong {
            xml.create_element("w:b").write_empty()?;
        }
        xml.create_element("w:color").with_attribute(("w:val", colour.as_str())).write_empty()?;
        if style == Style::Quiet {
            xml.create_element("w:sz").with_attribute(("w:val", "18")).write_empty()?;
        }
        if let Some(line) = line {
            xml.create_element("w:u").with_attribute(("w:val", line)).write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// Widths of columns in twentieths of a point.
fn widths(parts: &[u32]) -> Vec<u32> {
    let all: u32 = parts.iter().sum::<u32>().max(1);
    parts.iter().map(|part| TEXT_WIDTH * part / all).collect()
}

const BORDERS: &[u8] = include_bytes!("docx/borders.xml");

fn put_table(xml: &mut Xml, table: &Table, notes: &mut Vec<String>) -> io::Result<()> {
    let widths = widths(&table.widths);
    xml.create_element("w:tbl").write_inner_content(|xml| {
        xml.get_mut().write_all(BORDERS)?;
        grid(xml, &widths)?;
        if !table.head.is_empty() {
            let head: Vec<Vec<Span>> =
                table.head.iter().map(|name| super::block::span(name, Style::Strong)).collect();
            put_row(xml, &head, &widths, true, notes)?;
        }
        for cells in &table.rows {
            put_row(xml, cells, &widths, false, notes)?;
        }
        Ok(())
    })?;
    // Without a paragraph between them two tables become one.
    xml.get_mut().write_all(br#"<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>"#)
}

fn grid(xml: &mut Xml, widths: &[u32]) -> io::Result<()> {
    xml.create_element("w:tblGrid").write_inner_content(|xml| {
        for width in widths {
            let width = width.to_string();
            xml.create_element("w:gridCol")
                .with_attribute(("w:w", width.as_str()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

fn put_row(
    xml: &mut Xml,
    cells: &[Vec<Span>],
    widths: &[u32],
    is_head: bool,
    notes: &mut Vec<String>,
) -> io::Result<()> {
    xml.create_element("w:tr").write_inner_content(|xml| {
        if is_head {
            xml.get_mut().write_all(b"<w:trPr><w:tblHeader/></w:trPr>")?;
        }
        for (spans, width) in cells.iter().zip(widths) {
            xml.create_element("w:tc").write_inner_content(|xml| {
                cell_properties(xml, *width, None)?;
                paragraph(xml, spans, notes)
            })?;
        }
        Ok(())
    })?;
    Ok(())
}

fn cell_properties(xml: &mut Xml, width: u32, fill: Option<Style>) -> io::Result<()> {
    let width = width.to_string();
    xml.create_element("w:tcPr").write_inner_content(|xml| {
        xml.create_element("w:tcW")
            .with_attribute(("w:w", width.as_str()))
            .with_attribute(("w:type", "dxa"))
            .write_empty()?;
        if let Some(style) = fill {
            let colour: String = style.colour().iter().map(|part| format!("{part:02X}")).collect();
            xml.create_element("w:shd")
                .with_attribute(("w:val", "clear"))
                .with_attribute(("w:fill", colour.as_str()))
                .write_empty()?;
        }
        Ok(())
    })?;
    Ok(())
}

/// The account as a table of one row, each cell as wide as its share.
fn bar(xml: &mut Xml, parts: &[(Layer, u64)]) -> io::Result<()> {
    let total: u64 = parts.iter().map(|(_, count)| count).sum::<u64>().max(1);
    // A cell narrower than this is not drawn by office programs.
    let width = |count: u64| ((u64::from(TEXT_WIDTH) * count / total) as u32).max(40);
    let widths: Vec<u32> = parts.iter().map(|(_, count)| width(*count)).collect();
    if parts.is_empty() {
        return Ok(());
    }
    xml.create_element("w:tbl").write_inner_content(|xml| {
        xml.get_mut().write_all(
            br#"<w:tblPr><w:tblW w:w="9070" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>"#,
        )?;
        grid(xml, &widths)?;
        xml.create_element("w:tr").write_inner_content(|xml| {
            for ((layer, _), width) in parts.iter().zip(&widths) {
                xml.create_element("w:tc").write_inner_content(|xml| {
                    let pale = Style::Of(*layer, false);
                    cell_properties(xml, *width, (*layer != Layer::Original).then_some(pale))?;
                    paragraph(xml, &[], &mut Vec::new())
                })?;
            }
            Ok(())
        })?;
        Ok(())
    })?;
    xml.get_mut().write_all(br#"<w:p><w:pPr><w:spacing w:after="0"/></w:pPr></w:p>"#)
}

fn blank(xml: &mut Xml, label: &str, lines: u32) -> io::Result<()> {
    let rule = "＿".repeat(24);
    let first = format!("{label}：{rule}");
    paragraph(xml, &super::block::plain(first), &mut Vec::new())?;
    for _ in 1..lines {
        paragraph(xml, &super::block::plain("＿".repeat(34)), &mut Vec::new())?;
    }
    Ok(())
}

/// The report's number and "page n of N", counted by the office program.
fn footer(paper: &Paper) -> io::Result<Vec<u8>> {
    let mut xml = begin()?;
    xml.create_element("w:ftr").with_attribute(("xmlns:w", MAIN)).write_inner_content(|xml| {
        xml.create_element("w:p").write_inner_content(|xml| {
            run(xml, &format!("№ {}　　", paper.number), Style::Quiet)?;
            for part in paper.page_words.split_inclusive(['{', '}']) {
                match part {
                    "page}" => field(xml, "PAGE")?,
                    "pages}" => field(xml, "NUMPAGES")?,
                    words => run(xml, words.trim_end_matches('{'), Style::Quiet)?,
                }
            }
            Ok(())
        })?;
        Ok(())
    })?;
    Ok(end(xml))
}

fn field(xml: &mut Xml, name: &str) -> io::Result<()> {
    xml.create_element("w:fldSimple")
        .with_attribute(("w:instr", name))
        .write_inner_content(|xml| run(xml, "1", Style::Quiet))?;
    Ok(())
}

fn comments(notes: &[String]) -> io::Result<Vec<u8>> {
    let mut xml = begin()?;
    xml.create_element("w:comments").with_attribute(("xmlns:w", MAIN)).write_inner_content(
        |xml| {
            for (id, note) in notes.iter().enumerate() {
                let id = id.to_string();
                xml.create_element("w:comment")
                    .with_attribute(("w:id", id.as_str()))
                    .with_attribute(("w:author", "leitong"))
                    .write_inner_content(|xml| {
                        for line in note.lines() {
                            paragraph(xml, &super::block::plain(line), &mut Vec::new())?;
                        }
                        Ok(())
                    })?;
            }
            Ok(())
        },
    )?;
    Ok(end(xml))
}
