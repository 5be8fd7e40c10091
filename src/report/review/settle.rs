//! What holds: one voice for each thing, from the statements of all reviewers.

use std::collections::BTreeMap;

use super::Exclusion;
use super::Reply;
use super::Review;
use super::Said;
use super::State;
use super::Statement;
use super::Subject;

/// What all reviewers together say about one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Voice<V> {
    /// What they agree on; nothing decided where they do not.
    pub(super) value: V,
    /// True when they disagree.
    pub(super) is_disputed: bool,
    /// Who spoke.
    pub(super) by: Vec<String>,
    /// Their explanations, one a line.
    pub(super) explanation: String,
}

/// What holds of a review, by thing.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) passages: BTreeMap<String, Voice<State>>,
    pub(super) answers: BTreeMap<String, Voice<Reply>>,
    pub(super) exclusions: BTreeMap<Subject, Voice<bool>>,
}

impl Settled {
    pub(super) fn of(review: &Review) -> Self {
        Self {
            passages: voices(&review.passages, |one| one.state),
            answers: voices(&review.answers, |one| one.answer),
            exclusions: voices(&review.exclusions, |one: &Exclusion| one.excluded),
        }
    }

    /// True when the reviewers agree to leave `subject` out.
    pub(super) fn excludes(&self, subject: &Subject) -> bool {
        self.exclusions.get(subject).is_some_and(|voice| voice.value)
    }
}

fn voices<S: Statement, V: Copy + Default + PartialEq>(
    all: &[S],
    value: impl Fn(&S) -> V,
) -> BTreeMap<S::Subject, Voice<V>> {
    let of_one = all.chunk_by(|a, b| a.subject() == b.subject());
    of_one.map(|votes| (votes[0].subject(), voice(votes, &value))).collect()
}

fn voice<S: Statement, V: Copy + Default + PartialEq>(
    votes: &[S],
    value: impl Fn(&S) -> V,
) -> Voice<V> {
    let first = value(&votes[0]);
    let is_disputed = votes.iter().any(|vote| value(vote) != first);
    let said = || votes.iter().map(S::said);
    let named = |said: &Said| (!said.by.is_empty()).then(|| said.by.clone());
    let explained = said().map(|said| said.explanation.as_str()).filter(|why| !why.is_empty());
    Voice {
        value: if is_disputed { V::default() } else { first },
        is_disputed,
        by: said().filter_map(named).collect(),
        explanation: explained.collect::<Vec<_>>().join("\n"),
    }
}
