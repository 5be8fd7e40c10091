//! Formats that know only places: PDF and OFD, made here, whole and damaged.

use super::*;

/// The only document of `bytes`, of which pages may hold few characters.
fn read_short(bytes: &[u8]) -> Document {
    let config = Read { page_characters_min: 0, ..Read::default() };
    read_as("x", bytes, &config).documents.remove(0)
}

/// A PDF of these content streams, one a page. `F1` is Helvetica, `F2` a Chinese font that is not
/// embedded and says nothing of its characters but its encoding in UTF-16.
fn pdf(pages: &[&str]) -> Vec<u8> {
    let kids: Vec<String> = (0..pages.len()).map(|i| format!("{} 0 R", 6 + 2 * i)).collect();
    let mut objects = vec![
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.join(" ")),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
        "<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UTF16-H\
         /DescendantFonts[5 0 R]>>"
            .to_owned(),
        "<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/CIDSystemInfo\
         <</Registry(Adobe)/Ordering(GB1)/Supplement 4>>/FontDescriptor\
         <</Type/FontDescriptor/FontName/STSong-Light/Flags 4>>/DW 1000>>"
            .to_owned(),
    ];
    for (i, content) in pages.iter().enumerate() {
        objects.push(format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {} 0 R\
             /Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>",
            7 + 2 * i
        ));
        objects.push(format!("<</Length {}>>stream\n{content}\nendstream", content.len()));
    }
    let mut bytes = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    for (i, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend(format!("{} 0 obj\n{object}\nendobj\n", i + 1).bytes());
    }
    let table = bytes.len();
    bytes.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        bytes.extend(format!("{place:010} 00000 n \n").bytes());
    }
    let trailer = format!("trailer<</Size {}/Root 1 0 R>>", objects.len() + 1);
    bytes.extend(format!("{trailer}\nstartxref\n{table}\n%%EOF\n").bytes());
    bytes
}

/// Chinese text at a place, as a content stream writes it.
fn chinese(x: u32, y: u32, text: &str) -> String {
    let hex: String = text.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("BT /F2 12 Tf {x} {y} Td <{hex}> Tj ET\n")
}

/// An OFD of one page with a template, and a second page, of these text objects.
fn ofd(objects: &str) -> Vec<u8> {
    let page = |content: &str| {
        format!(
            "<ofd:Page xmlns:ofd=\"o\"><ofd:Template TemplateID=\"9\"/><ofd:Content><ofd:Layer>\
             {content}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    };
    let [first, second] = [page(objects), page(&text_object(30, 100, "次页"))];
    let template = page(&text_object(30, 15, "某局简报"));
    zipped(&[
        (
            "OFD.xml",
            "<ofd:OFD xmlns:ofd=\"o\"><ofd:DocBody><ofd:DocInfo><ofd:Title>报告</ofd:Title>\
             <ofd:Author>某甲</ofd:Author></ofd:DocInfo><ofd:DocRoot>/Doc_0/Document.xml\
             </ofd:DocRoot></ofd:DocBody></ofd:OFD>"
                .as_bytes(),
        ),
        (
            "Doc_0/Document.xml",
            b"<ofd:Document xmlns:ofd=\"o\"><ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>\
             0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:TemplatePage ID=\"9\" \
             BaseLoc=\"Tpls/T.xml\"/></ofd:CommonData><ofd:Pages><ofd:Page ID=\"1\" \
             BaseLoc=\"Pages/P0.xml\"/><ofd:Page ID=\"2\" BaseLoc=\"./Pages/P1.xml\"/>\
             </ofd:Pages></ofd:Document>",
        ),
        ("Doc_0/Tpls/T.xml", template.as_bytes()),
        ("Doc_0/Pages/P0.xml", first.as_bytes()),
        ("Doc_0/Pages/P1.xml", second.as_bytes()),
    ])
}

/// A text object of type 5 mm high at a place in millimetres.
fn text_object(x: u32, y: u32, text: &str) -> String {
    format!(
        "<ofd:TextObject Boundary=\"{x} {y} 150 6\" Font=\"1\" Size=\"5\"><ofd:TextCode X=\"0\" \
         Y=\"5\" DeltaX=\"g {} 5\">{text}</ofd:TextCode></ofd:TextObject>",
        text.chars().count().saturating_sub(1)
    )
}

#[test]
fn pdf_text_has_its_pages_and_its_characters_without_to_unicode() {
    let first =
        chinese(60, 700, "全镇共排查隐患点四十二处隐患，已整改。") + &chinese(60, 680, "短句。");
    let second = format!("BT /F1 12 Tf 60 700 Td (plain words) Tj ET\n{}", chinese(60, 600, "完"));
    let document = read_short(&pdf(&[&first, &second]));
    assert_eq!(document.format, "pdf");
    assert_eq!(document.text, "全镇共排查隐患点四十二处隐患，已整改。短句。\nplain words\n完\n");
    assert_eq!(
        (document.page(0), document.page(22), document.page(23)),
        (Some(1), Some(1), Some(2))
    );
    assert_eq!(document.verdict, Verdict::Good);
    assert_covered(&document);
}

#[test]
fn pdf_text_that_cannot_be_seen_is_hidden() {
    let content = [
        chinese(60, 700, "看得见"),
        format!("1 1 1 rg {}", chinese(60, 650, "白字")),
        format!("0 g 3 Tr {} 0 Tr ", chinese(60, 600, "隐")),
        format!("0.1 0 0 0.05 0 0 cm {}", chinese(600, 9000, "小")),
    ];
    let document = read_short(&pdf(&[&content.concat()]));
    assert_eq!(document.text, "看得见\n\u{c}白字\n隐\n小\n");
    assert_eq!(of(&document, Part::Hidden), "\u{c}白字\n隐\n小\n");
    let on_ground = format!("0 0 1 rg 50 640 200 40 re f 1 g {}", chinese(60, 650, "白字"));
    assert_eq!(read_short(&pdf(&[&on_ground])).text, "白字\n");
}

#[test]
fn pdf_pictures_without_text_say_so() {
    let picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \u{1} EI Q";
    let document = read_short(&pdf(&[picture]));
    assert_eq!((document.format, reason(&document)), ("pdf", "image-only"));
    let scan = format!("{picture} 3 Tr {}", chinese(60, 700, &"识别得来的文字".repeat(4)));
    let document = read_short(&pdf(&[&scan]));
    assert_eq!(document.verdict, Verdict::Poor { reasons: vec!["recognised-text".into()] });
    assert!(document.text.starts_with("识别得来的文字"));
    let mixed = chinese(60, 700, &"文字".repeat(30));
    let document = read_short(&pdf(&[&mixed, picture]));
    assert_eq!(document.verdict, Verdict::Poor { reasons: vec!["image-pages".into()] });
    assert_eq!(reason(&read_short(b"%PDF-1.4 and nothing else")), "broken-pdf");
}

#[test]
fn pdf_pictures_and_identifiers_are_kept() {
    let picture = "q 200 0 0 100 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /G ID \u{1}\u{7f} EI Q";
    let with = |end: &str| {
        let page = format!("{picture} {}", chinese(60, 700, "看得见的文字"));
        let mut bytes = pdf(&[&page, picture]);
        bytes.extend(end.as_bytes());
        read_short(&bytes)
    };
    let document = with("\n% /ID [ <00ff0A> <0b> ]");
    assert_eq!(document.pictures.len(), 1, "the same on both pages: {:?}", document.pictures);
    assert_eq!(document.pictures[0].pixels, 2);
    assert_eq!(document.properties.identifiers, ["PDF 00FF0A"]);
    assert_eq!(with("\n% /ID [(ab) (cd)]").properties.identifiers, ["PDF 6162"]);
    let none: [&str; 0] = [];
    assert_eq!(with("\n% /ID [<0000> <0b>]").properties.identifiers, none);
    assert_eq!(with("\n% /IDX [<01>]").properties.identifiers, none);
}

#[test]
fn ofd_text_is_read_by_places_and_templates_are_running_lines() {
    let objects = [
        text_object(35, 60, "后一行"),
        text_object(25, 50, "前一行"),
        text_object(25, 70, "白")
            .replace("<ofd:TextCode", "<ofd:FillColor Value=\"255 255 255\"/><ofd:TextCode"),
        text_object(25, 80, "没有").replace("Size=", "Visible=\"false\" Size="),
    ];
    let document = read_short(&ofd(&objects.concat()));
    assert_eq!(document.format, "ofd");
    assert_eq!(document.text, "前一行\n后一行\n次页\n\u{c}某局简报\n\u{c}白\n没有\n");
    assert_eq!(of(&document, Part::Header), "\u{c}某局简报\n");
    assert_eq!(document.pages, [0, 8]);
    assert_eq!(document.properties.author.as_deref(), Some("某甲"));
    assert_eq!(document.verdict, Verdict::Good);
}

#[test]
fn pages_with_little_text_are_doubted() {
    let document = read_one(&pdf(&[&chinese(60, 700, "封面"), &chinese(60, 700, "封底")]));
    assert_eq!(document.verdict, Verdict::Poor { reasons: vec!["little-text".into()] });
}

/// Changes one to four bytes of `bytes`, or cuts them off; the same for the same `seed`.
fn damaged(bytes: &[u8], seed: u64) -> Vec<u8> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % below as u64) as usize
    };
    let mut bytes = bytes.to_vec();
    if next(10) == 0 {
        let end = next(bytes.len());
        bytes.truncate(end);
    }
    for _ in 0..=next(4) {
        if !bytes.is_empty() {
            let at = next(bytes.len());
            bytes[at] = next(256) as u8;
        }
    }
    bytes
}

/// Damaged files give documents or reasons, never a panic that leaves the reader.
fn survives(whole: &[u8], runs: u64) {
    for seed in 0..runs {
        let opened = read_as("x", &damaged(whole, seed), &Read::default());
        let failed = opened.diagnostics.iter().any(|d| d.code == "reader-failed");
        assert!(!failed, "seed {seed}: {:?}", opened.diagnostics);
        opened.documents.iter().filter(|d| d.verdict.is_readable()).for_each(assert_covered);
    }
}

#[test]
fn damaged_fixed_layouts_harm_nobody() {
    let content = format!("{}BT /F1 12 Tf 60 650 Td (words) Tj ET", chinese(60, 700, "正文内容"));
    survives(&pdf(&[&content, &content]), 300);
    // Stored without compression, so that damage reaches the XML and not only the packing.
    let content = ofd(&text_object(25, 50, "正文内容"));
    survives(&content, 300);
}
