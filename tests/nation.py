"""A small named nation, brought in through the product's own import commands, and files to deliver to it."""

import csv
import io
import json
from datetime import datetime

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

UNITS = """level,name,full_name,parent,orgnrs,sorting,kind,company_orgnrs
nation,Norge,,,1,0,public,
rhf,Nord,,Norge,10,100,public,
rhf,Sør,,Norge,20,200,public,
rhf,Ukjent RHF,,Norge,90,900,undefined,
hf,Fjord HF,,Nord,11,110,public,
hf,Fjord HF,,Sør,21,210,public,
hf,Ukjent HF,,Ukjent RHF,91,910,undefined,
hospital,Storby,Storby sykehus,Nord / Fjord HF,112;111,111,public,19
hospital,Småby,,Nord / Fjord HF,113,112,public,
hospital,Storby,,Sør / Fjord HF,211,211,public,
hospital,Ukjent sykehus,,Ukjent HF,911,911,undefined,
"""
REGISTRIES = """key,name,short_name,rhf,established,medical_field,medical_field_secondary
hjerte,Norsk hjerteregister,Hjerte,Nord,2001,hjerte og kar,
lunge,Norsk lungeregister,Lunge,Sør,,luftveier,hjerte og kar
"""
INDICATORS = (
    "key,registry,title,type,direction,target_high,target_moderate,valid_from,min_denominator,"
    "coverage_indicator,number_format,decimals,shown,sorting\n"
    """h_andel,hjerte,Behandlet i tide,share,higher,0.9,0.7,,5,h_dg,percent,0,1,a
h_andel,hjerte,Behandlet i tide,share,higher,0.95,0.7,2023,5,h_dg,percent,0,1,a
h_dg,hjerte,Dekningsgrad,coverage,higher,0.8,0.6,,,,percent,0,1,b
h_tid,hjerte,Ventetid,median,lower,3,5,,5,,number,1,1,c
h_beregnet,hjerte,Beregnet,computed_share,higher,0.5,,,5,,percent,0,1,d
h_antall,hjerte,Antall inngrep,count,,,,,,,number,0,1,e
h_skjult,hjerte,Ikke vist,share,,,,,5,,percent,0,0,f
l_andel,lunge,Røykeslutt,share,higher,0.5,0.25,,5,,percent,0,1,a
"""
)
HEADER = "context;year;orgnr;ind_id;var;denominator\n"


# The rows of all tables that the nation was once brought in to: to do it again takes five times as long as to
# store them again.
founded = {}


def found_nation(folder):
    if founded and not any(model._base_manager.exists() for model in founded):
        found_again()
        return
    models = [model for app in ("organisations", "registries", "indicators") for model in of_app(app)]
    is_first = not any(model._base_manager.exists() for model in models)
    for name, content in {"units": UNITS, "registries": REGISTRIES, "indicators": INDICATORS}.items():
        import_table(folder, name, content)
    if is_first:
        stored = {model: list(model._base_manager.order_by("pk").values()) for model in models}
        founded.update({model: rows for model, rows in stored.items() if rows})


def of_app(app):
    return apps.get_app_config(app).get_models(include_auto_created=True)


def found_again():
    """As if it was done now. The numbers were given before, so the database gives them to nothing else."""
    last = max(value for rows in founded.values() for row in rows for value in times_of(row).values())
    since = timezone.now() - last
    with transaction.atomic():
        for model, rows in founded.items():
            moved = (row | {name: at + since for name, at in times_of(row).items()} for row in rows)
            model._base_manager.bulk_create(model(**row) for row in moved)


def times_of(row):
    return {name: value for name, value in row.items() if isinstance(value, datetime)}


def import_table(folder, name, content):
    return command(f"import_{name}", write(folder, f"{name}.csv", content))


def write(folder, name, content):
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return str(path)


def command(*args, **options):
    """What the command wrote, and its exit code."""
    out, err = io.StringIO(), io.StringIO()
    try:
        call_command(*args, stdout=out, stderr=err, **options)
    except CommandError as error:
        return out.getvalue(), err.getvalue() + str(error), error.returncode
    return out.getvalue(), err.getvalue(), 0


def deliver(folder, rows, *args, registry="hjerte", name="levering.csv"):
    """The report and the exit code of a delivery of these `;`-separated rows."""
    content = rows if isinstance(rows, bytes) else (HEADER + "\n".join(rows) + "\n").encode()
    path = write(folder, name, content)
    out, _, code = command("deliver", path, "--registry", registry, "--report", "json", *args)
    return json.loads(out) if out else None, code


def exported(*args):
    out, _, code = command("export_results", *args)
    assert code == 0
    return list(csv.DictReader(io.StringIO(out)))


def one(rows, **wanted):
    found = [row for row in rows if all(row[name] == value for name, value in wanted.items())]
    assert len(found) == 1, found
    return found[0]
