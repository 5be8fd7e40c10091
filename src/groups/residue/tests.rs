//! Names that were left in, and names that are somebody's own matter.

use super::*;
use crate::archive::tests::of_texts;
use crate::classify::Cell;
use crate::config::Settings;
use crate::metadata::{Origin, Sourced};

/// The residue of one report of a unit and a date, without anything shared.
fn alone(unit: &str, date: &str, text: &str) -> Vec<(&'static str, String)> {
    let mut archive = of_texts(&[text.to_owned()]);
    let sourced = |value: &str| Some(Sourced { value: value.to_owned(), from: Origin::Signature });
    archive.reports[0].metadata.unit = sourced(unit);
    archive.reports[0].metadata.date = sourced(date);
    let cell = Cell::bare(Layer::Original);
    let cells = vec![vec![cell; archive.reports[0].symbols.len()]];
    let settings = Settings::default();
    let case = Case { archive: &archive, findings: &[], cells: &cells, config: &settings.groups };
    let show = |one: &Placeholder| {
        let text = text_of(&archive, &archive.reports[0], one.span);
        (one.reason.expect("residue has a reason").code(), text)
    };
    of(&case)[0].iter().map(show).collect()
}

#[test]
fn a_county_that_acts_elsewhere_is_left_over() {
    let text = "今年以来，安吉县委高度重视。会后，绩溪县委召开了专题会，我们照此落实。";
    let found = alone("安吉县孝丰镇党委", "2024", text);
    assert_eq!(found, [("place", "绩溪县".to_owned())]);
}

#[test]
fn a_county_that_is_told_of_is_not() {
    let text = "七月，我们赴绩溪县委党校考察学习。绩溪县的茶山连着古道。浙江省委、湖州市委有要求。";
    assert_eq!(alone("安吉县孝丰镇党委", "2024", text), []);
    assert_eq!(alone("青石镇党委", "2024", "绩溪县委召开了会议。"), [], "home is not known");
}

#[test]
fn a_report_about_many_places_is_about_places() {
    let text = "绩溪县委、歙县县委、德清县委、祁门县委、黟县县委、长兴县委先后开会。";
    assert_eq!(alone("安吉县委", "2024", text), []);
}

#[test]
fn meetings_fit_the_year_or_are_named() {
    let wrong = |date: &str, text: &str| {
        alone("青石镇党委", date, text).into_iter().map(|one| one.1).collect::<Vec<_>>()
    };
    assert_eq!(wrong("2022", "深入学习党的十二大精神。"), ["党的十二大"]);
    assert_eq!(wrong("2019", "学习党的二十大精神。"), ["党的二十大"]);
    assert_eq!(
        wrong("2024", "学习二十届三中全会精神，重温十九届八中全会公报。"),
        ["十九届八中全会"]
    );
    assert_eq!(wrong("2024", "认真开展党纪学习教育。"), Vec::<String>::new());
    assert_eq!(wrong("2021", "认真开展党纪学习教育。"), ["党纪学习教育"]);
    assert_eq!(wrong("2022", "党的十八大以来，渠修了三次。"), Vec::<String>::new());
    assert_eq!(wrong("2022", "1982年党的十二大召开时，渠还没有修。"), Vec::<String>::new());
}

#[test]
fn a_sentence_ends_at_its_marks() {
    let text = "甲。乙丙，丁！戊";
    let at = text.find('丙').expect("there");
    assert_eq!(sentence(text, at, at + '丙'.len_utf8()), "乙丙，丁");
}
