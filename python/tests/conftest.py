"""Texts that the tests share: a county's summaries, invented for this purpose."""

from __future__ import annotations

from pathlib import Path

import pytest

import leitong

#: The sample that comes with the repository.
SAMPLE = Path(__file__).parents[2] / "data" / "sample"

#: A paragraph that two of the texts share.
SHARED = (
    "入汛以来，全镇先后组织巡堤查险队伍十一支，逐段排查圩堤渗漏点二十七处，"
    "连夜调运砂石料三千余吨加固险工险段，转移安置低洼地带群众四百六十余人，未发生一起人员伤亡事故。"
)


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """Three short reports; the first two share a paragraph."""
    return {
        "青溪镇": "青溪镇防汛工作小结\n\n今年雨季来得早，镇里提前备足了物资。" + SHARED,
        "白沙乡": "白沙乡防汛情况汇报\n\n乡党委多次研究部署，压实各村责任。" + SHARED,
        "石桥乡": "石桥乡读书活动总结\n\n农家书屋全年借出图书一千三百册，评出读书标兵六名。",
    }


@pytest.fixture(scope="session")
def report(texts: dict[str, str]) -> leitong.Report:
    """What a scan of them finds."""
    return leitong.scan(texts)


@pytest.fixture(scope="session")
def sample() -> leitong.Report:
    """A scan of the sample of the repository."""
    return leitong.scan(SAMPLE / "reports", meta=SAMPLE / "meta.csv")
