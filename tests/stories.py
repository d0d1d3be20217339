"""Two years of the small nation: a hospital that is low and was better, one that is high, one hidden."""

from tests.nation import deliver, found_nation

HOSPITALS = {111: (93, 96), 113: (80, 40), 211: (75, 72)}


def found_story(folder):
    found_nation(folder)
    rows = [
        f"caregiver;{year};{unit};{key};{90 if key == 'h_dg' else part};100"
        for unit, parts in HOSPITALS.items()
        for year, part in zip((2021, 2022), parts, strict=True)
        for key in ("h_andel", "h_dg")
    ]
    rows += [f"resident;2022;{unit};h_andel;{part};200" for unit, part in ((11, 150), (21, 144))]
    rows += [
        f"caregiver;2022;{unit};h_tid;{days};40" for unit, days in ((1, "3,5"), (111, "2,5"), (211, "6"))
    ]
    lungs = [
        "caregiver;2022;111;l_andel;9;10",
        "caregiver;2022;113;l_andel;1;4",
        "caregiver;2022;211;l_andel;1;10",
    ]
    for delivered, registry in ((rows, "hjerte"), (lungs, "lunge")):
        options = ("--accept-warnings", "--publish")
        report, code = deliver(folder, delivered, *options, registry=registry, name=f"{registry}.csv")
        assert (code, report["fault_count"]) == (0, 0), report
