//! What holds for any bytes.

use super::*;

use proptest::collection::vec;
use proptest::prelude::*;

/// Reads `bytes` and asserts what holds for all documents; a reader that panicked is a failure.
fn check(bytes: &[u8]) {
    let opened = read_as("x", bytes, &Read::default());
    for document in &opened.documents {
        assert_covered(document);
        if let Verdict::Unreadable { reasons } = &document.verdict {
            assert_ne!(reasons[0], "reader-failed");
        }
    }
    let unreadable = opened.documents.iter().filter(|d| !d.verdict.is_readable()).count();
    assert!(opened.diagnostics.len() >= unreadable);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_bytes(bytes in vec(any::<u8>(), 0..400)) {
        check(&bytes);
    }

    #[test]
    fn any_page(tags in vec("</?(table|tr|td|p|pre|br|div|svg|b)( hidden)?>|文 |\\PC", 0..60)) {
        check(format!("<html>{}", tags.concat()).as_bytes());
    }

    #[test]
    fn any_story(tags in vec(
        "</?w:(p|r|t|tbl|tr|tc|del|pPr|rPr|txbxContent|vanish)/?>|文|&#x6587;|\\PC", 0..60,
    )) {
        check(&docx(&tags.concat(), &[]));
    }

    #[test]
    fn damaged_packages(at in 0_usize..10_000, byte in any::<u8>(), cut in 0_usize..10_000) {
        let mut bytes = docx("<w:p><w:r><w:t>文</w:t></w:r></w:p>", &[]);
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(length - cut % length);
        check(&bytes);
    }

    #[test]
    fn any_lines(lines in vec("\\{\"text\":\"\\PC*\"\\}|\\PC*", 0..8)) {
        check(format!("{{\"text\":\"文\"}}\n{}", lines.join("\n")).as_bytes());
    }

    #[test]
    fn utf8_survives(text in "[\\u{4e00}-\\u{9fff}a-z，。\r\n]{1,80}") {
        prop_assume!(!text.trim().is_empty());
        prop_assert_eq!(read_one(text.as_bytes()).text, text);
    }
}
