"""What stands around two names: the same for the same words, whatever the names are called."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from kg.relate.pairs.joined import join_scenes
from kg.relate.pairs.scene import Scene
from kg.relate.pairs.wording import SIZE, UNIT, Wording, add_runs, weigh_actors
from tests.relate.pairs.test_table import scene_of, texts


def wording_of(scene: Scene) -> Wording:
    return Wording(join_scenes([scene]))


def runs_of(text: str, subject: str, object_: str) -> list[int]:
    """The numbers of the runs around two names, each by its first mention."""
    scene = scene_of("新闻\n" + text)
    at = {scene.folded[name.start : name.end]: number for number, name in reversed(list(enumerate(scene.named)))}
    numbers = wording_of(scene).numbers(np.array([at[subject]]), np.array([at[object_]]))[0]
    return sorted(int(number) for number in numbers if number < SIZE)


def test_names_count_as_signs_but_for_their_last_characters() -> None:
    told = runs_of("比亚迪落户襄阳市，明年投产。", "比亚迪", "襄阳市")
    other = runs_of("宁德时代落户荆门市，明年投产。", "宁德时代", "荆门市")
    assert len(set(told) & set(other)) > 0.7 * len(set(told))
    assert set(told) != set(other)


def test_the_order_of_two_names_tells_what_stands_between_them() -> None:
    forward = runs_of("比亚迪隶属宁德时代。", "比亚迪", "宁德时代")
    assert forward != runs_of("比亚迪隶属宁德时代。", "宁德时代", "比亚迪")


def test_words_of_another_sentence_do_not_stand_between() -> None:
    near = runs_of("比亚迪来了。襄阳市好。", "比亚迪", "襄阳市")
    assert set(near) == set(runs_of("比亚迪来了。天很蓝。襄阳市好。", "比亚迪", "襄阳市"))


def test_a_pair_weighs_what_its_runs_weigh() -> None:
    weights = np.zeros(SIZE, dtype=np.int16)
    weights[7], weights[9] = 2 * UNIT, -UNIT
    numbers = np.array([[7, 9, SIZE], [7, 7, SIZE], [1, SIZE, SIZE]], dtype=np.int32)
    assert add_runs(numbers, weights).tolist() == [8, 32, 0]


def test_around_a_name_alone_words_count_by_their_side_and_how_far_they_are() -> None:
    def alone(text: str) -> set[int]:
        scene = scene_of("新闻\n" + text)
        numbers = wording_of(scene).numbers_alone()
        (told,) = [row for row, name in zip(numbers, scene.named, strict=True) if name.type == "Enterprise"]
        return {int(number) for number in told if number < SIZE}

    told = alone("会上，比亚迪落户了。")
    assert told == alone("天气很好。会上，比亚迪落户了。明年见。")  # of its own sentence only
    assert told != alone("落户了，比亚迪会上。")
    assert told != alone("会上，比亚迪经过几轮商谈，最后还是落户了。")


@given(texts)
@settings(max_examples=40, deadline=None)
def test_every_two_mentions_of_any_text_have_runs(text: str) -> None:
    scene = scene_of(text)
    if not scene.named:
        return
    a, b = np.divmod(np.arange(len(scene.named) ** 2), len(scene.named))
    numbers = wording_of(scene).numbers(a, b)
    assert ((numbers >= 0) & (numbers <= SIZE)).all()
    again = wording_of(scene).numbers(a[::-1].copy(), b[::-1].copy())
    assert (again == numbers[::-1]).all()


def test_a_name_weighs_what_its_mentions_weigh_at_best_and_in_the_mean() -> None:
    weights = np.zeros((2, SIZE), dtype=np.int16)
    weights[0, 7], weights[0, 9], weights[1, 7] = UNIT, -2 * UNIT, 3 * UNIT
    numbers = np.array([[7, SIZE], [9, SIZE], [7, SIZE]], dtype=np.int32)
    asked = np.array([[True, False], [False, True]])  # the first is a subject, the second an object
    result = np.zeros((4, 2), dtype=np.int16)
    weigh_actors(numbers, weights, np.array([0, 0, 1]), asked, result)
    assert result.tolist() == [[8, 0], [-4, 0], [0, 24], [0, 24]]
