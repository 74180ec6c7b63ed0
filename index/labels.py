"""Which passages are of a kind, or of some documents, as masks over all passages of an index.

An index keeps its passages in places 0, 1, 2 …; the id of each says its kind and its document
(:mod:`index.passages`). A mask is made once for each set of kinds and kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.contracts import PassageKind
from index.passages import passage_document, passage_kind

__all__ = ["Labels"]

_KINDS = {kind: code for code, kind in enumerate(PassageKind)}


class Labels:
    """Kind and document of every passage, by place."""

    def __init__(self, names: Sequence[str]) -> None:
        documents: dict[str, int] = {}
        self._of = np.fromiter(
            (documents.setdefault(passage_document(name), len(documents)) for name in names),
            np.int32,
            len(names),
        )
        self._kinds = np.fromiter(
            (_KINDS[passage_kind(name)] for name in names), np.uint8, len(names)
        )
        self._documents = documents
        self._masks: dict[frozenset[PassageKind], NDArray[np.bool_]] = {}

    def mask(
        self, kinds: frozenset[PassageKind], documents: frozenset[str] | None
    ) -> NDArray[np.bool_] | None:
        """True where a passage is of one of these kinds (empty: of any) and of one of these
        documents (None: of any); None if every passage is.
        """
        of_kind = self._of_kind(kinds)
        if documents is None:
            return of_kind
        wanted = np.zeros(len(self._documents), np.bool_)
        wanted[[self._documents[name] for name in documents if name in self._documents]] = True
        found: NDArray[np.bool_] = wanted[self._of]
        return found if of_kind is None else found & of_kind

    def _of_kind(self, kinds: frozenset[PassageKind]) -> NDArray[np.bool_] | None:
        if not kinds:
            return None
        if kinds not in self._masks:
            codes = [_KINDS[kind] for kind in kinds]
            self._masks[kinds] = np.isin(self._kinds, codes)
        return self._masks[kinds]
