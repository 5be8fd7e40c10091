//! JSON Lines: one document a line, broken lines named.

use std::collections::BTreeSet;

use serde_json::Map;
use serde_json::Value;

use crate::model::Diagnostic;
use crate::read::Document;
use crate::read::Opened;
use crate::read::decode;
use crate::read::plain;
use crate::read::source;
use crate::read::source::Reader;
use crate::read::source::Source;
use crate::read::verdict;

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
        lines.by_ref().take(LINES_TRIED).any(|line| object(line).is_ok())
    }

    fn read(&self, source: &Source) -> Opened {
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let mut ids = BTreeSet::new();
        let mut documents = Vec::new();
        let mut diagnostics = Vec::new();
        for (index, line) in decoded.text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match row(line, index + 1, source) {
                Ok((mut id, text)) => {
                    if !ids.insert(id.clone()) {
                        id = format!("{id}#{}", index + 1);
                        let place = format!("line {}", index + 1);
                        diagnostics.push(source::diagnostic(&source.name, "duplicate-id", &place));
                    }
                    documents.push(document(source, &id, text, &decoded));
                }
                Err(diagnostic) => diagnostics.push(diagnostic),
            }
        }
        source::with_diagnostics(documents, diagnostics)
    }
}

/// The id and the text of a line, or why there are none.
fn row(line: &str, number: usize, source: &Source) -> Result<(String, String), Diagnostic> {
    let fail = |code: &str, detail: String| source::diagnostic(&source.name, code, &detail);
    let object =
        object(line).map_err(|error| fail("broken-line", format!("line {number}: {error}")))?;
    let column = &source.config.text_column;
    let text = match object.get(column) {
        Some(Value::String(text)) => text.clone(),
        _ => return Err(fail("missing-text", format!("line {number}: no text in `{column}`"))),
    };
    let id = match object.get(&source.config.id_column) {
        Some(Value::String(id)) if !id.is_empty() => id.clone(),
        Some(Value::Number(id)) => id.to_string(),
        _ => number.to_string(),
    };
    Ok((id, text))
}

/// The object that a line holds.
fn object(line: &str) -> Result<Map<String, Value>, serde_json::Error> {
    serde_json::from_str(line.trim())
}

/// The document of one line; its hash is that of the text, so that ids may change.
fn document(source: &Source, id: &str, text: String, decoded: &decode::Decoded) -> Document {
    let verdict = verdict::judge(&text, plain::doubts(decoded), source.config);
    let (text, parts) = source::body(&text);
    Document {
        name: format!("{}!/{id}", source.name),
        content_hash: source::hash(text.as_bytes()),
        text,
        parts,
        format: "jsonl",
        encoding: Some(decoded.encoding.to_owned()),
        verdict,
        ..Document::default()
    }
}
