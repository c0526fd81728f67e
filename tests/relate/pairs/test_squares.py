"""Two entities of one scene have a cell, two of two scenes have none."""

from hypothesis import given
from hypothesis import strategies as st

from kg.relate.pairs.squares import Squares


@given(st.lists(st.integers(1, 5), max_size=5))
def test_each_two_entities_of_one_scene_have_one_cell(sizes: list[int]) -> None:
    squares = Squares.of(sizes)
    scenes = [scene for scene, size in enumerate(sizes) for _ in range(size)]
    assert squares.scenes.tolist() == scenes
    numbers = range(len(scenes))
    cells = [(s, o) for s in numbers for o in numbers if scenes[s] == scenes[o]]
    assert list(zip(squares.subjects.tolist(), squares.objects.tolist(), strict=True)) == cells
    for cell, (s, o) in enumerate(cells):
        assert squares.rows[s] + o == cell
        assert squares.first[s] <= o < squares.last[s]
        assert cells[squares.turned()[cell]] == (o, s)
