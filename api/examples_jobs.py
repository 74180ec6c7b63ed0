"""Jobs, files and facts that the OpenAPI document shows for what needs a key."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from api.models_held import HeldDocumentBody, HeldFileBody
from api.models_jobs import (
    DocumentBody,
    FileBody,
    JobBody,
    JobFileBody,
    JobsBody,
    JobState,
    ProgressBody,
)
from api.models_reading import FactBody, FactCheckBody
from index.facts import CheckState

__all__ = ["DONE", "FACT", "FACT_NAMES", "HELD", "JOBS", "JOB_NUMBERS", "KEYED", "QUEUED"]

_NAME: Final = "qcvn-2-2021-bkhcn-mu-bao-hiem.pdf"
_SHA: Final = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_AT: Final = datetime(2026, 11, 23, 1, 30, tzinfo=UTC)
_JOB = JobBody(
    id=1,
    url="/api/v1/jobs/1",
    state=JobState.QUEUED,
    key="portal",
    made_at=_AT,
    started_at=None,
    ended_at=None,
    tries=0,
    progress=ProgressBody(files_done=0, files=1, pages=0),
    files=[JobFileBody(file=_NAME, sha256=_SHA, bytes=34297)],
    reports=[],
    problem=None,
)
_READ = FileBody(
    path=_NAME,
    file=_NAME,
    outcome="read",
    reason=None,
    pages=5,
    documents=[
        DocumentBody(
            slug="qcvn-2-2021-bkhcn",
            number="QCVN 2:2021/BKHCN",
            title="Mũ bảo hiểm cho người đi mô tô, xe máy",
            clauses=31,
            products=2,
            citations=6,
        )
    ],
    doubts=[],
    account=None,
)
QUEUED = _JOB.model_dump(mode="json")
"""A job that waits."""
_DONE = _JOB.model_copy(
    update={
        "state": JobState.DONE,
        "started_at": _AT,
        "ended_at": _AT,
        "tries": 1,
        "progress": ProgressBody(files_done=1, files=1, pages=5),
        "reports": [_READ],
    }
)
DONE = _DONE.model_dump(mode="json")
"""One that is done."""
JOBS = JobsBody(jobs=[_DONE], next=None).model_dump(mode="json")
"""All of them."""
HELD = HeldFileBody(
    file=_NAME,
    sha256=_SHA,
    documents=[
        HeldDocumentBody(
            slug="qcvn-2-2021-bkhcn",
            number="QCVN 2:2021/BKHCN",
            title="Mũ bảo hiểm cho người đi mô tô, xe máy",
        )
    ],
).model_dump(mode="json")
"""A file with its documents."""
FACT = FactBody(
    name="number",
    label="Số hiệu",
    label_en="Number",
    value="QCVN 2:2021/BKHCN",
    page=1,
    state=CheckState.CHECKED,
    check=FactCheckBody(value="QCVN 2:2021/BKHCN", by="Trần Thị Lan (portal)", at=_AT, note=""),
).model_dump(mode="json")
"""A fact that was marked."""
JOB_NUMBERS = {"job": {"summary": "The first job", "value": 1}}
FACT_NAMES = {"number": {"summary": "The number of the document", "value": "number"}}
_FACT_PATH: Final = "/api/v1/standards/{slug}/facts/{fact}"
KEYED: Final[dict[str, dict[str, object]]] = {
    "post /api/v1/uploads": {"200": DONE, "202": QUEUED},
    "get /api/v1/jobs": {"200": JOBS},
    "get /api/v1/jobs/{number}": {"200": DONE},
    "delete /api/v1/jobs/{number}": {"200": DONE},
    "post /api/v1/jobs/{number}/again": {"202": QUEUED},
    "get /api/v1/files/{name}": {"200": HELD},
    "delete /api/v1/files/{name}": {"200": HELD},
    f"put {_FACT_PATH}": {"200": FACT},
    f"delete {_FACT_PATH}": {"200": {**FACT, "state": "unchecked", "check": None}},
}
"""Answers of operations that need a key, by verb and path, then status."""
