"""How well questions are understood that were typed badly: ``python bench/noise.py LIBRARY FILE…``

Questions that are answered right when typed cleanly are typed anew with one kind of noise each
(without accents, half of them, keys of Telex or VNI, slips, other tones, no spaces), the same in
every run of one seed; counted is the share still answered right. Questions with no answer are typed
so too: the share that stays without one. ``clean`` counts words that were read as others although
nothing was wrong. Files are JSON Lines as ``heldout.jsonl``, or tab-separated as ``judged.tsv``.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import time
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from api.assembly import open_library
from api.settings import Settings
from index.spelling import fold
from search.concepts import read_question
from search.engine import ask
from search.shelf import Searchable, shelf
from search.typing_costs import typing_costs

_DAY = date(2026, 11, 22)
_TONES = {"\u0301": "s1", "\u0300": "f2", "\u0309": "r3", "\u0303": "x4", "\u0323": "j5"}
_VOWELS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"


@dataclass(frozen=True)
class Asked:
    """A question, the numbers of which one answers (none: nothing does), and the page, if any."""

    text: str
    kind: str
    expect: frozenset[str]
    file: str = ""
    page: int = 0


def _number(text: str) -> str:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFC", text).upper().replace("–", "-"))
    return re.sub(r"(?<![\d.])0+(?=\d)", "", plain)


def read_questions(path: Path) -> Iterator[Asked]:
    """Questions of a file about products and clauses, and those that nothing answers."""
    for line in path.read_text(encoding="utf-8").splitlines():
        if path.suffix == ".tsv":
            if line and not line.startswith("#"):
                kind, _style, wanted, _words, text = line.split("\t")
                if wanted == "*":
                    continue
                kind = "none" if wanted == "-" else kind
                numbers = frozenset(_number(one) for one in wanted.split("|") if wanted != "-")
                yield Asked(text, kind, numbers)
            continue
        entry = json.loads(line)
        if entry["kind"] in ("product", "clause", "none"):
            numbers = frozenset(_number(one) for one in entry["expect"])
            file = Path(entry.get("file") or "").name if entry["kind"] == "clause" else ""
            yield Asked(entry["q"], entry["kind"], numbers, file, entry.get("page") or 0)


def is_right(library: Searchable, asked: Asked, text: str) -> bool:
    """Whether one of the first five answers is a wanted one; for none, that there is no answer."""
    answers = ask(library, text, as_of=_DAY, limit=10).answers
    if asked.kind == "none":
        return not answers
    for answer in answers[:5]:
        if asked.file:
            if answer.file == asked.file and asked.page <= answer.page <= asked.page + 1:
                return True
        elif _number(answer.number or "") in asked.expect:
            return True
    return False


def _some(text: str, chance: random.Random, change: Callable[[str], str], share: float) -> str:
    """The text with a share of its words changed, one at least; numbers and codes stay."""
    parts = re.split(r"(\s+)", text)
    places = [i for i, part in enumerate(parts) if part.isalpha() and change(part) != part]
    chosen = [i for i in places if chance.random() < share] or places[:1]
    for place in chosen:
        parts[place] = change(parts[place])
    return "".join(parts)


def _keys(word: str, which: int) -> str:
    """The keys that Telex (0) or VNI (1) takes for a word: marks behind the letter, tone last."""
    back = {
        letter: keys
        for keys, letter in (typing_costs().telex, typing_costs().vni)[which].marks.items()
    }
    tone, letters = "", ""
    for char in unicodedata.normalize("NFD", word.lower().replace("đ", "\u0111")):
        if char in _TONES:
            tone = _TONES[char][which]
        else:
            letters += char
    return "".join(back.get(char, char) for char in unicodedata.normalize("NFC", letters)) + tone


def _slip(word: str, chance: random.Random) -> str:
    if len(word) < 3:
        return word
    place = chance.randrange(1, len(word) - 1)
    sort = chance.randrange(4)
    if sort == 0:
        return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    if sort == 1:
        return word[: place + 1] + word[place:]
    if sort == 2:
        return word[:place] + word[place + 1 :]
    near = sorted(typing_costs().near.get(word[place], ())) or [word[place]]
    return word[:place] + chance.choice(near) + word[place + 1 :]


def _hook_tilde(word: str) -> str:
    swap = {"\u0309": "\u0303", "\u0303": "\u0309"}
    apart = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(swap.get(char, char) for char in apart))


def _glued(text: str, chance: random.Random) -> str:
    """The text with one space in six left out between words of letters."""
    return re.sub(
        r"(?<=[^\W\d_]) (?=[^\W\d_])", lambda m: "" if chance.random() < 1 / 6 else " ", text
    )


def noises(chance: random.Random) -> dict[str, Callable[[str], str]]:
    """The kinds of noise by name."""
    return {
        "unaccented": fold,
        "half accented": lambda text: _some(text, chance, fold, 0.5),
        "telex": lambda text: _some(text, chance, lambda word: _keys(word, 0), 0.3),
        "vni": lambda text: _some(text, chance, lambda word: _keys(word, 1), 0.3),
        "slip": lambda text: _some(text, chance, lambda word: _slip(word, chance), 0.2),
        "slip, unaccented": lambda text: _some(
            fold(text), chance, lambda word: _slip(word, chance), 0.2
        ),
        "hook and tilde": lambda text: _some(text, chance, _hook_tilde, 1.0),
        "no space": lambda text: _glued(text, chance),
        "no space, unaccented": lambda text: _glued(fold(text), chance),
        "upper case": str.upper,
    }


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("library", type=Path)
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--most", type=int, default=0, help="questions of each sort; 0: all")
    parser.add_argument("--kinds", nargs="*", default=[], help="kinds of noise; all if none")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    library = open_library(Settings.from_environment({}).with_library(given.library))
    chance = random.Random(given.seed)
    asked = [one for path in given.files for one in read_questions(path)]
    chance.shuffle(asked)
    goods = [one for one in asked if one.kind != "none"][: given.most or None]
    nones = [one for one in asked if one.kind == "none"][: given.most or None]
    began = time.process_time()
    right = [one for one in goods if is_right(library, one, one.text)]
    quiet = [one for one in nones if is_right(library, one, one.text)]
    vocabulary = shelf(library).vocabulary
    changed = [q for one in asked if (q := read_question(one.text, vocabulary)).respelled]
    print(f"clean: {len(right)} of {len(goods)} answered, {len(quiet)} of {len(nones)} not")
    print(f"read otherwise: {len(changed)} of {len(asked)}, accents of unaccented ones counted")
    for name, noise in noises(chance).items():
        if given.kinds and name not in given.kinds:
            continue
        typed = [(one, noise(one.text)) for one in right]
        missed = [(one, text) for one, text in typed if not is_right(library, one, text)]
        loud = [one for one in quiet if not is_right(library, one, noise(one.text))]
        still = (len(right) - len(missed)) / max(1, len(right))
        print(f"{name}: {still:.3f} still answered, {len(loud)} of {len(quiet)} answered wrongly")
        if given.misses:
            for one, text in missed:
                print(f"   {text}  <-  {one.text}")
    print(f"{time.process_time() - began:.0f} s of CPU")


if __name__ == "__main__":
    main()
