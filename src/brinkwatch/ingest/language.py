"""Which language a text is in, said only where it is clear."""

from __future__ import annotations

from functools import cache
from typing import Protocol, cast

MOST_CHARS = 20_000
"""A longer text does not make the answer surer."""

FEWEST_CHARS = 200
"""A shorter text in Latin letters may be taken for a neighbour's language."""

CLEAR = 0.99


class _Identifier(Protocol):
    def classify(self, text: str) -> tuple[str, float]: ...


def guess_language(text: str) -> str | None:
    """ISO 639-1 code of the text's language; None where the text is too short or the case is not clear."""
    sample = " ".join(text[:MOST_CHARS].split())
    letters = sum(map(str.isalpha, sample))
    latin = sum(c.isalpha() and c < "\u0250" for c in sample)
    if letters == 0:
        return None
    language, probability = _identifier().classify(sample)
    if probability < CLEAR or (language != "en" and latin * 2 > letters and letters < FEWEST_CHARS):
        return None
    return language


@cache
def _identifier() -> _Identifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return cast(_Identifier, LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True))
