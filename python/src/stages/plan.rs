//! Candidate pairs -> tasks, such that each text moves to few of them, most to one.

use arrow_array::builder::Int64Builder;
use arrow_schema::ArrowError;
use leitong::archive::Map;
use pyo3::prelude::*;

use super::batches::{self, Batches, Finish};

/// Two ordinals, the smaller first.
type Pair = (i64, i64);

/// `left`, `right` of all pairs, and `ordinal`, `bytes` of all reports -> `task`, `left`, `right`,
/// and `task`, `ordinal` of the texts that each task needs.
///
/// Pairs that hang together stand together, so a group of reports goes to one task whole unless its
/// texts take more than `budget` bytes; then a text goes to each task that has a pair with it.
/// Pairs and sizes are held in memory: 16 bytes a pair, 16 a report.
#[pyfunction]
pub(crate) fn stage_plan(
    py: Python<'_>,
    pairs: &Bound<'_, PyAny>,
    sizes: &Bound<'_, PyAny>,
    budget: i64,
) -> PyResult<(Batches, Batches)> {
    let (pairs, sizes) = (batches::read(pairs)?, batches::read(sizes)?);
    let made = py.detach(|| {
        let mut given: Vec<Pair> = Vec::new();
        for batch in &pairs {
            let (left, right) = (batches::int64(batch, "left")?, batches::int64(batch, "right")?);
            given.extend((0..left.len()).map(|i| (left.value(i), right.value(i))));
        }
        let mut bytes: Vec<i64> = Vec::new();
        for batch in &sizes {
            let (ordinal, size) =
                (batches::int64(batch, "ordinal")?, batches::int64(batch, "bytes")?);
            for i in 0..ordinal.len() {
                let at = usize::try_from(ordinal.value(i)).unwrap_or(0);
                bytes.resize(bytes.len().max(at + 1), 0);
                bytes[at] = size.value(i);
            }
        }
        tables(&tasks(given, &bytes, budget))
    });
    batches::raised(py, made)
}

/// Pairs by task, and the texts that each task needs.
type Task = (Vec<Pair>, Vec<i64>);

fn tasks(mut pairs: Vec<Pair>, bytes: &[i64], budget: i64) -> Vec<Task> {
    let mut groups = Groups { parents: (0..bytes.len() as i64).collect() };
    pairs.iter().for_each(|&(left, right)| groups.join(left, right));
    pairs.sort_unstable_by_key(|&(left, right)| (groups.root(left), left, right));
    pairs.dedup();
    let mut tasks: Vec<Task> = Vec::new();
    let (mut task, mut held, mut weight): (Task, Map<i64, ()>, i64) = Default::default();
    for pair in pairs {
        let fresh: Vec<i64> =
            [pair.0, pair.1].into_iter().filter(|one| !held.contains_key(one)).collect();
        let more: i64 = fresh.iter().map(|&one| bytes[one as usize]).sum();
        if weight + more > budget && !task.0.is_empty() {
            tasks.push(std::mem::take(&mut task));
            held.clear();
            weight = 0;
        }
        for one in [pair.0, pair.1] {
            if held.insert(one, ()).is_none() {
                task.1.push(one);
                weight += bytes[one as usize];
            }
        }
        task.0.push(pair);
    }
    tasks.extend((!task.0.is_empty()).then_some(task));
    tasks
}

/// A union-find over ordinals; the root of a group is its smallest.
struct Groups {
    parents: Vec<i64>,
}

impl Groups {
    fn root(&mut self, mut one: i64) -> i64 {
        while self.parents[one as usize] != one {
            let above = self.parents[self.parents[one as usize] as usize];
            self.parents[one as usize] = above;
            one = above;
        }
        one
    }

    fn join(&mut self, left: i64, right: i64) {
        let (left, right) = (self.root(left), self.root(right));
        self.parents[left.max(right) as usize] = left.min(right);
    }
}

fn tables(tasks: &[Task]) -> Result<(Batches, Batches), ArrowError> {
    let (mut number, mut left, mut right) = <(Int64Builder, Int64Builder, Int64Builder)>::default();
    let (mut owner, mut ordinal) = <(Int64Builder, Int64Builder)>::default();
    for (i, (pairs, texts)) in tasks.iter().enumerate() {
        for pair in pairs {
            number.append_value(i as i64);
            left.append_value(pair.0);
            right.append_value(pair.1);
        }
        for &text in texts {
            owner.append_value(i as i64);
            ordinal.append_value(text);
        }
    }
    let work = Batches::one(vec![
        ("task", number.column(), false),
        ("left", left.column(), false),
        ("right", right.column(), false),
    ])?;
    let moves =
        Batches::one(vec![("task", owner.column(), false), ("ordinal", ordinal.column(), false)])?;
    Ok((work, moves))
}
