"""What a user installs with the program: every licence known and allowed, every package in the lock."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from benchmarks.sbom import bill, normal, runtime_packages

fault = pytest.mark.fault
ROOT = Path(__file__).parents[2]

ALLOWED = {
    "MIT": "may be used for anything with its notice",
    "MIT License": "the same",
    "MIT-0": "the same, without a notice",
    "MIT-CMU": "the same in older words",
    "BSD License": "the same",
    "BSD-2-Clause": "the same",
    "BSD-3-Clause": "the same, without using the authors' names",
    "0BSD": "may be used for anything",
    "ISC License (ISCL)": "may be used for anything with its notice",
    "Zlib": "may be used for anything, changes marked",
    "CC0-1.0": "given to everybody",
    "Apache-2.0": "may be used for anything with its notice, with a grant of patents",
    "Apache Software License": "the same",
    "Python Software Foundation License": "may be used for anything with its notice",
    "PSF-2.0": "the same",
}
EXCEPTIONS = {
    "pikepdf": ("MPL-2.0", "copyleft for its own files alone; installed unchanged from its authors, an extra (pdf)"),
}


@fault(
    "copyleft or an unknown licence among the runtime dependencies, extras included", "none but the ones with a reason"
)
def test_every_licence_is_allowed(record_property: pytest.FixtureRequest) -> None:
    packages = runtime_packages()
    assert {"numpy", "pydantic", "python-docx", "lxml", "typst", "pikepdf", "scipy"} <= packages.keys()
    wrong = {
        name: package.licence
        for name, package in packages.items()
        if EXCEPTIONS.get(name, ("",))[0] != package.licence
        and not all(part.strip() in ALLOWED for part in re.split(r" AND | OR |; ", package.licence))
    }
    assert wrong == {}
    record_property("tried", len(packages))


@fault("a runtime dependency that the lock does not name", "none")
def test_every_package_is_locked() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    locked = {normal(line.partition("==")[0]) for line in lock.splitlines() if "==" in line and line[0].isalnum()}
    assert runtime_packages().keys() - locked == set()


def test_the_bill_of_materials_names_each_with_version_and_licence() -> None:
    packages = runtime_packages()
    written = json.loads(json.dumps(bill(packages)))
    libraries = [part for part in written["components"] if part["type"] == "library"]
    assert [part["name"] for part in libraries] == sorted(packages)
    assert all(part["version"] and part["licenses"] for part in libraries)


@fault("fonts that are installed along, without their licence beside them or not in the bill of materials", "none")
def test_the_fonts_are_in_the_bill_with_their_licence_beside_them(record_property: pytest.FixtureRequest) -> None:
    fonts = ROOT / "templates" / "fonts"
    files = [part for part in bill({})["components"] if part["type"] == "file"]  # type: ignore[attr-defined]
    assert {part["name"] for part in files} | {"OFL.txt"} == {path.name for path in fonts.iterdir()}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts / "OFL.txt").read_text(encoding="utf-8")
    kept = {path.suffix for path in ROOT.joinpath("templates").rglob("*") if path.is_file()}
    assert kept.isdisjoint({".js", ".dll", ".so", ".exe", ".jar", ".whl", ".zip"})
    record_property("tried", len(files))
