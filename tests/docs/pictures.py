"""The pictures of README, made from the shipped example's report: `make pictures`.

Needs Chromium, LibreOffice, poppler and the font Carlito (as wide as Calibri). A page of Word or of the slides is
found by what stands on it, since numbers change.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image
from tests.docs.pages import DOCS, ROOT

PICTURES = DOCS / "pictures"
WIDTH = 620
COLOURS = 64
ON_THE_WORD_PAGE = "andel som svarer «Ja», etter tjeneste"
ON_THE_SLIDE = "Svarprosent etter tjeneste"
CHART = "samarbeid.png"
_FORMATS = [part for name in ("html", "docx", "pptx", "md") for part in ("--format", name)]


def run(*command: str | Path, cwd: Path) -> str:
    """What a program says; it must succeed."""
    return subprocess.run(list(map(str, command)), cwd=cwd, check=True, capture_output=True, text=True).stdout


def report(folder: Path) -> Path:
    """The example's report, in Norwegian."""
    answers = ROOT / "examples" / "bamble" / "responses.xlsx"
    options = ("--figures", "png", "--language", "nb", "--output", folder / "report", "--quiet")
    run(sys.executable, "-m", "nullpunkt", "analyse", answers, *_FORMATS, *options, cwd=folder)
    return folder / "report"


def of_page(page: Path) -> Image.Image:
    """The first window of a web page."""
    shot = page.parent / "page.png"
    window = (
        "--headless",
        "--no-sandbox",
        "--hide-scrollbars",
        "--force-device-scale-factor=2",
        "--window-size=900,941",
    )
    run("chromium", *window, f"--screenshot={shot}", page.as_uri(), cwd=page.parent)
    return Image.open(shot)


def of_document(document: Path, words: str) -> Image.Image:
    """The first page of a document on which these words stand beside a picture and not in a list of contents."""
    run("soffice", "--headless", "--convert-to", "pdf", "--outdir", document.parent, document, cwd=document.parent)
    pdf = document.with_suffix(".pdf")
    texts = [" ".join(text.split()) for text in run("pdftotext", pdf, "-", cwd=pdf.parent).split("\f")]
    number = next(n for n, text in enumerate(texts, 1) if words in text and "Innhold" not in text)
    shot = document.parent / f"{document.suffix[1:]}.png"
    place = ("-r", "200", "-f", str(number), "-l", str(number))
    run("pdftoppm", "-png", "-singlefile", *place, pdf, shot.with_suffix(""), cwd=pdf.parent)
    return Image.open(shot)


def small(picture: Image.Image) -> Image.Image:
    """As wide as all of them, in few colours."""
    height = round(picture.height * WIDTH / picture.width)
    reduced = picture.convert("RGB").resize((WIDTH, height), Image.Resampling.LANCZOS)
    return reduced.quantize(COLOURS, dither=Image.Dither.NONE)


def main() -> None:
    """Makes all four anew."""
    with tempfile.TemporaryDirectory() as folder:
        made = report(Path(folder))
        pictures = {
            "html": of_page(made / "report.html"),
            "word": of_document(made / "report.docx", ON_THE_WORD_PAGE),
            "slide": of_document(made / "report.pptx", ON_THE_SLIDE),
            "chart": Image.open(made / "figures" / CHART),
        }
        for name, picture in pictures.items():
            small(picture).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
