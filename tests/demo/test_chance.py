"""What the demonstration is drawn from falls the same everywhere."""

import numpy as np

from demo.chance import Chance


def test_draws_are_the_same_on_every_machine():
    chance = Chance("kvalitetsviser", "test")
    # Drawn once on x86-64 with NumPy 2.4; any other machine and version must draw the same.
    assert (chance.even(4) * 2**16).astype(int).tolist() == [28525, 54105, 7344, 34267]
    assert (chance.bell(3) * 2**16).astype(int).tolist() == [-22280, -58829, -107968]
    assert chance.drawn(np.array([10, 100, 1000]), np.array([0.5, 0.25, 0.9])).tolist() == [5, 17, 904]
    assert chance.around(np.array([0.0, 3.5, 1000.0])).tolist() == [0, 5, 1003]


def test_other_words_give_other_draws():
    assert Chance("a", "b").even(4).tolist() != Chance("a", "c").even(4).tolist()


def test_bells_are_normally_distributed():
    bells = Chance("bells").bell(20_000)
    assert abs(bells.mean()) < 0.03
    assert abs(bells.std() - 1) < 0.03
    assert abs((np.abs(bells) > 1.96).mean() - 0.05) < 0.01


def test_shares_of_many_are_drawn_as_often_as_they_say():
    patients = np.full(200, 1000)
    drawn = Chance("patients").drawn(patients, np.array(0.2))
    assert abs(drawn.mean() - 200) < 3
    assert abs(drawn.std() - np.sqrt(1000 * 0.2 * 0.8)) < 2


def test_none_and_all_are_drawn_exactly():
    patients = np.array([[0, 7], [30, 1]])
    assert Chance("all").drawn(patients, np.array(1.0)).tolist() == patients.tolist()
    assert Chance("none").drawn(patients, np.array(0.0)).tolist() == [[0, 0], [0, 0]]


def test_events_are_never_fewer_than_none():
    assert Chance("few").around(np.full(2000, 0.3)).min() == 0
