"""A software bill of materials (CycloneDX 1.6) of what a user installs: every runtime dependency, and the fonts within.

python benchmarks/sbom.py > sbom.cdx.json
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

FONTS = Path(__file__).parents[1] / "templates" / "fonts"
_NAME = re.compile(r"^([A-Za-z0-9._-]+)(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra\s*==\s*["']([^"']+)["']""")
_OTHER_SYSTEM = re.compile(r"""(sys_platform|platform_system|os_name)\s*==\s*["'](win32|Windows|darwin|nt)["']""")


@dataclass(frozen=True)
class Package:
    """One thing that is installed."""

    name: str
    version: str
    licence: str


def normal(name: str) -> str:
    """A package's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def runtime_packages() -> dict[str, Package]:
    """nullpunkt's dependencies and theirs, with all extras, as installed here; by name."""
    project = tomllib.loads((Path(__file__).parents[1] / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras_too = [line for extra, lines in project["optional-dependencies"].items() if extra != "all" for line in lines]
    named = [*project["dependencies"], *extras_too]
    found: dict[str, Package] = {}
    waiting = list(named)
    while waiting:
        line = waiting.pop()
        match = _NAME.match(line)
        if match is None or normal(match[1]) in {"nullpunkt", *found}:
            continue
        try:
            package = metadata.distribution(match[1])
        except metadata.PackageNotFoundError:
            if line in named and ";" not in line:
                raise  # what is not installed cannot be looked at
            continue  # for another system or another Python
        found[normal(match[1])] = Package(normal(match[1]), package.version, licence_of(package.metadata))
        extras = {part.strip() for part in (match[2] or "").split(",")}
        waiting += [line for line in package.requires or () if _applies(line.partition(";")[2], extras)]
    return dict(sorted(found.items()))


def _applies(condition: str, extras: set[str]) -> bool:
    asked = _EXTRA.findall(condition)
    return (not asked or bool(set(asked) & extras)) and not _OTHER_SYSTEM.search(condition)


def licence_of(told: metadata.PackageMetadata) -> str:
    """The licence as the package tells it: an SPDX expression, else its classifier, else its own words."""
    if expression := told.get("License-Expression"):
        return str(expression)
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or () if line.startswith("License")]
    if classified:
        return " AND ".join(sorted(set(classified)))
    return str(told.get("License") or "UNKNOWN").strip().splitlines()[0][:60]


def bill(packages: Mapping[str, Package]) -> dict[str, object]:
    """The bill as CycloneDX has it; without time or serial number, so that the same installation gives the same."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "nullpunkt", "version": metadata.version("nullpunkt")}
        },
        "components": [
            {
                "type": "library",
                "name": package.name,
                "version": package.version,
                "purl": f"pkg:pypi/{package.name}@{package.version}",
                "licenses": [{"license": {"name": package.licence}}],
            }
            for package in packages.values()
        ]
        + [
            {
                "type": "file",
                "name": font.name,
                "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(font.read_bytes()).hexdigest()}],
                "licenses": [{"license": {"id": "OFL-1.1"}}],
            }
            for font in sorted(FONTS.iterdir())
            if font.suffix != ".txt"
        ],
    }


if __name__ == "__main__":
    json.dump(bill(runtime_packages()), sys.stdout, indent=1)
    print()
