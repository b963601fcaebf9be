from dataclasses import dataclass

import pytest

from shizheng.kit.registry import Registry, RegistryError


@dataclass(frozen=True)
class Tile:
    ident: str
    size: int = 1


def positive(tile: Tile) -> None:
    if tile.size < 1:
        raise ValueError("尺寸应大于零")


@pytest.fixture
def tiles() -> Registry[Tile]:
    registry = Registry("首页磁贴", key=lambda tile: tile.ident, check=positive)
    registry.register(Tile("b"))
    registry.register(Tile("a"))
    return registry


def test_items_come_back_in_order_of_registration(tiles):
    assert [tile.ident for tile in tiles] == ["b", "a"]
    assert tiles.ids() == ("b", "a")
    assert len(tiles) == 2
    assert tiles.get("a") == Tile("a")
    assert "a" in tiles
    assert tiles.find("z") is None


def test_a_second_item_of_one_id_is_refused_and_the_first_stays(tiles):
    with pytest.raises(RegistryError, match="“a”重复登记"):
        tiles.register(Tile("a", 2))
    assert tiles.get("a").size == 1


@pytest.mark.parametrize("tile", [Tile("c", 0), Tile(""), Tile("  ")])
def test_an_unfit_item_is_refused(tiles, tile):
    with pytest.raises(RegistryError):
        tiles.register(tile)
    assert len(tiles) == 2


def test_asking_for_an_unknown_id_names_the_known_ones(tiles):
    with pytest.raises(RegistryError, match=r"没有登记“z”.*b、a"):
        tiles.get("z")


def test_a_copy_is_independent(tiles):
    twin = tiles.copy()
    twin.register(Tile("c"))
    assert "c" in twin
    assert "c" not in tiles
    with pytest.raises(RegistryError):
        twin.register(Tile("d", 0))


def test_isolation_puts_back_what_was_there(tiles):
    with tiles.isolated(empty=True) as inside:
        assert len(inside) == 0
        tiles.register(Tile("c"))
    assert tiles.ids() == ("b", "a")


def test_it_serves_as_a_decorator():
    rules = Registry("规则", key=lambda rule: rule.__name__)

    @rules.register
    def balance() -> int:
        return 1

    assert balance() == 1
    assert rules.get("balance") is balance
