"""Public numbers that show how numbers come about: found by themselves, the same for the same releases."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass

from django.conf import settings

from results import invented
from results.choices.offer import Offer
from results.example_settings import Setting, invented_setting, public_setting, size
from results.kept import Kept
from results.models import Attainment, Withheld
from results.points import FunnelPoint, Measure, Point
from wording.language import current

# About so many patients make a result that chance has much to say about, and no one a single patient.
UNCERTAIN_SIZE = 50


@dataclass(frozen=True)
class Told:
    """A place whose number an example is about."""

    setting: Setting
    point: Point

    @property
    def measure(self) -> Measure:
        return self.setting.ranking.measure

    @property
    def before(self) -> Point:
        return self.setting.befores[self.point.slug]


@dataclass(frozen=True)
class Examples:
    """Each from what is public where something suits, else invented."""

    setting: Setting  # that ranking and funnel are shown of
    certain: Told
    uncertain: Told
    lacking: Told
    changed: Told
    outside: Told
    withheld: tuple[Told, ...]  # one for each reason that is found

    @property
    def outside_point(self) -> FunnelPoint:
        return next(one for one in self.outside.setting.funnel.points if one.point == self.outside.point)


kept: Kept[Examples] = Kept()


def examples_of(offer: Offer, words: invented.Words) -> Examples:
    """What suits best of all that the page has to choose among; kept for the next reader of the same."""
    key = (current(), words, _face(offer))
    found = kept.get(key)
    if found is None:
        found = _merged(public_setting(offer), invented_setting(words))
        kept.put(key, found, settings.KEPT_EXAMPLES)
    return found


def _face(offer: Offer) -> Hashable:
    """The releases, and what is shown as it is now: names."""
    releases = ((one.release.pk, one.release.checksum, one.registry.short_name) for one in offer.releases)
    return frozenset(releases), frozenset((unit.pk, unit.slug, unit.name) for unit in offer.units)


def _merged(public: Setting | None, made_up: Setting) -> Examples:
    def first(choose: Callable[[Setting], Point | None]) -> Told:
        for setting in filter(None, (public, made_up)):
            if found := choose(setting):
                return Told(setting, found)
        raise ValueError("The invented hospitals hold no such example.")

    outside = first(_outside)
    return Examples(
        setting=outside.setting,
        certain=first(_certain),
        uncertain=first(_uncertain),
        lacking=first(_lacking),
        changed=first(_changed),
        outside=outside,
        withheld=tuple(Told(public or made_up, one) for one in _withheld(public or made_up)),
    )


def _certain(setting: Setting) -> Point | None:
    """A certain level, high before low, with the most patients; not where all or none of them."""
    found = [one for one in _measured(setting) if one.certain and one.numerator != one.denominator]
    return max(found, key=lambda one: (one.level == Attainment.HIGH, size(one)), default=None)


def _uncertain(setting: Setting) -> Point | None:
    found = [one for one in _measured(setting) if one.certain is False and one.numerator != one.denominator]
    return min(found, key=lambda one: abs(size(one) - UNCERTAIN_SIZE), default=None)


def _lacking(setting: Setting) -> Point | None:
    """Certainly not high; of those the one with the fewest patients lacking, but more than one."""
    found = [one for one in _measured(setting) if one.certain and (one.distance or 0) > 1]
    return min(found, key=lambda one: one.distance or 0, default=None)


def _changed(setting: Setting) -> Point | None:
    found = [one for one in setting.ranking.shown if one.slug in setting.befores]
    return max(found, key=size, default=None)


def _outside(setting: Setting) -> Point | None:
    found = [one for one in setting.funnel.points if one.outside]
    farthest = max(found, key=lambda one: (abs(one.outside), size(one.point)), default=None)
    return farthest.point if farthest else None


def _withheld(setting: Setting) -> Iterator[Point]:
    """One for each reason, in the order that the reasons are looked at."""
    for reason in Withheld.values:
        yield from [one for one in setting.ranking.hidden if one.cell.withheld == reason][:1]


def _measured(setting: Setting) -> list[Point]:
    return [one for one in setting.ranking.shown if one.level and one.denominator]
