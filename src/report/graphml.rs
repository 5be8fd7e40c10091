//! `families.graphml`: families of reports as a graph, for Gephi, yEd, Cytoscape, networkx.
//!
//! A node a report of a family, an edge a verified pair; an edge whose direction is known runs
//! from the report that had the text first.

use std::collections::BTreeMap;
use std::io;
use std::io::Write;

use quick_xml::escape::escape;

use crate::model::{Layer, Ratio};
use crate::report::rows::{EdgeRow, FamilyRow, PassageRow, ReportKey, Rows};

/// Name, owner and type of each attribute.
const KEYS: [(&str, &str, &str); 11] = [
    ("document", "node", "string"),
    ("report", "node", "int"),
    ("name", "node", "string"),
    ("unit", "node", "string"),
    ("date", "node", "string"),
    ("family", "node", "string"),
    ("representative", "node", "boolean"),
    ("jaccard", "edge", "double"),
    ("containment_left", "edge", "double"),
    ("containment_right", "edge", "double"),
    ("copied", "edge", "int"),
];

/// Pairs of reports and the balance of their passages' directions: above 0, left was first.
type Directions<'a> = BTreeMap<(Key<'a>, Key<'a>), i64>;

/// A report named without owning the name.
type Key<'a> = (&'a str, u32);

/// Writes the graph and returns the number of nodes.
///
/// # Errors
/// Those of `out`.
///
/// # Source
/// Brandes, Eiglsperger, Herman, Himsolt, Marshall 2002, "GraphML progress report".
pub(super) fn write(rows: &Rows, out: &mut dyn Write) -> io::Result<u64> {
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(out, "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">")?;
    for (name, owner, kind) in KEYS {
        writeln!(
            out,
            "<key id=\"{name}\" for=\"{owner}\" attr.name=\"{name}\" attr.type=\"{kind}\"/>"
        )?;
    }
    writeln!(out, "<graph id=\"families\" edgedefault=\"undirected\">")?;
    let directions = directions(&rows.passages);
    let mut numbers: BTreeMap<Key, usize> = BTreeMap::new();
    let families = || rows.families.iter().filter(|family| family.kind == "report");
    for family in families() {
        for member in &family.members {
            let number = numbers.len();
            numbers.entry((&member.document, member.report)).or_insert(number);
        }
    }
    for family in families() {
        nodes(rows, family, &numbers, out)?;
    }
    for (i, row) in families().flat_map(|family| &family.edges).enumerate() {
        edge(i, row, &numbers, &directions, out)?;
    }
    writeln!(out, "</graph>\n</graphml>")?;
    Ok(numbers.len() as u64)
}

fn key(report: &ReportKey) -> Key<'_> {
    (&report.document, report.report)
}

/// What the passages of each pair say of who was first, weighed by their length.
fn directions(passages: &[PassageRow]) -> Directions<'_> {
    let mut found = Directions::new();
    for row in passages.iter().filter(|row| row.layer == Layer::Copied) {
        let sign = match row.direction.as_str() {
            "left-first" => 1,
            "right-first" => -1,
            _ => 0,
        };
        let sides = [&row.left, &row.right].map(|side| (side.document.as_str(), side.report));
        *found.entry((sides[0], sides[1])).or_default() += sign * i64::from(row.matched);
    }
    found
}

fn nodes(
    rows: &Rows,
    family: &FamilyRow,
    numbers: &BTreeMap<Key, usize>,
    out: &mut dyn Write,
) -> io::Result<()> {
    for member in &family.members {
        let number = numbers[&(member.document.as_str(), member.report)];
        let place =
            rows.documents.binary_search_by_key(&(&member.document, member.report), |row| {
                (&row.document, row.report)
            });
        let row = place.ok().map(|at| &rows.documents[at]);
        writeln!(out, "<node id=\"n{number}\">")?;
        data("document", &member.document, out)?;
        data("report", &member.report.to_string(), out)?;
        data("name", row.map_or("", |row| &row.name), out)?;
        data("unit", row.and_then(|row| row.unit.as_deref()).unwrap_or(""), out)?;
        data("date", row.and_then(|row| row.date.as_deref()).unwrap_or(""), out)?;
        data("family", &family.id, out)?;
        data("representative", &(*member == family.representative).to_string(), out)?;
        writeln!(out, "</node>")?;
    }
    Ok(())
}

fn edge(
    index: usize,
    row: &EdgeRow,
    numbers: &BTreeMap<Key, usize>,
    directions: &Directions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let balance = directions.get(&(key(&row.left), key(&row.right))).copied().unwrap_or(0);
    let (mut from, mut to) = (numbers[&key(&row.left)], numbers[&key(&row.right)]);
    if balance < 0 {
        (from, to) = (to, from);
    }
    let is_directed = balance != 0;
    writeln!(
        out,
        "<edge id=\"e{index}\" source=\"n{from}\" target=\"n{to}\" directed=\"{is_directed}\">"
    )?;
    let share = |ratio: Ratio| format!("{:.4}", ratio.value());
    data("jaccard", &share(row.jaccard), out)?;
    data("containment_left", &share(row.containment_left), out)?;
    data("containment_right", &share(row.containment_right), out)?;
    data("copied", &row.copied[0].max(row.copied[1]).to_string(), out)?;
    writeln!(out, "</edge>")
}

/// An attribute; an empty one is left out. Characters that XML cannot hold fall away.
fn data(name: &str, value: &str, out: &mut dyn Write) -> io::Result<()> {
    if value.is_empty() {
        return Ok(());
    }
    let is_xml = |c: &char| matches!(c, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..);
    let value: String = value.chars().filter(is_xml).collect();
    writeln!(out, "<data key=\"{name}\">{}</data>", escape(value.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_member_is_a_node_and_the_file_is_well_formed() {
        let rows = crate::report::fixture::rows();
        let mut bytes = Vec::new();
        let nodes = write(&rows, &mut bytes).expect("memory can be written");
        let text = String::from_utf8(bytes).expect("UTF-8");
        let mut reader = quick_xml::Reader::from_str(&text);
        let (mut found, mut edges) = (0, 0);
        loop {
            match reader.read_event().expect("well formed") {
                quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "node" => found += 1,
                quick_xml::events::Event::Start(tag) if tag.name().as_ref() == "edge" => edges += 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        let families = || rows.families.iter().filter(|row| row.kind == "report");
        assert_eq!(found, nodes);
        assert_eq!(nodes as usize, families().map(|row| row.members.len()).sum::<usize>());
        assert_eq!(edges, families().map(|row| row.edges.len()).sum::<usize>());
    }
}
