"""Sketches of many texts in one call, as NumPy arrays.

One call for many texts is what is fast: the work goes on in threads, without the interpreter's
lock. All hashes are fixed by their formula and may be kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Iterable, Optional

import numpy as np

from leitong import _leitong
from leitong._terms import SettingsTables, Terms, settings
from leitong.errors import SettingError

if TYPE_CHECKING:
    import numpy.typing as npt

    Hashes = npt.NDArray[np.uint64]
    Offsets = npt.NDArray[np.int64]

__all__ = ["Sketches", "candidates", "minhash", "shingles", "simhash", "sketch"]


def shingles(
    texts: Iterable[str], *, k: Optional[int] = None, jobs: Optional[int] = None
) -> tuple[Hashes, Offsets]:
    """The set of shingles of each text.

    Args:
        texts: any number of ``str``.
        k: code points in a shingle, of the text as it stands; if ``None``, shingles of five
            symbols as a scan compares them (three words in English text): width, case and script
            folded, punctuation left out, all numbers alike.
        jobs: threads; all processors if ``None``.

    Returns:
        Hashes of all texts one after the other, ascending and distinct within a text, and offsets,
        one more than texts: those of text ``i`` are ``hashes[offsets[i]:offsets[i + 1]]``.

    Source: Broder 1997, "On the resemblance and containment of documents", section 2.
    """
    hashes, offsets = _leitong.shingles(texts, k, Terms(jobs=jobs))
    return np.frombuffer(hashes, np.uint64), np.frombuffer(offsets, np.int64)


def minhash(
    texts: Iterable[str],
    *,
    permutations: int = 128,
    k: Optional[int] = None,
    jobs: Optional[int] = None,
) -> npt.NDArray[np.uint32]:
    """The MinHash signature of each text, ``(texts, permutations)``.

    The share of equal places of two rows estimates the Jaccard index of their shingles, with a
    standard error of ``1 / sqrt(permutations)`` at most. All places of a text without shingles
    are ``2**32 - 1``. ``k`` and ``jobs`` as in :func:`shingles`.

    Source: Li, Owen, Zhang 2012 (one permutation hashing), densified after Shrivastava 2017.
    """
    signatures = _leitong.minhash(texts, permutations, k, Terms(jobs=jobs))
    return np.frombuffer(signatures, np.uint32).reshape(-1, permutations)


def simhash(
    texts: Iterable[str], *, k: Optional[int] = None, jobs: Optional[int] = None
) -> Hashes:
    """The 64-bit SimHash of each text's shingles. ``k`` and ``jobs`` as in :func:`shingles`.

    Source: Charikar 2002, section 3; Manku, Jain, Das Sarma 2007.
    """
    return np.frombuffer(_leitong.simhash(texts, k, Terms(jobs=jobs)), np.uint64)


def candidates(
    signatures: npt.NDArray[np.uint32], *, bands: int = 32
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Pairs of signatures that agree in all places of at least one band, the smaller index first.

    With ``rows = permutations // bands`` two texts of Jaccard index ``s`` are a pair with
    probability ``1 - (1 - s**rows)**bands``. Texts without shingles are no pair with anything.
    Quadratic in the texts of one bucket: of a thousand copies of one form it makes half a million
    pairs.

    Source: Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4.
    """
    rows = signatures.shape[1] // bands
    if rows == 0:
        raise SettingError(f"bands = {bands} is more than the {signatures.shape[1]} places")
    held = np.flatnonzero(np.any(signatures != 2**32 - 1, axis=1))
    size = len(signatures)
    found = [np.empty(0, np.int64)]
    for band in range(bands):
        keys = _folded(signatures[held, band * rows : (band + 1) * rows])
        order = np.argsort(keys, kind="stable")
        begins = np.flatnonzero(np.diff(keys[order], prepend=keys[order][:1] + 1))
        ends = np.append(begins[1:], len(order))
        for begin, end in zip(begins[ends - begins > 1], ends[ends - begins > 1]):
            bucket = held[order[begin:end]]
            left, right = np.triu_indices(len(bucket), 1)
            found.append(bucket[left] * size + bucket[right])
    both = np.unique(np.concatenate(found))
    return both // size, both % size


def _folded(part: npt.NDArray[np.uint32]) -> npt.NDArray[np.uint64]:
    """One number a row, different for different rows but by a chance of 1 in 2**64."""
    keys = np.zeros(len(part), np.uint64)
    for column in part.astype(np.uint64).T:
        keys = (keys + column + np.uint64(1)) * np.uint64(0xBF58476D1CE4E5B9)
        keys ^= keys >> np.uint64(29)
    return keys


@dataclass(frozen=True)
class Sketches:
    """What a scan keeps of each text for finding others like it."""

    #: Hashes of winnowed k-grams, in order of their places, all texts one after the other.
    fingerprints: Hashes
    #: The first symbol of each of them.
    places: npt.NDArray[np.uint32]
    #: Where the fingerprints of each text begin; the last is the end.
    fingerprint_offsets: Offsets
    #: Hashes of the shingles, ascending within a text.
    shingles: Hashes
    #: Where the shingles of each text begin; the last is the end.
    shingle_offsets: Offsets
    #: ``(texts, sketch.minhash_permutations)``.
    minhash: npt.NDArray[np.uint32]
    #: SimHash of the words.
    simhash: Hashes
    #: The same, each word weighted by its information.
    weighted_simhash: Hashes


def sketch(
    texts: Iterable[str],
    *,
    settings: Optional[SettingsTables] = None,
    jobs: Optional[int] = None,
) -> Sketches:
    """The sketch of each text as a scan makes it: any shared run of 13 Chinese characters or 5
    words shares a fingerprint.

    Words are told apart for this, which takes most of the time: :func:`minhash` does without.

    Source: Schleimer, Wilkerson, Aiken 2003.
    """
    checked = _settings(settings)
    prints, sets, signatures, simhashes = _leitong.sketches(texts, checked, Terms(jobs=jobs))
    count = len(simhashes[0]) // 8
    return Sketches(
        fingerprints=np.frombuffer(prints[0], np.uint64),
        places=np.frombuffer(prints[1], np.uint32),
        fingerprint_offsets=np.frombuffer(prints[2], np.int64),
        shingles=np.frombuffer(sets[0], np.uint64),
        shingle_offsets=np.frombuffer(sets[1], np.int64),
        minhash=np.frombuffer(signatures, np.uint32).reshape(count, -1 if count else 0),
        simhash=np.frombuffer(simhashes[0], np.uint64),
        weighted_simhash=np.frombuffer(simhashes[1], np.uint64),
    )


_settings = settings
