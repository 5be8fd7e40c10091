"""The stages without an engine: the candidates of the stages are those of one machine."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Iterator

import pyarrow
import pytest

import leitong
from identity import SETTINGS, corpus
from leitong import _leitong

spark = pytest.importorskip("leitong.spark", reason="pyspark or its client is not installed")


def run(stage: object, table: pyarrow.Table, rows: int = 7) -> pyarrow.Table:
    """A stage over small batches."""
    batches: Iterator[pyarrow.RecordBatch] = iter(table.to_batches(max_chunksize=rows))
    return pyarrow.Table.from_batches(list(stage(batches)))  # type: ignore[operator]


def test_prepare_gives_the_fingerprints_of_a_scan() -> None:
    texts = [text for text in corpus().values() if len(text) < 100_000][10:16]
    table = pyarrow.table({"id": [str(n) for n in range(len(texts))], "text": texts})
    settings = {"split": {"enabled": False}}
    prepared = run(spark.prepare(json.dumps(settings)), table).to_pylist()
    sketches = leitong.sketch(texts)
    ends = sketches.fingerprint_offsets
    for row, begin, end in zip(prepared, ends, ends[1:]):
        expected = sketches.fingerprints[begin:end].astype("int64").tolist()
        assert row["fingerprints"] == expected
    assert [row["error"] for row in prepared] == [None] * len(texts)


def test_prepare_puts_bad_rows_into_quarantine() -> None:
    table = pyarrow.table({"id": ["a", None, "c"], "text": ["一段文字", "二", None]})
    rows = run(spark.prepare("{}"), table, rows=1).to_pylist()
    assert [(row["document"], row["error"]) for row in rows] == [
        ("a", None),
        ("", "missing-id"),
        ("c", "missing-text"),
    ]


def test_checksums_do_not_depend_on_order_or_batches() -> None:
    table = pyarrow.table({"n": [1, 2, 3], "s": ["a", None, "c"], "l": [[1], [], [2, 3]]})

    def total(of: pyarrow.Table) -> int:
        parts = [_leitong.stage_checksum(one) for one in (of.slice(0, 1), of.slice(1))]
        return sum(part[1] for part in parts) % 2**64

    assert total(table) == total(table.take([2, 0, 1]))
    assert total(table) != total(table.set_column(0, "n", [[1, 2, 4]]))
    assert total(table) != total(table.set_column(1, "s", [["a", "", "c"]]))


def test_the_plan_moves_each_text_of_a_small_group_once() -> None:
    pairs = pyarrow.table({"left": [0, 1, 5, 7, 8], "right": [1, 2, 6, 8, 9]})
    sizes = pyarrow.table({"ordinal": list(range(10)), "bytes": [10] * 10})
    work, moves = (pyarrow.table(one) for one in _leitong.stage_plan(pairs, sizes, 50))
    by_task: dict[int, set[int]] = defaultdict(set)
    for row in moves.to_pylist():
        by_task[row["task"]].add(row["ordinal"])
    assert sorted(n for texts in by_task.values() for n in texts) == [0, 1, 2, 5, 6, 7, 8, 9]
    for row in work.to_pylist():
        assert {row["left"], row["right"]} <= by_task[row["task"]]
    assert len(work) == 5 and all(len(texts) * 10 <= 50 for texts in by_task.values())


def test_bands_meet_as_often_as_the_formula_says_and_verify_is_exact() -> None:
    text = "".join(chr(0x4E00 + 3 * i) for i in range(400))
    near = text[:360] + "".join(chr(0x8000 + i) for i in range(40))
    table = pyarrow.table({"id": ["a", "b", "c"], "text": [text, near, ""]})
    rows = run(spark.bands(20, 5), table).to_pylist()
    buckets = defaultdict(set)
    for row in rows:
        buckets[row["id"]].add((row["band"], row["bucket"]))
    assert len(buckets["a"]) == 20 and "c" not in buckets
    # The Jaccard index is 0.8: all 20 bands miss with probability 0.0004.
    assert buckets["a"] & buckets["b"]
    pairs = {"left": ["a"], "right": ["b"], "left_text": [text], "right_text": [near]}
    (found,) = run(spark.verify(), pyarrow.table(pairs)).to_pylist()
    assert (found["shared"], found["all"]) == (356, 2 * 396 - 356)


def test_settings_of_the_corpus_are_known() -> None:
    leitong.scan({}, settings=SETTINGS)
