"""leitong from Python beside rensa, gaoya and datasketch: near-duplicates of one file of texts.

    python benches/python_peers.py FOLDER [--record]

FOLDER holds docs.txt, a text a line, as ../shared/bench/generate.py writes it. Each program runs in
a process of its own: sets of 5 characters, 128 permutations, 32 bands of 4. Printed, and appended to
benches/record/python.csv with --record: user and system CPU seconds and peak memory of the whole
process, recall of all pairs with a Jaccard index of 0.5 or more, precision of what is named.
The pairs that there are come from an exact join here, kept in FOLDER/pairs.npy. A program that is
not installed is skipped by name.
"""

from __future__ import annotations

import csv
import datetime
import importlib.metadata
import os
import subprocess
import sys
from pathlib import Path

import numpy as np

K, PERMUTATIONS, BANDS, THRESHOLD = 5, 128, 32, 0.5
RECORD = Path(__file__).parent / "record" / "python.csv"


def texts(folder: Path) -> list[str]:
    with (folder / "docs.txt").open(encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def grams(text: str) -> list[str]:
    return [text[i : i + K] for i in range(len(text) - K + 1)]


def by_bands(docs: list[str]) -> list[tuple[int, int]]:
    import leitong

    signatures = leitong.minhash(docs, permutations=PERMUTATIONS, k=K)
    left, right = leitong.candidates(signatures, bands=BANDS)
    return list(zip(left.tolist(), right.tolist()))


def verified(docs: list[str]) -> list[tuple[int, int]]:
    import leitong

    hashes, offsets = leitong.shingles(docs, k=K)
    sets = [hashes[a:b] for a, b in zip(offsets, offsets[1:])]

    def is_near(i: int, j: int) -> bool:
        shared = len(np.intersect1d(sets[i], sets[j], assume_unique=True))
        return shared >= THRESHOLD * (len(sets[i]) + len(sets[j]) - shared)

    return [pair for pair in by_bands(docs) if is_near(*pair)]


def rensa(docs: list[str]) -> list[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH

    hashes = []
    for k in range(0, len(docs), 2000):
        sets = [grams(doc) for doc in docs[k : k + 2000]]
        hashes += RMinHash.from_token_sets(sets, PERMUTATIONS, 42)
    index = RMinHashLSH(threshold=THRESHOLD, num_perm=PERMUTATIONS, num_bands=BANDS)
    index.insert_many(hashes)
    found = []
    for k in range(0, len(hashes), 5000):
        for i, others in enumerate(index.query_all(hashes[k : k + 5000]), k):
            found += [(i, j) for j in others if i < j]
    return found


def gaoya(docs: list[str]) -> list[tuple[int, int]]:
    import gaoya

    index = gaoya.minhash.MinHashStringIndex(
        hash_size=32,
        jaccard_threshold=THRESHOLD,
        num_bands=BANDS,
        band_size=PERMUTATIONS // BANDS,
        num_hashes=PERMUTATIONS,
        analyzer="char",
        lowercase=False,
        ngram_range=(K, K),
    )
    index.par_bulk_insert_docs(list(range(len(docs))), docs)
    return [(i, j) for i, row in enumerate(index.par_bulk_query(docs)) for j in row if i < j]


def datasketch(docs: list[str]) -> list[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH

    sets = ([gram.encode() for gram in set(grams(doc))] for doc in docs)
    hashes = MinHash.bulk(sets, num_perm=PERMUTATIONS, seed=1)
    index = MinHashLSH(num_perm=PERMUTATIONS, params=(BANDS, PERMUTATIONS // BANDS))
    with index.insertion_session() as session:
        for i, one in enumerate(hashes):
            session.insert(i, one, check_duplication=False)
    return [(i, j) for i, one in enumerate(hashes) for j in index.query(one) if i < j]


PROGRAMS = {
    "leitong": by_bands,
    "leitong, verified": verified,
    "rensa": rensa,
    "gaoya": gaoya,
    "datasketch": datasketch,
}


def truth(folder: Path) -> set[int]:
    """All pairs at or above the threshold, each as one number, by an exact join."""
    kept = folder / "pairs.npy"
    if not kept.exists():
        np.save(kept, exact(texts(folder)))
    return set(np.load(kept).tolist())


def exact(docs: list[str]) -> np.ndarray:
    """Sets as rows of a sparse matrix; its product with itself counts what pairs share."""
    from scipy import sparse

    import leitong

    hashes, offsets = leitong.shingles(docs, k=K)
    names, column, users = np.unique(hashes, return_inverse=True, return_counts=True)
    row = np.repeat(np.arange(len(docs)), np.diff(offsets))
    # What one text alone has is in no intersection.
    shared = users[column] > 1
    ones = np.ones(shared.sum(), np.int32)
    sets = sparse.csr_array((ones, (row[shared], column[shared])), (len(docs), len(names)))
    sizes, found = np.diff(offsets), []
    for begin in range(0, len(docs), 500):
        part = (sets[begin : begin + 500] @ sets.T).tocoo()
        i, j = part.row.astype(np.int64) + begin, part.col.astype(np.int64)
        near = (i < j) & (part.data >= THRESHOLD * (sizes[i] + sizes[j] - part.data))
        found.append(i[near] * len(docs) + j[near])
    return np.concatenate(found)


def child(name: str, folder: Path, out: Path) -> None:
    found = PROGRAMS[name](texts(folder))
    np.save(out, np.array(sorted(set(found)), np.int64).reshape(-1, 2))


def measure(name: str, folder: Path) -> dict[str, object]:
    out = folder / "found.npy"
    command = [sys.executable, __file__, "--child", name, str(folder), str(out)]
    process = subprocess.Popen(command)
    _, status, usage = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"{name} failed")
    found, size = np.load(out), len(texts(folder))
    pairs = set((found[:, 0] * size + found[:, 1]).tolist())
    known = truth(folder)
    return {
        "program": name,
        "version": importlib.metadata.version(name.split(",")[0]),
        "documents": size,
        "user_seconds": round(usage.ru_utime, 2),
        "system_seconds": round(usage.ru_stime, 2),
        "peak_mib": round(usage.ru_maxrss / 1024),
        "recall": round(len(pairs & known) / len(known), 4),
        "precision": round(len(pairs & known) / max(len(pairs), 1), 4),
    }


def main() -> None:
    if sys.argv[1] == "--child":
        child(sys.argv[2], Path(sys.argv[3]), Path(sys.argv[4]))
        return
    folder, rows = Path(sys.argv[1]), []
    truth(folder)
    for name in PROGRAMS:
        try:
            importlib.metadata.version(name.split(",")[0])
        except importlib.metadata.PackageNotFoundError:
            print(f"{name}: skipped, not installed")
            continue
        rows.append(measure(name, folder))
        print(rows[-1], flush=True)
    if "--record" in sys.argv:
        commit = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
        ).stdout.strip()
        is_new = not RECORD.exists()
        with RECORD.open("a", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, ["date", "commit", *rows[0], "command"], lineterminator="\n")
            if is_new:
                writer.writeheader()
            for row in rows:
                day = datetime.date.today().isoformat()
                command = f"python benches/python_peers.py {folder.name}"
                writer.writerow({"date": day, "commit": commit, **row, "command": command})


if __name__ == "__main__":
    main()
