"""The whole run over a DataFrame.

Only the DataFrame API that Spark Connect has, so that Spark (classic, Connect) and Sail run the same
file. Ids come from the data, sums are of integers, and nothing depends on partitions: the result is
that of one machine, byte for byte.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Optional

import pyarrow
from pyspark.sql import functions as F
from pyspark.sql.window import Window

from leitong import _leitong
from leitong._report import Report
from leitong._scan import Besides
from leitong._terms import Progress, SettingsTables, Terms, settings
from leitong.errors import DocumentError, LeitongError
from leitong.spark import _batch
from leitong.spark._batch import SCHEMAS
from leitong.spark._stages import Stages, on_driver

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

    from leitong._input import Meta

__all__ = ["quarantine", "scan"]

#: Text in one alignment task. Unit: bytes. 8 MiB: some seconds of work, far below the memory that
#: a Python worker has.
TASK_BYTES = 8 << 20


def scan(
    df: DataFrame,
    work: str,
    *,
    text_column: str = "text",
    id_column: str = "id",
    meta: Optional[Meta] = None,
    boilerplate: Optional[str] = None,
    settings: Optional[SettingsTables] = None,
    task_bytes: int = TASK_BYTES,
    partitions: Optional[int] = None,
    progress: Progress = None,
) -> Report:
    """Compares all rows of ``df`` with each other; the same report as ``leitong.scan`` gives.

    Args:
        df: a document a row; ids are distinct.
        work: a folder for the stages that the driver and all executors see. The same call with the
            same folder goes on where it was broken off.
        text_column, id_column, meta, boilerplate, settings: as in ``leitong.scan``.
        task_bytes: text in one alignment task.
        partitions: of the alignment; as many as the engine has by default if ``None``.
        progress: of the last stage, which runs on the driver.

    Executors prepare texts, find candidate pairs and align them. The driver counts users, judges
    and groups, for which it needs all texts in its memory, as a run on one machine does.
    Documents that cannot be prepared are in ``quarantine(work)`` and among the diagnostics.

    Raises:
        FolderError: when ``work`` holds stages that were made with other parameters.
        DocumentError: for an id given twice.
    """
    tables = dict(settings or {})
    tables["read"] = {**tables.get("read", {}), "text_column": "text", "id_column": "id"}
    parameters = {"settings": tables, "boilerplate": boilerplate or "", "task_bytes": task_bytes}
    texts = df.select(
        F.col(id_column).cast("string").alias("id"), F.col(text_column).alias("text")
    )
    run = _Run(Stages(df.sparkSession, work, parameters), texts, parameters, partitions)
    run.alignments()
    return run.finish(Besides(meta, boilerplate), Terms(progress))


def quarantine(df: DataFrame) -> DataFrame:
    """The rows of a stage folder (``prepare``, ``alignments``) that failed, with ``error``."""
    return df.where(F.col("error").isNotNull())


class _Run:
    """One run: its stages, its texts, its parameters."""

    def __init__(
        self,
        stages: Stages,
        texts: DataFrame,
        parameters: dict[str, Any],
        partitions: Optional[int],
    ) -> None:
        self.stages = stages
        self.texts = texts
        self.parameters = parameters
        self.partitions = partitions
        self.tables = json.dumps(parameters["settings"])
        self.config = json.loads(settings(parameters["settings"]).json())

    def alignments(self) -> DataFrame:
        """``left``, ``right``, ``alignments``, ``error`` of all candidate pairs."""
        prepared = self.stages.of("prepare", self.prepare)
        reports = self.stages.of_table("reports", self.reports)
        self.stages.of("candidates", lambda: self.candidates(reports, prepared))
        tasks = self.stages.of_table("tasks", self.tasks)
        return self.stages.of("alignments", lambda: self.align(tasks, reports))

    def prepare(self) -> DataFrame:
        """A row a report with its fingerprints; failed documents with ``error``."""
        return self.texts.mapInArrow(_batch.prepare(self.tables), SCHEMAS["prepare"])

    def reports(self) -> pyarrow.Table:
        """``ordinal``, ``document``, ``report``, ``bytes``: the reports in the order of one machine.

        Names are sorted on the driver by code point, which is the order of their bytes in UTF-8.

        Raises:
            DocumentError: for an id given twice.
        """
        prepared = self.stages.table("prepare")
        rows = prepared.filter(prepared.column("error").is_null())
        columns = [rows.column(name).to_pylist() for name in ("document", "report", "bytes")]
        keys = sorted(zip(*columns))
        for one, other in zip(keys, keys[1:]):
            if one[:2] == other[:2]:
                raise DocumentError(one[0], "is the id of two rows; ids must differ")
        return pyarrow.table(
            {
                "ordinal": pyarrow.array(range(len(keys)), pyarrow.int64()),
                "document": pyarrow.array([key[0] for key in keys], pyarrow.string()),
                "report": pyarrow.array([key[1] for key in keys], pyarrow.int32()),
                "bytes": pyarrow.array([key[2] for key in keys], pyarrow.int64()),
            }
        )

    def candidates(self, reports: DataFrame, prepared: DataFrame) -> DataFrame:
        """``left``, ``right``: the pairs that one machine would align."""
        limits = self.config["candidates"]
        if reports.count() <= limits["exhaustive_reports_max"]:
            left = reports.select(F.col("ordinal").alias("left"))
            right = reports.select(F.col("ordinal").alias("right"))
            return left.crossJoin(right).where(F.col("left") < F.col("right"))
        common = limits["common_reports_min"]
        outlines = prepared.where(F.col("error").isNull()).join(
            reports.select("ordinal", "document", "report"), ["document", "report"]
        )
        keys = outlines.select("ordinal", "fingerprints").mapInArrow(
            _batch.passages(), SCHEMAS["passages"]
        )
        promised, linked = None, None
        doublings = _leitong.candidates_doublings()
        for doubling in range(doublings + 1):
            name = f"keys-{1 << doubling}"
            made = keys
            keys = self.stages.of(name, lambda made=made: made)  # type: ignore[misc]
            users = keys.select("key", "ordinal").distinct()
            # Of most keys there is one user: counting first moves 8 bytes a user, lists none.
            counts = self.stages.of(
                f"frequencies-{1 << doubling}",
                lambda users=users: users.groupBy("key")  # type: ignore[misc]
                .agg(F.count("*").alias("reports"))
                .where(F.col("reports") > 1),
            )
            rare = users.join(counts.where(F.col("reports") < common).select("key"), "key")
            lists = rare.groupBy("key").agg(F.collect_list("ordinal").alias("ordinals"))
            found = lists.select("ordinals").mapInArrow(
                _batch.candidates(), SCHEMAS["candidates"]
            )
            promised = found if promised is None else promised.unionByName(found)
            crowded = counts.where(F.col("reports") >= common).select("key")
            if doubling == doublings:
                linked = _linked(users.join(crowded, "key"))
            elif crowded.limit(1).count() == 0:
                break
            else:
                keys = _halves(keys.join(crowded, "key"), 1 << doubling).mapInArrow(
                    _batch.doubled(), SCHEMAS["doubled"]
                )
        assert promised is not None
        kept = (
            promised.groupBy("left", "right")
            .agg(F.sum("promise").alias("promise"))
            .where(F.col("promise") >= limits["promise_min"])
            .select("left", "right")
        )
        return kept if linked is None else kept.unionByName(linked).distinct()

    def tasks(self) -> pyarrow.Table:
        """``task`` with a pair (``left``, ``right``) or the ``ordinal`` of a text that it needs."""
        work, moves = _leitong.stage_plan(
            self.stages.table("candidates"),
            self.stages.table("reports"),
            self.parameters["task_bytes"],
        )
        names = ("task", "ordinal", "left", "right")
        columns = pyarrow.schema([(name, pyarrow.int64()) for name in names])
        tables = []
        for table in (pyarrow.table(work), pyarrow.table(moves)):
            absent = pyarrow.nulls(len(table), pyarrow.int64())
            held = [table.column(n) if n in table.column_names else absent for n in names]
            tables.append(pyarrow.table(held, columns))
        return pyarrow.concat_tables(tables)

    def align(self, tasks: DataFrame, reports: DataFrame) -> DataFrame:
        """Each text moves to the tasks that need it; then all pairs of a task are aligned."""
        named = reports.select("ordinal", "document", "report")
        texts = self.texts.select(F.col("id").alias("document"), "text")
        moved = (
            tasks.where(F.col("ordinal").isNotNull())
            .select("task", "ordinal")
            .join(named, "ordinal")
            .join(texts, "document")
            .select(
                "task",
                "ordinal",
                F.lit(None).cast("bigint").alias("left"),
                F.lit(None).cast("bigint").alias("right"),
                "document",
                "report",
                "text",
            )
        )
        pairs = tasks.where(F.col("ordinal").isNull()).select(
            "task",
            "ordinal",
            "left",
            "right",
            F.lit(None).cast("string").alias("document"),
            F.lit(None).cast("int").alias("report"),
            F.lit(None).cast("string").alias("text"),
        )
        rows = moved.unionByName(pairs)
        placed = (
            rows.repartition(self.partitions, "task")
            if self.partitions
            else rows.repartition("task")
        )
        return placed.sortWithinPartitions("task").mapInArrow(
            _batch.align(self.tables, self.parameters["boilerplate"]), SCHEMAS["align"]
        )

    def finish(self, besides: Besides, terms: Terms) -> Report:
        """Users, classes, groups and rows, on the driver."""
        aligned = self.stages.table("alignments")
        failed = aligned.filter(aligned.column("error").is_valid()).to_pylist()
        if failed:
            raise LeitongError(
                f"reports {failed[0]['left']} and {failed[0]['right']} could not be aligned: "
                f"{failed[0]['error']}; no pair is left out in silence, please report it"
            )
        checked = settings(self.parameters["settings"])
        try:
            read = _leitong.read_table(on_driver(self.texts), checked)
            return Report(_leitong.stage_finish(read, aligned, besides, checked, terms))
        finally:
            terms.close()


def _halves(keys: DataFrame, step: int) -> DataFrame:
    """Crowded keys beside the crowded keys ``step`` places on in the same report."""
    first = keys.select("ordinal", "place", F.col("key").alias("first"))
    second = keys.select(
        "ordinal", (F.col("place") - F.lit(step)).alias("place"), F.col("key").alias("second")
    )
    return first.join(second, ["ordinal", "place"])


def _linked(users: DataFrame) -> DataFrame:
    """Each user of a key with the next one and with the first."""
    ordered = Window.partitionBy("key").orderBy("ordinal")
    placed = users.select(
        F.lag("ordinal").over(ordered).alias("before"),
        F.first("ordinal").over(ordered).alias("first"),
        F.col("ordinal").alias("right"),
    ).where(F.col("before").isNotNull())
    chain = placed.select(F.col("before").alias("left"), "right")
    return chain.unionByName(placed.select(F.col("first").alias("left"), "right")).distinct()
