"""Characters of a PDF page brought onto the lines that they are printed on."""

from collections import Counter
from typing import Any

from pdfplumber.page import Page

FAR = 0.15  # of a character's size: fonts that sit nearer to one another are read as one line anyhow


def level(page: Page) -> None:
    """Move the boxes of fonts whose makers place them higher or lower above the base line than the page's main font.

    Figures set in another font than the words around them otherwise make a line of their own.
    """
    upright = [char for char in page.chars if char.get("upright") and char["size"] > 0]
    places: dict[str, Counter[float]] = {}
    for char in upright:
        places.setdefault(char["fontname"], Counter())[_depth(char, page)] += 1
    if len(places) < 2:
        return
    main = max(places.values(), key=lambda counter: counter.total()).most_common(1)[0][0]
    for char in upright:
        shift = (main - _depth(char, page)) * char["size"]
        if abs(shift) > FAR * char["size"]:
            for edge in ("top", "bottom", "doctop"):
                char[edge] += shift


def _depth(char: dict[str, Any], page: Page) -> float:
    """How far below the base line the box ends, in parts of the size."""
    base = float(page.height) - float(char["matrix"][5])
    return round((float(char["bottom"]) - base) / float(char["size"]), 2)
