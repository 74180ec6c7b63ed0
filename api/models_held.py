"""Bodies about held files, and what is sent to mark a fact."""

from __future__ import annotations

from pydantic import ConfigDict, Field

from api.models_base import Body

__all__ = ["HeldDocumentBody", "HeldFileBody", "NewCheckBody"]


class HeldDocumentBody(Body):
    """A document that was read from a file."""

    slug: str
    number: str | None
    title: str | None


class HeldFileBody(Body):
    """A held file with all documents read from it."""

    file: str
    sha256: str
    documents: list[HeldDocumentBody]


class NewCheckBody(Body):
    """That somebody compared a fact with the page. ``value`` has to be what is read; ``by`` names
    the person, and is shown with the name of the key."""

    model_config = ConfigDict(
        json_schema_extra={
            "example": {"value": "QCVN 2:2021/BKHCN", "by": "Trần Thị Lan", "note": ""}
        }
    )

    value: str = Field(max_length=20_000)
    by: str = Field(default="", max_length=100)
    note: str = Field(default="", max_length=1000)
