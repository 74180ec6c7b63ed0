"""Letters as files: what was written is what is read, in both languages."""

import io
import string
import zipfile
from dataclasses import replace

import pytest

from api.desk.docx_writing import docx_of, docx_words
from api.desk.letters import (
    Addressee,
    Heading,
    Letter,
    LetterLanguage,
    Office,
    Quote,
    Said,
    letter_from_json,
    letter_lines,
    letter_to_json,
)
from api.desk.wording import say, wordings

WORDS = "2.1. Mũ bảo hiểm phải “chịu va đập”.\na) Ể Ỗ Ữ ặ ậ ợ đường kính ≥ 30 mm;"


def letter(language: LetterLanguage) -> Letter:
    return Letter(
        language=language,
        office=Office(above="Bộ Khoa học và Công nghệ", name="Điểm hỏi đáp", contact="Hà Nội"),
        number="TBT-2026-0001",
        place_and_day="Ngày 22 tháng 11 năm 2026",
        title=say("letter.title", language, number="TBT-2026-0001"),
        regarding="V/v: mũ bảo hiểm",
        blocks=(
            Heading(text="Quy định"),
            Said(text="Dòng một.\n\nDòng hai & <ba>."),
            Quote(
                words=WORDS,
                citation="mục 2.1, QCVN 2:2021/BKHCN",
                standing="Vào ngày 22/11/2026: còn hiệu lực.",
                source="Nguồn: tệp a.pdf, trang 4",
                link="https://tra.example/standards/a/clauses/2.1",
                rendering="Helmets shall withstand impact.",
            ),
        ),
        closing="Hết.",
        signed_by="Người duyệt: Trần Thị Lan",
        addressee=Addressee(organisation="Công ty Ánh Dương", country="Việt Nam"),
    )


@pytest.mark.parametrize("language", list(LetterLanguage))
def test_a_docx_says_every_word_of_the_letter_in_order(language):
    made = letter(language)
    read = docx_words(docx_of(made))
    wanted = list(letter_lines(made))
    if language is LetterLanguage.VI:
        wanted.remove("Helmets shall withstand impact.")
    rest = iter(read)
    assert all(line in rest for line in wanted), (wanted, read)
    assert any("Công ty Ánh Dương, Việt Nam" in text for text in read)


def test_an_english_letter_keeps_the_vietnamese_words_and_marks_the_rendering():
    read = docx_words(docx_of(letter(LetterLanguage.EN)))
    original = read.index("Original Vietnamese text")
    assert read[original + 1 : original + 3] == tuple(WORDS.splitlines())
    assert read[original + 3 : original + 5] == (
        "Unofficial translation",
        "Helmets shall withstand impact.",
    )


def test_a_docx_has_page_numbers_a4_and_its_language():
    with zipfile.ZipFile(io.BytesIO(docx_of(letter(LetterLanguage.VI)))) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist() if "xml" in name}
    headers = "".join(text for name, text in parts.items() if "/header" in name)
    assert " PAGE " in headers
    body = parts["word/document.xml"]
    assert "<w:titlePg/>" in body
    assert 'w:w="11906"' in body
    assert 'w:h="16838"' in body
    assert 'w:val="vi-VN"' in parts["word/styles.xml"]
    assert "Times New Roman" in parts["word/styles.xml"]


def test_a_draft_says_that_it_is_one_and_an_approved_letter_does_not():
    draft = letter(LetterLanguage.VI)
    assert "DỰ THẢO, CHƯA ĐƯỢC DUYỆT" in docx_words(docx_of(draft))
    assert "DỰ THẢO" not in " ".join(docx_words(docx_of(replace(draft, is_draft=False))))


def test_the_same_letter_makes_the_same_words_after_it_was_kept():
    made = letter(LetterLanguage.EN)
    kept = letter_to_json(made)
    assert "Ánh Dương" not in kept
    again = letter_from_json(kept, made.addressee)
    assert again == made
    assert docx_words(docx_of(again)) == docx_words(docx_of(made))


@pytest.mark.parametrize("key", sorted(wordings()))
def test_a_wording_stands_in_both_languages_with_the_same_gaps(key):
    texts = wordings()[key]
    assert set(texts) == set(LetterLanguage)
    gaps = [{name for _, name, _, _ in string.Formatter().parse(t) if name} for t in texts.values()]
    assert gaps[0] == gaps[1]
