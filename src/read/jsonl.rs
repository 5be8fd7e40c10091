//! JSON Lines: one document a line, broken lines named.

use serde_json::Map;
use serde_json::Value;

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
        lines.by_ref().take(LINES_TRIED).any(|line| object(line).is_ok())
    }

    fn read(&self, source: &Source) -> Opened {
        let decoded = decode::decode(source.bytes, &source.config.encoding, None);
        let mut rows = Rows::new(source, "jsonl", &decoded);
        for (index, line) in decoded.text.lines().enumerate() {
            if line.trim().is_empty() {
                continue;
            }
            match row(line, index + 1, source) {
                Ok((id, text)) => rows.push(id, &text, index + 1),
                Err(diagnostic) => rows.diagnostics.push(diagnostic),
            }
        }
        rows.finish()
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
