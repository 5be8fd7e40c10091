use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use proptest::prelude::*;
use tempfile::TempDir;

use super::files::{Disk, Files};
use super::*;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a temporary folder")
}

fn parameters() -> Parameters {
    [("sketch.k".to_owned(), "8".to_owned())].into()
}

/// A document whose content is `content`.
fn record(name: u8, content: u8) -> Record {
    let hashes = |report: u64| (0..6).map(|i| (u64::from(content) * 7 + i * report) % 50).collect();
    Record {
        name: format!("n{name}"),
        hash: format!("h{content}"),
        payload: vec![content; 1 + usize::from(content) * 40],
        reports: (1..=u64::from(content % 3)).map(hashes).collect(),
    }
}

/// Documents by name with payload; reports by fingerprint, each by name and number.
type State = (BTreeMap<String, Vec<u8>>, BTreeMap<u64, BTreeSet<(String, u32)>>);

/// All that the archive holds, read through its public face.
fn state(folder: &Path) -> State {
    let snapshot = Snapshot::open(folder, &parameters()).expect("an archive");
    assert!(snapshot.verify().is_empty());
    let entries = snapshot.entries();
    let payload = |entry: &Entry| (entry.name.clone(), snapshot.payload(entry).expect("bytes"));
    let keys: Vec<u64> = (0..60).collect();
    let users = snapshot.look_up(&keys, &entries).expect("postings");
    let named = |users: &Vec<(u32, u32)>| {
        users
            .iter()
            .map(|&(entry, report)| (entries[entry as usize].name.clone(), report))
            .collect()
    };
    let postings = keys.iter().zip(&users).filter(|(_, users)| !users.is_empty());
    let postings = postings.map(|(&key, users)| (key, named(users))).collect();
    (entries.iter().map(payload).collect(), postings)
}

/// The same, from the records themselves.
fn expected(records: &BTreeMap<String, Record>) -> State {
    let mut postings = BTreeMap::<u64, BTreeSet<(String, u32)>>::new();
    for record in records.values() {
        for (i, report) in (0..).zip(&record.reports) {
            for &key in report {
                postings.entry(key).or_default().insert((record.name.clone(), i));
            }
        }
    }
    let payload = |record: &Record| (record.name.clone(), record.payload.clone());
    (records.values().map(payload).collect(), postings)
}

#[derive(Clone, Debug)]
enum Change {
    Add(Vec<(u8, u8)>),
    Remove(u8, bool),
    Compact,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        4 => prop::collection::btree_map(0u8..12, 0u8..20, 0..4)
            .prop_map(|records| Change::Add(records.into_iter().collect())),
        2 => (0u8..12, any::<bool>()).prop_map(|(name, purge)| Change::Remove(name, purge)),
        1 => Just(Change::Compact),
    ]
}

impl Change {
    fn make(&self, writer: &mut Writer) -> Result<(), StoreError> {
        match self {
            Self::Add(records) => {
                writer.add(records.iter().map(|&(n, c)| record(n, c)).collect()).map(drop)
            }
            Self::Remove(name, is_purged) => {
                writer.remove(&[format!("n{name}")].into(), *is_purged).map(drop)
            }
            Self::Compact => writer.compact(),
        }
    }

    fn imagine(&self, records: &mut BTreeMap<String, Record>) {
        match self {
            Self::Add(added) => {
                records.extend(added.iter().map(|&(n, c)| (format!("n{n}"), record(n, c))));
            }
            Self::Remove(name, _) => drop(records.remove(&format!("n{name}"))),
            Self::Compact => {}
        }
    }
}

/// A disk that dies at one of its steps: before it, in the middle, or right behind it.
struct Dying {
    steps: AtomicUsize,
    last: usize,
    how: usize,
}

impl Dying {
    fn step(&self, whole: &dyn Fn() -> io::Result<()>, half: &dyn Fn()) -> io::Result<()> {
        let step = self.steps.fetch_add(1, Ordering::Relaxed);
        if step < self.last {
            return whole();
        }
        if step == self.last {
            match self.how {
                0 => {}
                1 => half(),
                _ => whole()?,
            }
        }
        Err(io::Error::other("the disk died"))
    }
}

impl Files for Dying {
    fn create(&self, path: &Path, parts: &[&[u8]]) -> io::Result<()> {
        let torn = parts.concat();
        let half = || drop(fs::write(path, &torn[..torn.len() / 2]));
        self.step(&|| Disk.create(path, parts), &half)
    }

    fn replace(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(&|| Disk.replace(from, to), &|| ())
    }

    fn remove(&self, path: &Path, is_wiped: bool) -> io::Result<()> {
        let half = || drop(fs::write(path, [0; 100]));
        self.step(&|| Disk.remove(path, is_wiped), &half)
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn an_archive_holds_what_was_put_in(changes in prop::collection::vec(change(), 1..12)) {
        let folder = folder();
        let mut records = BTreeMap::new();
        let mut writer = Writer::open(folder.path(), &parameters()).expect("made");
        for change in &changes {
            change.make(&mut writer).expect("done");
            change.imagine(&mut records);
            prop_assert_eq!(state(folder.path()), expected(&records), "{:?}", change);
        }
    }

    #[test]
    fn whenever_the_disk_dies_the_archive_is_that_of_before_or_after(
        earlier in prop::collection::vec(change(), 0..6),
        last in change(),
        how in 0usize..3,
    ) {
        for step in 0.. {
            let folder = folder();
            let mut records = BTreeMap::new();
            let mut writer = Writer::open(folder.path(), &parameters()).expect("made");
            for change in &earlier {
                change.make(&mut writer).expect("done");
                change.imagine(&mut records);
            }
            drop(writer);
            let before = expected(&records);
            last.imagine(&mut records);
            let after = expected(&records);
            let files = Dying { steps: AtomicUsize::new(0), last: step, how };
            let opened = Writer::with(folder.path(), Some(&parameters()), Box::new(files));
            let result = opened.and_then(|mut writer| last.make(&mut writer));
            let found = state(folder.path());
            prop_assert!(found == before || found == after, "step {}: {:?}", step, found);
            let mut writer = Writer::open(folder.path(), &parameters()).expect("opened again");
            last.make(&mut writer).expect("done at last");
            prop_assert_eq!(state(folder.path()), after);
            if result.is_ok() && step > 8 {
                break;
            }
        }
    }
}

#[test]
fn every_flipped_bit_is_found() {
    let folder = folder();
    let mut writer = Writer::open(folder.path(), &parameters()).expect("made");
    writer.add((0..4).map(|i| record(i, i + 1)).collect()).expect("added");
    let intact = state(folder.path());
    for file in ["MANIFEST", "00000000.seg"] {
        let path = folder.path().join(file);
        let bytes = fs::read(&path).expect("a file");
        for at in 0..bytes.len() {
            let mut flipped = bytes.clone();
            flipped[at] ^= 1 << (at % 8);
            fs::write(&path, &flipped).expect("written");
            let is_found = match Snapshot::open(folder.path(), &parameters()) {
                Err(error) => !error.to_string().is_empty(),
                Ok(snapshot) => !snapshot.verify().is_empty(),
            };
            assert!(is_found, "{file}, byte {at}");
        }
        for length in [0, 10, bytes.len() / 2, bytes.len() - 1] {
            fs::write(&path, &bytes[..length]).expect("written");
            assert!(Snapshot::open(folder.path(), &parameters()).is_err(), "{file}, {length}");
        }
        fs::write(&path, &bytes).expect("written");
    }
    assert_eq!(state(folder.path()), intact);
}

#[test]
fn other_settings_are_refused_by_name() {
    let folder = folder();
    drop(Writer::open(folder.path(), &parameters()).expect("made"));
    let other: Parameters = [("sketch.k".to_owned(), "9".to_owned())].into();
    for result in [
        Writer::open(folder.path(), &other).map(drop),
        Snapshot::open(folder.path(), &other).map(drop),
    ] {
        let said = result.expect_err("refused").to_string();
        assert_eq!(said, "the archive was made with sketch.k = 8, not 9");
    }
}

#[test]
fn one_writes_while_others_read_what_they_opened() {
    let folder = folder();
    let mut writer = Writer::open(folder.path(), &parameters()).expect("made");
    writer.add(vec![record(0, 5)]).expect("added");
    let reader = Snapshot::open(folder.path(), &parameters()).expect("opened");
    let second = Writer::open(folder.path(), &parameters());
    assert!(matches!(second, Err(StoreError::Locked(_))));
    writer.remove(&["n0".to_owned()].into(), false).expect("removed");
    writer.add(vec![record(1, 6)]).expect("added");
    let entries = reader.entries();
    assert_eq!(reader.payload(&entries[0]).expect("still there"), record(0, 5).payload);
    assert_eq!(Snapshot::of(folder.path()).expect("opened").entries()[0].name, "n1");
}

#[test]
fn purged_text_is_in_no_file() {
    let folder = folder();
    let mut writer = Writer::open(folder.path(), &parameters()).expect("made");
    let secret = b"a sentence that must be gone";
    let mut first = record(0, 5);
    first.payload = secret.to_vec();
    writer.add(vec![first, record(1, 2)]).expect("added");
    let holds = || {
        fs::read_dir(folder.path()).expect("listed").any(|item| {
            let bytes = fs::read(item.expect("an item").path()).expect("bytes");
            bytes.windows(secret.len()).any(|window| window == secret)
        })
    };
    writer.remove(&["n0".to_owned()].into(), false).expect("removed");
    assert!(holds(), "until the segment is merged");
    writer.remove(&BTreeSet::new(), true).expect("purged");
    assert!(!holds());
    assert_eq!(state(folder.path()), expected(&[("n1".to_owned(), record(1, 2))].into()));
}

#[test]
fn a_folder_of_something_else_is_left_alone() {
    let folder = folder();
    fs::write(folder.path().join("a.txt"), "x").expect("written");
    assert!(matches!(Writer::open(folder.path(), &parameters()), Err(StoreError::Occupied(_))));
    assert!(matches!(Snapshot::of(folder.path()), Err(StoreError::Missing(_))));
}
