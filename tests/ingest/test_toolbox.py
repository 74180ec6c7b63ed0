"""Tools are made from settings; what is missing is said, not fatal."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from ingest.ocr import OcrWord
from ingest.ocr_remembering import RememberingOcr
from ingest.toolbox import open_tools
from ingest.tools import Limits, ToolSettings
from standards.identifier import Identifier

KNOWN = frozenset({Identifier.parse("TCVN 6979:2001")})


@pytest.fixture
def nothing_installed(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))


class Engine:
    name = "engine"

    def read(self, picture, dpi):
        return (
            OcrWord(text="một", confidence=1, x0=0, y0=0, x1=1, y1=1, line=0, baseline=1, size=1),
        )


@pytest.mark.usefixtures("nothing_installed")
def test_without_tesseract_the_command_that_installs_it_is_said():
    tools = open_tools(ToolSettings())
    assert tools.ocr is None
    assert "apt-get install tesseract-ocr tesseract-ocr-vie" in tools.ocr_advice


@pytest.mark.usefixtures("nothing_installed")
def test_without_tesseract_pages_read_before_are_still_known(tmp_path):
    memory = tmp_path / "memory"
    picture = np.zeros((4, 4), dtype=np.uint8)
    RememberingOcr(memory, Engine()).read(picture, 300)
    tools = open_tools(ToolSettings(ocr_memory=memory))
    assert tools.ocr is not None
    assert tools.ocr.read(picture, 300)[0].text == "một"
    assert "apt-get install" in tools.ocr_advice


@pytest.mark.usefixtures("nothing_installed")
def test_whoever_wants_no_ocr_is_not_told_to_install_it():
    tools = open_tools(ToolSettings(with_ocr=False))
    assert tools.ocr is None
    assert tools.ocr_advice == ""


def test_settings_can_be_sent_to_another_process_and_their_values_reach_the_tools():
    settings = ToolSettings(
        with_ocr=False, catalogue=KNOWN, limits=Limits(pages=5), parallel_pages=3
    )
    tools = open_tools(pickle.loads(pickle.dumps(settings)))
    assert (tools.catalogue, tools.limits.pages, tools.parallel_pages) == (KNOWN, 5, 3)
