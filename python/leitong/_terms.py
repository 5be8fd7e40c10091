"""How a call works: threads, progress, settings."""

from __future__ import annotations

import json
import os
import sysconfig
from pathlib import Path
from typing import Any, Callable, Mapping, Optional, Union

from leitong import _leitong

__all__ = ["Progress", "ProgressCallback", "SettingsTables", "Terms", "settings"]

#: Told of every step: the stage, the pieces done, all pieces.
ProgressCallback = Callable[[str, int, int], Any]

#: A callback, ``True`` for bars of tqdm, ``None`` or ``False`` for silence.
Progress = Union[ProgressCallback, bool, None]

#: The tables of ``leitong.toml``: ``{"align": {"gap_symbols_max": 80}}``.
SettingsTables = Mapping[str, Mapping[str, Any]]


class Terms:
    """What the compiled module asks of a long call: whom to tell, and how many threads."""

    def __init__(self, progress: Progress = None, jobs: Optional[int] = None) -> None:
        self.bars = Bars() if progress is True else None
        self.progress = self.bars or progress or None
        self.jobs = jobs

    def close(self) -> None:
        """Ends the last bar."""
        if self.bars is not None:
            self.bars.close()


class Bars:
    """A bar of tqdm a stage."""

    def __init__(self) -> None:
        from tqdm.auto import tqdm

        self._make = tqdm
        self._stage: Optional[str] = None
        self._bar: Any = None

    def __call__(self, stage: str, done: int, total: int) -> None:
        if stage != self._stage:
            self.close()
            self._stage = stage
            self._bar = self._make(total=total, desc=stage)
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        """Ends the bar of the last stage."""
        if self._bar is not None:
            self._bar.update(self._bar.total - self._bar.n)
            self._bar.close()
            self._bar = None


def settings(tables: Optional[SettingsTables] = None) -> _leitong.Settings:
    """Checked settings.

    Raises:
        SettingError: for an unknown name or a value outside its range.
    """
    return _leitong.Settings(json.dumps(tables or {}), _worker())


def _worker() -> Optional[str]:
    """The program that reads what may hang, where pip installed it."""
    program = Path(sysconfig.get_path("scripts")) / "leitong-read-worker"
    program = program.with_suffix(".exe") if os.name == "nt" else program
    return str(program) if program.exists() else None
