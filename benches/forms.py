#!/usr/bin/env python3
"""Scores families and forms on corpora outside the repository, and times families that grow.

Usage: benches/forms.py PROGRAM [licenses|letters|privacy|laws|growth ...]     (all without a name)

The corpora lie in the folder that LEITONG_SHARED names, by default ../shared; what is absent is
skipped by name. Figures are appended to benches/record/forms.csv.

licenses   families of real licence files against their labels (adjusted Rand index), the nearest of
           the public templates for each file (top 1), the fixed text of the largest form
letters    form letters with {{ slots }} filled in twelve times with invented values: slots found
           at their places, in English and Chinese
privacy    families of app policies against the components of an exact oracle at Jaccard 0.5
laws       the same for statutes
growth     one invented form filled in by 1,000, 10,000 and 100,000 users: seconds and memory
"""

import csv
import datetime
import json
import os
import pathlib
import random
import re
import resource
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
CORPORA = pathlib.Path(os.environ.get("LEITONG_SHARED", HERE.parent.parent / "shared")) / "corpora"
RECORD = HERE / "record" / "forms.csv"
HEAD = ["date", "commit", "corpus", "measure", "value", "of", "command"]


def record(corpus, measure, value, of, command):
    git = ["git", "-C", str(HERE), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(git, capture_output=True, text=True).stdout.strip()
    row = [datetime.date.today().isoformat(), commit, corpus, measure, value, of, command]
    is_empty = not RECORD.exists()
    with RECORD.open("a", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        if is_empty:
            table.writerow(HEAD)
        table.writerow(row)
    print(f"{corpus:10} {measure:40} {value} / {of}", flush=True)


def lines(command):
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        sys.exit(f"{' '.join(command)}: {done.stderr}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def families(program, inputs):
    """Members of each family, of all families and not only of those with a form."""
    command = [program, "-q", "template", str(inputs), "--no-split", "--families"]
    return [[member["document"] for member in row["members"]] for row in lines(command)]


def adjusted_rand(one, other):
    """Hubert, Arabie 1985; both are label by item."""
    pairs = lambda n: n * (n - 1) // 2
    count = lambda labels: sum(pairs(n) for n in tally(labels).values())
    both = {item: (one[item], other[item]) for item in one}
    same, a, b, all_ = count(both), count(one), count(other), pairs(len(one))
    expected = a * b / all_
    return (same - expected) / ((a + b) / 2 - expected)


def tally(labels):
    counts = {}
    for label in labels.values():
        counts[label] = counts.get(label, 0) + 1
    return counts


def labelled(items, groups):
    """Label by item: the group's number, or the item itself where it is in none."""
    labels = {item: item for item in items}
    for number, group in enumerate(groups):
        for item in group:
            if item in labels:
                labels[item] = number
    return labels


def licenses(program):
    root = CORPORA / "license-templates"
    rows = [json.loads(line) for line in (root / "gold.jsonl").open()]
    truth = {str(root / row["doc"]): row["label"] for row in rows}
    groups = families(program, root / "instances")
    found = labelled(truth, groups)
    score = adjusted_rand(truth, found)
    record("licenses", "adjusted Rand index", f"{score:.4f}", len(truth), "template instances")
    top(program, root, truth)
    skeleton(program, root, truth)


def top(program, root, truth):
    command = [program, "-q", "matrix", str(root / "instances"), str(root / "templates_txt"),
               "--no-split", "--threshold", "0.1"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    best = {}
    for row in csv.DictReader(text.lstrip("\ufeff").splitlines()):
        for a, b in (("left", "right"), ("right", "left")):
            here, there = row[f"{a}_document"], row[f"{b}_document"]
            if "/instances/" in here and "/templates_txt/" in there:
                name = pathlib.Path(there).stem
                best[here] = max(best.get(here, (0, "")), (float(row["value"]), name))
    right = sum(1 for item, label in truth.items() if best.get(item, (0, ""))[1] == label)
    record("licenses", "nearest public template", right, len(truth), "matrix --metric jaccard")


def words(text):
    return re.findall(r"[a-z0-9]+", text.lower())


def skeleton(program, root, truth):
    """The words of the largest form's fixed text against the public template's."""
    command = [program, "-q", "template", str(root / "instances"), "--no-split", "--json"]
    largest = max(lines(command), key=lambda row: len(row["members"]))
    labels = tally({m["document"]: truth[m["document"]] for m in largest["members"]})
    label = max(labels, key=labels.get)
    public = (root / "templates_txt" / f"{label}.txt").read_text()
    public = public[public.index("Permission"):]
    fixed = [part["text"] for part in largest["skeleton"] if part["part"] == "fixed"]
    ours, theirs = words(" ".join(fixed)), words(public)
    same = common(ours, theirs)
    record("licenses", f"fixed words of {label} found", same, len(theirs), "template --json")
    record("licenses", f"fixed words of {label} right", same, len(ours), "template --json")
    kinds = {p["kind"] for p in largest["skeleton"] if p["part"] == "slot"}
    print("slots:", sorted(kinds), "members:", labels)


def common(a, b):
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], before + 1 if x == y else max(row[j], row[j - 1])
    return row[-1]


SECTIONS = ["Harbor", "Orchard and Field", "Lantern", "Bridges", "River Ferry", "Windmill"]
SECTIONS_ZH = ["港务", "果园与田地", "灯塔", "桥梁", "渡船", "风车"]
PEOPLE = ["Ada Fenwick", "Tom Okafor", "Lena Marsh", "Ruth Calder", "Ivo Brandt", "Noor Haddad"]
STREETS = ["Mill Lane", "Quay Street", "Hill Road", "Elm Court", "Dock Row", "Field Way"]
MONTHS = ["January", "March", "April", "June", "August", "October"]


def invented(name, dice):
    is_chinese = name.startswith("zh")
    field = name.split(".")[-1]
    day, year = dice.randint(1, 28), dice.randint(2015, 2024)
    if "date" in field:
        month = dice.randint(1, 12)
        return f"{year}年{month}月{day}日" if is_chinese else f"{dice.choice(MONTHS)} {day}, {year}"
    if "locator" in field:
        return f"{dice.randint(1000, 999999)}-{''.join(dice.choices('ABCDEFGHJKLMNP', k=3))}"
    if "section" in field:
        return dice.choice(SECTIONS_ZH if is_chinese else SECTIONS)
    if "address" in field or "name" in field:
        return dice.choice(PEOPLE)
    if "email" in field:
        return f"{dice.choice(PEOPLE).split()[0].lower()}{dice.randint(1, 99)}@example.org"
    return f"{dice.randint(1, 999)} {dice.choice(STREETS)}, {dice.choice(SECTIONS)}"


def fill(text, dice):
    """The letter with its slots filled in, and the spans of the values."""
    text = re.sub(r"\*\*|<[^>]*>", "", text)
    text = re.sub(r"\[%optional.*?%?\](.*?)\[% ?endoptional%?\]",
                  lambda m: m.group(1) if dice.random() < 0.5 else "", text, flags=re.S)
    known, spans, out, at = {}, [], "", 0
    for match in re.finditer(r"\{\{\s*([\w.]+)\s*\}\}", text):
        out += text[at:match.start()]
        name = match.group(1)
        value = known.setdefault(name, invented(name, dice))
        spans.append((len(out), len(out) + len(value), name))
        out += value
        at = match.end()
    return out + text[at:], spans


def letters(program):
    root = CORPORA / "doj-form-letters" / "templates"
    for language, ends in (("English", ()), ("Chinese", ("_zh-hans.md", "_zh-hant.md"))):
        counts = {"found": 0, "right": 0, "slots": 0, "hit": 0, "dates": 0, "typed": 0}
        dice = random.Random(6)
        used = 0
        for path in sorted(root.glob("*.md")):
            text = path.read_text().split("---", 2)[-1].strip()
            is_english = not re.search(r"_(es|ko|tl|vi|zh-han[st])\.md$", path.name)
            if "{{" not in text or (not path.name.endswith(ends) if ends else not is_english):
                continue
            used += 1
            letter(program, text, dice, counts)
        score = f"{used} letters filled in 12 times; template --json"
        record("letters", f"{language}: slots found", counts["hit"], counts["slots"], score)
        record("letters", f"{language}: values right", counts["right"], counts["found"], score)
        record("letters", f"{language}: dates typed", counts["typed"], counts["dates"], score)


def letter(program, text, dice, counts):
    with tempfile.TemporaryDirectory() as folder:
        filled = {}
        for i in range(12):
            body, spans = fill(text, dice)
            path = os.path.join(folder, f"{i:02}.txt")
            pathlib.Path(path).write_text(body)
            filled[path] = (body, spans)
        rows = lines([program, "-q", "template", folder, "--no-split", "--json"])
    members = {}
    for row in rows:
        for i, member in enumerate(row["members"]):
            members[member["document"]] = (row, i)
    for path, (body, spans) in filled.items():
        counts["slots"] += len(spans)
        row, i = members.get(path, (None, 0))
        found, at = [], 0
        for part in row["skeleton"] if row else []:
            value = part["values"][i] if part["part"] == "slot" else None
            if value is None or part["kind"] == "clause":
                continue
            value = value.rstrip("…")
            place = body.find(value, at)
            if place >= 0:
                found.append((place, place + len(value), part["kind"]))
                at = place + len(value)
        counts["found"] += len(found)
        for start, end, name in spans:
            near = [f for f in found if overlap(f, (start, end)) >= 0.8]
            counts["hit"] += bool(near)
            if "date" in name:
                counts["dates"] += 1
                counts["typed"] += any(f[2] == "date" for f in near)
        counts["right"] += sum(any(overlap(f, span) >= 0.8 for span in spans) for f in found)


def overlap(a, b):
    """Shared characters over all characters of both spans."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0, shared) / (max(a[1], b[1]) - min(a[0], b[0]))


def against_oracle(program, corpus):
    root = CORPORA / corpus
    docs = sorted(str(path) for path in (root / "docs").iterdir())
    parent = {doc: doc for doc in docs}

    def first(doc):
        while parent[doc] != doc:
            doc = parent[doc]
        return doc

    for line in (root / "oracle_pairs_8gram.jsonl").open():
        row = json.loads(line)
        if row["jaccard"] >= 0.5:
            a, b = (first(str(root / row[side])) for side in "ab")
            parent[max(a, b)] = min(a, b)
    truth = {doc: first(doc) for doc in docs}
    groups = families(program, root / "docs")
    score = adjusted_rand(truth, labelled(truth, groups))
    command = "template --families against components at Jaccard .5 of 8-grams"
    record(corpus, "adjusted Rand index", f"{score:.4f}", len(docs), command)


def growth(program):
    """One form, filled in by more and more."""
    place = "上下东西南北前后"
    for users in (1_000, 10_000, 100_000):
        dice = random.Random(users)
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "filled.jsonl")
            with open(path, "w") as out:
                for i in range(users):
                    name = f"{dice.choice(place)}{dice.choice('河桥塘坪湾沟')}{dice.choice('村镇乡')}"
                    text = (
                        f"关于{name}水渠清淤的情况说明\n根据年初的安排，{name}于{dice.randint(2001, 2024)}年"
                        f"{dice.randint(1, 12)}月{dice.randint(1, 28)}日开始清理村头到河口的水渠，先清石块，再清淤泥，"
                        f"最后修补渠壁上的裂缝。全程共修好闸门{dice.randint(2, 90)}座，花费{dice.randint(1000, 99999)}元，"
                        "钱由受益的农户分摊，账目贴在村口的墙上，谁都可以查看。清淤期间没有人受伤，也没有占用春耕的时间。"
                        "以后每年开春以前都要巡一遍渠，看到裂缝当天补上，看到淤泥当天挖走。\n"
                    )
                    out.write(json.dumps({"id": f"{i:06}", "text": text}, ensure_ascii=False) + "\n")
            start = time.time()
            command = [program, "-q", "template", path, "--no-split", "--json"]
            with open(os.path.join(folder, "out"), "wb") as out:
                subprocess.run(command, stdout=out, check=True)
            seconds = time.time() - start
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
        record("growth", f"{users} users: seconds", f"{seconds:.1f}", users, "template --json")
        record("growth", f"{users} users: peak MiB", peak, users, "template --json")


def main():
    program = os.path.abspath(sys.argv[1])
    steps = {
        "licenses": ("license-templates", lambda: licenses(program)),
        "letters": ("doj-form-letters", lambda: letters(program)),
        "privacy": ("zh-privacy-ca4p", lambda: against_oracle(program, "zh-privacy-ca4p")),
        "laws": ("zh-laws", lambda: against_oracle(program, "zh-laws")),
        "growth": ("", lambda: growth(program)),
    }
    for name in sys.argv[2:] or steps:
        corpus, step = steps[name]
        if (CORPORA / corpus).exists() or not corpus:
            step()
        else:
            print(f"{name}: skipped, corpora/{corpus} is absent")


main()
