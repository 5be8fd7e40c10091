"""leitong (雷同) reads a pile of reports and says, with evidence that a person can check, which text
is shared with whom, which is only the genre's set phrases, which is a form filled in, and which is
nowhere else.

>>> import leitong
>>> report = leitong.scan({"a": "各单位要于本周五前报送材料。", "b": "会议定于下月召开。"})
>>> len(report.documents)
2

``scan`` compares a pile, ``compare`` two texts, ``open`` reads a finished run; ``shingles``,
``minhash``, ``simhash`` and ``sketch`` give arrays for many texts in one call; ``leitong.spark``
does the same as ``scan`` on a cluster. Nothing here uses the network.
"""

from __future__ import annotations

from leitong._leitong import version as _version
from leitong._report import Passage, Report, Table, open
from leitong._scan import compare, extract, scan
from leitong._sketch import Sketches, candidates, minhash, shingles, simhash, sketch
from leitong.errors import DocumentError, FolderError, LeitongError, SettingError

__all__ = [
    "DocumentError",
    "FolderError",
    "LeitongError",
    "Passage",
    "Report",
    "SettingError",
    "Sketches",
    "Table",
    "candidates",
    "compare",
    "extract",
    "minhash",
    "open",
    "scan",
    "shingles",
    "simhash",
    "sketch",
]

__version__ = _version()
