//! A stretch of a report of one layer.

use serde::{Deserialize, Serialize};

use crate::model::Layer;

/// A run of characters of one layer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayerRun {
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The layer.
    pub layer: Layer,
    /// What kind of it, such as `verbatim`, `unconfirmed`, `masked`.
    pub kind: Option<String>,
    /// The strongest passage that made it so.
    pub passage: Option<String>,
    /// All passages that take it, the strongest first; none where the layer stands above passages.
    pub passages: Vec<String>,
    /// The layer that it has without any of them.
    pub beneath: Layer,
    /// Characters of 总字数 in it.
    pub characters: u64,
}

impl LayerRun {
    /// A run that no passage takes and whose characters were not counted.
    pub fn bare(start: u32, end: u32, layer: Layer) -> Self {
        Self {
            start,
            end,
            layer,
            kind: None,
            passage: None,
            passages: Vec::new(),
            beneath: layer,
            characters: 0,
        }
    }
}
