"""What every body is made of."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

__all__ = ["Body", "BoxBody"]


class Body(BaseModel):
    """Base of every body: immutable, and a field nobody declared is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class BoxBody(Body):
    """A rectangle on a page, in PDF points."""

    page: int = Field(ge=1)
    x0: float
    y0: float
    x1: float
    y1: float
