"""Definitions as files: taken out, read in unchanged, and changed after one has seen what would change."""

import csv
import io
from decimal import Decimal

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook, load_workbook

from indicators.forms import OPTIONAL_COLUMNS, REQUIRED_COLUMNS
from indicators.models import Indicator, Target
from registries.models import AuditEntry, Registry
from results.models import Job
from tests.nation import command, deliver, found_nation
from tests.pages import select
from tests.workbench.definers import client_of, fields, indicator, person, read, texts
from workbench.definitions.views.files import SALT

pytestmark = pytest.mark.django_db
HERE = "/definisjoner/hjerte/"
IMPORT, STORE = f"{HERE}import/", f"{HERE}import/lagre/"
WHY = "Årlig gjennomgang."
NASTY = ["=1+1", "@cmd", "'=sitat", "+47 22", "\u200b=1", "-fem", "''", 'Æ;ø,"å"', "To\nlinjer"]


@pytest.fixture(autouse=True)
def nation(tmp_path):
    found_nation(tmp_path)


@pytest.fixture
def client():
    return client_of()


def state():
    return (
        list(Indicator.objects.values().order_by("pk")),
        list(Target.objects.values().order_by("pk")),
        AuditEntry.objects.filter(action="import_definitions").count(),
        Job.objects.count(),
    )


def exported(client, format="csv"):
    answer = client.get(f"{HERE}eksport.{format}")
    assert answer.status_code == 200
    return answer.content


def sent(client, content, name="indikatorer.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def confirmed(client, content, name="indikatorer.csv", **values):
    form = fields(read(sent(client, content, name)), STORE)
    return client.post(STORE, form | {"reason": WHY} | values)


def edited(client, change):
    """The export with its rows changed by column."""
    rows = list(csv.DictReader(io.StringIO(exported(client).decode("utf-8-sig")), delimiter=";"))
    for row in rows:
        change(row)
    file = io.StringIO()
    writer = csv.DictWriter(file, rows[0], delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def told(answer, status=422):
    return texts(read(answer, status), ".faults li")


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_what_is_taken_out_and_read_in_again_changes_nothing(client, format):
    one = indicator()
    one.title, one.unit_word, one.short_description = NASTY[0], NASTY[1], NASTY[2]
    one.long_description = "\n".join(NASTY)
    one.title_en, one.short_description_en = NASTY[3], NASTY[4]
    one.long_description_en = "\n".join(reversed(NASTY))
    one.retired = True
    one.save()
    Target.objects.create(
        indicator=one,
        valid_from=2026,
        direction="lower",
        high=Decimal("-12.345678901"),
        moderate=Decimal("123456.789012345"),
        note_nb=NASTY[3],
        note_en=NASTY[5],
        is_break=True,
    )
    before = state()
    tree = read(sent(client, exported(client, format), f"fil.{format}"))
    assert texts(tree, "h1") == ["Ingen endringer"]
    assert texts(tree, "[data-tally]") == ["0 nye, 0 endret, 6 uendret."]
    assert state() == before


@pytest.mark.parametrize("text", NASTY)
def test_no_cell_of_a_file_is_a_formula(client, text):
    Indicator.objects.filter(key="h_andel").update(title=text)
    rows = list(csv.reader(io.StringIO(exported(client).decode("utf-8-sig")), delimiter=";"))
    assert sum(text in cell for row in rows for cell in row) == 2
    sheet = load_workbook(io.BytesIO(exported(client, "xlsx"))).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.coordinate for cell in cells if cell.data_type == "f"] == []
    for value in [cell for row in rows for cell in row] + [cell.value for cell in cells]:
        assert not str(value).lstrip("\u200b").startswith(("=", "+", "@", "-f")), value


def test_the_columns_are_those_of_the_command(client, tmp_path):
    header, *rows = csv.reader(io.StringIO(exported(client).decode("utf-8-sig")), delimiter=";")
    assert sorted(header) == sorted([*REQUIRED_COLUMNS, *OPTIONAL_COLUMNS])
    assert [row[0] for row in rows] == [
        "h_andel", "h_andel", "h_dg", "h_tid", "h_beregnet", "h_antall", "h_skjult"
    ]  # fmt: skip
    path = tmp_path / "ut.csv"
    path.write_bytes(exported(client))
    out, err, code = command("import_indicators", str(path))
    assert (out.strip(), err, code) == ("6 indikatorer lest: 0 nye, 0 endret.", "", 0)


def test_numbers_are_numbers_in_a_spreadsheet_and_have_commas_in_a_text(client):
    sheet = load_workbook(io.BytesIO(exported(client, "xlsx"))).active
    header = [cell.value for cell in sheet[1]]
    assert sheet.cell(2, header.index("target_high") + 1).value == 0.9
    assert b";0,9;0,7;" in exported(client)


def test_what_would_change_is_shown_before_anything_is_stored(client):
    def change(row):
        if row["key"] == "h_andel":
            row["title"] = "Behandlet raskt"
            if row["valid_from"] == "2023":
                row["target_high"] = "0,96"
        if row["key"] == "h_skjult":
            row["key"], row["title"] = "h_ny", "Helt ny"

    content, before = edited(client, change), state()
    tree = read(sent(client, content))
    assert texts(tree, "[data-tally]") == [
        "1 ny, 1 endret, 4 uendret. 1 av registerets indikatorer står ikke i filen, og blir som den er."
    ]
    assert [one.get("data-planned") for one in select(tree, "[data-planned]")] == ["h_ny", "h_andel"]
    changed = [texts(row, "th,td") for row in select(tree, "[data-plan=changed] tbody tr")]
    assert changed[0] == ["Tittel", "Behandlet i tide", "Behandlet raskt"]
    assert changed[1][0] == "Mål fra 2023"
    assert ("høy 95 %" in changed[1][1], "høy 96 %" in changed[1][2]) == (True, True)
    assert state() == before
    assert confirmed(client, content)["Location"] == f"{HERE}?gjort=lest"
    assert indicator().targets.get(valid_from=2023).high == Decimal("0.96")
    assert indicator("h_ny").title == "Helt ny"
    assert Indicator.objects.filter(key="h_skjult").exists()
    entry = AuditEntry.objects.get(action="import_definitions", registry__key="hjerte", by=person())
    assert (entry.subject, entry.after["reason"]) == ("indikatorer.csv", WHY)
    assert entry.before["h_andel"]["title"] == "Behandlet i tide"
    assert set(entry.after) == {"h_andel", "h_ny", "reason"}
    assert indicator().history.first().history_user == person()
    assert Job.objects.get().kind == "recompute"


def test_a_reason_is_asked_for(client):
    content = edited(client, lambda row: row.update(decimals="2"))
    before = state()
    tree = read(confirmed(client, content, reason=" "), 422)
    assert texts(tree, ".field-error") == ["Skriv hvorfor. Begrunnelsen blir stående i loggen."]
    assert state() == before
    assert client.post(STORE, fields(tree, STORE) | {"reason": WHY}).status_code == 302


def test_what_was_changed_meanwhile_is_shown_before_it_is_overwritten(client):
    content = edited(client, lambda row: row.update(decimals="2"))
    form = fields(read(sent(client, content)), STORE) | {"reason": WHY}
    one = indicator()
    one.title = "En annens tittel"
    one.save()
    tree = read(client.post(STORE, form), 409)
    assert "endret siden du så dette sist" in texts(tree, "[data-other]")[0]
    assert indicator().title == "En annens tittel"
    assert "En annens tittel" in " ".join(texts(tree, "[data-planned=h_andel]"))
    assert client.post(STORE, fields(tree, STORE) | {"reason": WHY}).status_code == 302
    assert indicator().title == "Behandlet i tide"


@pytest.mark.parametrize(
    ("column", "value", "fault"),
    [
        ("type", "snitt", "Rad 2, kolonne type: «snitt»"),
        ("target_moderate", "0,99", "Rad 2, kolonne target_moderate: «0,99»: Grensen for moderat"),
        (
            "coverage_indicator",
            "h_tid",
            "Rad 2, kolonne coverage_indicator: «h_tid» er ikke av",
        ),
        ("coverage_indicator", "l_dg", "hører til et annet register"),
        ("valid_from", "2023", "Rad 3, kolonne valid_from: h_andel har alt et mål fra 2023 (rad 2)"),
        ("registry", "lunge", "Rad 2, kolonne registry: «lunge» er et annet register. Her kan bare hjerte"),
        ("key", "import", "Rad 2, kolonne key: «import» brukes av portalen selv"),
        ("key", "l_andel", "har resultater"),
        ("min_denominator", "0", "Rad 2, kolonne min_denominator"),
    ],
)
def test_the_checks_are_the_editors(client, tmp_path, column, value, fault):
    deliver(tmp_path, ["caregiver;2022;111;l_andel;8;10"], registry="lunge")
    Indicator.objects.create(key="l_dg", registry=Registry.objects.get(key="lunge"), type="coverage")
    first = []

    def change(row):
        # What the rows of a key must agree on is changed in both.
        if row["key"] == "h_andel" and (not first or column == "coverage_indicator"):
            first.append(row)
            row[column] = value

    content, before = edited(client, change), state()
    assert any(fault in one for one in told(sent(client, content)))
    assert state() == before


@pytest.mark.parametrize(
    ("change", "column"),
    [
        ({"direction": "lower", "target_high": "0,05", "target_moderate": "0,1"}, "direction"),
        ({"direction": "lower", "target_high": "0,05", "target_moderate": "0,1", "break": "0"}, "break"),
    ],
)
def test_a_direction_turns_in_a_file_as_it_does_in_the_editor(client, tmp_path, change, column):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"])
    content = edited(client, lambda row: row["valid_from"] == "2023" and row.update(change))
    assert any(f"Rad 3, kolonne {column}:" in one for one in told(sent(client, content)))


def test_the_type_of_what_has_been_delivered_stays(client, tmp_path):
    deliver(tmp_path, ["caregiver;2022;111;h_andel;8;10"])
    content = edited(client, lambda row: row["key"] == "h_andel" and row.update(type="mean"))
    assert any("h_andel har resultater som share" in one for one in told(sent(client, content)))


def test_a_coverage_that_others_need_stays_one(client):
    content = "key,registry,type\nh_dg,hjerte,share\n"
    assert any("h_andel har denne som dekningsgrad" in one for one in told(sent(client, content)))


def test_a_file_without_the_column_retires_and_reopens_no_one(client):
    Indicator.objects.filter(key="h_tid").update(retired=True)
    content = "key,registry,type,title\nh_tid,hjerte,median,Ventetid\n"
    confirmed(client, content)
    assert indicator("h_tid").retired
    confirmed(client, "key,registry,type,title,retired\nh_tid,hjerte,median,Ventetid,nei\n")
    assert not indicator("h_tid").retired


def a_workbook(*rows, formula=None):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    if formula:
        book.active["C2"] = formula
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("content", "name", "fault"),
    [
        (b"", "tom.csv", "filen er tom"),
        (b"key,registry\n", "k.csv", "Kolonnen mangler"),
        (b"%PDF-1.7\0\0", "fil.csv", "ikke en tekstfil"),
        (b"PK\x03\x04 knust", "fil.xlsx", "regneark"),
        (
            a_workbook(["key", "registry", "type"], ["h_x", "hjerte", "share"], formula="=1+1"),
            "f.xlsx",
            "formel",
        ),
        (a_workbook(["key", "registry"], ["h_x", "hjerte"]), "m.xlsx", "Kolonnen mangler"),
        (b"x" * 2_000_001, "stor.csv", "for stor"),
    ],
)
def test_a_file_that_can_not_be_read_is_told_and_changes_nothing(client, content, name, fault):
    before = state()
    (sentence,) = told(sent(client, content, name))[:1]
    assert fault.lower() in sentence.lower()
    assert state() == before


def test_a_file_must_be_chosen(client):
    tree = read(client.post(IMPORT, {}), 422)
    assert texts(tree, ".field-error") == ["Velg filen du vil lese inn."]


def test_only_what_was_shown_for_this_registry_is_stored(client):
    kept = {"rows": [], "source": "", "registry": Registry.objects.get(key="lunge").pk}
    for content in ("", "tull", signing.dumps(kept, salt=SALT), signing.dumps(kept, salt="another")):
        assert client.post(STORE, {"innhold": content, "reason": WHY}).status_code == 404
