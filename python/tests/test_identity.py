"""The same rows from the binary, from Python, and from every engine that is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, Iterator

import pytest

import leitong
from identity import SETTINGS, corpus, digests, write_lines

ROOT = Path(__file__).parents[2]

#: Servers of a test listen to this machine only.
HOST = "127.0.0.1"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The corpus under the names of the binary."""
    return write_lines(corpus(), tmp_path_factory.mktemp("corpus") / "corpus.jsonl")


@pytest.fixture(scope="module")
def expected(texts: dict[str, str]) -> dict[str, str]:
    """What Python finds in it."""
    report = leitong.scan(texts, settings=SETTINGS)
    assert len(report.passages) > 7 and len(report.families) > 1
    return digests(report)


def binary() -> str:
    """The program of the repository, or of the environment."""
    built = ROOT / "target" / "debug" / "leitong"
    found = os.environ.get("LEITONG") or (str(built) if built.exists() else None)
    found = found or shutil.which("leitong")
    if found is None:
        pytest.skip("the program leitong is not built (cargo build)")
    return found


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_the_binary(expected: dict[str, str], tmp_path: Path, jobs: str) -> None:
    program = binary()
    write_lines(corpus(), tmp_path / "corpus.jsonl")
    flags = [f"--set=candidates.{name}={value}" for name, value in SETTINGS["candidates"].items()]
    command = [program, "scan", "corpus.jsonl", "--out", "out", "--jobs", jobs, "--quiet", *flags]
    subprocess.run(command, cwd=tmp_path, check=True, timeout=600)
    assert digests(leitong.open(tmp_path / "out")) == expected


def test_order_and_threads(texts: dict[str, str], expected: dict[str, str]) -> None:
    backwards = dict(reversed(list(texts.items())))
    assert digests(leitong.scan(backwards, settings=SETTINGS, jobs=1)) == expected


@pytest.fixture(scope="module")
def sail() -> Iterator[Any]:
    """A session of Sail, whose server runs in this process."""
    server_module = pytest.importorskip("pysail.spark", reason="pysail is not installed")
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark-client is not installed")
    server = server_module.SparkConnectServer(HOST, 0)
    server.start(background=True)
    _, port = server.listening_address
    session = pyspark.SparkSession.builder.remote(f"sc://{HOST}:{port}").getOrCreate()
    yield session
    session.stop()
    server.stop()


def spark_rows(session: Any, texts: dict[str, str]) -> Any:
    """The texts as a DataFrame of several partitions, the last first."""
    rows = list(reversed(list(texts.items())))
    return session.createDataFrame(rows, "name string, body string").repartition(5)


def test_sail(sail: Any, texts: dict[str, str], expected: dict[str, str], tmp_path: Path) -> None:
    check_engine(sail, texts, expected, tmp_path)


def test_spark_local(
    texts: dict[str, str],
    expected: dict[str, str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pyspark = pytest.importorskip("pyspark.sql", reason="pyspark is not installed")
    pytest.importorskip("pyspark.core", reason="pyspark is not installed, only its client")
    if shutil.which("java") is None:
        pytest.skip("java is not installed")
    # Executors take the python of the path otherwise, which need not have the package.
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", HOST)
    builder = pyspark.SparkSession.builder.master("local[2]")
    builder = builder.config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", 3)
    builder = builder.config("spark.driver.bindAddress", HOST)
    session = builder.getOrCreate()
    try:
        check_engine(session, texts, expected, tmp_path)
    finally:
        session.stop()


def check_engine(
    session: Any, texts: dict[str, str], expected: dict[str, str], work: Path
) -> None:
    """A run, the same run resumed, and one with other parameters refused."""
    from leitong import spark

    frame = spark_rows(session, texts)
    columns: dict[str, Any] = {"text_column": "body", "id_column": "name"}
    report = spark.scan(frame, f"{work}/run", settings=SETTINGS, task_bytes=40_000, **columns)
    assert digests(report) == expected
    written = {path: path.stat().st_mtime_ns for path in (work / "run").glob("*/_leitong.json")}
    assert {path.parent.name for path in written} >= {"prepare", "candidates", "alignments"}
    # What was broken off is made again, what is whole is not.
    (work / "run" / "alignments" / "_SUCCESS").unlink()
    again = spark.scan(frame, f"{work}/run", settings=SETTINGS, task_bytes=40_000, **columns)
    assert digests(again) == expected
    made = {path.parent.name for path in written if path.stat().st_mtime_ns != written[path]}
    assert made == {"alignments"}
    with pytest.raises(leitong.FolderError, match="other parameters"):
        spark.scan(frame, f"{work}/run", **columns)


def test_bad_rows_are_in_quarantine_and_end_no_job(sail: Any, tmp_path: Path) -> None:
    from leitong import spark

    rows = [("a", "一段文字。"), ("b", None), ("c", "另一段文字。")]
    frame = sail.createDataFrame(rows, "id string, text string")
    report = spark.scan(frame, str(tmp_path))
    assert [row["document"] for row in report.documents] == ["a", "c"]
    failed = spark.quarantine(sail.read.parquet(f"{tmp_path}/prepare")).collect()
    assert [(row["document"], row["error"]) for row in failed] == [("b", "missing-text")]
    assert [one["document"] for one in report.diagnostics] == ["b"]


def test_a_stage_that_lost_rows_is_found(sail: Any, tmp_path: Path) -> None:
    from leitong import spark

    stages = spark.Stages(sail, str(tmp_path), {"k": 1})
    rows = sail.createDataFrame([(1, "a"), (2, "b")], "n bigint, s string")
    stages.of("rows", lambda: rows)
    stages.check("rows")
    other = sail.createDataFrame([(1, "a"), (2, "c")], "n bigint, s string")
    manifest = (tmp_path / "rows" / "_leitong.json").read_bytes()
    other.write.mode("overwrite").parquet(str(tmp_path / "rows"))
    for name, content in (("_SUCCESS", b""), ("_leitong.json", manifest)):
        (tmp_path / "rows" / name).write_bytes(content)
    with pytest.raises(leitong.FolderError, match="checksum"):
        stages.check("rows")
