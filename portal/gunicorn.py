"""How gunicorn serves the portal: few processes, threads for the waiting, no request unbounded."""

import os

workers = int(os.environ.get("WEB_WORKERS", "2"))
threads = 4
timeout = 60
preload_app = True
accesslog = "-" if os.environ.get("ACCESS_LOG") == "1" else None
control_socket_disable = True
