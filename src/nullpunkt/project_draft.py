"""A `nullpunkt.yaml` to fill in."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path


def write_project(folder: Path, *, name: str | None, waves: Sequence[Path], language: str, overwrite: bool) -> Path:
    """`nullpunkt init`: a commented `nullpunkt.yaml` in a folder of responses."""
    from nullpunkt.errors import OutputError
    from nullpunkt.loading.projects import PROJECT_FILE, load_project
    from nullpunkt.templating import render_project
    from nullpunkt.writers.folder import replace_files

    if not folder.is_dir():
        raise OutputError(f"there is no folder {folder}", hint="give the folder that the responses are in")
    path = folder / PROJECT_FILE
    if path.exists() and not overwrite:
        raise OutputError(f"{path} is there already and is left as it is", hint="add --overwrite to replace it")
    text = render_project(
        language,
        name=json.dumps(name or folder.resolve().name, ensure_ascii=False),
        waves=[
            {"file": json.dumps(_from(folder, wave), ensure_ascii=False), "label": label}
            for wave, label in _labelled(waves)
        ],
    )
    replace_files(folder, {PROJECT_FILE: text.encode()})
    load_project(path)
    return path


def _from(folder: Path, wave: Path) -> str:
    """The wave's place as seen from the folder; a bare name is taken to lie in it."""
    place = wave if wave.exists() or wave.parent != Path() else folder / wave
    return Path(os.path.relpath(place.resolve(), folder.resolve())).as_posix()


def _labelled(waves: Sequence[Path]) -> list[tuple[Path, str]]:
    labels = ["baseline", *(f"follow_up_{place}" for place in range(1, len(waves)))]
    if len(waves) == 2:
        labels[1] = "follow_up"
    return list(zip(waves, labels, strict=False))
