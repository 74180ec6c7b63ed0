"""A typed client of the interface of Trachuẩn, made from its OpenAPI document.

Written by ``make client``: do not change it by hand. It needs nothing but Python 3.11.

    from trachuan_client import Client

    client = Client("http://localhost:8000")
    for answer in client.ask("mũ bảo hiểm cho người đi xe máy")["answers"]:
        print(answer["number"], answer["status"], answer["citation"])
"""

# ruff: noqa: ANN401, E501
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Literal, NotRequired, TypedDict, cast
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

__all__ = ["Client", "ProblemError"]

_Value = str | int | float | bool | None | Sequence[str] | Sequence[int]


class ProblemError(Exception):
    """The server refused: ``problem`` is what it said (RFC 9457), ``code`` is stable."""

    def __init__(self, problem: ProblemBody) -> None:
        super().__init__(f"{problem['code']}: {problem['detail']}")
        self.problem = problem
        self.code = problem["code"]


class Client:
    """One server. Methods are named like the paths under ``/api/v1``; those of files give bytes.

    ``base`` is where it is served, ``timeout`` seconds an answer may take.
    """

    def __init__(self, base: str, *, timeout: float = 30.0) -> None:
        self.base = base.rstrip("/")
        self.timeout = timeout

    def fetch(self, address: str) -> bytes:
        """What stands at an address that a body gives (``url``, ``page_url``): bytes."""
        return self._send("GET", address)

    def _send(
        self,
        verb: str,
        path: str,
        query: Mapping[str, _Value] | None = None,
        body: bytes | None = None,
        kind: str = "application/json",
    ) -> bytes:
        pairs = [pair for name, value in (query or {}).items() for pair in _pairs(name, value)]
        address = f"{self.base}{path}{'?' + urlencode(pairs) if pairs else ''}"
        headers = {"Accept": "*/*"} | ({"Content-Type": kind} if body is not None else {})
        asked = Request(address, data=body, headers=headers, method=verb)
        try:
            with urlopen(asked, timeout=self.timeout) as reply:
                return cast(bytes, reply.read())
        except HTTPError as error:
            if error.headers.get_content_type() != "application/problem+json":
                raise
            raise ProblemError(json.loads(error.read())) from None

    def _json(self, *asked: Any) -> Any:
        return json.loads(self._send(*asked))

    def ask(
        self,
        q: str,
        *,
        as_of: str | None = None,
        limit: int | None = None,
        certain: bool | None = None,
        only: Sequence[str] | None = None,
        kind: QuestionKind | None = None,
        agency: Sequence[str] | None = None,
        year: Sequence[int] | None = None,
        doc_kind: Sequence[Kind] | None = None,
        in_force: bool | None = None,
        trade: Trade | None = None,
        need: int | None = None,
        as_typed: bool | None = None,
    ) -> AskBody:
        """Which standards apply, each with its clause, its page, its words and the place on the
        page. Where nothing answers, `answerable` is false, `reason` says why, and what came nearest
        stands under `nearest`. `understanding` is all that was read of the text: its needs, each
        answered by itself (`need` of an answer tells which), what narrows it, and the words that
        say so."""
        return cast(
            "AskBody",
            self._json(
                "GET",
                "/api/v1/ask",
                {
                    "q": q,
                    "as_of": as_of,
                    "limit": limit,
                    "certain": certain,
                    "only": only,
                    "kind": kind,
                    "agency": agency,
                    "year": year,
                    "doc_kind": doc_kind,
                    "in_force": in_force,
                    "trade": trade,
                    "need": need,
                    "as_typed": as_typed,
                },
            ),
        )

    def applicable(
        self,
        *,
        product: str | None = None,
        hs: str | None = None,
        as_of: str | None = None,
        trade: Trade | None = None,
        answer: Sequence[str] | None = None,
        certain: bool | None = None,
    ) -> ApplicableBody:
        """Rows of ministries' lists and scopes of regulations that speak of the goods, with the
        chain from the goods to the duty: list, regulation, standard, law, each with page and words.
        What has ended or does not bind yet stands apart and never answers. `questions` are asked
        back where the result depends on something unsaid; an answer only ever takes items away."""
        return cast(
            "ApplicableBody",
            self._json(
                "GET",
                "/api/v1/applicable",
                {
                    "product": product,
                    "hs": hs,
                    "as_of": as_of,
                    "trade": trade,
                    "answer": answer,
                    "certain": certain,
                },
            ),
        )

    def post_applicable_batch(self, body: bytes) -> bytes:
        """CSV (heading `product`, `hs`, `as_of`, `trade`, or *sản phẩm*, *mã HS*, *ngày*, *loại
        hình*) or a JSON array of objects with these names. `X-Total-Rows` says how many rows there
        will be; the first column counts them. What is wrong with a row stands in its `error`
        cell."""
        return self._send("POST", "/api/v1/applicable/batch", {}, body, "text/csv")

    def check(
        self,
        *,
        product: str | None = None,
        hs: str | None = None,
        as_of: str | None = None,
        trade: Trade | None = None,
        answer: Sequence[str] | None = None,
        seen: str | None = None,
    ) -> GuidedCheckBody:
        """The same answer as `/applicable`, told as a report: what must be done, by duty and by the
        act that demands it, every statement with the numbers of its proofs; what was excluded, not
        known and not held; and what the library held. `next` is the question to ask next, if any is
        left; an answer only ever takes away. Nothing that is sent is kept."""
        return cast(
            "GuidedCheckBody",
            self._json(
                "GET",
                "/api/v1/check",
                {
                    "product": product,
                    "hs": hs,
                    "as_of": as_of,
                    "trade": trade,
                    "answer": answer,
                    "seen": seen,
                },
            ),
        )

    def standards(
        self,
        *,
        kind: Kind | None = None,
        issuer: str | None = None,
        number: str | None = None,
        year: int | None = None,
        file: str | None = None,
        as_of: str | None = None,
        only: Sequence[str] | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> StandardsPage:
        """In the order of slugs. `next` in the body, and the `Link` header (RFC 8288), lead on."""
        return cast(
            "StandardsPage",
            self._json(
                "GET",
                "/api/v1/standards",
                {
                    "kind": kind,
                    "issuer": issuer,
                    "number": number,
                    "year": year,
                    "file": file,
                    "as_of": as_of,
                    "only": only,
                    "cursor": cursor,
                    "limit": limit,
                },
            ),
        )

    def standards_slug(self, slug: str, *, as_of: str | None = None) -> StandardBody:
        """Outline, product rows, relations, citations both ways, doubts and source. `links`, and
        the `Link` header, name the other forms of the record."""
        return cast(
            "StandardBody",
            self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}", {"as_of": as_of}),
        )

    def standards_clauses_label(
        self,
        slug: str,
        label: str,
        *,
        as_of: str | None = None,
    ) -> ClauseBody:
        """Its words line by line with boxes, what it cites, its neighbours, and its status that
        day."""
        return cast(
            "ClauseBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/clauses/{quote(str(label), safe='')}",
                {"as_of": as_of},
            ),
        )

    def standards_graph(
        self,
        slug: str,
        *,
        clause: str | None = None,
        as_of: str | None = None,
    ) -> GraphBody:
        """Nodes and edges around a document or one clause, most mentions first."""
        return cast(
            "GraphBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/graph",
                {"clause": clause, "as_of": as_of},
            ),
        )

    def standards_facts(self, slug: str) -> FactsBody:
        """Each fact as read, its page, and who compared it with the page, when. `state` is
        `outdated` where the value that was checked is not the one read now. Checks are made with
        the command line: `trachuan check`."""
        return cast(
            "FactsBody", self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/facts")
        )

    def standards_tables(self, slug: str) -> TablesBody:
        """In reading order: caption, header, clause, pages, and the file of each."""
        return cast(
            "TablesBody", self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/tables")
        )

    def standards_tables_number_csv(self, slug: str, number: int) -> bytes:
        """Its header and rows word for word, with the page and the clause of each row."""
        return self._send(
            "GET",
            f"/api/v1/standards/{quote(str(slug), safe='')}/tables/{quote(str(number), safe='')}.csv",
        )

    def standards_tables_number(self, slug: str, number: int) -> TableBody:
        """Joined over its pages; each row with its box."""
        return cast(
            "TableBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/tables/{quote(str(number), safe='')}",
            ),
        )

    def standards_products_csv(self, slug: str) -> bytes:
        """Products, HS codes, the documents that apply, page and clause."""
        return self._send("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/products.csv")

    def standards_citation(
        self,
        slug: str,
        *,
        clause: str | None = None,
        row: int | None = None,
        point: str | None = None,
        page: int | None = None,
        number: str | None = None,
        as_of: str | None = None,
        form: CitationForm | None = None,
    ) -> CitationBody:
        """Vietnamese as drafting rules have it, English, BibTeX, CSL-JSON and RIS."""
        return cast(
            "CitationBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/citation",
                {
                    "clause": clause,
                    "row": row,
                    "point": point,
                    "page": page,
                    "number": number,
                    "as_of": as_of,
                    "form": form,
                },
            ),
        )

    def standards_jsonld(
        self,
        slug: str,
        *,
        as_of: str | None = None,
    ) -> LdLegislation | LdCreativeWork:
        """A technical regulation or legal act as `Legislation`, a national standard as
        `CreativeWork`. `legislationLegalForce` and `creativeWorkStatus` are those of the day; what
        is not known is left out. The page of the document carries the same without `citation` and
        `hasPart`."""
        return cast(
            "LdLegislation | LdCreativeWork",
            self._json(
                "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/jsonld", {"as_of": as_of}
            ),
        )

    def standards_relaton(self, slug: str, *, as_of: str | None = None) -> RelatonBody:
        """The bibliographic item that standards bodies exchange. JSON is YAML too: tools of Relaton
        read this as they read its YAML files. `docstatus` is that of the day in `biblionote`."""
        return cast(
            "RelatonBody",
            self._json(
                "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/relaton", {"as_of": as_of}
            ),
        )

    def standards_relaton_xml(self, slug: str, *, as_of: str | None = None) -> bytes:
        """The same as XML, elements in the order of the grammar of Relaton."""
        return self._send(
            "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/relaton.xml", {"as_of": as_of}
        )

    def standards_sts_xml(self, slug: str, *, as_of: str | None = None) -> bytes:
        """Metadata of the Standards Tag Suite (ANSI/NISO Z39.102), without the text. For standards
        and technical regulations only: 404 for a legal act."""
        return self._send(
            "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/sts.xml", {"as_of": as_of}
        )

    def standards_clauses(
        self,
        slug: str,
        *,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> ClausesPage:
        """The text of a document in reading order. `next` in the body, and the `Link` header (RFC
        8288), lead on. Boxes, citations and neighbours of a clause stand at its `data_url`."""
        return cast(
            "ClausesPage",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/clauses",
                {"cursor": cursor, "limit": limit},
            ),
        )

    def standards_citations(self, slug: str, *, as_of: str | None = None) -> CitationsBody:
        """Each mention with its words, its clause and page, and what the number means on the
        day."""
        return cast(
            "CitationsBody",
            self._json(
                "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/citations", {"as_of": as_of}
            ),
        )

    def standards_cited_by(self, slug: str, *, as_of: str | None = None) -> CitedByBody:
        """Mentions in held documents; those without a year apart where they mean another
        edition."""
        return cast(
            "CitedByBody",
            self._json(
                "GET", f"/api/v1/standards/{quote(str(slug), safe='')}/cited-by", {"as_of": as_of}
            ),
        )

    def standards_definitions(self, slug: str) -> TermsBody:
        """Term, English term where one is printed, meaning, and the clause that says so."""
        return cast(
            "TermsBody",
            self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/definitions"),
        )

    def ics(self) -> IcsListBody:
        """Classes to which held documents belong by what they adopt or by a list, and those above
        them; each class opens at its own address."""
        return cast("IcsListBody", self._json("GET", "/api/v1/ics"))

    def definitions(
        self,
        *,
        q: str | None = None,
        as_of: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> DefinitionsPage:
        """The words of each document that defines it, with clause, page and the status of the day:
        the term itself first, what is in force before what has ended. `next` in the body, and the
        `Link` header (RFC 8288), lead on. `total: 0` says that no document looked at defines it,
        not that none uses it."""
        return cast(
            "DefinitionsPage",
            self._json(
                "GET",
                "/api/v1/definitions",
                {"q": q, "as_of": as_of, "cursor": cursor, "limit": limit},
            ),
        )

    def standards_pages_page_png(
        self,
        slug: str,
        page: int,
        *,
        zoom: float | None = None,
        mark: Sequence[str] | None = None,
        v: str | None = None,
    ) -> bytes:
        """Addresses that bodies give carry `v`; then the answer never changes."""
        return self._send(
            "GET",
            f"/api/v1/standards/{quote(str(slug), safe='')}/pages/{quote(str(page), safe='')}.png",
            {"zoom": zoom, "mark": mark, "v": v},
        )

    def standards_pages_page(self, slug: str, page: int) -> PageTextBody:
        """In reading order, with how the text was had."""
        return cast(
            "PageTextBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/pages/{quote(str(page), safe='')}",
            ),
        )

    def standards_pages_lines(self, slug: str, page: int) -> list[PageLineBody]:
        """From the top; what was recognised from a picture included."""
        return cast(
            "list[PageLineBody]",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/pages/{quote(str(page), safe='')}/lines",
            ),
        )

    def standards_file(self, slug: str) -> bytes:
        """Byte for byte as it was given to the library."""
        return self._send("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/file")

    def agencies(self, *, as_of: str | None = None) -> AgenciesBody:
        """Ministries and others with their signs, days in office and successors."""
        return cast("AgenciesBody", self._json("GET", "/api/v1/agencies", {"as_of": as_of}))

    def agencies_code(self, code: str, *, as_of: str | None = None) -> AgencyBody:
        """By its sign or its name, in any spelling."""
        return cast(
            "AgencyBody",
            self._json("GET", f"/api/v1/agencies/{quote(str(code), safe='')}", {"as_of": as_of}),
        )

    def standards_amended(
        self,
        slug: str,
        *,
        show: Show | None = None,
        as_of: str | None = None,
    ) -> AmendedBody:
        """Clause by clause: the words of the base, the words of the day where an amendment quotes
        them whole, and the instructions that made them so. This is no official consolidated
        text."""
        return cast(
            "AmendedBody",
            self._json(
                "GET",
                f"/api/v1/standards/{quote(str(slug), safe='')}/amended",
                {"show": show, "as_of": as_of},
            ),
        )

    def works_slug(self, slug: str, *, as_of: str | None = None) -> WorkBody:
        """Editions with the days on which they bind, their files, and who cites them without a
        year."""
        return cast(
            "WorkBody",
            self._json("GET", f"/api/v1/works/{quote(str(slug), safe='')}", {"as_of": as_of}),
        )

    def catalogue_lists(self) -> ListsBody:
        """Name, kind, file with its hash, when it was added, and the rows that were refused."""
        return cast("ListsBody", self._json("GET", "/api/v1/catalogue/lists"))

    def catalogue_records(
        self,
        *,
        q: str | None = None,
        cursor: str | None = None,
        limit: int | None = None,
    ) -> RecordsPage:
        """Standards, national and foreign, by number; held or not. `next` in the body, and the
        `Link` header (RFC 8288), lead on."""
        return cast(
            "RecordsPage",
            self._json(
                "GET", "/api/v1/catalogue/records", {"q": q, "cursor": cursor, "limit": limit}
            ),
        )

    def catalogue_records_slug(self, slug: str, *, as_of: str | None = None) -> RecordBody:
        """Each row with its list, and whether a person checked it; what it adopts and what adopts
        it; the status of a national standard is worked out for the day."""
        return cast(
            "RecordBody",
            self._json(
                "GET", f"/api/v1/catalogue/records/{quote(str(slug), safe='')}", {"as_of": as_of}
            ),
        )

    def hs_code(self, code: str, *, as_of: str | None = None) -> GoodsCodeBody:
        """Its names in the tariff, the rows of held product lists with their standing that day, and
        the rows of lists of goods by risk. `state` tells a code that is gone from one that no
        tariff was loaded to name."""
        return cast(
            "GoodsCodeBody",
            self._json("GET", f"/api/v1/hs/{quote(str(code), safe='')}", {"as_of": as_of}),
        )

    def ics_code(self, code: str, *, as_of: str | None = None) -> IcsClassBody:
        """Its English name, and the standards that belong to it by what they adopt or by their
        list."""
        return cast(
            "IcsClassBody",
            self._json("GET", f"/api/v1/ics/{quote(str(code), safe='')}", {"as_of": as_of}),
        )

    def compare(
        self,
        a: str,
        b: str,
        *,
        show: Show | None = None,
        as_of: str | None = None,
    ) -> CompareBody:
        """What stayed, changed, came, went, moved or got another number, with the words that
        differ; clauses first, then the rows of product lists."""
        return cast(
            "CompareBody",
            self._json("GET", "/api/v1/compare", {"a": a, "b": b, "show": show, "as_of": as_of}),
        )

    def compare_choices(
        self,
        *,
        a: str | None = None,
        limit: int | None = None,
    ) -> CompareChoicesBody:
        """Works of which several documents are held; with `a` the documents to compare it with."""
        return cast(
            "CompareChoicesBody",
            self._json("GET", "/api/v1/compare/choices", {"a": a, "limit": limit}),
        )

    def watch(
        self,
        *,
        as_of: str | None = None,
        within: int | None = None,
        limit: int | None = None,
        section: WatchSection | None = None,
        cursor: str | None = None,
        kind: Sequence[Kind] | None = None,
        agency: Sequence[str] | None = None,
        what: Turn | None = None,
    ) -> WatchBody:
        """Citations of editions that ended, days that come and came, sources that disagree,
        citations that nothing meets, texts with unknown number, day or status, codes gone from the
        tariff, and issuers that were merged. Every section has its total; one that was not asked
        for no items. Files, codes and merged issuers are not narrowed by `kind` and `agency`."""
        return cast(
            "WatchBody",
            self._json(
                "GET",
                "/api/v1/watch",
                {
                    "as_of": as_of,
                    "within": within,
                    "limit": limit,
                    "section": section,
                    "cursor": cursor,
                    "kind": kind,
                    "agency": agency,
                    "what": what,
                },
            ),
        )

    def changes(
        self,
        *,
        since: str | None = None,
        limit: int | None = None,
        what: Sequence[DocumentChangeKind] | None = None,
        kind: Sequence[Kind] | None = None,
        slug: str | None = None,
        records: bool | None = None,
    ) -> ChangesPage:
        """In the order in which it happened, documents that went included. Without `since` from the
        beginning: whoever replays all entries holds what the library holds. Keep `next` and ask
        again later. After `cursor-gone` (410) take the bulk file anew."""
        return cast(
            "ChangesPage",
            self._json(
                "GET",
                "/api/v1/changes",
                {
                    "since": since,
                    "limit": limit,
                    "what": what,
                    "kind": kind,
                    "slug": slug,
                    "records": records,
                },
            ),
        )

    def bulk(self) -> BulkBody:
        """Everything the library holds, as JSON Lines and CSV: licence, checksum, moment and rows
        of each file. `cursor` tells from where the changes go on. A small library makes its files
        when they are asked for; whoever runs a large one does so with `trachuan bulk`."""
        return cast("BulkBody", self._json("GET", "/api/v1/bulk"))

    def bulk_latest_name(self, name: str) -> bytes:
        """Leads to the file of the newest build."""
        return self._send("GET", f"/api/v1/bulk/latest/{quote(str(name), safe='')}")

    def bulk_name(self, build: str, name: str) -> bytes:
        """Byte for byte what the list says; parts of it too (RFC 9110, 14). It never changes: the
        newest two builds are kept."""
        return self._send(
            "GET", f"/api/v1/bulk/{quote(str(build), safe='')}/{quote(str(name), safe='')}"
        )

    def dcat_jsonld(self) -> DcatBody:
        """What catalogues of open data ask for: DCAT 3 in JSON-LD with the bulk files, their sizes
        and checksums, and this interface as a service. No licence is named where none was
        granted."""
        return cast("DcatBody", self._json("GET", "/api/v1/dcat.jsonld"))

    def post_reports(self, body: NewReportBody) -> ReceiptBody:
        """Open to everybody, limited by address. The fact is kept as it is read now."""
        return cast(
            "ReceiptBody",
            self._json(
                "POST", "/api/v1/reports", {}, json.dumps(body).encode(), "application/json"
            ),
        )

    def reports_key_key(self, key: str) -> PublicReportBody:
        """For whoever sent it: ``key`` is the last part of ``url`` on its receipt."""
        return cast(
            "PublicReportBody", self._json("GET", f"/api/v1/reports/key/{quote(str(key), safe='')}")
        )

    def standards_reports(self, slug: str) -> AnsweredReportsBody:
        """Open to everybody; without the words and contacts of readers."""
        return cast(
            "AnsweredReportsBody",
            self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/reports"),
        )

    def notifications(
        self,
        *,
        q: str | None = None,
        open: bool | None = None,
    ) -> NotificationsBody:
        """Those whose comments close soonest first; a symbol finds also what hangs on it."""
        return cast(
            "NotificationsBody", self._json("GET", "/api/v1/notifications", {"q": q, "open": open})
        )

    def notifications_ics(self, *, lang: LetterLanguage | None = None) -> bytes:
        """As a calendar (RFC 5545) to follow, from today on."""
        return self._send("GET", "/api/v1/notifications.ics", {"lang": lang})

    def notifications_symbol(self, symbol: str) -> NotificationBody:
        """By its symbol in an address: ``g-tbt-n-vnm-123-add-1``."""
        return cast(
            "NotificationBody",
            self._json("GET", f"/api/v1/notifications/{quote(str(symbol), safe='')}"),
        )

    def standards_notifications(self, slug: str) -> NotificationsBody:
        """Those that a held text is attached to."""
        return cast(
            "NotificationsBody",
            self._json("GET", f"/api/v1/standards/{quote(str(slug), safe='')}/notifications"),
        )

    def post_uploads(
        self,
        body: bytes,
        *,
        name: str | None = None,
        again: bool | None = None,
    ) -> JobBody:
        """Files as a form (``multipart/form-data``), or one PDF as the body with ``name``. A file
        with the name of a held one replaces it. The answer is a job: ask its ``url`` how far it
        is."""
        return cast(
            "JobBody",
            self._json(
                "POST",
                "/api/v1/uploads",
                {"name": name, "again": again},
                body,
                "multipart/form-data",
            ),
        )

    def jobs(
        self,
        *,
        state: JobState | None = None,
        before: int | None = None,
        limit: int | None = None,
    ) -> JobsBody:
        """Of all keys."""
        return cast(
            "JobsBody",
            self._json("GET", "/api/v1/jobs", {"state": state, "before": before, "limit": limit}),
        )

    def jobs_number(self, number: int) -> JobBody:
        """Its state, its progress, and a report on each file that is done."""
        return cast("JobBody", self._json("GET", f"/api/v1/jobs/{quote(str(number), safe='')}"))

    def post_jobs_again(self, number: int) -> JobBody:
        """With the files that it has kept."""
        return cast(
            "JobBody", self._json("POST", f"/api/v1/jobs/{quote(str(number), safe='')}/again")
        )

    def files_name(self, name: str) -> HeldFileBody:
        """What would go if it were deleted."""
        return cast("HeldFileBody", self._json("GET", f"/api/v1/files/{quote(str(name), safe='')}"))

    def identifiers_parse(self, text: str) -> IdentifierBody:
        """Its canonical form; several `choices` where the number alone does not decide."""
        return cast(
            "IdentifierBody", self._json("GET", "/api/v1/identifiers/parse", {"text": text})
        )

    def holdings(self, *, as_of: str | None = None) -> HoldingsBody:
        """Counts by kind, agency and status of the day, what was read lately, what starts or ends
        near the day, and questions that this library answers."""
        return cast("HoldingsBody", self._json("GET", "/api/v1/holdings", {"as_of": as_of}))


def _pairs(name: str, value: _Value) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, (str, int, float)):
        return [(name, str(value).lower() if isinstance(value, bool) else str(value))]
    return [(name, str(one)) for one in value]


class AdopterBody(TypedDict):
    """A national standard that adopts an international one, with who says so."""

    target: NumberLink
    title: str | None
    foreign: str
    degree: AdoptionDegree | None
    grounds: list[WitnessBody]
    record_url: str | None


class AdoptionBody(TypedDict):
    """An international standard that this one adopts; ``degree`` is null where unknown.
    ``title_en`` and ``ics`` come from the publisher's catalogue, if one is loaded: then ``source``
    and ``row`` name the list."""

    target: NumberLink
    degree: AdoptionDegree | None
    title_en: str | None
    is_withdrawn: bool | None
    newer: list[str]
    ics: list[IcsBody]
    grounds: list[WitnessBody]
    source: str | None
    row: int | None
    checked: bool


# How near a national standard is to the international one that it adopts (ISO/IEC Guide 21-1).
# *Hoàn toàn tương đương* is identical, *tương đương có sửa đổi* modified; *xây dựng trên cơ sở*,
# *tham khảo* are neither.
AdoptionDegree = Literal["identical", "modified", "not_equivalent"]


class AgenciesBody(TypedDict):
    """The bodies as on ``as_of``, those in office first."""

    as_of: str
    agencies: list[AgencyBody]


class AgencyBody(TypedDict):
    """A body that issues standards or legal acts, on a day. ``answers_for`` are the codes of the
    bodies whose numbers it answers for that day, itself not among them; ``answered_for_by`` those
    that answer for its own numbers, itself while in office."""

    code: str
    name_vi: str
    name_en: str
    spellings: list[str]
    valid_from: str | None
    valid_to: str | None
    in_office: bool
    answers_for: list[str]
    answered_for_by: list[str]
    successions: list[SuccessionBody]
    example: str


class AmendedBody(TypedDict):
    """A base text on the day ``as_of``, clause by clause, with what amends it. ``applied`` are the
    amendments in force that day, in the order of their effect; ``others`` those not applied.
    ``counts`` has all clauses by state, also those left out of ``clauses``."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    as_of: str
    status: Status
    is_official: NotRequired[Literal[False]]
    applied: list[AmendingBody]
    others: list[AmendingBody]
    counts: dict[str, int]
    clauses: list[AmendedClauseBody]
    unplaced: list[UnplacedBody]
    url: str


class AmendedClauseBody(TypedDict):
    """A clause in the words of the base and in those of the day. ``base_heading`` and ``base_text``
    are null for an added clause, ``url`` too; ``text`` is null where the words of the day cannot be
    had word for word. ``heading_edits`` and ``text_edits`` are the words that differ."""

    key: str
    label: str
    name: str
    parent: str | None
    depth: int
    state: ClauseState
    base_heading: str | None
    base_text: str | None
    heading: str
    text: str | None
    page: int | None
    url: str | None
    heading_edits: list[EditBody]
    text_edits: list[EditBody]
    changes: list[AppliedChangeBody]
    doubts: list[AmendedDoubtBody]


class AmendedDoubtBody(TypedDict):
    """Why a change could not be worked in surely, and which text gives it."""

    kind: DoubtKind
    reason: str
    reason_en: str
    number: str | None


class AmendingBody(TypedDict):
    """A text that amends the base. ``slug`` and ``url`` are null where it is not held; ``changes``
    counts the instructions read from it, ``applied`` those that are in force that day."""

    number: str | None
    slug: str | None
    title: str | None
    url: str | None
    status: Status
    start: str | None
    changes: int
    applied: int


class AnswerBody(TypedDict):
    """One document that answers, with its evidence. ``held`` is false for a document that a held
    one names but the library has not: the evidence then stands in the document ``found_in``.
    ``held_as`` names the document itself, ``slug`` the one where the evidence stands
    (``rests_on``), ``page_url`` its page as a picture with the evidence marked. ``in_force_from``
    and ``ended_on`` bound the half-open time in which the text binds; they are null where unknown.
    What lists say of the risk of the goods is sent once: ``risk`` at the first answer it holds for,
    ``risk_of`` at the others."""

    number: str | None
    title: str | None
    kind: Kind
    force: Force
    status: Status
    clause: ClauseRef | None
    file: str
    page: int
    boxes: list[BoxBody]
    quote: str
    why: str
    hs: list[HsBody]
    exclusions: list[str]
    citation: str
    why_en: str
    citation_en: str
    citation_url: str
    held: bool
    slug: str
    sha256: str
    found_in: str | None
    product: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    page_url: str
    signals: SignalsBody | None
    reading: ReadingBody | None
    held_as: str | None
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    rests_on: RestsOnBody
    amended_by: list[NumberLink]
    corrected_by: list[NumberLink]
    transitions: list[TransitionBody]
    mandatory_by: list[BindingBody]
    conflicts: list[ConflictBody]
    edition: ResolvedBody | None
    replaced_by: list[SuccessorBody]
    records: list[RecordClaimBody]
    risk: RiskBody | None
    risk_of: int | None
    need: int
    fact: str
    check: FactBody | None


class AnsweredQuestionBody(TypedDict):
    """A question that was answered. ``choice_words`` are word for word from an item, empty for the
    choices ``none`` and ``unknown``."""

    question: str
    choice: str
    kind: AskedBackKind
    words: str
    words_en: str
    choice_words: str


class AnsweredReportBody(TypedDict):
    """What became of one report of a text; the reader's own words are not told. ``value`` is the
    fact as it was read when it was reported."""

    number: int
    fact: str
    label: str
    label_en: str
    value: str
    page: int
    at: str
    decision: DecisionBody


class AnsweredReportsBody(TypedDict):
    """Reports of a text that were answered, the newest answer first; how many were accepted, were
    accepted and the fact put right by an editor, were declined."""

    slug: str
    accepted: int
    corrected: int
    declined: int
    reports: list[AnsweredReportBody]


class AnsweringBody(TypedDict):
    """A body that answers that day for what the issuer issued."""

    code: str
    name: str
    name_en: str


class ApplicableBody(TypedDict):
    """The body of ``GET /api/v1/applicable``. ``applies`` are the texts that apply, what binds
    first; ``groups`` the items by what must be done. ``ended``, ``not_yet``, ``suspended`` are
    items that do not answer for the day; ``aside`` those that do not count for another reason.
    ``reason`` stands with ``answerable: false``. ``trade_matters``: the duties of importers and
    producers differ, and none was asked for."""

    product: str
    hs: list[str]
    as_of: str
    trade: Trade | None
    understood: str
    understood_en: str
    answerable: bool
    reason: Negative | None
    applies: list[AppliesBody]
    groups: list[DutyGroupBody]
    items: list[ItemBody]
    hs_lines: list[TariffLineBody]
    ended: list[ItemBody]
    not_yet: list[ItemBody]
    suspended: list[ItemBody]
    aside: list[AsideBody]
    opinions: list[OpinionBody]
    questions: list[QuestionBody]
    answers: list[str]
    answered: list[AnsweredQuestionBody]
    trade_matters: bool
    next_steps: list[TextPair]
    gone: list[str]
    law: str | None
    took_ms: float | None


class AppliedChangeBody(TypedDict):
    """One instruction: what it does to which part, its words, and where they stand. ``path`` are
    labels as printed, outermost first; ``text`` is the new text where it is quoted whole; ``start``
    the day from which it holds."""

    kind: TextChangeKind
    number: str | None
    slug: str
    start: str | None
    path: list[str]
    text: str | None
    old_words: str
    new_words: str
    words: str
    clause: ClauseRef | None
    place: str
    page: int
    page_url: str


class AppliesBody(TypedDict):
    """A text that applies, as far as the library knows: ``number`` is the edition of the day;
    ``through`` are the items that lead to it."""

    number: str
    kind: Kind
    title: str | None
    slug: str | None
    force: Force
    status: Status
    through: list[str]


class AsideBody(TypedDict):
    """An item that does not count, why, and the words that say so."""

    why: Why
    words: str
    item: ItemBody


class AsideFoundBody(TypedDict):
    """A row that was looked at and does not count, why, the words that say so, and their proof."""

    why: Why
    words: str
    name: str
    proof: int


class AskBody(TypedDict):
    """The answer to a question, or an honest nothing with its reason."""

    q: str
    as_of: str
    kind: QuestionKind
    answerable: bool
    reason: Negative | None
    answers: list[AnswerBody]
    nearest: list[NearestBody]
    understood: str
    understood_en: str
    choices: list[str]
    records: list[RecordClaimBody]
    codes: list[AskedCodeBody]
    risk: RiskBody | None
    understanding: UnderstandingBody
    suggestions: list[SuggestionBody]
    whom: list[WhomBody]
    facets: list[FacetBody]
    total: int
    total_found: int
    is_whole: bool
    took_ms: float | None


# What a question asks after.
AskedBackKind = Literal["name", "use", "material", "quantity", "exception", "line"]


# Who may ask such a question.
AskedBy = Literal["business", "customs", "enquiry", "engineer"]


class AskedCodeBody(TypedDict):
    """An HS code of the question, as the tariff has it; see ``HsBody``."""

    code: str
    name_vi: str | None
    name_en: str | None
    source: str | None
    is_gone: bool


class BindingBody(TypedDict):
    """A text in force that cites this one and thereby makes it mandatory for its scope."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    clause: ClauseRef | None
    place: NotRequired[str]
    place_en: NotRequired[str]
    page: int
    words: str
    parts: list[str]
    is_dated: bool
    since: str | None
    status: Status
    url: str


class BoxBody(TypedDict):
    """A rectangle on a page, in PDF points."""

    page: int
    x0: float
    y0: float
    x1: float
    y1: float


class BulkBody(TypedDict):
    """The bulk files of one build."""

    state: BulkState
    built_at: str | None
    version: str | None
    cursor: str | None
    changes_url: str | None
    documents: int | None
    licence: str | None
    rights: list[RightBody]
    files: list[BulkFileBody]


class BulkFileBody(TypedDict):
    """One file, and how to know that it came whole."""

    name: str
    url: str
    media_type: str
    bytes: int
    sha256: str
    rows: int
    columns: list[str]
    about: str
    about_en: str


# Whether there are files and how far they are. ``READY``: they hold all that the library holds.
# ``BEHIND``: the library has changed since; the changes after ``cursor`` make up for it.
# ``BUILDING``: the first are being made, ask again. ``NONE``: none were made; whoever runs the site
# makes them with ``trachuan bulk``.
BulkState = Literal["ready", "behind", "building", "none"]


class ChangeBody(TypedDict):
    """One thing that happened to one document. ``held``: it was there when the entries begin; a
    copy takes it as ``added``. ``removed`` is the tombstone of a document. What is said is how the
    document was read after the change, or before it was removed."""

    cursor: str
    at: str
    what: DocumentChangeKind
    is_of_the_file: bool
    slug: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    file: str
    sha256: str
    sha256_before: str | None
    digest: str
    digest_before: str | None
    is_held: bool
    url: str
    record: ExportLine | None


class ChangesPage(TypedDict):
    """What happened after ``since``, in order. ``next`` is never null: kept, it asks later for what
    is new then. ``more``: there is more now. ``log`` names the row of entries: a restored or
    another library has another one, and answers cursors of this one with the problem
    ``cursor-gone``."""

    log: str
    since: str | None
    items: list[ChangeBody]
    next: str
    more: bool


class CheckGoodsBody(TypedDict):
    """A row, scope or clause that speaks of the goods: why the duties follow. ``match_level`` are
    the digits on which ``hs`` meets the code asked for, 0 if found by words."""

    id: str
    name: str
    by: MatchBy
    hs: str | None
    match_level: int
    number: str | None
    title: str | None
    status: Status
    risk: RiskLevel | None
    conditions: list[ConditionBody]
    exclusions: list[ExclusionSaidBody]
    proof: int


class CheckGroupBody(TypedDict):
    """A duty, and under it what each act says of it; ``goods`` are ids of :class:`CheckGoodsBody`
    for which it is."""

    duty: DutyKind
    mandatory: bool
    regimes: list[RegimeDutiesBody]
    goods: list[str]


# Whether a fact has been compared with the page. ``OUTDATED``: with another value than is read now.
# ``GONE``: the check is there, the fact is no longer read.
CheckState = Literal["unchecked", "checked", "outdated", "gone"]


class CheckTextBody(TypedDict):
    """A text that applies, what binds first; ``proofs`` name it."""

    number: str
    title: str | None
    slug: str | None
    force: Force
    status: Status
    proofs: list[int]


class CitationBody(TypedDict):
    """A citation of a document, of a clause, or of a row of it, as on a day. ``vi`` names what is
    cited from the smallest part to the whole, for citing again; ``vi_full`` as a document is named
    the first time (Nghị định 30/2020/NĐ-CP, Phụ lục I): kind, number, day, issuing body, subject.
    ``en`` and ``en_full`` are the same in English."""

    slug: str
    number: str | None
    as_of: str
    vi: str
    vi_full: str
    en: str
    en_full: str
    bibtex: str
    csl: list[CslBody]
    ris: str
    url: str


# The forms, in the order of the menu.
CitationForm = Literal["vi", "vi_full", "en", "en_full", "bibtex", "csl", "ris"]


class CitationSpan(TypedDict):
    """A mention in a clause: ``text[start:end]``; null offsets where it stands in the heading."""

    start: int | None
    end: int | None
    text: str
    page: int
    target: NumberLink
    repaired: bool


class CitationsBody(TypedDict):
    """Every mention of another text, in reading order, with what it means on the day."""

    slug: str
    number: str | None
    as_of: str
    items: list[MentionBody]


class CitedBody(TypedDict):
    """A document that this one mentions: how often, and by which clauses (keys)."""

    target: NumberLink
    mentions: int
    clauses: list[str]
    pages: list[int]
    repaired: bool


class CitedByBody(TypedDict):
    """Mentions of a text in held documents. ``undated``: those without a year that do not mean this
    edition on the day."""

    slug: str
    number: str | None
    as_of: str
    items: list[CitingBody]
    undated: list[CitingBody]


class CitedChangeBody(TypedDict):
    """A document that only one of the two names; ``old`` and ``new``, where another edition took
    the place of one. ``a`` and ``b`` tell where."""

    old: NumberLink | None
    new: NumberLink | None
    a: NamedAt | None
    b: NamedAt | None


class CitedStandardBody(TypedDict):
    """A standard that binds that day because the regulation cites it: in these ``words``, at
    ``place`` in the regulation; ``parts`` of the standard that it names; ``slug`` if it is held."""

    number: str
    title: str | None
    slug: str | None
    url: str | None
    words: str
    parts: list[str]
    place: PlaceBody


class CitingBody(TypedDict):
    """A mention of this document in a held one; ``is_dated`` is false where it names no year, so
    that it means the edition in force on the day."""

    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    text: str
    is_dated: NotRequired[bool]


class CitingPlaceBody(TypedDict):
    """Where it cites: clause and page, with the words; ``place`` is the clause in words, ``url``
    opens the clause, or the page."""

    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    words: str
    is_row: bool
    url: str


class ClauseBody(TypedDict):
    """A clause with its words, its place and its neighbours, on the day ``as_of``. The status is
    that of the document; ``amended`` are the changes that touch this clause and are in force that
    day. ``cited_by`` are the documents that cite this very clause, or the document as a whole: then
    ``clause_named`` is false. ``citation`` names the clause as it is cited."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    key: str
    label: str
    heading: str
    text: str
    page: int
    last_page: int
    boxes: list[BoxBody]
    lines: list[LineBody]
    parents: list[ClauseEntry]
    children: list[ClauseEntry]
    prev: ClauseEntry | None
    next: ClauseEntry | None
    cites: list[CitationSpan]
    definitions: list[DefinitionBody]
    source: SourceBody
    readings: list[ReadingBody]
    check: FactBody | None
    as_of: str
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    issued_with: NumberLink | None
    name: str
    name_en: str
    amended: list[ClauseChangeBody]
    transitions: list[TransitionBody]
    cited_by: list[ClauseCitingBody]
    url: str
    page_url: str


class ClauseChangeBody(TypedDict):
    """A change that touches a clause, in force that day, and where the instruction stands."""

    kind: TextChangeKind
    by: NumberLink | None
    path: list[str]
    words: str
    text: str | None
    since: str | None
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    url: str


class ClauseCitingBody(TypedDict):
    """A mention of this clause, or of its document as a whole, in a held document."""

    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    text: str
    is_dated: NotRequired[bool]
    clause_named: bool


class ClauseEntry(TypedDict):
    """A line of the outline: ``depth`` counts from 0, ``parent`` is the key of the clause above."""

    key: str
    label: str
    heading: str
    page: int
    last_page: int
    parent: str | None
    depth: int
    url: str


class ClausePairBody(TypedDict):
    """A clause and its counterpart; null where there is none. ``heading`` and ``text`` are the
    words that differ. ``split_from`` is the clause of ``a`` from which an added clause took its
    words, ``merged_into`` the clause of ``b`` that took those of a removed one."""

    state: PairState
    a: ComparedClause | None
    b: ComparedClause | None
    heading: list[EditBody]
    text: list[EditBody]
    is_renumbered: bool
    is_moved: bool
    likeness: float
    split_from: ClauseRef | None
    merged_into: ClauseRef | None


class ClauseRef(TypedDict):
    """A clause by name: ``url`` opens it in the web pages and stays the same when the file is read
    again."""

    label: str
    heading: str
    url: str


# What the amendments did to a clause.
ClauseState = Literal[
    "unchanged", "amended", "added", "repealed", "words_replaced", "changed_not_quoted"
]


class ClauseTextBody(TypedDict):
    """A clause with its words; ``data_url`` is the whole clause as JSON."""

    key: str
    label: str
    heading: str
    text: str
    page: int
    last_page: int
    parent: str | None
    depth: int
    url: str
    data_url: str


class ClausesPage(TypedDict):
    """Clauses in reading order; ``next`` is the cursor of the following page, null on the last."""

    slug: str
    number: str | None
    total: int
    items: list[ClauseTextBody]
    next: str | None


class CodeChangeBody(TypedDict):
    """An HS code that rows of only one of the two have: of ``b``, if it is new. ``name`` is the
    first row with it, ``url`` its page, ``rows`` how many there are."""

    code: str
    is_new: bool
    name: str
    page: int
    rows: int
    url: str


class CodeHitBody(TypedDict):
    """A code of a row, and on how many digits it meets the code asked for."""

    code: str
    match_level: int


class CompareBody(TypedDict):
    """Two documents side by side, in the order of ``b``; what was removed stands where it stood.
    ``is_one_work``: both are editions of one work; ``relation`` says more, and ``base`` is the slug
    of the one that the other amends. The counts and the summary are of everything, also where
    ``clauses`` and ``rows`` leave out what is the same (``show=changes``)."""

    as_of: str
    a: ComparedDocument
    b: ComparedDocument
    is_one_work: bool
    relation: ComparedAs
    base: str | None
    counts: CompareCounts
    summary: CompareSummary
    clauses: list[ClausePairBody]
    rows: list[RowPairBody]


class CompareChoicesBody(TypedDict):
    """What can be compared: with the document ``a`` if one is named, else works of which several
    documents are held; ``total`` counts them all. ``others`` are the other documents that have a
    number, in its order; ``others_total`` counts them all."""

    a: NumberLink | None
    works: list[ComparedWork]
    total: int
    others: list[NumberLink]
    others_total: int


class CompareCounts(TypedDict):
    """How many clauses and rows there are of each state."""

    clauses: dict[str, int]
    rows: dict[str, int]


class CompareSummary(TypedDict):
    """What the comparison comes to, as far as it is certain: ``values`` are told only where one
    stands on either side of a short replacement; longer rewritings may hold more."""

    cited: list[CitedChangeBody]
    codes: list[CodeChangeBody]
    values: list[ValueChangeBody]


# What the two are to each other: editions of one work, a text and the one that replaces it or
# amends it, or neither.
ComparedAs = Literal["editions", "replaced", "amended", "others"]


class ComparedClause(TypedDict):
    """A clause of one side, word for word; ``page_url`` is the picture of its page with the clause
    marked, ``boxes`` where it stands on all its pages, ``place`` its name with the parts above
    it."""

    key: str
    label: str
    heading: str
    text: str
    parent: str | None
    place: str
    place_en: str
    page: int
    last_page: int
    url: str
    page_url: str
    boxes: list[BoxBody]


class ComparedDocument(TypedDict):
    """One of the two, with what it is on the day ``as_of``."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    issuer: str | None
    issued: str | None
    effective_from: str | None
    status: Status
    file: str
    pages: int
    clauses: int
    products: int
    url: str


class ComparedRow(TypedDict):
    """A row of a product list of one side; ``url`` opens the page that it stands on."""

    name: str
    ordinal: str
    group: str
    text: str
    hs: list[str]
    standards: list[NumberLink]
    conditions: list[str]
    risk: RiskLevel | None
    measures: list[Measure]
    page: int
    clause: ClauseRef | None
    url: str
    boxes: list[BoxBody]


class ComparedWork(TypedDict):
    """A work of which the library holds several documents, oldest first."""

    name: str
    documents: list[NumberLink]


class ConditionBody(TypedDict):
    """Words of the row that may make it narrower than its HS code."""

    kind: ConditionKind
    words: str


# Why a row may cover less than its code: its name says more than the tariff's, words of it narrow
# it, or its code is finer than the one asked for.
ConditionKind = Literal["narrower_name", "words", "finer_code"]


class ConflictBody(TypedDict):
    """Claims that cannot all be true."""

    kind: EventKind
    events: list[EventBody]


class CorrectionBody(TypedDict):
    """``before`` is printed in the row, ``after`` stands there on the day, by these ``words`` of
    the text ``number``."""

    number: str | None
    before: str
    after: str
    words: str
    place: PlaceBody


# What is counted.
Counted = Literal["page", "row", "hs_cell"]


CslBody = dict[str, Any]


# The catalogue: one dataset, and the interface that serves it.
DcatBody = TypedDict(
    "DcatBody",
    {
        "@context": "NotRequired[dict[str, str]]",
        "@type": "NotRequired[Literal['dcat:Catalog']]",
        "@id": "str",
        "dct:title": "list[DcatText]",
        "dct:modified": "NotRequired[DcatMoment | None]",
        "dcat:dataset": "list[DcatDataset]",
        "dcat:service": "list[DcatService]",
    },
)


# SHA-256 of a file, in hex.
DcatChecksum = TypedDict(
    "DcatChecksum",
    {
        "@type": "NotRequired[Literal['spdx:Checksum']]",
        "spdx:algorithm": "DcatPlace",
        "spdx:checksumValue": "str",
    },
)


# Everything the library holds, as files.
DcatDataset = TypedDict(
    "DcatDataset",
    {
        "@type": "NotRequired[Literal['dcat:Dataset']]",
        "@id": "str",
        "dct:identifier": "str",
        "dct:title": "list[DcatText]",
        "dct:description": "list[DcatText]",
        "dct:language": "list[DcatPlace]",
        "dct:spatial": "DcatPlace",
        "dct:modified": "NotRequired[DcatMoment | None]",
        "dct:rights": "list[DcatRights]",
        "dcat:landingPage": "DcatPlace",
        "dcat:distribution": "list[DcatDistribution]",
    },
)


# A bulk file.
DcatDistribution = TypedDict(
    "DcatDistribution",
    {
        "@type": "NotRequired[Literal['dcat:Distribution']]",
        "@id": "str",
        "dct:title": "str",
        "dct:description": "list[DcatText]",
        "dcat:accessURL": "DcatPlace",
        "dcat:downloadURL": "DcatPlace",
        "dcat:mediaType": "DcatPlace",
        "dcat:byteSize": "DcatNumber",
        "dct:modified": "NotRequired[DcatMoment | None]",
        "spdx:checksum": "DcatChecksum",
    },
)


# A moment in UTC.
DcatMoment = TypedDict(
    "DcatMoment",
    {
        "@type": "NotRequired[Literal['xsd:dateTime']]",
        "@value": "str",
    },
)


# A number of bytes.
DcatNumber = TypedDict(
    "DcatNumber",
    {
        "@type": "NotRequired[Literal['xsd:nonNegativeInteger']]",
        "@value": "str",
    },
)


# A thing by its address.
DcatPlace = TypedDict(
    "DcatPlace",
    {
        "@id": "str",
    },
)


# What may be done with it, in words: the law, or what the operator grants.
DcatRights = TypedDict(
    "DcatRights",
    {
        "@type": "NotRequired[Literal['dct:RightsStatement']]",
        "rdfs:label": "list[DcatText | str]",
        "dct:source": "NotRequired[str | None]",
    },
)


# This interface.
DcatService = TypedDict(
    "DcatService",
    {
        "@type": "NotRequired[Literal['dcat:DataService']]",
        "@id": "str",
        "dct:title": "list[DcatText]",
        "dcat:endpointURL": "DcatPlace",
        "dcat:endpointDescription": "DcatPlace",
        "dcat:servesDataset": "DcatPlace",
    },
)


# Words in a language.
DcatText = TypedDict(
    "DcatText",
    {
        "@language": "str",
        "@value": "str",
    },
)


class DecisionBody(TypedDict):
    """The desk's answer; ``checked``: the fact was marked as checked with it, and ``seen`` is what
    an editor read on the page then, else null."""

    state: ReportState
    outcome: Outcome
    answer: str
    at: str
    checked: bool
    seen: str | None


class DefinedTermBody(TypedDict):
    """What a term means in one document, word for word, with the place that says so. The status is
    that of the clause on the day. ``url`` opens the clause, ``page_url`` is the picture of the page
    with the words marked, at ``boxes``."""

    term: str
    term_en: str | None
    text: str
    match: TermMatch | None
    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    clause: ClauseRef
    place: str
    place_en: str
    page: int
    boxes: list[BoxBody]
    fact: str
    url: str
    page_url: str


class DefinitionBody(TypedDict):
    """A term and what it means in this document."""

    term: str
    term_en: str | None
    text: str
    clause: str
    page: int


class DefinitionsPage(TypedDict):
    """Definitions whose term fits the words, the term itself first, and of each what is in force
    before what has ended; without words all of them, by term. ``terms`` counts the definitions of
    all documents looked at, ``read``. That is fewer than ``documents`` only where a large library
    was opened a moment ago: then ask again. ``near`` are terms that share words with those asked
    for, where none fits."""

    q: str
    as_of: str
    total: int
    exact: int
    items: list[DefinedTermBody]
    next: str | None
    near: list[str]
    terms: int
    documents: int
    read: int


class DisagreementBody(TypedDict):
    """Claims about a text that cannot all be true, each with its witness."""

    number: str | None
    documents: list[WatchedDocumentBody]
    conflict: ConflictBody


class DocumentBody(TypedDict):
    """A document found in a file; counts of what was read."""

    slug: str
    number: str | None
    title: str | None
    clauses: int
    products: int
    citations: int


# What happened. ``HELD``: the document was there when the entries begin, since when is not known; a
# copy takes it as added.
DocumentChangeKind = Literal["held", "added", "changed", "removed"]


class DoubtBody(TypedDict):
    """Something read with little confidence, or not at all; ``page`` null means the file."""

    what: str
    page: int | None


# Why an instruction could not be followed, or not surely.
DoubtKind = Literal[
    "not_found",
    "ambiguous",
    "already_there",
    "other_label",
    "parts_not_quoted",
    "words_not_found",
    "words_several",
    "same_day",
    "unknown_before",
    "other_text",
]


class DutyBody(TypedDict):
    """What somebody must do."""

    party: Party
    words: str
    words_en: str
    ground: GroundBody


class DutyGroupBody(TypedDict):
    """What must be done, by the law's words (``duties``) and by those of the regulations themselves
    (``own``), and for which ``items`` (ids, best first)."""

    duty: DutyKind
    mandatory: bool
    duties: list[DutyBody]
    own: list[OwnDutyBody]
    items: list[str]


# What somebody must do, in the order of the groups; what binds stands before what does not.
DutyKind = Literal[
    "inspection",
    "registration",
    "certification",
    "declaration",
    "self_assessment",
    "other_law",
    "comply",
    "general_safety",
    "voluntary",
    "not_read",
]


class EditBody(TypedDict):
    """Words of ``a`` at ``a_start``..``a_end`` that stand in ``b`` at ``b_start``..``b_end``."""

    a_start: int
    a_end: int
    b_start: int
    b_end: int


class EditionBody(TypedDict):
    """An edition of a work and what it is on the day; ``slug`` is null where no file is held."""

    number: str
    slug: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    amended_by: list[NumberLink]
    periods: list[PeriodBody]
    files: list[EditionFileBody]
    url: str | None


class EditionChoiceBody(TypedDict):
    """An edition that a number without a year may mean, and what it is on the day."""

    number: str
    slug: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None


class EditionFileBody(TypedDict):
    """A file of an edition that the library holds, as the document ``slug``."""

    slug: str
    file: str
    sha256: str
    pages: int
    url: str


class EditionRef(TypedDict):
    """The edition that an undated number means on a day; ``slug`` is null if it is not held."""

    number: str
    slug: str | None


class EffectBody(TypedDict):
    """What a document says of its own days; ``clause`` is a key."""

    kind: EffectKind
    day: str | None
    rule: RuleBody
    words: str
    clause: str | None
    page: int
    parts: list[str]


# What an effect statement says of the document that states it.
EffectKind = Literal["starts", "part_starts", "expires", "part_expires"]


class EmptyFileBody(TypedDict):
    """A file in which no document was found."""

    file: str


class EndedCitationBody(TypedDict):
    """A document in force that cites an edition that has ended or ends on ``end``. ``replaced_by``
    takes its place; ``repealed_by`` ends it otherwise; ``now`` is the edition of the same work in
    force that day."""

    document: WatchedDocumentBody
    target: NumberLink
    status: Status
    end: str | None
    replaced_by: NumberLink | None
    repealed_by: NumberLink | None
    now: NumberLink | None
    mentions: int
    places: list[CitingPlaceBody]


class EventBody(TypedDict):
    """One claim: ``kind`` happened on ``day``, done by the text ``by``; ``parts`` limit it to parts
    of the text, ``until`` ends a suspension."""

    kind: EventKind
    day: str | None
    by: NumberLink | None
    parts: list[str]
    until: str | None
    rule: RuleBody | None
    witness: WitnessBody


# What happened to a text.
EventKind = Literal[
    "issued",
    "started",
    "part_started",
    "amended",
    "corrected",
    "partly_repealed",
    "suspended",
    "resumed",
    "replaced",
    "repealed",
    "expired",
]


class ExampleBody(TypedDict):
    """A question that the library answers; ``number`` is a text that answers it, ``binds`` whether
    any of the answers is mandatory."""

    asked_by: AskedBy
    q: str
    kind: QuestionKind
    number: str | None
    binds: bool
    answers: int


class ExclusionBody(TypedDict):
    """A sentence that says what the document does not apply to."""

    text: str
    clause: str | None
    page: int


class ExclusionFoundBody(TypedDict):
    """Words that take goods out: ``excludes`` those asked for, or ``may``."""

    words: str
    number: str | None
    weight: Weight
    place: PlaceBody


class ExclusionSaidBody(TypedDict):
    """Words that take goods out, or may, with their proof."""

    words: str
    weight: Weight
    proof: int


class ExportLine(TypedDict):
    """One document."""

    slug: str
    number: str | None
    kind: str
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    replaces: list[str]
    amends: list[str]
    repeals: list[str]
    relations: list[ExportedRelation]
    effects: list[ExportedEffect]
    transitions: list[ExportedTransition]
    changes: list[ExportedChange]
    file: str
    sha256: str
    pages: int
    clauses: list[ExportedClause]
    cites: list[ExportedCitation]
    products: list[ExportedProduct]
    exclusions: list[ExportedExclusion]
    definitions: list[ExportedDefinition]
    doubts: list[ExportedDoubt]
    repairs: list[ExportedRepair]


class ExportedChange(TypedDict):
    """An instruction to amend another text."""

    kind: str
    number: str
    path: list[str]
    text: str | None
    old_words: str
    new_words: str
    after: list[str]
    clause: str | None
    page: int
    words: str


class ExportedCitation(TypedDict):
    """A mention of another document."""

    number: str
    clause: str | None
    page: int
    repaired: bool


class ExportedClause(TypedDict):
    """A clause; ``label`` as printed, ``parent`` the label of the clause above it."""

    label: str
    heading: str
    text: str
    page: int
    last_page: int
    parent: str | None
    key: str
    parent_key: str | None


class ExportedDefinition(TypedDict):
    """A term and what it means."""

    term: str
    term_en: str | None
    text: str
    clause: str | None
    page: int


class ExportedDoubt(TypedDict):
    """What was read with little confidence."""

    what: str
    page: int | None


class ExportedEffect(TypedDict):
    """A statement on the document's own days; ``rule`` and ``count`` say how the day follows."""

    kind: str
    day: str | None
    rule: str
    count: int
    words: str
    clause: str | None
    page: int
    parts: list[str]


class ExportedExclusion(TypedDict):
    """What the document says it does not apply to."""

    text: str
    clause: str | None
    page: int


class ExportedProduct(TypedDict):
    """A row of a product list."""

    name: str
    hs: list[str]
    standards: list[str]
    page: int
    clause: str | None
    risk: str | None
    measures: list[str]
    risk_words: str


class ExportedRelation(TypedDict):
    """What the document does to another one, and the words that say so."""

    verb: str
    number: str
    clause: str | None
    page: int
    words: str
    day: str | None
    until: str | None
    parts: list[str]
    degree: str | None


class ExportedRepair(TypedDict):
    """A number that was damaged on its page: as ``read``, what it is, and what says so."""

    read: str
    number: str
    basis: str
    page: int


class ExportedTransition(TypedDict):
    """A transitional rule."""

    words: str
    clause: str | None
    page: int
    until: str | None
    keeps: list[str]


class FacetBody(TypedDict):
    """One filter. Choices of one filter add up, those of different filters narrow each other."""

    name: FacetName
    values: list[FacetValueBody]


# The filters, in the order in which they are shown.
FacetName = Literal["kind", "agency", "status", "year", "ics"]


class FacetValueBody(TypedDict):
    """One choice. ``count`` is how many results there are with it, the other filters kept. ``name``
    and ``name_en`` say it in words where the value alone does not. ``covers`` are the bodies whose
    texts an agency's choice takes in, ``answered_for_by`` those that answer that day for what it
    issued, if it is no longer in office."""

    value: str
    only: str
    name: str | None
    name_en: str | None
    count: int
    chosen: bool
    covers: list[str]
    answered_for_by: list[str]


class FactBody(TypedDict):
    """A fact that a person can check. ``value`` and ``page`` are null for a fact that was checked
    once and is no longer read; ``""`` is what the document does not state. ``state``:
    ``unchecked``, ``checked``, ``outdated`` (checked with another value), ``gone``."""

    name: str
    label: str
    label_en: str
    value: str | None
    page: int | None
    state: CheckState
    check: FactCheckBody | None


class FactCheckBody(TypedDict):
    """Who compared a fact with the page, when (UTC), and the value that was seen then."""

    value: str
    by: str
    at: str
    note: str


class FactsBody(TypedDict):
    """All facts of a document in reading order."""

    slug: str
    number: str | None
    facts: list[FactBody]


class FileBody(TypedDict):
    """One file: ``outcome`` is ``read``, ``replaced``, ``unchanged`` or ``rejected``; ``account``
    is that of a file that was read now."""

    path: str
    file: str
    outcome: str
    reason: str | None
    pages: int
    documents: list[DocumentBody]
    doubts: list[DoubtBody]
    account: SumsBody | None


class FiltersBody(TypedDict):
    """What narrows the answers; empty lists and false narrow nothing."""

    agencies: list[str]
    years: list[int]
    kinds: list[Kind]
    in_force: bool


# Where a finding comes from: the row that was asked about, a row of another held list with the same
# code, or a row of an imported list.
FindingBasis = Literal["row", "list", "catalogue"]


# Whether a document binds (Luật 68/2006/QH11, Điều 23 and 38).
Force = Literal["mandatory", "voluntary", "mandatory_by_citation", "unknown"]


class ForeignBody(TypedDict):
    """A row of a publisher's catalogue of international standards; ``stage`` is the publisher's
    code, and what it means in words."""

    number: str
    title_en: str
    ics: list[str]
    published: str | None
    stage: str | None
    stage_words: str
    stage_words_en: str
    is_withdrawn: bool
    replaced_by: list[NumberLink]
    provenance: ProvenanceBody


class FormBody(TypedDict):
    """Another form of the same record: ``rel`` and ``type`` as in a ``Link`` header (RFC 8288)."""

    rel: str
    form: RecordForm
    type: str
    url: str


class GoneCodeBody(TypedDict):
    """An HS code that the loaded tariff does not have, with the first rows that print it."""

    code: str
    rows: int
    places: list[RowPlaceBody]


class GoodsCodeBody(TypedDict):
    """What is known of an HS code on a day. ``state``: ``named`` (the tariff has the code),
    ``heading`` (it has codes that begin so), ``gone`` (a tariff is loaded and has it not),
    ``no_tariff`` (none is loaded, so nothing can be said). ``path`` are the headings above, from
    the top."""

    code: str
    level: int
    as_of: str
    state: TariffState
    name: GoodsNameBody | None
    above: list[GoodsNameBody]
    below: list[GoodsNameBody]
    tariffs: list[str]
    rows: list[GoodsRowBody]
    more_rows: int
    risk: list[RiskRowBody]
    risk_note: str
    risk_note_en: str
    records: list[RecordLine]
    url: str


class GoodsNameBody(TypedDict):
    """A code of the tariff with its names; ``path`` leads from the heading down to it."""

    code: str
    name: str
    name_en: str
    path: list[str]
    path_en: list[str]
    provenance: ProvenanceBody
    url: str


class GoodsRowBody(TypedDict):
    """A row of a product list in a held document that names a code of the same heading; ``row`` is
    its position in the document's ``products``. ``covers``: its code lies within the one asked for,
    or the other way round; else both only share the heading."""

    slug: str
    number: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    row: int
    name: str
    group: str | None
    text: str
    codes: list[CodeHitBody]
    covers: bool
    standards: list[NumberLink]
    clause: ClauseRef | None
    page: int
    url: str


class GraphBody(TypedDict):
    """What a document or a clause cites and who cites it, most mentions first. ``more_cites`` and
    ``more_cited_by`` are how many were left out; ``list_url`` lists them all."""

    slug: str
    clause: str | None
    as_of: str
    nodes: list[GraphNode]
    edges: list[GraphEdge]
    more_cites: int
    more_cited_by: int
    list_url: str


class GraphEdge(TypedDict):
    """``source`` cites ``target``; both are ids of nodes."""

    source: str
    target: str
    mentions: int


class GraphNode(TypedDict):
    """A document or a clause in the graph; ``slug`` is null for one that is not held, and its
    ``status`` where nothing tells it. ``mentions`` is how often it is cited, or cites."""

    id: str
    role: GraphRole
    number: str
    title: str | None
    slug: str | None
    status: Status | None
    mentions: int
    clauses: list[ClauseRef]
    url: str | None


# Where a node stands: in the middle, cited by the middle, or citing it.
GraphRole = Literal["centre", "cites", "cited_by"]


class GroundBody(TypedDict):
    """Where a rule is written. ``quote`` is word for word, empty where no text of the act was at
    hand (``checked`` false); ``slug``, ``clause`` and ``url`` lead to the act where it is held."""

    law: str
    place: str
    place_en: str
    quote: str
    checked: bool
    slug: str | None
    clause: str | None
    page: int | None
    url: str | None


class GuidedCheckBody(TypedDict):
    """The body of ``GET /api/v1/check``: a guided check, as far as it has come. ``next`` is what to
    ask next, null when nothing is left to ask; ``asked`` how many questions were answered, ``most``
    how many there may be. ``url`` is the address of the report, ``pdf_url`` the same as a PDF file;
    both carry ``seen``, the day on which the report was made, the state of the library and a digest
    of the report, so that whoever opens them again is told whether anything ``changed``.
    ``made_before`` is the day in the ``seen`` that was sent."""

    product: str
    hs: list[str]
    as_of: str
    trade: Trade | None
    understood: str
    understood_en: str
    made_on: str
    answered: list[AnsweredQuestionBody]
    asked: int
    most: int
    next: QuestionBody | None
    answerable: bool
    reason: Negative | None
    law: str | None
    texts: list[CheckTextBody]
    groups: list[CheckGroupBody]
    goods: list[CheckGoodsBody]
    aside: list[AsideFoundBody]
    more_aside: int
    out_of_force: list[OutOfForceBody]
    more_out_of_force: int
    unknown: list[TextPair]
    hs_lines: list[TariffLineBody]
    not_held: list[NotHeldBody]
    next_steps: list[TextPair]
    proofs: list[ProofBody]
    library: LibraryStateBody
    caution: TextPair
    seen: str
    changed: LibraryChange
    made_before: str | None
    url: str
    pdf_url: str


class HappeningBody(TypedDict):
    """Something that happens to a text on ``day``; with the event of its life, or the transitional
    rule that ends. ``what``: from that day on the text or a part of it binds (``starting``), does
    not (``ending``), or reads otherwise (``amending``). ``status`` is that of the text on
    ``as_of``."""

    id: str
    what: Turn
    kind: HappeningKind
    day: str
    number: str | None
    documents: list[WatchedDocumentBody]
    event: EventBody | None
    transition: TransitionBody | None
    status: Status
    known_since: str


# What happens to a text on a day; the first ones are those of ``EventKind``.
HappeningKind = Literal[
    "started",
    "part_started",
    "amended",
    "corrected",
    "partly_repealed",
    "suspended",
    "resumed",
    "replaced",
    "repealed",
    "expired",
    "suspension_ends",
    "transition_ends",
]


class HeardBody(TypedDict):
    """Words of the question and what they set: ``agencies``, ``years``, ``in_force``, ``kinds``,
    ``trade`` or ``relation``."""

    what: str
    words: str


class HeldDocumentBody(TypedDict):
    """A document that was read from a file."""

    slug: str
    number: str | None
    title: str | None


class HeldFileBody(TypedDict):
    """A held file with all documents read from it."""

    file: str
    sha256: str
    documents: list[HeldDocumentBody]


class HoldingsBody(TypedDict):
    """The library as a whole on a day. ``facets`` count all documents by kind, by agency and by
    status of the day; ``updated_on`` is the day on which files were last read into it, ``latest``
    what was read then."""

    as_of: str
    documents: int
    files: int
    passages: int
    lists: int
    updated_on: str | None
    facets: list[FacetBody]
    latest: list[LatestBody]
    turns: list[TurnBody]
    within: int
    examples: list[ExampleBody]


class HsBody(TypedDict):
    """An HS code of the row that is the evidence, and on how many digits it matches. ``name_vi``
    and ``name_en`` are the tariff's, ``source`` is the list that the tariff came from; null where
    no tariff is loaded, or where it has not got the code: then ``is_gone`` is true."""

    code: str
    match_level: int
    name_vi: str | None
    name_en: str | None
    source: str | None
    is_gone: bool


class HsNameBody(TypedDict):
    """What the tariff calls a code."""

    code: str
    name: str
    name_en: str


class IcsBody(TypedDict):
    """A class of the International Classification for Standards, and the list that says so."""

    code: str
    name_en: str | None
    source: str
    row: int
    checked: bool


class IcsClassBody(TypedDict):
    """A class of the International Classification for Standards, the classes above and below, and
    what belongs to it; ``name`` is null where no list of classes is loaded (``has_names`` false),
    or where none has it but standards state it."""

    code: str
    as_of: str
    name: IcsNameBody | None
    has_names: bool
    above: list[IcsNameBody]
    below: list[IcsNameBody]
    inherited: list[AdopterBody]
    stated: list[RecordLine]
    url: str


class IcsCountBody(TypedDict):
    """A class of standards, and how many held documents belong to it or to a class under it.
    ``name_en`` is null where no list of names is loaded."""

    code: str
    name_en: str | None
    documents: int
    url: str


class IcsListBody(TypedDict):
    """The classes to which held documents belong, and those above them, by code."""

    items: list[IcsCountBody]


class IcsNameBody(TypedDict):
    """A class with its English name."""

    code: str
    name_en: str
    full_name_en: str | None
    provenance: ProvenanceBody
    url: str


class IdentifierBody(TypedDict):
    """A number as understood, or the numbers it may mean."""

    text: str
    number: str | None
    slug: str | None
    kind: str | None
    held: list[NumberLink]
    choices: list[str]


# What an item is: a row of a held list or of an imported one, the scope (or title) of a regulation
# or standard, or a clause that states the code.
ItemBasis = Literal["row", "record", "scope", "code"]


class ItemBody(TypedDict):
    """A row of a list, a scope or a clause that speaks of the goods, and what follows from it.
    ``match_level`` are the digits on which its code ``hs`` meets the one asked for, 0 if found by
    words; ``codes`` are all of its codes. ``narrower``: it covers less than its code, so its
    ``conditions`` must be met. ``duties`` are the kinds of group it stands in."""

    id: str
    basis: ItemBasis
    by: MatchBy
    name: str
    words: str
    number: str | None
    title: str | None
    kind: Kind
    place: PlaceBody
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    hs: str | None
    match_level: int
    codes: list[str]
    tariff: str
    is_cut: bool
    narrower: bool
    conditions: list[ConditionBody]
    exclusions: list[ExclusionFoundBody]
    regulations: list[NamedBody]
    standards: list[NamedBody]
    more_standards: int
    risk: RiskLevel | None
    group_2: bool
    measures: list[Measure]
    duties: list[DutyKind]
    chain: list[LinkBody]
    replaced_by: list[SuccessorNameBody]
    corrections: list[CorrectionBody]
    fact: str | None


class JobBody(TypedDict):
    """A job. ``files`` are in the order sent; ``reports`` tell of those that are done, as
    ``trachuan ingest --json`` does; ``problem`` why it failed, or what it waits for."""

    id: int
    url: str
    state: JobState
    key: str
    made_at: str
    started_at: str | None
    ended_at: str | None
    tries: int
    progress: ProgressBody
    files: list[JobFileBody]
    reports: list[FileBody]
    problem: ProblemBody | None


class JobFileBody(TypedDict):
    """A file as it was sent; ``bytes`` is its size."""

    file: str
    sha256: str
    bytes: int


# ``queued`` waits for its turn, ``reading`` is at it; the others have ended. A ``failed`` job keeps
# the files that it has not read.
JobState = Literal["queued", "reading", "done", "failed", "cancelled"]


class JobsBody(TypedDict):
    """Jobs, newest first; ``next`` is the value of ``before`` that goes on, null at the end."""

    jobs: list[JobBody]
    next: int | None


# What sort of document it is; the eight of the public contract.
Kind = Literal["QCVN", "TCVN", "CIRCULAR", "DECREE", "DECISION", "LAW", "CONSOLIDATED", "OTHER"]


class LatestBody(TypedDict):
    """A document that was read lately."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    file: str
    url: str


# A national standard.
LdCreativeWork = TypedDict(
    "LdCreativeWork",
    {
        "@context": "NotRequired[Literal['https://schema.org']]",
        "@type": "NotRequired[Literal['CreativeWork']]",
        "@id": "str",
        "url": "str",
        "name": "str",
        "alternateName": "NotRequired[str | None]",
        "identifier": "NotRequired[str | None]",
        "inLanguage": "str",
        "genre": "NotRequired[str | None]",
        "publisher": "NotRequired[LdOrganization | None]",
        "temporalCoverage": "NotRequired[str | None]",
        "creativeWorkStatus": "LdTerm",
        "about": "NotRequired[list[LdTerm] | None]",
        "encoding": "LdFile",
        "exampleOfWork": "NotRequired[LdNamed | None]",
        "isBasedOn": "NotRequired[list[LdNamed] | None]",
        "citation": "NotRequired[list[LdNamed] | None]",
        "hasPart": "NotRequired[list[LdTermSet] | None]",
        "mainEntityOfPage": "str",
        "datePublished": "NotRequired[str | None]",
    },
)


# The file from which it was read; a ``LegislationObject`` for legislation.
LdFile = TypedDict(
    "LdFile",
    {
        "@type": "Literal['LegislationObject', 'MediaObject']",
        "contentUrl": "str",
        "encodingFormat": "str",
        "sha256": "str",
        "name": "str",
    },
)


# A technical regulation or a legal act. ``legislationDateVersion`` is the day for which it is
# described; ``legislationLegalForce`` is left out where the status on that day is not verified.
LdLegislation = TypedDict(
    "LdLegislation",
    {
        "@context": "NotRequired[Literal['https://schema.org']]",
        "@type": "NotRequired[Literal['Legislation']]",
        "@id": "str",
        "url": "str",
        "name": "str",
        "alternateName": "NotRequired[str | None]",
        "identifier": "NotRequired[str | None]",
        "inLanguage": "str",
        "genre": "NotRequired[str | None]",
        "publisher": "NotRequired[LdOrganization | None]",
        "temporalCoverage": "NotRequired[str | None]",
        "creativeWorkStatus": "LdTerm",
        "about": "NotRequired[list[LdTerm] | None]",
        "encoding": "LdFile",
        "exampleOfWork": "NotRequired[LdNamed | None]",
        "isBasedOn": "NotRequired[list[LdNamed] | None]",
        "citation": "NotRequired[list[LdNamed] | None]",
        "hasPart": "NotRequired[list[LdTermSet] | None]",
        "mainEntityOfPage": "str",
        "legislationIdentifier": "NotRequired[str | None]",
        "legislationType": "NotRequired[str | None]",
        "legislationDate": "NotRequired[str | None]",
        "legislationDateVersion": "str",
        "legislationDateOfApplicability": "NotRequired[str | None]",
        "legislationLegalForce": "NotRequired[Literal['https://schema.org/InForce', 'https://schema.org/PartiallyInForce', 'https://schema.org/NotInForce'] | None]",
        "legislationJurisdiction": "NotRequired[str | None]",
        "legislationPassedBy": "NotRequired[LdOrganization | None]",
        "legislationResponsible": "NotRequired[list[LdOrganization] | None]",
        "legislationAmends": "NotRequired[list[LdNamed] | None]",
        "legislationRepeals": "NotRequired[list[LdNamed] | None]",
        "legislationChanges": "NotRequired[list[LdNamed] | None]",
        "legislationCorrects": "NotRequired[list[LdNamed] | None]",
        "legislationConsolidates": "NotRequired[list[LdNamed] | None]",
        "legislationCommences": "NotRequired[list[LdNamed] | None]",
    },
)


# Another text by its number; ``url`` where the library holds it.
LdNamed = TypedDict(
    "LdNamed",
    {
        "@type": "Literal['Legislation', 'CreativeWork']",
        "legislationIdentifier": "NotRequired[str | None]",
        "identifier": "str",
        "name": "str",
        "url": "NotRequired[str | None]",
    },
)


# A body; ``alternateName`` is its sign in numbers.
LdOrganization = TypedDict(
    "LdOrganization",
    {
        "@type": "NotRequired[Literal['Organization']]",
        "name": "str",
        "alternateName": "NotRequired[str | None]",
    },
)


# A term with its meaning, a class of standards, or a status: ``termCode`` is its code.
LdTerm = TypedDict(
    "LdTerm",
    {
        "@type": "NotRequired[Literal['DefinedTerm']]",
        "name": "str",
        "termCode": "NotRequired[str | None]",
        "alternateName": "NotRequired[str | None]",
        "description": "NotRequired[str | None]",
        "inDefinedTermSet": "NotRequired[str | None]",
        "url": "NotRequired[str | None]",
    },
)


# The terms that a document defines.
LdTermSet = TypedDict(
    "LdTermSet",
    {
        "@type": "NotRequired[Literal['DefinedTermSet']]",
        "name": "str",
        "hasDefinedTerm": "list[LdTerm]",
    },
)


class LeftOutBody(TypedDict):
    """Something that was seen and not kept: its words (maybe cut), and why."""

    what: Counted
    page: int
    words: str
    reason: str


# A language in which the office answers.
LetterLanguage = Literal["vi", "en"]


# What became of the report since its address was made: nothing to compare with, the same library,
# another state of the library with the same report, another report.
LibraryChange = Literal["first", "same", "library", "report"]


class LibraryStateBody(TypedDict):
    """What the library held when the report was made: documents, files, imported lists, and the
    number of its state, which grows with every change of a document."""

    documents: int
    files: int
    lists: int
    generation: int


class LineBody(TypedDict):
    """A printed line: ``text[start:end]`` of the clause stands at ``box``."""

    start: int
    end: int
    box: BoxBody


class LinkBody(TypedDict):
    """One step of the chain from the goods to the duty; ``words`` are word for word. ``status`` is
    that of the text on the day, null for the goods and the tariff."""

    kind: LinkKind
    number: str | None
    title: str
    words: str
    note: TextPair | None
    place: PlaceBody
    status: Status | None
    status_reason: str
    status_reason_en: str


# The steps of a chain, from the goods to the duty.
LinkKind = Literal["product", "tariff", "row", "regulation", "standard", "duty"]


class ListBody(TypedDict):
    """A list that was added; ``refused`` are the rows that are not kept, with column and reason."""

    name: str
    kind: ListKind
    file: str
    sha256: str
    records: int
    at: str
    refused: list[str]


# What a list is a list of.
ListKind = Literal["standards", "foreign", "ics", "hs", "risk"]


class ListedBody(TypedDict):
    """A row of an office's list, with everything that it states."""

    source: str
    row: int
    checked_by: str | None
    checked_on: str | None
    number: str
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    ended_on: str | None
    status: Status | None
    status_on: str | None
    replaces: list[NumberLink]
    replaced_by: list[NumberLink]
    ics: list[str]
    hs: list[str]
    published: NotRequired[str | None]
    stage: NotRequired[str | None]
    stage_words: NotRequired[str | None]
    stage_words_en: NotRequired[str | None]
    kind: Kind
    amends: list[NumberLink]
    adopts: list[NumberLink]
    degree: AdoptionDegree | None
    issued_with: NumberLink | None


class ListsBody(TypedDict):
    """The lists that the catalogue holds, by name."""

    items: list[ListBody]


# How an item meets the product: by both its words and its HS code (the strongest), by its code
# alone, or by its words alone.
MatchBy = Literal["both", "hs", "words"]


# What a list obliges to: *kiểm tra chất lượng* (of imports), *công bố hợp quy*, its two ways
# (*chứng nhận* by a designated or accredited body, *tự đánh giá*), *đăng ký lưu hành*; ``OTHER``
# where the list sends the reader to another law.
Measure = Literal[
    "inspection", "declaration", "certification", "self_assessment", "registration", "other"
]


class MentionBody(TypedDict):
    """A mention of another text: ``text`` as printed, ``start`` to ``end`` in the clause's text;
    null where it stands in the heading, or before the first clause."""

    target: NumberLink
    text: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    start: int | None
    end: int | None
    repaired: bool


class MergedIssuerBody(TypedDict):
    """A body out of office whose texts have not ended, and who answers for them now."""

    code: str
    name: str
    name_en: str
    heirs: list[str]
    texts: int
    documents: list[WatchedDocumentBody]


class NamedAt(TypedDict):
    """Where a document is first named, and how often; ``url`` opens the clause, else the page.
    ``place`` is the clause in words, empty where none holds it."""

    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    mentions: int
    url: str


class NamedBody(TypedDict):
    """A regulation or standard that an item names. ``number`` is the edition of the day,
    ``printed`` how the item names it, ``slug`` the held text. ``cited`` are standards that it makes
    bind, ``more_cited`` how many more; ``own_duties`` what it lays down itself."""

    number: str | None
    printed: str | None
    kind: Kind
    title: str | None
    slug: str | None
    url: str | None
    force: Force
    status: Status
    status_reason: str
    status_reason_en: str
    replaced_by: list[SuccessorNameBody]
    cited: list[CitedStandardBody]
    more_cited: int
    own_duties: list[OwnDutyBody]


class NamedPlaceBody(TypedDict):
    """A document that names a number, and where it does so first."""

    document: WatchedDocumentBody
    place: str
    place_en: str
    page: int
    url: str


class NearestBody(TypedDict):
    """What came nearest when nothing answers: never an answer. ``status`` is that of ``number``."""

    number: str | None
    title: str | None
    clause: ClauseRef | None
    file: str
    page: int
    quote: str
    slug: str
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    rests_on: RestsOnBody
    replaced_by: list[SuccessorBody]


class NeedBody(TypedDict):
    """One thing that is asked for. ``answerable`` and ``reason`` are this need's own; both are null
    for a need that was left aside by the parameter ``need``."""

    place: int
    text: str
    kind: QuestionKind
    why: str
    why_en: str
    numbers: list[str]
    codes: list[str]
    answerable: bool | None
    reason: Negative | None


# Why there is no answer; four different things, never one for another.
Negative = Literal["no_match", "not_in_library", "ended", "unverified"]


class NewReportBody(TypedDict):
    """Something is wrong. ``record`` is a slug, ``fact`` a name as the facts of the document have
    it, or ``row:N``, ``definition:N``, ``table:N``, ``page:N``, ``status``, ``document``."""

    record: str
    fact: NotRequired[str]
    wrong: str
    correction: NotRequired[str]
    contact: NotRequired[str]
    question: NotRequired[str]
    language: NotRequired[Literal["vi", "en"]]


class NotHeldBody(TypedDict):
    """A text that the report names and the library does not hold, so that nobody could read it
    here; ``why`` says what follows."""

    number: str
    title: str | None
    why: str
    why_en: str


class NoteBody(TypedDict):
    """Something to know of the answers: what a filter left out, a clause that is not there."""

    text: str
    text_en: str


class NotificationBody(TypedDict):
    """One notification. Days are those that it states, null where it states none; ``comments_open``
    holds for the day of the answer."""

    symbol: str
    base: str
    member: str
    is_domestic: bool
    title: str
    notified: str | None
    comments_until: str | None
    comments_open: bool
    adopted: str | None
    in_force: str | None
    link: str
    documents: list[NotifiedTextBody]
    url: str


class NotificationsBody(TypedDict):
    """Notifications: those whose comments close soonest first."""

    as_of: str
    q: str
    items: list[NotificationBody]


class NotifiedTextBody(TypedDict):
    """A held text that a notification is about."""

    slug: str
    number: str | None
    title: str | None
    url: str


class NumberLink(TypedDict):
    """A number, and where it is held: ``slug`` and ``title`` are null if the library has it not.
    For an undated number ``edition`` is the one in force that day, null if none is known to be, and
    ``work_url`` the page of all editions. ``status`` is that of the held text that day."""

    number: str
    held: bool
    slug: str | None
    title: str | None
    edition: NotRequired[EditionRef | None]
    status: NotRequired[Status | None]
    work_url: NotRequired[str | None]


class OpinionBody(TypedDict):
    """What several documents say of one thing, and whether they agree."""

    about: str
    about_en: str
    agree: bool
    says: list[SaidBody]


class OutOfForceBody(TypedDict):
    """A row or a text that meets the goods but is not in force on the day, and what came after."""

    name: str
    number: str | None
    status: Status
    reason: str
    reason_en: str
    replaced_by: list[SuccessorNameBody]
    proof: int


# How a report ended, for everybody: the reader was right; the reader was right and an editor has
# put down what the page says; the fact stands as it is.
Outcome = Literal["accepted", "corrected", "declined"]


class OwnDutyBody(TypedDict):
    """A duty in the words of the regulation ``number`` itself; ``party`` null: of both."""

    duty: DutyKind
    party: Party | None
    number: str | None
    words: str
    place: PlaceBody
    status: Status


# How the text of a page can be had.
PageClass = Literal["text", "scan", "bad_layer", "legacy", "empty"]


class PageEntry(TypedDict):
    """A page of the file: its size in points and how its text was had."""

    number: int
    width: float
    height: float
    page_class: PageClass
    image_url: str
    reason: str
    read_as: ReadAs
    confidence: float | None
    refused: str | None


class PageLineBody(TypedDict):
    """A printed line of a page and where it stands."""

    text: str
    box: BoxBody


class PageTextBody(TypedDict):
    """The text of one page as read."""

    slug: str
    file: str
    number: int
    page_class: PageClass
    reason: str
    text: str
    width: float
    height: float
    read_as: ReadAs
    confidence: float | None
    refused: str | None
    doubts: list[str]


# What became of a clause. One with changed words is ``CHANGED`` wherever it stands now; of those
# with the same words ``MOVED`` stands elsewhere and ``RENUMBERED`` has another label.
PairState = Literal["same", "changed", "renumbered", "moved", "added", "removed"]


# Who has to do something.
Party = Literal["importer", "producer"]


class PeriodBody(TypedDict):
    """A half-open stretch of days with one status; a bound that is null is open or unknown."""

    start: str | None
    end: str | None
    status: Status


class PlaceBody(TypedDict):
    """Where words stand: a clause and page of a held text (``slug``), or a row of an imported list
    (``list_name``, ``list_row``); ``url`` opens it. ``checked``: read from the text itself, or a
    person has compared the imported row."""

    slug: str | None
    clause: str | None
    label: str
    page: int | None
    url: str | None
    list_name: str | None
    list_row: int | None
    checked: bool


class ProblemBody(TypedDict):
    """An error as RFC 9457 has it; ``code`` is stable, ``detail_vi`` the same text in
    Vietnamese."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    title_vi: str
    detail_vi: str
    instance: NotRequired[str | None]


class ProductBody(TypedDict):
    """A row of a product list. ``hs_names`` are the tariff's names of its codes, as far as a tariff
    is loaded; ``risk`` and ``measures`` are what the list states of the goods, in
    ``risk_words``."""

    name: str
    hs: list[str]
    hs_names: list[HsNameBody]
    risk: RiskLevel | None
    measures: list[Measure]
    risk_words: str
    standards: list[NumberLink]
    page: int
    clause: str | None
    boxes: list[BoxBody]
    text: str
    ordinal: str
    group: str
    conditions: list[str]


class ProgressBody(TypedDict):
    """How far a job is; ``pages`` are those of the files that are done."""

    files_done: int
    files: int
    pages: int


class ProofBody(TypedDict):
    """A numbered piece of evidence: ``words`` of ``document`` at ``place``, as printed. ``status``
    is what that part of the text is on the day. ``boxes`` are the printed lines with the words, on
    ``page`` and those after it; ``sha256`` is of the file. Where the text is not held (``slug``
    null) the words are from an imported list (``list_name``, ``list_row``) or, with ``checked``
    false, not compared with the text."""

    number: int
    document: str
    title: str | None
    slug: str | None
    clause: str | None
    place: str
    place_en: str
    page: int | None
    words: str
    status: Status
    status_reason: str
    status_reason_en: str
    url: str | None
    boxes: list[BoxBody]
    file: str | None
    sha256: str | None
    list_name: str | None
    list_row: int | None
    checked: bool
    fact: str | None


class ProvenanceBody(TypedDict):
    """The list a fact comes from, its row there (from 1, headings not counted), and who compared
    the row with the original when; null where nobody has."""

    source: str
    row: int
    checked_by: str | None
    checked_on: str | None


class PublicReportBody(TypedDict):
    """A report as whoever sent it may see it."""

    number: int
    at: str
    about: ReportedBody
    wrong: str
    correction: str
    state: ReportState
    decision: DecisionBody | None


class QuestionBody(TypedDict):
    """What the result depends on. Choices are word for word from the items; the answers ``none``
    (none of them) and ``unknown`` (don't know) are always possible."""

    id: str
    kind: AskedBackKind
    words: str
    words_en: str
    choices: list[QuestionChoiceBody]
    none_keeps: int
    splits: float


class QuestionChoiceBody(TypedDict):
    """A possible answer: send ``answer=QUESTION:id``. ``keeps``: how many items stay then."""

    id: str
    words: str
    keeps: int


# How a question was understood.
QuestionKind = Literal["product", "clause", "number", "hs"]


# How the words of a page were had: from its text, recognised from its picture, converted from an
# encoding before Unicode; or there are none, or the page could not be read.
ReadAs = Literal["text", "recognised", "converted", "empty", "refused"]


class ReadingAccountBody(TypedDict):
    """The sums of a file, and everything that was left out."""

    even: bool
    pages: SumBody
    rows: SumBody
    hs_cells: SumBody
    left_out: list[LeftOutBody]


class ReadingBody(TypedDict):
    """How the page was read that a quote comes from, and what is doubtful about it."""

    page: int
    page_class: PageClass
    read_as: ReadAs
    confidence: float | None
    refused: str | None
    doubts: list[str]


class ReasonBody(TypedDict):
    """Why things were left out, and how many of them."""

    reason: str
    count: int


class ReceiptBody(TypedDict):
    """A report was received. ``url`` shows what becomes of it, to whoever knows the address."""

    number: int
    state: ReportState
    url: str


class RecordBody(TypedDict):
    """All that lists say of one number, on the day ``as_of``. ``status`` is worked out for that day
    from held texts and lists; null for an international standard, whose publisher's stage stands in
    ``foreign``."""

    number: str
    slug: str
    as_of: str
    target: NumberLink
    status: Status | None
    status_reason: str | None
    status_reason_en: str | None
    listed: list[ListedBody]
    foreign: list[ForeignBody]
    adopts: list[AdoptionBody]
    adopted_by: list[AdopterBody]
    url: str


class RecordClaimBody(TypedDict):
    """What a row of an imported list states of this number."""

    source: str
    row: int
    checked_by: str | None
    checked_on: str | None
    number: str
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    ended_on: str | None
    status: Status | None
    status_on: str | None
    replaces: list[NumberLink]
    replaced_by: list[NumberLink]
    ics: list[str]
    hs: list[str]
    published: NotRequired[str | None]
    stage: NotRequired[str | None]
    stage_words: NotRequired[str | None]
    stage_words_en: NotRequired[str | None]


# The forms of the field, in the order in which they are offered.
RecordForm = Literal[
    "json", "jsonld", "relaton", "relaton_xml", "sts", "csl", "bibtex", "ris", "pdf"
]


class RecordLine(TypedDict):
    """One record in a list of finds; ``slug`` opens all that lists say of the number, and
    ``held_slug`` the document if its file is held."""

    number: str
    slug: str
    kind: ListKind
    title: str | None
    title_en: str | None
    held_slug: str | None
    provenance: ProvenanceBody
    url: str


class RecordsPage(TypedDict):
    """Records of standards, national and foreign; ``next`` is the cursor of the following page."""

    q: str
    items: list[RecordLine]
    next: str | None


class RegimeDutiesBody(TypedDict):
    """What one act demands: its number, the name of the regime or its title, the statements."""

    number: str
    name: str
    name_en: str
    statements: list[StatementBody]


class RelatedBody(TypedDict):
    """A held document that does something to this one: the relation that it states, read from the
    other side, with the same clause, page, words and day."""

    verb: str
    number: str | None
    title: str | None
    slug: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int | None
    words: str | None
    day: str | None
    until: str | None
    parts: list[str]
    status: Status | None


# Which neighbours of a named text are asked for: *văn bản nào thay thế X* asks for those that X is
# replaced by, *X thay thế văn bản nào* for those that X replaces.
RelationAsked = Literal["replaced_by", "replaces", "amended_by", "amends", "issued_by", "cited_by"]


class RelationBody(TypedDict):
    """What this document does to another, and the words that say so; ``clause`` is a key. ``verb``
    is a :class:`standards.relation.Verb`. ``day`` is the day that the words state, null where it is
    the day on which this document takes effect; ``parts`` are the parts of the target that are
    meant; ``target.edition`` is the edition that an undated target means that day."""

    verb: str
    target: NumberLink
    clause: str | None
    page: int
    words: str
    day: str | None
    until: str | None
    parts: list[str]
    degree: AdoptionDegree | None


class RelatonBody(TypedDict):
    """A bibliographic item. ``docstatus`` and ``validity`` are those of the day in the note of type
    ``status``."""

    id: str
    type: str
    docid: list[RelatonDocId]
    docnumber: NotRequired[str | None]
    title: list[RelatonTitle]
    link: list[RelatonLink]
    date: list[RelatonDate]
    contributor: list[RelatonContributor]
    biblionote: list[RelatonNote]
    language: list[str]
    script: list[str]
    docstatus: RelatonStatus
    relation: list[RelatonRelation]
    validity: NotRequired[RelatonValidity | None]
    doctype: RelatonDocType
    ics: list[RelatonClass]
    structuredidentifier: NotRequired[list[RelatonIdParts] | None]


class RelatonClass(TypedDict):
    """A class of the International Classification for Standards."""

    code: str
    text: NotRequired[str | None]


class RelatonContributor(TypedDict):
    """Who issued it."""

    organization: RelatonOrganization
    role: list[RelatonRole]


class RelatonDate(TypedDict):
    """``issued``, ``implemented`` (the first day on which it binds) or ``obsoleted``."""

    type: str
    value: str


class RelatonDocId(TypedDict):
    """An identifier; ``type`` says which sort, ``primary`` which one is to be cited."""

    id: str
    type: str
    primary: NotRequired[bool | None]


class RelatonDocType(TypedDict):
    """The kind of document."""

    type: str


# The number in its parts.
RelatonIdParts = TypedDict(
    "RelatonIdParts",
    {
        "type": "str",
        "agency": "list[str]",
        "class": "str",
        "docnumber": "str",
        "partnumber": "NotRequired[str | None]",
        "supplementtype": "NotRequired[str | None]",
        "supplementnumber": "NotRequired[str | None]",
        "year": "NotRequired[str | None]",
    },
)


class RelatonItem(TypedDict):
    """Another text, as far as a relation names it."""

    type: str
    docid: list[RelatonDocId]
    title: NotRequired[list[RelatonTitle] | None]


class RelatonLink(TypedDict):
    """An address of the record (``src``) or of the file (``pdf``)."""

    type: str
    content: str


class RelatonNote(TypedDict):
    """Words beside the record; of type ``status`` the day of the status, and why."""

    type: str
    content: str


class RelatonOrganization(TypedDict):
    """A body."""

    name: list[RelatonText]
    abbreviation: NotRequired[RelatonText | None]


class RelatonRelation(TypedDict):
    """What the document does to another one (``updates``, ``obsoletes``, ``adoptedFrom``,
    ``instanceOf``) or has done to it; ``description`` is the verb of the record."""

    type: str
    description: RelatonText
    bibitem: RelatonItem


class RelatonRole(TypedDict):
    """What a contributor did."""

    type: str


class RelatonStage(TypedDict):
    """The status as a value."""

    value: str


class RelatonStatus(TypedDict):
    """The status on the day of the record."""

    stage: RelatonStage


class RelatonText(TypedDict):
    """Words in a language."""

    content: str
    language: NotRequired[list[str] | None]
    script: NotRequired[list[str] | None]


class RelatonTitle(TypedDict):
    """A title."""

    content: str
    language: NotRequired[list[str] | None]
    script: NotRequired[list[str] | None]
    type: str


class RelatonValidity(TypedDict):
    """The first day on which it binds, and the day that ends it."""

    begins: NotRequired[str | None]
    ends: NotRequired[str | None]


# What a damaged number was repaired against.
RepairBasis = Literal["document", "catalogue"]


class RepairBody(TypedDict):
    """A number that was damaged on the picture of its page: as it was ``read`` and what it is.
    ``basis``: the number stands elsewhere in the ``document``, or the ``catalogue`` knows it."""

    read: str
    number: str
    slug: str | None
    basis: RepairBasis
    page: int


# What became of a report: it waits, the reader was right, or the fact stands as it is.
ReportState = Literal["open", "accepted", "rejected"]


class ReportedBody(TypedDict):
    """The fact as it was read when it was reported, word for word."""

    record: str
    number: str
    fact: str
    label: str
    label_en: str
    value: str
    page: int
    file: str
    sha256: str
    question: str


class ResolvedBody(TypedDict):
    """Where a number without a year leads on the day: to ``number``, held as ``slug``. ``number``
    is null if no edition is known to be in force that day; ``reason`` says why, and ``choices`` are
    the editions that are known."""

    asked: str
    number: str | None
    slug: str | None
    status: Status | None
    reason: str
    reason_en: str
    choices: list[EditionChoiceBody]


class RespelledBody(TypedDict):
    """A word that was read as another one; ``why`` is accents, typo, telex or tone."""

    typed: str
    read: str
    why: str


class RestsOnBody(TypedDict):
    """The document in which the evidence stands, and what it is that day. ``is_itself``: it is the
    document that the answer is about. The status is that of the part in which the evidence stands:
    the document's, unless something is said of that part alone."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    amended_by: list[NumberLink]
    corrected_by: list[NumberLink]
    is_itself: bool
    url: str


class RightBody(TypedDict):
    """What the law says on the use of a kind of text."""

    text: str
    text_en: str
    source: str


class RiskBody(TypedDict):
    """What is known of the risk of goods on ``as_of``. ``level`` is what the row that was asked
    about states, else what all rows with the code itself agree on; ``levels`` are all that they
    state, more than one if they differ. ``lists`` is how many lists were asked, ``more`` how many
    findings were left out, ``former`` are lists of nhóm 2 that name the goods on a day on which
    groups count no more."""

    as_of: str
    regime: str | None
    regime_name: str
    regime_name_en: str
    since: str | None
    until: str | None
    law: str | None
    grounds: list[GroundBody]
    level: RiskLevel | None
    levels: list[RiskLevel]
    group_2: bool
    findings: list[RiskFindingBody]
    more: int
    lists: int
    former: list[str]
    note: str
    note_en: str


class RiskCodeBody(TypedDict):
    """A code of an item that meets one asked for; see ``RiskFindingBody``."""

    hs: str
    match_level: int
    covers: bool
    tariff: str
    tariff_en: str
    list_row: int | None


class RiskFindingBody(TypedDict):
    """What one item of a list says of the goods; ``codes`` are all its codes that meet one asked
    for, ``hs`` the first of them. ``number`` is the list's, ``status`` its own on that day. A row
    of a held list has ``slug``, ``row`` (position in its product rows), ``clause`` and ``url``; a
    row of an imported list ``list_name`` and ``list_row``. ``name`` is as the list has it;
    ``full_name`` the heading of the tariff that goes on where it was cut short; ``tariff`` and
    ``tariff_en`` the tariff's own words."""

    basis: FindingBasis
    level: RiskLevel | None
    group_2: bool
    measures: list[Measure]
    words: str
    name: str
    is_cut: bool
    full_name: str
    tariff: str
    tariff_en: str
    condition: str
    hs: str | None
    match_level: int | None
    covers: bool
    codes: list[RiskCodeBody]
    number: str | None
    status: Status
    slug: str | None
    row: int | None
    clause: str | None
    page: int | None
    annex: str
    item: str
    reference: str
    url: str | None
    list_name: str | None
    list_row: int | None
    checked: bool
    checked_by: str
    at_odds: bool
    duties: list[DutyBody]


# *Mức độ rủi ro*: cao, trung bình, thấp.
RiskLevel = Literal["high", "medium", "low"]


class RiskRowBody(TypedDict):
    """An item of a list of goods by risk, imported or held, that names the code; ``also`` are its
    other codes that meet it. ``provenance`` is null for a row of a held document: ``url`` then
    opens it."""

    listed_in: NumberLink | None
    status: Status
    name: str
    full_name: str | None
    is_cut: bool
    level: RiskLevel | None
    measures: list[Measure]
    code: CodeHitBody | None
    also: list[CodeHitBody]
    condition: str | None
    reference: str | None
    annex: str | None
    item: str | None
    page: int | None
    provenance: ProvenanceBody | None
    url: str | None


class RowPairBody(TypedDict):
    """A row and its counterpart; codes and standards are those that only one side has."""

    state: RowState
    a: ComparedRow | None
    b: ComparedRow | None
    name: list[EditBody]
    text: list[EditBody]
    hs_removed: list[str]
    hs_added: list[str]
    standards_removed: list[NumberLink]
    standards_added: list[NumberLink]
    has_other_conditions: bool
    has_other_risk: bool


class RowPlaceBody(TypedDict):
    """A row of a product list, and its page."""

    document: WatchedDocumentBody
    name: str
    page: int
    clause: ClauseRef | None
    place: str
    place_en: str
    url: str


# What became of a row of a list.
RowState = Literal["same", "changed", "added", "removed"]


class RuleBody(TypedDict):
    """How a day follows from the words: as data, and in words in two languages."""

    kind: RuleKind
    count: int
    words: str
    words_en: str


# How the day of an effect follows from the words.
RuleKind = Literal[
    "stated",
    "on_issue",
    "days_after_issue",
    "months_after_issue",
    "years_after_issue",
    "days_after_effect",
    "months_after_effect",
    "years_after_effect",
    "unknown",
]


class SaidBody(TypedDict):
    """What one item says."""

    item: str
    words: str


# How much of a comparison is wanted.
Show = Literal["changes", "all"]


class SignalsBody(TypedDict):
    """Why the ranking came out so; null where a leg found nothing."""

    score: float
    keyword_rank: NotRequired[int | None]
    keyword_score: NotRequired[float | None]
    vector_rank: NotRequired[int | None]
    vector_score: NotRequired[float | None]


# What kind of source a claim rests on.
SourceBasis = Literal["text", "numbering", "catalogue"]


class SourceBody(TypedDict):
    """The file a document was read from, and which of its pages are the document's."""

    file: str
    sha256: str
    pages: int
    first_page: int
    last_page: int
    url: str


class StandardBody(TypedDict):
    """The record of one document, with what it is on the day ``as_of``. ``in_force_from`` is the
    day of effect that the document or the act that issues it states; ``ended_on`` the first day on
    which ``ended_by`` has ended it. ``history`` holds every claim on its life, ``grounds`` those
    that decide the status of the day, ``periods`` what follows from them for all days;
    ``amended_by`` are the amendments in force that day, ``upcoming`` the events still to come."""

    slug: str
    number: str | None
    kind: Kind
    title: str | None
    title_en: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    effective_words: str | None
    as_of: str
    status: Status
    in_force_from: str | None
    ended_on: str | None
    ended_by: str | None
    status_reason: str
    status_reason_en: str
    grounds: list[EventBody]
    history: list[EventBody]
    periods: list[PeriodBody]
    amended_by: list[EventBody]
    upcoming: list[EventBody]
    transitions: list[TransitionBody]
    conflicts: list[ConflictBody]
    effects: list[EffectBody]
    expires: str | None
    work_url: str | None
    editions: list[EditionBody]
    files: list[EditionFileBody]
    mandatory_by: list[BindingBody]
    adoptions: list[AdoptionBody]
    ics: list[IcsBody]
    records: list[RecordClaimBody]
    agency_today: list[AnsweringBody]
    force: Force
    issued_with: NumberLink | None
    relations: list[RelationBody]
    related_by: list[RelatedBody]
    clauses: list[ClauseEntry]
    products: list[ProductBody]
    exclusions: list[ExclusionBody]
    definitions: list[DefinitionBody]
    cites: list[CitedBody]
    cited_by: list[CitingBody]
    agency: str | None
    undated_cited_by: list[CitingBody]
    doubts: list[DoubtBody]
    source: SourceBody
    pages: list[PageEntry]
    account: ReadingAccountBody | None
    repairs: list[RepairBody]
    checks: list[FactBody]
    links: list[FormBody]
    url: str


class StandardSummary(TypedDict):
    """What a list shows of a document; ``clauses``, ``products`` and ``doubts`` are counts.
    ``status`` is that of the day of the list; ``agency`` the code of the issuing body,
    ``answered_for_by`` the codes of the bodies that answer for its numbers that day."""

    slug: str
    number: str | None
    kind: Kind
    title: str | None
    issuer: str | None
    issued: str | None
    effective_from: str | None
    file: str
    sha256: str
    pages: int
    clauses: int
    products: int
    doubts: int
    status: Status
    agency: str | None
    answered_for_by: list[str]
    url: str


class StandardsPage(TypedDict):
    """One page of the list; ``next`` is the cursor of the following one, null on the last.
    ``facets`` is what ``only`` can narrow it to, with counts over all pages; ``total`` counts the
    documents that pass ``only``, ``total_found`` those without it."""

    items: list[StandardSummary]
    total: int
    total_found: int
    facets: list[FacetBody]
    as_of: str
    next: str | None


class StatementBody(TypedDict):
    """Something that must or may be done. ``quoted``: the words are the text's own, in Vietnamese
    in both fields. ``text`` is the text that must be met, with its ``slug`` where held, its
    ``force`` and ``status`` on the day. ``proofs`` are numbers of evidence."""

    kind: StatementKind
    party: Party | None
    words: str
    words_en: str
    quoted: bool
    text: str | None
    slug: str | None
    force: Force | None
    status: Status | None
    proofs: list[int]


# What a statement says: a duty by a law, a duty in the words of a regulation, a text that must be
# met, one that binds because another cites it, one that may be used, one of which it is not known
# whether it binds.
StatementKind = Literal["law", "own", "meet", "cited", "may", "open"]


# What a document is on a given day; the six of the public contract.
Status = Literal["in_force", "not_yet", "ended", "partly_ended", "suspended", "unverified"]


class SuccessionBody(TypedDict):
    """One body took over from another on ``day``, as the act ``source`` says; ``takes`` is the part
    of the work where it was divided."""

    old: str
    new: str
    day: str
    source: str
    takes: str | None
    takes_en: str | None
    seen: str | None
    checked: bool


class SuccessorBody(TypedDict):
    """A text that came after one that ended; ``slug`` and ``url`` are null if it is not held."""

    number: str
    slug: str | None
    title: str | None
    status: Status
    status_reason: str
    status_reason_en: str
    in_force_from: str | None
    ended_on: str | None
    url: str | None


class SuccessorNameBody(TypedDict):
    """A text that came after one that has ended."""

    number: str
    slug: str | None
    title: str | None
    status: Status


class SuggestionBody(TypedDict):
    """Another question that does find something, why it is offered, and how many answers it has."""

    text: str
    why: str
    why_en: str
    count: int


class SumBody(TypedDict):
    """One sum: ``seen`` = ``kept`` + ``left_out``; ``even`` says whether it comes out."""

    seen: int
    kept: int
    left_out: int
    even: bool
    reasons: list[ReasonBody]


class SumsBody(TypedDict):
    """What went into the reading of a file and what came out; ``even`` if all sums come out."""

    even: bool
    pages: SumBody
    rows: SumBody
    hs_cells: SumBody


class TableBody(TypedDict):
    """A table with its rows, joined over the pages it covers."""

    number: int
    caption: str
    header: list[str]
    rows: int
    clause: ClauseRef | None
    page: int
    last_page: int
    url: str
    csv_url: str
    slug: str
    body: list[TableRowBody]


class TableEntry(TypedDict):
    """A table by its number in reading order, from 1; ``rows`` is how many there are. ``caption``
    and ``header`` are as printed and may be empty; ``clause`` is null for a table that no clause
    owns. ``csv_url`` is the table as a file for spreadsheets."""

    number: int
    caption: str
    header: list[str]
    rows: int
    clause: ClauseRef | None
    page: int
    last_page: int
    url: str
    csv_url: str


class TableRowBody(TypedDict):
    """Cells of a row, left to right, word for word, and where it stands."""

    cells: list[str]
    box: BoxBody


class TablesBody(TypedDict):
    """The tables of a document; ``products_csv_url`` is null where it lists no products."""

    slug: str
    number: str | None
    tables: list[TableEntry]
    products_csv_url: str | None


class TariffLineBody(TypedDict):
    """A line of the tariff that the goods may fall under: a hint, never the classification.
    ``sure`` false: several lines of the heading fit alike, so only its 4 digits are named."""

    hs: str
    name: str
    name_en: str
    path: list[str]
    score: float
    matched: list[str]
    sure: bool
    url: str
    list_name: str
    list_row: int


# What the tariff has of a code.
TariffState = Literal["named", "heading", "gone", "no_tariff"]


class TermBody(TypedDict):
    """A term and what it means in the document; ``url`` opens the clause that says so."""

    term: str
    term_en: str | None
    text: str
    clause: str
    page: int
    url: str


# How a term fits the words asked for, best first: it is these words, begins with them, has them
# side by side, has them all.
TermMatch = Literal["exact", "begins", "together", "apart"]


class TermsBody(TypedDict):
    """The terms that a document defines, in reading order."""

    slug: str
    number: str | None
    items: list[TermBody]


# What an amending instruction does to a part of its target.
TextChangeKind = Literal["replace_text", "add", "repeal", "replace_words", "other"]


class TextPair(TypedDict):
    """A sentence in both languages."""

    vi: str
    en: str


# How goods come to the market: from abroad, or made in the country.
Trade = Literal["import", "domestic"]


class TransitionBody(TypedDict):
    """A transitional rule and the held document that states it; ``until`` is the first day on which
    the old rule serves no more, ``keeps`` are the old texts that it names; ``place`` is the clause
    in words, ``phase`` what the rule is on the day."""

    words: str
    slug: str
    number: str | None
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    until: str | None
    phase: TransitionPhase
    keeps: list[NumberLink]
    url: str


# Where the day lies: before the act that states the rule binds, while the rule may serve, or from
# the day on which it serves no more.
TransitionPhase = Literal["not_yet", "running", "over"]


# What a happening means: a text begins to bind, ceases to, or reads otherwise from then on.
Turn = Literal["starting", "ending", "amending"]


class TurnBody(TypedDict):
    """A held text that starts or ends within the days looked at."""

    day: str
    turn: TurnKind
    slug: str
    number: str | None
    title: str | None
    url: str


# What happens on a day.
TurnKind = Literal["starts", "ends"]


class UnclearBody(TypedDict):
    """A document of which something is not known; ``reason`` is why its status is what it is."""

    document: WatchedDocumentBody
    status: Status
    reason: str
    reason_en: str


class UndatedCitingBody(TypedDict):
    """A document that cites the work without a year: which edition is meant depends on the day."""

    slug: str
    number: str | None
    title: str | None
    mentions: int
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    url: str


class UnderstandingBody(TypedDict):
    """All that was read of a question."""

    language: str
    needs: list[NeedBody]
    filters: FiltersBody
    trade: Trade | None
    relation: RelationAsked | None
    respelled: list[RespelledBody]
    heard: list[HeardBody]
    notes: list[NoteBody]


class UnmetBody(TypedDict):
    """A number that is cited and not held; ``is_recorded``: known by record of a list only."""

    number: NumberLink
    mentions: int
    is_recorded: bool
    cited_in: int
    documents: list[WatchedDocumentBody]
    places: list[NamedPlaceBody]


class UnplacedBody(TypedDict):
    """An instruction that fits no clause of the base text."""

    change: AppliedChangeBody
    doubt: AmendedDoubtBody


class ValueChangeBody(TypedDict):
    """A value in a clause and the one in its place, as printed; ``before`` and ``after`` are the
    words around it in ``b``, ``place`` the clause of ``b`` in words."""

    old: str
    new: str
    before: str
    after: str
    place: str
    place_en: str
    a: ClauseRef
    b: ClauseRef


class WatchBody(TypedDict):
    """All sections for a day; a section that was not asked for has its total and no items."""

    as_of: str
    within: int
    kinds: list[Kind]
    agencies: list[str]
    what: Turn | None
    counts: dict[str, int]
    coming_by: dict[str, int]
    recent_by: dict[str, int]
    then: list[HappeningBody]
    facets: list[FacetBody]
    recorded: int
    has_tariff: bool
    ended_cited: WatchPageEndedCitationBody
    coming: WatchPageHappeningBody
    recent: WatchPageHappeningBody
    conflicts: WatchPageDisagreementBody
    unmet: WatchPageUnmetBody
    unverified: WatchPageUnclearBody
    unnumbered: WatchPageUnclearBody
    undated: WatchPageUnclearBody
    empty_files: WatchPageEmptyFileBody
    gone_codes: WatchPageGoneCodeBody
    merged_issuers: WatchPageMergedIssuerBody


class WatchPageDisagreementBody(TypedDict):
    """``WatchPageDisagreementBody``."""

    total: int
    items: list[DisagreementBody]
    next: str | None


class WatchPageEmptyFileBody(TypedDict):
    """``WatchPageEmptyFileBody``."""

    total: int
    items: list[EmptyFileBody]
    next: str | None


class WatchPageEndedCitationBody(TypedDict):
    """``WatchPageEndedCitationBody``."""

    total: int
    items: list[EndedCitationBody]
    next: str | None


class WatchPageGoneCodeBody(TypedDict):
    """``WatchPageGoneCodeBody``."""

    total: int
    items: list[GoneCodeBody]
    next: str | None


class WatchPageHappeningBody(TypedDict):
    """``WatchPageHappeningBody``."""

    total: int
    items: list[HappeningBody]
    next: str | None


class WatchPageMergedIssuerBody(TypedDict):
    """``WatchPageMergedIssuerBody``."""

    total: int
    items: list[MergedIssuerBody]
    next: str | None


class WatchPageUnclearBody(TypedDict):
    """``WatchPageUnclearBody``."""

    total: int
    items: list[UnclearBody]
    next: str | None


class WatchPageUnmetBody(TypedDict):
    """``WatchPageUnmetBody``."""

    total: int
    items: list[UnmetBody]
    next: str | None


# The sections, in the order in which they are shown.
WatchSection = Literal[
    "ended_cited",
    "coming",
    "recent",
    "conflicts",
    "unmet",
    "unverified",
    "unnumbered",
    "undated",
    "empty_files",
    "gone_codes",
    "merged_issuers",
]


class WatchedDocumentBody(TypedDict):
    """A held document by name."""

    slug: str
    number: str | None
    title: str | None
    kind: Kind
    file: str
    url: str


# What an exclusion does to the goods that were asked for: it names them, or it may.
Weight = Literal["excludes", "may"]


class WhomBody(TypedDict):
    """A body to ask about a text: ``code`` answers that day for what ``issued_by`` issued.
    ``since``, ``source`` and ``takes`` are the day, the act and the part of the work, where one
    took over from the other; null where the issuer itself is in office."""

    number: str
    issued_by: str
    issued_by_name: str
    issued_by_name_en: str
    code: str
    name: str
    name_en: str
    since: str | None
    takes: str | None
    takes_en: str | None
    source: str | None


# Why an item stands apart: its HS code is another one, its goods are others under the same code, a
# quantity of it is not met, an exclusion names the goods, an answer rules it out, or its status is
# not verified where only certain ones were asked for.
Why = Literal["other_code", "other_goods", "quantity", "excluded", "answered", "unverified"]


class WitnessBody(TypedDict):
    """Who says it: a clause and page of a held document (``slug``), or a row of a list. For a list
    ``slug`` is null, ``source`` its name and ``page`` the row. ``place`` is the clause in words
    (*khoản 2 Điều 5*), ``url`` opens it, or the page. ``checked``: whether a person has compared it
    with its source."""

    basis: SourceBasis
    slug: str | None
    number: str | None
    source: str
    clause: ClauseRef | None
    place: str
    place_en: str
    page: int
    words: str
    checked: bool
    url: str | None


class WorkBody(TypedDict):
    """A work with all its editions, newest first, on the day ``as_of``. ``current`` is the edition
    to which an undated number leads that day, null if there is none or if it is not certain;
    ``current_reason`` says why."""

    slug: str
    name: str
    as_of: str
    current: NumberLink | None
    current_reason: str
    current_reason_en: str
    editions: list[EditionBody]
    undated_citations: list[UndatedCitingBody]
    url: str
