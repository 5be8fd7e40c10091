//! JSON Lines: one document a line, broken lines named.

use std::borrow::Cow;
use std::fmt;
use std::io;
use std::io::BufRead;
use std::io::Read;

use rayon::prelude::*;
use serde::de::DeserializeSeed;
use serde::de::IgnoredAny;
use serde::de::MapAccess;
use serde::de::Visitor;
use serde_json::Map;
use serde_json::Value;

use crate::config;
use crate::model::Diagnostic;
use crate::read::Opened;
use crate::read::decode;
use crate::read::rows::Rows;
use crate::read::source;
use crate::read::source::Reader;
use crate::read::source::Source;

/// Lines at the start that may be broken before the content is taken for something else.
const LINES_TRIED: usize = 3;

/// Reads files whose lines are JSON objects.
pub(super) struct JsonLines;

impl Reader for JsonLines {
    fn recognises(&self, source: &Source) -> bool {
        if !source.head.starts_with('{') {
            return false;
        }
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let mut lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
        lines.by_ref().take(LINES_TRIED).any(is_object)
    }

    fn read(&self, source: &Source) -> Opened {
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let mut rows = Rows::new(source, "jsonl", &decoded);
        push(&decoded.text, 1, source, &mut rows);
        rows.finish()
    }
}

/// Hands the documents of a file in UTF-8 whose first bytes are `source` to `take`, as many at a
/// time as begin in `block_bytes` bytes; nothing is taken, and false returned, if its lines are no
/// objects.
///
/// # Errors
/// When the file cannot be read to its end; what came before was taken.
pub(super) fn stream(
    source: &Source,
    (mut file, block_bytes): (impl BufRead, u64),
    take: &mut dyn FnMut(Opened),
) -> io::Result<bool> {
    let label = &source.config.encoding;
    let is_utf8 = label.is_empty() || label.eq_ignore_ascii_case("utf-8");
    if !is_utf8 || !source.head.starts_with('{') {
        return Ok(false);
    }
    let decoded = decode::decode(source.bytes, label, None);
    let mut lines = decoded.text.lines().filter(|line| !line.trim().is_empty());
    if decoded.encoding != "UTF-8" || !lines.by_ref().take(LINES_TRIED).any(is_object) {
        return Ok(false);
    }
    let mut rows = Rows::new(source, "jsonl", &decoded);
    let (mut block, mut number) = (Vec::new(), 1);
    loop {
        block.clear();
        file.by_ref().take(block_bytes).read_to_end(&mut block)?;
        file.read_until(b'\n', &mut block)?;
        if block.is_empty() {
            return Ok(true);
        }
        let text = String::from_utf8_lossy(&block);
        number += push(text.trim_start_matches('\u{feff}'), number, source, &mut rows);
        take(rows.take());
    }
}

/// Adds the documents of the lines of `text`, whose first line is `number`; its lines.
fn push(text: &str, number: usize, source: &Source, rows: &mut Rows) -> usize {
    let lines: Vec<(usize, &str)> = (number..).zip(text.lines()).collect();
    let full = lines.par_iter().filter(|(_, line)| !line.trim().is_empty());
    let (name, config) = (&source.name, source.config);
    let found: Vec<_> =
        full.map(|&(number, line)| (number, row((number, line), name, config))).collect();
    let mut documents = Vec::with_capacity(found.len());
    for (number, row) in found {
        match row {
            Ok((id, text)) => documents.push((id, text, number)),
            Err(diagnostic) => rows.diagnostics.push(diagnostic),
        }
    }
    rows.extend(documents);
    lines.len()
}

/// The id and the text of a line, or why there are none.
fn row(
    (number, line): (usize, &str),
    name: &str,
    config: &config::Read,
) -> Result<(String, String), Diagnostic> {
    let fail = |code: &str, detail: String| source::diagnostic(name, code, &detail);
    let columns = Columns(config);
    let mut json = serde_json::Deserializer::from_str(line.trim());
    let (text, id) = columns
        .deserialize(&mut json)
        .and_then(|fields| json.end().map(|()| fields))
        .map_err(|error| fail("broken-line", format!("line {number}: {error}")))?;
    let Some(Value::String(text)) = text else {
        let column = &config.text_column;
        return Err(fail("missing-text", format!("line {number}: no text in `{column}`")));
    };
    let id = match id {
        Some(Value::String(id)) if !id.is_empty() => id,
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    Ok((id, text))
}

fn is_object(line: &str) -> bool {
    serde_json::from_str::<Map<String, Value>>(line.trim()).is_ok()
}

/// The columns of text and id of an object; the others are passed over.
struct Columns<'a>(&'a config::Read);

type Fields = (Option<Value>, Option<Value>);

impl<'de> DeserializeSeed<'de> for Columns<'_> {
    type Value = Fields;

    fn deserialize<D: serde::Deserializer<'de>>(self, json: D) -> Result<Fields, D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Columns<'_> {
    type Value = Fields;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Fields, A::Error> {
        let (mut text, mut id) = (None, None);
        while let Some(Key(key)) = map.next_key()? {
            if key == self.0.text_column {
                text = Some(map.next_value()?);
            } else if key == self.0.id_column {
                id = Some(map.next_value()?);
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        if self.0.id_column == self.0.text_column {
            id.clone_from(&text);
        }
        Ok((text, id))
    }
}

/// A key, borrowed where it has no escapes.
#[derive(serde::Deserialize)]
struct Key<'a>(#[serde(borrow)] Cow<'a, str>);
