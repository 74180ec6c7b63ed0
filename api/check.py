"""A guided check: what applies to goods, asked step by step, as a report with numbered evidence.

The answer is that of :func:`search.applicability.applicable`, told as statements that each name
their proof; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final
from urllib.parse import quote, urlencode

from api.applicable import read_codes
from api.check_notes import not_held, unknown
from api.check_proofs import Proofs
from api.check_seen import Seen, digest
from api.check_statements import Statements
from api.models_applicable import ApplicableBody, ItemBody, TextPair
from api.models_check import (
    AsideFoundBody,
    CheckGoodsBody,
    CheckTextBody,
    ExclusionSaidBody,
    GuidedCheckBody,
    LibraryChange,
    LibraryStateBody,
    OutOfForceBody,
)
from api.one_state import of_one_state
from index.library import Library
from search.applicability_model import Why
from standards.document import Document
from standards.validity import Status

__all__ = ["MOST_QUESTIONS", "Checks", "check_url"]

MOST_QUESTIONS: Final = 5
"""Questions after the goods, how they are traded and the day."""

_MOST_ASIDE: Final = 20
_MOST_PAST: Final = 12
_TELLING: Final = (Why.EXCLUDED, Why.ANSWERED, Why.QUANTITY, Why.UNVERIFIED)
_PAST: Final = (Status.ENDED, Status.NOT_YET, Status.SUSPENDED)
_CAUTION: Final = TextPair(
    vi="Báo cáo do máy lập từ các văn bản mà kho giữ vào ngày lập, để tra cứu. Báo cáo không thay "
    "văn bản gốc, kết quả phân loại hải quan hay ý kiến của cơ quan có thẩm quyền. Văn bản mà kho "
    "không giữ thì báo cáo không biết.",
    en="Made by a machine from the texts that the library held on the day it was made, for "
    "reference. It does not stand in for the original texts, for customs classification or for the "
    "opinion of the competent authority. Of texts that the library does not hold it knows nothing.",
)


@of_one_state("_library.store")
class Checks:
    """Guided checks over one open library. For several threads; remembers nothing."""

    def __init__(
        self,
        library: Library,
        today: Callable[[], date],
        find: Callable[[str], Document],
        ask: Callable[..., ApplicableBody],
    ) -> None:
        self._library = library
        self._today = today
        self._find = find
        self._ask = ask

    def check(
        self,
        product: str = "",
        *,
        hs: str = "",
        as_of: date | None = None,
        trade: str = "",
        answers: Sequence[str] = (),
        seen: str = "",
    ) -> GuidedCheckBody:
        """The check as far as it has come: what to ask next, and the report on what is known.

        Parameters as in ``Service.applicable``; ``seen`` as an earlier address has it. Raises
        BadQuestion, BadHsCode, BadInput.
        """
        before = Seen.parse(seen)
        found = self._ask(product, hs=hs, as_of=as_of, trade=trade, answers=answers)
        report = self._report(found, trade)
        now = Seen(
            day=self._today(),
            generation=report.library.generation,
            digest=digest(report.model_dump_json(exclude={"library", "made_on"})),
        )
        changed = _changed(before, now)
        if before is not None and changed is not LibraryChange.REPORT:
            now = Seen(day=before.day, generation=now.generation, digest=now.digest)
        named = [
            ("product", found.product if product.strip() else ""),
            ("hs", ",".join(str(code) for code in read_codes(hs))),
            ("as_of", found.as_of.isoformat()),
            ("trade", trade and (found.trade or "")),
            *(("answer", one) for one in found.answers),
            ("seen", str(now)),
        ]
        return report.model_copy(
            update={
                "made_on": now.day,
                "seen": str(now),
                "changed": changed,
                "made_before": before.day if before is not None else None,
                "url": check_url("/check/report", named),
                "pdf_url": check_url("/check/report.pdf", named),
            }
        )

    def _report(self, found: ApplicableBody, trade: str) -> GuidedCheckBody:
        proofs = Proofs(self._library, self._find, found.as_of)
        items = {item.id: item for item in found.items}
        said = Statements(proofs, found.as_of, found.law)
        groups = [said.group(group, items) for group in found.groups]
        goods = [_goods(item, proofs) for item in found.items]
        texts = [
            CheckTextBody(
                **one.model_dump(include={"number", "title", "slug", "force", "status"}),
                proofs=sorted({proofs.of_item(items[name]) for name in one.through}),
            )
            for one in found.applies
        ]
        telling = [one for one in found.aside if one.why in _TELLING]
        aside = [
            AsideFoundBody(
                why=one.why,
                words=one.words,
                name=one.item.name or one.item.tariff,
                proof=_why_not(one.item, one.why, proofs),
            )
            for one in telling[:_MOST_ASIDE]
        ]
        past = _past(found, proofs)
        left = found.questions if len(found.answers) < MOST_QUESTIONS else []
        return GuidedCheckBody(
            product=found.product,
            hs=found.hs,
            as_of=found.as_of,
            trade=found.trade,
            understood=found.understood,
            understood_en=found.understood_en,
            made_on=self._today(),
            answered=found.answered,
            asked=len(found.answers),
            most=min(MOST_QUESTIONS, len(found.answers) + len(left)),
            next=left[0] if left else None,
            answerable=found.answerable,
            reason=found.reason,
            law=found.law,
            texts=texts,
            groups=groups,
            goods=goods,
            aside=aside,
            more_aside=len(found.aside) - len(aside),
            out_of_force=past[:_MOST_PAST],
            more_out_of_force=max(0, len(past) - _MOST_PAST),
            unknown=unknown(found),
            hs_lines=found.hs_lines if not found.hs else [],
            not_held=not_held(found, proofs.all),
            next_steps=found.next_steps,
            proofs=proofs.all,
            library=self._state(),
            caution=_CAUTION,
            seen="",
            changed=LibraryChange.FIRST,
            made_before=None,
            url="",
            pdf_url="",
        )

    def _state(self) -> LibraryStateBody:
        store = self._library.store
        return LibraryStateBody(
            documents=len(store.documents()),
            files=len(store.files()),
            lists=len(self._library.catalogue.lists()),
            generation=store.generation(),
        )


def check_url(path: str, named: Sequence[tuple[str, str]]) -> str:
    """An address of the check with those of the choices that are made."""
    query = [(name, value) for name, value in named if value]
    return f"{path}?{urlencode(query, quote_via=quote)}" if query else path


def _changed(before: Seen | None, now: Seen) -> LibraryChange:
    if before is None:
        return LibraryChange.FIRST
    if before.digest != now.digest:
        return LibraryChange.REPORT
    same = before.generation == now.generation
    return LibraryChange.SAME if same else LibraryChange.LIBRARY


def _goods(item: ItemBody, proofs: Proofs) -> CheckGoodsBody:
    named = item.number or item.title or item.id
    return CheckGoodsBody(
        id=item.id,
        name=item.name or item.tariff,
        by=item.by,
        hs=item.hs,
        match_level=item.match_level,
        number=item.number,
        title=item.title,
        status=item.status,
        risk=item.risk,
        conditions=item.conditions,
        exclusions=[
            ExclusionSaidBody(
                words=one.words,
                weight=one.weight,
                proof=proofs.of_place(one.place, one.words, one.number or named),
            )
            for one in item.exclusions
        ],
        proof=proofs.of_item(item),
    )


def _why_not(item: ItemBody, why: Why, proofs: Proofs) -> int:
    """The place that sets an item aside: of the exclusion, else of the item itself."""
    if why is Why.EXCLUDED:
        for one in item.exclusions:
            if one.weight == "excludes":
                named = one.number or item.number or item.id
                return proofs.of_place(one.place, one.words, named)
    return proofs.of_item(item)


def _past(found: ApplicableBody, proofs: Proofs) -> list[OutOfForceBody]:
    """What is not in force: rows of texts that are not, and texts that rows in force still name."""
    rows = [
        OutOfForceBody(
            name=item.name or item.tariff,
            number=item.number,
            status=item.status,
            reason=item.status_reason,
            reason_en=item.status_reason_en,
            replaced_by=item.replaced_by,
            proof=proofs.of_item(item),
        )
        for item in (*found.ended, *found.not_yet, *found.suspended)
    ]
    named: dict[str, OutOfForceBody] = {}
    for item in found.items:
        for one in (*item.regulations, *item.standards):
            if one.status in _PAST and one.number is not None:
                named.setdefault(
                    one.number,
                    OutOfForceBody(
                        name=one.title or "",
                        number=one.number,
                        status=one.status,
                        reason=one.status_reason,
                        reason_en=one.status_reason_en,
                        replaced_by=one.replaced_by,
                        proof=proofs.of_item(item),
                    ),
                )
    return [*named.values(), *rows]
