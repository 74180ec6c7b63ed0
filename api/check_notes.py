"""What a report does not know, and what it names and the library does not hold."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from api.models_applicable import ApplicableBody, TextPair
from api.models_check import NotHeldBody, ProofBody
from search.applicability_questions import UNKNOWN
from standards.validity import Status

__all__ = ["not_held", "unknown"]

_TRADE = TextPair(
    vi="Chưa biết hàng nhập khẩu hay sản xuất trong nước: việc của cả hai bên được nêu.",
    en="Whether the goods are imported or made in Vietnam is not known: duties of both are given.",
)
_CODE = TextPair(
    vi="Chưa biết mã HS: hàng được tìm theo tên gọi.",
    en="The HS code is not known: the goods were found by their name.",
)
_WORDS = TextPair(
    vi="Chưa biết tên hàng: hàng được tìm theo mã HS, nên có thể gồm cả hàng khác cùng mã.",
    en="The name of the goods is not known: they were found by the HS code, so other goods under "
    "the same code may be among them.",
)
_MOST = 12


def unknown(found: ApplicableBody) -> list[TextPair]:
    """What nobody said, was not asked, or could not be verified."""
    made: list[TextPair] = []
    if found.trade is None:
        made.append(_TRADE)
    if not found.hs:
        made.append(_CODE)
    if not any(letter.isalpha() for letter in found.product):
        made.append(_WORDS)
    made += [
        _asked(one.words, one.words_en, "trả lời là không biết", "the answer was “I don't know”")
        for one in found.answered
        if one.choice == UNKNOWN
    ]
    made += [
        _asked(one.words, one.words_en, "chưa trả lời", "not answered") for one in found.questions
    ]
    unsure = [item for item in found.items if item.status is Status.UNVERIFIED]
    for item in unsure[:_MOST]:
        named = item.number or item.title or item.id
        made.append(
            TextPair(
                vi=f"Chưa xác minh được hiệu lực của {named}: {item.status_reason}",
                en=f"The status of {named} is not verified: {item.status_reason_en}",
            )
        )
    lists = dict.fromkeys(
        item.place.list_name
        for item in found.items
        if item.place.list_name and not item.place.checked
    )
    made += [
        TextPair(
            vi=f"Danh mục {name} được nhập vào máy, chưa ai đối chiếu với văn bản gốc.",
            en=f"The list {name} was imported; nobody has compared it with the original yet.",
        )
        for name in lists
    ]
    return list({pair.vi: pair for pair in made}.values())


def not_held(found: ApplicableBody, proofs: Sequence[ProofBody]) -> list[NotHeldBody]:
    """Texts that apply or say so, and could not be read here."""
    made: dict[str, NotHeldBody] = {}
    for one in found.applies:
        if one.slug is None:
            made[one.number] = NotHeldBody(
                number=one.number,
                title=one.title,
                why="Yêu cầu của văn bản này chưa đọc được ở đây.",
                why_en="What this text demands could not be read here.",
            )
    for item in _cited(found):
        made.setdefault(item.number, item)
    for proof in proofs:
        if proof.slug is None:
            made.setdefault(
                proof.document,
                NotHeldBody(
                    number=proof.document,
                    title=proof.title,
                    why="Căn cứ lấy từ danh mục nhập hoặc bảng quy định, không từ bản gốc."
                    if proof.list_name
                    else "Lời văn chưa được đối chiếu với bản gốc.",
                    why_en="The evidence is from an imported list, not from the original."
                    if proof.list_name
                    else "The words were not compared with the original.",
                ),
            )
    return list(made.values())


def _cited(found: ApplicableBody) -> Iterable[NotHeldBody]:
    for item in found.items:
        for named in (*item.regulations, *item.standards):
            for each in named.cited:
                if each.slug is None:
                    yield NotHeldBody(
                        number=each.number,
                        title=each.title,
                        why=f"Bắt buộc vì {named.number or named.title} viện dẫn; chưa đọc được.",
                        why_en=f"Binding because {named.number or named.title} cites it; not read.",
                    )


def _asked(vi: str, en: str, after: str, after_en: str) -> TextPair:
    return TextPair(vi=f"{vi} ({after})", en=f"{en} ({after_en})")
