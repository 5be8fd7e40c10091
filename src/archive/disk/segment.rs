//! A segment: documents, and the reports that hold each fingerprint.
//!
//! Sections: the **table** of documents (JSON), their **payloads** one behind the other, and
//! the postings: **keys** (fingerprints, ascending), **starts** (where each key's list begins),
//! **lists** (reports of each key, ascending, as differences in seven bits a byte).

use std::fs::File;
use std::io;
use std::io::Read as _;
use std::io::Seek as _;
use std::io::SeekFrom;
use std::path::Path;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::frame::{self, Kind, Section, number};
use super::{Record, StoreError};

/// Sections of a segment.
pub(super) const SECTIONS: usize = 5;

/// Keys that are read together when one is looked for: a page of the disk. Unit: keys.
const BLOCK: usize = 512;

/// Bytes of a key, and of a start.
const KEY: usize = 8;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) hash: String,
    /// Reports of the document; they are numbered through the segment.
    pub(super) reports: u32,
    /// Bytes of its payload.
    pub(super) bytes: u64,
    /// xxh3 of its payload.
    checksum: u64,
}

/// The parts of a segment's file that hold these records, in their order.
pub(super) fn parts(records: &[Record]) -> Vec<Vec<u8>> {
    let line = |record: &Record| Line {
        name: record.name.clone(),
        hash: record.hash.clone(),
        reports: record.reports.len() as u32,
        bytes: record.payload.len() as u64,
        checksum: xxh3_64(&record.payload),
    };
    let table: Vec<Line> = records.iter().map(line).collect();
    let table = serde_json::to_vec(&table).expect("invariant: numbers and words");
    let payloads: Vec<&[u8]> = records.iter().map(|record| record.payload.as_slice()).collect();
    let payloads = payloads.concat();
    let reports = records.iter().flat_map(|record| &record.reports);
    let mut postings: Vec<(u64, u32)> =
        (0..).zip(reports).flat_map(|(i, hashes)| hashes.iter().map(move |&h| (h, i))).collect();
    postings.sort_unstable();
    postings.dedup();
    let (mut keys, mut starts, mut lists) = (Vec::new(), Vec::new(), Vec::new());
    for same in postings.chunk_by(|a, b| a.0 == b.0) {
        keys.extend(same[0].0.to_le_bytes());
        starts.extend((lists.len() as u64).to_le_bytes());
        let mut last = 0;
        for &(_, report) in same {
            push(report - last, &mut lists);
            last = report;
        }
    }
    starts.extend((lists.len() as u64).to_le_bytes());
    let sections = [table, payloads, keys, starts, lists];
    let head = frame::head(Kind::Segment, &sections.each_ref().map(Vec::as_slice));
    std::iter::once(head).chain(sections).collect()
}

/// Appends a number in seven bits a byte, the low ones first.
fn push(mut number: u32, out: &mut Vec<u8>) {
    while number >= 0x80 {
        out.push(number as u8 | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// The reports of a list; nothing for bytes that are none.
fn reports(list: &[u8]) -> Option<Vec<u32>> {
    let (mut reports, mut last, mut number, mut shift) = (Vec::new(), 0u32, 0u32, 0);
    for &byte in list {
        number |= u32::from(byte & 0x7f).checked_shl(shift)?;
        shift += 7;
        if byte < 0x80 {
            last = last.checked_add(number)?;
            reports.push(last);
            (number, shift) = (0, 0);
        }
    }
    (shift == 0).then_some(reports)
}

/// An open segment.
#[derive(Debug)]
pub(super) struct Segment {
    path: PathBuf,
    file: File,
    sections: Vec<Section>,
    pub(super) table: Vec<Line>,
    /// Where each payload begins, in the section of payloads.
    payloads: Vec<u64>,
    /// The first report of each document, and the number of all.
    pub(super) reports: Vec<u32>,
    /// The first key of each block.
    fences: Vec<u64>,
}

impl Segment {
    /// Opens a segment: its head and table are checked, the rest when it is read.
    pub(super) fn open(path: &Path) -> Result<Self, StoreError> {
        let failed = |error| StoreError::io(path)(error);
        let mut file = File::open(path).map_err(failed)?;
        let length = file.metadata().map_err(failed)?.len();
        let mut head = Vec::new();
        let head_bytes = Kind::Segment.head_bytes() as u64;
        (&mut file).take(head_bytes).read_to_end(&mut head).map_err(failed)?;
        let sections = frame::sections(Kind::Segment, &head, length, path)?;
        let mut segment = Self {
            path: path.to_owned(),
            file,
            sections,
            table: Vec::new(),
            payloads: Vec::new(),
            reports: vec![0],
            fences: Vec::new(),
        };
        let table = segment.section(0)?;
        let damaged = || StoreError::damaged(path, "its table");
        segment.table = serde_json::from_slice(&table).map_err(|_| damaged())?;
        let mut offset = 0;
        for line in &segment.table {
            segment.payloads.push(offset);
            offset += line.bytes;
            let reports = segment.reports.last().copied().unwrap_or(0);
            segment.reports.push(reports + line.reports);
        }
        if offset != segment.sections[1].length {
            return Err(damaged());
        }
        for block in 0..segment.keys().div_ceil(BLOCK) {
            let first = segment.bytes(2, (block * BLOCK * KEY) as u64, KEY)?;
            segment.fences.push(number(&first, 0));
        }
        Ok(segment)
    }

    /// That a payload is not what its owner wrote.
    pub(super) fn damaged(&self) -> StoreError {
        StoreError::damaged(&self.path, "a document")
    }

    /// Distinct fingerprints.
    pub(super) fn keys(&self) -> usize {
        self.sections[2].length as usize / KEY
    }

    /// Bytes of the file.
    pub(super) fn length(&self) -> u64 {
        self.sections.last().map_or(0, |last| last.offset + last.length)
    }

    /// The payload of the document at `place`.
    pub(super) fn payload(&self, place: usize) -> Result<Vec<u8>, StoreError> {
        let line = &self.table[place];
        let bytes = self.bytes(1, self.payloads[place], line.bytes as usize)?;
        if xxh3_64(&bytes) == line.checksum { Ok(bytes) } else { Err(self.damaged()) }
    }

    /// For each of `keys`, ascending, calls `each` with its place among them and the reports that
    /// hold it.
    ///
    /// # Cost
    /// A page of keys for each key, once for those that share it, and the lists found.
    pub(super) fn look_up(
        &self,
        keys: &[u64],
        mut each: impl FnMut(usize, Vec<u32>),
    ) -> Result<(), StoreError> {
        let mut page: (usize, Vec<u64>) = (usize::MAX, Vec::new());
        for (i, &key) in keys.iter().enumerate() {
            let Some(block) = self.fences.partition_point(|&first| first <= key).checked_sub(1)
            else {
                continue;
            };
            if page.0 != block {
                let count = BLOCK.min(self.keys() - block * BLOCK);
                let bytes = self.bytes(2, (block * BLOCK * KEY) as u64, count * KEY)?;
                page = (block, bytes.chunks_exact(KEY).map(|key| number(key, 0)).collect());
            }
            if let Ok(place) = page.1.binary_search(&key) {
                each(i, self.list(block * BLOCK + place)?);
            }
        }
        Ok(())
    }

    /// All postings.
    pub(super) fn postings(&self) -> Result<Vec<(u64, Vec<u32>)>, StoreError> {
        let damaged = || StoreError::damaged(&self.path, "its postings");
        let [keys, starts, lists] = [self.section(2)?, self.section(3)?, self.section(4)?];
        let starts: Vec<u64> = starts.chunks_exact(KEY).map(|start| number(start, 0)).collect();
        let list = |(key, bounds): (&[u8], &[u64])| {
            let bytes = lists.get(bounds[0] as usize..bounds[1] as usize).ok_or_else(damaged)?;
            Ok((number(key, 0), reports(bytes).ok_or_else(damaged)?))
        };
        keys.chunks_exact(KEY).zip(starts.windows(2)).map(list).collect()
    }

    /// Reads everything and compares it with its checksums.
    pub(super) fn verify(&self) -> Result<(), StoreError> {
        for section in 0..SECTIONS {
            self.section(section)?;
        }
        self.postings().map(drop)
    }

    fn list(&self, key: usize) -> Result<Vec<u32>, StoreError> {
        let bounds = self.bytes(3, (key * KEY) as u64, 2 * KEY)?;
        let (start, end) = (number(&bounds, 0), number(&bounds, KEY));
        let damaged = || StoreError::damaged(&self.path, "its postings");
        let length = end.checked_sub(start).ok_or_else(damaged)?;
        let bytes = self.bytes(4, start, length as usize)?;
        let reports = reports(&bytes).ok_or_else(damaged)?;
        let all = self.reports.last().copied().unwrap_or(0);
        if reports.last().is_none_or(|&last| last >= all) {
            return Err(damaged());
        }
        Ok(reports)
    }

    /// A whole section, checked.
    fn section(&self, section: usize) -> Result<Vec<u8>, StoreError> {
        const NAMES: [&str; SECTIONS] =
            ["its table", "its documents", "its keys", "its starts", "its lists"];
        let bytes = self.bytes(section, 0, self.sections[section].length as usize)?;
        if self.sections[section].holds(&bytes) {
            Ok(bytes)
        } else {
            Err(StoreError::damaged(&self.path, NAMES[section]))
        }
    }

    /// `length` bytes of a section from `offset`.
    fn bytes(&self, section: usize, offset: u64, length: usize) -> Result<Vec<u8>, StoreError> {
        let section = &self.sections[section];
        if offset.checked_add(length as u64).is_none_or(|end| end > section.length) {
            return Err(StoreError::damaged(&self.path, "its length"));
        }
        let read = || -> io::Result<Vec<u8>> {
            let mut bytes = vec![0; length];
            let mut file = &self.file;
            file.seek(SeekFrom::Start(section.offset + offset))?;
            file.read_exact(&mut bytes)?;
            Ok(bytes)
        };
        read().map_err(StoreError::io(&self.path))
    }
}
