"""Words of a made library: goods, and sentences about them, the same in every run.

Goods are Vietnamese terms of ``search/data/english.tsv``; sentences come from a small grammar of
requirements, tests, marks, conformity and procedure. The pool of sentences is finite, so that each
needs to be embedded only once; a library keeps the pool that it was made of, so that later changes
of the data files do not change it.
"""

from __future__ import annotations

import json
import random
from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from search.words import terms

__all__ = ["Good", "Pool", "drawn", "fresh_pool", "odd_words", "read_pool", "zipf"]

_NO_GOODS: Final = frozenset(
    ("verb", "requirement", "legal procedure", "unit", "agency", "general", "trade", "planning")
)
_OF_A_GOOD: Final = 18
"""Sentences that are about one good."""
_SEED: Final = 15_000

_PROPERTIES: Final = tuple(
    pair.split("|")
    for pair in (
        "độ bền nén|MPa", "độ bền kéo|MPa", "độ bền uốn|MPa", "độ giãn dài khi đứt|%",
        "độ hút nước|%", "khối lượng riêng|kg/m³", "chiều dày thành|mm", "đường kính ngoài|mm",
        "chiều dài danh nghĩa|mm", "sai lệch kích thước|mm", "điện trở cách điện|MΩ",
        "điện áp danh định|V", "dòng điện rò|mA", "công suất tiêu thụ|W", "hiệu suất năng lượng|%",
        "nhiệt độ làm việc lớn nhất|°C", "áp suất thử thủy lực|bar", "tải trọng phá hủy|kN",
        "mức ồn|dB", "độ ẩm|%", "hàm lượng tro|%", "hàm lượng chì|mg/kg", "hàm lượng clorua|%",
        "hàm lượng formaldehyt|mg/kg", "độ pH của dịch chiết|đơn vị", "độ cứng|HRC", "độ nhám|µm",
        "thời gian chịu lửa|phút", "chỉ số oxy giới hạn|%", "tốc độ cháy lan|mm/min",
        "độ truyền sáng|%", "độ bền màu|cấp", "lực kéo đứt|N", "mô men xoắn|N·m",
        "lưu lượng khí|m³/h", "độ kín khí|Pa", "tuổi thọ|giờ", "góc nghiêng ổn định|độ",
        "khoảng cách an toàn|m", "chiều cao rơi|m", "độ lún|mm", "hệ số thấm|cm/s",
    )
)  # fmt: skip
_BOUNDS: Final = ("không nhỏ hơn", "không lớn hơn", "không được vượt quá", "ít nhất bằng")
_PLACES: Final = (
    "khu vực có chất dễ cháy nổ", "nhà ở riêng lẻ", "công trình ngầm", "trường học và bệnh viện",
    "môi trường nước biển", "mái nhà và ban công", "đường giao thông đô thị", "xưởng sản xuất",
    "kho chứa hàng", "phòng thí nghiệm", "tàu thuyền", "hầm mỏ", "nhà chung cư cao tầng",
    "hệ thống cấp nước sinh hoạt", "vùng khí hậu nóng ẩm", "nơi làm việc trên cao",
)  # fmt: skip
_OF_GOODS: Final = (
    "{Good} phải có {prop} {bound} {n} {unit} ở điều kiện thử tiêu chuẩn.",
    "Khi thử theo phương pháp quy định, {prop} của {good} {bound} {n} {unit}.",
    "Nhãn của {good} phải ghi tên cơ sở sản xuất, lô hàng, {prop} và hướng dẫn bảo quản.",
    "{Good} dùng trong {place} phải được kiểm tra {prop} trước khi đưa vào sử dụng.",
    "Mẫu {good} được lấy ngẫu nhiên từ mỗi lô, số lượng không ít hơn {n} đơn vị sản phẩm.",
    "{Good} nhập khẩu phải được chứng nhận hợp quy trước khi thông quan.",
    "Tiêu chuẩn này quy định yêu cầu kỹ thuật và phương pháp thử đối với {good}.",
    "{Good} bị từ chối nếu {prop} của bất kỳ mẫu nào {bound} {n} {unit}.",
    "Không sử dụng {good} trong {place} khi chưa có biện pháp bảo vệ phù hợp.",
    "{Good} và {other} phải được vận chuyển, xếp dỡ và lưu kho riêng biệt.",
    "Bề mặt của {good} không được có vết nứt, phồng rộp hoặc khuyết tật nhìn thấy bằng mắt thường.",
    "Việc kiểm định {good} được thực hiện định kỳ {n} tháng một lần bởi tổ chức được chỉ định.",
    "Người vận hành {good} phải được huấn luyện và trang bị {other} trong suốt ca làm việc.",
    "Trường hợp {good} lắp đặt tại {place}, {prop} {bound} {n} {unit}.",
    "Chênh lệch {prop} giữa hai phép thử song song trên {good} {bound} {n} {unit}.",
    "Tổ chức, cá nhân sản xuất {good} phải công bố hợp chuẩn và lưu hồ sơ ít nhất {n} năm.",
    "{Good} thuộc đối tượng miễn kiểm tra khi nhập khẩu để nghiên cứu hoặc trưng bày triển lãm.",
    "Phụ kiện đi kèm {good} phải tương thích về kích thước và {prop}.",
)
_ONSETS: Final = "b c ch d đ g h k kh l m n ng nh ph q r s t th tr v x"
_RHYMES: Final = (
    "a á à ả ai ái ài am ám an án àn ang áng àng anh ánh ành ao ào át ăm ăng ằng âm ân ấn ấu ây "
    "e é en èn êm ên ệ iên iền iệt in inh ình oa òa oan oàn oang ong òng ôi ồi ông ồng ơn ơm u ú "
    "uân uấn ung ùng uy úy uyên uyền ư ứ ương ường ượng ước ươi y ỳ"
)
_WHO: Final = (
    "Tổ chức, cá nhân sản xuất, nhập khẩu", "Cơ quan kiểm tra chất lượng", "Sở Xây dựng",
    "Tổ chức chứng nhận hợp quy", "Chủ đầu tư", "Phòng thử nghiệm được chỉ định", "Nhà thầu",
    "Bộ quản lý ngành, lĩnh vực", "Ủy ban nhân dân cấp tỉnh", "Người sử dụng lao động",
)  # fmt: skip
_DUTIES: Final = (
    "lập hồ sơ và lưu giữ theo quy định của pháp luật",
    "thông báo kết quả bằng văn bản trong thời hạn {n} ngày làm việc",
    "chịu trách nhiệm về chất lượng sản phẩm, hàng hóa trên thị trường",
    "báo cáo định kỳ trước ngày {n} tháng 12 hằng năm",
    "thu hồi sản phẩm không phù hợp trong vòng {n} ngày kể từ ngày có thông báo",
    "phối hợp với cơ quan hải quan kiểm tra lô hàng tại cửa khẩu",
    "thực hiện thử nghiệm, giám định và nộp phí theo biểu phí hiện hành",
    "gửi {n} bộ hồ sơ qua dịch vụ công trực tuyến hoặc đường bưu chính",
    "công khai danh mục sản phẩm trên trang thông tin điện tử",
    "bố trí cán bộ có chứng chỉ phù hợp để giám sát quá trình",
    "rà soát, sửa đổi, bổ sung quy chuẩn ít nhất {n} năm một lần",
    "xử lý vi phạm theo thẩm quyền và kiến nghị cấp có thẩm quyền",
)
_WHEN: Final = (
    "Sau khi có kết quả thử nghiệm,", "Trước khi đưa ra lưu thông,", "Trong quá trình thi công,",
    "Khi phát hiện sản phẩm không bảo đảm an toàn,", "Trường hợp có khiếu nại,",
    "Định kỳ hằng năm,", "Khi thay đổi thiết kế,",
)  # fmt: skip


def zipf(count: int) -> tuple[float, ...]:
    """Running sums of the weights 1 / (rank + 2.7), for :func:`random.choices`."""
    total, sums = 0.0, []
    for rank in range(count):
        total += 1.0 / (rank + 2.7)
        sums.append(total)
    return tuple(sums)


@dataclass(frozen=True, slots=True)
class Good:
    """A thing that documents speak of: its words, its 4-digit heading, its sentences (places in
    the pool)."""

    name: str
    heading: str
    sentences: tuple[int, ...]


class Pool:
    """``texts``: every sentence, then every name of goods, as embedded; ``goods``, those asked for
    often first; ``general``: how many sentences at the front are on nobody's goods.
    """

    def __init__(self, texts: Sequence[str], goods: Sequence[Good], general: int) -> None:
        self.texts = tuple(texts)
        self.goods = tuple(goods)
        self.general = general
        self.names_from = len(self.texts) - len(self.goods)
        self._goods = zipf(len(self.goods))
        self._general = zipf(general)

    def good(self, chance: random.Random) -> int:
        """The place of a good, those at the front more often."""
        return drawn(chance, self._goods)

    def sentence(self, chance: random.Random, good: int) -> int:
        """The place of a sentence in a text about a good: mostly about it, else general or about
        a neighbour."""
        draw = chance.random()
        if draw < 0.3:
            return drawn(chance, self._general)
        about = good if draw < 0.85 else (good + chance.randint(1, 40)) % len(self.goods)
        return chance.choice(self.goods[about].sentences)

    def write(self, place: Path) -> None:
        """Keep the pool in a file."""
        told = {
            "texts": self.texts,
            "general": self.general,
            "goods": [(good.name, good.heading, good.sentences) for good in self.goods],
        }
        place.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")


def read_pool(place: Path) -> Pool:
    """The pool that :meth:`Pool.write` kept."""
    told = json.loads(place.read_text(encoding="utf-8"))
    goods = [Good(name, heading, tuple(held)) for name, heading, held in told["goods"]]
    return Pool(told["texts"], goods, told["general"])


def fresh_pool() -> Pool:
    """The pool that today's data files give."""
    chance = random.Random(_SEED)
    names = _names(chance)
    texts = _general()
    general = len(texts)
    goods: list[Good] = []
    for place, name in enumerate(names):
        made = sorted({_of_goods(chance, name, chance.choice(names)) for _ in range(_OF_A_GOOD)})
        first = len(texts)
        texts.extend(made)
        heading = f"{chance.randint(10, 96)}{place % 89 + 10}"
        goods.append(Good(name, heading, tuple(range(first, len(texts)))))
    return Pool([*texts, *names], goods, general)


def drawn(chance: random.Random, sums: Sequence[float]) -> int:
    """A place, as often as its share of the running sums says."""
    return min(bisect(sums, chance.random() * sums[-1]), len(sums) - 1)


def odd_words(chance: random.Random, count: int) -> str:
    """Names that stand in few texts: syllables that no data file has to hold."""
    return " ".join(
        chance.choice(_ONSETS.split()).capitalize() + chance.choice(_RHYMES.split())
        for _ in range(count)
    )


def _names(chance: random.Random) -> list[str]:
    """Vietnamese names of goods, each once, in an order that mixes their fields."""
    table = (files("search") / "data" / "english.tsv").read_text(encoding="utf-8")
    found: set[str] = set()
    for line in table.splitlines():
        _, means, kind = (*line.split("\t"), "", "")[:3]
        if not line.startswith("#") and kind not in _NO_GOODS:
            found.update(name for name in means.split("|") if 2 <= len(terms(name)) <= 7)
    names = sorted(found)
    chance.shuffle(names)
    return names


def _general() -> list[str]:
    found = []
    for place, duty in enumerate(_DUTIES):
        for turn, who in enumerate(_WHO):
            when = _WHEN[(place + turn) % len(_WHEN)] if (place + turn) % 3 == 0 else ""
            told = duty.format(n=(place * 7 + turn * 3) % 28 + 2)
            who = who if not when else who[:1].lower() + who[1:]
            found.append(f"{when} {who} phải {told}.".strip())
    return found


def _of_goods(chance: random.Random, good: str, other: str) -> str:
    prop, unit = chance.choice(_PROPERTIES)
    number = chance.choice((chance.randint(1, 30), chance.randint(1, 95) * 10, chance.random() * 9))
    shown = f"{number:.1f}".replace(".", ",") if isinstance(number, float) else str(number)
    return chance.choice(_OF_GOODS).format(
        Good=good[:1].upper() + good[1:],
        good=good,
        other=other,
        prop=prop,
        unit=unit,
        bound=chance.choice(_BOUNDS),
        place=chance.choice(_PLACES),
        n=shown,
    )
