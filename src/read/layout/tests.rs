//! Pages set here, and what is read from them.

use super::*;

const A4: (f32, f32) = (595.0, 842.0);

/// The characters of `text` at 12 points from `x`, `y`; Latin letters take half the width.
fn set(page: &mut Page, x: f32, y: f32, text: &str) {
    let mut at = x;
    for character in text.chars() {
        let width = if is_wide(character) { 12.0 } else { 6.0 };
        page.glyphs.push(Glyph {
            character,
            x: at,
            y,
            width,
            size: 12.0,
            direction: Direction::Right,
            is_hidden: false,
            is_artifact: false,
        });
        at += width;
    }
}

fn page() -> Page {
    Page { width: A4.0, height: A4.1, glyphs: Vec::new(), rules: Vec::new() }
}

/// The whole text, and where its pages begin.
fn read(pages: &[Page]) -> (String, Vec<u32>) {
    let mut text = Assembly::default();
    lay_out(pages, &mut text);
    let text = text.finish();
    (text.text, text.pages)
}

#[test]
fn full_lines_go_on_and_short_or_indented_ones_end() {
    let mut page = page();
    set(&mut page, 84.0, 200.0, "一二三四五六七八九十甲乙丙丁戊己庚辛");
    set(&mut page, 60.0, 220.0, "子丑寅卯辰巳午未申酉戌亥子丑寅卯辰巳午未");
    set(&mut page, 60.0, 240.0, "末行。");
    set(&mut page, 84.0, 260.0, "另段");
    let expected = "一二三四五六七八九十甲乙丙丁戊己庚辛子丑寅卯辰巳午未申酉戌亥子丑寅卯辰巳午未末行。\n另段\n";
    assert_eq!(read(&[page]).0, expected);
}

#[test]
fn words_are_parted_by_room() {
    let mut page = page();
    set(&mut page, 60.0, 200.0, "several words stand in a long line and six-");
    set(&mut page, 60.0, 220.0, "teen others go on below it with many words");
    set(&mut page, 60.0, 240.0, "end");
    set(&mut page, 85.0, 240.0, "here");
    let joined = "several words stand in a long line and six-teen others go on below it";
    assert_eq!(read(&[page]).0, format!("{joined} with many words end here\n"));
}

#[test]
fn hyphens_of_hyphenated_texts_go() {
    let mut page = page();
    for row in 0..4 {
        set(&mut page, 60.0, 200.0 + 20.0 * row as f32, "mation and more infor-");
    }
    let line = "mation and more infor";
    assert_eq!(read(&[page]).0, format!("{}-\n", line.repeat(4)));
}

#[test]
fn blanks_of_the_file_part_words_and_not_cells() {
    let mut page = page();
    set(&mut page, 60.0, 200.0, "姓名\u{3000}\u{3000}\u{3000}某甲");
    assert_eq!(read(&[page]).0, "姓名 某甲\n");
}

#[test]
fn blanks_broken_by_a_line_end_stay_one() {
    let mut page = page();
    set(&mut page, 60.0, 200.0, "已化解疑难问题十二件，稳控____");
    set(&mut page, 60.0, 220.0, "__件。");
    assert_eq!(read(&[page]).0, "已化解疑难问题十二件，稳控______件。\n");
}

#[test]
fn columns_of_prose_are_read_one_after_the_other_and_tables_row_by_row() {
    let mut prose = page();
    set(&mut prose, 60.0, 180.0, "通栏标题跨过两栏中间的空白一直排到右边的栏里去了");
    for row in 0..5 {
        let y = 220.0 + 20.0 * row as f32;
        set(&mut prose, 60.0, y, "左栏文字左栏文字左栏文字");
        set(&mut prose, 240.0, y, "右栏文字右栏文字右栏文字");
    }
    let (text, _) = read(&[prose]);
    assert!(text.starts_with("通栏标题"), "{text}");
    assert!(text.rfind("左栏") < text.find("右栏"), "{text}");
    let mut table = page();
    for row in 0..5 {
        let y = 220.0 + 20.0 * row as f32;
        set(&mut table, 60.0, y, "项目");
        set(&mut table, 240.0, y, if row == 0 { "说明的文字比较长一些" } else { "数" });
    }
    assert!(read(&[table]).0.starts_with("项目\t说明的文字比较长一些\n项目\t数\n"));
}

#[test]
fn cells_of_ruled_tables_keep_their_lines_together() {
    let mut page = page();
    for (row, y) in [200.0, 220.0, 240.0].into_iter().enumerate() {
        set(&mut page, 62.0, y, ["加强隐患", "排查治理", "第二行"][row]);
        set(&mut page, 112.0, y, ["各村社区", "", "负责人"][row]);
    }
    let edges = [(60.0, 185.0, 160.0, 186.0), (60.0, 226.0, 160.0, 227.0)];
    let edges = edges.into_iter().chain([(60.0, 246.0, 160.0, 247.0)]);
    let uprights = [60.0, 111.0, 160.0].map(|x| (x, 185.0, x + 1.0, 247.0));
    let rules = edges.chain(uprights).filter_map(|(a, b, c, d)| Rule::new(a, b, c, d));
    page.rules = rules.collect();
    let mut text = Assembly::default();
    lay_out(&[page], &mut text);
    let text = text.finish();
    assert_eq!(text.text, "加强隐患排查治理\t各村社区\n第二行\t负责人\n");
    assert!(text.parts.iter().all(|part| part.part == Part::Table));
}

#[test]
fn running_lines_go_aside_and_paragraphs_cross_pages() {
    let line = "子丑寅卯辰巳午未申酉戌亥子丑寅卯辰巳午未";
    let pages: Vec<Page> = ["— 1 —", "— 2 —", "— 3 —"]
        .iter()
        .map(|number| {
            let mut page = page();
            set(&mut page, 60.0, 50.0, "某局简报");
            set(&mut page, 60.0, 110.0, line);
            set(&mut page, 60.0, 130.0, line);
            set(&mut page, 280.0, 800.0, number);
            page
        })
        .collect();
    let (text, starts) = read(&pages);
    let body = line.repeat(6);
    assert_eq!(text, format!("{body}\n\u{c}某局简报\n\u{c}— 1 —\n— 2 —\n— 3 —\n"));
    assert_eq!(starts, [0, 40, 80]);
}

#[test]
fn equal_pages_are_no_headers() {
    let pages: Vec<Page> = (0..2)
        .map(|_| {
            let mut page = page();
            for row in 0..4 {
                set(&mut page, 60.0, 60.0 + 20.0 * row as f32, "每页相同的几行。");
            }
            page
        })
        .collect();
    let text = read(&pages).0;
    assert_eq!(text.matches("每页相同的几行。").count(), 8);
    assert!(!text.contains('\u{c}'));
}

#[test]
fn overprint_is_read_once_and_raised_type_in_its_line() {
    let mut page = page();
    set(&mut page, 60.0, 200.0, "加粗");
    set(&mut page, 60.4, 200.2, "加粗");
    set(&mut page, 84.0, 200.0, "E=mc");
    page.glyphs.push(Glyph { character: '2', x: 108.0, y: 195.0, size: 7.0, ..page.glyphs[0] });
    assert_eq!(read(&[page]).0, "加粗E=mc2\n");
}

#[test]
fn turned_text_is_read_along_its_lines_and_hidden_text_aside() {
    let mut page = page();
    for (i, character) in "竖排".chars().enumerate() {
        let y = 100.0 + 12.0 * i as f32;
        let glyph = Glyph {
            character,
            x: 500.0,
            y,
            width: 12.0,
            size: 12.0,
            direction: Direction::Down,
            is_hidden: false,
            is_artifact: false,
        };
        page.glyphs.push(glyph);
        page.glyphs.push(Glyph { x: 480.0, ..glyph });
        page.glyphs.push(Glyph { x: 100.0, is_hidden: true, direction: Direction::Right, ..glyph });
        page.glyphs.push(Glyph { direction: Direction::Oblique, ..glyph });
    }
    let (text, _) = read(&[page]);
    assert_eq!(text, "竖排竖排\n\u{c}竖排\n\u{c}竖\n排\n");
}
