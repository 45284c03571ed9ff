"""Columns that are about the person or the platform and not about the questions; they are dropped while reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from nullpunkt.responses.wording import loose_key

NAME, EMAIL, IP, PHONE, KEY, TIME, STATUS, OTHER = "name", "email", "ip", "phone", "key", "time", "status", "other"

_HEADERS: Mapping[str, str] = {
    NAME: "name|navn|namn|full name|fullt navn|first name|fornavn|fornamn|last name|etternavn|etternamn|surname|"
    "username|user name|brukernavn|submitterid|submittername|respondent name|ditt navn|ansattnavn|"
    "forn|ettern",
    EMAIL: "email|e mail|email address|e mail address|e post|epost|e postadresse|epostadresse|e postadr|mail|"
    "e-postadress|adresse e mail|respondent email|din e post",
    IP: "ip|ip address|ip adresse|ipaddr|ipaddress|respondent ip",
    PHONE: "phone|phone number|phonenumber|telefon|telefonnummer|mobil|mobilnummer|mobiltelefon|tlf",
    KEY: "id|fødselsnummer|fodselsnummer|personnummer|fnr|fødselsdato|ansattnummer|ansattnr|employee id|"
    "employee number|token|respondentid|respondent id|responde|deviceid|device id|invitation number|"
    "external lfdn|orgnr",
    TIME: "timestamp|tidspunkt|dato|dato og klokkeslett|tidsmerke|tidsstempel|starttidspunkt|"
    "fullføringstidspunkt|start time|completion time|startdate|"
    "start date|end date|submitdate|datestamp|date submitted|date started|last modified time|"
    "tidspunkt for siste endring|svartidspunkt|innsendt|levert|opprettet|submitted|created",
    OTHER: "custom data 1|collector id|collector|referrer url|refurl|user agent|seed|latitude|longitude|"
    "location latitude|location longitude",
}
_ROLE_OF: Mapping[str, str] = {loose_key(h): role for role, names in _HEADERS.items() for h in names.split("|")}
_EMAIL_SHAPE = re.compile(r"[^@\s;,]+@[^@\s;,]+\.[a-zA-Z]{2,}")
_IP_SHAPE = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_NATIONAL_ID_SHAPE = re.compile(r"\d{6}\s?\d{5}")
_SHAPES = ((EMAIL, _EMAIL_SHAPE), (IP, _IP_SHAPE), (KEY, _NATIONAL_ID_SHAPE))
_MOSTLY = 0.5


def role_of_header(header: str) -> str | None:
    """The role that a column's header gives away, or None for a question."""
    return _ROLE_OF.get(loose_key(header))


def role_of_cells(cells: Iterable[str]) -> str | None:
    """The role that the cells' shape gives away: e-mail, IP or national identity number in most of them."""
    filled = [text for cell in cells if (text := cell.strip())]
    for role, shape in _SHAPES:
        if filled and sum(shape.fullmatch(text) is not None for text in filled) > _MOSTLY * len(filled):
            return role
    return None


def column_cells(rows: Sequence[Sequence[str]], index: int) -> list[str]:
    """One column of the first rows."""
    return [row[index] for row in rows if index < len(row)]
