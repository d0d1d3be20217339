import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from results.jobs import unfinished
from results.management.telling import ANYTHING_ELSE, refuse_unless_accepted, tell
from results.models import Job
from results.progress import progress_of
from wording.dates import time_text

# Of those that have ended.
LATEST = 10
# Seconds between two looks at a job that is followed.
PAUSE = 0.5


class Command(BaseCommand):
    help = "List jobs, or show one: 0 done or not finished yet, 1 faults, 2 warnings not accepted, 3 failed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("job", type=int, nargs="?", metavar="JOB")
        parser.add_argument("--wait", action="store_true", help="follow the job until it is finished")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["job"] is None:
            if options["wait"]:
                raise CommandError("Si hvilken jobb: jobs JOB --wait.", returncode=ANYTHING_ELSE)
            self.list_jobs()
            return
        job = Job.objects.select_related("registry").filter(pk=options["job"]).first()
        if job is None:
            raise CommandError(f"Jobb {options['job']} finnes ikke.", returncode=ANYTHING_ELSE)
        if options["wait"]:
            self.follow(job)
        else:
            self.line(job)
        self.end(job)

    def list_jobs(self) -> None:
        jobs = Job.objects.select_related("registry")
        ended = jobs.exclude(state__in=Job.UNFINISHED).order_by("-finished_at", "-pk")[:LATEST]
        for job in [*unfinished().select_related("registry"), *ended]:
            self.line(job)

    def line(self, job: Job) -> None:
        asked, state = time_text(job.at), job.get_state_display()
        what = f"{job.registry.key}, {job.get_kind_display()}"
        self.stdout.write(f"{job.pk}: {what}, {asked}: {state}. {progress_of(job).sentence}")

    def follow(self, job: Job) -> None:
        said = ""
        while True:
            sentence = progress_of(job).sentence
            if sentence != said:
                self.stdout.write(sentence)
                self.stdout.flush()
            if job.is_finished:
                return
            said = sentence
            time.sleep(PAUSE)
            job.refresh_from_db()

    def end(self, job: Job) -> None:
        """What became of the job, as `deliver` and `recompute` tell it. Nothing while it is unfinished."""
        if job.state == Job.State.FAILED:
            raise CommandError(job.error, returncode=ANYTHING_ELSE)
        if job.error:
            raise CommandError(job.error)
        if job.is_finished and job.kind == Job.Kind.DELIVER:
            tell(self, job.report)
            refuse_unless_accepted(job.report)
