"""The stages of a scan on a cluster: the same report as ``leitong.scan`` gives, byte for byte.

``scan(df, work)`` runs all of it; the batch functions beside it are its pieces, for
``DataFrame.mapInArrow``. Only the DataFrame API of Spark Connect is used, so that Apache Spark
(classic and Connect) and Sail run the same file. Executors need this package and pyarrow.
"""

from __future__ import annotations

from leitong.spark._batch import (
    SCHEMAS,
    align,
    bands,
    candidates,
    doubled,
    passages,
    prepare,
    verify,
)
from leitong.spark._conf import CONF
from leitong.spark._scan import quarantine, scan
from leitong.spark._stages import Stages

__all__ = [
    "CONF",
    "SCHEMAS",
    "Stages",
    "align",
    "bands",
    "candidates",
    "doubled",
    "passages",
    "prepare",
    "quarantine",
    "scan",
    "verify",
]
