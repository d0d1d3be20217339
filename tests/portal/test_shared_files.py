"""The cache in files: what two processes count, they count together."""

from multiprocessing import get_context

from portal.shared_files import SharedFiles

TRIES = 40


def cache_in(folder):
    return SharedFiles(str(folder), {})


def add_all(folder, added, ready):
    cache = cache_in(folder)
    ready.wait()
    for number in range(TRIES):
        if cache.add(f"key {number}", "mine"):
            added.put(number)


def test_what_one_process_adds_another_finds(tmp_path):
    assert cache_in(tmp_path).add("key", "value", timeout=60)
    assert not cache_in(tmp_path).add("key", "other")
    assert cache_in(tmp_path).get("key") == "value"


def test_of_those_that_add_the_same_at_once_one_does(tmp_path):
    context = get_context("spawn")
    added, ready = context.Queue(), context.Barrier(4)
    processes = [context.Process(target=add_all, args=(tmp_path, added, ready)) for _ in range(4)]
    for one in processes:
        one.start()
    found = sorted(added.get(timeout=60) for _ in range(TRIES))
    for one in processes:
        one.join()
    assert found == list(range(TRIES))
    assert added.empty()
    assert {one.exitcode for one in processes} == {0}


def test_its_folder_is_for_the_server_alone(tmp_path):
    cache_in(tmp_path / "cache").add("key", "value")
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0
