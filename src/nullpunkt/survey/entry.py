"""What the entries of definition files are declared with: fields and what they mean, for the reader and for the schema.

A library of models would do; pydantic's import alone takes half of what a look at an export may take.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self, dataclass_transform, get_type_hints

REQUIRED: Any = object()
"""The default of a field that must be written."""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One field: what it is when it is not written, and what a person is told of it."""

    default: Any
    default_factory: Callable[[], Any] | None
    description: str

    def usual(self) -> Any:
        """The value where nothing is written."""
        return self.default if self.default_factory is None else self.default_factory()

    @property
    def required(self) -> bool:
        """Whether it must be written."""
        return self.default is REQUIRED and self.default_factory is None


def Field(  # noqa: N802 - as such functions are called everywhere
    description: str = "", *, default: Any = REQUIRED, default_factory: Callable[[], Any] | None = None
) -> Any:  # Any: stands where the field's own type is declared
    """Declare a field of an `Entry`."""
    return FieldSpec(default, default_factory, description)


@dataclass_transform(eq_default=False, frozen_default=True, kw_only_default=True, field_specifiers=(Field,))
class Entry:
    """What all entries share: nothing may be added, nothing is changed after reading."""

    specs: ClassVar[Mapping[str, FieldSpec]] = {}
    _types: ClassVar[Mapping[str, Any]]
    _written: Mapping[str, Any]

    def __init_subclass__(cls) -> None:
        own = {name: value for name, value in vars(cls).items() if isinstance(value, FieldSpec)}
        cls.specs = {**cls.specs, **own}
        for name in own:
            delattr(cls, name)

    def __init__(self, **given: Any) -> None:
        if wrong := given.keys() - self.specs.keys():
            raise TypeError(f"{type(self).__name__} has no {', '.join(sorted(wrong))}")
        usual = {name: spec.usual() for name, spec in self.specs.items() if name not in given}
        if lacking := [name for name, value in usual.items() if value is REQUIRED]:
            raise TypeError(f"{type(self).__name__} needs {', '.join(lacking)}")
        vars(self).update(usual, **given, _written=given)

    @classmethod
    def read_from(cls, values: Mapping[str, Any], written: Mapping[str, Any]) -> Self:
        """The entry with these values, which stood in the file as `written`."""
        entry = cls(**values)
        vars(entry)["_written"] = written
        return entry

    def written(self) -> dict[str, Any]:
        """The fields that were written, as they were written; what is usual is not among them."""
        return dict(self._written)

    def but(self, **changes: Any) -> Self:
        """The same with other values."""
        values = {name: getattr(self, name) for name in self.specs}
        return type(self).read_from({**values, **changes}, {**self._written, **changes})

    @classmethod
    def types(cls) -> Mapping[str, Any]:
        """The declared types of the fields, with what narrows them."""
        if "_types" not in vars(cls):
            hints = get_type_hints(cls, include_extras=True)
            cls._types = {name: hints[name] for name in cls.specs}
        return cls._types

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed")


@dataclass(frozen=True, slots=True)
class Matching:
    """Narrows a text: it looks like this, from its first sign to its last."""

    pattern: str


@dataclass(frozen=True, slots=True)
class Between:
    """Narrows a number."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Long:
    """Narrows a text or a list: this many signs or parts, at least and at most."""

    least: int
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ByLanguage:
    """Widens a text in several languages: a plain text is bokmål."""


@dataclass(frozen=True, slots=True)
class OneOrMore:
    """Widens a list: one name may stand alone."""
