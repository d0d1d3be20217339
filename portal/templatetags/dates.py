"""Dates and moments in the language of the page: `{{ one.created_at|day }}`, `{{ timestamp|moment }}`."""

from django import template

from wording.dates import date_text, time_text

register = template.Library()
register.filter("day", date_text)
register.filter("moment", time_text)
