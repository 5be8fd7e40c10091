"""Long work beside the interpreter: progress, Ctrl-C, threads."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

import leitong


def many(count: int) -> list[str]:
    """Texts long enough that a scan of them takes a while."""
    words = "抓 实 做 细 责任 清单 台账 网格 巡查 整改 调度 群众 企业 项目 资金 监督 培训".split()
    texts = []
    for n in range(count):
        state, out = n * 7919 + 1, []
        for _ in range(1500):
            state = (state * 1103515245 + 12345) % 2**31
            out.append(words[state >> 16 & 15])
        texts.append("，".join("".join(out[i : i + 7]) for i in range(0, 1500, 7)) + "。")
    return texts


def test_progress_tells_stages_in_order_and_ends_complete() -> None:
    told: list[tuple[str, int, int]] = []
    leitong.scan(many(40), progress=lambda *step: told.append(step))
    stages = list(dict.fromkeys(stage for stage, _, _ in told))
    order = ["read", "ingest", "align", "count", "classify"]
    assert stages == [stage for stage in order if stage in stages]
    assert all(0 <= done <= total for _, done, total in told)
    assert told


def test_bars_of_tqdm(capfd: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("tqdm")
    leitong.scan(many(20), progress=True)
    assert "it/s" in capfd.readouterr().err


def test_what_the_callback_raises_ends_the_work() -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        leitong.scan(many(20), progress=fail)
    assert len(leitong.scan(many(2)).documents) == 2


def test_other_python_threads_run_meanwhile() -> None:
    ticks = 0
    over = threading.Event()

    def tick() -> None:
        nonlocal ticks
        while not over.wait(0.01):
            ticks += 1

    thread = threading.Thread(target=tick)
    thread.start()
    began = time.monotonic()
    leitong.scan(many(60))
    seconds = time.monotonic() - began
    over.set()
    thread.join()
    # A fifth of the ticks that an idle machine would see: the machine of a test is not idle.
    assert ticks >= seconds / 0.01 / 5


@pytest.mark.skipif(sys.platform == "win32", reason="signals are sent otherwise there")
def test_ctrl_c_raises_keyboard_interrupt(tmp_path: Path) -> None:
    script = tmp_path / "long.py"
    here = str(Path(__file__).parent)
    script.write_text(
        textwrap.dedent(
            f"""
            import sys
            sys.path.insert(0, {here!r})
            import leitong
            from test_work import many
            texts = many(300)
            print("ready", flush=True)
            try:
                leitong.scan(texts)
            except KeyboardInterrupt:
                print("interrupted", flush=True)
            else:
                print("finished", flush=True)
            """
        ),
        encoding="utf-8",
    )
    child = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    time.sleep(0.5)
    child.send_signal(signal.SIGINT)
    began = time.monotonic()
    said, _ = child.communicate(timeout=60)
    assert said == "interrupted\n"
    # The next piece of work ends each thread; a pair of these texts takes far less.
    assert time.monotonic() - began < 30
