"""Who changes level by other targets: the whole world is computed twice, and each unit looked up."""

from dataclasses import replace

from tests.twins.results import results


def what_if(world, indicator, proposed):
    """{(context, year, level): {"before", "after": {level: [units, certain]}, "shifts": {unit: (from, to)},
    "seen", "withheld"}} of the indicator, as far as it is shown."""
    before, after = results(world), results(with_targets(world, indicator, proposed))
    found = {}
    for key, was in before.items():
        number, unit, context, year = key
        if number != indicator or not was["shown"]:
            continue
        empty = {"before": {}, "after": {}, "shifts": {}, "seen": 0, "withheld": 0}
        group = found.setdefault((context, year, was["level"]), empty)
        if was["withheld"]:
            group["withheld"] += 1
            continue
        becomes = after[key]
        group["seen"] += 1
        for when, row in (("before", was), ("after", becomes)):
            tally = group[when].setdefault(row["attainment"], [0, 0])
            tally[0] += 1
            tally[1] += row["certain"] is True
        if was["attainment"] != becomes["attainment"]:
            group["shifts"][unit] = (judgement(was), judgement(becomes))
    return found


def nations(world, indicator, proposed):
    """{(context, year): (before, after)} where the nation's number is shown."""
    before, after = results(world), results(with_targets(world, indicator, proposed))
    return {
        (context, year): (judgement(row), judgement(after[number, unit, context, year]))
        for (number, unit, context, year), row in before.items()
        if number == indicator and row["level"] == "nation" and row["shown"] and not row["withheld"]
    }


def judgement(row):
    return row["attainment"], row["certain"], row["distance"]


def with_targets(world, indicator, proposed):
    """The world with these targets of the indicator in force."""
    others = tuple(target for target in world.targets if target.indicator != indicator)
    return replace(world, targets=others + tuple(proposed))
