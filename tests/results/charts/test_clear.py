from results.charts.clear import clear_places


def places(named, markers, lines=(), width=300):
    return clear_places(named, markers, lines, [width], 300)


def test_a_name_alone_stands_right_of_its_marker():
    assert places([((0.3, 150), 60)], [(0.3, 150)]) == [(1, 0)]


def test_a_name_stands_left_where_the_right_is_taken_or_the_plot_ends():
    assert places([((0.5, 150), 60)], [(0.5, 150), (0.6, 150)]) == [(-1, 0)]
    assert places([((0.9, 150), 60)], [(0.9, 150)]) == [(-1, 0)]


def test_a_name_moves_up_or_down_where_both_sides_are_taken():
    (place,) = places([((0.5, 150), 60)], [(0.5, 150), (0.6, 150), (0.4, 150), (0.6, 170)])
    assert place == (1, -16)


def test_a_place_is_clear_at_every_width():
    markers = [(0.3, 150), (0.6, 150)]
    assert places([((0.3, 150), 60)], markers) == [(1, 0)] != places([((0.3, 150), 60)], markers, width=200)


def test_two_names_do_not_cover_each_other():
    first, second = places([((0.3, 150), 60)] * 2, [(0.3, 150)])
    assert first != second


def test_a_line_is_kept_clear_of_where_that_costs_little():
    assert places([((0.3, 150), 60)], [(0.3, 150)], [(0.4, 150)]) == [(-1, 0)]
