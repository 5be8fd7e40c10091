"""Batch functions: iterators of Arrow batches in, iterators of Arrow batches out.

Each is what ``DataFrame.mapInArrow`` takes, and works as well without any engine. Columns and types
of the results are in :data:`SCHEMAS`, in the language of Spark's ``DDL``.
"""

from __future__ import annotations

import json
from typing import Any, Callable, Iterable, Iterator

import pyarrow

from leitong import _leitong
from leitong._terms import settings

__all__ = [
    "SCHEMAS",
    "align",
    "bands",
    "candidates",
    "checksums",
    "doubled",
    "passages",
    "prepare",
    "verify",
]

#: What `mapInArrow` takes: from batches of pyarrow to batches.
Stage = Callable[[Iterable[Any]], Iterable[Any]]

#: Columns of what each function gives.
SCHEMAS = {
    "prepare": (
        "document string, report int, fingerprints array<bigint>, bytes bigint, error string"
    ),
    "passages": "ordinal bigint, place int, key bigint",
    "doubled": "ordinal bigint, place int, key bigint",
    "candidates": "left bigint, right bigint, promise bigint",
    "align": "left bigint, right bigint, alignments string, error string",
    "bands": "id string, band int, bucket bigint",
    "verify": "left string, right string, shared bigint, all bigint",
    "checksums": "rows bigint, sum bigint",
}


def _batches(made: Any) -> Iterator[Any]:
    yield from pyarrow.table(made).to_batches()


def _table(batch: Any) -> Any:
    return pyarrow.Table.from_batches([batch])


def _each(stage: Callable[[Any], Any]) -> Stage:
    def run(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            yield from _batches(stage(_table(batch)))

    return run


def prepare(tables: str) -> Stage:
    """``id``, ``text`` -> a row a report with the fingerprints of its text.

    ``tables``: settings as JSON. A document without id or text, or one that no reader foresaw, is
    a row with ``error`` and without ``report``.
    """

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        checked = settings(json.loads(tables))
        for batch in batches:
            yield from _batches(_leitong.stage_prepare(_table(batch), checked))

    return run


def passages() -> Stage:
    """``ordinal``, ``fingerprints`` -> ``ordinal``, ``place``, ``key``, a row a fingerprint."""
    return _each(_leitong.stage_passages)


def doubled() -> Stage:
    """``ordinal``, ``place``, ``first``, ``second`` -> the keys of runs twice as long."""
    return _each(_leitong.stage_doubled)


def candidates() -> Stage:
    """``ordinals``, the reports that share a key -> their pairs with what the key promises."""
    return _each(_leitong.stage_candidates)


def align(tables: str, boilerplate: str = "") -> Stage:
    """Texts and pairs of tasks, sorted by task -> alignments as JSON, of pairs that share something.

    A pair that cannot be aligned is a row with ``error``.
    """

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        aligner = _leitong.Aligner(settings(json.loads(tables)), boilerplate)
        for batch in batches:
            yield from _batches(aligner.feed(_table(batch)))
        yield from _batches(aligner.finish())

    return run


def bands(count: int, rows: int) -> Stage:
    """``id``, ``text`` -> ``id``, ``band``, ``bucket``: equal buckets of a band make a candidate.

    ``count`` bands of ``rows`` MinHashes: two texts with Jaccard index ``s`` meet with probability
    ``1 - (1 - s**rows)**count``. Texts without shingles have no bucket. Source: Leskovec,
    Rajaraman, Ullman, "Mining of Massive Datasets", section 3.4.
    """
    return _each(lambda batch: _leitong.stage_bands(batch, count, rows))


def verify() -> Stage:
    """``left``, ``right``, ``left_text``, ``right_text`` -> shared and all shingles of each pair."""
    return _each(_leitong.stage_verify)


def checksums() -> Stage:
    """Any rows -> how many, and a sum of their hashes that does not depend on their order."""

    def run(batches: Iterable[Any]) -> Iterator[Any]:
        for batch in batches:
            rows, total = _leitong.stage_checksum(_table(batch))
            yield pyarrow.RecordBatch.from_pydict({"rows": [rows], "sum": [total]})

    return run
