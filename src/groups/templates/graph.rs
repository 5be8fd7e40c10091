//! Several texts as one graph: a node a symbol, shared by all texts that have it in that place,
//! and each text a way from the start to the end.
//!
//! A text is added by aligning it to the graph. Unique runs of symbols that it shares with the
//! heaviest way fix most places; between two of them the alignment is exact, over all ways.
//!
//! Source: Lee, Grasso, Sharlow 2002, "Multiple sequence alignment using partial order graphs",
//! sections 2.2 and 2.3. Two things differ: unequal symbols are never aligned, they stand side by
//! side as the values of a slot; and a gap costs the same however long, for a clause that is left
//! out is one difference.

use std::ops::Range;

use super::anchors::{self, Anchor};

/// A symbol as the graph sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    /// Equal codes match.
    pub code: u32,
    /// What a match earns. Unit: 1/1000 bit.
    pub bits: i32,
    /// True for the first symbol of a line.
    pub opens: bool,
}

/// What opening a gap costs. Unit: 1/1000 bit.
///
/// A replaced stretch is a gap on either side, so what stands between two of them must earn 9 bits:
/// a word that says something, two Chinese characters. Less is everywhere; whether that much is a
/// coincidence is decided when all members are known.
pub(super) const GAP: i32 = 4_500;

/// Cells of an exact alignment that is made without looking for anchors first, and of one where
/// none of 6 symbols are left. Above, runs of 3 symbols fix what they can, the rest stays apart.
///
/// Unit: cells of 12 bytes. Two million are 24 MB and some 20 ms.
const CELLS_SMALL: usize = 20_000;
const CELLS_MAX: usize = 2_000_000;

/// The node before all texts, and the one behind.
const START: u32 = 0;
const END: u32 = 1;

#[derive(Clone, Debug)]
struct Node {
    unit: Unit,
    /// Texts that have it.
    users: u32,
    from: Vec<u32>,
    to: Vec<u32>,
}

/// Texts in one partial order.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    nodes: Vec<Node>,
    /// Place of each node in an order in which every way ascends.
    rank: Vec<u32>,
    /// The way that most is shared on, without start and end.
    spine: Vec<u32>,
}

/// A node of the graph and the symbol of a text that matches it.
type Match = (u32, u32);

impl Graph {
    /// A graph of one text.
    pub(super) fn new(text: &[Unit]) -> Self {
        let end =
            |from, to| Node { unit: Unit { code: 0, bits: 0, opens: false }, users: 0, from, to };
        let nodes = vec![end(vec![], vec![]), end(vec![], vec![])];
        let mut graph = Self { nodes, rank: Vec::new(), spine: Vec::new() };
        graph.thread(text, &[]);
        graph
    }

    /// Adds a text.
    ///
    /// # Cost
    /// `O(nodes + text)` and the squares of the stretches between anchors.
    pub(super) fn add(&mut self, text: &[Unit]) {
        let matches = self.aligned(text);
        self.thread(text, &matches);
    }

    /// The symbols of the heaviest way that at least `users` texts have, and how many have each.
    pub(super) fn shared(&self, users: u32) -> Vec<(Unit, u32)> {
        let nodes = self.spine.iter().map(|&i| &self.nodes[i as usize]);
        nodes.filter(|node| node.users >= users).map(|node| (node.unit, node.users)).collect()
    }

    /// The matches of a text with the heaviest way, as places on both, ascending; for a graph of
    /// one text, that text's places.
    pub(super) fn matched(&self, text: &[Unit]) -> Vec<Anchor> {
        let mut place = vec![u32::MAX; self.nodes.len()];
        for (i, &node) in self.spine.iter().enumerate() {
            place[node as usize] = i as u32;
        }
        let matches = self.aligned(text);
        let pairs = matches.iter().map(|&(node, symbol)| (place[node as usize], symbol));
        anchors::joined(pairs.filter(|pair| pair.0 != u32::MAX))
    }

    fn aligned(&self, text: &[Unit]) -> Vec<Match> {
        let codes: Vec<u32> = text.iter().map(|unit| unit.code).collect();
        let spine: Vec<u32> =
            self.spine.iter().map(|&i| self.nodes[i as usize].unit.code).collect();
        let mut work = Alignment { graph: self, text, matches: Vec::new() };
        let whole = (0..spine.len() as u32, 0..codes.len() as u32);
        work.stretch((&spine, &codes), whole, anchors::LONGEST);
        work.matches
    }

    /// Leads a text through the graph: along its matches, by nodes of its own between them.
    fn thread(&mut self, text: &[Unit], matches: &[Match]) {
        let mut matches = matches.iter().peekable();
        let mut last = START;
        for (i, &unit) in text.iter().enumerate() {
            let node = match matches.next_if(|(_, symbol)| *symbol as usize == i) {
                Some(&(node, _)) => node,
                None => {
                    self.nodes.push(Node { unit, users: 0, from: vec![], to: vec![] });
                    self.nodes.len() as u32 - 1
                }
            };
            self.nodes[node as usize].users += 1;
            self.link(last, node);
            last = node;
        }
        self.link(last, END);
        let order = self.order();
        self.rank = vec![0; self.nodes.len()];
        for (place, &node) in order.iter().enumerate() {
            self.rank[node as usize] = place as u32;
        }
        self.spine = self.heaviest(&order);
    }

    fn link(&mut self, from: u32, to: u32) {
        if !self.nodes[from as usize].to.contains(&to) {
            self.nodes[from as usize].to.push(to);
            self.nodes[to as usize].from.push(from);
        }
    }

    /// The nodes such that each stands behind all that lead to it.
    ///
    /// # Source
    /// Kahn 1962, "Topological sorting of large networks".
    fn order(&self) -> Vec<u32> {
        let mut waits: Vec<usize> = self.nodes.iter().map(|node| node.from.len()).collect();
        let mut open = vec![START];
        let mut order = Vec::with_capacity(self.nodes.len());
        while let Some(node) = open.pop() {
            order.push(node);
            for &next in &self.nodes[node as usize].to {
                waits[next as usize] -= 1;
                if waits[next as usize] == 0 {
                    open.push(next);
                }
            }
        }
        debug_assert_eq!(order.len(), self.nodes.len(), "the graph has a circle");
        order
    }

    /// The way whose nodes save most when they are written once for all their texts.
    fn heaviest(&self, order: &[u32]) -> Vec<u32> {
        let saved =
            |node: &Node| i64::from(node.unit.bits) * i64::from(node.users.saturating_sub(1));
        let mut best = vec![(0i64, START); self.nodes.len()];
        for &node in order.iter().filter(|&&node| node != START) {
            let here = &self.nodes[node as usize];
            let weight = |&from: &u32| {
                let rank = std::cmp::Reverse(self.rank[from as usize]);
                (best[from as usize].0, self.nodes[from as usize].users, rank)
            };
            let from = here.from.iter().copied().max_by_key(weight).unwrap_or(START);
            best[node as usize] = (best[from as usize].0 + saved(here), from);
        }
        let mut way = Vec::new();
        let mut at = best[END as usize].1;
        while at != START {
            way.push(at);
            at = best[at as usize].1;
        }
        way.reverse();
        way
    }

    /// The nodes on ways from `from` that stand before `to`, in order.
    fn between(&self, from: u32, to: u32) -> Vec<u32> {
        let limit = self.rank[to as usize];
        let mut found: Vec<u32> = Vec::new();
        let mut seen = crate::archive::Map::default();
        let mut open = vec![from];
        while let Some(node) = open.pop() {
            for &next in &self.nodes[node as usize].to {
                if self.rank[next as usize] < limit && seen.insert(next, ()).is_none() {
                    found.push(next);
                    open.push(next);
                }
            }
        }
        found.sort_unstable_by_key(|&node| self.rank[node as usize]);
        found
    }
}

/// A text being aligned.
struct Alignment<'a> {
    graph: &'a Graph,
    text: &'a [Unit],
    matches: Vec<Match>,
}

impl Alignment<'_> {
    /// Aligns a stretch of the text to the stretch of the graph beside the same of the spine;
    /// `codes` are those of the spine and of the text.
    fn stretch(
        &mut self,
        codes: (&[u32], &[u32]),
        (spine, text): (Range<u32>, Range<u32>),
        kgram: usize,
    ) {
        if text.is_empty() {
            return;
        }
        let way = &self.graph.spine;
        let from = spine.start.checked_sub(1).map_or(START, |i| way[i as usize]);
        let to = way.get(spine.end as usize).copied().unwrap_or(END);
        let nodes = self.graph.between(from, to);
        let limit = if anchors::is_short(kgram) { CELLS_MAX } else { CELLS_SMALL };
        if (nodes.len() + 1) * (text.len() + 1) <= limit {
            let exact = Exact::new(self.graph, from, &nodes, &self.text[range(&text)]);
            let found = exact.matches(to);
            self.matches.extend(found.into_iter().map(|(node, i)| (node, text.start + i)));
            return;
        }
        let Some(shorter) = anchors::shorter(kgram) else { return };
        let found = anchors::find(&codes.0[range(&spine)], &codes.1[range(&text)], kgram);
        let (mut left, mut right) = (spine.start, text.start);
        for anchor in found {
            let (a, b) = (spine.start + anchor.left, text.start + anchor.right);
            self.stretch(codes, (left..a, right..b), shorter);
            let matched = (0..anchor.length).map(|i| (self.graph.spine[(a + i) as usize], b + i));
            self.matches.extend(matched);
            (left, right) = (a + anchor.length, b + anchor.length);
        }
        self.stretch(codes, (left..spine.end, right..text.end), shorter);
    }
}

fn range(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// What an alignment last did with a node of the graph or a symbol of the text.
const MATCHED: usize = 0;
const LEFT_OUT: usize = 1;
const PUT_IN: usize = 2;

/// No way leads here.
const NEVER: i32 = i32::MIN / 2;

/// The exact alignment of a stretch of text to a stretch of the graph.
struct Exact<'a> {
    text: &'a [Unit],
    /// The nodes in order; row 0 is the node before them.
    nodes: &'a [u32],
    units: Vec<Unit>,
    /// For each row the rows that lead to it.
    from: Vec<Vec<usize>>,
    /// Best scores by row, then by symbols of the text so far, then by what was last done.
    scores: Vec<[i32; 3]>,
    graph: &'a Graph,
    first: u32,
}

impl<'a> Exact<'a> {
    fn new(graph: &'a Graph, first: u32, nodes: &'a [u32], text: &'a [Unit]) -> Self {
        let width = text.len() + 1;
        let mut exact = Self {
            text,
            nodes,
            units: nodes.iter().map(|&node| graph.nodes[node as usize].unit).collect(),
            from: Vec::with_capacity(nodes.len() + 1),
            scores: vec![[NEVER; 3]; (nodes.len() + 1) * width],
            graph,
            first,
        };
        exact.from.push(Vec::new());
        for &node in nodes {
            let from = exact.rows_to(node);
            exact.from.push(from);
        }
        exact.scores[0][MATCHED] = 0;
        for row in 0..=nodes.len() {
            exact.fill(row);
        }
        exact
    }

    /// The rows of this stretch that lead to a node.
    fn rows_to(&self, node: u32) -> Vec<usize> {
        let rank = |node: u32| self.graph.rank[node as usize];
        let row = |&from: &u32| {
            if from == self.first {
                return Some(0);
            }
            let at = self.nodes.binary_search_by_key(&rank(from), |&node| rank(node));
            at.ok().map(|at| at + 1)
        };
        self.graph.nodes[node as usize].from.iter().filter_map(row).collect()
    }

    fn score(&self, row: usize, at: usize) -> [i32; 3] {
        self.scores[row * (self.text.len() + 1) + at]
    }

    fn fill(&mut self, row: usize) {
        for at in 0..=self.text.len() {
            let mut best = self.score(row, at);
            if row > 0 {
                for &from in &self.from[row] {
                    best[LEFT_OUT] = best[LEFT_OUT].max(skipped(self.score(from, at)));
                    if at > 0 && self.units[row - 1].code == self.text[at - 1].code {
                        let before = self.score(from, at - 1).into_iter().max().unwrap_or(NEVER);
                        best[MATCHED] = best[MATCHED].max(before + self.units[row - 1].bits);
                    }
                }
            }
            if at > 0 {
                best[PUT_IN] = inserted(self.score(row, at - 1));
            }
            let width = self.text.len() + 1;
            self.scores[row * width + at] = best;
        }
    }

    /// The matches of the best way to the node `to`, as node and symbol, ascending.
    fn matches(&self, to: u32) -> Vec<Match> {
        let mut at = self.text.len();
        let ends = self.rows_to(to).into_iter();
        let ends = ends.flat_map(|row| (0..3).map(move |done| (row, done)));
        let best = ends
            .max_by_key(|&(row, done)| (self.score(row, at)[done], std::cmp::Reverse((row, done))));
        let mut found = Vec::new();
        let (mut row, mut done) = best.unwrap_or((0, PUT_IN));
        while row > 0 {
            let score = self.score(row, at)[done];
            if score <= NEVER / 2 {
                break;
            }
            (row, done) = match done {
                MATCHED => {
                    found.push((self.nodes[row - 1], at as u32 - 1));
                    at -= 1;
                    let before = score - self.units[row - 1].bits;
                    self.came_from(row, |from| {
                        (0..3).find(|&done| self.score(from, at)[done] == before)
                    })
                }
                LEFT_OUT => self.came_from(row, |from| {
                    let scores = self.score(from, at);
                    let gap = [GAP, 0, GAP];
                    (0..3).find(|&done| scores[done] - gap[done] == score)
                }),
                _ => {
                    at -= 1;
                    let scores = self.score(row, at);
                    let gap = [GAP, GAP, 0];
                    let done = (0..3).find(|&done| scores[done] - gap[done] == score);
                    (row, done.unwrap_or(MATCHED))
                }
            };
        }
        found.reverse();
        found
    }

    fn came_from(&self, row: usize, done: impl Fn(usize) -> Option<usize>) -> (usize, usize) {
        let found = self.from[row].iter().find_map(|&from| Some((from, done(from)?)));
        found.unwrap_or((0, MATCHED))
    }
}

/// The score after a node is left out.
fn skipped(before: [i32; 3]) -> i32 {
    (before[MATCHED] - GAP).max(before[LEFT_OUT]).max(before[PUT_IN] - GAP)
}

/// The score after a symbol of the text is put in.
fn inserted(before: [i32; 3]) -> i32 {
    (before[MATCHED] - GAP).max(before[LEFT_OUT] - GAP).max(before[PUT_IN])
}
