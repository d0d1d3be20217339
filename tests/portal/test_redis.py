"""With REDIS_URL the processes share one cache."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEEP = "from django.core.cache import cache; cache.set('kvalitetsviser-test', 'delt', 30)"
FETCH = "from django.core.cache import cache; print(cache.get('kvalitetsviser-test'))"


def in_a_process(code, redis_url):
    started = f"import django; django.setup(); {code}"
    environment = os.environ | {"REDIS_URL": redis_url, "DJANGO_SETTINGS_MODULE": "portal.settings"}
    done = subprocess.run(
        [sys.executable, "-c", started], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_what_one_process_caches_another_finds(redis_url):
    in_a_process(KEEP, redis_url)
    assert in_a_process(FETCH, redis_url) == "delt"
