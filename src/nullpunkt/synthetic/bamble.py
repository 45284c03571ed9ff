"""The shipped example: a made-up municipality whose report says what Bamble's published survey said.

Only two figures are Bamble's: nearly 90 per cent had been worried about a child or a young person, and 68 per cent
answered yes to whether their service has a culture for collaboration. Everything else is invented.
"""

from __future__ import annotations

from datetime import datetime

from nullpunkt.survey.model import ChoiceQuestion, Survey
from nullpunkt.synthetic.forms_export import forms_rows, forms_workbook
from nullpunkt.synthetic.people import Plan, Service, respondents

SURVEY = "bti-ansatte"
SEED = 20200916

PLAN = Plan(
    services=(
        Service("barnehage", 118, 82, 0.1),
        Service("skole", 164, 104, -0.1),
        Service("sfo", 26, 15, -0.3),
        Service("helsestasjon", 31, 25, 0.5),
        Service("barnevern", 24, 18, 0.3),
        Service("ppt", 9, 6, 0.2),
        Service("nav", 33, 17, -0.4),
        Service("psykisk_helse_rus", 27, 16, 0.0),
        Service("kultur_fritid", 14, 8, -0.2),
        Service("flyktningtjeneste", 8, 4, 0.0),
        Service("andre", 12, 7, 0.2),
    ),
    quotas={
        "bekymret": {"ja": 0.884, "vet_ikke": 0.01},
        "samarbeidskultur": {"ja": 0.652, "vet_ikke": 0.04},
    },
    weights={
        "rolle": {"ansatt": 0.88, "leder": 0.12},
        "ansiennitet": {"aar_under_1": 0.09, "aar_1_3": 0.22, "aar_4_10": 0.34, "aar_over_10": 0.35},
        "aldersgrupper": {
            "gravide": 0.08,
            "alder_0_5": 0.36,
            "alder_6_12": 0.46,
            "alder_13_15": 0.28,
            "alder_16_17": 0.15,
            "alder_18_24": 0.12,
            "foreldre": 0.31,
        },
        "bekymret_antall": {"antall_1": 0.18, "antall_2_3": 0.41, "antall_4_9": 0.29, "antall_10_pluss": 0.12},
        "bekymret_tema": {
            "omsorgssituasjon": 0.58,
            "foreldres_rusbruk": 0.24,
            "foreldres_psykiske_helse": 0.37,
            "vold_overgrep": 0.21,
            "barnets_psykiske_helse": 0.44,
            "barnets_rusbruk": 0.07,
            "skolefravaer": 0.33,
            "atferd": 0.41,
            "spraak_utvikling": 0.28,
            "oekonomi_bolig": 0.19,
            "utenforskap": 0.31,
            "annet": 0.04,
        },
        "handling": {
            "snakket_med_barnet": 0.47,
            "snakket_med_foreldrene": 0.56,
            "droeftet_med_leder": 0.63,
            "droeftet_med_kollega": 0.71,
            "anonym_droefting": 0.22,
            "tverrfaglig_moete": 0.31,
            "meldte_barnevernet": 0.27,
            "henviste_videre": 0.18,
            "ventet_og_saa_an": 0.16,
            "gjorde_ikke_noe": 0.02,
            "annet": 0.03,
        },
        "tid_til_handling": {
            "samme_dag": 0.31,
            "innen_en_uke": 0.36,
            "innen_en_maaned": 0.19,
            "lengre_tid": 0.10,
            "ikke_handlet": 0.04,
        },
        "hindringer": {
            "usikker_alvor": 0.46,
            "redd_for_forholdet": 0.32,
            "taushetsplikt": 0.28,
            "vet_ikke_hvem": 0.17,
            "mangler_tid": 0.39,
            "mangler_stoette": 0.11,
            "mangler_kompetanse": 0.24,
            "daarlige_erfaringer": 0.14,
            "ventetid": 0.35,
            "ingen_tilbakemelding": 0.43,
            "annet": 0.03,
        },
    },
    levels={
        "samarbeid.kjenner_oppgaver": -0.1,
        "samarbeid.klart_ansvar": -0.4,
        "samarbeid.tilbakemelding": -0.8,
        "samarbeid.taushetsplikt": 0.3,
        "samarbeid.ledere_gir_rom": 0.2,
        "samarbeid.foreldre_deltar": 0.5,
        "samarbeid.barnet_hoeres": 0.1,
        "samarbeid.moeter_gir_handling": -0.2,
        "kjenner_rutiner.bekymringsmelding": 1.0,
        "kjenner_rutiner.taushetsplikt_samtykke": 0.7,
        "kjenner_rutiner.handlingsveileder": -0.5,
        "kjenner_rutiner.stafettlogg": -1.2,
        "kjenner_rutiner.koordinator": -0.9,
        "trygg.snakke_med_barn": 0.5,
        "trygg.snakke_med_foreldre": 0.1,
        "trygg.melde": 0.2,
        "trygg.droefte_paa_tvers": 0.4,
    },
)


def workbook(survey: Survey) -> bytes:
    """`responses.xlsx` as Microsoft Forms would have exported it."""
    answers = respondents(survey, PLAN, seed=SEED)
    headers, rows = forms_rows(survey, answers, opened=datetime(2020, 8, 31, 8, 0), days=17, seed=SEED + 1)
    return forms_workbook(headers, rows)


def population(survey: Survey) -> str:
    """`population.csv`: service and headcount, as a Norwegian Excel writes it."""
    assert survey.main_breakdown is not None
    question = survey.by_id[survey.main_breakdown]
    assert isinstance(question, ChoiceQuestion)
    texts = {option.code: option.text.into("nb") for option in question.options}
    lines = [f"{texts[service.code]};{service.invited}" for service in PLAN.services]
    total = sum(service.invited for service in PLAN.services)
    return "\r\n".join(["Tjeneste;Antall ansatte", *lines, f"Sum;{total}"]) + "\r\n"
