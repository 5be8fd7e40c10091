//! Metadata: sources in order of trust, dates, units, tables.

use proptest::prelude::*;

use crate::config;
use crate::config::{SplitConfig, UnitFrom};
use crate::metadata::{self, Metadata, Origin, Sourced, Table, TableError, dates, units};
use crate::model::CharSpan;
use crate::read::{Document, Part, PartSpan, Properties, Verdict};
use crate::split;

const SIGNED: &str = "长岭镇2023年防汛工作总结\n2023年，长岭镇党委组织了全面排查。\n一、做法\n\
    排查隐患，转移群众。\n长岭镇人民政府\n二〇二四年一月五日\n";

fn plain(name: &str, text: &str) -> Document {
    let end = text.chars().count() as u32;
    Document {
        name: name.into(),
        text: text.into(),
        parts: vec![PartSpan { span: CharSpan::new(0, end), part: Part::Body }],
        pages: Vec::new(),
        properties: Properties::default(),
        pictures: Vec::new(),
        content_hash: String::new(),
        format: "txt",
        encoding: None,
        verdict: Verdict::Good,
    }
}

fn of(document: &Document, table: &Table, unit_from: UnitFrom) -> Metadata {
    let split = split::document(document, &SplitConfig::default());
    metadata::of(document, &split.reports[0], table, &config::Metadata { unit_from })
}

fn plain_of(name: &str, text: &str) -> Metadata {
    of(&plain(name, text), &Table::default(), UnitFrom::Auto)
}

fn from(value: &str, from: Origin) -> Option<Sourced> {
    Some(Sourced { value: value.into(), from })
}

#[test]
fn the_signature_counts_more_than_the_title() {
    let found = plain_of("材料/东坪镇/总结2022.txt", SIGNED);
    assert_eq!(found.title, from("长岭镇2023年防汛工作总结", Origin::Text));
    assert_eq!(found.unit, from("长岭镇人民政府", Origin::Signature));
    assert_eq!(found.date, from("2024-01-05", Origin::Signature));
}

#[test]
fn the_title_counts_more_than_folder_and_file_name() {
    let text = SIGNED.split("长岭镇人民政府").next().expect("a head");
    let found = plain_of("材料/东坪镇/总结2022.txt", text);
    assert_eq!(found.unit, from("长岭镇", Origin::Text));
    assert_eq!(found.date, from("2023", Origin::Text));
}

#[test]
fn the_path_is_asked_where_the_text_is_silent() {
    let found = plain_of("材料/东坪镇/总结2022-03.txt", "情况说明\n各项任务均已完成。\n");
    assert_eq!(found.unit, from("东坪镇", Origin::Folder));
    assert_eq!(found.date, from("2022-03", Origin::FileName));
}

#[test]
fn blanks_and_phrases_are_no_unit() {
    for title in
        ["XX镇2023年工作总结", "__局工作总结", "镇党委工作总结", "落实党委主体责任情况汇报"]
    {
        let text = format!("{title}\n20**年，XX镇党委做了很多工作。\nXX镇人民政府\n20XX年X月X日\n");
        let found = plain_of("a.txt", &text);
        assert_eq!(found.unit, None, "{title}");
        assert!(found.date.is_none_or(|date| date.from != Origin::Signature), "{title}");
    }
}

#[test]
fn a_title_with_two_years_gives_no_date() {
    let text = "长岭镇2023年工作总结和2024年工作计划\n各项任务均已完成。\n";
    assert_eq!(plain_of("a.txt", text).date, None);
}

#[test]
fn the_author_is_the_name_behind_its_label() {
    let text = "述职报告\n述职人：张 三\n各项任务均已完成。\n";
    assert_eq!(plain_of("a.txt", text).author, from("张三", Origin::Text));
    let text = "述职报告\n述职人：XXX\n各项任务均已完成。\n";
    assert_eq!(plain_of("a.txt", text).author, None);
}

#[test]
fn a_rule_of_the_user_counts_more_than_the_text() {
    let document = plain("县直/民政科/b-07.txt", SIGNED);
    let unit = |rule| of(&document, &Table::default(), rule).unit;
    assert_eq!(unit(UnitFrom::Folder), from("民政科", Origin::Folder));
    assert_eq!(unit(UnitFrom::Name), from("b-07", Origin::FileName));
    let rule = UnitFrom::Regex("^([^/]+)/".into());
    assert_eq!(unit(rule), from("县直", Origin::FileName));
}

#[test]
fn a_rule_without_a_group_is_refused() {
    for pattern in ["(", "abc"] {
        let settings = config::Settings {
            metadata: config::Metadata { unit_from: UnitFrom::Regex(pattern.into()) },
            ..config::Settings::default()
        };
        assert!(settings.validate().is_err(), "{pattern}");
    }
}

#[test]
fn properties_come_last() {
    let properties = Properties {
        author: Some("李四".into()),
        company: Some("长岭镇财政所".into()),
        created: Some("2021-02-03T08:00:00Z".into()),
        ..Properties::default()
    };
    let document =
        Document { properties, ..plain("a.txt", "情况说明\n任务均已完成。\n") };
    let found = of(&document, &Table::default(), UnitFrom::Auto);
    assert_eq!(found.author, from("李四", Origin::Properties));
    assert_eq!(found.date, from("2021-02-03", Origin::Properties));
}

#[test]
fn dates_are_read_in_the_ways_people_write_them() {
    let cases = [
        ("2024年3月5日", "2024-03-05"),
        ("2024-03-05", "2024-03-05"),
        ("2024/3", "2024-03"),
        ("20240305", "2024-03-05"),
        ("２０２４年", "2024"),
        ("2024年度", "2024"),
        ("二〇二三年三月五日", "2023-03-05"),
        ("二○二三年十二月三十一日", "2023-12-31"),
        ("（2024年 2 月 29 日）", "2024-02-29"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
    ];
    for (text, date) in cases {
        assert_eq!(dates::normalize(text).as_deref(), Some(date), "{text}");
    }
    for text in ["", "20**年", "XX年X月X日", "2023年2月29日", "2024-13", "去年", "69"] {
        assert_eq!(dates::normalize(text), None, "{text}");
    }
}

#[test]
fn units_are_found_at_the_start_and_nowhere_else() {
    let cases = [
        ("青山镇2023年工作总结", Some("青山镇")),
        ("青山镇党委理论学习中心组学习总结", Some("青山镇党委")),
        ("青山县林业局关于造林的报告", Some("青山县林业局")),
        ("柳河镇乡村振兴工作总结", Some("柳河镇")),
        ("中共青山县委员会工作总结", Some("中共青山县委员会")),
        ("青山镇财政所年度工作总结", Some("青山镇财政所")),
        ("局面持续向好", None),
        ("县委工作总结", None),
        ("乡村振兴工作总结", None),
    ];
    for (text, unit) in cases {
        assert_eq!(units::at_start(text), unit, "{text}");
    }
}

#[test]
fn tables_are_read_in_either_encoding_and_language() {
    let text = "文件名,篇号,单位,日期\nb.docx,2,柳河镇,2024年3月\n,,,\na/b.docx,,东坪镇,\n";
    let (gbk, ..) = encoding_rs::GBK.encode(text);
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let table = Table::parse("表.csv", text.as_bytes()).expect("utf-8");
    assert_eq!(Table::parse("表.csv", &gbk).expect("gbk"), table);
    assert_eq!(Table::parse("表.csv", &with_mark).expect("mark"), table);
    let tabs = text.replace(',', "\t");
    assert_eq!(Table::parse("表.csv", tabs.as_bytes()).expect("tabs"), table);
    let row = table.row("./a/b.docx", 2);
    assert_eq!(row.unit, from("东坪镇", Origin::Table));
    assert_eq!(row.date, from("2024-03", Origin::Table));
    assert_eq!(table.row("c/b.docx", 1), Metadata::default());
}

#[test]
fn a_spreadsheet_reads_like_its_csv() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, (name, value)) in
        [("Document", "a.txt"), ("title", "总结"), ("上级", "青山县委")].into_iter().enumerate()
    {
        sheet.write(0, column as u16, name).expect("a name");
        sheet.write(1, column as u16, value).expect("a value");
    }
    sheet.write(0, 3, "report").expect("a name");
    sheet.write(1, 3, 2).expect("a number");
    let bytes = book.save_to_buffer().expect("a workbook");
    let csv = "document,title,superior,report\na.txt,总结,青山县委,2\n";
    assert_eq!(
        Table::parse("a.xlsx", &bytes).expect("a sheet"),
        Table::parse("a.csv", csv.as_bytes()).expect("a table")
    );
}

#[test]
fn errors_name_the_line_and_the_column() {
    let error = |text: &str| Table::parse("t.csv", text.as_bytes()).expect_err("an error");
    assert!(matches!(error("名称,单位\na,b\n"), TableError::NoDocument { .. }));
    let cases = [
        ("file,date\na.txt,2024\n\nb.txt,昨天\n", "t.csv, line 4, column date: “昨天”"),
        ("file,篇\na.txt,零\n", "t.csv, line 2, column 篇: “零”"),
        ("file,unit\n,柳河镇\n", "t.csv, line 2, column file"),
        ("file,unit\na,b\na,c\n", "t.csv, line 3, column file: “a”"),
    ];
    for (text, message) in cases {
        let found = error(text).to_string();
        assert!(found.starts_with(message), "{found}");
    }
    let broken = Table::parse("t.csv", b"file\n\xff\xff\xff").expect_err("an error");
    assert!(matches!(broken, TableError::Encoding { .. }));
    let broken = Table::parse("t.xlsx", b"PK\x03\x04junk").expect_err("an error");
    assert!(matches!(broken, TableError::Syntax { .. }));
}

#[test]
fn lines_about_no_document_are_named() {
    let text = "file,report\na.txt,\nb.txt,3\nc/d.txt,1\nold.txt,\n";
    let table = Table::parse("t.csv", text.as_bytes()).expect("a table");
    let documents = [("x/a.txt".to_owned(), 1), ("b.txt".into(), 1), ("c\\d.txt".into(), 1)];
    assert_eq!(table.unmatched(&documents), ["b.txt#3", "old.txt"]);
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(name in any::<String>(), text in ".{1,200}\n.{0,50}") {
        let document = plain(&name, &text);
        let split = split::document(&document, &SplitConfig::default());
        for report in &split.reports {
            metadata::of(&document, report, &Table::default(), &config::Metadata::default());
        }
    }

    #[test]
    fn arbitrary_tables_never_panic(bytes in any::<Vec<u8>>()) {
        drop(Table::parse("t", &[b"file,report,date\n".as_slice(), &bytes].concat()));
    }

    #[test]
    fn a_normal_date_is_its_own_normal_form(year in 1900_u32..=2100, month in 1_u32..=12) {
        let date = format!("{year}-{month:02}");
        prop_assert_eq!(dates::normalize(&date), Some(date.clone()));
        prop_assert_eq!(dates::normalize(&format!("{year}年{month}月")), Some(date));
    }
}
