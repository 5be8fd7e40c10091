//! Containers, mail, books and tables, made here.

use std::sync::Arc;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use parquet::data_type::ByteArray;
use parquet::data_type::ByteArrayType;
use parquet::data_type::Int64Type;
use parquet::file::properties::WriterProperties;
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::*;

fn names(opened: &Opened) -> Vec<&str> {
    opened.documents.iter().map(|document| document.name.as_str()).collect()
}

/// A tar of these entries; names are bytes, as in archives of old systems.
fn tarred(entries: &[(&[u8], &[u8])]) -> Vec<u8> {
    let mut tar = Vec::new();
    for (name, bytes) in entries {
        let mut header = tar::Header::new_ustar();
        header.as_old_mut().name[..name.len()].copy_from_slice(name);
        header.set_size(bytes.len() as u64);
        header.set_cksum();
        tar.extend(header.as_bytes());
        tar.extend(*bytes);
        tar.resize(tar.len().next_multiple_of(512), 0);
    }
    tar.extend([0; 1024]);
    tar
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).expect("its bytes");
    encoder.finish().expect("a stream")
}

#[test]
fn tar_is_walked_packed_or_not_with_chinese_names() {
    let (name, _, _) = encoding_rs::GB18030.encode("年报.txt");
    let tar = tarred(&[(&name, "正文".as_bytes()), (b"./b/c.txt", b"words"), (b"._x", b"no")]);
    for bytes in [tar.clone(), gzipped(&tar)] {
        let opened = read_as("a", &bytes, &Read::default());
        assert_eq!(names(&opened), ["a!/b/c.txt", "a!/年报.txt"]);
        assert_eq!(opened.documents[1].text, "正文");
    }
    let config = Read { nesting_max: 0, ..Read::default() };
    assert_eq!(reason(&read_as("a", &tar, &config).documents[0]), "nested-too-deep");
    let cut = read_as("a", &tar[..700], &Read::default());
    assert!(cut.diagnostics.iter().any(|d| d.code.starts_with("broken")), "{cut:?}");
}

#[test]
fn gzip_holds_one_file_within_the_budget() {
    let opened = read_as("报告.txt.gz", &gzipped("正文".as_bytes()), &Read::default());
    assert_eq!(names(&opened), ["报告.txt.gz!/报告.txt"]);
    let config = Read { expansion_free_bytes: 1000, expansion_max: 1, ..Read::default() };
    let bomb = gzipped(&vec![b'a'; 1 << 20]);
    let opened = read_as("a.gz", &bomb, &config);
    assert_eq!(reason(&opened.documents[0]), "expands-too-far");
}

/// An archive that p7zip made of b.txt (words) and 甲/年报.txt (正文).
const SEVEN_Z: &str = "\
    N3q8ryccAAT+eSBTegAAAAAAAAAhAAAAAAAAAIaUFpMBAAp3b3Jkc+ato+aW\
    hwAAAIEzB64Pzt0HYQkqrtOqhSYoGKffAS9PtIBu6hseUhnvfH6zA//tpxfi\
    sAOnEUavfcjxRckYiDUWdfntcLiLgsRlkL/xHOvUdw1HRbeTRccvJxxT6gP8\
    XASnOLxszLlwHRzPtpsaIToAABcGDwEJawAHCwEAASMDAQEFXQAQAAAMgIIK\
    AYQp7CMAAA==";

/// One that it made of b.txt, with a password.
const SEVEN_Z_ENCRYPTED: &str = "\
    N3q8ryccAARqs6MLEAAAAAAAAABiAAAAAAAAAJa9kqoK81e45KSzZEYwFSah\
    DWjnAQQGAAEJEAAHCwEAAiQG8QcBElMPwDVMN54jDF7DAWj/khFNOiEhAQAB\
    AAwJBQAICgGMHn1xAAAFARkBABENAGIALgB0AHgAdAAAABQKAQBP7e440nvd\
    ARUGAQAggKSBAAA=";

#[test]
fn seven_z_is_walked_and_says_when_it_is_encrypted() {
    let bytes = |text: &str| BASE64_STANDARD.decode(text).expect("base64");
    let opened = read_as("a", &bytes(SEVEN_Z), &Read::default());
    assert_eq!(names(&opened), ["a!/b.txt", "a!/甲/年报.txt"]);
    assert_eq!(opened.documents[1].text, "正文");
    assert_eq!(reason(&read_one(&bytes(SEVEN_Z_ENCRYPTED))), "encrypted");
}

#[test]
fn a_damaged_7z_says_so() {
    let document = read_one(b"7z\xbc\xaf\x27\x1c\0\x04 and nothing else at all, no header either");
    assert_eq!((document.format, reason(&document)), ("7z", "broken-archive"));
}

#[test]
fn books_are_read_in_the_order_of_their_spine() {
    let book = zipped(&[
        ("mimetype", b"application/epub+zip"),
        (
            "META-INF/container.xml",
            b"<container><rootfiles><rootfile full-path=\"O/c.opf\"/></rootfiles></container>",
        ),
        (
            "O/c.opf",
            "<package><metadata><dc:title>书</dc:title><dc:creator>某甲</dc:creator></metadata>\
             <manifest><item id=\"a\" href=\"a.xhtml\"/><item id=\"b\" href=\"../b.xhtml\"/>\
             </manifest><spine><itemref idref=\"b\"/><itemref idref=\"a\"/></spine></package>"
                .as_bytes(),
        ),
        ("O/a.xhtml", "<html><body><p>后章</p></body></html>".as_bytes()),
        ("b.xhtml", "<html><body><p>前章</p><p hidden>藏</p></body></html>".as_bytes()),
    ]);
    let document = read_one(&book);
    assert_eq!((document.format, document.text.as_str()), ("epub", "前章\n后章\n\u{c}藏"));
    assert_eq!(document.properties.title.as_deref(), Some("书"));
}

#[test]
fn mail_is_decoded_whatever_it_declares_and_its_attachments_are_files() {
    for declared in ["gb2312", "utf-8", "nobody-knows-this"] {
        let header = format!(
            "From: a@b.cn\r\nSubject: =?gbk?B?ufrQ0A==?=\r\nMIME-Version: 1.0\r\n\
             Content-Type: text/plain; charset={declared}\r\n\
             Content-Transfer-Encoding: 8bit\r\n\r\n"
        );
        let (body, _, _) = encoding_rs::GB18030.encode("全镇共排查隐患点四十二处。");
        let document = read_one(&[header.as_bytes(), &body].concat());
        assert_eq!((document.format, document.text.trim()), ("eml", "全镇共排查隐患点四十二处。"));
        assert_eq!(document.encoding.as_deref(), Some("gb18030"), "{declared}");
    }
    let mail = "From: a@b.cn\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><body>正文</body></html>\r\n\
        --x\r\nContent-Type: text/plain\r\n\
        Content-Disposition: attachment; filename=\"b.txt\"\r\n\
        Content-Transfer-Encoding: base64\r\n\r\nd29yZHM=\r\n--x--\r\n";
    let opened = read_as("m.eml", mail.as_bytes(), &Read::default());
    assert_eq!(names(&opened), ["m.eml", "m.eml!/b.txt"]);
    assert_eq!(opened.documents[0].text.trim(), "正文");
    assert_eq!(opened.documents[1].text, "words");
}

#[test]
fn saved_pages_are_read_as_pages() {
    let page = "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/related; type=\"text/html\"; boundary=\"y\"\r\n\r\n\
        --y\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\
        Content-Location: http://a.example/\r\n\r\n\
        <html><head><meta charset=3D\"utf-8\"></head><body><p>=E6=AD=A3=E6=96=87</p></body></html>\
        \r\n--y\r\nContent-Type: text/css\r\nContent-Location: http://a.example/s\r\n\r\np{}\r\n\
        --y--\r\n";
    let document = read_one(page.as_bytes());
    assert_eq!((document.format, document.text.trim()), ("eml", "正文"));
}

#[test]
fn csv_with_a_text_column_is_a_document_a_row_and_else_plain_text() {
    let table = "编号,正文\r\n1,\"甲，\n乙\"\r\n1,丙\r\n";
    let config =
        Read { text_column: "正文".into(), id_column: "编号".into(), ..Read::default() };
    let (bytes, _, _) = encoding_rs::GB18030.encode(table);
    let opened = read_as("t.csv", &bytes, &config);
    assert_eq!(names(&opened), ["t.csv!/1", "t.csv!/1#3"]);
    assert_eq!(opened.documents[0].text, "甲，\n乙");
    assert_eq!(opened.diagnostics[0].code, "duplicate-id");
    assert_eq!(read_one(table.as_bytes()).format, "txt");
}

#[test]
fn parquet_is_a_document_a_row() {
    let schema = "message m { required int64 id; optional binary text (UTF8); }";
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut bytes = Vec::new();
    let properties = Arc::new(WriterProperties::builder().build());
    let mut writer = SerializedFileWriter::new(&mut bytes, schema, properties).expect("a writer");
    let mut group = writer.next_row_group().expect("a group");
    let mut ids = group.next_column().expect("no error").expect("the ids");
    ids.typed::<Int64Type>().write_batch(&[7, 8], None, None).expect("ids");
    ids.close().expect("a column");
    let mut texts = group.next_column().expect("no error").expect("the texts");
    let values = [ByteArray::from("正文")];
    texts.typed::<ByteArrayType>().write_batch(&values, Some(&[1, 0]), None).expect("texts");
    texts.close().expect("a column");
    group.close().expect("a group");
    writer.close().expect("a file");
    let opened = read_as("t", &bytes, &Read::default());
    assert_eq!(names(&opened), ["t!/7"]);
    assert_eq!(opened.documents[0].text, "正文");
    assert_eq!(opened.diagnostics[0].code, "missing-text");
    assert_eq!(reason(&read_one(b"PAR1 and nothing else")), "broken-table");
}

#[test]
fn utf_32_is_known_without_its_mark() {
    let text = "全镇 𠮷 words";
    let wide =
        |to: fn(u32) -> [u8; 4]| text.chars().flat_map(|c| to(u32::from(c))).collect::<Vec<u8>>();
    assert_eq!(read_one(&wide(u32::to_le_bytes)).text, text);
    assert_eq!(read_one(&wide(u32::to_be_bytes)).text, text);
}
