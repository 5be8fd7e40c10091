"""What a run found: tables, matrices, files."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING, Any, Callable, Generic, Iterator, Optional, TypeVar, Union, overload

import numpy as np

from leitong import _html, _leitong

if TYPE_CHECKING:
    import numpy.typing as npt

__all__ = ["Passage", "Report", "Table", "open"]

#: A path for people who do not write `os.PathLike` every day.
AnyPath = Union[str, "os.PathLike[str]"]


#: What a row is when Python reads it: a dictionary, or one that shows itself.
Row = TypeVar("Row")


class Table(Generic[Row]):
    """Rows of one kind, made when somebody reads them.

    Every library that knows the Arrow PyCapsule interface reads it as it is:
    ``polars.DataFrame(table)``, ``pyarrow.table(table)``,
    ``pandas.DataFrame.from_arrow(table)``, ``duckdb.from_arrow(table)``. Without any library it is
    a sequence of dictionaries. Columns, units and meanings are those of the JSON Schemas in
    ``data/schema``.
    """

    def __init__(self, table: _leitong.Table, row: Callable[[dict[str, Any]], Row]) -> None:
        self._table = table
        self._make = row

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow PyCapsule interface."""
        return self._table.__arrow_c_stream__(requested_schema)

    def __arrow_c_schema__(self) -> object:
        """The Arrow PyCapsule interface, the schema alone."""
        return self._table.__arrow_c_schema__()

    @property
    def column_names(self) -> list[str]:
        """Names of the columns."""
        return self._table.column_names

    def __len__(self) -> int:
        return len(self._table)

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...

    def __getitem__(self, index: Union[int, slice]) -> Union[Row, list[Row]]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(len(self)))]
        length = len(self)
        place = index + length if index < 0 else index
        if not 0 <= place < length:
            raise IndexError(f"row {index} of {length}")
        if self._table.path is None:
            return self._row(self._table.row_json(place))
        for i, row in enumerate(self):
            if i == place:
                return row
        raise IndexError(f"row {index} of {length}")

    def __iter__(self) -> Iterator[Row]:
        path = self._table.path
        if path is None:
            for i in range(len(self._table)):
                yield self._row(self._table.row_json(i))
            return
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield self._row(line)

    def _row(self, line: Optional[str]) -> Row:
        return self._make(json.loads(line or "{}"))

    def to_pandas(self) -> Any:
        """A ``pandas.DataFrame``; needs pyarrow."""
        import pyarrow

        return pyarrow.table(self).to_pandas()

    def to_polars(self) -> Any:
        """A ``polars.DataFrame``."""
        import polars

        return polars.DataFrame(self)

    def to_pyarrow(self) -> Any:
        """A ``pyarrow.Table``."""
        import pyarrow

        return pyarrow.table(self)

    def __repr__(self) -> str:
        return f"<leitong.Table: {len(self)} rows of {', '.join(self.column_names)}>"


class Passage(dict[str, Any]):
    """A row of ``passages``; a notebook shows both texts side by side with what differs."""

    def _repr_html_(self) -> str:
        return _html.passage(self)


#: A table without more to it.
Rows = Table[dict[str, Any]]


class Report:
    """What a run found."""

    def __init__(self, run: _leitong.Run) -> None:
        self._run = run

    @property
    def documents(self) -> Rows:
        """One row a report: account by layer, ratios, tags, sources."""
        return self._of("documents")

    @property
    def passages(self) -> Table[Passage]:
        """One row a passage of a pair, with its evidence for and against."""
        return Table(self._run.table("passages"), Passage)

    @property
    def boilerplate(self) -> Rows:
        """Set phrases with their users and places."""
        return self._of("boilerplate")

    @property
    def families(self) -> Rows:
        """Families of reports and of passages."""
        return self._of("families")

    @property
    def templates(self) -> Rows:
        """Forms: skeleton, slots with type and values."""
        return self._of("templates")

    @property
    def anomalies(self) -> Rows:
        """Mistakes that reports share."""
        return self._of("anomalies")

    @property
    def forensics(self) -> Rows:
        """Traces of one origin that files share: editing sessions, embedded pictures, programs."""
        return self._of("forensics")

    @property
    def pairs(self) -> Rows:
        """Pairs of reports with any likeness, with all metrics."""
        return self._of("pairs")

    def _of(self, name: str) -> Rows:
        return Table(self._run.table(name), dict)

    def passage(self, id: str) -> Passage:
        """The passage of this id, such as ``7K3F-2Q9M-XW4T``.

        Raises:
            KeyError: when the run has no such passage.
        """
        for row in self.passages:
            if row["id"] == id:
                return row
        raise KeyError(id)

    @property
    def basis(self) -> dict[str, Any]:
        """What stood behind the evidence: reports, independent users, backgrounds."""
        return self._particulars()["basis"]  # type: ignore[no-any-return]

    @property
    def questions(self) -> list[dict[str, Any]]:
        """待您确认: questions whose answers change most, at most ten."""
        return self._particulars()["questions"]  # type: ignore[no-any-return]

    @property
    def diagnostics(self) -> list[dict[str, Any]]:
        """What could not be read, and what a person should know."""
        return self._particulars()["diagnostics"]  # type: ignore[no-any-return]

    def _particulars(self) -> dict[str, Any]:
        return json.loads(self._run.particulars_json())  # type: ignore[no-any-return]

    @property
    def keys(self) -> list[tuple[str, int]]:
        """Document and number of each report: the rows and columns of :meth:`matrix`."""
        return self._run.report_keys()

    def matrix(self, metric: str = "share", *, dense: bool = False) -> Any:
        """Likeness of all reports with all, in the order of :attr:`keys`.

        Args:
            metric: ``share`` (of the row's text found in the column's after set phrases, forms and
                quotations are out), ``containment`` (of the row's shingles in the column's),
                ``jaccard``, ``words_jaccard``, ``simhash`` (equal bits of 64).
            dense: a NumPy array instead of a ``scipy.sparse.csr_array``.

        Values are between 0 and 1, ``float64``; the diagonal is 1. Pairs without any likeness are
        0; for ``simhash`` as well, whatever their bits.
        """
        rows, columns, n, d = self.cells(metric)
        size = len(self.keys)
        diagonal = np.arange(size, dtype=np.uint32)
        rows, columns = np.append(rows, diagonal), np.append(columns, diagonal)
        values = np.append(n / d, np.ones(size))
        if not dense:
            from scipy import sparse

            return sparse.csr_array((values, (rows, columns)), shape=(size, size))
        square = np.zeros((size, size))
        square[rows, columns] = values
        return square

    def cells(
        self, metric: str = "share"
    ) -> tuple[
        npt.NDArray[np.uint32],
        npt.NDArray[np.uint32],
        npt.NDArray[np.uint64],
        npt.NDArray[np.uint64],
    ]:
        """The same as counts: row, column, numerator, denominator of each cell that is not 0."""
        rows, columns, n, d = self._run.triplets(metric)
        return (
            np.frombuffer(rows, np.uint32),
            np.frombuffer(columns, np.uint32),
            np.frombuffer(n, np.uint64),
            np.frombuffer(d, np.uint64),
        )

    def to_html(self, path: Optional[AnyPath] = None, *, lang: str = "zh") -> str:
        """The report for people, one page without network; written to ``path`` if it is given."""
        page = self._run.html(lang)
        if path is not None:
            with _open(path) as file:
                file.write(page)
        return page

    def write(self, folder: AnyPath, *, lang: str = "zh") -> list[str]:
        """Writes the folder that ``leitong scan`` leaves behind; returns the names of its files.

        Each file appears whole or not at all, ``report.json`` last.
        """
        return self._run.write(os.fspath(folder), lang)

    def __repr__(self) -> str:
        return f"<leitong.Report: {len(self.documents)} reports, {len(self.passages)} passages>"

    def _repr_html_(self) -> str:
        return _html.report(self)


def open(folder: AnyPath) -> Report:
    """The run that ``leitong scan`` or :meth:`Report.write` left in a folder.

    Above 10,000 reports its rows stay in the files: the tables stream them, and what needs all
    rows at once (``matrix``, ``pairs``, ``to_html``, ``write``) raises ``FolderError``.
    """
    return Report(_leitong.open_folder(os.fspath(folder)))


def _open(path: AnyPath) -> Any:
    import io

    return io.open(path, "w", encoding="utf-8", newline="\n")
