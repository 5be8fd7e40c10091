"""Stages as Parquet folders that are resumed only if they are whole."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Callable, Mapping, Optional

import pyarrow
from pyarrow import fs, parquet

from leitong import __version__
from leitong.errors import FolderError
from leitong.spark._batch import SCHEMAS, checksums

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

__all__ = ["Stages"]

#: Version of the folders' format; a change of any stage's columns or meaning raises it.
FORMAT = 1

#: What a finished stage says of itself.
MANIFEST = "_leitong.json"

#: What engines leave in a folder that they wrote to the end.
SUCCESS = "_SUCCESS"

#: Bits of the sum of checksums.
_MASK = (1 << 64) - 1


class Stages:
    """The stages of one run, a folder each below ``work``.

    Args:
        spark: the session.
        work: a folder that the driver and all executors see: a path, ``hdfs://…``, ``s3://…``.
        parameters: all that can change a row; a stage that was made with others is refused.
    """

    def __init__(self, spark: SparkSession, work: str, parameters: Mapping[str, Any]) -> None:
        self.spark = spark
        self.work = work.rstrip("/")
        written = json.dumps([FORMAT, __version__, parameters], sort_keys=True)
        self.fingerprint = hashlib.sha256(written.encode()).hexdigest()[:32]
        if "://" in self.work:
            self._files, self._root = fs.FileSystem.from_uri(self.work)
        else:
            self._files, self._root = fs.LocalFileSystem(), self.work

    def of(self, name: str, make: Callable[[], DataFrame]) -> DataFrame:
        """The rows of the stage ``name``: read back if it is whole, else made and written.

        Raises:
            FolderError: when the stage was made with other parameters, or its rows are not those
                that were written.
        """
        if self.manifest(name) is None:
            self._write(name, make())
        return self._read(name)

    def of_table(self, name: str, make: Callable[[], pyarrow.Table]) -> DataFrame:
        """The same for a table that the driver makes."""
        if self.manifest(name) is None:
            self._put_table(name, make())
            self._close(name)
        return self._read(name)

    def table(self, name: str) -> pyarrow.Table:
        """The rows of a whole stage on the driver."""
        return parquet.read_table(f"{self._root}/{name}", filesystem=self._files)

    def path(self, name: str) -> str:
        """The folder of a stage."""
        return f"{self.work}/{name}"

    def manifest(self, name: str) -> Optional[dict[str, Any]]:
        """What a whole stage says of itself; ``None`` when it is missing or was broken off.

        Raises:
            FolderError: when it was made with other parameters.
        """
        folder = f"{self._root}/{name}"
        if not (self._is_there(f"{folder}/{SUCCESS}") and self._is_there(f"{folder}/{MANIFEST}")):
            return None
        with self._files.open_input_stream(f"{folder}/{MANIFEST}") as file:
            found: dict[str, Any] = json.loads(file.read())
        if found["fingerprint"] != self.fingerprint:
            raise FolderError(
                f"{self.path(name)} was made with other parameters or another version "
                f"({found['fingerprint']}, not {self.fingerprint}); take another work folder"
            )
        return found

    def _is_there(self, path: str) -> bool:
        return bool(self._files.get_file_info(path).type == fs.FileType.File)

    def _write(self, name: str, rows: DataFrame) -> None:
        rows.write.mode("overwrite").parquet(self.path(name))
        selector = fs.FileSelector(f"{self._root}/{name}", allow_not_found=True)
        if not any(one.path.endswith(".parquet") for one in self._files.get_file_info(selector)):
            # Of no rows some engines write no file, which would have told the columns.
            self._put_table(name, on_driver(rows.limit(0)))
        self._close(name)

    def _put_table(self, name: str, table: pyarrow.Table) -> None:
        folder = f"{self._root}/{name}"
        self._files.create_dir(folder, recursive=True)
        self._files.delete_dir_contents(folder)
        path = f"{folder}/part-0.parquet"
        parquet.write_table(table, path, filesystem=self._files, compression="zstd")

    def _close(self, name: str) -> None:
        """Marks a stage as whole, with what its rows add up to as they lie there."""
        if not self._is_there(f"{self._root}/{name}/{SUCCESS}"):
            # An engine that leaves no mark has returned from writing all the same.
            self._put(f"{self._root}/{name}/{SUCCESS}", b"")
        count, total = self._sum(self._read(name))
        manifest = {
            "format": FORMAT,
            "version": __version__,
            "stage": name,
            "fingerprint": self.fingerprint,
            "rows": count,
            "checksum": f"{total:016x}",
        }
        self._put(f"{self._root}/{name}/{MANIFEST}", json.dumps(manifest, indent=1).encode())

    def _read(self, name: str) -> DataFrame:
        return self.spark.read.parquet(self.path(name))

    def check(self, name: str) -> None:
        """Reads a stage and compares it with its checksum.

        Raises:
            FolderError: when rows were lost, added or changed.
        """
        manifest = self.manifest(name)
        if manifest is None:
            raise FolderError(f"{self.path(name)} is not whole")
        count, total = self._sum(self._read(name))
        if (count, f"{total:016x}") != (manifest["rows"], manifest["checksum"]):
            raise FolderError(
                f"{self.path(name)} holds {count} rows with checksum {total:016x}, not "
                f"{manifest['rows']} with {manifest['checksum']}; remove the folder and run again"
            )

    def _sum(self, rows: DataFrame) -> tuple[int, int]:
        sums = rows.mapInArrow(checksums(), SCHEMAS["checksums"]).collect()
        return (
            sum(row["rows"] for row in sums),
            sum(row["sum"] for row in sums) & _MASK,
        )

    def _put(self, path: str, content: bytes) -> None:
        with self._files.open_output_stream(path) as file:
            file.write(content)


def on_driver(df: DataFrame) -> pyarrow.Table:
    """All rows on the driver; engines before Spark 4 know pandas only."""
    return df.toArrow() if hasattr(df, "toArrow") else pyarrow.Table.from_pandas(df.toPandas())
