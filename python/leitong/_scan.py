"""The whole run, and the comparison of two texts."""

from __future__ import annotations

import os
from datetime import datetime, timezone
from pathlib import Path
from typing import Optional, Sequence, Union

from leitong import _leitong
from leitong._input import Meta, Source, documents, meta_bytes
from leitong._report import Report
from leitong._terms import Progress, SettingsTables, Terms, settings

__all__ = ["compare", "extract", "scan"]


class Besides:
    """What is given besides documents, as the compiled module takes it."""

    def __init__(self, meta: Optional[Meta], boilerplate: Optional[str]) -> None:
        self.meta = meta_bytes(meta)
        self.boilerplate = boilerplate
        self.started = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def scan(
    source: Source,
    *,
    names: Optional[Sequence[str]] = None,
    text_column: str = "text",
    id_column: str = "id",
    meta: Optional[Meta] = None,
    boilerplate: Optional[str] = None,
    settings: Optional[SettingsTables] = None,
    jobs: Optional[int] = None,
    progress: Progress = None,
) -> Report:
    """Compares all documents with each other, as ``leitong scan`` does.

    Args:
        source: one path as ``str`` or ``pathlib.Path``, or a list of ``pathlib.Path``: files,
            folders, containers; a list of ``str``: texts; a mapping: texts by name; a table that
            speaks Arrow (pandas, Polars, pyarrow, DuckDB): a document a row.
        names: names of a list of texts; else they are numbered.
        text_column: the column, or the field of JSON lines, that holds the text.
        id_column: the one that names the document.
        meta: titles, units, dates: a CSV or XLSX file, or rows by column name.
        boilerplate: set phrases, one a line.
        settings: the tables of ``leitong.toml``.
        jobs: threads; all processors if ``None``.
        progress: called with stage, pieces done, all pieces; ``True`` shows bars of tqdm.

    Returns:
        What was found. A document that cannot be read is a row with its reasons in
        ``documents``, never an exception.

    Raises:
        DocumentError: for an item that is no text, a path that does not exist, a name given twice.
        SettingError: for a setting, a table or a column that cannot be used.
        KeyboardInterrupt: at Ctrl-C; the threads end with the piece that they are at.

    The interpreter's lock is free while the work goes on.
    """
    checked = _checked(settings, text_column, id_column)
    terms = Terms(progress, jobs)
    try:
        read = documents(source, names, checked, terms)
        run = _leitong.scan(read, Besides(meta, boilerplate), checked, terms)
    finally:
        terms.close()
    return Report(run)


def compare(
    left: Union[str, "os.PathLike[str]"],
    right: Union[str, "os.PathLike[str]"],
    *,
    settings: Optional[SettingsTables] = None,
) -> Report:
    """Compares two texts, or two files given as ``pathlib.Path``.

    With two texts alone nothing is known of their genre: grades are one lower, and the report
    says 样本不足. Texts are called ``left`` and ``right``.
    """
    if isinstance(left, str) and isinstance(right, str):
        return scan({"left": left, "right": right}, settings=settings)
    if isinstance(left, os.PathLike) and isinstance(right, os.PathLike):
        return scan([left, right], settings=settings)
    raise TypeError("compare takes two texts (str) or two paths (pathlib.Path)")


def extract(source: Union[str, "os.PathLike[str]"]) -> dict[str, str]:
    """The extracted text of each document of a file, a folder or a container, by name.

    Places in all tables are code points of these texts. A document that cannot be read has an
    empty text.
    """
    read = documents(Path(source), None, _checked(None, "text", "id"), Terms())
    return dict(read.texts())


def _checked(
    tables: Optional[SettingsTables], text_column: str, id_column: str
) -> _leitong.Settings:
    reading = {"text_column": text_column, "id_column": id_column}
    tables = dict(tables or {})
    tables["read"] = {**reading, **tables.get("read", {})}
    return settings(tables)
