"""How alike the tasks of a family are without what they share."""

from __future__ import annotations

from collections import Counter

from rapidfuzz.distance import Indel


def without_shared(texts: list[str]) -> list[str]:
    """Remove the runs of four characters that at least 5% of the texts share: what is left is a text's own content."""
    places = [range(len(text) - 3) for text in texts]
    counts = Counter(run for text, at in zip(texts, places, strict=True) for run in {text[k : k + 4] for k in at})
    own = []
    for text, at in zip(texts, places, strict=True):
        shared = {k + step for k in at if counts[text[k : k + 4]] >= 0.05 * len(texts) for step in range(4)}
        own.append("".join(sign for k, sign in enumerate(text) if k not in shared))
    return own


def share_alike(texts: list[str]) -> float:
    """Share of the texts whose own content is more than 0.7 similar to that of another text."""
    own = without_shared(texts)
    best = [
        max(Indel.normalized_similarity(one, other) for at, other in enumerate(own) if at != place)
        for place, one in enumerate(own)
    ]
    return sum(similarity > 0.7 for similarity in best) / len(best)
