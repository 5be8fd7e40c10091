//! Files that cannot be read, or not wholly, each with its reason.

use super::*;

fn reason_of(bytes: &[u8], config: &Read) -> String {
    let opened = read_as("x.txt", bytes, config);
    assert_eq!(opened.documents.len(), opened.diagnostics.len(), "one diagnostic each");
    let code = reason(&opened.documents[0]).to_owned();
    assert_eq!(opened.diagnostics[0].code, code);
    assert!(opened.documents[0].text.is_empty());
    code
}

#[test]
fn nothing_to_read_is_empty() {
    for bytes in [&b""[..], b"\xef\xbb\xbf", b" \r\n\t", b"\xff\xfe"] {
        assert_eq!(reason_of(bytes, &Read::default()), "empty");
    }
}

#[test]
fn one_character_is_good() {
    assert_eq!(read_one("字".as_bytes()).verdict, Verdict::Good);
}

#[test]
fn binary_content_is_not_text_whatever_its_name() {
    assert_eq!(reason_of(&[0; 4000], &Read::default()), "binary");
    let noise: Vec<u8> = (0..20_000_u32).map(|i| ((i * i * 7 + i * 13) >> 3) as u8).collect();
    assert_eq!(reason_of(&noise, &Read::default()), "binary");
}

#[test]
fn few_nuls_make_text_doubtful() {
    let text = format!("{}\0\0", "正文内容".repeat(100));
    let Verdict::Poor { reasons } = read_one(text.as_bytes()).verdict else { panic!("not poor") };
    assert_eq!(reasons, ["control-characters"]);
}

#[test]
fn lost_characters_make_text_doubtful() {
    let mut bytes = "正文内容".repeat(100).into_bytes();
    bytes.push(0xff);
    let document = read_one(&bytes);
    let Verdict::Poor { reasons } = &document.verdict else { panic!("not poor") };
    assert_eq!(reasons, &["replacement-characters"]);
    assert_eq!(document.encoding.as_deref(), Some("UTF-8"));
}

#[test]
fn private_characters_make_text_doubtful() {
    let Verdict::Poor { reasons } = read_one("正文\u{e001}".as_bytes()).verdict else {
        panic!("not poor")
    };
    assert_eq!(reasons, ["private-use-characters"]);
}

#[test]
fn large_files_are_not_loaded_and_large_archives_are_walked() {
    let config = Read { file_bytes_max: 60, ..Read::default() };
    assert_eq!(reason_of(&[b'a'; 61], &config), "too-large");
    let archive = zipped(&[("a.txt", b"short"), ("b.txt", &[b'b'; 61])]);
    assert!(archive.len() > 60);
    let opened = read_as("a.zip", &archive, &config);
    assert_eq!(opened.documents[0].text, "short");
    assert_eq!(reason(&opened.documents[1]), "too-large");
}

#[test]
fn archives_that_grow_too_far_are_cut_off() {
    let config = Read { expansion_free_bytes: 1000, expansion_max: 2, ..Read::default() };
    let archive = zipped(&[("a.txt", &[b'a'; 900]), ("b.txt", &[b'b'; 900])]);
    let opened = read_as("a.zip", &archive, &config);
    assert_eq!(opened.documents[0].verdict, Verdict::Good);
    assert_eq!(reason(&opened.documents[1]), "expands-too-far");
}

#[test]
fn broken_packages_say_so() {
    let paragraph = "<w:p><w:r><w:t>这是一段完整的正文。</w:t></w:r></w:p>";
    let whole = docx(&paragraph.repeat(50), &[]);
    assert_eq!(reason_of(&whole[..whole.len() / 2], &Read::default()), "truncated");
    let archive = zipped(&[("a.txt", b"text")]);
    assert_eq!(reason_of(&archive[..archive.len() - 10], &Read::default()), "broken-archive");
    let cut = format!("{paragraph}<w:p><w:r>");
    let main = format!("<w:x xmlns:w=\"w\">{cut}");
    let package = zipped(&[("word/document.xml", main.as_bytes())]);
    let document = read_one(&package);
    assert_eq!(document.verdict, Verdict::Poor { reasons: vec!["truncated".into()] });
    assert!(document.text.starts_with("这是一段"));
}

#[test]
fn a_file_that_is_gone_has_vanished() {
    let entry = Entry { name: "gone.txt".into(), path: folder().path().join("gone.txt") };
    assert_eq!(reason(&open(&entry, &Read::default()).documents[0]), "vanished");
}

#[test]
fn locked_doors_are_named() {
    let error = std::io::Error::from(std::io::ErrorKind::PermissionDenied);
    assert_eq!(crate::read::open::error_code(&error), "no-permission");
}

#[test]
fn deep_nesting_does_not_exhaust_the_stack() {
    let page = format!("<html><body>{}x", "<div>".repeat(20_000));
    assert_eq!(read_one(page.as_bytes()).text, "x");
    let body = format!("{}<w:p><w:r><w:t>x</w:t></w:r></w:p>", "<w:sdt>".repeat(20_000));
    assert_eq!(read_one(&docx(&body, &[])).format, "docx");
}

#[test]
fn text_in_other_scripts_or_of_rare_characters_is_doubted() {
    let reasons = |text: &str| match read_one(text.as_bytes()).verdict {
        Verdict::Poor { reasons } | Verdict::Unreadable { reasons } => reasons.join(" "),
        Verdict::Good => String::new(),
    };
    let prose = "全镇共排查隐患点四十二处，已整改三十九处，其余三处正在推进，下一步将加强巡查。";
    assert_eq!(reasons(prose), "");
    assert_eq!(reasons("關於開展安全檢查工作的報告，現將有關情況報告如下，請予審閱。"), "");
    let (bytes, _, _) = encoding_rs::GB18030.encode(prose);
    let as_latin = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes).0;
    assert_eq!(reasons(&as_latin), "foreign-characters");
    let unknown: String = ('\u{8c00}'..'\u{8c60}').collect();
    assert_eq!(reasons(&format!("{}{unknown}", prose.repeat(4))), "rare-characters");
    let wrong: String = prose.chars().filter_map(|c| char::from_u32(u32::from(c) + 7)).collect();
    assert_eq!(reasons(&wrong.repeat(3)), "garbled");
}

#[test]
fn marked_documents_are_listed_and_read_when_allowed() {
    let text = "机密★1年\n正文内容".as_bytes();
    assert_eq!(reason_of(text, &Read::default()), "classified");
    let config = Read { allow_classified: true, ..Read::default() };
    assert!(read_as("x", text, &config).documents[0].text.ends_with("正文内容"));
}
