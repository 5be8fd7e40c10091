//! `review.json`: what reviewers decided about a run, and what becomes of the run by it.
//!
//! In: the rows of a run and the decisions of one or more reviewers. Out: the rows with every
//! figure added up again ([`apply()`]). Rows can be reviewed again at any time: what a decision
//! changes is kept beside it, so the decisions that go lose their effect. Each reviewer speaks for
//! himself; where two disagree on a thing it counts as found, and is shown as disputed.

mod apply;
mod settle;

pub use apply::apply;

use std::fmt::Debug;

use serde::{Deserialize, Serialize};

use crate::report::rows::ReportKey;

/// Version of `review.json`.
pub const SCHEMA_VERSION: u32 = 1;

/// What one or more reviewers decided. The text of a passage's sides is its id, so decisions hold
/// in every run over the same two reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Version of the format.
    pub schema_version: u32,
    /// The run that was looked at; says nothing about where the decisions hold.
    #[serde(default)]
    pub run_id: Option<String>,
    /// About passages.
    #[serde(default)]
    pub passages: Vec<PassageDecision>,
    /// To questions.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// Of sources, passages, phrases; and their restoring.
    #[serde(default)]
    pub exclusions: Vec<Exclusion>,
}

impl Default for Review {
    fn default() -> Self {
        Self {
            schema_version: SCHEMA_VERSION,
            run_id: None,
            passages: Vec::new(),
            answers: Vec::new(),
            exclusions: Vec::new(),
        }
    }
}

/// Who says it, when and why.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Said {
    /// The reviewer's name.
    #[serde(default)]
    pub by: String,
    /// RFC 3339; of one reviewer's decisions about a thing the latest holds.
    #[serde(default)]
    pub at: String,
    /// Reasons, or the explanation of the unit concerned.
    #[serde(default)]
    pub explanation: String,
}

/// What became of a finding.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// 待核: nobody has decided.
    #[default]
    Pending,
    /// 成立.
    Confirmed,
    /// 不成立: counts no more.
    Rejected,
    /// 已说明: the unit explained it; it counts, with its explanation.
    Explained,
}

impl State {
    /// As it is written.
    pub fn code(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
            Self::Explained => "explained",
        }
    }
}

/// A decision about a passage.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PassageDecision {
    /// Its id.
    pub passage: String,
    /// What became of it.
    pub state: State,
    /// Who says so.
    #[serde(flatten)]
    pub said: Said,
}

/// What a form that nobody gave turned out to be.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
pub enum Reply {
    /// Not known.
    #[default]
    Unknown,
    /// It was handed out: 规定格式.
    Form,
    /// It was not: 雷同.
    NoForm,
}

impl Reply {
    /// As it is written.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Form => "form",
            Self::NoForm => "no-form",
        }
    }
}

/// The answer to a question.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Answer {
    /// Its id.
    pub question: String,
    /// The answer.
    pub answer: Reply,
    /// Who says so.
    #[serde(flatten)]
    pub said: Said,
}

/// What may be left out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Subject {
    /// A report: nothing that is shared with it counts.
    Source(ReportKey),
    /// A passage.
    Passage {
        /// Its id.
        passage: String,
    },
    /// Text, wherever it stands.
    Phrase {
        /// The text, character for character.
        text: String,
    },
}

/// Something that is left out, or taken in again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Exclusion {
    /// What.
    #[serde(flatten)]
    pub subject: Subject,
    /// False restores it.
    pub excluded: bool,
    /// Who says so.
    #[serde(flatten)]
    pub said: Said,
}

/// A statement of a reviewer about one thing.
trait Statement: Ord + Clone {
    /// The thing.
    type Subject: Ord + Clone;
    fn subject(&self) -> Self::Subject;
    fn said(&self) -> &Said;
}

impl Statement for PassageDecision {
    type Subject = String;

    fn subject(&self) -> String {
        self.passage.clone()
    }

    fn said(&self) -> &Said {
        &self.said
    }
}

impl Statement for Answer {
    type Subject = String;

    fn subject(&self) -> String {
        self.question.clone()
    }

    fn said(&self) -> &Said {
        &self.said
    }
}

impl Statement for Exclusion {
    type Subject = Subject;

    fn subject(&self) -> Subject {
        self.subject.clone()
    }

    fn said(&self) -> &Said {
        &self.said
    }
}

impl Review {
    /// Reads a `review.json`.
    ///
    /// # Errors
    /// For text that is none, or of a later version.
    pub fn parse(json: &[u8]) -> Result<Self, serde_json::Error> {
        let json = json.strip_prefix("\u{feff}".as_bytes()).unwrap_or(json);
        let review: Self = serde_json::from_slice(json)?;
        if review.schema_version > SCHEMA_VERSION {
            let why = format!("schema_version {} > {SCHEMA_VERSION}", review.schema_version);
            return Err(serde::de::Error::custom(why));
        }
        Ok(review)
    }

    /// The decisions of several reviewers as one: of each reviewer the latest about each thing, in
    /// an order that does not depend on that of the files.
    pub fn merged(reviews: impl IntoIterator<Item = Self>) -> Self {
        let mut all = Self::default();
        for one in reviews {
            all.run_id = all.run_id.max(one.run_id);
            all.passages.extend(one.passages);
            all.answers.extend(one.answers);
            all.exclusions.extend(one.exclusions);
        }
        all.passages = latest(all.passages);
        all.answers = latest(all.answers);
        all.exclusions = latest(all.exclusions);
        all
    }

    /// The answers that reviewers agree on, by question.
    pub fn agreed(&self) -> Vec<(String, Reply)> {
        let answers = settle::Settled::of(self).answers.into_iter();
        answers.map(|(question, voice)| (question, voice.value)).collect()
    }

    /// True when nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.passages.is_empty() && self.answers.is_empty() && self.exclusions.is_empty()
    }
}

/// Of each reviewer the latest statement about each thing, by thing, then reviewer.
fn latest<S: Statement>(mut all: Vec<S>) -> Vec<S> {
    let who = |one: &S| (one.subject(), one.said().by.clone());
    all.sort_by(|a, b| (who(a), &a.said().at, a).cmp(&(who(b), &b.said().at, b)));
    all.chunk_by(|a, b| who(a) == who(b)).filter_map(|of_one| of_one.last().cloned()).collect()
}

#[cfg(test)]
mod tests;
