"""The field's words, explained. Knows no Django."""

from dataclasses import dataclass

from results.sentences.nouns import Words
from wording.collation import norwegian_key
from wording.language import Language, current


@dataclass(frozen=True)
class Term:
    """`anchor` is its place on the page, the same in every language: others link to it."""

    anchor: str
    name: Words
    meaning: Words


@dataclass(frozen=True)
class Explained:
    anchor: str
    name: str
    other: str  # what it is called in the other language
    other_language: Language
    meaning: str


OTHER: dict[Language, Language] = {"nb": "en", "en": "nb"}


def glossary(language: Language | None = None) -> list[Explained]:
    """By the names in the language."""
    language = language or current()
    other = OTHER[language]
    found = [
        Explained(one.anchor, one.name[language], one.name[other], other, one.meaning[language])
        for one in TERMS
    ]
    return sorted(found, key=lambda one: norwegian_key(one.name))


def _term(anchor: str, nb: str, en: str, meaning_nb: str, meaning_en: str) -> Term:
    return Term(anchor, {"nb": nb, "en": en}, {"nb": meaning_nb, "en": meaning_en})


TERMS = (
    _term(
        "andel",
        "andel",
        "share",
        "Hvor mange av pasientene som fikk eller oppnådde det indikatoren spør om, delt på hvor mange den "
        "gjelder. Skrives oftest i prosent.",
        "How many of the patients received or achieved what the indicator asks about, divided by how many it "
        "concerns. Usually written as a percentage.",
    ),
    _term(
        "avstand",
        "avstand til målet",
        "distance to the target",
        "Hvor mange flere pasienter (eller færre, der lavt er best) som måtte hatt et annet utfall for at "
        "stedet skulle nådd høy måloppnåelse det året.",
        "How many more patients (or fewer, where low is best) would have needed another outcome for the "
        "place to reach high attainment that year.",
    ),
    _term(
        "behandlet",
        "behandlet ved",
        "treated at",
        "Resultatene er fordelt etter hvor pasientene ble behandlet.",
        "The results are divided by where the patients were treated.",
    ),
    _term(
        "behandlingsenhet",
        "behandlingsenhet",
        "treatment unit",
        "Et sted resultater vises for: et sykehus, et helseforetak, en helseregion eller hele landet. På "
        "sidene heter det bare «sted».",
        "A place that results are shown for: a hospital, a health trust, a health region or the whole "
        "country. The pages simply say “place”.",
    ),
    _term(
        "beregnet-andel",
        "beregnet andel",
        "computed share",
        "En andel registeret selv har regnet ut, for eksempel justert for alder. Portalen får ikke telleren, "
        "og kan derfor verken legge tallene sammen eller si hvor usikre de er.",
        "A share that the registry itself has computed, adjusted for age for example. The portal is not "
        "given the numerator, so it can neither add the figures up nor say how uncertain they are.",
    ),
    _term(
        "bosatt",
        "bosatt i opptaksområdet",
        "living in the catchment area",
        "Resultatene er fordelt etter hvor pasientene bor, uansett hvor de ble behandlet.",
        "The results are divided by where the patients live, wherever they were treated.",
    ),
    _term(
        "brudd",
        "brudd",
        "break",
        "Et år der målet eller definisjonen av en indikator er endret, så tallene før og etter ikke kan "
        "sammenlignes direkte.",
        "A year in which an indicator’s target or definition changed, so that the figures before and after "
        "cannot be compared directly.",
    ),
    _term(
        "dekningsgrad",
        "dekningsgrad",
        "coverage",
        "Hvor stor del av pasientene som skulle vært i registeret, som faktisk er der. Er den lav, kan de "
        "som mangler, være annerledes enn de som er med.",
        "How large a part of the patients who should be in the registry actually are. Where it is low, those "
        "who are missing may differ from those who are there.",
    ),
    _term(
        "ekspertgruppen",
        "Ekspertgruppen",
        "Expert Group",
        "Fagfolkene som hvert år vurderer kvalitetsregistrene og setter stadium og nivå.",
        "The experts who evaluate the quality registries every year and set their stage and level.",
    ),
    _term(
        "fagraad",
        "fagråd",
        "advisory board",
        "Fagfolk og brukere som styrer innholdet i et register, og som bestemmer indikatorene og målene.",
        "The professionals and user representatives who decide what a registry holds, its indicators and "
        "their targets.",
    ),
    _term(
        "forelopige",
        "foreløpige tall",
        "provisional figures",
        "Tall for et år der registeret ennå ikke har fått inn alt. De kan endre seg.",
        "Figures for a year that the registry has not yet received everything for. They may change.",
    ),
    _term(
        "gjennomsnitt",
        "gjennomsnitt og median",
        "mean and median",
        "To mål på det typiske. Gjennomsnittet er summen delt på antallet. Medianen er den midterste "
        "verdien: like mange ligger over som under.",
        "Two measures of what is typical. The mean is the sum divided by the number. The median is the "
        "middle value: as many lie above it as below.",
    ),
    _term(
        "hele-landet",
        "hele landet",
        "whole country",
        "Summen av alle steder som har levert, også dem som ikke vises hver for seg.",
        "The sum of all the places that have delivered, including those that are not shown separately.",
    ),
    _term(
        "helseforetak",
        "helseforetak (HF)",
        "health trust",
        "Et statlig foretak som driver ett eller flere sykehus.",
        "A state-owned enterprise that runs one or more hospitals.",
    ),
    _term(
        "helseregion",
        "regionalt helseforetak (RHF)",
        "regional health authority",
        "Eier helseforetakene i en av de fire helseregionene, og har ansvar for behandling til dem som bor "
        "der.",
        "Owns the health trusts in one of the four health regions, and is responsible for the treatment of "
        "those who live there.",
    ),
    _term(
        "indikator",
        "indikator",
        "indicator",
        "Et mål på kvaliteten i en avgrenset del av behandlingen. Den sier noe om kvalitet, men ikke alt.",
        "A measure of quality in one defined part of the treatment. It says something about quality, but not "
        "everything.",
    ),
    _term(
        "konfidensintervall",
        "konfidensintervall (KI)",
        "confidence interval (CI)",
        "Området som den egentlige andelen trolig ligger i når vi tar høyde for tilfeldigheter. Få pasienter "
        "gir et bredt intervall.",
        "The range that the underlying share probably lies in once chance is allowed for. Few patients give "
        "a wide interval.",
    ),
    _term(
        "kvalitetsregister",
        "medisinsk kvalitetsregister",
        "clinical quality registry",
        "Et register der sykehusene melder inn hvordan pasienter med en bestemt sykdom ble utredet, "
        "behandlet og fulgt opp, for at behandlingen skal bli bedre.",
        "A registry to which hospitals report how patients with a certain disease were examined, treated and "
        "followed up, so that treatment can improve.",
    ),
    _term(
        "levering",
        "levering",
        "delivery",
        "En fil med tall som et register sender portalen. Hver rad sjekkes før noe kan publiseres.",
        "A file of figures that a registry sends to the portal. Every row is checked before anything can be "
        "published.",
    ),
    _term(
        "maaloppnaaelse",
        "måloppnåelse",
        "target attainment",
        "Hvor godt et resultat treffer målet: høy, moderat eller lav.",
        "How well a result meets the target: high, moderate or low.",
    ),
    _term(
        "maal",
        "mål",
        "target",
        "Grensene fagmiljøet har satt for høy og moderat måloppnåelse. De kan endres fra et år til det "
        "neste; hvert år vurderes etter målet som gjaldt da.",
        "The limits that the clinical community has set for high and moderate attainment. They may change "
        "from one year to the next; each year is judged by the target in force then.",
    ),
    _term(
        "nevner",
        "nevner",
        "denominator",
        "Antallet pasienter en indikator gjelder for.",
        "The number of patients that an indicator concerns.",
    ),
    _term(
        "nivaa-abc",
        "nivå A, B og C",
        "levels A, B and C",
        "Bokstaven bak stadiet til et register: A når registeret kan vise til forbedring, B når det driver "
        "forbedringsarbeid, ellers C.",
        "The letter after a registry’s stage: A where the registry can demonstrate improvement, B where it "
        "works on improvement, otherwise C.",
    ),
    _term(
        "opptaksomraade",
        "opptaksområde",
        "catchment area",
        "Kommunene eller bydelene et helseforetak har ansvar for.",
        "The municipalities or districts that a health trust is responsible for.",
    ),
    _term(
        "prosentpoeng",
        "prosentpoeng",
        "percentage points",
        "Forskjellen mellom to prosenttall. Fra 40 % til 50 % er 10 prosentpoeng.",
        "The difference between two percentages. From 40% to 50% is 10 percentage points.",
    ),
    _term(
        "rangering",
        "rangering",
        "ranking",
        "Stedene stilt opp etter resultat. Steder med overlappende intervaller kan ofte like gjerne stått i "
        "motsatt rekkefølge.",
        "The places in order of their results. Places whose intervals overlap could often as well have stood "
        "in the opposite order.",
    ),
    _term(
        "sikker-endring",
        "sikker endring",
        "certain change",
        "En forskjell fra året før som er større enn tilfeldigheter kan forklare. Alt annet kaller vi ikke "
        "endring.",
        "A difference from the year before that is larger than chance can explain. Nothing else is called a "
        "change.",
    ),
    _term(
        "skjult",
        "skjult tall",
        "withheld figure",
        "Et tall som finnes, men som ikke vises. Siden sier alltid hvorfor. Et skjult tall er ikke null, og "
        "ikke det samme som at tall mangler.",
        "A figure that exists but is not shown. The page always says why. A withheld figure is not zero, and "
        "not the same as a missing one.",
    ),
    _term(
        "stadium",
        "stadium",
        "stage",
        "Trinn 1 til 4 for hvor langt et register er kommet i drift, dekning og bruk av resultatene.",
        "Steps 1 to 4 of how far a registry has come in operation, coverage and the use of its results.",
    ),
    _term(
        "teller",
        "teller",
        "numerator",
        "Antallet pasienter som oppfyller det indikatoren spør om.",
        "The number of patients who meet what the indicator asks about.",
    ),
    _term(
        "tilfeldig-variasjon",
        "tilfeldig variasjon",
        "random variation",
        "At tall går opp og ned selv om behandlingen er like god. Den betyr mest der det er få pasienter.",
        "That figures go up and down although the treatment is as good as before. It matters most where "
        "there are few patients.",
    ),
    _term(
        "trakt",
        "traktplott",
        "funnel plot",
        "En figur som viser hvilke steder som skiller seg mer fra landet enn tilfeldigheter kan forklare, "
        "når vi tar hensyn til hvor mange pasienter de har.",
        "A figure that shows which places differ more from the country than chance can explain, given how "
        "many patients they have.",
    ),
    _term(
        "usikkert-nivaa",
        "usikkert nivå",
        "uncertain level",
        "Tilfeldigheter kan ha avgjort om måloppnåelsen ble høy, moderat eller lav.",
        "Chance may have decided whether the attainment became high, moderate or low.",
    ),
    _term(
        "utgivelse",
        "utgivelse",
        "release",
        "Tallene et register publiserte en bestemt dag. En utgivelse endres aldri; rettelser kommer i en ny.",
        "The figures that a registry published on a certain day. A release never changes; corrections come "
        "in a new one.",
    ),
    _term(
        "variasjon",
        "uønsket variasjon",
        "unwarranted variation",
        "Forskjeller i behandling som verken kan forklares av sykdom eller av hva pasientene ønsker.",
        "Differences in treatment that neither illness nor the patients’ wishes can explain.",
    ),
)
