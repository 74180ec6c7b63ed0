"""Two readings of a page: the text stands that fits its neighbours in the same file."""

from __future__ import annotations

from ingest.ocr import OcrWord
from ingest.second_reading import settled


def line(text, *, sure=0.9, y=0.0, unsure=()):
    """Words of ten pixels a letter, one blank between them."""
    words, x = [], 0.0
    for n, written in enumerate(text.split(" ")):
        words.append(
            OcrWord(
                text=written.replace("_", " "),
                confidence=0.5 if n in unsure else sure,
                x0=x,
                y0=y,
                x1=x + 10 * len(written),
                y1=y + 30,
                line=int(y // 40),
                baseline=y + 25,
                size=30,
            )
        )
        x += 10 * (len(written) + 1)
    return tuple(words)


def texts(reading):
    return " ".join(word.text for word in reading)


GOOD = line("kiểm tra chất lượng sản phẩm")


def test_the_same_words_read_twice_stand_as_they_are():
    assert settled([(GOOD, GOOD)]) == (GOOD,)


def test_the_surer_text_stands_where_nothing_else_is_known():
    first, second = line("máy hàn", unsure={0}), line("mây hàn")
    assert texts(settled([(first, second)])[0]) == "mây hàn"
    assert texts(settled([(second, first)])[0]) == "mây hàn"


def test_the_words_beside_it_elsewhere_in_the_file_outweigh_confidence():
    wrong = line("kiêm tra hàng", sure=0.9)
    right = line("kiểm tra hàng", sure=0.89)
    pages = [(GOOD, GOOD), (wrong, right)]
    assert texts(settled(pages)[1]) == "kiểm tra hàng"


def test_the_reading_that_is_surer_of_the_whole_page_leads():
    clear = line("nồi hơi nhà máy bể chứa")
    blurred = line("nồi hơi nhà mây bể chứa", sure=0.8)
    blurred = tuple(
        OcrWord(**{**{f: getattr(w, f) for f in OcrWord.__slots__}, "confidence": 0.93})
        if w.text == "mây"
        else w
        for w in blurred
    )
    assert texts(settled([(clear, blurred)])[0]) == texts(clear)
    assert texts(settled([(blurred, clear)])[0]) == texts(clear)


def test_a_word_that_neither_reading_holds_is_never_put_in():
    pages = [(GOOD, GOOD)] * 5 + [(line("kiêm tra"), line("kiêm tra"))]
    assert texts(settled(pages)[5]) == "kiêm tra"


def test_a_word_that_the_second_reading_parts_may_be_parted():
    joined, parted = line("Thôngtư số", sure=0.4), line("Thông tư số")
    moved = tuple(
        OcrWord(
            **{name: getattr(word, name) for name in ("text", "confidence", "y0", "y1", "line")},
            x0=x0,
            x1=x1,
            baseline=word.baseline,
            size=word.size,
        )
        for word, (x0, x1) in zip(parted, ((0, 48), (50, 70), (80, 100)), strict=True)
    )
    assert texts(settled([(joined, moved)])[0]) == "Thông tư số"


def test_half_a_word_does_not_stand_for_the_whole():
    whole = line("Thôngtư", sure=0.4)
    half = line("Thôn")
    assert texts(settled([(whole, half)])[0]) == "Thôngtư"


def test_boxes_and_lines_are_those_of_the_first_reading():
    first, second = line("kiêm tra", sure=0.5), line("kiểm tra")
    (read,) = settled([(first, second)])
    assert [(w.x0, w.y0, w.x1, w.y1, w.line) for w in read] == [
        (w.x0, w.y0, w.x1, w.y1, w.line) for w in first
    ]


def test_sure_words_that_the_first_reading_passed_over_stand_in_their_line():
    whole = line("kiểm tra chất lượng")
    first = (whole[0], whole[3])
    (read,) = settled([(first, whole)])
    assert texts(read) == "kiểm tra chất lượng"
    assert {word.line for word in read} == {0}
    unsure = line("kiểm tra chất lượng", unsure={1, 2})
    assert settled([(first, unsure)]) == (first,)


def test_no_pages_and_empty_pages_are_nothing():
    assert settled([]) == ()
    assert settled([((), ()), (GOOD, ())]) == ((), GOOD)
