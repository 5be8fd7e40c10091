#!/usr/bin/env python3
"""Remake zh-words.tsv and en-words.tsv beside this script from two packages, without a network.

    make.py JIEBA.tar.gz SYMSPELLPY.whl

The arguments are the files that `pip download --no-deps jieba symspellpy` leaves behind. The same
packages give the same bytes. See NOTICE for the licences.
"""
import pathlib
import sys
import tarfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
ZH_WORDS_MAX = 60_000
EN_WORDS_MAX = 40_000
# The most frequent English word counts 2.3e10, more than an unsigned integer of 32 bits holds.
EN_DIVISOR = 1000

ZH_HEADER = """\
# Chinese words and how often they were counted: word<TAB>count, by count, then by word.
# For: the shipped background of the genre model (low orders), where a batch is too small.
# Source: dict.txt of jieba {version}, MIT License, Copyright (c) 2013 Sun Junyi.
# Made by make.py: words of Han characters only, the {words} most frequent and every single
# character; counts as in the source.
"""
EN_HEADER = """\
# English words and how often they were counted: word<TAB>count, by count, then by word.
# For: the shipped background of the genre model (low orders), where a batch is too small.
# Source: frequency_dictionary_en_82_765.txt of symspellpy {version}, MIT License,
# Copyright (c) 2025 mmb L, (c) 2021 Wolf Garbe. It joins counts of the Google Books Ngram data
# (CC BY 3.0, http://books.google.com/ngrams) with the words of SCOWL (c) 2000-2018 Kevin Atkinson.
# Made by make.py: words of a-z only, the {words} most frequent; counts divided by {divisor},
# rounded up.
"""


def is_han(character):
    """The CJK ideographs of the basic plane, extension A and the supplementary planes."""
    return "\u3400" <= character <= "\u9fff" or "\U00020000" <= character <= "\U0003ffff"


def jieba_lines(path):
    with tarfile.open(path) as package:
        member = next(m for m in package.getmembers() if m.name.endswith("/jieba/dict.txt"))
        yield from package.extractfile(member).read().decode("utf-8").splitlines()


def symspell_lines(path):
    with zipfile.ZipFile(path) as package:
        name = "symspellpy/frequency_dictionary_en_82_765.txt"
        yield from package.read(name).decode("utf-8-sig").splitlines()


def counts(lines):
    """{word: count}; a word listed twice keeps its larger count."""
    result = {}
    for line in lines:
        word, count = line.split(" ")[:2]
        result[word] = max(int(count), result.get(word, 0))
    return result


def by_count(table):
    return sorted(table.items(), key=lambda row: (-row[1], row[0]))


def write(name, header, rows):
    body = "".join(f"{word}\t{count}\n" for word, count in rows)
    (HERE / name).write_text(header + body, encoding="utf-8", newline="\n")
    print(f"{name}: {len(rows)} words, {sum(count for _, count in rows)} counted")


def version(path):
    return pathlib.Path(path).name.split("-")[1].removesuffix(".tar.gz")


def main(jieba, symspellpy):
    han = {w: c for w, c in counts(jieba_lines(jieba)).items() if all(map(is_han, w))}
    kept = {w for w, _ in by_count(han)[:ZH_WORDS_MAX]} | {w for w in han if len(w) == 1}
    write("zh-words.tsv", ZH_HEADER.format(version=version(jieba), words=ZH_WORDS_MAX),
          by_count({w: han[w] for w in kept}))
    english = {w: -(-c // EN_DIVISOR) for w, c in counts(symspell_lines(symspellpy)).items()
               if w.isascii() and w.isalpha() and w.islower()}
    write("en-words.tsv",
          EN_HEADER.format(version=version(symspellpy), words=EN_WORDS_MAX, divisor=EN_DIVISOR),
          by_count(english)[:EN_WORDS_MAX])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(*sys.argv[1:])
