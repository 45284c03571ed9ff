"""The made-up region: the same bytes whenever it is made, with three files that cannot be used."""

from __future__ import annotations

from pathlib import Path

from nullpunkt.synthetic import region
from nullpunkt.synthetic.write_region import write_region

_NO_MOMENT = bytes((0, 0, 0x21, 0))
"""1 January 1980, the first moment that a zip can hold, where its first part tells when it was written"""


def _answers(folder: Path, number: str) -> bytes:
    (found,) = (path for path in folder.glob(f"{number} */*") if path.name.startswith("responses"))
    return found.read_bytes()


def test_a_damaged_workbook_holds_half_of_it_and_no_moment(tmp_path: Path) -> None:
    chosen = tuple(one for one in region.MUNICIPALITIES if one[0] in (region.CORRUPT, region.EMPTY))
    write_region(tmp_path, chosen=chosen)

    damaged = _answers(tmp_path, region.CORRUPT)
    assert damaged.startswith(b"PK")
    assert damaged[10:14] == _NO_MOMENT
    assert b"PK\x05\x06" not in damaged, "the list of parts at the end is gone"
    assert _answers(tmp_path, region.EMPTY) == b""
