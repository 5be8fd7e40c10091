"""Settings of Apache Spark for this job, each with its reason; ``leitong spark-conf`` prints the same."""

from __future__ import annotations

from leitong import _leitong

__all__ = ["CONF"]

#: Names and values, in the order in which ``leitong spark-conf`` prints them.
CONF: dict[str, str] = dict(_leitong.spark_conf())
