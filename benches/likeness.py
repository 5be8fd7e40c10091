#!/usr/bin/env python3
"""Pairs of whole reports alike, beside the peers that are installed: seconds, memory, recall.

usage: benches/likeness.py FOLDER...    folders that ../shared/bench/generate.py made

Each program runs alone, on one thread, once; user and system seconds and peak memory are those of
its process. leitong compares shingles of 5 symbols (punctuation is none), the peers 5 characters as
they stand. Recall and precision of each are against leitong's exact pairs, so those of the peers
show the two definitions as well. Rows go to benches/record/likeness.csv.
"""
import csv, datetime, importlib.util, json, os, subprocess, sys, tempfile

THRESHOLD = "0.5"
RECORD = "benches/record/likeness.csv"
HEADER = ["date", "commit", "corpus", "program", "user_seconds", "system_seconds", "peak_mib",
          "pairs", "recall", "precision", "command"]
SHARED = os.environ.get("LEITONG_SHARED", "../shared")
PEERS = [("rensa", "peer_rensa.py", ["batch"]), ("gaoya", "peer_gaoya.py", []),
         ("datasketch", "peer_datasketch.py", ["batch"])]


def run(command):
    """Seconds of user and system, peak MiB."""
    environment = dict(os.environ, RAYON_NUM_THREADS="1", OMP_NUM_THREADS="1")
    child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise SystemExit(f"{command}: status {child.returncode}")
    return usage.ru_utime, usage.ru_stime, usage.ru_maxrss / 1024


def ours(path):
    """Pairs of document ids of a table of `leitong matrix`."""
    with open(path, encoding="utf-8-sig") as table:
        names = ((row["left_document"], row["right_document"]) for row in csv.DictReader(table))
        return {tuple(sorted(int(name.rsplit("!/", 1)[1]) for name in pair)) for pair in names}


def theirs(path):
    with open(path) as lines:
        return {tuple(sorted(map(int, line.split()[:2]))) for line in lines}


def programs(folder, out):
    """Name, command, and how its pairs are read."""
    leitong = ["target/release/leitong", "matrix", f"{folder}/docs.jsonl", "--jobs", "1",
               "--no-split", "--threshold", THRESHOLD, "-o", out]
    yield "leitong exact", leitong, ours
    yield "leitong approximate", leitong + ["--method", "approximate"], ours
    for name, script, options in PEERS:
        if importlib.util.find_spec(name) is None:
            print(f"{name}: skipped, not installed")
            continue
        script = f"{SHARED}/bench/{script}"
        yield name, [sys.executable, script, f"{folder}/docs.txt", out, *options], theirs


def main():
    commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True)
    today = datetime.date.today().isoformat()
    is_fresh = not os.path.exists(RECORD)
    with open(RECORD, "a", newline="") as file, tempfile.TemporaryDirectory() as scratch:
        record = csv.writer(file, lineterminator="\n")
        if is_fresh:
            record.writerow(HEADER)
        for folder in sys.argv[1:]:
            with open(f"{folder}/docs.txt", "rb") as lines:
                count = sum(1 for _ in lines)
            exact = None
            for name, command, read in programs(folder, f"{scratch}/pairs"):
                user, system, peak = run(command)
                pairs = read(f"{scratch}/pairs")
                exact = pairs if exact is None else exact
                found = len(pairs & exact)
                row = [today, commit.stdout.strip(), f"generated-{count}", name, f"{user:.2f}",
                       f"{system:.2f}", f"{peak:.0f}", len(pairs),
                       f"{found / max(len(exact), 1):.4f}", f"{found / max(len(pairs), 1):.4f}",
                       "benches/likeness.py"]
                record.writerow(row)
                file.flush()
                print(json.dumps(dict(zip(HEADER, row))))


if __name__ == "__main__":
    main()
