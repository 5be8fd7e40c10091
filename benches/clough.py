#!/usr/bin/env python3
"""Binary accuracy on short answers copied from a source: overlap as the score, by level.

Usage: benches/clough.py PAIRS.csv GOLD.jsonl      (both as `leitong scan` and the corpus leave them)

The threshold is the middle of the best range on one half of the answers, drawn by seed; the other
half is scored. Mean of 200 draws.
"""
import csv
import json
import os
import random
import sys

DRAWS = 200


def overlaps(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            names = [os.path.basename(row[side + "_document"]) for side in ("left", "right")]
            for name, other, side in zip(names, names[::-1], ("left", "right")):
                yield (name, other), float(row["overlap_" + side] or 0)


def accuracy(answers, threshold):
    return sum((score > threshold) == copied for score, copied, _ in answers) / len(answers)


def best_threshold(answers):
    scores = sorted({score for score, _, _ in answers})
    middles = [(a + b) / 2 for a, b in zip(scores, scores[1:])]
    right = [accuracy(answers, middle) for middle in middles]
    best = [middle for middle, one in zip(middles, right) if one == max(right)]
    return (best[0] + best[-1]) / 2


def main(pairs, gold):
    found = dict(overlaps(pairs))
    base = os.path.basename
    with open(gold, encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    answers = [(found.get((base(row["susp"]), base(row["src"])), 0.0), row["plagiarised"],
                row["category"]) for row in rows]
    total = 0.0
    for seed in range(DRAWS):
        drawn = answers[:]
        random.Random(seed).shuffle(drawn)
        half = len(drawn) // 2
        total += accuracy(drawn[half:], best_threshold(drawn[:half]))
    print(f"accuracy on the other half, mean of {DRAWS}: {total / DRAWS:.3f}")
    for level in sorted({level for _, _, level in answers}):
        scores = sorted(score for score, _, one in answers if one == level)
        print(f"{level:8} {len(scores):3} answers, overlap median {scores[len(scores) // 2]:.2f}, "
              f"{scores[0]:.2f} to {scores[-1]:.2f}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
