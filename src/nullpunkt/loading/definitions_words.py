"""The words of exported forms and of the notes in a draft, in the language that was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from nullpunkt.errors import UsageError
from nullpunkt.loading.yaml_file import UnreadableError, read_yaml, refused
from nullpunkt.resources import shipped


@dataclass(frozen=True, slots=True)
class FormWords:
    """`words` by key; `notes` are the sentences that tell what to check."""

    language: str
    words: Mapping[str, str]
    notes: Mapping[str, str]

    def __getitem__(self, key: str) -> str:
        return self.words[key]


def form_words(language: str) -> FormWords:
    """The words in one language; UsageError where there are none."""
    path = shipped("templates") / "forms" / f"{language}.yaml"
    if not path.is_file():
        known = ", ".join(sorted(found.stem for found in path.parent.glob("*.yaml")))
        raise UsageError(f"{language!r} is no language of forms", hint=f"choose one of: {known}")
    try:
        value = read_yaml(path, name=path.name).value
    except UnreadableError as error:
        raise refused((error.problem,)) from None
    assert isinstance(value, dict)
    words = {key: text for key, text in value.items() if isinstance(text, str)}
    return FormWords(language, words, value["notes"])
