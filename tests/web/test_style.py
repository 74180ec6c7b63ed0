"""The stylesheet and the script: contrast, system fonts, nothing from elsewhere."""

import re

import pytest

from web.rendering import static_file

STATIC = [
    "site.css",
    "paper.css",
    "document.css",
    "site.js",
    "paper.js",
    "document.js",
    "early.js",
    "icon.svg",
]
PAIRS = [
    ("ink", "ground", 7.0),
    ("ink", "shade", 7.0),
    ("soft", "ground", 4.5),
    ("soft", "shade", 4.5),
    ("soft", "sheet-shade", 4.5),
    ("action", "ground", 4.5),
    ("action", "shade", 4.5),
    ("action-deep", "ground", 4.5),
    ("on-action", "action", 4.5),
    ("ground", "ink", 7.0),
    ("mark-line", "ground", 3.0),
    ("soft", "ground", 3.0),
]


def colours_of(scheme):
    sheet = static_file("site.css")[0].decode()
    light, dark = re.findall(r":root \{(.*?)\}", sheet, re.S)[:2]
    blocks = [light] if scheme == "light" else [light, dark]
    return {
        name: value
        for block in blocks
        for name, value in re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", block)
    }


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("over", "under", "least"), PAIRS)
def test_words_stand_out_from_their_ground(scheme, over, under, least):
    chosen = colours_of(scheme)
    assert contrast(chosen[over], chosen[under]) >= least


@pytest.mark.parametrize("name", STATIC)
def test_no_file_of_ours_asks_another_host(name):
    text = static_file(name)[0].decode().replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert not re.search(r"https?:|[\"'(]//|@import|@font-face", text)


def test_marks_are_see_through_and_outlined():
    rule = re.search(r"\.paper rect \{([^}]*)\}", static_file("site.css")[0].decode())[1]
    assert 0.1 < float(re.search(r"fill-opacity: ([\d.]+)", rule)[1]) < 0.4
    assert "stroke:" in rule


def test_lines_are_far_enough_apart_for_stacked_accents():
    sheet = static_file("site.css")[0].decode()
    assert float(re.search(r"html \{[^}]*line-height: ([\d.]+)", sheet)[1]) >= 1.5


def test_a_page_can_be_printed():
    assert "@media print" in static_file("site.css")[0].decode()
