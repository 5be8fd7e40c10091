//! Rows of what stands in given texts, and of figures under the rules of a preset.

use serde::{Deserialize, Serialize};

use crate::model::Ratio;

/// A stretch of a report that stands in a base text or a reference collection, or claims to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReferenceRow {
    /// Twelve letters and digits in three groups, a hash of the report's content and the span.
    pub id: String,
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// `base`; `exact`, `misquoted`, `unattributed`; `claimed`, which makes no layer.
    pub kind: String,
    /// The text that stands there.
    pub text: String,
    /// The given document that has it; none for a claim.
    pub reference: Option<String>,
    /// First code point there.
    pub reference_start: Option<u32>,
    /// One past the last there.
    pub reference_end: Option<u32>,
    /// What differs, by place.
    pub differences: Vec<DifferenceRow>,
}

/// A difference between a quotation and its source.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DifferenceRow {
    /// First code point in the document.
    pub start: u32,
    /// One past the last; equal to `start` where words are missing.
    pub end: u32,
    /// What the report says.
    pub here: String,
    /// What the source says.
    pub there: String,
}

/// The figures of one report under CNKI's names and rules: runs of equal raw text, a share of the
/// section before a source counts. 非知网结果，不可与知网数值比较.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CnkiRow {
    /// 总文字复制比.
    pub copied: Ratio,
    /// 去除引用文献复制比.
    pub without_quotation: Ratio,
    /// 去除本人已发表文献复制比, the unit standing for the author.
    pub without_own: Ratio,
    /// 单篇最大文字复制比.
    pub single_largest: Ratio,
    /// 前部重合字数: in the first fifth.
    pub front: u64,
    /// 后部重合字数: in the rest.
    pub back: u64,
    /// 段落: the stretches under headings of the first level.
    pub sections: Vec<CnkiSectionRow>,
}

/// A section of a report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CnkiSectionRow {
    /// First code point in the document.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// 重合字数 over the characters of the section.
    pub copied: Ratio,
}
