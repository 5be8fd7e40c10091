"""What a user has -> documents: texts, tables, paths."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Any, Iterable, Mapping, Optional, Sequence, Union

from leitong import _leitong
from leitong._terms import Terms
from leitong.errors import DocumentError, SettingError

__all__ = ["Meta", "Source", "documents", "meta_bytes"]

#: A path or a list of paths, texts by name, a list of texts, or a table that speaks Arrow.
Source = Union[
    str,
    "os.PathLike[str]",
    Mapping[str, str],
    Sequence["os.PathLike[str]"],
    Sequence[str],
    Any,
]

#: A CSV or XLSX file, or rows by column name.
Meta = Union[str, "os.PathLike[str]", Iterable[Mapping[str, Any]]]


def documents(
    source: Source,
    names: Optional[Sequence[str]],
    checked: _leitong.Settings,
    terms: Terms,
) -> _leitong.Documents:
    """The documents of a source.

    Raises:
        DocumentError: for an item that is no text or no path, and for names given twice.
        TypeError: for a source that is none of the kinds above.
    """
    if isinstance(source, (str, os.PathLike)):
        return _leitong.read_paths([_path(source)], checked, terms)
    if isinstance(source, Mapping):
        return _leitong.read_texts(_named(source.items()), checked)
    if hasattr(source, "__arrow_c_stream__"):
        return _leitong.read_table(source, checked)
    if not isinstance(source, Iterable):
        raise TypeError(
            "scan takes a path, texts, or a table with __arrow_c_stream__ "
            f"(pandas, Polars, pyarrow, DuckDB), not {type(source).__name__}"
        )
    items = list(source)
    if items and all(isinstance(item, os.PathLike) for item in items):
        return _leitong.read_paths([_path(item) for item in items], checked, terms)
    return _leitong.read_texts(_numbered(items, names), checked)


def _path(path: Union[str, "os.PathLike[str]"]) -> str:
    text = os.fspath(path)
    if not os.path.exists(text):
        raise DocumentError(text, "there is no such file or folder")
    return text


def _named(items: Iterable[Any]) -> list[tuple[str, str]]:
    named = []
    for name, text in items:
        if not isinstance(text, str):
            raise DocumentError(str(name), f"is no str but {type(text).__name__}")
        named.append((str(name), text))
    return named


def _numbered(items: list[Any], names: Optional[Sequence[str]]) -> list[tuple[str, str]]:
    """Texts under their names, else under numbers that sort as the texts stand."""
    if names is None:
        if items and all(isinstance(item, str) and _is_file(item) for item in items):
            raise TypeError(
                "a list of str is a list of texts, and these are names of files; "
                "make them pathlib.Path to have the files read"
            )
        digits = len(str(len(items)))
        names = [f"{number:0{digits}d}" for number in range(1, len(items) + 1)]
    if len(names) != len(items):
        raise SettingError(f"there are {len(items)} texts and {len(names)} names")
    return _named(zip(names, items))


def _is_file(text: str) -> bool:
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def meta_bytes(meta: Optional[Meta]) -> Optional[tuple[str, bytes]]:
    """The name and the bytes of the table of metadata."""
    if meta is None:
        return None
    if isinstance(meta, (str, os.PathLike)):
        path = Path(meta)
        try:
            return str(path), path.read_bytes()
        except OSError as error:
            raise SettingError(f"meta {path}: {error.strerror}") from error
    rows = [dict(row) for row in meta]
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return "meta", text.getvalue().encode()
