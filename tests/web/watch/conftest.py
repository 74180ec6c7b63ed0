"""A library with something in every watch list, made by hand."""

import hashlib
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.assembly import create_or_open_library, open_service
from api.settings import Settings
from index.catalogue import ListKind, LoadedList
from standards.catalogue import HsName, Provenance
from standards.document import (
    Citation,
    Clause,
    Document,
    Kind,
    PageClass,
    PageText,
    ProductRow,
    Source,
)
from standards.hs import HsCode
from standards.identifier import Identifier
from standards.relation import (
    EffectKind,
    EffectRule,
    EffectStatement,
    Relation,
    RuleKind,
    Transition,
    Verb,
)
from web.site import create_site

TODAY = date(2026, 7, 15)


def made(number, slug, *, starts=None, cites="", **more):
    """A text made by hand that may cite a number in its clause 2.1."""
    text = f"Thử theo {cites} trong phòng thử nghiệm."
    at = text.index(cites)
    quoted = Citation(
        target=Identifier.parse(cites or "TCVN 1:1963"),
        text=cites,
        clause="2.1",
        page=1,
        start=at,
        end=at + len(cites),
    )
    body = Clause(key="2.1", label="2.1", heading="", text=text, page=1, last_page=1, parent=None)
    effect = EffectStatement(
        kind=EffectKind.STARTS,
        day=starts,
        rule=EffectRule(RuleKind.STATED),
        words="có hiệu lực",
        clause=None,
        page=1,
    )
    sha256 = hashlib.sha256(f"{slug}.pdf".encode()).hexdigest()
    whole = {
        "id": slug,
        "number": Identifier.parse(number) if number else None,
        "kind": Kind.QCVN,
        "title": f"Văn bản {slug}",
        "issuer": None,
        "source": Source(file=f"{slug}.pdf", sha256=sha256, pages=1, first_page=1, last_page=1),
        "effects": (effect,) if starts else (),
        "clauses": (body,) if cites else (),
        "citations": (quoted,) if cites else (),
    }
    return Document(**{**whole, **more})


def ending(target, day):
    return Relation(
        verb=Verb.REPLACES,
        target=Identifier.parse(target),
        clause=None,
        page=1,
        words=f"thay thế {target}",
        day=day,
    )


def documents():
    row = ProductRow(
        name="Mũ bảo hộ",
        hs=(HsCode.parse("6506.99.99"),),
        standards=(),
        page=1,
        clause=None,
        boxes=(),
        text="1 | Mũ bảo hộ",
    )
    rule = Transition(words="đến hết 31/08/2026", clause=None, page=1, until=date(2026, 9, 1))
    return [
        made("QCVN 41:2019/BGTVT", "cu", starts=date(2020, 7, 1), products=(row,)),
        made(
            "QCVN 41:2024/BGTVT",
            "moi",
            starts=date(2026, 7, 1),
            relations=(ending("QCVN 41:2019/BGTVT", date(2026, 7, 1)),),
            transitions=(rule,),
        ),
        made("QCVN 7:2021/BXD", "nhac", starts=date(2021, 1, 1), cites="QCVN 41:2019/BGTVT"),
        made("QCVN 8:2021/BXD", "khac", starts=date(2021, 1, 1), cites="TCVN 9999:2020"),
        made("QCVN 5:2010/BXD", "bi", starts=date(2010, 1, 1)),
        made(
            "1/2026/TT-BXD",
            "mot",
            starts=date(2026, 1, 1),
            relations=(ending("QCVN 5:2010/BXD", date(2026, 2, 1)),),
        ),
        made(
            "2/2026/TT-BXD",
            "hai",
            starts=date(2026, 1, 1),
            relations=(ending("QCVN 5:2010/BXD", date(2026, 9, 1)),),
        ),
        made(None, "khong-so"),
    ]


@dataclass
class Busy:
    """The library and the site over it, on 15/07/2026 unless another day is named."""

    folder: Path

    @property
    def settings(self):
        return Settings(library=self.folder, embedder="hashing")

    def keep(self, documents, *, content=b""):
        """Add documents, each with a file of its own; other ``content`` is another file."""
        with closing(create_or_open_library(self.settings)) as library, library.batch() as batch:
            for document in documents:
                original = document.source.file.encode() + content
                sha256 = hashlib.sha256(original).hexdigest()
                page = PageText(
                    number=1,
                    width=595.0,
                    height=842.0,
                    page_class=PageClass.TEXT,
                    reason="",
                    text="",
                )
                batch.add(
                    file=document.source.file,
                    original=original,
                    sha256=sha256,
                    documents=[replaced_source(document, sha256)],
                    pages=[page],
                    reader="0",
                )

    def remove(self, file):
        with closing(create_or_open_library(self.settings)) as library, library.batch() as batch:
            batch.delete(library.store.file_record(file).sha256)

    def site(self, today=TODAY):
        return create_site(self.settings, service=open_service(self.settings, today=lambda: today))

    def client(self, today=TODAY):
        return TestClient(self.site(today))


def replaced_source(document, sha256):
    return replace(document, source=replace(document.source, sha256=sha256))


def with_tariff(busy):
    helmet = HsName(
        code=HsCode.parse("6506.10.20"),
        provenance=Provenance(source="biểu thuế", row=1),
        name_vi="Mũ bảo hộ",
        name_en="Safety helmets",
    )
    loaded = LoadedList(
        name="biểu thuế",
        kind=ListKind.HS,
        file="hs.tsv",
        sha256="0" * 64,
        records=1,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )
    with closing(create_or_open_library(busy.settings)) as library:
        library.catalogue.load(loaded, [helmet])


@pytest.fixture(scope="session")
def busy_site(tmp_path_factory):
    """The site over the texts made by hand and a tariff of one code."""
    busy = Busy(tmp_path_factory.mktemp("busy") / "library")
    busy.keep(documents())
    with_tariff(busy)
    return busy.site()


@pytest.fixture
def busy(busy_site):
    with TestClient(busy_site) as client:
        yield client


@pytest.fixture
def library(tmp_path):
    """A library of its own, which a test may change."""
    made = Busy(tmp_path / "library")
    made.keep(documents())
    return made


@pytest.fixture(scope="session")
def make():
    """Makes a text by hand."""
    return made


@pytest.fixture(scope="session")
def by_hand():
    """The texts of the library."""
    return documents
