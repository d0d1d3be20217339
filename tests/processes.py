"""The product's processes, forked where its libraries are read: that is most of what a start costs."""

import multiprocessing
import os
import runpy
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# None of them reads the settings: each process has its own, and reads the portal itself.
LIBRARIES = [
    "celery.app.control",
    "celery.apps.worker",
    "celery.bin.celery",
    "celery.concurrency.prefork",
    "celery.worker.strategy",
    "django.contrib.admin",
    "django.core.management",
    "django.db.backends.postgresql.base",
    "kombu.transport.redis",
    "pandas",
    "plotly.graph_objects",
    "rapidfuzz.process",
    "requests",
    "xlsxwriter",
]
context = multiprocessing.get_context("forkserver")
context.set_forkserver_preload(LIBRARIES)


def begin(arguments, environment, out, err):
    """A process like that of `python file …`, `python -m module …` or `python -c code …`, in a session of its
    own. What it says is added to the files `out` and `err`."""
    for said in (out, err):
        said.touch()
    process = context.Process(target=become, args=(list(arguments), environment, out, err))
    process.start()
    return process


def become(arguments, environment, out, err):
    os.setsid()
    os.chdir(ROOT)
    sys.path.insert(0, str(ROOT))
    os.environ.clear()
    os.environ.update(environment)
    for said, number in ((out, 1), (err, 2)):
        os.dup2(os.open(said, os.O_WRONLY | os.O_APPEND), number)
    match arguments:
        case ["-m", module, *_]:
            sys.argv = arguments[1:]
            runpy.run_module(module, run_name="__main__", alter_sys=True)
        case ["-c", code, *rest]:
            sys.argv = ["-c", *rest]
            exec(code, {"__name__": "__main__"})
        case [file, *_]:
            sys.argv = arguments
            runpy.run_path(file, run_name="__main__")
