//! Changes to the archive, one writer at a time.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::fs;
use std::fs::File;
use std::fs::TryLockError;
use std::io;
use std::path::Path;
use std::path::PathBuf;

use super::files::{Disk, Files};
use super::manifest::{self, Manifest, Parameters, Part};
use super::segment;
use super::snapshot::Snapshot;
use super::{Record, StoreError};

/// The file whose lock a writer holds.
const LOCK: &str = "LOCK";

/// Segments of about one size that are merged into one: each document is written anew once for
/// each fourfold growth of the archive.
///
/// Source: size-tiered compaction, as in Apache Cassandra, whose least number is four too.
const TIER: usize = 4;

/// What `add` did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Added {
    /// Documents with a name of their own.
    pub fresh: usize,
    /// Documents whose content changed.
    pub changed: usize,
    /// Documents that were there already.
    pub unchanged: usize,
}

/// The one who may change the archive; the lock goes with it.
pub struct Writer {
    folder: PathBuf,
    manifest: Manifest,
    files: Box<dyn Files>,
    _lock: File,
}

impl Writer {
    /// Opens the archive in `folder` for writing, or makes it, with the settings `parameters`.
    /// What a writer that was killed left half written is removed.
    ///
    /// # Errors
    /// As [`Snapshot::open`]; when another process writes; when the folder holds something else.
    pub fn open(folder: &Path, parameters: &Parameters) -> Result<Self, StoreError> {
        Self::with(folder, Some(parameters), Box::new(Disk))
    }

    /// The same for an archive that is there, whatever it was made with.
    ///
    /// # Errors
    /// As [`Writer::open`].
    pub fn of(folder: &Path) -> Result<Self, StoreError> {
        Self::with(folder, None, Box::new(Disk))
    }

    pub(super) fn with(
        folder: &Path,
        parameters: Option<&Parameters>,
        files: Box<dyn Files>,
    ) -> Result<Self, StoreError> {
        let manifest = match (Manifest::read(folder), parameters) {
            (Ok(manifest), _) => Some(manifest),
            (Err(StoreError::Missing(_)), Some(_)) => None,
            (Err(error), _) => return Err(error),
        };
        if manifest.is_none() {
            make(folder)?;
        }
        let lock = lock(folder)?;
        // Read again: it may have changed before the lock was ours.
        let manifest = match (Manifest::read(folder), parameters) {
            (Ok(manifest), _) => manifest,
            (Err(StoreError::Missing(_)), Some(parameters)) => {
                let manifest = Manifest { parameters: parameters.clone(), ..Manifest::default() };
                manifest.commit(folder, files.as_ref())?;
                manifest
            }
            (Err(error), _) => return Err(error),
        };
        if let Some(parameters) = parameters {
            manifest.check(parameters)?;
        }
        let writer = Self { folder: folder.to_owned(), manifest, files, _lock: lock };
        writer.sweep();
        Ok(writer)
    }

    /// Adds documents; one with the name of another takes its place, unless both are the same.
    /// All of them are in the archive afterwards, or none.
    ///
    /// # Errors
    /// When something cannot be written; the archive is as it was.
    ///
    /// # Cost
    /// By the documents added, and a merge now and then: see `TIER`.
    pub fn add(&mut self, records: Vec<Record>) -> Result<Added, StoreError> {
        let snapshot = Snapshot::of(&self.folder)?;
        let known: BTreeMap<String, (String, usize, usize)> = snapshot
            .entries()
            .into_iter()
            .map(|entry| (entry.name, (entry.hash, entry.segment, entry.place)))
            .collect();
        drop(snapshot);
        let mut added = Added::default();
        let mut next = self.manifest.clone();
        let mut kept = Vec::new();
        for record in records {
            match known.get(&record.name) {
                Some((hash, ..)) if *hash == record.hash => {
                    added.unchanged += 1;
                    continue;
                }
                Some((_, segment, place)) => {
                    next.parts[*segment].gone.insert(*place as u32);
                    added.changed += 1;
                }
                None => added.fresh += 1,
            }
            kept.push(record);
        }
        if !kept.is_empty() {
            self.put(&mut next, &kept)?;
            self.commit(next)?;
            self.merge_tiers()?;
        }
        Ok(added)
    }

    /// Removes documents by name; those that were there. The text stays in the files until they
    /// are merged, unless `is_purged`: then their segments are written anew without it at once,
    /// and the files that held it are overwritten before they are removed.
    ///
    /// # Errors
    /// When something cannot be written; the archive is as it was, or the documents are gone and a
    /// file that held them is left, which the next writer removes.
    pub fn remove(
        &mut self,
        names: &BTreeSet<String>,
        is_purged: bool,
    ) -> Result<Vec<String>, StoreError> {
        let snapshot = Snapshot::of(&self.folder)?;
        let mut next = self.manifest.clone();
        let mut removed = Vec::new();
        let mut touched = BTreeSet::new();
        for entry in snapshot.entries().into_iter().filter(|entry| names.contains(&entry.name)) {
            next.parts[entry.segment].gone.insert(entry.place as u32);
            touched.insert(entry.segment);
            removed.push(entry.name);
        }
        drop(snapshot);
        if is_purged {
            // Text of documents that were removed or replaced before goes as well.
            let is_touched = |part: &Part| !part.gone.is_empty();
            touched = (0..next.parts.len()).filter(|&i| is_touched(&next.parts[i])).collect();
        }
        if touched.is_empty() {
            return Ok(removed);
        }
        if is_purged {
            self.merge(next, &touched, true)?
        } else {
            self.commit(next)?
        }
        Ok(removed)
    }

    /// Merges all segments into one without what is gone.
    ///
    /// # Errors
    /// When something cannot be read or written; the archive is as it was.
    pub fn compact(&mut self) -> Result<(), StoreError> {
        let is_compact = self.manifest.parts.iter().all(|part| part.gone.is_empty());
        if is_compact && self.manifest.parts.len() < 2 {
            return Ok(());
        }
        let all = (0..self.manifest.parts.len()).collect();
        self.merge(self.manifest.clone(), &all, false)
    }

    /// Merges segments of one size while there are many.
    fn merge_tiers(&mut self) -> Result<(), StoreError> {
        loop {
            let mut tiers: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
            for (i, part) in self.manifest.parts.iter().enumerate() {
                let tier = part.documents.max(1).ilog2() / 2;
                tiers.entry(tier).or_default().insert(i);
            }
            let Some(full) = tiers.into_values().find(|parts| parts.len() >= TIER) else {
                return Ok(());
            };
            self.merge(self.manifest.clone(), &full, false)?;
        }
    }

    /// Puts one segment in the place of some of those of `next`.
    fn merge(
        &mut self,
        mut next: Manifest,
        of: &BTreeSet<usize>,
        is_wiped: bool,
    ) -> Result<(), StoreError> {
        let mut snapshot = Snapshot::of(&self.folder)?;
        snapshot.manifest = next.clone();
        let records = snapshot.records(of)?;
        drop(snapshot);
        let old: Vec<u64> = of.iter().map(|&i| next.parts[i].number).collect();
        next.parts.retain(|part| !old.contains(&part.number));
        if !records.is_empty() {
            self.put(&mut next, &records)?;
        }
        self.commit(next)?;
        for number in old {
            let path = self.folder.join(Part::file(number));
            let removed = self.files.remove(&path, is_wiped);
            // A reader on Windows may hold it; the next writer tries again. Purged text must not
            // wait.
            if is_wiped {
                removed.map_err(StoreError::io(&path))?;
            }
        }
        Ok(())
    }

    /// Writes a segment and names it in `next`.
    fn put(&self, next: &mut Manifest, records: &[Record]) -> Result<(), StoreError> {
        let path = self.folder.join(Part::file(next.next));
        let parts = segment::parts(records);
        let parts: Vec<&[u8]> = parts.iter().map(Vec::as_slice).collect();
        self.files.create(&path, &parts).map_err(StoreError::io(&path))?;
        let documents = records.len() as u32;
        next.parts.push(Part { number: next.next, documents, gone: BTreeSet::new() });
        next.next += 1;
        Ok(())
    }

    fn commit(&mut self, mut next: Manifest) -> Result<(), StoreError> {
        next.generation += 1;
        next.commit(&self.folder, self.files.as_ref())?;
        self.manifest = next;
        Ok(())
    }

    /// Removes segments that no manifest names: of merges, and of writers that were killed.
    fn sweep(&self) {
        let named: BTreeSet<String> =
            self.manifest.parts.iter().map(|part| Part::file(part.number)).collect();
        let Ok(listing) = fs::read_dir(&self.folder) else { return };
        for item in listing.flatten() {
            let name = item.file_name().to_string_lossy().into_owned();
            if name.ends_with(".seg") && !named.contains(&name) {
                // Whatever cannot be removed harms nobody.
                let _ = self.files.remove(&item.path(), false);
            }
        }
    }
}

/// Makes the folder of an archive, which only its owner may enter.
fn make(folder: &Path) -> Result<(), StoreError> {
    let failed = |error| StoreError::io(folder)(error);
    let is_ours = |name: &str| name == LOCK || name.starts_with(manifest::NAME);
    match fs::read_dir(folder) {
        Ok(mut listing) => {
            let foreign = listing
                .any(|item| item.is_ok_and(|item| !is_ours(&item.file_name().to_string_lossy())));
            if foreign { Err(StoreError::Occupied(folder.to_owned())) } else { Ok(()) }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let mut builder = fs::DirBuilder::new();
            builder.recursive(true);
            #[cfg(unix)]
            std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
            builder.create(folder).map_err(failed)
        }
        Err(error) => Err(failed(error)),
    }
}

/// Takes the lock, which the system drops when the process ends, however it ends.
fn lock(folder: &Path) -> Result<File, StoreError> {
    let path = folder.join(LOCK);
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path)
        .map_err(StoreError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::Locked(folder.to_owned())),
        Err(TryLockError::Error(error)) => Err(StoreError::io(&path)(error)),
    }
}
