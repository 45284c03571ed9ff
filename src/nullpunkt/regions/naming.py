"""Names of folders: a municipality's number and its name in letters that every file system takes."""

from __future__ import annotations

import re
import unicodedata

_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ŋ": "n", "ŧ": "t"})
_WINDOWS = frozenset({"con", "prn", "aux", "nul", "region"}) | {f"{n}{i}" for n in ("com", "lpt") for i in range(1, 10)}


def folder_name(unit: str, name: str) -> str:
    """`<id>-<name>`, small ASCII letters, digits and `-` alone.

    >>> folder_name("5610", "Kárášjohka – Karasjok"), folder_name("1813", "Brønnøy")
    ('5610-karasjohka-karasjok', '1813-bronnoy')
    """
    plain = unicodedata.normalize("NFKD", f"{unit} {name}".casefold().translate(_LETTERS))
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    joined = "-".join(dict.fromkeys(words))[:60].strip("-") or "unit"
    return f"{joined}-unit" if joined in _WINDOWS else joined
