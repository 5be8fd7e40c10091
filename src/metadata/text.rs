//! What a report says of itself: signature, title, opening sentence.

use crate::metadata::dates;
use crate::metadata::units;
use crate::metadata::{Metadata, Origin, Sourced};
use crate::split::lines::Line;
use crate::split::signs;

/// Lines at either end of a report in which signature, author and date under the title stand.
const EDGE_LINES: usize = 6;

/// What the signature (落款) of a report with these body `lines` says: a unit and a date below it.
pub(crate) fn signature(lines: &[Line]) -> Metadata {
    let tail = &lines[lines.len().saturating_sub(EDGE_LINES)..];
    let from = Origin::Signature;
    let Some(at) = tail.iter().rposition(|line| signature_date(line.text).is_some()) else {
        return Metadata::default();
    };
    let date = signature_date(tail[at].text);
    let before = date.as_ref().map_or("", |(_, before)| *before).trim();
    let above = tail[..at].iter().rev().map(|line| line.text).take(2);
    let unit = std::iter::once(before).chain(above).find_map(|text| {
        let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        units::is_name(&bare).then_some(bare)
    });
    Metadata {
        unit: unit.map(|value| Sourced { value, from }),
        date: date.map(|(value, _)| Sourced { value, from }),
        author: author(tail).map(|value| Sourced { value, from }),
        ..Metadata::default()
    }
}

/// The date that a line of a signature ends in, and what stands before it.
fn signature_date(text: &str) -> Option<(String, &str)> {
    if signs::is_date_line(text) {
        return Some((dates::normalize(text)?, ""));
    }
    let (before, date) = text.rsplit_once(|c: char| c.is_whitespace())?;
    signs::is_date_line(date).then(|| Some((dates::normalize(date)?, before)))?
}

/// What title and opening of a report with these body `lines` say.
pub(crate) fn head(title: Option<&str>, lines: &[Line]) -> Metadata {
    let sourced = |value: String| Sourced { value, from: Origin::Text };
    let edge = &lines[..lines.len().min(EDGE_LINES)];
    let opening = edge.iter().find_map(|line| opening_unit(line.text));
    let unit = title.and_then(title_unit).or(opening);
    let dated = edge.iter().find(|line| signs::is_date_line(line.text));
    let date = dated.and_then(|line| dates::normalize(line.text)).or_else(|| {
        title.map(dates::years).filter(|years| years.len() == 1).and_then(|mut years| years.pop())
    });
    Metadata {
        title: title.map(|title| sourced(title.to_owned())),
        unit: unit.map(|unit| sourced(unit.to_owned())),
        date: date.map(sourced),
        author: author(edge).map(sourced),
        ..Metadata::default()
    }
}

/// The unit of 青山镇2023年…, 2023年青山镇….
fn title_unit(title: &str) -> Option<&str> {
    let core = signs::title_core(title);
    let rest = core.trim_start_matches(|c: char| c.is_ascii_digit());
    let undated = rest.strip_prefix("年度").or(rest.strip_prefix('年'));
    units::at_start(undated.unwrap_or(core))
}

/// The unit of `2023年，青山镇党委…`.
fn opening_unit(text: &str) -> Option<&str> {
    let (time, rest) = text.split_once(['，', ','])?;
    let is_time = time.contains('年') && time.chars().count() <= EDGE_LINES * 2;
    is_time.then(|| units::at_start(rest)).flatten()
}

/// The person of 述职人：张三, 作者：….
fn author(lines: &[Line]) -> Option<String> {
    let labels = ["作者", "述职人", "汇报人", "报告人", "发言人", "主讲人", "撰稿人", "执笔人"];
    lines.iter().find_map(|line| {
        let bare = line.text.trim_matches(['（', '）', '(', ')']);
        let label = labels.iter().find_map(|label| bare.strip_prefix(label))?;
        let name = label.strip_prefix(['：', ':'])?.trim();
        let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        let is_name = (2..=4).contains(&name.chars().count())
            && name.chars().all(|c| c.is_alphabetic() && !signs::is_slot(c));
        is_name.then_some(name)
    })
}
