"""What the process that reads a job tells its server, a line of JSON each."""

from __future__ import annotations

from typing import Literal

from api.models_base import Body
from api.models_jobs import FileBody
from api.models_meta import ProblemBody

__all__ = ["LineBody"]


class LineBody(Body):
    """A line: a file that is done, or the end of all. ``locked``: another process writes to the
    library, and nothing was read."""

    report: FileBody | None = None
    end: Literal["done", "locked", "problem"] | None = None
    problem: ProblemBody | None = None
