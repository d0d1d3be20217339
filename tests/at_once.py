"""Several calls at the same moment, each with a connection of its own."""

from threading import Barrier, Thread

from django.db import connection


def at_once(*calls):
    """What each answered, or the error it ended in. One after the other where writers queue: on SQLite."""
    outcomes, together = {}, Barrier(len(calls))

    def run(at, call):
        try:
            if connection.vendor == "postgresql":
                together.wait()
            outcomes[at] = call()
        except Exception as error:  # whatever it is, the test looks at it
            outcomes[at] = error
        finally:
            connection.close()

    threads = [Thread(target=run, args=one) for one in enumerate(calls)]
    for one in threads:
        one.start()
        if connection.vendor != "postgresql":
            one.join()
    for one in threads:
        one.join()
    return [outcomes[at] for at in range(len(calls))]
