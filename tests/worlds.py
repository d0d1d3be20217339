"""Generated worlds: a unit tree, definitions, targets and observations as plain Python objects."""

from dataclasses import asdict, dataclass
from decimal import Decimal

from hypothesis import strategies as st

from results.calculations import shapes
from results.calculations.limits import Limits

YEARS = range(2018, 2025)


@dataclass(frozen=True)
class Unit:
    unit: int
    parent: int | None
    level: str
    shown: bool
    sorting: int
    name: str


@dataclass(frozen=True)
class Definition:
    indicator: int
    type: str
    min_denominator: int
    coverage_indicator: int | None
    shown: bool


@dataclass(frozen=True)
class Target:
    indicator: int
    valid_from: int | None
    direction: str
    high: Decimal | None
    moderate: Decimal | None


@dataclass(frozen=True)
class Slice:
    indicator: int
    context: str
    year: int
    last_complete_year: int


@dataclass(frozen=True)
class Observation:
    indicator: int
    unit: int
    context: str
    year: int
    numerator: int | None
    denominator: int | None
    value: Decimal | None


@dataclass(frozen=True)
class World:
    units: tuple[Unit, ...]
    definitions: tuple[Definition, ...]
    targets: tuple[Target, ...]
    slices: tuple[Slice, ...]
    observations: tuple[Observation, ...]
    limits: Limits

    def frames(self):
        """The arguments of compute_results."""
        return {
            "tree": _frame(shapes.TREE, self.units),
            "definitions": _frame(shapes.DEFINITIONS, self.definitions),
            "targets": _frame(shapes.TARGETS, self.targets),
            "slices": _frame(shapes.SLICES, self.slices),
            "observations": _frame(shapes.OBSERVATIONS, self.observations),
            "limits": self.limits,
        }


def _frame(shape, rows):
    return shapes.frame_of(shape, [asdict(row) for row in rows])


# Few names for many units: a hospital is known by its place in the tree, not by what it is called.
names = st.sampled_from(["Sykehuset", "Klinikken", "Poliklinikken"])
ids = st.integers(1, 2**40)
# Mostly few patients, as in a hospital's year; some hundreds; some so many that products pass 2^63.
patients = st.one_of(st.integers(1, 12), st.sampled_from([100, 200, 1000]), st.integers(2**31, 2**45))
limits_of_shares = st.one_of(
    st.sampled_from([Decimal(text) for text in ("0", "0.07", "0.07", "0.5", "0.6", "0.85", "1", "1.00")]),
    st.decimals(0, 1, places=3),
    # More digits than a product of 64 bits has room for, or a binary float.
    st.decimals(0, 1, places=12),
    st.just(Decimal("0.3333333333333333333333333333333")),
)
limits_of_values = st.one_of(limits_of_shares, st.decimals(-3, 12, places=1))


@st.composite
def trees(draw):
    """Nation, regions, trusts and hospitals; a level may be skipped, and any unit may be undefined."""
    numbers = iter(draw(st.lists(ids, min_size=24, max_size=24, unique=True)))
    units = [Unit(next(numbers), None, "nation", True, 0, "Nasjonalt")]
    for depth, level in enumerate(shapes.LEVELS[1:]):
        above = [unit for unit in units if unit.level == shapes.LEVELS[depth]] or units
        for _ in range(draw(st.integers(1, 3 + depth))):
            parent = draw(st.sampled_from(above))
            shown = draw(st.sampled_from([True, True, True, False]))
            units.append(Unit(next(numbers), parent.unit, level, shown, len(units), draw(names)))
    return tuple(draw(st.permutations(units)))


@st.composite
def definition_lists(draw):
    """Two coverage indicators, and others of all types that point to one of them or to none."""
    numbers = draw(st.lists(ids, min_size=7, max_size=7, unique=True))
    coverage = [Definition(number, shapes.COVERAGE, 5, None, True) for number in numbers[:2]]
    types = [shapes.SHARE, draw(st.sampled_from(shapes.TYPES)), *draw(st.permutations(shapes.TYPES))[:3]]
    others = [
        Definition(
            number,
            kind,
            draw(st.sampled_from([0, 2, 5, 10])),
            draw(st.sampled_from([*numbers[:2], numbers[0], None])) if kind != shapes.COVERAGE else None,
            draw(st.sampled_from([True, True, False])),
        )
        for number, kind in zip(numbers[2:], types, strict=True)
    ]
    return tuple(draw(st.permutations(coverage + others)))


@st.composite
def target_lists(draw, definitions):
    """Up to three dated targets per indicator: some change the note alone, some set no limits."""
    targets = []
    for definition in definitions:
        rolled_up = definition.type in shapes.ROLLED_UP
        limits = limits_of_shares if rolled_up else limits_of_values
        starts = draw(st.lists(st.sampled_from([None, *YEARS]), max_size=3, unique=True))
        for start in starts:
            if targets and targets[-1].indicator == definition.indicator and draw(st.booleans()):
                before = targets[-1]
                targets.append(
                    Target(definition.indicator, start, before.direction, before.high, before.moderate)
                )
            else:
                targets.append(Target(definition.indicator, start, *draw(aims(limits))))
    return tuple(draw(st.permutations(targets)))


@st.composite
def aims(draw, limits):
    """Direction, high and moderate limit, of which high is at least as good; any may be missing."""
    direction = draw(st.sampled_from(["higher", "higher", "lower", "lower", ""]))
    worse, better = sorted([draw(limits), draw(limits)], reverse=direction == "lower")
    missing = draw(st.sampled_from(["neither", "neither", "neither", "moderate", "high", "both"]))
    high = None if missing in ("high", "both") else better
    return direction, high, None if missing in ("moderate", "both") else worse


@st.composite
def shares(draw):
    """Numerator and denominator: none, all, some, or just what a limit of 0.07, 0.6 or 0.85 asks for."""
    denominator = draw(patients)
    of_limit = [denominator * percent // 100 for percent in (7, 60, 85)]
    exact = st.sampled_from([0, denominator, *of_limit])
    return draw(st.one_of(exact, st.integers(0, denominator))), denominator


@st.composite
def observation_lists(draw, units, definitions):
    cells = st.tuples(
        st.sampled_from(definitions),
        st.sampled_from(units),
        st.sampled_from(shapes.CONTEXTS),
        st.sampled_from(YEARS),
    )
    rows, given = [], set()
    for definition, unit, context, year in draw(st.lists(cells, max_size=40)):
        key = (definition.indicator, unit.unit, context, year)
        if key not in given:
            rows.append(Observation(*key, *draw(deliveries(definition.type))))
        if definition.type not in shapes.ROLLED_UP:
            given.add(key)
    return tuple(rows)


@st.composite
def deliveries(draw, kind):
    """Numerator, denominator and value of one observation of this type."""
    if kind in shapes.ROLLED_UP:
        return *draw(shares()), None
    if kind == shapes.COUNT:
        return None, None, Decimal(draw(st.one_of(st.integers(0, 6), patients)))
    if kind == shapes.COMPUTED_SHARE:
        return None, draw(patients), draw(limits_of_shares)
    return None, draw(patients), draw(limits_of_values)


@st.composite
def worlds(draw):
    units = draw(trees())
    definitions = draw(definition_lists())
    observations = draw(observation_lists(units, definitions))
    # One slice more than the observations fill: a delivery may have taken the last of them away.
    filled = {(row.indicator, row.context, row.year) for row in observations}
    filled.add((definitions[0].indicator, "caregiver", YEARS[0]))
    slices = tuple(Slice(*key, draw(st.sampled_from(YEARS))) for key in sorted(filled))
    floor = draw(st.sampled_from([3, 3, 4, 6]))
    return World(
        units, definitions, draw(target_lists(definitions)), slices, observations, Limits(privacy_floor=floor)
    )


@st.composite
def histories(draw):
    """RESULTS rows, as dicts, of two indicators' shares in two units over the years, some missing or
    withheld, and the breaks between them as (indicator, year)."""
    years = [(indicator, unit, year) for indicator in (1, 2) for unit in (30, 4) for year in YEARS]
    present = [year for year in years if draw(st.sampled_from([True, True, True, True, False]))]
    rows = [_result(*year, *draw(shares_over_time)) for year in present]
    breaks = st.lists(st.tuples(st.just(1), st.sampled_from(YEARS)), max_size=1)
    return tuple(draw(st.permutations(rows))), tuple(draw(breaks))


few_shares = st.integers(1, 40).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
many_shares = st.integers(1000, 5000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))
shares_over_time = st.tuples(
    st.one_of(few_shares, few_shares, many_shares), st.sampled_from(["", "", "", "", "", "too_few"])
)


def _result(indicator, unit, year, share, withheld):
    row = dict.fromkeys(shapes.RESULTS) | dict.fromkeys(("ci_low", "ci_high"), 0.0)
    row |= {"indicator": indicator, "unit": unit, "level": "hospital", "context": "caregiver", "year": year}
    numerator, denominator = share
    row |= {"numerator": numerator, "denominator": denominator, "withheld": withheld}
    return row | {"provisional": False, "shown": True, "attainment": ""}
