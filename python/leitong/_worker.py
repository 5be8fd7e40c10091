"""Reads one file for another process, which limits the time and the memory that it takes."""

from __future__ import annotations

import sys

from leitong import _leitong


def main() -> int:
    """The program ``leitong-read-worker``; only the package itself calls it."""
    if sys.argv[1:] != ["read-worker"]:
        print("leitong-read-worker is called by leitong and does nothing else", file=sys.stderr)
        return 2
    _leitong.serve()
    return 0
