"""Time and memory of computing the whole country's results: `python -m tests.bench.rollup [--scale 10]`."""

import argparse
import resource
import statistics
import time
from decimal import Decimal

import numpy as np
import pandas as pd

from results.calculations.limits import Limits
from results.calculations.results import compute_results
from results.calculations.shapes import CONTEXTS
from tests.bench.figures import Figure, Table, told

# The country: four regions, 30 trusts under them, six hospitals under each.
REGIONS, TRUSTS, HOSPITALS = 4, 30, 180
REGISTRIES, INDICATORS = 62, 480
YEARS = np.arange(2015, 2025)
ROWS = 470_000
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=int, default=1, help="so many times the registries and rows")
    measured(parser.parse_args().scale)


def measured(scale: int = 1) -> list[Table]:
    data = national_data(scale)
    seconds = []
    for _ in range(RUNS + 1):
        start = time.perf_counter()
        results = compute_results(**data)
        seconds.append(time.perf_counter() - start)
    later = seconds[1:]  # the first run warms up
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    caption = f"rollup: {len(data['observations']):,} rows → {len(results):,} results, {RUNS} times"
    middle = Figure("the middle", statistics.median(later), "s", least=min(later), decimals=2)
    return [
        told(
            caption,
            [middle, Figure("the longest", max(later), "s", decimals=2), Figure("memory", peak, "MB")],
        )
    ]


def national_data(scale: int = 1) -> dict:
    """The arguments of compute_results for so many times the country's registries, always the same."""
    random = np.random.default_rng(20260515)
    tree, definitions = _tree(), _definitions(INDICATORS * scale, REGISTRIES * scale)
    observations = _observations(random, tree, definitions, ROWS * scale)
    slices = observations[["indicator", "context", "year"]].drop_duplicates(ignore_index=True)
    return {
        "observations": observations,
        "tree": tree,
        "definitions": definitions,
        "targets": _targets(definitions),
        "slices": slices.assign(last_complete_year=YEARS[-2]),
        "limits": Limits(),
    }


def _tree() -> pd.DataFrame:
    unit = np.arange(1 + REGIONS + TRUSTS + HOSPITALS)
    first_trust, first_hospital = 1 + REGIONS, 1 + REGIONS + TRUSTS
    level = np.select(
        [unit < 1, unit < first_trust, unit < first_hospital], ["nation", "rhf", "hf"], "hospital"
    )
    parent = np.select(
        [level == "rhf", level == "hf"],
        [0, 1 + unit % REGIONS],
        first_trust + unit % TRUSTS,
    )
    parents = pd.Series(parent, dtype="Int64").mask(unit == 0)
    return pd.DataFrame(
        {"unit": unit, "parent": parents, "level": level, "shown": unit % 50 != 49, "sorting": unit}
    )


def _definitions(indicators: int, registries: int) -> pd.DataFrame:
    """Each registry's first indicator is its coverage; of ten indicators seven are shares."""
    indicator = np.arange(indicators)
    types = np.array(["share"] * 7 + ["computed_share", "median", "count"])[indicator % 10]
    types[indicator < registries] = "coverage"
    coverage = pd.Series(indicator % registries, dtype="Int64").mask(indicator < registries)
    return pd.DataFrame(
        {
            "indicator": indicator,
            "type": types,
            "min_denominator": 5,
            "coverage_indicator": coverage,
            "shown": True,
        }
    )


def _observations(
    random: np.random.Generator, tree: pd.DataFrame, definitions: pd.DataFrame, rows: int
) -> pd.DataFrame:
    """Nine of ten rows are where patients were treated, at hospitals; the rest where they live, at trusts."""
    wanted, rows = rows, rows * 11 // 10  # some will be left out at the end
    at = {level: tree.loc[tree["level"] == level, "unit"].to_numpy() for level in ("hf", "hospital")}
    resident = random.random(rows) < 0.1
    unit = np.where(resident, random.choice(at["hf"], rows), random.choice(at["hospital"], rows))
    indicator = random.integers(0, len(definitions), rows)
    frame = pd.DataFrame({"indicator": indicator, "unit": unit, "year": random.choice(YEARS, rows)})
    frame["context"] = pd.Categorical.from_codes(resident.astype(int), categories=CONTEXTS)
    type_of = definitions["type"].to_numpy()[indicator]
    rolled_up = np.isin(type_of, ["share", "coverage"])
    denominator = random.integers(1, 400, rows)
    frame["denominator"] = pd.Series(denominator, dtype="Int64").mask(type_of == "count")
    frame["numerator"] = pd.Series(random.binomial(denominator, 0.8), dtype="Int64").mask(~rolled_up)
    values = np.array([Decimal(step).scaleb(-3) for step in range(1000)], dtype=object)
    frame["value"] = pd.Series(np.where(rolled_up, None, values[denominator]), dtype=object)
    repeated = frame.duplicated(["indicator", "unit", "context", "year"]) & ~rolled_up
    return frame[~repeated.to_numpy()].head(wanted).reset_index(drop=True)


def _targets(definitions: pd.DataFrame) -> pd.DataFrame:
    """Two targets for each indicator, the second from the middle of the years; every fifth is mirrored."""
    indicator = np.repeat(definitions["indicator"].to_numpy(), 2)
    lower = indicator % 5 == 0
    high, moderate = np.array([[Decimal("0.85"), Decimal("0.7")], [Decimal("0.1"), Decimal("0.25")]])[
        lower * 1
    ].T
    valid_from = pd.Series(np.tile([0, YEARS[5]], len(definitions)), dtype="Int64").replace(0, pd.NA)
    return pd.DataFrame(
        {
            "indicator": indicator,
            "valid_from": valid_from,
            "direction": np.where(lower, "lower", "higher"),
            "high": pd.Series(high, dtype=object),
            "moderate": pd.Series(moderate, dtype=object),
        }
    )


if __name__ == "__main__":
    main()
