//! 总重合比 of a pair: how much of one report stands in the other in any layer, set phrases included.

use crate::archive::{Archive, Report};
use crate::kernel::kgrams;
use crate::model::Ratio;

/// Words in a row that both reports must have.
///
/// Unit: words. Two in a row are idiom, four are broken by every changed word; on short answers to
/// one question three tell copies from honest ones best (`benches/clough.py`).
const WORDS_IN_A_ROW: usize = 3;

/// The runs of words of a report, each with the place of its first word.
struct Runs {
    /// (hash, first word), sorted.
    entries: Vec<(u64, u32)>,
    words: usize,
}

impl Runs {
    fn of(report: &Report) -> Self {
        let words = &report.segments.words;
        let mut entries = Vec::with_capacity(words.len());
        kgrams(
            |i| (words[i].id ^ words[i].id >> 32) as u32,
            words.len(),
            WORDS_IN_A_ROW,
            |at, hash| entries.push((hash, at as u32)),
        );
        entries.sort_unstable();
        Self { entries, words: words.len() }
    }

    /// Words that stand in a run that `other` has too, over all words.
    fn found_in(&self, other: &Self) -> Ratio {
        let mut is_found = vec![false; self.words];
        let mut others = other.entries.iter().map(|entry| entry.0).peekable();
        for &(hash, at) in &self.entries {
            while others.next_if(|&other| other < hash).is_some() {}
            if others.peek() == Some(&hash) {
                is_found[at as usize..at as usize + WORDS_IN_A_ROW].fill(true);
            }
        }
        let found = is_found.iter().filter(|&&found| found).count();
        Ratio::new(found as u64, self.words as u64)
    }
}

/// How much pairs of reports overlap, asked in the order of their left reports.
pub(super) struct Overlaps<'a> {
    archive: &'a Archive,
    left: Option<(u32, Runs)>,
}

impl<'a> Overlaps<'a> {
    /// Of the reports of an archive.
    pub(super) fn of(archive: &'a Archive) -> Self {
        Self { archive, left: None }
    }

    /// How much of the left report stands in the right one, and the other way round.
    ///
    /// # Cost
    /// `O(w log w)` in the words of the right report, and of the left one where it is another
    /// than before.
    pub(super) fn between(&mut self, left: u32, right: u32) -> (Ratio, Ratio) {
        let runs = |report: u32| Runs::of(&self.archive.reports[report as usize]);
        if self.left.as_ref().is_none_or(|(report, _)| *report != left) {
            self.left = Some((left, runs(left)));
        }
        let right = runs(right);
        let (_, left) = self.left.as_ref().expect("invariant: the left runs were made");
        (left.found_in(&right), right.found_in(left))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::tests::of_texts;

    #[test]
    fn words_in_a_row_that_the_other_report_has_are_counted_once_on_each_side() {
        let archive = of_texts(&[
            "one two three four nine ten one two three".to_owned(),
            "zero one two three four five".to_owned(),
        ]);
        let (left, right) = Overlaps::of(&archive).between(0, 1);
        assert_eq!((left.n, left.d), (7, 9));
        assert_eq!((right.n, right.d), (4, 6));
    }
}
