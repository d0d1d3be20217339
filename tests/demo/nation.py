"""The demonstration as frames: what is delivered, and what becomes of it, without a database."""

import csv
from decimal import Decimal
from functools import cache
from io import StringIO

import pandas as pd
from django.conf import settings

from demo.country import read_country
from demo.deliveries import files_of
from demo.tables import read_tables
from results.calculations.limits import Limits
from results.calculations.results import compute_results, last_complete_year
from results.calculations.shapes import DEFINITIONS, OBSERVATIONS, SLICES, TARGETS, TREE, frame_of

FIXTURES = settings.BASE_DIR / "fixtures"
COUNTRY = read_country(FIXTURES / "units.csv", FIXTURES / "demo" / "hospitals.csv")
TABLES = read_tables(FIXTURES / "demo")
SLICE = ["context", "ind_id", "year"]
COUNTED = ["share", "coverage"]


def table(name):
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def files(registry):
    return tuple(files_of(COUNTRY, TABLES.of(registry)))


def rows_of(file):
    """As delivered, with the type and the registry of the indicator."""
    frame = pd.read_csv(StringIO(file.content), sep=";", dtype={"orgnr": str, "var": str})
    known = {one.key: one for one in TABLES.definitions}
    frame["type"] = [known[key].type for key in frame["ind_id"]]
    frame["registry"] = file.step.registry
    return frame


@cache
def delivered(*registries):
    """The rows that are in force in the end: of each slice those of its last delivery."""
    found = []
    for registry in registries or TABLES.registries:
        steps = pd.concat(rows_of(file).assign(step=step) for step, file in enumerate(files(registry)))
        found.append(steps[steps["step"] == steps.groupby(SLICE)["step"].transform("max")])
    return pd.concat(found, ignore_index=True)


@cache
def counted(*registries):
    """The rows of shares and coverage, as whole numbers."""
    rows = delivered(*registries)
    rows = rows[rows["type"].isin(COUNTED)]
    return rows.assign(var=rows["var"].astype("int64"))


def of(indicator, hospital=None, **wanted):
    """One indicator's rows, by default where the patients were treated."""
    registry = next(one.registry for one in TABLES.definitions if one.key == indicator)
    rows = delivered(registry)
    for name, value in ({"context": "caregiver", "ind_id": indicator} | wanted).items():
        rows = rows[rows[name] == value]
    return rows if hospital is None else rows[rows["orgnr"] == hospital]


def share(indicator, hospital, year):
    """Numerator and denominator."""
    [row] = of(indicator, hospital, year=year).to_dict("records")
    return int(row["var"]), row["denominator"]


@cache
def results(registry):
    """What compute_results makes of the registry, with the indicators' keys and the units' numbers."""
    rows, keys, units = delivered(registry), _keys(), _units()
    ids = {number: position for position, unit in enumerate(units) for number in unit["orgnrs"].split(";")}
    is_counted = rows["type"].isin(COUNTED)
    observations = [
        {
            "indicator": keys.index(row.ind_id),
            "unit": ids[row.orgnr],
            "context": row.context,
            "year": row.year,
            "numerator": int(row.var) if counted else None,
            "denominator": row.denominator if row.type != "count" else None,
            "value": None if counted else Decimal(row.var),
        }
        for row, counted in zip(rows.itertuples(), is_counted, strict=True)
    ]
    found = compute_results(
        observations=frame_of(OBSERVATIONS, observations),
        tree=_tree(units),
        definitions=_definitions(keys),
        targets=_targets(keys),
        slices=_slices(rows, keys, registry),
        limits=Limits(),
    )
    numbers = [unit["orgnrs"].split(";")[0] for unit in units]
    return found.assign(
        key=[keys[at] for at in found["indicator"]], orgnr=[numbers[at] for at in found["unit"]]
    )


def _keys():
    return [one.key for one in TABLES.definitions]


def _units():
    return table("units.csv")


def _tree(units):
    at = {unit["name"]: position for position, unit in enumerate(units)}
    return frame_of(
        TREE,
        [
            {
                "unit": position,
                "parent": at.get(unit["parent"]),
                "level": unit["level"],
                "shown": unit["kind"] != "undefined",
                "sorting": int(unit["sorting"]),
            }
            for position, unit in enumerate(units)
        ],
    )


def _definitions(keys):
    first = {row["key"]: row for row in reversed(table("demo/indicators.csv"))}
    return frame_of(
        DEFINITIONS,
        [
            {
                "indicator": position,
                "type": first[key]["type"],
                "min_denominator": int(first[key]["min_denominator"] or 5),
                "coverage_indicator": keys.index(first[key]["coverage_indicator"])
                if first[key]["coverage_indicator"]
                else None,
                "shown": first[key]["shown"] != "0",
            }
            for position, key in enumerate(keys)
        ],
    )


def _targets(keys):
    return frame_of(
        TARGETS,
        [
            {
                "indicator": keys.index(row["key"]),
                "valid_from": int(row["valid_from"]) if row["valid_from"] else None,
                "direction": row["direction"],
                "high": Decimal(row["target_high"]) if row["target_high"] else None,
                "moderate": Decimal(row["target_moderate"]) if row["target_moderate"] else None,
            }
            for row in table("demo/indicators.csv")
        ],
    )


def _slices(rows, keys, registry):
    steps = [file.step for file in files(registry)]
    unique = rows[[*SLICE, "step"]].drop_duplicates()
    return frame_of(
        SLICES,
        [
            {
                "indicator": keys.index(row.ind_id),
                "context": row.context,
                "year": row.year,
                "last_complete_year": last_complete_year(steps[row.step].complete_to),
            }
            for row in unique.itertuples()
        ],
    )
