"""Questions to a made library: goods, clauses, numbers, HS codes, and some that nothing answers."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from bench.national_documents import number_at
from bench.national_words import Good, Pool
from index.spelling import fold

__all__ = ["Asked", "questions"]

_SEED: Final = 2026
_SHARES: Final[Mapping[str, int]] = {
    "product": 8, "clause": 5, "unaccented": 3, "number": 2, "hs": 1, "nothing": 1,
}  # fmt: skip
"""Of twenty questions."""
_NOTHING: Final = (
    "hội chứng đau nửa đầu khi mang thai", "vé xem chung kết bóng đá", "công thức nấu phở gà",
    "điểm chuẩn đại học năm nay", "giá vàng hôm nay", "thơ tình mùa thu", "lịch nghỉ tết",
    "tử vi tuổi dần", "cách nuôi cá cảnh biển", "lời bài hát mưa chiều",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and what sort it is."""

    kind: str
    text: str


def questions(pool: Pool, documents: int, count: int) -> list[Asked]:
    """So many questions to a library of so many documents, each once, in mixed order; the same
    every time."""
    chance = random.Random(_SEED)
    makers: dict[str, Callable[[], str]] = {
        "product": lambda: _product(chance, _good(chance, pool).name),
        "clause": lambda: _clause(chance, pool, _good(chance, pool)),
        "unaccented": lambda: _bare(_product(chance, _good(chance, pool).name)),
        "number": lambda: _number(chance, documents),
        "hs": lambda: f"{_good(chance, pool).heading}{chance.choice(('', '.20', '.20.10'))}",
        "nothing": lambda: f"{chance.choice(_NOTHING)} {chance.randint(1, 99)}",
    }
    kinds = [kind for kind, share in _SHARES.items() for _ in range(share)]
    found: dict[str, Asked] = {}
    while len(found) < count:
        kind = kinds[len(found) % len(kinds)]
        text = makers[kind]()
        found.setdefault(text, Asked(kind, text))
    mixed = list(found.values())
    chance.shuffle(mixed)
    return mixed


def _good(chance: random.Random, pool: Pool) -> Good:
    return pool.goods[pool.good(chance)]


def _product(chance: random.Random, name: str) -> str:
    return chance.choice(
        (
            "{}",
            "tiêu chuẩn cho {}",
            "{} nhập khẩu cần quy chuẩn nào",
            "công ty tôi sản xuất {}, phải áp dụng tiêu chuẩn nào?",
            "kiểm tra chất lượng {} {}",
        )
    ).format(name, chance.choice(("trong nước", "dùng cho công trường", "loại nhỏ")))


def _clause(chance: random.Random, pool: Pool, good: Good) -> str:
    """A question whose answer is one of the sentences on the goods: some of its words."""
    words = pool.texts[chance.choice(good.sentences)].rstrip(".").split()
    first = chance.randint(0, max(0, len(words) - 10))
    said = " ".join(words[first : first + 10])
    return chance.choice(("{} là bao nhiêu?", "quy định {} như thế nào", "{}?")).format(said)


def _number(chance: random.Random, documents: int) -> str:
    number = number_at(chance.randrange(documents))
    return str(number) if chance.random() < 0.5 else str(number.without_year()).lower()


def _bare(text: str) -> str:
    return fold(text)
