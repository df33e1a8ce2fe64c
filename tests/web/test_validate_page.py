"""The page /validate: paste or upload, and see what was found beside the text."""

import re
from html.parser import HTMLParser

import pytest

from c2c_graph.review.in_process import InProcessReviewers
from c2c_graph.review.task import Options
from c2c_graph.review.task import Part
from c2c_graph.validation.report import Finding
from c2c_graph.validation.report import Severity
from c2c_graph.validation.report import ValidationReport
from c2c_graph.web import validate_page
from c2c_graph.web import validate_view
from c2c_graph.web.app import create_app
from c2c_graph.web.marked_text import AROUND
from c2c_graph.web.marked_text import LONGEST_LINE
from c2c_graph.web.marked_text import WHOLE
from c2c_graph.web.marked_text import marked
from c2c_graph.web.validate_words import _TOLD
from c2c_graph.web.validate_words import words
from tests.web.conftest import client_of

CITY = "https://w3id.org/city2city/shapes#City"
LONE = Options(against="none")
VOID = {"input", "link", "meta", "br", "img"}
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</textarea><script>alert(1)</script>",
    "</code></mark></div><h1>",
    "\u202etxt.exe\u2066",
    "\x1b[31mred\x07\x00",
    "{{ 7 * 7 }} {% raw %}",
    "&lt;b&gt; &amp;",
)


class Page(HTMLParser):
    """Elements as a reader of HTML sees them; what is not closed in order is told."""

    def __init__(self, text):
        super().__init__()
        self.open, self.faults, self.elements, self.text = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.elements.append((tag, dict(attributes)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append((tag, self.getpos()))

    def handle_data(self, data):
        self.text.append(data)

    def all(self, tag):
        return [given for name, given in self.elements if name == tag]


def finding(line=0, column=1, severity=Severity.VIOLATION, rule=CITY, **more):
    given = {"message": "It is wrong.", "source": "text.ttl", **more}
    end = {"end_line": line, "end_column": column + 3} if line else {}
    return Finding(
        severity, rule, line=line, column=column if line else 0, **end | given
    )


@pytest.fixture(scope="module")
def show(settings, engine):
    """Return a function that gives the page of a report on the documents given."""
    app = create_app(settings, engine)

    def show(findings, *texts, options=LONE, name="text.ttl", **more):
        names = [name, *(f"more-{n}.ttl" for n in range(1, len(texts)))]
        parts = [
            Part(
                name, "text/turtle", text if isinstance(text, bytes) else text.encode()
            )
            for name, text in zip(names, texts, strict=True)
        ]
        report = ValidationReport(tuple(findings), **more)
        with app.test_request_context("/validate", method="POST"):
            return validate_page.shown(report, parts, options)

    return show


def test_the_form_takes_text_files_and_options(get):
    page = Page(get("/validate", "text/html").text)
    form = next(form for form in page.all("form") if form.get("id") == "check")
    assert (form["action"], form["method"]) == ("/validate", "post")
    names = [
        e.get("name")
        for kind in ("input", "select", "textarea")
        for e in page.all(kind)
    ]
    for name in ("text", "file", "syntax", "lang", "level", "against", "replaces"):
        assert name in names


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_the_form_speaks_the_language_of_the_reader(get, language):
    page = get("/validate", "text/html", Accept_Language=language).text
    assert f'<div class="validate" lang="{language}">' in page
    assert words(language)["title"] in page


def test_every_word_is_there_in_three_languages():
    assert [name for name, told in _TOLD.items() if not all(told)] == []
    assert [
        n for n, told in _TOLD.items() if len({t.count("{") for t in told}) > 1
    ] == []


def test_only_this_page_may_run_a_script_and_only_one_of_ours(get):
    policy = get("/validate", "text/html").headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert (
        "script" not in get("/shapes", "text/html").headers["Content-Security-Policy"]
    )
    assert (
        get("/static/validate.js").headers["Content-Type"].startswith("text/javascript")
    )


def test_a_page_holds_no_script_of_its_own(show):
    page = Page(show([finding(1)], "a b c ."))
    assert [
        script.get("src", "").partition("?")[0] for script in page.all("script")
    ] == ["/static/validate.js"]
    assert [
        name for _, given in page.elements for name in given if name[:2] == "on"
    ] == []
    assert "style" not in {name for _, given in page.elements for name in given}


def test_the_line_is_marked_and_what_is_meant_underlined(show):
    page = show([finding(2, 3)], "one\nab<cd>ef\nthree")
    line = page.partition('id="d1-L2"')[2].partition("</div>")[0]
    assert '<code>ab<mark class="is-violation">&lt;cd</mark>&gt;ef</code>' in line


def test_a_finding_stands_beside_its_line_with_repair_nearest_and_rule(show):
    near = "https://w3id.org/city2city/ns#country"
    page = show(
        [finding(1, repair="c2c:country country:se", near=near)],
        "c2c:contry country:se .",
    )
    told = page.partition('id="f1"')[2].partition("</li>")[0]
    assert 'href="#d1-L1"' in told
    assert "line 1, column 1" in told
    assert "It is wrong." in told
    assert "<code>c2c:country country:se</code>" in told
    assert 'href="/ns#country"' in told
    assert 'href="/shapes#City"' in told


def test_a_rule_without_a_place_on_the_page_of_shapes_is_no_link(show):
    page = show([finding(1, rule="urn:somebody's")], "a b c .")
    told = page.partition('id="f1"')[2].partition("</li>")[0]
    assert "urn:somebody" in told
    assert "/shapes" not in told


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_text(show, text):
    hurtful = finding(
        1, message=text, repair=text, rule=text, focus=text, near=text, text=text
    )
    page = Page(show([hurtful, finding(message=text)], f"{text}\n", name="text.ttl"))
    assert page.faults == []
    assert page.open == []
    assert not any(
        "alert" in str(given) for tag, given in page.elements if tag == "script"
    )
    assert {tag for tag, _ in page.elements} & {"img", "b"} == set()


def test_what_cannot_be_seen_is_written_out(show):
    page = show([finding(1, 1, message="see \u202e")], "ab\u202e\x07\tc")
    beside = page.partition('class="beside"')[2]
    assert "\u202e" not in beside
    assert '<mark class="is-violation unseen">\\u202E</mark>' in beside
    assert '<span class="unseen">\\u0007</span>' in beside


def test_the_text_stays_to_be_repaired(show):
    text = '\n\n<a> <b> "é\u202e" .\n'
    page = show([finding(1)], text)
    area = page.partition('<textarea id="text1"')[2].partition(">")[2]
    kept = area.partition("</textarea>")[0]
    assert kept.startswith("\n\n\n")  # the first is HTML's own
    assert "&lt;a&gt;" in kept
    assert "\u202e" in kept


def test_several_documents_stay_by_their_names(show):
    page = Page(show([finding(1, source="more-1.ttl")], "a", "b", name="cities.ttl"))
    names = [e["value"] for e in page.all("input") if e.get("name") == "name"]
    assert names == ["cities.ttl", "more-1.ttl"]
    assert len(page.all("textarea")) == 2
    assert "d2-L1" in [given.get("id") for _, given in page.elements]


def test_a_document_that_is_not_utf_8_is_said_to_be_none(show):
    assert "not UTF-8" in show([finding(1)], b"\xff\xfe")


@pytest.mark.parametrize(
    "name", ["text", "json", "sarif", "html", "csv", "turtle", "jsonld"]
)
def test_the_report_is_taken_by_sending_the_text_again(show, name):
    buttons = Page(show([finding(1)], "a")).all("button")
    assert {
        "form": "check",
        "name": "format",
        "value": name,
        "class": "link",
    } in buttons


def test_counts_and_levels_are_told(show):
    page = show([finding(1, severity=Severity.WARNING)], "a")
    verdict = page.partition('role="status"')[2].partition("</div>")[0]
    assert "0 violations, 1 warning" in verdict
    told = re.findall(r'<li class="(yes|no)">.*?</span> (\w+) ', verdict)
    assert told == [("yes", "basic"), ("no", "essential"), ("no", "full")]


def test_findings_are_filtered_by_severity_without_a_script(show):
    found = [finding(1), finding(1, severity=Severity.INFO)]
    boxes = [
        e["id"] for e in Page(show(found, "a")).all("input") if e["type"] == "checkbox"
    ]
    assert boxes == ["show-violation", "show-info"]


def test_rules_lead_to_their_findings(show):
    page = show([finding(1), finding(3), finding(2, rule="syntax")], "a\nb\nc")
    told = page.partition('class="by-rule"')[2].partition("</details>")[0]
    assert re.findall(r'href="(#f\d+)"', told) == ["#f1", "#f2", "#f3"]


def test_a_finding_without_a_place_and_one_of_what_is_published_are_told(show):
    found = [
        finding(message="Nowhere."),
        finding(message="There.", published=True, source=""),
    ]
    page = show([*found], "a", gone=(finding(message="Repaired."),), left_out=7)
    assert "Findings without a place" in page
    assert "Published entries that this would break" in page
    assert "Published faults that this would repair" in page
    assert "7 more findings are not on this page" in page


def test_thousands_of_findings_are_folded_and_counted_never_dropped(show):
    number = validate_view.FOLDED + 50
    page = show([finding(1, n) for n in range(1, number + 1)], "x" * number)
    assert page.count('<li class="finding') == validate_view.IN_FULL
    assert (
        page.count('<tr class="finding') == validate_view.FOLDED - validate_view.IN_FULL
    )
    assert "50 more findings are not on this page" in page
    assert f"{number} violations" in page


def test_violations_are_shown_before_what_is_lighter(show):
    advice = [finding(1, severity=Severity.INFO)] * validate_view.FOLDED
    page = show([*advice, finding(2, message="Grave.")], "a\nb")
    assert "Grave." in page.partition('id="f1"')[2].partition("</li>")[0]


def test_a_long_text_is_shown_around_its_findings():
    text = "\n".join(str(n) for n in range(1, WHOLE + 2)) + "\n"
    shown = marked(text, {1: finding(50), 2: finding(200)})
    numbers = [line.number for block in shown.blocks for line in block.lines]
    around = range(-AROUND, AROUND + 1)
    assert numbers == [50 + n for n in around] + [200 + n for n in around]
    assert (
        sum(block.skipped for block in shown.blocks) + shown.after + len(numbers)
        == WHOLE + 1
    )


def test_a_text_is_shown_whole_where_it_is_short():
    shown = marked("a\r\nb\n\nc", {1: finding(2)})
    assert [line.number for block in shown.blocks for line in block.lines] == [
        1,
        2,
        3,
        4,
    ]
    assert [block.findings for block in shown.blocks] == [(), (1,)]


def test_a_long_line_is_shown_around_what_is_meant():
    length = 10 * LONGEST_LINE
    line = marked("x" * length, {1: finding(1, 3000)}).blocks[0].lines[0]
    cut = [int(piece.text) for piece in line.pieces if piece.kind == "cut"]
    kept = "".join(piece.text for piece in line.pieces if not piece.kind)
    assert sum(cut) + len(kept) == length
    assert [piece.text for piece in line.pieces if piece.severity] == ["xxx"]


def test_marks_that_overlap_show_the_heavier():
    found = {1: finding(1, 1, Severity.INFO), 2: finding(1, 2)}
    line = marked("abcdef", found).blocks[0].lines[0]
    assert [(p.text, p.severity) for p in line.pieces] == [
        ("a", "info"),
        ("bc", "violation"),
        ("d", "violation"),
        ("ef", ""),
    ]


def test_a_place_behind_the_text_is_no_place_in_it():
    assert marked("a\n", {1: finding(9)}).blocks[0].findings == ()


@pytest.mark.parametrize("texts", [(), ("a",), ("a", "b")])
def test_the_page_is_well_formed_and_its_fields_have_labels(show, get, texts):
    found = [finding(1), finding(severity=Severity.INFO)]
    page = show(found, *texts) if texts else get("/validate", "text/html").text
    read = Page(page)
    assert (read.faults, read.open) == ([], [])
    ids = [given["id"] for _, given in read.elements if "id" in given]
    assert len(ids) == len(set(ids))
    labels = {given.get("for") for given in read.all("label")}
    shown = [*read.all("textarea"), *read.all("select"), *read.all("input")]
    free = ("hidden", "checkbox")
    assert {f["id"] for f in shown if f.get("type") not in free} - labels <= {"rule"}
    assert page.count("<table") == page.count("<caption")


@pytest.fixture(scope="module")
def post(shipped_settings, shipped_engine):
    """Return a function that sends a form to be validated."""
    reviewers = InProcessReviewers(shipped_settings)
    client = client_of(shipped_settings, shipped_engine, reviewers=reviewers)

    def post(accept, **fields):
        return client.post("/validate", data=fields, headers={"Accept": accept})

    return post


def test_what_is_posted_comes_back_with_what_was_found(post):
    answer = post("text/html", text="<urn:a> <urn:b> .\r\n", lang="fr")
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == "fr"
    assert 'class="line marked is-violation" id="d1-L1"' in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_texts_that_are_sent_again_keep_names_and_syntaxes(post):
    texts = ["<urn:a> <urn:b> .\r\n", "<urn:a> a <urn:b>\r\n"]
    answer = post("application/json", text=texts, name=["one.ttl", "two.nt"])
    found = {finding["source"] for finding in answer.json["findings"]}
    assert found == {"one.ttl", "two.nt"}


def test_lines_end_as_they_did_before_a_browser_sent_them(post):
    page = post("text/html", text="<urn:a>\r\n<urn:b> .\r\n").text
    area = page.partition('<textarea id="text1"')[2].partition("</textarea>")[0]
    assert "\r" not in area
