"""Takes what has never been delivered out of drafts, so that it may be deleted."""

from django.db import transaction
from django.utils.translation import gettext as _

from indicators.models import Indicator
from registries.lock import lock_registry
from registries.refusal import Refused
from results.models import Release, ReleasedIndicator

NEVER_PUBLIC = (Release.State.DRAFT, Release.State.CLOSED)


@transaction.atomic
def forget_undelivered(*, indicator: Indicator) -> None:
    """No draft lists the indicator any more; no number of any of them was of it.

    Refused where it has been delivered, or has been public.
    """
    lock_registry(indicator.registry)
    kept = ReleasedIndicator.objects.filter(indicator=indicator)
    leaning = ReleasedIndicator.objects.filter(coverage_indicator=indicator)
    if indicator.slices.exists() or leaning.exists():
        raise Refused(
            _("{key} har resultater og kan ikke slettes. Avslutt den i stedet.").format(key=indicator.key)
        )
    if kept.exclude(release__state__in=NEVER_PUBLIC).exists():
        raise Refused(
            _("{key} har vært publisert og kan ikke slettes. Avslutt den i stedet.").format(key=indicator.key)
        )
    kept.delete()
