"""Read every file of a folder and print a table: file, recognised as, rows, columns, issues.

    python benchmarks/try_samples.py FOLDER

Folders that hold one export in several files are read whole. Nothing of what was answered is printed.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from nullpunkt.errors import NullpunktError
from nullpunkt.platforms.registry import recognise_table
from nullpunkt.readers.reading import read
from nullpunkt.responses.table import RawTable


def main(folder: Path) -> None:
    """Print the table."""
    print("| file | recognised as | rows | columns | dropped | left out, notes |")
    print("| --- | --- | --- | --- | --- | --- |")
    for name, paths in exports(folder):
        try:
            print(row_of(name, recognise_table(read(paths))))
        except NullpunktError as error:
            print(f"| {name} | refused: {error.message} | | | | {error.hint} |")


def exports(folder: Path) -> Iterator[tuple[str, list[Path]]]:
    """Each file alone, but a set as one, and answers also together with the codebook beside them."""
    for path in sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".md"):
        name = path.relative_to(folder).as_posix()
        if path.stem in ("labels", "structure") and (path.parent / "dataset.csv").exists():
            continue
        yield name, [path]
    for codebook in sorted(folder.rglob("*.json")):
        for answers in sorted(codebook.parent.glob("*.txt")):
            yield f"{answers.relative_to(folder).as_posix()} + {codebook.name}", [answers, codebook]


def row_of(name: str, table: RawTable) -> str:
    """One line of the table."""
    recognition = table.recognition
    roles = Counter(dropped.role for dropped in table.dropped)
    dropped = ", ".join(f"{count} {role}" for role, count in sorted(roles.items()))
    left_out = [f"{part.rows} {part.reason}" for part in table.left_out]
    evidence = "; ".join(recognition.evidence)
    issues = "; ".join([*left_out, *table.notes])
    return f"| {name} | {recognition.title} ({evidence}) | {table.rows} | {len(table.columns)} | {dropped} | {issues} |"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
