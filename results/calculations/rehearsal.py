"""What a release changes of what the public sees: its results against those that were public before it."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from results.calculations.difference import tested
from results.calculations.shapes import LEVELS, Shape, require_columns
from results.calculations.targets import targets_of

KEY = ["indicator", "unit", "context", "year"]
SLICE = ["indicator", "context", "year"]
# Of a result on either side; in PAIRS with `_before` and `_after` behind them.
SIDE = {
    "numerator": "Int64",
    "denominator": "Int64",
    "value": "object",
    "attainment": "object",
    "certain": "boolean",
    "coverage_numerator": "Int64",
    "coverage_denominator": "Int64",
    "coverage_withheld": "bool",
    "provisional": "bool",
    "withheld": "object",
}
CELL: Shape = {
    "indicator": "int64",
    "unit": "int64",
    "level": "category",
    "context": "category",
    "year": "int64",
}
# What is compared: results as they are stored, of shown units and indicators.
REHEARSED: Shape = {**CELL, **SIDE}
BEFORE, AFTER = "_before", "_after"
# How a cell's level moves: to a better one, to a worse one, from none to one, from one to none.
UP, DOWN, GIVEN, LOST = "up", "down", "given", "lost"
# How a cell's number comes and goes: no longer shown, shown again, withheld for another reason.
HIDDEN, UNCOVERED, OTHER_REASON = "hidden", "uncovered", "other_reason"
RANK = {"low": 1, "moderate": 2, "high": 3}
FACE = ["numerator", "denominator", "value", "attainment", "certain"]
EFFECTS = [UP, DOWN, GIVEN, LOST, HIDDEN, UNCOVERED, OTHER_REASON, "revalued", "added", "gone"]


@dataclass(frozen=True)
class Definitions:
    """TARGETS and BREAKS frames: what the results of one side were judged by."""

    targets: pd.DataFrame
    breaks: pd.DataFrame


@dataclass(frozen=True)
class Rehearsal:
    """`changed`: the cells of both sides of which the public sees something else, with both sides' columns;
    besides

    - move: UP, DOWN, GIVEN, LOST or ""; only where both sides show a number
    - veil: HIDDEN, UNCOVERED, OTHER_REASON or ""
    - revalued: both sides show a number, and not the same
    - retargeted: judged by other limits than before
    - redefined: before and after are on two sides of a break, so nothing is compared
    - difference (float64): after minus before, of what is revalued; null where redefined, and where one side
      has counts and the other has not
    - low, high, p, unlikely: Newcombe's interval, the test, and whether chance can't explain the difference
      (boolean); null for types without counts

    `added` and `gone`: cells of one side, with the reason for being withheld there. `slices`: for each
    indicator × context × year where units or provisional years come or go, the units of each side
    (`units_before`, `units_after`), how many are `added` and `gone`, and whether it is provisional, null
    where the side has none. `effect`: for each level of units, how many cells; columns EFFECTS.
    """

    changed: pd.DataFrame
    added: pd.DataFrame
    gone: pd.DataFrame
    slices: pd.DataFrame
    effect: pd.DataFrame


def rehearse(
    before: pd.DataFrame, after: pd.DataFrame, judged_before: Definitions, judged_after: Definitions
) -> Rehearsal:
    """From REHEARSED frames, of which the one before may be empty. In the order of KEY, the unit last."""
    for name, frame in (("before", before), ("after", after)):
        require_columns(name, frame, REHEARSED)
    both = _outer(before, after)
    pairs = both[both["_merge"] == "both"].drop(columns="_merge")
    # The cells of one side had made room for nothing in every column.
    pairs = pairs.astype({f"{name}{side}": kind for name, kind in SIDE.items() for side in (BEFORE, AFTER)})
    pairs = pairs[~_alike(pairs)].reset_index(drop=True)
    changed = _described(pairs, judged_before, judged_after)
    added = _one_sided(both[both["_merge"] == "right_only"], AFTER)
    gone = _one_sided(both[both["_merge"] == "left_only"], BEFORE)
    return Rehearsal(changed, added, gone, _slices(before, after, added, gone), _effect(changed, added, gone))


def _outer(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    key = {"context": "str"}
    columns = [*CELL, *SIDE]
    both = (
        before[columns]
        .astype(key)
        .merge(after[columns].astype(key), how="outer", on=KEY, suffixes=(BEFORE, AFTER), indicator=True)
    )
    level = both[f"level{AFTER}"].astype(object).where(both["_merge"] != "left_only", both[f"level{BEFORE}"])
    both = both.drop(columns=[f"level{BEFORE}", f"level{AFTER}"])
    both = both.assign(level=pd.Categorical(level, categories=LEVELS))
    return both.sort_values(["indicator", "context", "year", "unit"], ignore_index=True)


def _alike(pairs: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Whether the public sees the same: what is not shown may differ without a word."""
    open_before, open_after = (pairs[f"withheld{side}"] == "" for side in (BEFORE, AFTER))
    alike = [_same(_coverage(pairs, BEFORE), _coverage(pairs, AFTER))]
    alike += [
        _same(pairs[f"{name}{BEFORE}"], pairs[f"{name}{AFTER}"]) for name in ("withheld", "provisional")
    ]
    for name in FACE:
        sides = pairs[f"{name}{BEFORE}"].where(open_before), pairs[f"{name}{AFTER}"].where(open_after)
        alike.append(_same(*sides, as_text=name == "value"))
    found: npt.NDArray[np.bool_] = np.logical_and.reduce(alike)
    return found


def _same(before: pd.Series, after: pd.Series, *, as_text: bool = False) -> npt.NDArray[np.bool_]:
    """Missing is as missing. As text 0.50 differs from 0.5: it is printed differently."""
    missing, missing_after = before.isna().to_numpy(), after.isna().to_numpy()
    equal: npt.NDArray[np.bool_] = missing & missing_after
    present = ~missing & ~missing_after
    ours, theirs = before.to_numpy(dtype=object)[present], after.to_numpy(dtype=object)[present]
    if as_text:
        equal[present] = [str(one) == str(other) for one, other in zip(ours, theirs, strict=True)]
    else:
        equal[present] = ours == theirs
    return equal


def _coverage(pairs: pd.DataFrame, side: str) -> pd.Series:
    numerator, denominator = (
        pairs[f"coverage_{part}{side}"].astype("Float64") for part in ("numerator", "denominator")
    )
    return (numerator / denominator).mask(pairs[f"coverage_withheld{side}"].astype(bool))


def _described(pairs: pd.DataFrame, judged_before: Definitions, judged_after: Definitions) -> pd.DataFrame:
    hidden_before, hidden_after = (
        (pairs[f"withheld{side}"] != "").to_numpy(dtype=bool) for side in (BEFORE, AFTER)
    )
    shown = ~hidden_before & ~hidden_after
    reason = (pairs[f"withheld{BEFORE}"] != pairs[f"withheld{AFTER}"]).to_numpy(dtype=bool)
    veil = np.select(
        [~hidden_before & hidden_after, hidden_before & ~hidden_after, reason],
        [HIDDEN, UNCOVERED, OTHER_REASON],
        "",
    )
    revalued = shown & ~np.logical_and.reduce(
        [
            _same(pairs[f"{name}{BEFORE}"], pairs[f"{name}{AFTER}"])
            for name in ("numerator", "denominator", "value")
        ]
    )
    redefined = _era(pairs, judged_before.breaks) != _era(pairs, judged_after.breaks)
    described = pairs.assign(
        move=np.where(shown, _moves(pairs), ""),
        veil=veil,
        revalued=revalued,
        retargeted=_retargeted(pairs, judged_before.targets, judged_after.targets),
        redefined=redefined,
    )
    return described.assign(**_tested(described, revalued & ~redefined))


def _moves(pairs: pd.DataFrame) -> npt.NDArray[Any]:
    old, new = (pairs[f"attainment{side}"].map(RANK).fillna(0).to_numpy() for side in (BEFORE, AFTER))
    ways = [old == new, old == 0, new == 0, new > old]
    return np.select(ways, ["", GIVEN, LOST, UP], DOWN)


def _retargeted(pairs: pd.DataFrame, before: pd.DataFrame, after: pd.DataFrame) -> npt.NDArray[np.bool_]:
    limits = []
    indicator, year = (pairs[name].to_numpy(dtype=np.int64) for name in ("indicator", "year"))
    for targets in (targets_of(before), targets_of(after)):
        position = targets.in_force(indicator, year)
        # The last of each stands for none: position -1.
        parts = [
            np.array([*part, None], dtype=object)[position]
            for part in (targets.sign, targets.high_value, targets.moderate_value)
        ]
        limits.append(parts)
    differs = [
        np.array([one != other for one, other in zip(*sides, strict=True)], dtype=bool)
        for sides in zip(*limits, strict=True)
    ]
    found: npt.NDArray[np.bool_] = np.logical_or.reduce(differs)
    return found


def _era(pairs: pd.DataFrame, breaks: pd.DataFrame) -> npt.NDArray[np.int64]:
    """The year of the last break up to each cell's year; 0 for none."""
    cells = pairs[["indicator", "year"]].drop_duplicates()
    joined = cells.merge(breaks.rename(columns={"year": "era"}), on="indicator")
    last = joined[joined["era"] <= joined["year"]].groupby(["indicator", "year"])["era"].max()
    found = pairs[["indicator", "year"]].merge(last.reset_index(), on=["indicator", "year"], how="left")
    return found["era"].fillna(0).to_numpy(dtype=np.int64)


def _tested(pairs: pd.DataFrame, wanted: npt.NDArray[np.bool_]) -> dict[str, Any]:
    counted, valued = (
        pairs[f"{name}{BEFORE}"].notna().to_numpy() & pairs[f"{name}{AFTER}"].notna().to_numpy()
        for name in ("numerator", "value")
    )
    counted, valued = counted & wanted, valued & wanted
    x1, n1, x2, n2 = (
        pairs.loc[counted, f"{name}{side}"].to_numpy(dtype=np.int64)
        for side in (AFTER, BEFORE)
        for name in ("numerator", "denominator")
    )
    difference, low, high, p = np.full((4, len(pairs)), np.nan)
    unlikely = np.zeros(len(pairs), dtype=bool)
    difference[counted] = x1 / n1 - x2 / n2
    low[counted], high[counted], p[counted], unlikely[counted] = tested(x1, n1, x2, n2)
    values = zip(pairs.loc[valued, f"value{AFTER}"], pairs.loc[valued, f"value{BEFORE}"], strict=True)
    difference[valued] = [float(now - then) for now, then in values]
    return {
        "difference": difference,
        "low": low,
        "high": high,
        "p": p,
        "unlikely": pd.arrays.BooleanArray(unlikely, ~counted),
    }


def _one_sided(cells: pd.DataFrame, side: str) -> pd.DataFrame:
    found = cells[[*CELL, f"withheld{side}"]].rename(columns={f"withheld{side}": "withheld"})
    return found.reset_index(drop=True)


def _slices(
    before: pd.DataFrame, after: pd.DataFrame, added: pd.DataFrame, gone: pd.DataFrame
) -> pd.DataFrame:
    sides = [
        frame.astype({"context": "str"})
        .groupby(SLICE, as_index=False)
        .agg(**{f"units{side}": ("unit", "size"), f"provisional{side}": ("provisional", "any")})
        for frame, side in ((before, BEFORE), (after, AFTER))
    ]
    found = sides[0].merge(sides[1], how="outer", on=SLICE)
    for name, cells in (("added", added), ("gone", gone)):
        found = found.merge(cells.groupby(SLICE, as_index=False).agg(**{name: ("unit", "size")}), how="left")
    whole = dict.fromkeys([f"units{BEFORE}", f"units{AFTER}", "added", "gone"], "int64")
    found = found.fillna(dict.fromkeys(whole, 0)).astype(
        whole | {f"provisional{side}": "boolean" for side in (BEFORE, AFTER)}
    )
    old, new = found[f"provisional{BEFORE}"].fillna(False), found[f"provisional{AFTER}"].fillna(False)
    differs = (found["added"] > 0) | (found["gone"] > 0) | (old != new)
    return found[differs.to_numpy(dtype=bool)].sort_values(SLICE, ignore_index=True)


def _effect(changed: pd.DataFrame, added: pd.DataFrame, gone: pd.DataFrame) -> pd.DataFrame:
    def per_level(cells: pd.DataFrame) -> list[int]:
        return [int((cells["level"] == level).sum()) for level in LEVELS]

    columns = {move: per_level(changed[changed["move"] == move]) for move in (UP, DOWN, GIVEN, LOST)}
    columns |= {
        veil: per_level(changed[changed["veil"] == veil]) for veil in (HIDDEN, UNCOVERED, OTHER_REASON)
    }
    columns |= {
        "revalued": per_level(changed[changed["revalued"]]),
        "added": per_level(added),
        "gone": per_level(gone),
    }
    return pd.DataFrame({"level": list(LEVELS), **{name: columns[name] for name in EFFECTS}})
