"""Pages that are pointed at: what lights up is what the walk finds, and what a browser shows is the record."""

import json
import re
from base64 import b64decode
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

import symrf
from symrf.derivation.downward.index_set import IndexSet
from symrf.exposition.pointing import Pointing, Sight, pointing, runs
from symrf.network import Network
from symrf.oracle import sizes, walk
from symrf.render.pointing import Picture, policy, script
from tests import networks
from tests.browser import browser, complaints, rules, seen
from tests.strategies import every_layer, sized, unsized
from tests.tools import optional, some

SMALL = {
    "input": {"size": 24},
    "layer": [
        {"name": "one", "op": "conv", "kernel": 3, "stride": 2, "padding": 1},
        {"name": "two", "op": "conv", "kernel": 2, "dilation": 3},
        {"name": "up", "op": "upsample", "factor": 2},
        {"name": "skip", "op": "crop", "left": 1, "right": 2, "from": "one"},
        {"name": "three", "op": "conv", "kernel": 3, "padding": 1, "from": "up"},
    ],
}


def read_by(found: Sight) -> set[int]:
    return {index for first, last in found.runs for index in range(first, last + 1)}


def inside_of(found: Sight) -> set[int]:
    return {index for first, last in found.inside or () for index in range(first, last + 1)}


def agrees(found: Pointing, net: Network, n: int | None) -> None:
    """Every number of the record, by the walk; of sets in many pieces the ends."""
    reading: dict[tuple[str, int], dict[str, set[int]]] = {}
    for (name, y), sights in found.sees.items():
        below = walk(net, name, frozenset({y}), n)
        inside = None if n is None else walk(net, name, frozenset({y}), n, in_bounds=True)
        shown = {one.name for one in found.maps} & {one for one, read in below.items() if read} - {name}
        assert set(sights) == shown, (name, y)
        for lower, sight in sights.items():
            assert sight.count == len(below[lower])
            assert sight.hull == (min(below[lower]), max(below[lower]))
            assert read_by(sight) == set(below[lower]) or len(sight.runs) == 1
            if inside is not None:
                lit, real = inside_of(sight), inside.get(lower, ())
                assert lit == set(real) or len(sight.inside or ()) == 1
                assert {*sorted(lit)[:1], *sorted(lit)[-1:]} == {*sorted(real)[:1], *sorted(real)[-1:]}
        if inside is not None:
            reading[name, y] = {lower: set(read) for lower, read in inside.items()}
    for (name, y), above in found.seen_by.items():
        for upper in found.maps if n is not None else ():
            if upper.name == name or len(upper.features) != upper.size:
                continue
            who = [t for t in upper.features if y in reading[upper.name, t].get(name, ())]
            one = above.get(upper.name)
            assert (None if one is None else (one.first, one.last, one.count)) == (
                (who[0], who[-1], len(who)) if who else None
            ), (name, y, upper.name)


@given(sized(every_layer, most=5))
def test_what_is_lit_is_what_the_walk_finds(net: Network) -> None:
    found = pointing(net, "x")
    if found is not None:
        n = net.source_size["x"]
        assert {one.name: one.size for one in found.maps if one.name != "input"}.items() <= sizes(net, n).items()
        agrees(found, net, n)


@given(unsized(most=5))
def test_without_a_size_the_padding_is_lit_too(net: Network) -> None:
    found = pointing(net, "x")
    if found is not None:
        assert all(sight.inside is None for sights in found.sees.values() for sight in sights.values())
        agrees(found, net, None)


def test_a_wrong_record_is_noticed() -> None:
    net = symrf.read(SMALL)
    found = pointing(net, "x")
    assert found is not None
    agrees(found, net, 24)
    key = ("two", 3)
    sight = found.sees[key]["input"]
    first, last = sight.runs[-1]
    wrong = Sight((*sight.runs[:-1], (first, last + 1)), sight.count + 1, sight.inside)
    with pytest.raises(AssertionError):
        agrees(Pointing(found.maps, {**found.sees, key: {"input": wrong}}, {}, 0, found.chosen), net, 24)


def test_many_pieces_are_one_stretch() -> None:
    assert runs(IndexSet(0, int("10" * 40, 2))) == ((1, 79),)
    assert runs(IndexSet(5, 0)) == ()


def test_symbols_cannot_be_pointed_at() -> None:
    assert pointing(networks.symbolic(), networks.symbolic().axes[0]) is None


def test_large_networks_stay_small() -> None:
    page = symrf.report(symrf.read("resnet152"), "html", verdicts=networks.accepted)
    assert page.count('<div class="map') == 12
    assert len(page) < 1_500_000


def test_only_the_script_of_the_page_may_run() -> None:
    page = symrf.report(networks.hostile(), "html", verdicts=networks.accepted)
    (allowed,) = re.findall(r"script-src 'sha256-([^']+)'", unescape(page))
    (ran,) = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert b64decode(allowed) == sha256(ran.encode()).digest()
    assert "<" not in Picture(pointing(networks.hostile(), "x") or pytest.fail("nothing to point at")).record
    assert "default-src 'none'" in policy()
    assert not re.search(r"fetch|http(?!://www\.w3\.org/2000/svg)|eval|innerHTML|import", script())


def test_without_script_the_figure_is_there() -> None:
    page = symrf.report(symrf.read(SMALL), "html", verdicts=networks.accepted)
    static = re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)
    assert static.count('class="lit"') >= 4
    assert "sees" in static


# ---- in a browser


def lit(row: Any) -> tuple[str, list[tuple[str, str]]]:
    """A row's words, and its bars: their kind and where they begin."""
    bars = row.find_elements("css selector", "g rect")
    words = row.find_element("css selector", "span").text
    return words, [(bar.get_attribute("class"), bar.get_attribute("x")) for bar in bars]


def expected(record: Any, at_map: int, at: int, row: int) -> tuple[str, list[tuple[str, str]]]:
    if row == at_map:
        return f"feature {record['maps'][row]['features'][at]}", [("lit", f"{record['here'][row][at][0]:g}")]
    if (sees := record["sees"][at_map][at].get(str(row))) is not None:
        lights = [("light", bar) for bar in sees[1]] + [("lit", bar) for bar in sees[2]]
        return sees[0], [(kind, f"{bar[0]:g}") for kind, bar in lights]
    if (who := record["seen"][at_map][at].get(str(row))) is not None:
        return who[0], [("seen", f"{bar[0]:g}") for bar in who[1]]
    return "", []


def touched(driver: Any, bar: Any, place: float) -> None:
    """A finger put down on a bar, at that place of 1000, and taken away."""
    driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", bar)
    asked = "const b = arguments[0].getBoundingClientRect(); return [b.x, b.y, b.width, b.height]"
    box = driver.execute_script(asked, bar)
    point = {"x": box[0] + box[2] * place / 1000, "y": box[1] + box[3] / 2}
    for kind, points in (("touchStart", [point]), ("touchEnd", [])):
        driver.execute_cdp_cmd("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


@pytest.mark.slow
def test_pointing_in_a_browser(tmp_path: Path) -> None:
    """By keyboard, by mouse and by finger, on networks of several kinds; and the pages can be read by everybody."""
    for tool in ("chromium", "chromedriver", "selenium", "axe_core_python"):
        optional(tool)
    from selenium.webdriver.common.action_chains import ActionChains
    from selenium.webdriver.common.keys import Keys

    every = {"small": symrf.read(SMALL), "alexnet": networks.alexnet(), "unet": symrf.read("unet"),
             "paths": symrf.read("distill_misaligned")}  # fmt: skip
    with browser() as driver:
        for name, net in some([*every.items()], 2):
            page = tmp_path / f"{name}.html"
            page.write_text(symrf.report(net, "html", verdicts=networks.accepted), "utf-8")
            seen(driver, 800, "light")
            driver.get(page.as_uri())
            figure = driver.find_element("css selector", "figure.point")
            record = json.loads(figure.find_element("css selector", "script").get_attribute("textContent"))
            rows = figure.find_elements("css selector", ".map")
            assert [row.get_attribute("role") for row in rows] == ["slider"] * len(record["maps"])
            middle = len(rows) // 2
            driver.execute_script("arguments[0].focus()", rows[middle])
            rows[middle].send_keys(Keys.HOME, Keys.ARROW_RIGHT)
            for row, element in enumerate(rows):
                assert lit(element) == expected(record, middle, 1, row), (name, row)
            spoken = rows[middle].get_attribute("aria-valuetext")
            assert spoken.startswith(f"feature {record['maps'][middle]['features'][1]}, sees ")
            bar, places = rows[0].find_element("css selector", "svg"), record["maps"][0]["at"]
            at = len(places) - 1
            across = bar.rect["width"] * (places[at] / 1000 - 0.5)
            ActionChains(driver).move_to_element_with_offset(bar, round(across), 0).perform()
            for row, element in enumerate(rows):
                assert lit(element) == expected(record, 0, at, row), (name, row)
            driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": True})
            seen(driver, 360, "dark")
            for at in (0, len(places) // 2):
                touched(driver, bar, places[at])
                for row, element in enumerate(rows):
                    assert lit(element) == expected(record, 0, at, row), (name, row)
            driver.execute_cdp_cmd("Emulation.setTouchEmulationEnabled", {"enabled": False})
            assert driver.get_log("browser") == []
        axe = rules()
        assert complaints(driver, tmp_path / "small.html", axe) == []
