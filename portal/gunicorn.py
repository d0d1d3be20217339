"""How gunicorn serves the portal: few processes, threads for the waiting, no request unbounded."""

import gc
import os
from typing import Any

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
preload_app = True
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
control_socket_disable = True


def pre_fork(server: Any, worker: Any) -> None:
    """What is loaded is shared by the processes for as long as none looks through it for garbage."""
    gc.freeze()


def post_worker_init(worker: Any) -> None:
    """Before its first request. What is there for good is not looked through again: a full collection would
    hold up every request of the process for a tenth of a second, now and then."""
    from portal.warming import warm

    warm(worker.wsgi)
    gc.collect()
    gc.freeze()
