"""How near another outcome is, drawn: what stands in the picture and where."""

from __future__ import annotations

from decimal import Decimal
from xml.etree import ElementTree as ET

import pytest

from documents.margin_picture import ALONE, IN_DOCUMENT, Frame, MarginPicture, margin_svg
from documents.samples.reports import margin_picture
from documents.typesetting import environment

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = '</text><script>alert(1)</script>&{{7*7}}"'


def drawn(picture: MarginPicture, frame: Frame = ALONE) -> ET.Element:
    return ET.fromstring(margin_svg(picture, frame))


def bars(root: ET.Element) -> list[tuple[int, int]]:
    """(left edge, length) of every bar; the first rectangle is the paper."""
    found = [(each.attrib["x"], each.attrib["width"]) for each in list(root.iter(f"{SVG}rect"))[1:]]
    return [(int(x), int(width)) for x, width in found]


@pytest.mark.parametrize("frame", [ALONE, IN_DOCUMENT])
def test_what_decided_goes_to_both_sides_of_a_middle(frame: Frame) -> None:
    left, length = frame.leads
    first, second, *_ = bars(drawn(margin_picture("sv"), frame))
    middle, half = left + length // 2, length // 2
    assert (first, second) == ((middle, half), (middle - half // 2, half // 2))


@pytest.mark.parametrize("frame", [ALONE, IN_DOCUMENT])
def test_a_change_past_the_axis_ends_at_it_in_an_arrow(frame: Frame) -> None:
    root = drawn(margin_picture("sv"), frame)
    left, length = frame.bars
    assert bars(root)[2:] == [(left, round(length * Decimal("0.2"))), (left, length)]
    arrows = [each.attrib["d"] for each in root.iter(f"{SVG}path") if each.attrib["d"][-1] == "z"]
    assert [arrow.partition(" ")[0] for arrow in arrows] == [f"M{left + length}"]


@pytest.mark.parametrize("frame", [ALONE, IN_DOCUMENT])
def test_everything_stands_inside_the_picture(frame: Frame) -> None:
    root = drawn(margin_picture("sv"), frame)
    width, height = int(root.attrib["width"]), int(root.attrib["height"])
    places = [(int(each.attrib["x"]), int(each.attrib["y"])) for each in root.iter(f"{SVG}text")]
    assert [place for place in places if not (0 <= place[0] <= width)] == []
    assert [place for place in places if not (0 < place[1] <= height)] == []


def test_a_name_is_drawn_as_it_is() -> None:
    root = drawn(margin_picture("sv", HOSTILE))
    assert f"{HOSTILE}: pris" in [each.text for each in root.iter(f"{SVG}text")]
    assert list(root.iter(f"{SVG}script")) == []


def test_a_template_takes_the_picture_as_markup() -> None:
    template = environment("sv").from_string("{{ margin_picture(doc) }}")
    page = template.render(doc=margin_picture("sv", HOSTILE))
    assert (page.count("<svg"), page.count("<script")) == (1, 0)
