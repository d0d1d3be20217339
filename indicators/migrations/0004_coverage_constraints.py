from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("indicators", "0003_coverage_without_coverage"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('coverage_indicator', models.F('id')), _negated=True), ('coverage_indicator', None), _connector='OR'), name='indicator_not_its_own_coverage', violation_error_message='En indikator kan ikke være sin egen dekningsgrad.'),
        ),
        migrations.AddConstraint(
            model_name='indicator',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('type', 'coverage'), _negated=True), ('coverage_indicator', None), _connector='OR'), name='indicator_coverage_has_none', violation_error_message='En dekningsgrad har ikke selv noen dekningsgrad.'),
        ),
    ]
