//! The archive of one moment, for reading.

use std::collections::BTreeSet;
use std::io;
use std::path::Path;

use super::manifest::{Manifest, Parameters, Part};
use super::segment::Segment;
use super::{Record, StoreError};

/// Times that a reader looks again when a segment was merged away under its eyes.
const ATTEMPTS: u32 = 10;

/// A document of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Hash of its content.
    pub hash: String,
    /// Its reports.
    pub reports: u32,
    /// Bytes of its payload.
    pub bytes: u64,
    pub(super) segment: usize,
    pub(super) place: usize,
}

/// The archive as it was when it was opened; what others write later does not change it.
#[derive(Debug)]
pub struct Snapshot {
    pub(super) manifest: Manifest,
    pub(super) segments: Vec<Segment>,
}

impl Snapshot {
    /// Opens the archive in `folder`, which must have been made with the settings `parameters`.
    ///
    /// # Errors
    /// What is missing, damaged, of another version or made with other settings, by name.
    ///
    /// # Cost
    /// The tables of documents and one key in 512 are in memory.
    pub fn open(folder: &Path, parameters: &Parameters) -> Result<Self, StoreError> {
        let snapshot = Self::of(folder)?;
        snapshot.manifest.check(parameters)?;
        Ok(snapshot)
    }

    /// The same, whatever the archive was made with.
    ///
    /// # Errors
    /// As [`Snapshot::open`].
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        for attempt in 1.. {
            let manifest = Manifest::read(folder)?;
            let path = |part: &Part| folder.join(Part::file(part.number));
            let segments: Result<Vec<Segment>, StoreError> =
                manifest.parts.iter().map(|part| Segment::open(&path(part))).collect();
            match segments {
                Ok(segments) => return Ok(Self { manifest, segments }),
                Err(StoreError::Io { source, .. })
                    if source.kind() == io::ErrorKind::NotFound && attempt < ATTEMPTS => {}
                Err(error) => return Err(error),
            }
        }
        unreachable!("the last attempt returns")
    }

    /// The settings that it was made with.
    pub fn parameters(&self) -> &Parameters {
        &self.manifest.parameters
    }

    /// Changes that the archive has seen.
    pub fn generation(&self) -> u64 {
        self.manifest.generation
    }

    /// Files, distinct fingerprints in each and bytes of each.
    pub fn segments(&self) -> Vec<(usize, u64)> {
        self.segments.iter().map(|segment| (segment.keys(), segment.length())).collect()
    }

    /// The documents, by name.
    pub fn entries(&self) -> Vec<Entry> {
        let mut entries = Vec::new();
        for (i, (segment, part)) in self.segments.iter().zip(&self.manifest.parts).enumerate() {
            for (place, line) in segment.table.iter().enumerate() {
                if !part.gone.contains(&(place as u32)) {
                    entries.push(Entry {
                        name: line.name.clone(),
                        hash: line.hash.clone(),
                        reports: line.reports,
                        bytes: line.bytes,
                        segment: i,
                        place,
                    });
                }
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        entries
    }

    /// What the archive keeps of a document.
    ///
    /// # Errors
    /// When it cannot be read or is not what was written.
    pub fn payload(&self, entry: &Entry) -> Result<Vec<u8>, StoreError> {
        self.segments[entry.segment].payload(entry.place)
    }

    /// For each of `keys`, which must ascend, the reports that hold it, each as a place in
    /// `entries` and a report of it from 0; `entries` are those of this snapshot.
    ///
    /// # Errors
    /// When postings cannot be read or are not what was written.
    pub fn look_up(
        &self,
        keys: &[u64],
        entries: &[Entry],
    ) -> Result<Vec<Vec<(u32, u32)>>, StoreError> {
        let mut places: Vec<Vec<Option<u32>>> =
            self.segments.iter().map(|segment| vec![None; segment.table.len()]).collect();
        for (i, entry) in (0..).zip(entries) {
            places[entry.segment][entry.place] = Some(i);
        }
        let mut users = vec![Vec::new(); keys.len()];
        for (segment, places) in self.segments.iter().zip(&places) {
            segment.look_up(keys, |key, reports| {
                for report in reports {
                    let place = segment.reports.partition_point(|&first| first <= report) - 1;
                    if let Some(entry) = places[place] {
                        users[key].push((entry, report - segment.reports[place]));
                    }
                }
            })?;
        }
        Ok(users)
    }

    /// That the payload of a document is not what its owner wrote.
    pub fn damaged(&self, entry: &Entry) -> StoreError {
        self.segments[entry.segment].damaged()
    }

    /// Reads everything; the damage that is found, by file.
    pub fn verify(&self) -> Vec<StoreError> {
        self.segments.iter().filter_map(|segment| segment.verify().err()).collect()
    }

    /// The records of some segments that are not gone, whole.
    pub(super) fn records(&self, of: &BTreeSet<usize>) -> Result<Vec<Record>, StoreError> {
        let mut records = Vec::new();
        for &i in of {
            let (segment, part) = (&self.segments[i], &self.manifest.parts[i]);
            let count = segment.reports.last().copied().unwrap_or(0) as usize;
            let mut fingerprints = vec![Vec::new(); count];
            for (key, reports) in segment.postings()? {
                for report in reports {
                    // A list that names a report beyond the table is damage that `verify` names.
                    if let Some(own) = fingerprints.get_mut(report as usize) {
                        own.push(key);
                    }
                }
            }
            for (place, line) in segment.table.iter().enumerate() {
                if part.gone.contains(&(place as u32)) {
                    continue;
                }
                let own = segment.reports[place] as usize..segment.reports[place + 1] as usize;
                records.push(Record {
                    name: line.name.clone(),
                    hash: line.hash.clone(),
                    payload: segment.payload(place)?,
                    reports: fingerprints[own].iter_mut().map(std::mem::take).collect(),
                });
            }
        }
        Ok(records)
    }
}
