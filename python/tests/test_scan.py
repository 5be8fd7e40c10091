"""A run from Python: sources, tables, files, exceptions."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas
import polars
import pyarrow
import pytest

import leitong
from conftest import SAMPLE, SHARED

TABLES = [
    "documents",
    "passages",
    "boilerplate",
    "families",
    "templates",
    "anomalies",
    "forensics",
    "pairs",
]


def lines(table: leitong.Table[Any]) -> list[str]:
    return [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in table]


def test_a_shared_paragraph_is_found_where_it_stands(
    report: leitong.Report, texts: dict[str, str]
) -> None:
    (passage,) = report.passages
    for side in ("left", "right"):
        of = passage[side]
        assert of["quote"] == texts[of["document"]][of["start"] : of["end"]]
        assert SHARED[:40] in of["quote"]
    assert {passage["left"]["document"], passage["right"]["document"]} == {"青溪镇", "白沙乡"}


def test_texts_by_name_as_list_as_table_and_as_files_give_the_same_passages(
    texts: dict[str, str], report: leitong.Report, tmp_path: Path
) -> None:
    frame = pandas.DataFrame({"id": list(texts), "text": list(texts.values())})
    as_list = leitong.scan(list(texts.values()), names=list(texts))
    renamed = frame.rename(columns={"id": "name", "text": "body"})
    sources = [
        as_list,
        leitong.scan(frame),
        leitong.scan(polars.DataFrame(frame)),
        leitong.scan(pyarrow.table(frame)),
        leitong.scan(renamed, text_column="body", id_column="name"),
    ]
    for other in sources:
        assert lines(other.passages) == lines(report.passages)
        assert lines(other.documents) == lines(report.documents)
    for name, text in texts.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    files = leitong.scan([tmp_path / f"{name}.txt" for name in texts])
    assert [row["id"] for row in files.passages] == [row["id"] for row in report.passages]


def test_texts_without_names_keep_their_order() -> None:
    report = leitong.scan([f"第{n}篇，谈的是另一件事。" for n in range(11)])
    assert [name for name, _ in report.keys] == [f"{n:02d}" for n in range(1, 12)]


def test_tables_are_read_by_arrow_pandas_polars_and_duckdb(sample: leitong.Report) -> None:
    duckdb = pytest.importorskip("duckdb")
    for name in TABLES:
        table: leitong.Table[Any] = getattr(sample, name)
        arrow = pyarrow.table(table)
        arrow.validate(full=True)
        assert arrow.num_rows == len(table) == len(table.to_pandas()) == len(table.to_polars())
        assert arrow.column_names == table.column_names
        count = duckdb.sql("select count(*) from arrow").fetchall()
        assert count == [(len(table),)]
    assert len(sample.passages) > 5


def test_a_table_holds_what_the_rows_hold(sample: leitong.Report) -> None:
    for name in TABLES:
        table: leitong.Table[Any] = getattr(sample, name)
        rows, arrow = list(table), pyarrow.table(table).to_pylist()
        for row, other in zip(rows, arrow):
            assert plain(other, row) == row
        assert set(table.column_names) == set().union(*rows) if rows else True


def plain(value: Any, like: Any) -> Any:
    """Arrow's value with maps and absent members as JSON has them."""
    if isinstance(value, list) and isinstance(like, dict):
        return {key: plain(one, like[key]) for key, one in value}
    if isinstance(value, list):
        return [plain(one, other) for one, other in zip(value, like)]
    if isinstance(value, dict):
        absent = [key for key in value if key not in like]
        assert all(value[key] is None for key in absent)
        return {key: plain(value[key], like[key]) for key in like}
    return value


def test_places_in_tables_by_index(report: leitong.Report) -> None:
    documents = report.documents
    assert documents[-1] == documents[len(documents) - 1] == documents[:][2]
    with pytest.raises(IndexError, match="row 9 of 3"):
        documents[9]


def test_the_folder_is_read_back_and_written_the_same(
    sample: leitong.Report, tmp_path: Path
) -> None:
    names = sample.write(tmp_path / "one")
    again = leitong.open(tmp_path / "one")
    again.write(tmp_path / "two")
    for name in names:
        one, two = ((tmp_path / folder / name).read_bytes() for folder in ("one", "two"))
        assert hashlib.sha256(one).digest() == hashlib.sha256(two).digest(), name
    for name in TABLES:
        assert lines(getattr(again, name)) == lines(getattr(sample, name))
    written = (tmp_path / "one" / "passages.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line) for line in written] == list(sample.passages)


def test_the_matrix_is_that_of_the_pairs(sample: leitong.Report) -> None:
    keys = sample.keys
    for metric in ("share", "jaccard", "containment", "words_jaccard", "simhash"):
        dense = sample.matrix(metric, dense=True)
        assert dense.shape == (len(keys), len(keys))
        assert np.array_equal(dense, sample.matrix(metric).toarray())
        assert np.all(dense.diagonal() == 1)
        assert dense.min() >= 0 and dense.max() <= 1
    share = sample.matrix(dense=True)
    for pair in sample.pairs:
        left, right = (
            keys.index((pair[side]["document"], pair[side]["report"])) for side in ("left", "right")
        )
        if pair["share_left"]["d"]:
            assert share[left, right] == pair["share_left"]["n"] / pair["share_left"]["d"]
    with pytest.raises(leitong.SettingError, match="metric cosine: use one of share"):
        sample.matrix("cosine")


def test_threads_do_not_change_a_finding(texts: dict[str, str], report: leitong.Report) -> None:
    one = leitong.scan(dict(reversed(list(texts.items()))), jobs=1)
    assert lines(one.passages) == lines(report.passages)
    with pytest.raises(ValueError, match="jobs must be 1 or more"):
        leitong.scan(texts, jobs=0)


def test_compare_takes_two_texts_or_two_paths(texts: dict[str, str], tmp_path: Path) -> None:
    left, right = texts["青溪镇"], texts["白沙乡"]
    (passage,) = leitong.compare(left, right).passages
    assert SHARED[:40] in passage["left"]["quote"]
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path, text in zip(paths, (left, right)):
        path.write_text(text, encoding="utf-8")
    (other,) = leitong.compare(*paths).passages
    assert other["id"] == passage["id"]
    with pytest.raises(TypeError, match="two texts"):
        leitong.compare(left, paths[1])


def test_extract_gives_the_text_that_places_count_in(sample: leitong.Report) -> None:
    texts = leitong.extract(SAMPLE / "reports")
    for row in sample.passages[:20]:
        left = row["left"]
        assert texts[left["document"]][left["start"] : left["end"]] == left["quote"]


def test_errors_name_the_document(tmp_path: Path) -> None:
    with pytest.raises(leitong.DocumentError, match="text|01|2") as caught:
        leitong.scan(["一段文字", 3])
    assert caught.value.document == "2"
    with pytest.raises(leitong.DocumentError, match="甲: is the name of two texts"):
        leitong.scan(["一", "二"], names=["甲", "甲"])
    missing = tmp_path / "nowhere"
    with pytest.raises(leitong.DocumentError, match="there is no such file") as caught:
        leitong.scan(missing)
    assert caught.value.document == str(missing)
    with pytest.raises(leitong.SettingError, match="no column `text`, only a, b"):
        leitong.scan(pyarrow.table({"a": ["1"], "b": ["2"]}))
    with pytest.raises(leitong.SettingError, match="unknown field `gap`"):
        leitong.scan({}, settings={"align": {"gap": 3}})
    with pytest.raises(leitong.SettingError, match="sketch.han_kgram = 1"):
        leitong.scan({}, settings={"sketch": {"han_kgram": 1}})
    with pytest.raises(leitong.FolderError, match="report.json"):
        leitong.open(tmp_path)
    (tmp_path / "a.txt").write_text("字", encoding="utf-8")
    with pytest.raises(TypeError, match="pathlib.Path"):
        leitong.scan([str(tmp_path / "a.txt")])


def test_a_bad_document_is_a_row_and_stops_nothing(texts: dict[str, str]) -> None:
    table = pyarrow.table({"id": ["空", "无", *texts], "text": ["", None, *texts.values()]})
    report = leitong.scan(table)
    assert len(report.passages) == 1
    verdicts = {row["document"]: row["verdict"]["state"] for row in report.documents}
    assert verdicts["空"] == "unreadable" and "无" not in verdicts
    codes = {one["document"]: one["code"] for one in report.diagnostics}
    assert codes == {"空": "empty", "无": "missing-text"}


def test_metadata_as_rows_and_as_file(texts: dict[str, str], tmp_path: Path) -> None:
    rows = [{"document": "青溪镇", "date": "2024-07-01"}, {"document": "白沙乡", "unit": "乡政府"}]
    documents = {row["document"]: row for row in leitong.scan(texts, meta=rows).documents}
    assert documents["青溪镇"]["date"] == "2024-07-01"
    assert documents["白沙乡"]["unit"] == "乡政府"
    (tmp_path / "meta.csv").write_text("文件,日期\n青溪镇,2024-07-01\n", encoding="utf-8")
    from_file = leitong.scan(texts, meta=tmp_path / "meta.csv").documents
    assert documents["青溪镇"]["date"] == next(
        row["date"] for row in from_file if row["document"] == "青溪镇"
    )
    with pytest.raises(leitong.SettingError, match="no column named document"):
        leitong.scan(texts, meta=[{"a": "b"}])


def test_what_a_notebook_shows_is_escaped() -> None:
    hostile = SHARED.replace("逐段排查", "逐段<img src=x>&排查")
    report = leitong.scan({"<i>一": hostile, "二": hostile + "另起一句。", "三": "旁的文字。"})
    (passage, *_) = report.passages
    passage["left"]["quote"] = hostile
    for page in (passage._repr_html_(), report._repr_html_()):
        assert "<img" not in page and "<i>" not in page
        assert "&lt;i&gt;一" in page
    assert "逐段&lt;img src=x&gt;&amp;排查" in passage._repr_html_()


def test_differences_are_marked_in_a_notebook(texts: dict[str, str]) -> None:
    changed = dict(texts)
    changed["白沙乡"] = texts["白沙乡"].replace("十一支", "十九支")
    (passage,) = leitong.scan(changed).passages
    page = passage._repr_html_()
    assert "支持" in page
    assert ">十一</mark>" in page or ">十一支</mark>" in page or ">一</mark>" in page
    by_id = leitong.scan(changed).passage(passage["id"])
    assert by_id == passage
    with pytest.raises(KeyError):
        leitong.scan(texts).passage("none")


def test_html_is_one_page_and_in_both_languages(report: leitong.Report, tmp_path: Path) -> None:
    page = report.to_html(tmp_path / "report.html")
    assert (tmp_path / "report.html").read_text(encoding="utf-8") == page
    assert 'lang="zh"' in page and 'lang="en"' in report.to_html(lang="en")
    with pytest.raises(leitong.SettingError, match="use zh or en"):
        report.to_html(lang="fr")
