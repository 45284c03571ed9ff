"""Made-up answers as SurveyXact exports them: three text files, one row for everybody who was invited."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from nullpunkt.survey.model import MultipleQuestion, Option, Question, Survey
from nullpunkt.synthetic.export_table import LANGUAGE, Rows, columns_of, csv_bytes
from nullpunkt.synthetic.people import Answers

_STATES = ("Ny", "Distribuert", "Noen svar", "Gjennomført", "Frafalt")
_DISTRIBUTED, _DONE = 2, 4
_HEADER = ("questionName", "variableName", "questionType", "subType", "questionText", "choiceValue", "choiceText")


def surveyxact_files(survey: Survey, answers: Sequence[Answers], *, invited: int, seed: int) -> dict[str, bytes]:
    """dataset, labels and structure with `;` in cp1252; the invited who never answered are rows with zeros."""
    export = _Export(answers, dataset=[[] for _ in range(1 + max(len(answers), invited))])
    for number, (question, key, text) in enumerate(columns_of(survey), start=1):
        if isinstance(question, MultipleQuestion):
            export.add_multiple(question, text, number=number)
        else:
            export.add_single(question, key, text, number=number)
    export.add_bookkeeping(seed)
    tables = {"dataset": export.dataset, "labels": export.labels, "structure": export.structure}
    return {f"{name}.csv": csv_bytes(rows, delimiter=";", encoding="cp1252") for name, rows in tables.items()}


@dataclass(frozen=True, slots=True)
class _Export:
    """The three tables, column by column: the first row of the dataset holds the variables' names."""

    answers: Sequence[Answers]
    dataset: Rows
    labels: Rows = field(default_factory=list)
    structure: Rows = field(default_factory=lambda: [list(_HEADER)])

    def add_multiple(self, question: MultipleQuestion, text: str, *, number: int) -> None:
        """A variable for each option, with 0 also for those who never answered."""
        for place, option in enumerate(question.options, start=1):
            name = f"v_{number}_{place}"
            wording = option.text.into(LANGUAGE) + " "
            self.structure.append([question.id, name, "Closed", "Multiple", text, place, wording])
            self._tick(name)
            for index, row in enumerate(self.dataset[1:]):
                row.append(int(index < len(self.answers) and option.code in self.answers[index].get(question.id, ())))

    def add_single(self, question: Question, key: str, text: str, *, number: int) -> None:
        """One variable: the option's number, or the text itself."""
        options: Sequence[Option] = getattr(question, "options", ())
        name = f"s_{number}"
        self.structure.append([name, name, *(["Closed", "Single"] if options else ["Open", "String"]), text, "", ""])
        codes = {option.code: place for place, option in enumerate(options, start=1)}
        self.labels.extend([name, codes[option.code], option.text.into(LANGUAGE)] for option in options)
        self.dataset[0].append(name)
        for index, row in enumerate(self.dataset[1:]):
            given = self.answers[index].get(key) if index < len(self.answers) else None
            row.append("" if given is None else codes.get(str(given), given))

    def add_bookkeeping(self, seed: int) -> None:
        """A key for each respondent, and how far each has come."""
        self.structure.append(["respondentid", "responde", "Open", "Double", "Respondent-ID", "", ""])
        self.dataset[0].append("responde")
        for place, state in enumerate(_STATES, start=1):
            self.structure.append(
                ["statoverall", f"stato_{place}", "Closed", "Multiple", "Samlet status", place, state]
            )
            self._tick(f"stato_{place}")
        keys = random.Random(seed).sample(range(10**6, 10**7), len(self.dataset) - 1)
        for index, (row, key) in enumerate(zip(self.dataset[1:], keys, strict=True)):
            own = _DONE if index < len(self.answers) else _DISTRIBUTED
            row += [key, *(int(own == place) for place in range(1, 1 + len(_STATES)))]

    def _tick(self, name: str) -> None:
        self.labels.extend([[name, 0, "Ikke valgt"], [name, 1, "Valgt"]])
        self.dataset[0].append(name)
