//! Rows of what reviewers decided.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Layer;
use crate::report::review::{Reply, Review, State, Subject};
use crate::report::rows::{LayerRun, SourceRow};

/// What reviewers decided about a passage.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassageReviewRow {
    /// `pending`, `confirmed`, `rejected` or `explained`.
    pub state: State,
    /// True when reviewers disagree; then nothing is decided.
    pub disputed: bool,
    /// `passage` or `source`: what was excluded with it.
    pub excluded: Option<String>,
    /// False when it counts no more.
    pub counts: bool,
    /// Who decided.
    pub by: Vec<String>,
    /// Reasons, or the explanation of the unit concerned.
    pub explanation: String,
    /// Its layer before the review.
    pub found_layer: Layer,
    /// Its kind before the review.
    pub found_kind: String,
}

/// What reviewers decided about a run.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewRow {
    /// The decisions themselves, of all reviewers.
    pub decisions: Review,
    /// Passages of this run by state; 待核 are those of strength that nobody decided about.
    pub states: BTreeMap<State, u64>,
    /// What is left out, and what is disputed.
    pub exclusions: Vec<ReviewExclusionRow>,
    /// Decisions about what this run does not have: ids, names, phrases.
    pub unmatched: Vec<String>,
}

/// Something that reviewers left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReviewExclusionRow {
    /// What.
    #[serde(flatten)]
    pub subject: Subject,
    /// False when it was restored, or is disputed.
    pub excluded: bool,
    /// True when reviewers disagree.
    pub disputed: bool,
    /// Passages that count no more for it; for a phrase its places.
    pub places: u64,
    /// Who decided.
    pub by: Vec<String>,
    /// Why.
    pub explanation: String,
}

/// What reviewers answered to a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerRow {
    /// `form`, `no-form` or `unknown`.
    pub answer: Reply,
    /// True when reviewers disagree.
    pub disputed: bool,
    /// Who answered.
    pub by: Vec<String>,
    /// Why.
    pub explanation: String,
}

/// What was found in a report before its review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundRow {
    /// As in `DocumentRow`.
    pub layers: Vec<LayerRun>,
    /// As in `DocumentRow`.
    pub sources: Vec<SourceRow>,
    /// As in `DocumentRow`.
    pub tags: Vec<String>,
}
