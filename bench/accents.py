"""Shares of syllables that get their marks back: questions typed right, their marks taken away.

``python bench/accents.py LIBRARY FILE...``: files as for ``bench/noise.py``. Printed are the share
for each file, the CPU time for each question, and which questions typed right were read otherwise.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from noise import read_questions

from api.assembly import open_library
from api.settings import Settings
from index.spelling import fold
from search.concepts import read_question
from search.shelf import shelf
from search.stretches import english_words
from search.words import Language, language_of, terms


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    given = parser.parse_args()
    library = open_library(Settings.from_environment({}).with_library(given.library))
    vocabulary = shelf(library).vocabulary
    for path in given.files:
        texts = [
            one.text
            for one in read_questions(path)
            if language_of(one.text, english_words()) == Language.ACCENTED
        ]
        said = right = 0
        began = time.process_time()
        for text in texts:
            read = read_question(fold(text), vocabulary).accented.split()
            meant = terms(text)
            said += len(meant)
            if len(read) == len(meant):
                right += sum(one == other for one, other in zip(read, meant, strict=True))
        spent = 1000 * (time.process_time() - began) / max(1, len(texts))
        print(f"{path.name}: {right / max(1, said):.3f} of {said} syllables, {spent:.0f} ms each")
        for text in texts:
            told = read_question(text, vocabulary).respelled
            if told:
                print(f"   {text}: {', '.join(f'{one.typed} -> {one.read}' for one in told)}")


if __name__ == "__main__":
    main()
