//! Alignments as numbers of few bytes, each as its distance from the one before.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use crate::align::{Alignment, Block, Washed};
use crate::candidates::Pair;
use crate::model::SymbolSpan;
use crate::users::Aligned;

/// Adds a number in groups of seven bits, the lowest first (LEB128).
pub(super) fn number(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

/// Takes a number off the front.
pub(super) fn read_number(bytes: &mut &[u8]) -> Option<u64> {
    let mut value = 0u64;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        value |= u64::from(byte & 0x7f) << shift;
        if byte < 0x80 {
            return Some(value);
        }
    }
    None
}

fn read_small(bytes: &mut &[u8]) -> Option<u32> {
    u32::try_from(read_number(bytes)?).ok()
}

/// Adds all alignments.
pub(super) fn aligned(out: &mut Vec<u8>, all: &[Aligned]) {
    number(out, all.len() as u64);
    for one in all {
        let numbers = [one.pair.left, one.pair.right, one.alignments.len() as u32];
        numbers.into_iter().for_each(|n| number(out, u64::from(n)));
        one.alignments.iter().for_each(|alignment| add(out, alignment));
    }
}

fn add(out: &mut Vec<u8>, alignment: &Alignment) {
    let mut put = |n: u32| number(out, u64::from(n));
    put(alignment.blocks.len() as u32);
    let (mut left, mut right) = (0, 0);
    for block in &alignment.blocks {
        put(block.left - left);
        put(block.right - right);
        put(block.length);
        (left, right) = (block.left_end(), block.right_end());
    }
    put(u32::from(alignment.is_confirmed));
    put(u32::from(alignment.washed.is_some()));
    if let Some(washed) = alignment.washed {
        for span in [washed.left, washed.right] {
            put(span.start);
            put(span.length());
        }
        put(u32::from(washed.is_digest));
    }
}

/// All alignments, if the bytes are nothing else.
pub(super) fn read_aligned(mut bytes: &[u8]) -> Option<Vec<Aligned>> {
    let count = read_number(&mut bytes)?;
    let mut all = Vec::new();
    for _ in 0..count {
        let pair = Pair { left: read_small(&mut bytes)?, right: read_small(&mut bytes)? };
        let alignments = read_small(&mut bytes)?;
        let alignments = (0..alignments).map(|_| read(&mut bytes)).collect::<Option<Vec<_>>>()?;
        all.push(Aligned { pair, alignments });
    }
    bytes.is_empty().then_some(all)
}

fn read(bytes: &mut &[u8]) -> Option<Alignment> {
    let mut blocks = Vec::new();
    let (mut left_end, mut right_end) = (0u32, 0u32);
    for _ in 0..read_small(bytes)? {
        let left = left_end.checked_add(read_small(bytes)?)?;
        let right = right_end.checked_add(read_small(bytes)?)?;
        let length = read_small(bytes)?;
        (left_end, right_end) = (left.checked_add(length)?, right.checked_add(length)?);
        blocks.push(Block { left, right, length });
    }
    let is_confirmed = read_small(bytes)? != 0;
    let washed = match read_small(bytes)? {
        0 => None,
        _ => Some(Washed {
            left: read_span(bytes)?,
            right: read_span(bytes)?,
            is_digest: read_small(bytes)? != 0,
        }),
    };
    (!blocks.is_empty()).then_some(Alignment { blocks, washed, is_confirmed })
}

fn read_span(bytes: &mut &[u8]) -> Option<SymbolSpan> {
    let start = read_small(bytes)?;
    Some(SymbolSpan::new(start, start.checked_add(read_small(bytes)?)?))
}

/// The bytes packed.
pub(super) fn deflate(plain: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
    encoder
        .write_all(plain)
        .and_then(|()| encoder.finish())
        .expect("invariant: a vector takes all bytes")
}

/// The bytes unpacked, if they are `length` in number.
pub(super) fn inflate(packed: &[u8], length: u64) -> Option<Vec<u8>> {
    let mut plain = Vec::new();
    DeflateDecoder::new(packed).take(length + 1).read_to_end(&mut plain).ok()?;
    (plain.len() as u64 == length).then_some(plain)
}
