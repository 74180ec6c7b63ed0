"""What ``/standards/{slug}/citation`` sends: one citation in every form that people paste."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from pydantic import Field, SerializerFunctionWrapHandler, model_serializer

from api.models_base import Body

__all__ = ["CitationBody", "CitationForm", "CslBody", "CslDateBody"]


class CitationForm(StrEnum):
    """The forms, in the order of the menu."""

    VI = "vi"
    VI_FULL = "vi_full"
    EN = "en"
    EN_FULL = "en_full"
    BIBTEX = "bibtex"
    CSL = "csl"
    RIS = "ris"


class CslDateBody(Body):
    """A day as CSL-JSON has it: ``[[2021, 6, 3]]``."""

    date_parts: list[list[int]] = Field(alias="date-parts", serialization_alias="date-parts")


class CslBody(Body):
    """One item of CSL-JSON (the input format of the Citation Style Language, version 1.0.2).

    ``type`` is ``legislation`` for legal acts and ``standard`` for standards and technical
    regulations. Variables that nothing fills are left out.
    """

    id: str
    type: str
    title: str
    number: str | None = None
    genre: str | None = None
    authority: str | None = None
    publisher: str | None = None
    jurisdiction: str = "VN"
    language: str = "vi"
    issued: CslDateBody | None = None
    section: str | None = None
    page: str | None = None
    URL: str
    accessed: CslDateBody
    note: str | None = None

    @model_serializer(mode="wrap")
    def _without_nulls(self, write: SerializerFunctionWrapHandler) -> dict[str, object]:
        """CSL-JSON knows no null."""
        written: dict[str, object] = write(self)
        return {name: value for name, value in written.items() if value is not None}


class CitationBody(Body):
    """A citation of a document, of a clause, or of a row of it, as on a day.

    ``vi`` names what is cited from the smallest part to the whole, for citing again; ``vi_full``
    as a document is named the first time (Nghị định 30/2020/NĐ-CP, Phụ lục I): kind, number, day,
    issuing body, subject. ``en`` and ``en_full`` are the same in English.
    """

    slug: str
    number: str | None
    as_of: date
    vi: str
    vi_full: str
    en: str
    en_full: str
    bibtex: str
    csl: list[CslBody] = Field(description="CSL-JSON, a list of one item")
    ris: str
    url: str = Field(description="this citation; with `form` one form as a file of its own")
