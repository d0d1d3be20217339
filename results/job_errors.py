"""Why a job failed, where that is the portal's own to say. Kept with the job in Norwegian, and read in the
language of the page."""

import re

from wording.language import DEFAULT, Language, current
from wording.texts import Text

Words = dict[Language, str]

# What has taken its worker down so often would do so again: a file too large for the memory, for example.
MOST_ATTEMPTS = 3

OUR_FAULT: Words = {
    "nb": "Det oppsto en feil i portalen, og ingenting er endret. Prøv på nytt. Hjelper ikke det, meld fra "
    "med nummeret på jobben.",
    "en": "Something went wrong in the portal, and nothing has been changed. Try again. If that does not "
    "help, report it with the number of the job.",
}
GIVEN_UP: Words = {
    "nb": f"Jobben er avbrutt {MOST_ATTEMPTS} ganger uten å bli ferdig, og ingenting er endret. Er filen "
    "svært stor, del den i flere. Ellers meld fra med nummeret på jobben.",
    "en": f"The job was cut off {MOST_ATTEMPTS} times without finishing, and nothing has been changed. If "
    "the file is very large, split it. Otherwise report it with the number of the job.",
}
DAMAGED: Words = {
    "nb": "Lagrede resultater i utgivelse {} stemmer ikke med sjekksummen. Meld fra med en gang.",
    "en": "The stored results of release {} do not match their checksum. Report it at once.",
}


def read(kept: str) -> Text:
    """What was kept with a job: in Norwegian where it is what a refusal said."""
    for words in (OUR_FAULT, GIVEN_UP, DAMAGED):
        before, _, after = words[DEFAULT].partition("{}")
        found = re.fullmatch(f"{re.escape(before)}(.*){re.escape(after)}", kept)
        if found:
            return Text(words[current()].format(found[1]), current())
    return Text(kept, DEFAULT)
