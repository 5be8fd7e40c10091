#!/usr/bin/env python3
"""Reads the format corpora with the release program and keeps the figures.

Usage: benches/formats.py [samples|chardet|pandoc|wild|same|damage|speed]...   (all of them without a name)
The corpora lie outside the repository, in the folder that LEITONG_SHARED names, by default
../shared; what is absent is skipped by name. The program is that of target/release, or the one that
LEITONG_PROGRAM names. `samples`, `same` and `speed` want soffice, `speed` pdftotext.
Figures go to benches/record/formats.csv, a line each.
"""

import collections
import csv
import datetime
import io
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unicodedata
import zipfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM = pathlib.Path(os.environ.get("LEITONG_PROGRAM", ROOT / "target/release/leitong"))
FORMATS = pathlib.Path(os.environ.get("LEITONG_SHARED", ROOT / "../shared")) / "corpora/formats"
RECORD = ROOT / "benches/record/formats.csv"
HEADER = ["date", "commit", "corpus", "case", "right", "all", "note"]
# Seconds for one file; the program's own limit is 30.
PATIENCE = 120


def record(corpus, case, right, total, note=""):
    commit = subprocess.run(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"],
                            capture_output=True, text=True).stdout.strip()
    is_new = not RECORD.exists()
    with RECORD.open("a", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        if is_new:
            writer.writerow(HEADER)
        writer.writerow([datetime.date.today(), commit, corpus, case, right, total, note])
    print(f"{corpus}: {case}: {right} of {total} {note}")


def extract(*inputs):
    """The documents behind inputs, as `leitong extract --json` prints them."""
    run = subprocess.run([PROGRAM, "extract", "--json", "--quiet", "--lang", "en", *inputs],
                         capture_output=True, text=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def is_han(c):
    return 0x3400 <= ord(c) <= 0x9FFF or 0x20000 <= ord(c) <= 0x3FFFF


def samples():
    """Planted strings in the PDF, the Chinese PDFs, encodings and names."""
    folder = FORMATS / "office-samples"
    planted = json.loads((folder / "planted.json").read_text(encoding="utf-8"))
    text = extract(folder / "lo_full.pdf")[0]["text"]
    shown = subprocess.run(["pdftotext", folder / "lo_full.pdf", "-"],
                           capture_output=True, text=True).stdout
    asked = {k: v for k, v in planted["present"].items() if v in shown}
    missing = [k for k, v in asked.items() if v not in text]
    record("office-samples", "lo_full.pdf strings", len(asked) - len(missing), len(asked),
           f"missing: {missing}")
    for name in planted["files"][:4]:
        one = extract(folder / name)[0]
        held = everything(folder / name)
        asked = {k: v for k, v in planted["present"].items() if v in held}
        missing = [k for k, v in asked.items() if v not in one["text"]]
        kept = [v for v in planted["absent from the body"].values() if v in body(one)]
        absent = [k for k in planted["present"] if k not in asked]
        record("office-samples", f"{name} strings", len(asked) - len(missing), len(asked),
               f"missing: {missing}; not in the file: {absent}; deleted in the body: {kept}")
    for name, expected in planted["chinese pdfs"].items():
        found = sum(map(is_han, extract(folder / name)[0]["text"]))
        record("office-samples", name, found, expected, "Han characters")
    wanted = (folder / "utf8.txt").read_text(encoding="utf-8").strip()
    texts = ["gbk.txt", "gb18030.txt", "utf16le.txt", "utf16be_nobom.txt", "utf8bom.txt"]
    right = sum(same_letters(wanted, extract(folder / name)[0]["text"]) for name in texts)
    record("office-samples", "encodings of txt", right, len(texts))
    names = [one["document"].rsplit("/", 1)[-1] for one in extract(folder / "gbk_names.zip")]
    record("office-samples", "gbk_names.zip", int(names == ["安全生产报告.txt"]), 1)
    mails = ["gb2312.eml", "gbk.eml", "gb18030.eml", "a.epub"]
    right = sum(any(map(is_han, extract(folder / name)[0]["text"])) for name in mails)
    record("office-samples", "mail and book", right, len(mails))


def everything(path):
    """All text that a file holds, as LibreOffice's flat XML of it has it; of a package its XML."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(n).decode("utf-8", "replace")
                     for n in package.namelist() if n.endswith((".xml", ".rels"))]
        return re.sub(r"<[^>]*>", "", "".join(parts))
    with tempfile.TemporaryDirectory() as folder:
        office("fodt", folder, path)
        flat = next(pathlib.Path(folder).glob("*.fodt")).read_text(encoding="utf-8")
    return re.sub(r"<[^>]*>", "", flat)


def office(kind, folder, path, *options):
    """Has LibreOffice write `path` as `kind` into `folder`."""
    home = f"-env:UserInstallation=file://{tempfile.gettempdir()}/leitong-bench-office"
    subprocess.run(["soffice", "--headless", home, *options, "--convert-to", kind, "--outdir",
                    folder, path], capture_output=True)


def body(one):
    """The running text and tables of a document."""
    parts = [p for p in one["parts"] if p["part"] in ("body", "table")]
    return "".join(one["text"][p["start"]:p["end"]] for p in parts)


def same_letters(wanted, found):
    """True when what is found is in what is wanted but for characters an encoding lacks."""
    letters = [c for c in found if is_han(c)]
    return bool(letters) and set(letters) <= set(wanted)


def chardet():
    """Files whose letters are those of their own encoding."""
    codecs = {"MacCyrillic": "mac_cyrillic", "MacRoman": "mac_roman", "iso-2022-kr": "iso2022_kr",
              "Johab": "johab", "GB2312": "gb18030", "CP949": "cp949", "EUC-KR": "cp949",
              "CP932": "cp932", "SHIFT_JIS": "cp932", "EUC-JP": "euc_jp", "TIS-620": "cp874",
              "Big5": "big5hkscs", "UTF-16BE": "utf-16-be", "UTF-16LE": "utf-16-le",
              "UTF-32BE": "utf-32-be", "UTF-32LE": "utf-32-le"}
    found = {one["document"]: one for one in extract(FORMATS / "chardet")}
    tally = {}
    for path in sorted((FORMATS / "chardet").glob("*/*")):
        label = path.parent.name
        parts = label.split("-")
        codec = codecs.get(label, "-".join(parts[:3 if parts[0] == "iso" else 2]))
        group = ("Chinese" if label in ("Big5", "GB2312", "EUC-TW") else
                 "Unicode" if label.startswith("UTF") or label.startswith("utf") else "other")
        try:
            wanted = path.read_bytes().decode(codec, errors="replace")
        except LookupError:
            wanted = None  # Python has no decoder for it.
        one = found.get(str(path), {"text": "", "format": ""})
        right = wanted is not None and is_same(wanted, one)
        for name in (group, "all"):
            total = tally.setdefault(name, [0, 0])
            total[0] += right
            total[1] += 1
    for name, (right, total) in tally.items():
        record("chardet", name, right, total, "EUC-TW is unknown to WHATWG" * (name == "Chinese"))


def is_same(wanted, one):
    letters = lambda text: [c for c in text if ord(c) > 127 and c.isalpha()]
    wanted, got = letters(wanted), letters(one["text"])
    if one["format"] == "html":
        return bool(got) and len(set(got) - set(wanted)) * 50 <= max(50, len(set(got)))
    wrong = sum(a != b for a, b in zip(wanted, got))
    return len(wanted) == len(got) and wrong * 50 <= len(wanted)


def letters(text):
    """Letters and digits without case; marks, spaces and capitals are the writer's choice."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def native(text, held):
    """The letters of a Pandoc document: its text, code and formulas without properties, without
    the names of pictures and its stand-in for a drawing; of `held`, the letters of the whole
    package, where they are known."""
    # The properties end with their brace; no brace follows in the blocks of the corpus.
    text = text.rpartition("}")[2] if "unMeta" in text else text
    text = re.sub(r"\bImage\b.*?\]\s*\)\s*\[[^\]]*\]", " ", text, flags=re.S)
    text = re.sub(r"\bCode(Block)?\s*\([^()]*\)\s*", "Str ", text)
    found = re.findall(r'\b(?:Str|DisplayMath|InlineMath)\s*"((?:[^"\\]|\\.)*)"', text)
    found = [string.replace("\\n", " ").replace("\\t", " ") for string in found]
    found = [plain(string) for string in found if string != "[DIAGRAM]"]
    return "".join(word for word in found if held is None or word in held)


def plain(string):
    """The letters of a string of Haskell."""
    unescaped = re.sub(r"\\(\d+)(\\&)?", lambda m: chr(int(m[1])), string)
    return letters(re.sub(r"\\(.)", r"\1", unescaped))


def pairs():
    """The files of Pandoc's readers and writers with the documents that they hold."""
    folder = FORMATS / "pandoc/test"
    for kind in ("docx", "rtf", "odt", "pptx"):
        for path in sorted(folder.rglob(f"*.{kind}")):
            near = [path.with_suffix(".native"), path.parent.parent / f"{path.stem}.native",
                    path.parent.parent / "native" / f"{path.stem}.native",
                    path.parent / "input.native"]
            expected = next((one for one in near if one.exists()), None)
            is_template = "templated" in path.name or "reference" in path.name
            if expected and not is_template:
                yield kind, path, expected


def pandoc():
    """Files of which at least 98 of 100 letters of Pandoc's text stand in ours, wherever they
    stand: notes and headers have other places. Letters that no part of the package has were
    never written to it, such as a footnote inside the notes of a slide."""
    tally = {}
    for kind, path, expected in pairs():
        held = None if kind == "rtf" else letters(everything(path))
        wanted = collections.Counter(native(expected.read_text(encoding="utf-8"), held))
        found = collections.Counter(letters("".join(one["text"] for one in extract(path))))
        n, total = sum((wanted - found).values()), sum(wanted.values())
        row = tally.setdefault(kind, [0, 0, []])
        row[1] += 1
        if n * 50 <= total:
            row[0] += 1
        else:
            row[2].append(f"{path.parent.name}/{path.stem} {n}/{total}")
    for kind, (right, total, missed) in tally.items():
        record("pandoc", kind, right, total, "; ".join(missed))


def wild():
    """Every file alone: verdicts, crashes, the longest time, the most memory."""
    verdicts, crashes, slowest, largest = {}, [], (0, ""), (0, "")
    for path in sorted(p for p in (FORMATS / "wild").rglob("*") if p.is_file()):
        began = time.monotonic()
        command = ["/usr/bin/time", "-f", "%M", PROGRAM, "extract", "--json", "--lang", "en", path]
        try:
            run = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            crashes.append(f"{path.name}: hangs")
            continue
        took = time.monotonic() - began
        words = run.stderr.split()
        memory = int(words[-1]) // 1024 if words and words[-1].isdigit() else 0
        slowest, largest = max(slowest, (took, path.name)), max(largest, (memory, path.name))
        lines = run.stdout.splitlines()
        reasons = json.loads(lines[0])["verdict"] if lines else {"state": "none"}
        failed = run.returncode not in (0, 2) or "reader-failed" in reasons.get("reasons", [])
        if failed:
            crashes.append(f"{path.name}: {run.returncode} {reasons}")
        kind = path.suffix.lower().lstrip(".")
        code = ":".join([reasons["state"], *reasons.get("reasons", [])[:1]])
        row = verdicts.setdefault(kind, {})
        row[code] = row.get(code, 0) + 1
    total = sum(sum(row.values()) for row in verdicts.values())
    for kind, row in sorted(verdicts.items()):
        readable = sum(n for code, n in row.items() if code.startswith(("good", "poor")))
        note = ", ".join(f"{code} {n}" for code, n in sorted(row.items(), key=lambda x: -x[1]))
        record("wild", kind, readable, sum(row.values()), note)
    record("wild", "no crash or hang", total - len(crashes), total, "; ".join(crashes))
    record("wild", "slowest, ms", int(slowest[0] * 1000), PATIENCE * 1000, slowest[1])
    record("wild", "largest, MiB", largest[0], 1024, largest[1])


def width(c):
    """Width of a character in type sizes."""
    return 1.0 if ord(c) > 0x2000 else 0.5


def lines_of(paragraph):
    """Lines of 28 Chinese characters; words of letters stay whole."""
    line, room = "", 28.0
    for word in re.findall(r"[!-\u2000]+ ?|.", paragraph):
        needs = sum(map(width, word.rstrip()))
        if needs > room and line:
            yield line
            line, room = "", 28.0
        line, room = line + word, room - sum(map(width, word))
    yield line


def ofd(text):
    """The text as an OFD of 22 lines a page, page numbers below."""
    lines = []
    for paragraph in text.splitlines():
        paragraph = paragraph.strip()
        lines += lines_of("　　" + paragraph) if paragraph else [""]
    pages = [lines[i:i + 22] for i in range(0, len(lines), 22)]
    escape = lambda s: s.replace("&", "&amp;").replace("<", "&lt;")

    def item(x, y, words):
        steps = " ".join(f"{5.6 * width(c):.1f}" for c in words)
        return (f'<ofd:TextObject Boundary="{x} {y} 160 8" Font="1" Size="5.6"><ofd:TextCode X="0" '
                f'Y="5.6" DeltaX="{steps}">{escape(words)}</ofd:TextCode></ofd:TextObject>')

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("OFD.xml", '<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"><ofd:DocBody>'
                         '<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>')
        places = "".join(f'<ofd:Page ID="{i + 1}" BaseLoc="Pages/{i}.xml"/>'
                         for i in range(len(pages)))
        package.writestr("Doc_0/Document.xml", '<ofd:Document xmlns:ofd="o"><ofd:CommonData>'
                         '<ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox>'
                         f'</ofd:PageArea></ofd:CommonData><ofd:Pages>{places}</ofd:Pages>'
                         '</ofd:Document>')
        for number, page in enumerate(pages):
            items = [item(28, 40 + 10 * row, words) for row, words in enumerate(page)]
            items.append(item(100, 275, f"— {number + 1} —"))
            package.writestr(f"Doc_0/Pages/{number}.xml",
                             '<ofd:Page xmlns:ofd="o"><ofd:Content><ofd:Layer>' + "".join(items) +
                             '</ofd:Layer></ofd:Content></ofd:Page>')
    return packed.getvalue()


def versions(folder, text):
    """The same report in several formats; the PDF by LibreOffice, where it is installed."""
    paragraphs = "".join(f"<p>{line}</p>\n" for line in text.splitlines() if line.strip())
    page = f'<html><head><meta charset="utf-8"></head><body>{paragraphs}</body></html>'
    (folder / "a.txt").write_text(text, encoding="utf-8")
    (folder / "b.txt").write_bytes(text.encode("gb18030"))
    (folder / "c.html").write_text(page, encoding="utf-8")
    (folder / "d.ofd").write_bytes(ofd(text))
    if shutil.which("soffice"):
        web = "--infilter=HTML (StarWriter)"
        office("pdf:writer_pdf_Export", folder, folder / "c.html", web)
        office("odt", folder, folder / "c.html", web)
        for kind in ("docx", "doc", "rtf"):
            office(kind, folder, folder / "c.odt")
        odd = folder / "e.txt"
        odd.write_text(text, encoding="utf-8")
        office("pdf", folder, odd, "--infilter=Text (encoded):UTF8,LF,,,")
        odd.unlink()


def reports():
    """The reports of the sample that are UTF-8."""
    for path in sorted((ROOT / "data/sample/reports").glob("*.txt")):
        try:
            yield path, path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue


# What each version is called.
NAMES = {"a.txt": "txt", "b.txt": "txt GB18030", "c.html": "html", "d.ofd": "ofd",
         "c.docx": "docx", "c.doc": "doc", "c.rtf": "rtf", "c.odt": "odt", "c.pdf": "pdf of html", "e.pdf": "pdf of txt"}


def same():
    """Containment of one report's versions in one another."""
    worst = {}
    for report, text in reports():
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            versions(folder, text)
            run = subprocess.run([PROGRAM, "matrix", folder, "--metric", "containment", "--quiet",
                                  "--threshold", "0", "--no-split", "--lang", "en"],
                                 capture_output=True, text=True)
            for row in csv.DictReader(io.StringIO(run.stdout.lstrip("\ufeff"))):
                names = [pathlib.Path(row[f"{side}_document"]).name for side in ("left", "right")]
                pair = " in ".join(NAMES[name] for name in names)
                share = (float(row["value"]), report.name)
                worst[pair] = min(worst.get(pair, (2.0, "")), share)
    for pair, (share, name) in sorted(worst.items()):
        record("same report", pair, share, 1, f"least of the sample: {name}")


def speed():
    """Megabytes a second and memory by format, one program after the other."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        versions(folder, "\n".join(text for _, text in reports()) * 20)
        inputs = sorted(folder.iterdir()) + [FORMATS / "wild"] * FORMATS.exists()
        for path in inputs:
            files = sorted(path.rglob("*.pdf")) if path.is_dir() else [path]
            size = sum(one.stat().st_size for one in files)
            case = "wild pdf" if path.is_dir() else path.name
            timed("leitong", case, [PROGRAM, "extract", "--quiet", *files], size)
            if files[0].suffix == ".pdf" and shutil.which("pdftotext"):
                loop = 'for file in "$@"; do pdftotext "$file" - || true; done'
                timed("pdftotext", case, ["bash", "-c", loop, "-", *files], size)
            elif path.suffix != ".ofd" and shutil.which("soffice"):
                # Its start, about a second, is part of the time.
                with tempfile.TemporaryDirectory() as out:
                    home = f"-env:UserInstallation=file://{tempfile.gettempdir()}/leitong-bench-office"
                    timed("soffice", case, ["soffice", "--headless", home, "--convert-to", "txt:Text",
                                            "--outdir", out, path], size)


def damaged(whole, seed):
    """The bytes with one to eight of them changed, or cut off; the same for the same seed."""
    chance, some = random.Random(seed), bytearray(whole)
    if some and chance.random() < 0.1:
        del some[chance.randrange(len(some)):]
    for _ in range(chance.randint(1, 8) if some else 0):
        some[chance.randrange(len(some))] = chance.randrange(256)
    return bytes(some)


def repacked(whole, seed):
    """A package of which one part is damaged, and not the packing."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(packed, "w") as package:
        chosen = random.Random(seed).choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            package.writestr(name, damaged(part, seed) if name == chosen else part)
    return packed.getvalue()


# Office formats that are zip archives of XML.
PACKED = ("docx", "odt", "pptx", "xlsx", "ods")


def damage():
    """Damaged files through the program with its workers."""
    text = next(reports())[1] + "\n安全生产情况报告。\n" * 40
    wholes = [("ofd", ofd(text), repacked)] * 2 + [("ofd", ofd(text), damaged)]
    if FORMATS.exists():
        pdfs = sorted([*(FORMATS / "wild").rglob("*.pdf"), *(FORMATS / "office-samples").glob("*.pdf")])
        wholes += [("pdf", path.read_bytes(), damaged) for path in pdfs]
        for path in sorted((FORMATS / "office-samples").iterdir()):
            kind = path.suffix.lstrip(".")
            if kind in PACKED or kind in ("doc", "rtf", "xls"):
                wholes.append((kind, path.read_bytes(), damaged))
            if kind in PACKED:
                wholes.append((kind, path.read_bytes(), repacked))
    for kind in sorted({kind for kind, _, _ in wholes}):
        each = 25 if kind == "pdf" else 500
        with tempfile.TemporaryDirectory() as folder:
            folder = pathlib.Path(folder)
            files = 0
            for i, (_, whole, change) in enumerate(w for w in wholes if w[0] == kind):
                for seed in range(each):
                    (folder / f"{i}-{seed}.{kind}").write_bytes(change(whole, 1000 * i + seed))
                    files += 1
            began = time.monotonic()
            documents = extract(folder)
            codes = {}
            for one in documents:
                verdict = one["verdict"]
                code = ":".join([verdict["state"], *verdict.get("reasons", [])[:1]])
                codes[code] = codes.get(code, 0) + 1
            bad = ("reader-failed", "timed-out", "out-of-memory", "worker-missing")
            failed = sum(n for code, n in codes.items() if code.endswith(bad))
            took = int(time.monotonic() - began)
            record("damage", kind, len(documents) - failed, files, f"{took} s; {codes}")


def timed(program, case, command, size):
    began = time.monotonic()
    run = subprocess.run(["/usr/bin/time", "-f", "%M", *command], capture_output=True)
    took = time.monotonic() - began
    memory = int(run.stderr.split()[-1]) // 1024
    note = f"{program}: {took:.2f} s, {memory} MiB"
    record("speed", f"{program} {case}, KiB/s", int(size / 1024 / took), "", note)


def main():
    wanted = sys.argv[1:] or ["samples", "chardet", "pandoc", "wild", "same", "damage",
                              "speed"]
    for name in wanted:
        needs = name in ("samples", "chardet", "pandoc", "wild")
        if needs and not FORMATS.exists():
            print(f"{name}: skipped, the corpora are absent")
        else:
            globals()[name]()


if __name__ == "__main__":
    main()
