"""What nobody keeps: staff's pages say what is not public."""

from django.views.decorators.cache import cache_control

kept_by_no_one = cache_control(private=True, no_store=True)
