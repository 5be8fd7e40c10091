"""A corpus with awkward cases, and what makes two runs over it comparable."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import leitong

#: Settings under which the corpus takes every way that a large one takes: candidates by
#: fingerprints instead of all pairs, and a form that is common enough to be cut and linked.
SETTINGS = {"candidates": {"exhaustive_reports_max": 8, "common_reports_min": 10}}

_PLACES = "青溪 白沙 石桥 龙潭 柳林 枫树 月湖 大塘 小营 新集 古城 花园 双河 三里 九江 平山".split()
#: The 3,755 common characters of GB/T 2312, level 1: words of them are rare and readable.
_HAN = b"".join(
    bytes([lead, trail])
    for lead in range(0xB0, 0xD8)
    for trail in range(0xA1, 0xFA if lead == 0xD7 else 0xFF)
).decode("gb2312")


def corpus(seed: int = 7) -> dict[str, str]:
    """Some sixty documents by name; the same ones for a seed everywhere."""
    draw = random.Random(seed)

    def sentence() -> str:
        words = "".join(draw.choice(_HAN) for _ in range(draw.randint(8, 18)))
        return f"{draw.choice(_PLACES)}{words}{draw.randint(3, 980)}处。"

    def prose(count: int) -> str:
        return "".join(sentence() for _ in range(count))

    texts = {
        "空": "",
        "一字": "字",
        "零": "前文\0后文" + prose(6),
        "组合": "\u0301\u0308\u0301",
        "组合二": "\u0301" + prose(6),
        "长": prose(15_000),
        "英": "The county repaired eleven bridges and reported each of them twice to the office.",
    }
    shared = [prose(5) for _ in range(7)]
    for n in range(12):
        texts[f"甲{n:02d}"] = f"{_PLACES[n]}工作小结\n\n{prose(8)}\n{shared[n % 7]}\n"
    form = [sentence() for _ in range(14)]
    for n in range(14):
        filled = "\n".join(f"{part}填报单位：{_PLACES[n]}。" for part in form)
        texts[f"表{n:02d}"] = f"{_PLACES[n]}情况统计表\n\n{filled}\n{prose(2)}"
    whole = prose(20)
    texts["整1"], texts["整2"], texts["整3"] = whole, whole, whole + prose(1)
    for n in range(20):
        parts = [prose(6), draw.choice(form) * 2, prose(4), shared[n % 7][:60] if n % 5 == 0 else ""]
        texts[f"乙{n:02d}"] = "\n".join(parts)
    return texts


def write_lines(texts: dict[str, str], path: Path) -> dict[str, str]:
    """Writes the texts as JSON lines; gives them under the names that the binary gives them."""
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for name, text in texts.items():
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
    return {f"{path.name}!/{name}": text for name, text in texts.items()}


def digest(rows: Any, without: tuple[str, ...] = ()) -> str:
    """SHA-256 of rows as lines of JSON with sorted keys, in their order."""
    summed = hashlib.sha256()
    for row in rows:
        kept = {key: value for key, value in row.items() if key not in without}
        line = json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        summed.update(line.encode() + b"\n")
    return summed.hexdigest()


def digests(report: leitong.Report) -> dict[str, str]:
    """Of documents, passages and families. How a document was read (`format`) is left out: the
    same text comes from a line of JSON here and from a table there."""
    return {
        "documents": digest(report.documents, ("format",)),
        "passages": digest(report.passages),
        "families": digest(report.families),
    }
