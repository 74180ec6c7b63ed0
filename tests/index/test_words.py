"""The segmenter: what it gives, and what it does not load along."""

from __future__ import annotations

import subprocess
import sys

from index.words import segment

ALONE = """
import sys
from index.words import segment
segment("cốt bê tông")
print(*sorted({"torch", "transformers"} & set(sys.modules)))
"""


def test_compound_words_stay_together() -> None:
    assert segment("quy chuẩn kỹ thuật quốc gia") == ("quy chuẩn", "kỹ thuật", "quốc gia")
    assert "xe máy" in segment("mũ bảo hiểm cho người đi mô tô, xe máy")


def test_the_segmenter_loads_nothing_that_is_never_used() -> None:
    run = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, text=True, check=True, encoding="utf-8"
    )
    assert run.stdout.strip() == ""
