"""Words that masking of open text knows: common first names, and capital letters that are no names."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


FIRST_NAMES = _words(
    """
    aleksander alexander alf amalie amina anders andrea andreas ane anita anna anne arild arne arnt asbjørn astrid
    aud audun axel beate benedikte bente berit birgit birgitte bjarne bjørg bjørnar bodil brit britt camilla
    carina caroline cathrine cecilie charlotte christian christina christine christoffer dagfinn dagny daniel
    david ebba edith edvard egil einar eirik eirin elin eline elisabeth ella ellen emil emilie emma endre erik
    erling espen eva fatima fredrik frida frode gaute geir georg gerd gisle grethe gudrun gunhild gunnar gunvor
    guro gustav guttorm halvor hamza hanna hanne hans harald hassan hedda heidi helen helena helene helga helge
    henning henriette henrik henry hilda hilde håkon håvard ibrahim ida inga ingeborg inger ingrid ingunn ingvild
    isak ivar jakob janne jeanette jenny jens joakim johan johanne johannes john johnny jonas jorunn josef julie
    jørgen jørn kamilla kari karianne karin karoline katrine kenneth ketil kim kine kirsten kirsti kjell kjersti
    kjetil knut konrad kristian kristin kristina kristine kristoffer kåre laila lars lasse laura leif lena linda
    linn linnea lisbeth lise louise lovise lukas magne magnus maja malin marcus maren margaret margit margrethe
    maria mariann marianne marie marit markus marte martha martin martine mathias mathilde merete mette mia
    michael mikael mikkel mohamed mohammed mona monica monika morten máret nadia nicolai niels nils nina nora ola
    olaf olav ole olga oliver oskar ottar patrick paul petra petter pål ragna ragnar ragnhild randi rebecca reidar
    reidun renate roar robert roger rolf ronny ruben runar rune ruth sander sandra sara sebastian selma sigrid
    sigurd silja silje simen simon sindre siri sissel sivert snorre sofie solfrid solveig sondre sonja steffen
    steinar stian stine sunniva susanne svein sven sverre synne synnøve tarjei terje thea therese thomas thor
    thorbjørn tina tobias tommy tonje torbjørn torgeir torhild torill torleif torstein trine trond trude trygve
    turid tuva ulf unni vegard vetle vibeke vidar vigdis viktor vilde vivian wenche william yngvar yngve yusuf
    ámmon åge åse åshild åsne øivind øystein øyvind
    """
)
"""Names that are not also common words; they are masked in any case."""

AMBIGUOUS_NAMES = _words(
    """
    aina aksel ann ask bjørn bo dag elle else even finn gro gunn hauk jan jo jon kai li lill line liv lone mai
    mari mats odd per pia rein roy siv stein sten tom tone tor tora tore ulv unn
    """
)
"""Names that are also words: masked only with a capital letter."""

CAPITALISED_WORDS = _words(
    """
    Norge Noreg Norway Sápmi Nordland Troms Finnmark Vestfold Telemark Agder Rogaland Vestland Trøndelag Innlandet
    Oslo Østfold Akershus Buskerud Viken Facebook Teams Word Excel Visma Google Microsoft Forms Skype Outlook
    Vigilo Transponder Korus Bufdir Helsedirektoratet Udir Barnevernet Barnevern Barnehage Barnehagen Skole Skolen
    Helsestasjon Helsestasjonen Familievernkontoret Politiet Politi Kommunen Kommune Fylkesmannen Statsforvalteren
    Jul Påske I Jeg Vi Det Den De Han Hun
    """
)
"""Capital letters in the middle of a sentence that name nobody."""

TITLES = (
    "leder", "lederen", "rektor", "rektoren", "inspektør", "inspektøren", "styrer", "styreren", "avdelingsleder",
    "avdelingslederen", "enhetsleder", "enhetslederen", "virksomhetsleder", "virksomhetslederen", "fagleder",
    "faglederen", "teamleder", "teamlederen", "kommunalsjef", "kommunalsjefen", "rådmann", "rådmannen",
    "kommunedirektør", "kommunedirektøren", "ordfører", "ordføreren", "helsesykepleier", "helsesykepleieren",
    "helsesøster", "helsesøsteren", "jordmor", "jordmoren", "koordinator", "koordinatoren", "kontaktlærer",
    "kontaktlæreren", "leiar", "leiaren", "styrar", "styraren", "einingsleiar", "einingsleiaren",
)  # fmt: skip
"""Titles that, with a place, name one person."""
