#!/usr/bin/env python3
"""Scores tags, sources and directions on an invented batch of which everything is known.

Usage: benches/story.py PROGRAM [SEED...]     (seeds 1, 2, 3 without one)

Reports are put together from the passages of benches/disguise/text: honest ones from passages that
nobody else has; copies from earlier reports, with numbers and names changed here and there: whole
reports, parts, patchworks of four sources, a unit's own report of the year before, the report of the
unit above. Half of the batch has its dates in the table, the other half has none, so that its order
must stay unknown. Figures are appended to benches/record/story.csv.
"""

import csv
import datetime
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RECORD = HERE / "record" / "story.csv"
TAGS = ["whole-copy", "partial-copy", "patchwork", "self-reuse", "superior-copied", "no-finding"]


def passages():
    found = []
    for path in sorted((HERE / "disguise" / "text").glob("passages-*.txt")):
        lines = [line.strip() for line in path.read_text().splitlines() if line.strip()]
        found += [line for line in lines if not line.startswith("#")]
    return found


class Batch:
    """Reports with what is known of each: text, unit, superior, date, sources, tags."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.fresh = passages()
        self.dice.shuffle(self.fresh)
        self.reports = {}

    def put(self, kind, texts, unit, date, superior="", sources=(), tags=("no-finding",)):
        name = f"{len(self.reports):03}-{kind}.txt"
        body = "\n".join(texts)
        self.reports[name] = {"text": f"{unit}工作情况汇报\n{body}\n", "unit": unit, "date": date,
                              "superior": superior, "sources": sources, "tags": set(tags)}
        return name

    def own(self, count):
        taken, self.fresh = self.fresh[:count], self.fresh[count:]
        return taken

    def changed(self, text):
        """Some of the numbers are others."""
        other = lambda m: str(int(m.group()) + self.dice.randint(1, 9)) if self.dice.random() < .5 \
            else m.group()
        return re.sub(r"\d+", other, text)


def batch(seed):
    made = Batch(seed)
    units = iter(f"第{i}单位办公室" for i in range(10_000))
    for is_dated in (True, False):
        date = lambda year: f"{year}-{made.dice.randint(1, 12):02}-15" if is_dated else ""
        for _ in range(3):
            source, mine = made.own(3), made.own(1)
            first = made.put("source", source, next(units), date(2021))
            copied = [made.changed(text) for text in source]
            made.put("whole", copied, next(units), date(2022), sources=(first,),
                     tags=("whole-copy",))
            made.put("part", [copied[0]] + mine, next(units), date(2023), sources=(first,),
                     tags=("partial-copy",))
        sources = [(text, made.put("given", [text] + made.own(1), next(units), date(2021)))
                   for text in made.own(4)]
        made.put("patchwork", [made.changed(text) for text, _ in sources] + made.own(2),
                 next(units), date(2023), sources=tuple(name for _, name in sources),
                 tags=("partial-copy", "patchwork"))
        unit, texts = next(units), made.own(2)
        first = made.put("before", texts, unit, date(2022))
        made.put("again", [made.changed(text) for text in texts], unit, date(2023),
                 sources=(first,), tags=("whole-copy", "self-reuse"))
        above, texts = next(units), made.own(2)
        first = made.put("above", texts, above, date(2022))
        made.put("below", [texts[0]] + made.own(1), next(units), date(2023), superior=above,
                 sources=(first,), tags=("partial-copy", "superior-copied"))
    for _ in range(8):
        made.put("honest", made.own(2), next(units), "2023-05-15")
    return made.reports


def scan(program, reports):
    with tempfile.TemporaryDirectory() as folder:
        root = pathlib.Path(folder)
        (root / "in").mkdir()
        with (root / "meta.csv").open("w", newline="") as out:
            table = csv.writer(out)
            table.writerow(["document", "unit", "date", "superior"])
            for name, report in reports.items():
                (root / "in" / name).write_text(report["text"])
                table.writerow([name, report["unit"], report["date"], report["superior"]])
        command = [program, "-q", "scan", "in", "--meta", "meta.csv", "--no-split", "--out", "out"]
        subprocess.run(command, cwd=root, check=True)
        read = lambda name: [json.loads(line) for line in (root / "out" / name).open()]
        return read("documents.jsonl"), read("passages.jsonl")


def score(program, seed):
    reports = batch(seed)
    documents, found = scan(program, reports)
    base = lambda document: document.rsplit("/", 1)[-1]
    counts = {tag: [0, 0, 0] for tag in TAGS}
    explained, copied = 0, 0
    for row in documents:
        known = reports[base(row["document"])]
        # Who only gave is no copy, and nothing else is said of it.
        gave = known["tags"] == {"no-finding"}
        if gave and not known["date"]:
            # Without an order both sides are tagged alike, as they should be.
            continue
        for tag in TAGS:
            is_found = tag in row["tags"] and not (gave and tag == "no-finding")
            is_true = tag in known["tags"] and not (gave and tag == "no-finding")
            counts[tag][0] += is_found and is_true
            counts[tag][1] += is_found
            counts[tag][2] += is_true
        if known["sources"]:
            copied += sum(source["characters"] for source in row["sources"])
            named = lambda source: [source["document"]] + [t["document"] for t in source["tied"]]
            explained += sum(source["characters"] for source in row["sources"]
                             if any(base(name) in known["sources"] for name in named(source)))
    order = {"right": 0, "wrong": 0, "unknown": 0}
    undated = {"unknown": 0, "guessed": 0}
    for row in found:
        sides = [base(row[side]["document"]) for side in ("left", "right")]
        if row["layer"] != "copied" or not any(
                a in reports[b]["sources"] for a, b in (sides, sides[::-1])):
            continue
        first = 0 if sides[0] in reports[sides[1]]["sources"] else 1
        said = {"left-first": 0, "right-first": 1}.get(row["direction"])
        has_hint = reports[sides[0]]["date"] or any(reports[side]["superior"] for side in sides)
        if has_hint:
            order["unknown" if said is None else "right" if said == first else "wrong"] += 1
        else:
            undated["unknown" if said is None else "guessed"] += 1
    return counts, (explained, copied), order, undated


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    seeds = [int(seed) for seed in sys.argv[2:]] or [1, 2, 3]
    tags = {tag: [0, 0, 0] for tag in TAGS}
    shares, order, undated = [0, 0], {}, {}
    for seed in seeds:
        counts, share, directions, without = score(program, seed)
        for tag in TAGS:
            tags[tag] = [a + b for a, b in zip(tags[tag], counts[tag])]
        shares = [a + b for a, b in zip(shares, share)]
        for total, more in ((order, directions), (undated, without)):
            for key, value in more.items():
                total[key] = total.get(key, 0) + value
    rows = [(f"tag {tag}: precision", right, said) for tag, (right, said, _) in tags.items() if said]
    rows += [(f"tag {tag}: recall", right, true) for tag, (right, _, true) in tags.items() if true]
    rows.append(("copied characters explained by the right sources", *shares))
    rows += [(f"direction with hints: {key}", n, sum(order.values())) for key, n in order.items()]
    rows += [(f"direction without hints: {key}", n, sum(undated.values()))
             for key, n in undated.items()]
    git = ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True).stdout.strip()
    is_empty = not RECORD.exists()
    with RECORD.open("a", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        if is_empty:
            table.writerow(["date", "commit", "measure", "value", "of", "command"])
        for measure, value, of in rows:
            command = f"story.py leitong {' '.join(map(str, seeds))}"
            table.writerow([datetime.date.today().isoformat(), commit, measure, value, of, command])
            print(f"{measure:52} {value} / {of}")


main()
