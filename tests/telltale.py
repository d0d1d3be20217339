"""A nation whose withheld numbers look like no others, so that one is known wherever it turns up.

With limits raised a thousandfold every withheld denominator is a number of five digits and every shown one of
six: no page, layout or date has the like.
"""

import random
import re
from decimal import Decimal
from fractions import Fraction

from tests.nation import HEADER, command, import_table, write

FLOOR, MINIMUM = 100_000, 50_000
YEARS = range(2022, 2025)
UNITS = """level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs
nation,Norge,,,1,0,public,
rhf,Nord,,Norge,10,100,public,
rhf,Sør,,Norge,20,200,public,
rhf,Private,,Norge,30,300,private,
rhf,Ukjent RHF,,Norge,90,900,undefined,
hf,Fjord HF,,Nord,11,110,public,
hf,Vidde HF,,Nord,12,120,public,
hf,Kyst HF,,Sør,21,210,public,
hf,Private sykehus,,Private,31,310,private,
hf,Ukjent HF,,Ukjent RHF,91,910,undefined,
hospital,Storby,,Nord / Fjord HF,111,111,public,
hospital,Småby,,Nord / Fjord HF,112,112,public,
hospital,Bygda,,Nord / Fjord HF,113,113,public,
hospital,Fjellet,,Nord / Vidde HF,121,121,public,
hospital,Myra,,Nord / Vidde HF,122,122,public,
hospital,Havna,,Sør / Kyst HF,211,211,public,
hospital,Øya,,Sør / Kyst HF,212,212,public,
hospital,Holmen,,Sør / Kyst HF,213,213,public,
hospital,Klinikken,,Private / Private sykehus,311,311,private,
hospital,Instituttet,,Private / Private sykehus,312,312,private,
hospital,Ukjent sykehus,,Ukjent HF,911,911,undefined,
"""
REGISTRIES = """key,name,short_name,rhf,established,medical_field,medical_field_secondary
hjerte,Norsk hjerteregister,Hjerte,Nord,2001,hjerte og kar,
"""
INDICATORS = f"""key,registry,title,type,direction,target_high,target_moderate,valid_from,min_denominator,\
coverage_indicator,number_format,decimals,shown,sorting
h_andel,hjerte,Behandlet i tide,share,higher,0.9,0.7,,{MINIMUM},h_dg,percent,2,1,a
h_feil,hjerte,Komplikasjoner,share,lower,0.6,0.8,,{MINIMUM},,percent,2,1,b
h_tid,hjerte,Ventetid,median,lower,30,50,,{MINIMUM},,number,4,1,c
h_dg,hjerte,Dekningsgrad,coverage,higher,0.8,0.6,,,,percent,2,1,d
h_skjult,hjerte,Ikke vist,share,higher,0.9,0.7,,{MINIMUM},,percent,2,0,e
"""
HOSPITALS = [111, 112, 113, 121, 122, 211, 212, 213, 311, 312, 911]
TRUSTS = [11, 12, 21]


def found_telltale_nation(folder):
    """Imported, delivered and published; the settings' privacy floor is to be FLOOR."""
    for name, content in {"units": UNITS, "registries": REGISTRIES, "indicators": INDICATORS}.items():
        assert import_table(folder, name, content)[2] == 0
    path = write(folder, "levering.csv", HEADER + "\n".join(rows()) + "\n")
    out, error, code = command("deliver", path, "--registry", "hjerte", "--publish", "--accept-warnings")
    assert code == 0, out + error


def rows():
    pick = random.Random(20260515)
    for context, units in {"caregiver": HOSPITALS, "resident": TRUSTS}.items():
        for year in YEARS:
            for key in ("h_andel", "h_feil", "h_skjult", "h_tid", "h_dg"):
                for unit in units:
                    yield f"{context};{year};{unit};{key};{numbers(pick, key)}"


def numbers(pick, key):
    """Many of each size: too few, too few for privacy, and enough."""
    sizes = [(20_000, 49_999), (50_001, 99_999), (250_000, 900_000), (250_000, 900_000), (250_000, 900_000)]
    denominator = pick.randint(*pick.choice(sizes))
    if key == "h_tid":
        return f"{pick.randint(100_000, 999_999) / 10_000};{denominator}"
    least = 0.5 if key == "h_dg" else 0.6
    return f"{int(denominator * pick.uniform(least, 0.97))};{denominator}"


NUMBER = re.compile(r"\d+(?:[.,]\d+)?(?:e-?\d+)?")
# "23,417" and "48.88", as the English pages write them.
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
IN_ENGLISH = re.compile(r"(?<=\d)\.(?=\d)")
APART = re.compile(r"(?<=\d)[\u202f\u00a0](?=\d{3}(?!\d))")
# Longer ones are compared with so many decimals.
FINEST = 9
# With fewer digits a number is like many others: 74 % may be anything.
FEWEST_DIGITS = 4


def numbers_in(text):
    """As they are compared: "23 417" and "23,417" are "23417"; of long ones, the first decimals."""
    texts = APART.sub("", text), IN_ENGLISH.sub(",", THOUSANDS.sub("", text))
    for token in {token for one in texts for token in NUMBER.findall(one)}:
        is_long = "e" in token or len(token.partition(".")[2]) > FINEST
        yield f"{Decimal(token.replace(',', '.')):.{FINEST}f}" if is_long else token


def forms_of(row):
    """Every way to write a number of a row of the export that hardly anything else is written as."""
    found = {str(row[name]) for name in ("numerator", "denominator") if row[name] is not None}
    if row["numerator"] is None:
        found |= {written(Fraction(row["value"]), 4), in_words(Fraction(row["value"]), 4)}
    else:
        share = Fraction(row["numerator"], row["denominator"])
        for number in (share, Fraction(row["ci_low"]), Fraction(row["ci_high"])):
            found |= {in_words(100 * number, decimals) for decimals in (2, 3, 4)}
            found |= {written(number, FINEST), written(100 * number, FINEST)}
    return {form for form in found if len(form.strip("0,.")) >= FEWEST_DIGITS}


def written(exact, decimals):
    return f"{Decimal(round(exact * 10**decimals)).scaleb(-decimals):f}"


def in_words(exact, decimals):
    return written(exact, decimals).replace(".", ",")
