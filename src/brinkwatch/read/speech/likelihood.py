"""How likely a source holds what it says to be, by its estimative words."""

from __future__ import annotations

from ...model import Likelihood
from ...ontology.estimative import estimative_words


def find_likelihood(text: str) -> Likelihood | None:
    """The first word of estimative probability in a content and its ICD 203 band; None without one."""
    words = estimative_words()
    found = words.pattern.search(text)
    if found is None:
        return None
    low, high = words.bands[" ".join(found[0].lower().split())]
    return Likelihood(found[0], low, high)
