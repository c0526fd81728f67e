"""A known firm that only begins a longer name is named all the same."""

from tests.handmade import extract_marked


def nested(body: str) -> list[str]:
    return [m.span.text for m in extract_marked(body).mentions if m.recognizer == "nested"]


def test_the_firm_in_front_of_a_park_is_named() -> None:
    assert nested("{K:比亚迪襄阳产业园}开园。") == ["比亚迪"]


def test_a_place_in_front_is_passed_over() -> None:
    assert nested("{J:襄阳比亚迪产业园项目}开工。") == ["比亚迪"]


def test_a_firm_that_the_article_names_itself_is_not_named_again() -> None:
    assert nested("{E:比亚迪}来了，{K:比亚迪襄阳产业园}开园。") == []


def test_a_form_to_be_believed_in_context_only_names_no_firm() -> None:
    assert nested("{K:东方产业园}开园。") == []


def test_what_owns_a_project_is_a_firm() -> None:
    assert nested("走进园区，{J:沅芷的负极材料项目}封顶。") == ["沅芷"]


def test_a_legal_form_shows_the_firm_with_the_place_in_front_of_it() -> None:
    assert nested("{J:岳阳沅芷电缆有限公司技术改造}完工。") == ["岳阳沅芷电缆有限公司"]


def test_a_place_a_size_and_what_is_said_of_a_thing_own_no_project() -> None:
    for name in ("岳阳的智慧物流项目", "百万千瓦级的风电基地", "沅芷转型升级的乙烯项目", "沅芷位于岳阳的二期工厂"):
        assert nested("{J:" + name + "}开工。") == []


def test_a_firm_named_like_the_park_that_it_lies_in_is_not_named_by_the_park() -> None:
    assert nested("{K:漳州古雷石化基地}扩建。") == []
    assert nested("{J:漳州古雷石化乙烯项目}扩建。") == ["古雷石化"]


def test_a_firm_behind_a_known_one_is_named_as_a_whole() -> None:
    assert nested("{J:比亚迪沅芷新材料有限公司涂料项目}开工。") == ["比亚迪沅芷新材料有限公司"]
    assert nested("{J:襄阳比亚迪公司涂料项目}开工。") != ["比亚迪"]
