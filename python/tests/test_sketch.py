"""Sketches against their definitions."""

from __future__ import annotations

import numpy as np
import pytest

import leitong


def texts_of(overlap: int) -> tuple[str, str]:
    """Two texts of distinct characters whose first ``overlap`` are the same."""
    left = "".join(chr(0x4E00 + i) for i in range(1000))
    right = left[:overlap] + "".join(chr(0x7000 + i) for i in range(1000 - overlap))
    return left, right


def test_shingles_are_the_set_of_runs_of_k_characters() -> None:
    texts = ["甲乙丙丁戊己", "甲乙丙丁", "甲乙甲乙甲乙", "", "ab"]
    hashes, offsets = leitong.shingles(texts, k=3)
    sets = [set(hashes[a:b].tolist()) for a, b in zip(offsets, offsets[1:])]
    expected = [{text[i : i + 3] for i in range(len(text) - 2)} for text in texts]
    assert [len(one) for one in sets] == [len(one) for one in expected]
    for a, one in enumerate(expected):
        for b, other in enumerate(expected):
            assert len(sets[a] & sets[b]) == len(one & other)
    for a, b in zip(offsets, offsets[1:]):
        assert np.all(np.diff(hashes[a:b].astype(object)) > 0)
    assert hashes.dtype == np.uint64 and offsets.dtype == np.int64


def test_shingles_of_symbols_see_through_width_and_script() -> None:
    one, other = (set(leitong.shingles([t])[0].tolist()) for t in ("東風壓倒西風", "东风压倒西风"))
    assert one == other and len(one) == 2


def test_minhash_estimates_the_jaccard_index() -> None:
    for overlap in (200, 500, 800):
        texts = texts_of(overlap)
        sets = [{text[i : i + 5] for i in range(len(text) - 4)} for text in texts]
        jaccard = len(sets[0] & sets[1]) / len(sets[0] | sets[1])
        signatures = leitong.minhash(texts, permutations=512, k=5)
        assert signatures.shape == (2, 512) and signatures.dtype == np.uint32
        estimate = float(np.mean(signatures[0] == signatures[1]))
        # Four standard errors of 512 draws.
        assert abs(estimate - jaccard) < 4 * 0.5 / 512**0.5


def test_signatures_are_fixed_by_their_formula() -> None:
    again = leitong.minhash(["各单位要于本周五前报送材料"], k=5, jobs=1)
    assert np.array_equal(again, leitong.minhash(["旁文", "各单位要于本周五前报送材料"], k=5)[1:])
    assert np.all(leitong.minhash([""], k=5) == 2**32 - 1)


def test_simhash_of_near_texts_is_near() -> None:
    left, near = texts_of(950)
    far = texts_of(0)[1]
    hashes = leitong.simhash([left, near, far], k=5)
    bits = [bin(int(hashes[0]) ^ int(other)).count("1") for other in hashes]
    assert bits[0] == 0 and bits[1] < bits[2]


def test_a_shared_run_of_thirteen_characters_shares_a_fingerprint() -> None:
    run = "东边日出西边雨道是无晴却有晴"
    sketches = leitong.sketch(["前文甲乙丙丁" + run + "戊己庚辛", "另外几句话" + run])
    ends = sketches.fingerprint_offsets
    one, other = (set(sketches.fingerprints[a:b].tolist()) for a, b in zip(ends, ends[1:]))
    assert one & other
    assert sketches.minhash.shape == (2, 128)
    assert len(sketches.simhash) == len(sketches.weighted_simhash) == 2
    assert sketches.shingle_offsets[-1] == len(sketches.shingles)
    assert len(sketches.places) == len(sketches.fingerprints)


def test_no_texts_give_empty_arrays() -> None:
    assert leitong.minhash([]).shape == (0, 128)
    assert leitong.sketch([]).minhash.shape[0] == 0
    hashes, offsets = leitong.shingles([])
    assert len(hashes) == 0 and offsets.tolist() == [0]


def test_what_is_no_text_is_named_by_its_place() -> None:
    with pytest.raises(leitong.DocumentError, match="text 1: is no str but") as caught:
        leitong.minhash(["字", 3])  # type: ignore[list-item]
    assert caught.value.document == "text 1"
    with pytest.raises(TypeError, match="put a single one in a list"):
        leitong.minhash("字")
    with pytest.raises(leitong.SettingError, match="k = 0"):
        leitong.shingles(["字"], k=0)


def test_candidates_are_the_pairs_with_an_equal_band() -> None:
    draw = np.random.default_rng(3)
    signatures = draw.integers(0, 3, (40, 12), dtype=np.uint32)
    signatures[5] = 2**32 - 1
    left, right = leitong.candidates(signatures, bands=4)
    found = set(zip(left.tolist(), right.tolist()))
    expected = {
        (i, j)
        for i in range(40)
        for j in range(i + 1, 40)
        if 5 not in (i, j)
        and any(np.all(signatures[i, b : b + 3] == signatures[j, b : b + 3]) for b in (0, 3, 6, 9))
    }
    assert found == expected and expected
    assert len(leitong.candidates(signatures[:0], bands=4)[0]) == 0
    with pytest.raises(leitong.SettingError, match="bands = 13"):
        leitong.candidates(signatures, bands=13)
