"""Municipal staff surveys: from the platform's export to an honest, anonymous report.

For notebooks, the steps of the program as functions, imported when they are first used:

    import nullpunkt

    survey = nullpunkt.load_survey("bti-ansatte")
    table = nullpunkt.read("responses.xlsx")
    coded = nullpunkt.code(table, survey)
    tables = nullpunkt.protect(coded.responses, survey)
    results = nullpunkt.estimate(tables, survey, name="Bamble")
    nullpunkt.frame(results)                    # pandas
    report = nullpunkt.compose(results, survey, language="nb")
    nullpunkt.write(report, "out", formats=("html", "md"))
"""

from __future__ import annotations

from importlib import import_module

__version__ = "0.1.0"

__all__ = [
    "__version__",
    "code",
    "compose",
    "estimate",
    "frame",
    "load_survey",
    "protect",
    "read",
    "read_results",
    "write",
]

# their types are in __init__.pyi: an import here, even for types alone, would tie every layer to every other
_HOMES = {"frame": "frames", "read_results": "frames"}


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module 'nullpunkt' has no attribute {name!r}")
    return getattr(import_module(f"nullpunkt.{_HOMES.get(name, 'notebook')}"), name)
