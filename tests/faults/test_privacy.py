"""What the answers' file says of a person reaches no file, message or fault, however a run ends."""

from __future__ import annotations

import io
import os
import resource
import sys
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.faults.scenario import CANARIES, OUTPUT, PRIVATE, in_a_child, nullpunkt, write_scenario

from nullpunkt.audit.pdftext import read_pdf
from nullpunkt.cli import run
from nullpunkt.errors import FileError, OutputError, ValidationFailed

fault = pytest.mark.fault
NOWHERE = "none of them in any file, message or traceback"
WORDS = tuple(canary.casefold() for canary in CANARIES.values())
ALL = ["html", "md", "docx", "xlsx", "pptx", "pdf"]


def layers(content: bytes) -> Iterator[bytes]:
    """The bytes as they are and unpacked."""
    yield content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for name in package.namelist():
                yield name.encode()
                yield from layers(package.read(name))
    if content.startswith(b"%PDF"):
        yield "".join(read_pdf(content).texts).encode()
    if content.startswith(b"\x1f\x8b"):
        yield zlib.decompress(content, 31)


def told(content: bytes) -> list[str]:
    """The canaries in some bytes, whatever the encoding of text."""
    found = []
    for layer in layers(content):
        texts = [layer.decode(encoding, errors="ignore").casefold() for encoding in ("utf-8", "utf-16-le", "latin-1")]
        found += [word for word in WORDS if any(word in text for text in texts)]
    return found


def test_the_search_itself_finds_what_is_planted(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    assert set(told(path.read_bytes())) == set(WORDS)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("a.xml", path.read_bytes())
    assert set(told(packed.getvalue())) == set(WORDS)


@fault(
    "canaries in ids, names, e-mail addresses and free text; all formats, private folder, --verbose, validate", NOWHERE
)
def test_nothing_of_a_person_comes_out(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], record_property: Callable[[str, object], None]
) -> None:
    path = write_scenario(tmp_path)
    arguments = [word for name in ALL for word in ("--format", name)]
    assert run(["analyse", str(path), *arguments, "--verbose", "--output", str(tmp_path / OUTPUT)]) == 0
    assert run(["validate", str(path), "--json"]) == 0
    said = capfd.readouterr()
    assert told((said.out + said.err).encode()) == []
    searched = [file for place in (OUTPUT, PRIVATE) for file in (tmp_path / place).rglob("*") if file.is_file()]
    assert len(searched) > 12
    for file in searched:
        assert told(file.read_bytes()) == [], file
        assert told(str(file.relative_to(tmp_path)).encode()) == []
    record_property("tried", len(searched) * len(WORDS))


STEPS = (
    "platforms.registry.recognise_table",
    "readers.reading.read",
    "responses.coding.code",
    "tabulation.tabulate.tabulate",
    "disclosure.protect.protect",
    "workflows.estimate",
    "workflows.say",
    "workflows.render",
    "workflows.private_files",
    "writers.folder.publish",
)
ERRORS: dict[str, Callable[[object], BaseException]] = {
    "our own": lambda given: ValueError(f"cannot do it with {given!r}"),
    "lookup": lambda given: KeyError(str(given)),
    "system": lambda given: OSError(5, f"Input/output error {given}"),
    "memory": lambda given: MemoryError(str(given)),
    "recursion": lambda given: RecursionError(str(given)),
    "unicode": lambda given: UnicodeDecodeError("utf-8", str(given).encode(), 0, 1, "bad"),
    "interrupt": lambda given: KeyboardInterrupt(str(given)),
}
# every step with an error of our own and an interrupt, every kind of error at some step
CASES = [(step, kind) for step in STEPS for kind in ("our own", "interrupt")]
CASES += list(zip(STEPS, ["lookup", "system", "memory", "recursion", "unicode"] * 2, strict=True))


@fault("each step of a run failing, with answers in the error's text", f"{NOWHERE}; no report, status 1 or 130")
@pytest.mark.parametrize(("step", "kind"), CASES)
def test_a_step_that_fails_tells_no_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], step: str, kind: str
) -> None:
    path = write_scenario(tmp_path)
    before = sorted(tmp_path.iterdir())
    answers = "; ".join(CANARIES.values())

    def fails(*given: object, **_: object) -> object:
        local = answers  # noqa: F841 (a traceback with values would show it)
        raise ERRORS[kind](answers)

    monkeypatch.setattr(f"nullpunkt.{step}", fails)
    status = run(["analyse", str(path), "--format", "md", "--verbose", "--output", str(tmp_path / OUTPUT)])
    assert status == (130 if kind == "interrupt" else 1)
    said = capfd.readouterr()
    assert told((said.out + said.err).encode()) == []
    assert "Traceback" not in said.err
    assert sorted(tmp_path.iterdir()) == before


@fault("our own errors raised anywhere carry no answers in their chain to the terminal", NOWHERE)
@pytest.mark.parametrize("kind", [FileError, OutputError, ValidationFailed])
def test_the_cause_of_an_error_is_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], kind: type[FileError]
) -> None:
    path = write_scenario(tmp_path)

    def fails(*_: object, **__: object) -> object:
        try:
            raise ValueError("; ".join(CANARIES.values()))
        except ValueError as error:
            raise kind("it cannot be done", hint="try again") from error

    monkeypatch.setattr("nullpunkt.workflows.load", fails)
    assert run(["analyse", str(path), "--verbose", "--output", str(tmp_path / OUTPUT)]) == 1
    said = capfd.readouterr().err
    assert "it cannot be done" in said
    assert told(said.encode()) == []


@fault(
    "every file that a run opens for writing, by the interpreter's own audit", "all beside the output; none holds them"
)
def test_files_are_written_beside_the_output_alone(
    tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    path = write_scenario(tmp_path / "her")
    log = tmp_path / "log.txt"
    formats = [word for name in ALL for word in ("--format", name)]
    hook = f"""
import os, sys
log = os.open({str(log)!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
def note(event, arguments):
    if event == "open" and isinstance(arguments[0], (str, bytes)):
        path, mode, flags = arguments
        if (flags or 0) & (os.O_WRONLY | os.O_RDWR) or (isinstance(mode, str) and set(mode) & set("wax+")):
            os.write(log, os.fsencode(os.path.abspath(path)) + b"\\n")
    elif event in ("os.mkdir", "tempfile.mkdtemp", "tempfile.mkstemp"):
        os.write(log, os.fsencode(os.path.abspath(arguments[0])) + b"\\n")
sys.dont_write_bytecode = True
sys.addaudithook(note)
"""
    home = tmp_path / "home"
    home.mkdir()
    env = {"PATH": os.environ.get("PATH", ""), "HOME": str(home)}
    done = nullpunkt("analyse", path, *formats, "--quiet", cwd=tmp_path, before=hook, env=env)
    assert done.returncode == 0, done.stderr
    written = [Path(line) for line in log.read_text(encoding="utf-8").splitlines()]
    elsewhere = [place for place in written if not place.is_relative_to(tmp_path / "her") and str(place) != os.devnull]
    # the picture library keeps a list of the machine's fonts at home
    assert [place for place in elsewhere if not place.is_relative_to(home)] == []
    for file in home.rglob("*"):
        assert not file.is_file() or told(file.read_bytes()) == []
    assert {file.name for file in (tmp_path / "her").iterdir()} == {
        OUTPUT, PRIVATE, "ut.csv", "skjema.yaml", "nullpunkt.yaml",
    }  # fmt: skip
    record_property("tried", len(written))


@fault("the process crashes (SIGSEGV) with the answers in memory and core dumps allowed", "no core file")
def test_no_core_dumps(tmp_path: Path) -> None:
    path = write_scenario(tmp_path)
    script = (
        "import os, signal, sys; from nullpunkt import workflows, __main__\n"
        "def crash(*a, **k): os.kill(os.getpid(), signal.SIGSEGV)\n"
        "workflows.count_and_protect = crash\n"
        f"sys.argv[1:] = {['analyse', str(path), '--quiet', '--output', str(tmp_path / OUTPUT)]!r}\n__main__.main()"
    )

    def crashing() -> int:
        hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
        resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
        os.chdir(tmp_path)
        os.execv(sys.executable, [sys.executable, "-c", script])

    before = sorted(tmp_path.iterdir())
    assert in_a_child(crashing) == 128 + 11
    assert sorted(tmp_path.iterdir()) == before
