"""On paper, what is folded on the screen stands open, with a script and without."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("scripted", [True, False], ids=["script", "no-script"])
@pytest.mark.parametrize("folded", ["details.cover > p", "details.cites > p"])
def test_what_is_folded_is_printed_open(chromium, address, scripted, folded):
    context = chromium.new_context(java_script_enabled=scripted)
    page = context.new_page()
    page.goto(f"{address}/standards/qcvn-2-2021-bkhcn")
    words = page.locator(folded).first
    assert not words.is_visible()
    page.emulate_media(media="print")
    assert words.is_visible()
    assert words.bounding_box()["height"] > 10
    context.close()
