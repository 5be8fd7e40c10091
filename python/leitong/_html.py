"""A passage and a report as a notebook shows them.

Words come from the same tables as those of ``index.html``. Whatever a document holds is escaped.
Differences are underlined and bold, so that they do not hang on a colour.
"""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Mapping

from leitong import _leitong

if TYPE_CHECKING:
    from leitong._report import Report

__all__ = ["passage", "report"]

#: Passages that a report shows before it refers to the tables.
SHOWN = 10

_MARK = "font-weight:bold;text-decoration:underline dotted;background:#fff3b0;color:inherit"
_CELL = "vertical-align:top;text-align:left;white-space:pre-wrap;padding:.4em .8em"

#: Orders passages as a reader wants them.
_GRADES = {"strong": 0, "medium": 1, "weak": 2}


def passage(row: Mapping[str, Any], lang: str = "zh") -> str:
    """Both texts side by side, above them what was found, below the reasons."""
    sides = "".join(_side(row, side, lang) for side in ("left", "right"))
    found = " · ".join(
        [
            _word("layer", row["layer"], lang),
            _word("kind", row["kind"], lang),
            _word("grade", row["grade"], lang),
            _word("direction", row["direction"], lang),
            escape(row["id"]),
        ]
    )
    reasons = "".join(
        f"<li>{_ui(group, lang)}: {escape(_leitong.reason(json.dumps(reason), lang))}</li>"
        for group in ("support", "against")
        for reason in row[group]
    )
    return (
        f'<div lang="{lang}"><div><b>{found}</b></div>'
        f"<table><tr>{sides}</tr></table><ul>{reasons}</ul></div>"
    )


def _side(row: Mapping[str, Any], side: str, lang: str) -> str:
    of = row[side]
    place = f"{of['document']} [{of['start']}, {of['end']})"
    spans = [edit[side] for edit in row["edits"]]
    text = _marked(of["quote"], of["start"], spans)
    return f'<td style="{_CELL}"><small>{escape(place)}</small>\n{text}</td>'


def _marked(quote: str, start: int, spans: list[list[int]]) -> str:
    """The quotation with these places of the document marked."""
    out, at = [], 0
    for begin, end in sorted((max(b - start, 0), e - start) for b, e in spans):
        if begin >= end or begin < at:
            continue
        out.append(escape(quote[at:begin]))
        out.append(f'<mark style="{_MARK}">{escape(quote[begin:end])}</mark>')
        at = end
    return "".join(out) + escape(quote[at:])


def report(of: Report, lang: str = "zh") -> str:
    """Counts, and the strongest passages."""
    passages = of.passages
    strongest = sorted(
        passages,
        key=lambda row: (_GRADES.get(row["grade"], 9), -row["surprise_bits"], row["id"]),
    )
    head = (
        f"{len(of.documents)} 篇，{len(passages)} 处"
        if lang == "zh"
        else f"{len(of.documents)} reports, {len(passages)} passages"
    )
    shown = "".join(passage(row, lang) for row in strongest[:SHOWN])
    return f'<div lang="{lang}"><h4>{_leitong.word("ui.title", lang)}: {head}</h4>{shown}</div>'


def _word(group: str, code: str, lang: str) -> str:
    return escape(_leitong.word(f"{group}.{code}", lang) or code)


def _ui(name: str, lang: str) -> str:
    return escape(_leitong.word(f"ui.{name}", lang) or name)
