"""Tesseract through its command line.

Reads a grey picture, writes :class:`ingest.ocr.OcrWord` values. The picture goes in on standard
input, the words come back as hOCR (Breuel, "The hOCR Microformat for OCR Workflow and Results",
2007), which has what the tab-separated form lacks: the baseline and the letter height of a line.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

from ingest.figure_reading import FIGURES
from ingest.ocr import OcrWord, Picture
from standards.errors import MissingPart, OcrFailed

__all__ = ["TesseractOcr", "find_tesseract"]

_INSTALL: Final = "apt-get install tesseract-ocr tesseract-ocr-vie"
_LANGUAGE: Final = "vie"
_SETTINGS: Final = ("--psm", "3", "--oem", "1")
_BLOCK: Final = ("--psm", "6", "--oem", "1")
"""A page with columns and pictures; one block of lines."""
_PLAIN: Final = "eng"
"""The model for figures. It comes with the program; the Vietnamese one takes 8 for §."""
_FIGURES: Final = (*_BLOCK, "-c", f"tessedit_char_whitelist={FIGURES}")
_SECONDS: Final = 120.0
"""A page takes two to five seconds; one that takes this long never ends."""
_LINES: Final = frozenset({"ocr_line", "ocr_header", "ocr_caption", "ocr_textfloat"})
_BASELINE: Final = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE: Final = re.compile(r"x_size ([\d.]+)")
_BOX: Final = re.compile(r"bbox (-?\d+) (-?\d+) (-?\d+) (-?\d+)")
_CONFIDENCE: Final = re.compile(r"x_wconf (\d+)")
_FAULTS: Final = 300
"""So many characters of the program's own complaint stand in the error."""


class TesseractOcr:
    """Asks the program ``tesseract``; each call is a process of its own with one thread.

    ``model`` is a digest of the language model, which two machines may hold in different versions;
    ``figures`` are the language whose model reads figures and the digest of that, if it is another.
    """

    def __init__(
        self,
        program: str,
        version: str,
        model: str,
        *,
        figures: tuple[str, str] | None = None,
        seconds: float = _SECONDS,
    ) -> None:
        self._program = program
        self._plain = figures[0] if figures else _LANGUAGE
        self._seconds = seconds
        models = ((_LANGUAGE, model), *([figures] if figures else []))
        told = "+".join(f"{language}:{digest}" for language, digest in models)
        self._name = f"{version} {told} {' '.join(_SETTINGS)}"

    @property
    def name(self) -> str:
        """Program, version, language model and settings."""
        return self._name

    def read(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of an upright picture, in reading order. Raises OcrFailed."""
        return self._read(picture, dpi, _SETTINGS)

    def read_block(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of a picture that is one block of lines. Raises OcrFailed."""
        return self._read(picture, dpi, _BLOCK)

    def read_figures(self, picture: Picture, dpi: int) -> tuple[OcrWord, ...]:
        """The words of lines of figures and their marks. Raises OcrFailed."""
        return self._read(picture, dpi, _FIGURES, self._plain)

    def _read(
        self, picture: Picture, dpi: int, settings: tuple[str, ...], language: str = _LANGUAGE
    ) -> tuple[OcrWord, ...]:
        if not picture.size:
            return ()
        command = (
            *(self._program, "stdin", "stdout", "-l", language, "--dpi", str(dpi)),
            *(*settings, "hocr"),
        )
        try:
            done = subprocess.run(
                command,
                input=_pgm(picture),
                capture_output=True,
                timeout=self._seconds,
                env={**os.environ, "OMP_THREAD_LIMIT": "1"},
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise OcrFailed(f"Tesseract took longer than {self._seconds:.0f} s") from error
        except OSError as error:
            raise OcrFailed(f"Tesseract cannot be started: {error.strerror}") from error
        if done.returncode:
            complaint = done.stderr.decode("utf-8", "replace").strip()[-_FAULTS:]
            raise OcrFailed(f"Tesseract ended with status {done.returncode}: {complaint}")
        return _words(done.stdout)


def find_tesseract() -> TesseractOcr:
    """The installed program. Raises MissingPart if it or its Vietnamese model is not there."""
    program = shutil.which("tesseract")
    if program is None:
        raise MissingPart("Tesseract", _INSTALL)
    folder, languages = _installed(program)
    if _LANGUAGE not in languages:
        raise MissingPart("the Vietnamese model of Tesseract", _INSTALL)
    version = (_ask(program, "--version").splitlines() or ["tesseract"])[0]
    figures = (_PLAIN, _digest(folder, _PLAIN)) if _PLAIN in languages else None
    return TesseractOcr(program, version, _digest(folder, _LANGUAGE), figures=figures)


def _digest(folder: Path, language: str) -> str:
    model = folder / f"{language}.traineddata"
    return hashlib.sha256(model.read_bytes()).hexdigest()[:12] if model.is_file() else "unknown"


def _installed(program: str) -> tuple[Path, frozenset[str]]:
    """The folder of the models and the languages in it.

    The first line of the answer is ``List of available languages in "FOLDER" (3):``.
    """
    first, *languages = _ask(program, "--list-langs").splitlines() or [""]
    quoted = re.search(r'"(.+)"', first)
    return Path(quoted[1] if quoted else "."), frozenset(map(str.strip, languages))


def _ask(program: str, question: str) -> str:
    try:
        done = subprocess.run(
            (program, question), capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise MissingPart("a Tesseract that runs", _INSTALL) from error
    return (done.stdout or done.stderr).decode("utf-8", "replace")


def _pgm(picture: Picture) -> bytes:
    """The picture in the plainest format there is, portable grey map."""
    height, width = picture.shape
    return b"P5 %d %d 255\n" % (width, height) + picture.tobytes()


def _words(hocr: bytes) -> tuple[OcrWord, ...]:
    try:
        page = ElementTree.fromstring(hocr)
    except ElementTree.ParseError as error:
        raise OcrFailed(f"Tesseract's answer cannot be read: {error}") from error
    lines = (node for node in page.iter() if node.get("class") in _LINES)
    return tuple(word for at, line in enumerate(lines) for word in _line(at, line))


def _line(at: int, line: ElementTree.Element) -> Iterator[OcrWord]:
    title = line.get("title", "")
    x0, _, x1, y1 = _box(title)
    slope, shift = map(float, _BASELINE.findall(title)[0]) if "baseline" in title else (0.0, 0.0)
    size = _SIZE.search(title)
    for node in line.iter():
        text = "".join(node.itertext()).strip()
        if node.get("class") != "ocrx_word" or not text:
            continue
        place = node.get("title", "")
        left, top, right, bottom = _box(place)
        sure = _CONFIDENCE.search(place)
        yield OcrWord(
            text=text,
            confidence=int(sure[1]) / 100 if sure else 0.0,
            x0=left,
            y0=top,
            x1=right,
            y1=bottom,
            line=at,
            baseline=y1 + shift + slope * (x1 - x0) / 2,
            size=float(size[1]) if size else bottom - top,
        )


def _box(title: str) -> tuple[float, float, float, float]:
    found = _BOX.search(title)
    if found is None:
        return 0.0, 0.0, 0.0, 0.0
    return float(found[1]), float(found[2]), float(found[3]), float(found[4])
