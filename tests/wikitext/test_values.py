"""Markup → plain text, link and country code."""

import pytest

from pipelines.wikitext.values import first_url, plain_text, render


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("  Juan Aurich ", "Juan Aurich"),
        ("I.M.I.", "I.M.I."),
        ("[[Lima]]", "Lima"),
        ("[[Estadio X|Nacional]], [[Lima]]", "Nacional, Lima"),
        ("'''[[A|B]]'''", "B"),
        ("''Neutral venue''", "Neutral venue"),
        ("{{won|B}}", "B"),
        ("{{won|color=gold|[[B]]}} {{Lost}} {{draw|1–1}}", "B Lost 1–1"),
        (
            "{{yes}} {{yes|Qualified}} {{no}} {{No|Out}} {{partial|Play-off}}",
            "Yes Qualified No Out Play-off",
        ),
        ("{{tick}} {{tick|15}} {{cross|15}}", "Yes Yes No"),
        ("2–1<ref>a [[b]]</ref>", "2–1"),
        ('2–1<ref name="x" />', "2–1"),
        ("2–1{{efn|a note}}", "2–1"),
        ("0 <!-- Matchday 3 -->", "0"),
        ("1&nbsp;000 A&amp;B", "1 000 A&B"),
        ("2&ndash;1", "2–1"),
        ("2{{ndash}}1", "2–1"),
        ("0–3<br />Awarded", "0–3 Awarded"),
        ("<s>2–1</s> 0–3", "~~2–1~~ 0–3"),
        ("{{s|2–1}} 0–3", "~~2–1~~ 0–3"),
        ("{{strike|[[A|2–1]]}}", "~~2–1~~"),
        ("2–2 (4–3 {{pso}})", "2–2 (4–3 (p))"),
        ("2–2 {{pso|4–3}}", "2–2 (4–3 p)"),
        ("{{0}}7", "7"),
        ("<span style='a|b'>x</span>", "x"),
        ("{{nowrap|[[A|B]] {{small|c}}}}", "B c"),
        ("[http://x.y Report (FIFA)]", "Report (FIFA)"),
        ("*[[A]]\n*[[B]]", "A; B"),
        ("*# A\n", "A"),
        ("[[File:Flag.svg|20px]] A", "A"),
        ("[[Archivo:Flag.svg|20px]] A", "A"),
        ("[[Fichier:Flag.svg|20px]] A", "A"),
        ("[[Ficheiro:Flag.svg]] A", "A"),
        ("[[Imagem:Flag.svg|20px]] A", "A"),
        ("[[immagine : Flag.svg|20px]] A", "A"),
        ("[[Bild:Flag.svg|mini]] A", "A"),
        ("[[Imagen:Flag.svg|20px]] A", "A"),
        ("[[Datei:Flag.svg|20px|{{small|x}}]] A", "A"),
        ("A [[Catégorie:B]]", "A"),
        ("[[:Datei:Flag.svg|A]]", "A"),
        ("<nowiki>[[a]]''b''</nowiki>", "[[a]]''b''"),
        ("\u200eA\u200f", "A"),
        ("{{Start date|1997|11|30|df=y}}", "1997-11-30"),
        ("{{start date|1997|November|3}}", "1997-11-03"),
        ("{{Start date|1997|11}}", "1997-11"),
        ("{{dts|30 November 1997}}", "1997-11-30"),
        ("{{dts|1997|11|30}}", "1997-11-30"),
        ("{{fecha|17|1|2021}}", "2021-01-17"),
        ("{{UTZ|18:30|-4}}", "18:30 UTC-4"),
        ("{{UTZ|17:00|−5}}", "17:00 UTC-5"),
        ("{{UTZ|20:00|1}}", "20:00 UTC+1"),
        ("20:00 [[UTC−5]]", "20:00 UTC−5"),
        ("{{formatnum:12345}}", "12345"),
        ("{{#expr: <!--1--> 16211 + 43084}}", "59295"),
        ("{{lang|es|Perú}}", "Perú"),
        ("{{Fb team Santos}}", "Santos"),
        ("{{goal|23||45+2|pen.}}", "23', 45+2' (pen.)"),
        ("{{tooltip|Pld|Played}}", "Pld"),
        ("{{font color|red|Text}}", "Text"),
        ("{{font color|white|blue|Text}}", "Text"),
        ("{{sort|3|Third}}", "Third"),
        ("{{sort|Alianza}}", "Alianza"),
        ("{{sort|3|}}", ""),
        ("a {{!}} b", "a | b"),
        ("{{{1|x}}}", "x"),
        ("{{ubl|a|b}}", "a; b"),
        ("", ""),
        ("<!-- nothing -->", ""),
    ],
)
def test_text(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text", "code"),
    [
        ("{{fb|PER}}", "Peru", "PER"),
        ("{{fb-rt|PER|1936}}", "Peru", "PER"),
        ("{{fbw|HKG|colonial}}", "Hong Kong", "HKG"),
        ("{{flagicon|PER}} [[Juan Aurich]]", "Juan Aurich", "PER"),
        ("[[Juan Aurich]] {{flagicon|PER}}", "Juan Aurich", "PER"),
        ("{{#invoke:flag|fb|MEX}}", "Mexico", "MEX"),
        ("{{#invoke:flag|fb-rt|KSA}}", "Saudi Arabia", "KSA"),
        ("{{#invoke:flag|icon|KSA}} Ali", "Ali", "KSA"),
        ("{{flag|Peru}}", "Peru", None),
        ("{{fb|XQZ}}", "XQZ", "XQZ"),
        ("{{bandera|PER}} [[Sport Áncash]]", "Sport Áncash", "PER"),
        ("{{bandera2|PER}}", "Peru", "PER"),
        ("{{bandera2|Perú}}", "Perú", None),
        ("{{flagg|unc|PER}}", "Peru", "PER"),
        ("{{flagg|us|PER}}", "Peru", "PER"),
        ("{{#invoke:flagg|main|unpre|avar=fb|ARG}}", "Argentina", "ARG"),
        ("{{#invoke:flagg|main|cxx|ARG}} [[A]]", "A", "ARG"),
        ("{{#invoke:flag|fbaicon|ESP}} [[A]]", "A", "ESP"),
        ("{{#invoke:flag|fb-rt|ESP}}", "Spain", "ESP"),
        ("{{fbaicon|ESP}} [[A]]", "A", "ESP"),
        ("{{fbu|20|BRA}}", "Brazil", "BRA"),
        ("{{fbwu-rt|17|ITA}}", "Italy", "ITA"),
        ("{{fbu|BRA}}", "Brazil", "BRA"),
        ("{{ISR}}", "Israel", "ISR"),
        ("{{flagg|cxx|PER}} [[A]]", "A", "PER"),
    ],
)
def test_a_flag_gives_a_country_and_its_code(markup, text, code):
    value = render(markup)
    assert (value.text, value.code) == (text, code)


@pytest.mark.parametrize(
    ("markup", "link"),
    [
        ("'''[[Juan Aurich (1922–1992)|Juan Aurich]]'''", "Juan Aurich (1922–1992)"),
        ("[[FC_Zürich#History|Zürich]]", "FC Zürich#History"),
        ("{{score link|Some match#A v B|2–0}}", "Some match#A v B"),
        ("{{nowrap|[[A|B]]}}", "A"),
        ("[[#A1]]", "#A1"),
        ("{{ill|Club X|es|Club Deportivo X}}", "Club X"),
        ("{{ill|de|Foo}}", "Foo"),
        ("{{sort|Alianza}}", "Alianza"),
        ("{{sort|3|Third}}", None),
        ("no link", None),
        ("<ref>[[A]]</ref>B", None),
    ],
)
def test_the_first_link_is_the_values_link(markup, link):
    assert render(markup).link == link


def test_an_unknown_template_is_named_and_its_value_never_turns_empty():
    value = render("{{strange thing|1}}")
    assert (value.text, value.unknown) == ("{{strange thing|1}}", ("strange thing",))
    assert render("Lima {{strange thing}}").text == "Lima"


def test_a_report_address_is_found_in_a_footnote_too():
    assert first_url("<ref>[https://x.y/1 Report]</ref>") == "https://x.y/1"
    assert first_url("Report") is None


@pytest.mark.parametrize(
    ("markup", "footnotes"),
    [
        ("3–0{{efn|Awarded, see [[Rules|the rules]].}}", ("Awarded, see the rules.",)),
        ("3–0{{refn|group=note|Awarded.<ref>{{cite web|url=x}}</ref>}}", ("Awarded.",)),
        ("3–0{{refn|{{cite web|title=Awarded}}}}", ()),
        ("3–0<ref>Awarded.</ref>", ("Awarded.",)),
        ("3–0<ref>{{cite web|title=Awarded}}</ref><ref>[https://x.y Awarded]</ref>", ()),
        ('3–0<ref name="https://x.y">Awarded.</ref>', ("Awarded.",)),
        ('3–0<ref name="x" />{{cn}}', ()),
    ],
)
def test_an_explanation_beside_a_value_is_kept_and_a_citation_is_not(markup, footnotes):
    assert render(markup).text == "3–0"
    assert render(markup).footnotes == footnotes


def test_braces_without_a_name_are_text():
    assert plain_text("A {{}} B {{|[[c]]}}") == "A {{}} B {{|c}}"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("{{ill|Club X|es|Club Deportivo X}}", "Club X"),
        ("{{ill|Club X|es}}", "Club X"),
        ("{{ill|Club X (Lima)|es|lt=Club X}}", "Club X"),
        ("{{Interlanguage link|Club X|es|Y|de|Z}}", "Club X"),
        ("{{interlanguage link multi|Club X|es|Y}}", "Club X"),
        ("{{ill|Club X|WD=Q1}}", "Club X"),
        # The language came first once.
        ("{{ill|de|Foo}}", "Foo"),
        ("{{ill|pt-br|Foo|Bar}}", "Foo"),
        ("{{ill|aik|sv}}", "aik"),
    ],
)
def test_a_link_to_another_wiki_shows_the_title_here(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>1</sup>", "10"),
        ("2–1<sup>1</sup>", "2–1"),
        ("12,345<sup>2</sup> people", "12,345 people"),
        ("[[C]]<sup>2</sup>", "C"),
        ("[[C]]<sup>a</sup><sup>,b</sup>", "C"),
        ("'''C'''<sup>'''2'''</sup>", "C"),
        ("[[C]]<sup>[[#notes|[note 1]]]</sup>", "C"),
        ("[[C]] <sup>TH</sup>", "C"),
        ("C<sup>Note 1</sup><sup>a.</sup>", "C"),
        ('C<SUP class="note">†</SUP>', "C"),
        ("3{{sup|1}}", "3"),
        ("{{sup|a}}2–1", "2–1"),
        # What ends a word or says something is no mark.
        ("1<sup>st</sup> leg", "1st leg"),
        ("1<sup>re</sup> journée", "1re journée"),
        ("M<sup>c</sup>Donald", "McDonald"),
        ("45<sup>+2</sup>'", "45+2'"),
        ("2–1<sup>(a.e.t.)</sup>", "2–1 (a.e.t.)"),
        ("2–1<sup>aet</sup>", "2–1 aet"),
        ("P 23'<sup>(pen.)</sup>", "P 23' (pen.)"),
        # A value never turns empty.
        ("<sup>2–1</sup>", "2–1"),
        ("<b><sup>2–1</sup></b>", "2–1"),
        ("{{sup|1}}", "1"),
    ],
)
def test_a_superscript_is_a_mark_beside_the_text(markup, text):
    assert render(markup).text == text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ('<span style="display:none">1997-01-19</span>19 January 1997', "19 January 1997"),
        ('<span class="sortkey" style="color:red; DISPLAY : none;">A</span>B', "B"),
        ('<span style="display:none">a<span>b</span>c</span>d', "d"),
        ('a<p style="display:none">b<i style="display:none">c</i><i>d</i></p>e', "ae"),
        ('<span style="visibility:hidden">0</span>9', "9"),
        ("{{nowrap|1=<span style='display:none'>{{nts|3}} &</span>Third}}", "Third"),
        ("{{dtsh|1997|1|19}}19 January 1997", "19 January 1997"),
        # What is not closed hides nothing.
        ('<span style="display:none"></span>A', "A"),
        ('<span style="display:none">A', "A"),
        ('<span style="display:inline">A</span>', "A"),
    ],
)
def test_what_a_page_hides_is_not_read(markup, text):
    assert render(markup).text == text
