"""A report in bokmål with every kind of block and figure, with hidden and band rows: what writers are tried on."""

from __future__ import annotations

from datetime import date

from tests.sample_figures import (
    PAGE_NB,
    WORDS_NB,
    bar_figure,
    bar_table,
    chart,
    comparisons,
    distribution,
    distribution_table,
    dot_figure,
    dot_table,
)

from nullpunkt.report.model import (
    Bullets,
    Callout,
    ColumnKind,
    Finding,
    Findings,
    KeyFigures,
    Mark,
    Paragraph,
    Report,
    Section,
    Table,
    TableColumn,
)
from nullpunkt.report.numbers import NO_BREAK

SUMMARY = (
    KeyFigures(
        (
            ("287", "svarte, av 402 ansatte"),
            (f"71{NO_BREAK}%", "svarprosent"),
            (f"90{NO_BREAK}%", "har vært bekymret for et barn det siste året"),
            (f"68{NO_BREAK}%", "mener det er en god kultur for samarbeid"),
        )
    ),
    Findings(
        (
            Finding(
                sentence="**Nesten 90 prosent** av de ansatte har vært bekymret for et barn det siste året.",
                certainty="257 av 287 svarte ja; mellom 86 og 92 prosent når vi regner med usikkerheten.",
                section="bekymring",
            ),
            Finding(
                sentence="**68 prosent** mener at kommunen har en god kultur for samarbeid på tvers av tjenestene.",
                certainty="Mellom 63 og 73 prosent. Forskjellen mellom skole og barnehage er ikke tydelig.",
                section="samarbeid",
            ),
            Finding(
                sentence="Bare **34 prosent** opplever at taushetsplikten sjelden hindrer samarbeidet.",
                section="samarbeid",
            ),
        )
    ),
    Callout(
        "Slik leser du tallene",
        "Små grupper er skjult av hensyn til personvernet. Les mer i [Metode](#metode).",
    ),
)


def sample_sections() -> tuple[Section, ...]:
    """The chapters of the sample."""
    return (
        Section(
            id="svarprosent",
            title="Hvem svarte?",
            blocks=(
                Paragraph("I alt svarte **287 av 402** ansatte. Svarprosenten varierer mellom tjenestene."),
                chart("fig-svarprosent", "Svarprosent etter tjeneste", bar_figure(), bar_table("tab-svarprosent")),
            ),
        ),
        Section(
            id="bekymring",
            title="Bekymring for barn og unge",
            blocks=(
                Paragraph(
                    "Strekene viser usikkerheten. Der de overlapper mye, kan vi ikke si at tjenestene er *ulike*."
                ),
                chart(
                    "fig-bekymring",
                    "Andel som har vært bekymret for et barn det siste året, etter tjeneste",
                    dot_figure(),
                    dot_table("tab-bekymring"),
                    note="Den stiplede linjen er alle ansatte.",
                ),
            ),
        ),
        Section(
            id="samarbeid",
            title="Samarbeid på tvers",
            blocks=(
                Paragraph("Påstandene ble besvart på en skala fra *helt uenig* til *helt enig*."),
                Bullets(("Flest er enige i at de får støtte av lederen sin.", "Færrest er enige om taushetsplikten.")),
                chart(
                    "fig-samarbeid",
                    "Svar på påstander om samarbeid",
                    distribution(diverging=False),
                    distribution_table("tab-samarbeid"),
                ),
                chart(
                    "fig-delt",
                    "De samme svarene, delt ved midten",
                    distribution(diverging=True),
                    distribution_table("tab-delt"),
                ),
            ),
        ),
        Section(id="sammenlikning", title="Utvikling og sammenlikning", blocks=comparisons()),
        Section(
            id="metode",
            title="Metode",
            blocks=(
                Paragraph(
                    "Undersøkelsen var åpen fra 1. til 21. september. Se `manifest.json` og [veilederen](https://www.korus.no/)."
                ),
                Table(
                    id="tab-endring",
                    caption="Endring fra 2023 til 2026",
                    columns=(
                        TableColumn("Tema"),
                        TableColumn("Snitt", ColumnKind.SCORE, 1),
                        TableColumn("Endring i prosentpoeng", ColumnKind.POINTS),
                        TableColumn("Antall", ColumnKind.COUNT),
                    ),
                    rows=(
                        ("Ledelse", 3.94, 0.121, 1287),
                        ("Kjennskap til rutiner", 3.4, -0.034, 287),
                        ("Medvirkning", Mark.HIDDEN, Mark.HIDDEN, Mark.NOT_APPLICABLE),
                    ),
                    note="Tallene er avrundet hver for seg.",
                ),
            ),
        ),
        Section(
            id="vedlegg",
            title="Tallgrunnlag",
            blocks=(
                Table(
                    id="tab-foldet",
                    caption="Svarprosent etter tjeneste",
                    columns=bar_table("x").columns,
                    rows=bar_table("x").rows,
                    folded=True,
                ),
            ),
        ),
        Section(
            id="personvern",
            title="Personvern",
            level=3,
            blocks=(Paragraph("Grupper under fem er slått sammen eller skjult."),),
        ),
    )


def sample_report(**changes: object) -> Report:
    """The sample; any field can be given anew."""
    fields: dict[str, object] = {
        "language": "nb",
        "title": "Kartlegging av samarbeid om barn og unge",
        "subtitle": "Nullpunktskartlegging blant ansatte",
        "unit": "Fiktivvik kommune",
        "wave": "baseline",
        "date": date(2026, 9, 21),
        "facts": (
            ("Periode", "1.–21. september 2026"),
            ("Svar", "287 av 402"),
            ("Spørreskjema", "BTI ansatte, versjon 1"),
        ),
        "summary": SUMMARY,
        "sections": sample_sections(),
        "words": PAGE_NB,
        "chart_words": WORDS_NB,
        "generator": "nullpunkt 0.1.0",
        "footer": "Kilde: Fiktivvik kommune.",
        "synthetic": True,
    }
    return Report(**{**fields, **changes})  # type: ignore[arg-type]
