"""Encodings from before Unicode: letters, fonts, and what is decided for spans of a file."""

import tomllib
from importlib import resources

import pytest

from index.pdf import Span
from ingest.encoding_choice import read_encodings
from ingest.encoding_votes import readings
from ingest.encodings import Encoding, convert, spell
from ingest.legacy_fonts import draws_capitals, holds_signs, named_encoding
from ingest.plausibility import looks_of
from ingest.recoding import Hyphens, recode
from ingest.syllables import is_syllable
from standards.place import Box


def data(name):
    raw = resources.files("ingest").joinpath(f"data/{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(raw)


ENCODINGS = data("encodings")

# Words as bytes, from the published tables: TCVN 5712:1993 (VN3), the VNI layout, RFC 1456
# (VISCII), and the VPS layout.
BYTES = [
    (Encoding.TCVN3, "56 69 D6 74", "Việt"),
    (Encoding.TCVN3, "6E AD ED 63", "nước"),
    (Encoding.TCVN3, "AE AD EE 63", "được"),
    (Encoding.TCVN3, "A7 AD EA 6E 67", "Đường"),
    (Encoding.TCVN3, "74 69 AA 75 20 63 68 75 C8 6E", "tiêu chuẩn"),
    (Encoding.TCVN3, "6B FC 20 74 68 75 CB 74", "kỹ thuật"),
    (Encoding.VNI, "56 69 65 E4 74", "Việt"),
    (Encoding.VNI, "6E F6 F4 F9 63", "nước"),
    (Encoding.VNI, "F1 F6 F4 EF 63", "được"),
    (Encoding.VNI, "74 69 65 E2 75 20 63 68 75 61 E5 6E", "tiêu chuẩn"),
    (Encoding.VNI, "6B 79 F5 20 74 68 75 61 E4 74", "kỹ thuật"),
    (Encoding.VNI, "4E 47 48 D2 20 D1 D2 4E 48", "NGHỊ ĐỊNH"),
    (Encoding.VISCII, "56 69 AE 74", "Việt"),
    (Encoding.VISCII, "6E DF BE 63", "nước"),
    (Encoding.VISCII, "F0 DF FE 63", "được"),
    (Encoding.VISCII, "63 68 75 A6 6E", "chuẩn"),
    (Encoding.VISCII, "74 68 75 A7 74", "thuật"),
    (Encoding.VPS, "56 69 8C 74", "Việt"),
    (Encoding.VPS, "6E DC A7 63", "nước"),
    (Encoding.VPS, "C7 DC AE 63", "được"),
]


@pytest.mark.parametrize(("encoding", "code", "word"), BYTES)
def test_bytes_of_the_published_tables_are_the_letters(encoding, code, word):
    shown = bytes.fromhex(code).decode("latin-1")
    assert convert(shown, encoding) == word
    assert encoding in readings(shown.split()[-1])


def test_characters_of_windows_1252_stand_for_the_same_bytes():
    assert convert("Vi\u0152t", Encoding.VPS) == "Việt"
    assert convert("HO\u20ac", Encoding.VISCII) == "HOẠ"


def test_letters_in_the_private_area_of_a_font_of_symbols_are_read():
    private = "".join(chr(0xF000 + ord(c)) for c in "n\xadíc")
    assert convert(private, Encoding.TCVN3) == "nước"


@pytest.mark.parametrize("entry", ENCODINGS["letter"], ids=lambda entry: entry["means"])
def test_letters_that_were_added_are_read(entry):
    written, meant = entry["example"]
    assert convert(written, Encoding(entry["encoding"])) == meant
    assert is_syllable(meant)


@pytest.mark.parametrize("entry", ENCODINGS["bullet"], ids=lambda entry: entry["encoding"])
def test_a_bullet_inside_a_word_is_the_letter_that_makes_a_syllable(entry):
    written, meant = entry["example"]
    encoding = Encoding(entry["encoding"])
    assert recode([written], encoding, Hyphens.SOFT, [False]) == (meant,)
    assert recode(["\u2022 abc"], encoding, Hyphens.SOFT, [False]) == ("\u2022 abc",)


@pytest.mark.parametrize("entry", ENCODINGS["look_alike"], ids=lambda entry: hex(entry["byte"]))
def test_look_alikes_are_read_as_the_letter(entry):
    for character in entry["written"]:
        assert convert(character, Encoding.TCVN3) == convert(chr(entry["byte"]), Encoding.TCVN3)


@pytest.mark.parametrize("entry", ENCODINGS["font"], ids=lambda entry: entry["encoding"])
def test_names_of_fonts_tell_their_encoding(entry):
    for name in entry["examples"]:
        assert named_encoding(name) == entry["encoding"], name
        assert named_encoding(f"ABCDEF+{name}") == entry["encoding"], name
    for name in entry["counter_examples"]:
        assert named_encoding(name) != entry["encoding"], name


def test_fonts_of_capitals_and_of_signs_are_known():
    capitals, signs = ENCODINGS["capitals"], ENCODINGS["signs"]
    assert all(map(draws_capitals, capitals["examples"]))
    assert not any(map(draws_capitals, capitals["counter_examples"]))
    assert all(map(holds_signs, signs["examples"]))
    assert not holds_signs("TimesNewRomanPSMT")


def test_syllables_are_told_from_other_words():
    syllables = data("syllables")
    for word in syllables["example"][0]["syllables"].split():
        assert is_syllable(word), word
    for word in syllables["counter_example"][0]["words"].split():
        assert not is_syllable(word), word


@pytest.mark.parametrize("entry", data("foreign_words")["language"], ids=lambda e: e["name"])
def test_languages_are_known_by_their_commonest_words(entry):
    looks = looks_of(entry["example"])
    assert looks.language == entry["name"]
    assert looks.foreign > 0.2


def test_blanks_at_the_ends_stay():
    assert convert("  ®iÒu 1 ", Encoding.TCVN3) == "  điều 1 "


def test_a_letter_and_its_mark_in_two_spans_become_one_letter_of_the_first():
    assert spell(["chua", "ån"], Encoding.VNI).pieces(2) == ("chuẩ", "n")


def test_a_small_mark_behind_a_capital_is_read():
    assert convert("Uûy ban", Encoding.VNI) == "Ủy ban"


def tcvn3(text, hyphens=Hyphens.SOFT, *, capitals=False):
    return recode([text], Encoding.TCVN3, hyphens, [capitals])[0]


def test_the_soft_hyphen_and_the_minus_sign_are_the_letter_u_horn():
    assert tcvn3("n\xadíc, Thñ t\u2212íng") == "nước, Thủ tướng"
    assert tcvn3("nhiÖt ®é \u22125 °C, TT\u2212BKHCN") == "nhiệt độ \u22125 °C, TT\u2212BKHCN"


def test_a_plain_hyphen_is_the_letter_only_where_the_syllable_needs_it():
    assert tcvn3("®Çu t- n-íc ngoµi", Hyphens.PLAIN) == "đầu tư nước ngoài"
    assert tcvn3("kinh tÕ-x· héi - 5-a, TT-BTC", Hyphens.PLAIN) == "kinh tế-xã hội - 5-a, TT-BTC"
    assert tcvn3("n-íc") == "n-ớc"


def test_a_lost_letter_is_put_back_only_where_nothing_else_is_possible():
    assert tcvn3("Bé tr\xebng, giÊy mêi, 5 km nh trªn", Hyphens.LOST) == (
        "Bộ trưởng, giấy mời, 5 km như trên"
    )
    assert tcvn3("Bé tr\xebng", Hyphens.SOFT) == "Bộ trởng"


@pytest.mark.parametrize(("standing", "meant"), ENCODINGS["lost"]["words"])
def test_words_that_are_hardly_ever_meant_without_the_letter_get_it_back(standing, meant):
    assert is_syllable(standing)
    assert is_syllable(meant)
    assert recode([standing], Encoding.TCVN3, Hyphens.LOST, [False]) == (meant,)


def test_fonts_of_capitals_draw_capitals():
    assert tcvn3("nghÞ ®Þnh cña chÝnh phñ", capitals=True) == "NGHỊ ĐỊNH CỦA CHÍNH PHỦ"


def test_accented_letters_among_capitals_are_capitals():
    assert tcvn3("NGHÞ §ÞNH CñA CHÝNH PHñ Sè 1") == "NGHỊ ĐỊNH CỦA CHÍNH PHỦ SỐ 1"
    assert tcvn3("Tõ TCVN 5574 vµ §iÒu 5") == "Từ TCVN 5574 và Điều 5"


class Drawing:
    """Spans of one page, a row a call."""

    def __init__(self, page=1):
        self.page = page
        self.spans = []
        self.rows = 0

    def row(self, *pieces):
        self.rows += 1
        x = 72.0
        for text, font in pieces:
            width = 6.0 * len(text)
            top = 60.0 + 16 * self.rows
            box = Box(self.page, x, top, x + width, top + 12)
            self.spans.append(
                Span(
                    text=text,
                    font=font,
                    size=12.0,
                    bold=False,
                    italic=False,
                    upright=True,
                    baseline=top + 10,
                    row=self.rows,
                    box=box,
                )
            )
            x += width
        return self

    def lines(self, font, *texts):
        for text in texts:
            self.row((text, font))
        return self


UNICODE = (
    "Thông tư này quy định về quản lý chất lượng sản phẩm, hàng hoá và dịch vụ.",
    "Tổ chức, cá nhân sản xuất, nhập khẩu mũ bảo hiểm phải công bố hợp quy.",
    "Bộ Khoa học và Công nghệ chịu trách nhiệm hướng dẫn thi hành Thông tư này.",
)
TCVN3 = (
    "C¨n cø LuËt Tæ chøc ChÝnh phñ ngµy 25 th¸ng 12 n¨m 2001;",
    "Theo ®Ò nghÞ cña Bé tr\xadëng Bé KÕ ho¹ch vµ §Çu t\xad,",
    "NghÞ ®Þnh nµy quy ®Þnh viÖc ®¨ng ký kinh doanh cña doanh nghiÖp.",
)
VNI = (
    "Caên cöù Luaät Toå chöùc Chính phuû ngaøy 25 thaùng 12 naêm 2001;",
    "Theo ñeà nghò cuûa Boä tröôûng Boä Keá hoaïch vaø Ñaàu tö,",
)
FRENCH = (
    "La présente norme spécifie les exigences de sécurité des casques protégés.",
    "Où le fabricant a déjà procédé à l'évaluation, la durée est limitée à un été.",
)
SWEDISH = (
    "Standarden gäller för hjälmar som används på mopeder och för provning på två sätt.",
    "Användaren får inte ändra hjälmen, och åtgärder på över två år är för långa.",
    "Den här utgåvan är från år 2008 och går inte att använda på äldre hjälmar.",
)
TURKISH = (
    "Bu standart, motosiklet sürücüleri için koruyucu başlıkların özelliklerini kapsar.",
    "Başlığın iç yüzü düzgün olmalı, gün ışığında görünür bir işaret taşımalıdır.",
    "Ürünün üzerinde üretim yılı, ölçü ve üreticinin adı bulunur; başka süs olmaz.",
)
ITALIAN = (
    "La norma è più severa per i caschi già usati e può essere applicata così com'è.",
    "Le attività di prova dei caschi più recenti, cioè dal più nuovo al più vecchio.",
)
ENGLISH = (
    "This document was prepared by Technical Committee ISO/TC 94, Personal safety®.",
    "The naïve café résumé of 5 µm ± 2 °C, façade and coöperation · see § 4 © 2008.",
)


def decided(*drawings):
    found = read_encodings([drawing.spans for drawing in drawings])
    return [found.encoding_of(span) for drawing in drawings for span in drawing.spans]


@pytest.mark.parametrize("font", [".VnTime", "TimesNewRoman"])
def test_tcvn3_is_found_whatever_its_font_is_called(font):
    assert decided(Drawing().lines(font, *TCVN3)) == [Encoding.TCVN3] * 3


@pytest.mark.parametrize("font", ["VNI-Times", "Arial"])
def test_vni_is_found_whatever_its_font_is_called(font):
    assert decided(Drawing().lines(font, *VNI)) == [Encoding.VNI] * 2


def test_a_font_named_for_tcvn3_whose_text_is_unicode_stays():
    assert decided(Drawing().lines(".VnTime", *UNICODE)) == [None] * 3


@pytest.mark.parametrize("text", [UNICODE, FRENCH, SWEDISH, TURKISH, ITALIAN, ENGLISH])
@pytest.mark.parametrize("font", ["Times", ".VnTime"])
def test_unicode_and_other_languages_are_left_alone(text, font):
    assert decided(Drawing().lines(font, *text)) == [None] * len(text)


def test_figures_and_units_are_left_alone():
    table = Drawing()
    for number in range(30):
        table.row((f"{number} µm", "Arial"), ("± 0,5 µg/m³", "Arial"), ("· 5 °C ®", "Arial"))
    assert set(decided(table, Drawing(2).lines("Times", *UNICODE))) == {None}


def test_one_paragraph_in_tcvn3_is_found_on_a_unicode_page_of_one_font():
    page = Drawing().lines("Times", *UNICODE).lines("Times", *TCVN3).lines("Times", *UNICODE)
    assert decided(page) == [None] * 3 + [Encoding.TCVN3] * 3 + [None] * 3


def test_pages_in_two_encodings_are_each_read_in_their_own():
    pages = Drawing(1).lines("Arial", *TCVN3), Drawing(2).lines("Arial", *VNI)
    assert decided(*pages) == [Encoding.TCVN3] * 3 + [Encoding.VNI] * 2


def test_a_short_span_follows_its_font():
    page = Drawing().lines(".VnTime", *TCVN3)
    page.row(("§", ".VnTime"), ("µ", ".VnTime")).row(("5 µm", "Arial"))
    assert decided(page)[3:] == [Encoding.TCVN3, Encoding.TCVN3, None]


def test_signs_in_a_font_of_signs_are_no_letters():
    page = Drawing()
    for text in TCVN3:
        page.row((text, ".VnTime"), (" µm ·", "SymbolMT"))
    assert decided(page) == [Encoding.TCVN3, None] * 3


def test_a_word_in_another_font_on_a_line_in_tcvn3_is_read_with_it():
    page = Drawing().lines("Arial", *TCVN3)
    page.row(("§iÒu 1.", "Arial,Bold"), (" NghÞ ®Þnh nµy quy ®Þnh viÖc ®¨ng ký", "Arial"))
    assert decided(page) == [Encoding.TCVN3] * 5


def test_a_clipped_span_has_the_encoding_of_the_whole():
    page = Drawing().lines("Times", *UNICODE).lines("Times", *TCVN3)
    found = read_encodings([page.spans])
    for span in page.spans:
        box = Box(1, span.box.x0 + 10, span.box.y0, span.box.x0 + 40, span.box.y1)
        clipped = Span(**{f: getattr(span, f) for f in Span.__slots__} | {"box": box, "row": 1})
        assert found.encoding_of(clipped) is found.encoding_of(span)


def test_the_reason_names_encoding_share_and_font():
    page = Drawing().lines("Times", *UNICODE).lines("ABCDEF+.VnTime", *TCVN3)
    found = read_encodings([page.spans])
    assert 0.4 < found.share(1) < 0.6
    assert found.reason(1).startswith("bảng mã TCVN3 ")
    assert "phông ABCDEF+.VnTime" in found.reason(1)


def test_a_unicode_file_has_nothing_to_say():
    found = read_encodings([Drawing().lines("Times", *UNICODE).spans])
    assert (found.touches(1), found.share(1), found.reason(1)) == (False, 0.0, "")


def test_hyphens_in_the_place_of_a_letter_are_told():
    texts = [text.replace("\xad", "-") for text in TCVN3]
    found = read_encodings([Drawing().lines("Times", *texts).spans])
    assert found.hyphens is Hyphens.PLAIN
    assert "dấu gạch nối" in found.reason(1)


def test_a_file_without_text_has_no_encodings():
    assert not read_encodings([[], []]).touches(1)
