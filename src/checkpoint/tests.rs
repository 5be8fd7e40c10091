//! What was written comes back; what was not written is refused.

use super::*;
use crate::align::{Alignment, Block, Washed};
use crate::archive::tests::of_texts;
use crate::candidates::Pair;
use crate::model::SymbolSpan;

fn aligned() -> Vec<Aligned> {
    let block = |left, right, length| Block { left, right, length };
    let washed =
        Washed { left: SymbolSpan::new(3, 90), right: SymbolSpan::new(0, 70), is_digest: true };
    let plain = Alignment {
        blocks: vec![block(4, 300, 9), block(13, 310, 200)],
        washed: None,
        is_confirmed: false,
    };
    let found_by_words =
        Alignment { blocks: vec![block(5, 1, 6)], washed: Some(washed), is_confirmed: true };
    vec![
        Aligned { pair: Pair { left: 0, right: 1 }, alignments: vec![plain] },
        Aligned { pair: Pair { left: 1, right: 200 }, alignments: vec![found_by_words] },
    ]
}

fn written() -> Vec<u8> {
    let archive = of_texts(&["渠水绕过三道山梁。".to_owned(), "另一篇。".to_owned()]);
    encode(&archive, &aligned(), "汛期前完成渠道清淤", "1.2.3")
}

#[test]
fn a_checkpoint_comes_back_without_the_texts() {
    let file = written();
    let stored = decode(&file, "1.2.3").expect("as written");
    let alignments = |all: &[Aligned]| -> Vec<(Pair, Vec<Alignment>)> {
        all.iter().map(|one| (one.pair, one.alignments.clone())).collect()
    };
    assert_eq!(alignments(&stored.aligned), alignments(&aligned()));
    assert_eq!(stored.phrases, "汛期前完成渠道清淤");
    assert_eq!(stored.documents.len(), 2);
    let is_bare = |one: &StoredDocument| one.document.text.is_empty();
    assert!(stored.documents.iter().all(|one| is_bare(one) && one.document.format == "txt"));
    assert_eq!(stored.documents[0].reports[0].span().number, 1);
    let mut texts = BTreeMap::from([
        ("000.txt".to_owned(), "渠水绕过三道山梁。".to_owned()),
        ("001.txt".to_owned(), "另一篇。".to_owned()),
    ]);
    assert!(stored.belongs_to(&texts));
    texts.insert("001.txt".to_owned(), "另一页。".to_owned());
    assert!(!stored.belongs_to(&texts));
}

#[test]
fn a_changed_byte_anywhere_and_any_shorter_file_is_refused() {
    let file = written();
    for at in 0..file.len() {
        let mut changed = file.clone();
        changed[at] ^= 1;
        assert!(decode(&changed, "1.2.3").is_err(), "byte {at}");
        assert!(decode(&file[..at], "1.2.3").is_err(), "cut at {at}");
    }
}

#[test]
fn another_version_is_named() {
    match decode(&written(), "1.3.0") {
        Err(CheckpointError::Version { written, this }) => {
            assert_eq!((written.as_str(), this.as_str()), ("1.2.3", "1.3.0"));
        }
        other => panic!("{other:?}"),
    }
}
