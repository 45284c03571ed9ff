"""The page's own words that every language has to give (`Report.words`), each with what it is for."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

PAGE_WORDS: Mapping[str, str] = MappingProxyType(
    {
        "contents": "heading of the list of contents",
        "in_chapter": "heading of a chapter's own list of contents",
        "skip": "link past the head of the page, for who reads by keyboard",
        "back": "link back to the contents",
        "summary": "heading of the first page",
        "facts": "name of the list of facts on the title page",
        "figure": "before a figure's number",
        "table": "before a table's number",
        "show_table": "opens the numbers of a figure; {number} is the figure's",
        "show_section": "link from a finding to what it rests on; {title} is the section's",
        "note": "before a note",
        "hidden": "what the sign «:» in a cell means",
        "synthetic": "said on every page when the data are made up",
        "generated": "last line; {generator} is the program and its version",
        "page": "before a page number",
        "appendix": "heading of the last chapter on paper: the numbers of all figures",
        "numbers_of": "caption of a figure's numbers and the link to them; {number} is the figure's",
        "interval_low": "an interval's lower end, as the name of a column",
        "interval_high": "an interval's upper end, as the name of a column",
    }
)
