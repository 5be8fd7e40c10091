"""A worker of a standalone cluster is killed in the middle of the job: the rows stay the same.

    PYTHONPATH=python:python/tests python benches/spark/standalone.py WORK [--documents N]

Needs pyspark, java, and the package in this environment. A master and two workers run on loopback
addresses of their own, with local folders of their own; when the tasks are planned, the second worker
and its executor are killed (SIGKILL) and its folder is deleted, so that what it had shuffled is lost.
Prints the SHA-256 of the rows of the cluster and of this process, and what the driver's log says of
lost tasks. With --documents the corpus is repeated with other seeds until it is as large.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import leitong
from identity import SETTINGS, corpus, digests

HOSTS = ("127.0.0.1", "127.0.0.2")
PORT = 17077
SECONDS_MAX = 900


def spark_class() -> list[str]:
    import pyspark

    return [str(Path(pyspark.__file__).parent / "bin" / "spark-class")]


def start(work: Path, name: str, arguments: list[str], host: str) -> subprocess.Popen[bytes]:
    folder = work / name
    folder.mkdir(parents=True)
    environment = {
        **os.environ,
        "SPARK_LOCAL_IP": host,
        "SPARK_LOCAL_DIRS": str(folder / "local"),
        "SPARK_WORKER_DIR": str(folder / "worker"),
    }
    log = (folder / "log").open("wb")
    command = spark_class() + arguments
    # A group of its own, so that it can be killed with its executor.
    return subprocess.Popen(
        command, env=environment, stdout=log, stderr=log, start_new_session=True
    )


def texts_of(count: int) -> dict[str, str]:
    texts, seed = corpus(), 100
    while len(texts) < count:
        more = corpus(seed)
        texts.update({f"{seed}/{name}": text for name, text in more.items() if len(text) < 10_000})
        seed += 1
    return texts


def kill_when_planned(work: Path, worker: subprocess.Popen[bytes]) -> None:
    planned, end = work / "run" / "tasks" / "_leitong.json", time.monotonic() + SECONDS_MAX
    while not planned.exists() and time.monotonic() < end:
        time.sleep(0.05)
    shuffled = work / "worker2" / "local"
    # The first texts have been moved when the worker holds files of a shuffle of this job.
    known = set(shuffled.rglob("shuffle_*"))
    while set(shuffled.rglob("shuffle_*")) <= known and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(worker.pid, signal.SIGKILL)
    shutil.rmtree(shuffled, ignore_errors=True)
    print(f"killed the second worker, {len(known)} files of its shuffles before the job", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("work", type=Path)
    parser.add_argument("--documents", type=int, default=0)
    given = parser.parse_args()
    work = given.work.resolve()
    texts = texts_of(given.documents)
    expected = digests(leitong.scan(texts, settings=SETTINGS))
    master = "org.apache.spark.deploy.master.Master"
    worker = "org.apache.spark.deploy.worker.Worker"
    url = f"spark://{HOSTS[0]}:{PORT}"
    started = [
        start(work, "master", [master, "--host", HOSTS[0], "--port", str(PORT)], HOSTS[0])
    ]
    try:
        for i, host in enumerate(HOSTS, 1):
            flags = ["--host", host, "--cores", "1", "--memory", "1200m", url]
            started.append(start(work, f"worker{i}", [worker, *flags], host))
        found = on_cluster(url, work, texts, started[2])
    finally:
        for process in started:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
    for name in expected:
        print(f"{name}: cluster {found[name]}, one process {expected[name]}")
    if found != expected:
        raise SystemExit("the rows differ")
    print(f"{len(texts)} documents: equal")


def on_cluster(
    url: str, work: Path, texts: dict[str, str], victim: subprocess.Popen[bytes]
) -> dict[str, str]:
    from pyspark.sql import SparkSession

    from leitong import spark

    # Executors take the python of the path otherwise, which need not have the package.
    os.environ["PYSPARK_PYTHON"] = sys.executable
    conf = {
        "spark.ui.enabled": "false",
        "spark.driver.host": HOSTS[0],
        "spark.driver.bindAddress": HOSTS[0],
        "spark.executor.memory": "1g",
        "spark.sql.shuffle.partitions": "12",
        # Else the lost files are read by one task, which may be done by then.
        "spark.sql.adaptive.coalescePartitions.enabled": "false",
    }
    builder = SparkSession.builder.master(url)
    for name, value in conf.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    killer = threading.Thread(target=kill_when_planned, args=(work, victim), daemon=True)
    killer.start()
    frame = session.createDataFrame(list(texts.items()), "id string, text string").repartition(8)
    report = spark.scan(frame, f"{work}/run", settings=SETTINGS, task_bytes=20_000, partitions=12)
    killer.join(timeout=10)
    if killer.is_alive():
        raise SystemExit("the job was over before the worker was killed")
    session.stop()
    return digests(report)


if __name__ == "__main__":
    main()
