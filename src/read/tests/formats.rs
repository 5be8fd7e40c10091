//! What each format's reader keeps, and where it puts it.

use super::*;
use crate::read::jsonl;
use crate::read::source::Source;

const CHINESE: &str =
    "全镇共排查隐患点四十二处，已整改三十九处，其余三处正在推进。\r\n下一步将加强巡查。";

#[test]
fn plain_text_keeps_every_character_but_the_mark() {
    let document = read_one(format!("\u{feff}{CHINESE}").as_bytes());
    assert_eq!(document.text, CHINESE);
    assert_eq!(document.verdict, Verdict::Good);
    assert_covered(&document);
}

#[test]
fn encodings_are_found_out() {
    for encoding in [encoding_rs::GB18030, encoding_rs::UTF_8] {
        let (bytes, _, lossy) = encoding.encode(CHINESE);
        assert!(!lossy);
        let document = read_one(&bytes);
        assert_eq!(document.text, CHINESE);
        assert_eq!(document.encoding.as_deref(), Some(encoding.name()));
    }
    let wide = |to: fn(u16) -> [u8; 2]| CHINESE.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    assert_eq!(read_one(&wide(u16::to_le_bytes)).text, CHINESE);
    assert_eq!(read_one(&wide(u16::to_be_bytes)).text, CHINESE);
    let ascii: Vec<u8> = "plain words".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(read_one(&ascii).text, "plain words");
    let (short, _, _) = encoding_rs::GB18030.encode("总结");
    assert_eq!(read_one(&short).text, "总结");
    let traditional = "關於開展安全檢查工作的報告，現將有關情況報告如下。";
    assert_eq!(read_one(&encoding_rs::BIG5.encode(traditional).0).text, traditional);
}

#[test]
fn a_sample_cut_inside_a_character_rules_nothing_out() {
    for (lead, line_end) in [("", "\n"), ("a", "\n"), ("", "，"), ("a", "，")] {
        let text = format!("{lead}{}", format!("全镇共排查隐患点{line_end}").repeat(9000));
        let document = read_one(&encoding_rs::GB18030.encode(&text).0);
        assert_eq!(document.encoding.as_deref(), Some("gb18030"));
        assert!(document.text == text);
    }
}

#[test]
fn the_users_encoding_wins_and_an_unknown_one_is_named() {
    let (bytes, _, _) = encoding_rs::GB18030.encode("一二");
    let config = Read { encoding: "big5".into(), ..Read::default() };
    assert_ne!(read_as("x", &bytes, &config).documents[0].text, "一二");
    let config = Read { encoding: "chinese-please".into(), ..Read::default() };
    assert_eq!(crate::read::find(&[], &config).diagnostics[0].code, "unknown-encoding");
    assert_eq!(read_as("x", &bytes, &config).documents[0].text, "一二");
}

#[test]
fn docx_body_keeps_tables_boxes_and_tracked_insertions_in_place() {
    let body = "<w:p><w:r><w:t>甲&amp;</w:t><w:tab/><w:t>乙</w:t></w:r>\
        <w:ins><w:r><w:t>加</w:t></w:r></w:ins>\
        <w:del><w:r><w:delText>删</w:delText></w:r></w:del>\
        <w:moveFrom><w:r><w:t>移</w:t></w:r></w:moveFrom>\
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r>\
        <w:r><w:rPr><w:vanish w:val=\"0\"/></w:rPr><w:t>显</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>格一</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc>\
        <w:tc><w:p><w:r><w:t>格三</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:t>前</w:t><mc:AlternateContent>\
        <mc:Choice><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent></mc:Choice>\
        <mc:Fallback><w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>\
        </mc:Fallback></mc:AlternateContent><w:t>后</w:t></w:r></w:p>";
    let document = read_one(&docx(body, &[]));
    let shown = "甲&\t乙加显\n格一\t\t格三\n前后\n框\n";
    assert_eq!(document.text, format!("{shown}\u{c}隐\n\u{c}删移\n"));
    assert_eq!(of(&document, Part::Table), "格一\t\t格三\n");
    assert_eq!(of(&document, Part::TextBox), "框\n");
    assert_eq!(of(&document, Part::Deleted), "\u{c}删移\n");
    assert_covered(&document);
}

#[test]
fn docx_fields_show_their_result_and_cannot_swallow_the_rest() {
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let code = "<w:r><w:instrText>PAGE</w:instrText></w:r>";
    let (begin, separate, end) = (field("begin"), field("separate"), field("end"));
    let body = format!(
        "<w:p>{begin}{code}{}{separate}{}{end}</w:p><w:p>{begin}{code}</w:p><w:p>{}</w:p>",
        run("令"),
        run("果"),
        run("余")
    );
    assert_eq!(read_one(&docx(&body, &[])).text, "果\n\n余\n");
}

#[test]
fn docx_stories_follow_the_body_in_order() {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let [body, note, end, head, foot, comment] =
        ["文", "脚注", "尾注", "页眉", "页脚", "批注"].map(paragraph);
    let parts = [
        ("word/comments.xml", comment.as_str()),
        ("word/footer1.xml", &foot),
        ("word/header1.xml", &head),
        ("word/endnotes.xml", &end),
        ("word/footnotes.xml", &note),
    ];
    let document = read_one(&docx(&body, &parts));
    assert_eq!(document.text, "文\n\u{c}脚注\n\u{c}尾注\n\u{c}页眉\n\u{c}页脚\n\u{c}批注\n");
    assert_covered(&document);
}

#[test]
fn docx_says_who_made_it() {
    let core = "<dc:creator>某甲</dc:creator><dc:title>年度总结</dc:title>";
    let document =
        read_one(&docx("<w:p><w:r><w:t>文</w:t></w:r></w:p>", &[("docProps/core.xml", core)]));
    assert_eq!(document.properties.author.as_deref(), Some("某甲"));
    assert_eq!(document.properties.title.as_deref(), Some("年度总结"));
}

/// A drawing in a line of text; width and height in 1/12,700 point.
fn drawing(width: u32, height: u32) -> String {
    let size = format!("<wp:extent xmlns:wp='p' cx='{width}' cy='{height}'/>");
    let inline = format!("<wp:inline xmlns:wp='p'>{size}<a:x xmlns:a='a'/></wp:inline>");
    format!("<w:r><w:drawing>{inline}</w:drawing></w:r>")
}

#[test]
fn docx_marks_pictures_of_the_size_of_a_character() {
    let run = |text: &str| format!("<w:r><w:t>{text}</w:t></w:r>");
    let body = [
        run("落实安全生"),
        drawing(200_000, 200_000),
        run("责任"),
        drawing(4_000_000, 3_000_000),
        run("。"),
    ];
    let document = read_one(&docx(&format!("<w:p>{}</w:p>", body.concat()), &[]));
    assert_eq!(document.text, "落实安全生\u{fffc}责任。\n");
}

#[test]
fn docx_in_another_folder_is_found_by_the_relations() {
    let main = story("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    let note = story("<w:p><w:r><w:t>脚注</w:t></w:r></w:p>");
    let relations = "<r><Relationship Type='x/officeDocument' Target='/doc/main.xml'/></r>";
    let package = zipped(&[
        ("[Content_Types].xml", b"<t c='application/x.wordprocessingml.document.main+xml'/>"),
        ("_rels/.rels", relations.as_bytes()),
        ("doc/main.xml", main.as_bytes()),
        ("doc/footnotes.xml", note.as_bytes()),
    ]);
    let document = read_one(&package);
    assert_eq!((document.format, document.text.as_str()), ("docx", "文\n\u{c}脚注\n"));
}

#[test]
fn pictures_of_a_package_are_kept_once_each_by_content() {
    let main = story("<w:p><w:r><w:t>文</w:t></w:r></w:p>");
    let package = zipped(&[
        ("word/document.xml", main.as_bytes()),
        ("word/media/image1.png", b"one"),
        ("word/media/image2.PNG", b"one"),
        ("word/media/image3.emf", b"two"),
        ("docProps/thumbnail.jpeg", b"three"),
        (
            "docProps/custom.xml",
            b"<p><property name='x' /><property name=\"ICV\"><vt:lpwstr \
            xmlns:vt='v'>0A1B_12</vt:lpwstr></property></p>",
        ),
    ]);
    let document = read_one(&package);
    assert_eq!(document.pictures.len(), 2, "{:?}", document.pictures);
    assert!(document.pictures.is_sorted());
    assert_eq!(document.properties.identifiers, ["ICV 0A1B_12"]);
}

#[test]
fn html_has_blocks_tables_and_hidden_text() {
    let page = "<!-- x --><!DOCTYPE html><html><head><title> 标 题</title><style>p{}</style></head>\
        <body><h1>一</h1><p>二 <b>三</b>\n四<br>五</p><script>no()</script>\
        <table><tr><td><p>甲</p></td><td></td><td>乙</td></tr><tr><td>丙</td></tr></table>\
        <p style='display: none'>藏</p>末</body></html>";
    let document = read_one(page.as_bytes());
    assert_eq!(document.format, "html");
    assert_eq!(document.properties.title.as_deref(), Some("标 题"));
    assert_eq!(document.text, "一\n二 三 四\n五\n甲\t\t乙\n丙\n末\u{c}藏");
    assert_eq!(of(&document, Part::Hidden), "\u{c}藏");
    assert_covered(&document);
}

#[test]
fn html_that_nobody_sees_is_hidden() {
    let page = |head: &str, style: &str| {
        let text = format!("<html>{head}<body>显<p style='{style}'>藏</p></body></html>");
        read_one(text.as_bytes()).text
    };
    for style in ["color: #FFF", "font-size:0", "opacity:0; color:red", "COLOR:white"] {
        assert_eq!(page("", style), "显\u{c}藏", "{style}");
    }
    assert_eq!(page("<style>p { background: navy }</style>", "color: #fff"), "显\n藏");
    assert_eq!(page("", "background-color:white"), "显\n藏");
}

#[test]
fn html_declarations_are_checked_against_the_bytes() {
    for (declared, real) in [
        ("gb2312", encoding_rs::GB18030),
        ("utf-8", encoding_rs::GB18030),
        ("gbk", encoding_rs::UTF_8),
    ] {
        let page = format!("<html><meta charset=\"{declared}\"><body>{CHINESE}</body></html>");
        let document = read_one(&real.encode(&page).0);
        assert_eq!(document.encoding.as_deref(), Some(real.name()));
        assert!(document.text.contains("排查隐患点"), "{declared}");
    }
}

#[test]
fn text_that_speaks_of_tags_is_no_page() {
    for text in ["用 <html> 和 <body> 写网页", "<xx< span style=1>正文", "<header 说明>"] {
        let document = read_one(text.as_bytes());
        assert_eq!((document.format, document.text.as_str()), ("txt", text));
    }
}

#[test]
fn json_lines_give_a_document_each_and_name_broken_ones() {
    let lines = "{\"id\":\"a\",\"text\":\"甲\"}\n{\"text\":\"乙\"}\n{broken\n{\"id\":3}\n\
        {\"id\":\"a\",\"text\":\"丙\"}\n";
    let opened = read_as("d.jsonl", lines.as_bytes(), &Read::default());
    let names: Vec<&str> = opened.documents.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["d.jsonl!/2", "d.jsonl!/a", "d.jsonl!/a#5"]);
    let codes: Vec<&str> = opened.diagnostics.iter().map(|d| d.code.as_str()).collect();
    assert_eq!(codes, ["broken-line", "duplicate-id", "missing-text"]);
    assert!(opened.diagnostics[0].detail.starts_with("line 3"));
}

#[test]
fn json_lines_block_by_block_are_those_of_the_whole() {
    let lines = "\u{feff}{\"id\":\"a\",\"text\":\"甲\"}\r\n\n{\"text\":\"乙\",\"other\":[1,{}]}\n\
        {broken\n\
        {\"id\":\"a\",\"text\":\"丙\\n丁\"}\n{\"text\":\"戊\"}";
    let mut whole = read_as("d.jsonl", lines.as_bytes(), &Read::default());
    whole.diagnostics.sort();
    let config = Read::default();
    let budget = std::cell::Cell::new(0);
    let source = Source::new("d.jsonl".to_owned(), lines.as_bytes(), 0, &budget, &config);
    for block_bytes in [1, 30, 1000] {
        let mut parts = Opened::default();
        let file = (lines.as_bytes(), block_bytes);
        let is_taken = jsonl::stream(&source, file, &mut |part| parts.append(part));
        assert!(is_taken.expect("bytes in memory"));
        parts.documents.sort_by(|a, b| a.name.cmp(&b.name));
        parts.diagnostics.sort();
        let texts = |opened: &Opened| -> Vec<(String, String)> {
            opened.documents.iter().map(|d| (d.name.clone(), d.text.clone())).collect()
        };
        assert_eq!(texts(&parts), texts(&whole), "{block_bytes}");
        assert_eq!(parts.diagnostics, whole.diagnostics, "{block_bytes}");
    }
    let none = Source::new("x".to_owned(), b"{ no json", 0, &budget, &config);
    let is_taken = jsonl::stream(&none, (&b"{ no json"[..], 9), &mut |_| unreachable!());
    assert!(!is_taken.expect("bytes in memory"));
}

#[test]
fn json_over_several_lines_is_plain_text() {
    assert_eq!(read_one(b"{\n \"text\": \"x\"\n}\n").format, "txt");
}

#[test]
fn archives_nest_and_their_names_are_only_names() {
    let inner = zipped(&[("深.txt", "深处".as_bytes())]);
    let package = docx("<w:p><w:r><w:t>文</w:t></w:r></w:p>", &[]);
    let outer = zipped(&[
        ("in.zip", &inner),
        ("../up.txt", b"up"),
        ("d\\w.docx", &package),
        (".hidden", b"no"),
        ("__MACOSX/x.txt", b"no"),
    ]);
    let opened = read_as("a.zip", &outer, &Read::default());
    let names: Vec<&str> = opened.documents.iter().map(|d| d.name.as_str()).collect();
    assert_eq!(names, ["a.zip!/../up.txt", "a.zip!/d/w.docx", "a.zip!/in.zip!/深.txt"]);
    assert_eq!(opened.documents[1].format, "docx");
    let config = Read { nesting_max: 1, ..Read::default() };
    let opened = read_as("a.zip", &outer, &config);
    assert_eq!(reason(&opened.documents[2]), "nested-too-deep");
}

#[test]
fn names_from_chinese_windows_are_gbk() {
    let (name, _, _) = encoding_rs::GB18030.encode("年报.txt");
    let placeholder = "x".repeat(name.len());
    let mut bytes = zipped(&[(&placeholder, b"text")]);
    while let Some(at) = bytes.windows(name.len()).position(|w| w == placeholder.as_bytes()) {
        bytes[at..at + name.len()].copy_from_slice(&name);
    }
    assert_eq!(read_as("a.zip", &bytes, &Read::default()).documents[0].name, "a.zip!/年报.txt");
}

#[test]
fn formats_without_a_reader_are_named() {
    let pages = zipped(&[("Index/Document.iwa", b"")]);
    let cases: [(&[u8], &str); 3] =
        [(&pages, "iwork"), (b"Rar!\x1a\x07\x01\0", "rar"), (b"%!PS-Adobe-3.0", "postscript")];
    for (bytes, format) in cases {
        let document = read_one(bytes);
        assert_eq!((document.format, reason(&document)), (format, "unsupported-format"));
    }
}
