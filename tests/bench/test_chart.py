"""The chart of the documentation: a drawing that can be read by programs, whose lines lie where their numbers say."""

from xml.etree import ElementTree as ET

from bench.chart import Line, write_chart

SVG = "{http://www.w3.org/2000/svg}"


def drawn(tmp_path, *lines):
    write_chart(tmp_path / "chart.svg", lines, across="participants", up="seconds")
    return ET.parse(tmp_path / "chart.svg").getroot()  # noqa: S314 – written a moment ago


def spots(line):
    return [tuple(map(float, spot.split(","))) for spot in line.get("points").split()]


def test_ten_times_as_much_lies_as_far_apart_everywhere(tmp_path):
    chart = drawn(tmp_path, Line("ours", [(10, 0.1), (100, 1), (1000, 10)]))

    (first, second, third) = spots(chart.find(f"{SVG}polyline"))

    assert second[0] - first[0] == third[0] - second[0] > 0
    assert first[1] - second[1] == second[1] - third[1] > 0


def test_every_line_has_its_name_and_its_own_colour(tmp_path):
    chart = drawn(tmp_path, Line("ours", [(1, 2), (10, 3)]), Line("theirs", [(1, 4), (10, 5)]))
    colours = [line.get("stroke") for line in chart.iter(f"{SVG}polyline")]
    names = {text.text: text.get("fill") for text in chart.iter(f"{SVG}text")}

    assert [names["ours"], names["theirs"]] == colours
    assert len(set(colours)) == 2


def test_a_chart_says_what_it_shows_to_who_cannot_see_it(tmp_path):
    chart = drawn(tmp_path, Line("ours", [(1, 2), (10, 3)]))

    assert chart.get("role") == "img"
    assert "seconds against participants: ours" in chart.find(f"{SVG}title").text
    assert {"participants", "seconds"} <= {text.text for text in chart.iter(f"{SVG}text")}
