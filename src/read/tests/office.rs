//! Office formats beside docx: what their readers keep, and that damage costs one file.

use std::io::Write as _;

use super::*;

/// Rich Text with bytes of GBK, Unicode with stand-ins, a table, a note and a header.
const RICH: &str = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fcharset134 SimSun;}}
{\list{\listlevel{\leveltext no}}{\listname no;}}
{\*\generator Nobody}{\info{\title \'c4\'ea\'b1\'a8}{\author Li}}
{\header\pard \u39029?\u30473?\par}
\pard \'c8\'ab\'d5\'f2\u20849?\u25490?\uc0\u-10180\uc1\u-8243?\par
\pard {\v \'d2\'fe\'b2\'d8}{\deleted \'c9\'be}\'d5\'fd\'ce\'c4{\footnote \pard \'bd\'c5\'d7\'a2}\par
\trowd\intbl \'bc\'d7\cell \'d2\'d2\cell\row
\pard \'bd\'e1\'ca\'f8\par}";

#[test]
fn rich_text_is_read_in_both_its_encodings() {
    let document = read_one(RICH.as_bytes());
    assert_eq!((document.format, &document.verdict), ("rtf", &Verdict::Good));
    let body = of(&document, Part::Body);
    for text in ["全镇共排🏍", "正文", "结束"] {
        assert!(body.contains(text), "{text} in {body}");
    }
    assert!(of(&document, Part::Table).contains('甲') && !body.contains('甲'));
    assert!(!body.contains("no"), "{body}");
    assert_eq!(of(&document, Part::Header).trim(), "页眉");
    assert_eq!(of(&document, Part::Footnote).trim(), "脚注");
    assert_eq!(of(&document, Part::Hidden).trim(), "隐藏");
    assert_eq!(of(&document, Part::Deleted).trim(), "删");
    assert_eq!(document.properties.title.as_deref(), Some("年报"));
    assert_covered(&document);
}

const CONTENT: &str = "<office:document-content xmlns:office='o' xmlns:text='t' \
    xmlns:table='b' xmlns:style='s'><office:automatic-styles><style:style style:name='H'>\
    <style:text-properties text:display='none'/></style:style></office:automatic-styles>\
    <office:body><office:text><text:tracked-changes><text:changed-region><text:deletion>\
    <text:p>删去的话</text:p></text:deletion></text:changed-region></text:tracked-changes>\
    <text:h>一、总体情况</text:h><text:p>全镇<text:s text:c='2'/>共排查\
    <text:span text:style-name='H'>隐藏</text:span>\
    <text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>\
    <text:note-body><text:p>脚注</text:p></text:note-body></text:note>隐患。</text:p>\
    <table:table><table:table-row><table:table-cell><text:p>甲</text:p></table:table-cell>\
    </table:table-row></table:table></office:text></office:body></office:document-content>";

fn open_document() -> Vec<u8> {
    zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", CONTENT.as_bytes()),
    ])
}

#[test]
fn open_documents_keep_their_parts_apart() {
    let document = read_one(&open_document());
    assert_eq!((document.format, &document.verdict), ("odt", &Verdict::Good));
    let body = of(&document, Part::Body);
    assert!(body.contains("一、总体情况\n全镇  共排查隐患。"), "{body}");
    assert_eq!(of(&document, Part::Footnote).trim(), "脚注");
    assert_eq!(of(&document, Part::Hidden).trim(), "隐藏");
    assert_eq!(of(&document, Part::Deleted).trim(), "删去的话");
    assert_eq!(of(&document, Part::Table).trim(), "甲");
    assert_covered(&document);
}

/// A Word 97 file of two pieces: UTF-16, and 8-bit text. Bit 30 of a place marks the latter, and
/// doubles it (MS-DOC, section 2.9.73).
fn word_97(wide: &str, narrow: &str) -> Vec<u8> {
    let units: Vec<u8> = wide.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let counts = [wide.encode_utf16().count(), narrow.len()].map(|n| n as u32);
    let at = [0x400, 0x400 + units.len() as u32];
    let mut pieces: Vec<u8> = vec![2];
    pieces.extend(28u32.to_le_bytes());
    for place in [0, counts[0], counts[0] + counts[1]] {
        pieces.extend(place.to_le_bytes());
    }
    for place in [at[0], (at[1] * 2) | (1 << 30)] {
        pieces.extend([0, 0]);
        pieces.extend(place.to_le_bytes());
        pieces.extend([0, 0]);
    }
    let mut main = vec![0u8; 0x400];
    let mut put = |at: usize, bytes: &[u8]| main[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, &[0xec, 0xa5]);
    put(2, &193u16.to_le_bytes());
    put(6, &0x0804u16.to_le_bytes());
    put(0x0a, &0x0200u16.to_le_bytes());
    put(0x4c, &(counts[0] + counts[1]).to_le_bytes());
    put(0x01a2, &0u32.to_le_bytes());
    put(0x01a6, &(pieces.len() as u32).to_le_bytes());
    main.extend(units);
    main.extend(narrow.as_bytes());
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("a file");
    for (name, bytes) in [("WordDocument", &main), ("1Table", &pieces)] {
        file.create_stream(name).expect("a stream").write_all(bytes).expect("its bytes");
    }
    file.into_inner().into_inner()
}

#[test]
fn old_word_files_are_read_by_their_piece_table() {
    let document = read_one(&word_97("全镇共排查隐患点四十二处。\r下一步", "ABC 2025\r"));
    assert_eq!((document.format, &document.verdict), ("doc", &Verdict::Good));
    let body = of(&document, Part::Body);
    assert_eq!(body.trim(), "全镇共排查隐患点四十二处。\n下一步ABC 2025");
    assert_covered(&document);
}

const RELATIONS: &str = "<Relationships><Relationship Id='r2' Type='x/slide' \
    Target='slides/slide1.xml'/><Relationship Id='r1' Type='x/slide' \
    Target='slides/slide2.xml'/></Relationships>";

fn presentation() -> Vec<u8> {
    let shape = |kind: &str, text: &str| {
        format!("<p:sp><p:ph type='{kind}'/><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sp>")
    };
    let cell = |text: &str| format!("<a:tc><a:p><a:t>{text}</a:t></a:p></a:tc>");
    let first = format!(
        "<p:sld xmlns:p='p' xmlns:a='a'>{}{}<a:tbl><a:tr>{}{}</a:tr></a:tbl></p:sld>",
        shape("title", "工作总结"),
        shape("ftr", "内部资料"),
        cell("甲"),
        cell("乙"),
    );
    let second = format!("<p:sld xmlns:p='p' xmlns:a='a' show='0'>{}</p:sld>", shape("", "备用"));
    let main = "<p:presentation xmlns:p='p' xmlns:r='r'><p:sldId id='256' r:id='r2'/>\
        <p:sldId id='257' r:id='r1'/></p:presentation>";
    zipped(&[
        ("ppt/presentation.xml", main.as_bytes()),
        ("ppt/_rels/presentation.xml.rels", RELATIONS.as_bytes()),
        ("ppt/slides/slide1.xml", first.as_bytes()),
        ("ppt/slides/slide2.xml", second.as_bytes()),
    ])
}

#[test]
fn presentations_keep_what_is_not_shown_apart() {
    let document = read_one(&presentation());
    assert_eq!((document.format, &document.verdict), ("pptx", &Verdict::Good));
    assert_eq!(of(&document, Part::Body).trim(), "工作总结");
    assert_eq!(of(&document, Part::Table).trim(), "甲\t乙");
    assert_eq!(of(&document, Part::Footer).trim(), "内部资料");
    assert_eq!(of(&document, Part::Hidden).trim(), "备用");
    assert_covered(&document);
}

fn workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write(0, 0, "单位").expect("a cell");
    sheet.write(0, 1, "排查数").expect("a cell");
    sheet.write(2, 0, "甲镇").expect("a cell");
    sheet.write(2, 1, 42).expect("a cell");
    let aside = book.add_worksheet();
    aside.write(0, 0, "底稿").expect("a cell");
    aside.set_hidden(true);
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn workbooks_are_tables() {
    let document = read_one(&workbook());
    assert_eq!((document.format, &document.verdict), ("xlsx", &Verdict::Good));
    assert_eq!(of(&document, Part::Table), "单位\t排查数\n甲镇\t42\n");
    assert_eq!(of(&document, Part::Hidden).trim(), "底稿");
}

#[test]
fn rich_text_and_open_documents_keep_their_pictures() {
    let rich =
        br"{\rtf1 {\*\shppict{\pict\pngblip{\*\picprop x}0a0b0c}}{\nonshppict{\pict\wmetafile8 0d}}
        text\par}";
    let document = read_one(rich);
    let hashes: Vec<&str> = document.pictures.iter().map(|p| p.content_hash.as_str()).collect();
    let bytes = blake3::hash(&[10, 11, 12]).to_hex();
    assert_eq!((document.text.trim(), hashes), ("text", vec![&bytes[..32]]));
    let frame = |size: &str| {
        format!(
            "<draw:frame text:anchor-type='as-char' svg:width='{size}' svg:height='{size}'>\
             <draw:image/></draw:frame>"
        )
    };
    let line = format!("生{}责{}。", frame("0.5cm"), frame("9cm"));
    let content = CONTENT
        .replace(
            "<office:document-content",
            "<office:document-content xmlns:draw='d' xmlns:svg='g'",
        )
        .replace("全镇", &line);
    let package = zipped(&[
        ("mimetype", b"application/vnd.oasis.opendocument.text"),
        ("content.xml", content.as_bytes()),
        ("Pictures/1.png", b"one"),
    ]);
    let document = read_one(&package);
    assert!(document.text.contains("生\u{fffc}责。"), "{}", document.text);
    assert_eq!(document.pictures.len(), 1);
}

#[test]
fn damaged_files_are_read_or_refused() {
    let word = word_97("全镇共排查隐患点四十二处。\r", "ABC\r");
    let files = [RICH.as_bytes().to_vec(), open_document(), word, presentation(), workbook()];
    for whole in files {
        for step in 1..40 {
            let mut cut = whole[..whole.len() * step / 40].to_vec();
            read_as("x", &cut, &Read::default());
            for at in (step..cut.len()).step_by(41) {
                cut[at] ^= 0x55;
            }
            read_as("x", &cut, &Read::default());
        }
    }
}
