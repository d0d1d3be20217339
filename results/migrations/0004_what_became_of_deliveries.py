from django.db import migrations


def tell_what_became_of_deliveries(apps, schema_editor):
    """So far only the trail knew the draft that a delivery made, and how many cells it changed."""
    entries = apps.get_model("registries", "AuditEntry").objects.filter(action="deliver")
    deliveries = apps.get_model("results", "Delivery").objects
    for subject, after in entries.values_list("subject", "after"):
        number = subject.removeprefix("levering ")
        if number.isdigit() and "diff" in after:
            deliveries.filter(pk=number).update(release=after["release"], **after["diff"])


class Migration(migrations.Migration):

    dependencies = [
        ('registries', '0004_members'),
        ('results', '0003_warnings_accepted_one_by_one'),
    ]

    operations = [
        migrations.RunPython(tell_what_became_of_deliveries, migrations.RunPython.noop),
    ]
