//! What of the text that members share is fixed, what is a clause that some leave out, and what
//! is filled in by each: whatever makes the description of all members shortest.
//!
//! The description is the form once, and for each member what it filled in and where it departs.
//! A run of symbols that all members have or lack alike is written in one of three ways: fixed,
//! and whoever lacks it says so; optional, and each says whether it has it; or not at all, and
//! whoever has it spells it out.
//!
//! Source: the idea of InfoShield (Lee et al. 2021, section IV-B), with runs where it has single
//! words and with optional clauses.

use super::anchors::Anchor;
use super::graph::Unit;
use crate::kernel::mix;
use crate::normalize::{Class, Symbol};

/// What a departure from the form costs. Unit: 1/1000 bit.
///
/// Its place among a thousand symbols, 10 bits, and what it is, 2 bits.
const EDIT: f64 = 12_000.0;

/// What a slot or an optional clause costs by being there. Unit: 1/1000 bit.
///
/// Its place, 10 bits, less the 2 bits that a reader of two texts gains: of two members each
/// difference is a slot, of thirty a single departure is none.
const PART: f64 = 8_000.0;

/// Shortest clause that is called optional. Unit: symbols. Shorter ones are values of a slot.
const OPTIONAL_SYMBOLS_MIN: usize = 8;

/// A member laid over the text that the members share.
#[derive(Clone, Debug)]
pub(super) struct Laid<'a> {
    /// The member's symbols.
    pub symbols: &'a [Symbol],
    /// Places on the shared text and in the member, ascending.
    pub matches: &'a [Anchor],
}

/// What a piece of a form is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// All have it.
    Fixed,
    /// Some leave it out.
    Optional,
    /// Each fills it in.
    Slot,
}

/// The pieces of a form, and for each place of the shared text that is kept the piece it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    /// In order.
    pub pieces: Vec<Piece>,
    /// Place on the shared text and index of the piece, ascending.
    pub kept: Vec<(u32, u32)>,
}

impl Draft {
    /// Takes symbols off the end or the start of a piece, and leaves it one at least.
    pub(super) fn cut(&mut self, piece: u32, is_end: bool, symbols: usize) {
        let start = self.kept.partition_point(|kept| kept.1 < piece);
        let end = self.kept.partition_point(|kept| kept.1 <= piece);
        let symbols = symbols.min((end - start).saturating_sub(1));
        let range = if is_end { end - symbols..end } else { start..start + symbols };
        self.kept.drain(range);
    }

    /// Makes `lines` slots of one.
    pub(super) fn split(&mut self, slot: u32, lines: u32) {
        let at = slot as usize;
        self.pieces.splice(at..=at, vec![Piece::Slot; lines as usize]);
        let after = self.kept.partition_point(|kept| kept.1 <= slot);
        self.kept[after..].iter_mut().for_each(|kept| kept.1 += lines - 1);
    }
}

/// What the slots and clauses of a form cost for so many members. Unit: 1/1000 bit.
pub(super) fn overhead(pieces: &[Piece], members: usize) -> i64 {
    let varying = pieces.iter().filter(|piece| **piece != Piece::Fixed).count() as i64;
    // Each member says of each whether it has it.
    varying * (PART as i64 + 1_000 * members as i64)
}

/// The form that describes the members best.
///
/// # Cost
/// `O(m (l + b))` for m members with b runs each over l shared symbols.
pub(super) fn draft(shared: &[Unit], members: &[Laid]) -> Draft {
    let columns = Columns::of(shared, members);
    let mut runs = columns.runs(shared);
    columns.decide(&mut runs);
    columns.absorb(&mut runs);
    pieces(&columns, &runs)
}

/// What is known of each place of the shared text and of each border before one.
struct Columns {
    members: f64,
    /// Members that have it.
    users: Vec<u32>,
    /// The same for places that the same members lack.
    lacking: Vec<u64>,
    /// Members that have something else instead.
    replaced: Vec<i32>,
    /// A number, date or blank in which the members differ.
    varies: Vec<bool>,
    /// Members that put something in before it; the last is the end of the text.
    fillers: Vec<u32>,
    /// Symbols that they put in.
    filled: Vec<u64>,
}

/// Neighbouring places that the same members have, with nothing put in between.
#[derive(Clone, Copy, Debug)]
struct Run {
    start: usize,
    end: usize,
    users: u32,
    bits: f64,
    /// `None` for one that is spelled out by whoever has it.
    piece: Option<Piece>,
}

impl Columns {
    fn of(shared: &[Unit], members: &[Laid]) -> Self {
        let n = shared.len();
        let mut columns = Self {
            members: members.len() as f64,
            users: vec![0; n],
            lacking: vec![0; n + 1],
            replaced: vec![0; n + 1],
            varies: vec![false; n],
            fillers: vec![0; n + 1],
            filled: vec![0; n + 1],
        };
        let mut values: Vec<Option<u32>> = vec![None; n];
        for (i, member) in members.iter().enumerate() {
            columns.add(mix(i as u64 + 1), member);
            for anchor in member.matches {
                for k in 0..anchor.length {
                    let at = (anchor.left + k) as usize;
                    let symbol = member.symbols[(anchor.right + k) as usize];
                    columns.users[at] += 1;
                    let first = *values[at].get_or_insert(symbol.value);
                    columns.varies[at] |= symbol.class == Class::Slot || first != symbol.value;
                }
            }
        }
        // From toggles at the borders of what members lack to the set at each place.
        let mut set = 0;
        for toggled in &mut columns.lacking {
            set ^= *toggled;
            *toggled = set;
        }
        let mut count = 0;
        for change in &mut columns.replaced {
            count += *change;
            *change = count;
        }
        columns
    }

    /// Notes what a member lacks and what it puts in.
    fn add(&mut self, key: u64, member: &Laid) {
        let end =
            Anchor { left: self.users.len() as u32, right: member.symbols.len() as u32, length: 0 };
        let (mut left, mut right) = (0, 0);
        for anchor in member.matches.iter().copied().chain([end]) {
            if anchor.left > left && anchor.right > right {
                self.replaced[left as usize] += 1;
                self.replaced[anchor.left as usize] -= 1;
            }
            if anchor.left > left {
                self.lacking[left as usize] ^= key;
                self.lacking[anchor.left as usize] ^= key;
            }
            if anchor.right > right {
                self.fillers[left as usize] += 1;
                self.filled[left as usize] += u64::from(anchor.right - right);
            }
            (left, right) = (anchor.left_end(), anchor.right_end());
        }
    }

    /// Bits to say for each member whether it is one of `some`.
    fn choice(&self, some: u32) -> f64 {
        let share = f64::from(some) / self.members;
        let part = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
        self.members * (part(share) + part(1.0 - share)) * 1000.0
    }

    /// True where so many members put something in that a slot says it in fewer bits.
    fn is_open(&self, border: usize) -> bool {
        let fillers = self.fillers[border];
        f64::from(fillers) * EDIT > self.choice(fillers) + PART
    }

    fn runs(&self, shared: &[Unit]) -> Vec<Run> {
        let mut runs: Vec<Run> = Vec::new();
        for (i, unit) in shared.iter().enumerate() {
            let bits = f64::from(unit.bits);
            match runs.last_mut() {
                Some(run)
                    if run.end == i
                        && self.lacking[i] == self.lacking[i - 1]
                        && !self.varies[i]
                        && !self.is_open(i) =>
                {
                    run.end += 1;
                    run.bits += bits;
                }
                _ if self.varies[i] => {}
                _ => runs.push(Run {
                    start: i,
                    end: i + 1,
                    users: self.users[i],
                    bits,
                    piece: Some(Piece::Fixed),
                }),
            }
        }
        runs
    }

    /// Chooses the way to write each run that takes the fewest bits. Words that some have where
    /// others have other words are values of a slot.
    fn decide(&self, runs: &mut [Run]) {
        for run in runs {
            let lacking = self.members - f64::from(run.users);
            let fixed = run.bits + lacking * EDIT;
            let optional = run.bits + self.choice(run.users) + PART;
            let spelled = f64::from(run.users) * run.bits;
            let is_clause = run.end - run.start >= OPTIONAL_SYMBOLS_MIN;
            let is_replaced = f64::from(self.replaced[run.start]) * 2.0 >= lacking;
            run.piece = if fixed <= optional && fixed <= spelled {
                Some(Piece::Fixed)
            } else if is_clause && optional < spelled {
                Some(Piece::Optional)
            } else if !is_replaced && fixed <= spelled {
                Some(Piece::Fixed)
            } else {
                None
            };
        }
    }

    /// Gives up runs between two slots that save less than it costs to say where they stand in
    /// what is filled in: coincidences of two values, such as the ending of a name.
    fn absorb(&self, runs: &mut [Run]) {
        for i in 0..runs.len() {
            if runs[i].piece.is_none() {
                continue;
            }
            let before = runs[..i].iter().rfind(|run| run.piece.is_some()).map_or(0, |r| r.end);
            let after = runs[i + 1..].iter().find(|run| run.piece.is_some());
            let after = after.map_or(self.users.len(), |run| run.start);
            let run = runs[i];
            let sides = (self.free(before, run.start), self.free(run.end, after));
            let (Some(left), Some(right)) = sides else { continue };
            let places = (1.0 + left).log2() + (1.0 + right).log2();
            let users = f64::from(run.users);
            if (users - 1.0) * run.bits <= users * places * 1000.0 + PART {
                runs[i].piece = None;
            }
        }
    }

    /// Symbols that a member has between two kept runs on average; `None` where nothing but
    /// numbers, dates and blanks stand there, which are in their place by what they are.
    fn free(&self, start: usize, end: usize) -> Option<f64> {
        let is_free =
            (start..=end).any(|i| self.is_open(i)) || (start..end).any(|i| !self.varies[i]);
        let put_in: u64 = (start..=end).map(|i| self.filled[i]).sum();
        let spelled: u64 = (start..end).map(|i| u64::from(self.users[i])).sum();
        is_free.then(|| (put_in + spelled) as f64 / self.members)
    }
}

/// The kept runs with slots where something stands between them.
fn pieces(columns: &Columns, runs: &[Run]) -> Draft {
    let mut draft = Draft::default();
    let mut at = 0;
    let mut is_slot_due = false;
    for run in runs {
        is_slot_due |= (at..run.start).any(|i| columns.varies[i]);
        is_slot_due |= (at..=run.start).any(|i| columns.is_open(i));
        at = run.start;
        let Some(piece) = run.piece else {
            is_slot_due = true;
            continue;
        };
        if std::mem::take(&mut is_slot_due) {
            draft.pieces.push(Piece::Slot);
        }
        let goes_on = piece == Piece::Fixed && draft.pieces.last() == Some(&piece);
        if !goes_on {
            draft.pieces.push(piece);
        }
        let index = draft.pieces.len() as u32 - 1;
        draft.kept.extend((run.start..run.end).map(|i| (i as u32, index)));
        at = run.end;
    }
    let end = columns.users.len();
    is_slot_due |= (at..end).any(|i| columns.varies[i]);
    is_slot_due |= (at..=end).any(|i| columns.is_open(i));
    if is_slot_due {
        draft.pieces.push(Piece::Slot);
    }
    draft
}
