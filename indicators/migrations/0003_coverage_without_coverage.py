from django.db import migrations


def drop(apps, schema_editor):
    """A coverage's own coverage has never been looked at: it says nothing, and is now refused."""
    Indicator = apps.get_model("indicators", "Indicator")
    Indicator.objects.filter(type="coverage").exclude(coverage_indicator=None).update(coverage_indicator=None)


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0002_retired_indicators"),
    ]

    operations = [
        migrations.RunPython(drop, migrations.RunPython.noop),
    ]
