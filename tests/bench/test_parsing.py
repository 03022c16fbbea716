"""The work that is compared is the same work."""

import mwparserfromhell

from pipelines.wikitext.page import PageText, readable
from tests.bench.pages import generate
from tests.bench.parsing import read_calls, walk

TEXT = "{{a|b={{c|d|e=f}}<ref>{{g|h}}</ref>}}\n[[i|{{j|k}}]]\n{{l}}\n"


def test_both_ways_see_every_parameter_also_of_calls_inside():
    # b; d and e; h; k
    assert walk(TEXT) == read_calls(TEXT) == 5


def test_both_ways_see_the_same_parameters_on_made_up_pages():
    for size in ("small", "league"):
        for page in generate(2, size, 3):
            assert walk(page.wikitext) == read_calls(page.wikitext) > 400


def test_both_ways_see_the_same_names_and_values():
    text = readable(next(iter(generate(1, "league", 3))).wikitext)
    page = PageText(text)
    ours = [
        (name, given.value.strip())
        for number in page.calls()
        for name, given in page.read_call(number).in_force.items()
    ]
    parsed = mwparserfromhell.parse(text)
    outer = parsed.filter_templates(recursive=False)
    # Calls in links and footnotes are outermost here and are not for the library.
    boxes = [call for call in outer if call.name.strip() == "Football box collapsible"]
    assert len(boxes) == 380
    theirs = [(p.name.strip(), p.value.strip()) for box in boxes for p in box.params]
    assert set(theirs) <= set(ours)
