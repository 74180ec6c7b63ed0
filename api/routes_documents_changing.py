"""What needs a key beside uploads: a keeper deletes files, a checker marks facts as checked."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from fastapi import APIRouter, Depends, Header, Path, Response

from api.desk.database import DeskDatabase
from api.desk.opening import desk_of
from api.examples import FILES, SLUGS
from api.examples_jobs import FACT, FACT_NAMES, HELD
from api.keys import Key, KeyRole
from api.keys_access import NEEDS_KEY, require_key
from api.models_held import HeldFileBody, NewCheckBody
from api.models_reading import FactBody
from api.provider import service_of
from api.service import Service
from api.validators import matches
from standards.errors import OtherVersion, TrachuanError

__all__ = ["router"]

router = APIRouter(tags=["changing"])
Desk = Annotated[DeskDatabase, Depends(desk_of)]
Serving = Annotated[Service, Depends(service_of)]
Keeper = Annotated[Key, Depends(require_key(KeyRole.KEEPER))]
Checker = Annotated[Key, Depends(require_key(KeyRole.CHECKER))]
Name = Annotated[str, Path(max_length=255, openapi_examples=FILES)]
Slug = Annotated[str, Path(max_length=200, openapi_examples=SLUGS)]
Fact = Annotated[str, Path(max_length=400, openapi_examples=FACT_NAMES)]


@router.get(
    "/files/{name}",
    summary="A held file, with the documents read from it",
    responses={200: {"content": {"application/json": {"example": HELD}}}},
)
def held_file(name: Name, response: Response, service: Serving) -> HeldFileBody:
    """What would go if it were deleted."""
    held = service.held.file(name)
    response.headers["ETag"] = _tag(held)
    return held


@router.delete(
    "/files/{name}",
    summary="Delete a file, with all documents read from it",
    openapi_extra=NEEDS_KEY,
    responses={200: {"content": {"application/json": {"example": HELD}}}},
)
def delete_file(
    name: Name,
    response: Response,
    service: Serving,
    desk: Desk,
    key: Keeper,
    if_match: Annotated[
        str, Header(max_length=400, description="the `ETag` of the file as it was seen")
    ] = "",
) -> HeldFileBody:
    """The answer names what went. With ``If-Match`` only if the file is still the same."""
    held = service.held.file(name)
    if if_match and not matches(if_match, _tag(held)):
        raise OtherVersion(f"{name} or what was read from it has changed; ask for it again")
    went = ", ".join(one.slug for one in held.documents)
    with _told(desk, key, "document.delete", f"file:{name}", f"sha256:{held.sha256}; {went}"):
        service.held.delete(name, held.sha256)
    response.headers["Cache-Control"] = "no-store"
    return held


@router.put(
    "/standards/{slug}/facts/{fact}",
    summary="Mark a fact as compared with the page",
    openapi_extra=NEEDS_KEY,
    responses={200: {"content": {"application/json": {"example": FACT}}}},
)
def check_fact(
    slug: Slug, fact: Fact, new: NewCheckBody, service: Serving, desk: Desk, key: Checker
) -> FactBody:
    """``value`` has to be what is read (``/standards/{slug}/facts``); else 409 says what is. The
    name of the key is shown with the check."""
    document = service.document(slug)
    person = " ".join(new.by.split())
    by = f"{person} ({key.name})" if person else key.name
    subject, at = f"standard:{document.id}", desk.now()
    with _told(desk, key, "fact.check", subject, fact):
        return service.held.check(document, fact, value=new.value, by=by, at=at, note=new.note)


@router.delete(
    "/standards/{slug}/facts/{fact}",
    summary="Take a check back",
    openapi_extra=NEEDS_KEY,
    responses={
        200: {
            "content": {
                "application/json": {"example": {**FACT, "state": "unchecked", "check": None}}
            }
        }
    },
)
def uncheck_fact(
    slug: Slug, fact: Fact, service: Serving, desk: Desk, key: Checker
) -> FactBody | None:
    """Null if the fact is no longer read."""
    document = service.document(slug)
    with _told(desk, key, "fact.uncheck", f"standard:{document.id}", fact):
        return service.held.uncheck(document, fact)


def _tag(held: HeldFileBody) -> str:
    """Changes with the file and with the documents that would go."""
    return f'"{hashlib.sha256(held.model_dump_json().encode()).hexdigest()[:32]}"'


@contextmanager
def _told(desk: DeskDatabase, key: Key, action: str, subject: str, detail: str) -> Iterator[None]:
    """The audit log names what is done before it is done, and what was refused then: nothing is
    changed of which it says nothing, even if the server dies in between."""
    with desk.change(key.actor, action, subject, detail):
        pass
    try:
        yield
    except TrachuanError as error:
        with desk.change(key.actor, f"{action}.refused", subject, f"{detail}; {error.code}"):
            pass
        raise
