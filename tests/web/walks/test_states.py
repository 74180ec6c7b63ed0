"""Every page in every state that is drawn, looked at in a real browser.

No rule of WCAG 2.2 A and AA and no best practice that axe knows is broken. Nothing is cut with the
letters, words and lines set apart as WCAG 1.4.12 asks, and a window of 320 pixels (1280 at 400 %,
WCAG 1.4.10) never scrolls sideways. What is wrong with a form has the focus.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest
from axe_playwright_python.sync_playwright import Axe

from api.desk.accounts import make_link
from api.service import Service
from api.settings import Settings
from index.embedder_hashing import HashingEmbedder
from index.library import Library
from web.site import create_site

pytestmark = pytest.mark.browser

VIEWS = (("vi", 390, "dark"), ("en", 1280, "light"))
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
HELMET, STEEL = "/standards/qcvn-2-2021-bkhcn", "/standards/tcvn-1651-2-2018"
REPORT = "/report?record=qcvn-2-2021-bkhcn&fact=title"
WORKED, ANSWERED, NEW = (f"/desk/cases/TBT-2026-000{n}" for n in (2, 1, 3))
_SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [sheet];
}"""
_CUT = """() => {
  for (const each of document.querySelectorAll('details')) each.open = true;
  const most = window.innerWidth, found = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > most) found.push(`the page is ${wide} wide in ${most}`);
  const say = (what, e) => found.push(`${what}: ${e.tagName} ${e.className} ` +
    e.textContent.trim().slice(0, 30));
  const apart = 'svg, .sr, .skip, .trap, .tip, option, input, select, textarea, thead';
  for (const e of document.body.querySelectorAll('*')) {
    if (e.closest(apart) || !e.checkVisibility()) continue;
    const style = getComputedStyle(e), box = e.getBoundingClientRect();
    const hides = value => value === 'hidden' || value === 'clip';
    if (hides(style.overflowX) && e.scrollWidth > e.clientWidth + 1) say('cut', e);
    if (hides(style.overflowY) && e.scrollHeight > e.clientHeight + 1) say('cut', e);
    const words = [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!words || e.closest('.table-wrap, .stage, .tabs, .pane, .outline')) continue;
    if (box.width && (box.right > most + 1 || box.left < -1)) say('beyond the window', e);
    const framed = e.matches('button, summary, label, .badge, a.button, .tool');
    if (framed && style.display !== 'inline' && e.scrollWidth > e.clientWidth + 2) {
      say('runs out of its frame', e);
    }
  }
  return found.slice(0, 4);
}"""
_SEND = """([form, fields]) => {
  const sent = document.querySelector(form);
  sent.noValidate = true;
  for (const [name, value] of Object.entries(fields)) {
    const field = sent.elements[name];
    if (field instanceof RadioNodeList || field.type === 'radio') {
      sent.querySelector(`[name="${name}"][value="${value}"]`).checked = true;
    } else field.value = value;
  }
  sent.requestSubmit();
}"""


@dataclass(frozen=True)
class State:
    """A page, who sees it, and the form that was sent there with what is wrong in it."""

    path: str
    role: str | None = None
    form: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    status: int = 200


PUBLIC = (
    *(State(f"{HELMET}?view={view}") for view in ("products", "tables", "cites", "source")),
    *(State(f"{STEEL}?view={view}") for view in ("products", "terms", "tables", "cites", "source")),
    State("/standards/04-2021-tt-bkhcn"),
    State("/standards?number=zzz"),
    State("/check"),
    State("/check?step=goods&product=", status=400),
    State("/check?product=thép&step=trade&as_of=abc", status=400),
    State("/check?step=goods&product=thép"),
    State("/check?product=thép&trade=import&step=trade"),
    State("/check/report?product=mũ bảo hiểm cho người đi mô tô&trade=import"),
    State("/check/report?product=thép"),
    State("/check/report?product=xyzzy"),
    State("/report"),
    State("/report?record=qcvn-2-2021-bkhcn"),
    State(REPORT),
    State(REPORT, form="main form", fields={"wrong": " "}, status=400),
    State("/report/KEY"),
    State("/report/KEY?sent=1"),
    State("/notifications"),
    State("/notifications?symbol=zzz"),
    State("/notifications/g-tbt-n-vnm-9001"),
    State("/hs/650610"),
    State("/ics/77.140"),
    State("/catalogue?q=1651"),
    State("/agencies?as_of=2015-01-01"),
    State("/standards?as_of=abc", status=400),
    State(f"{HELMET}?part=abc", status=422),
    State(f"{HELMET}/clauses/99", status=404),
    State("/desk/login"),
    State(
        "/desk/login",
        form=".desk-form",
        fields={"name": "khong-ai", "password": "x"},
        status=401,
    ),
    State("/desk/welcome/LINK"),
    State("/desk/welcome/LINK", form=".desk-form", fields={"password": "a"}, status=400),
)
DESK = (
    State("/desk", "officer"),
    State("/desk/cases", "officer"),
    State("/desk/cases?q=zzz", "officer"),
    State("/desk/cases/new", "officer"),
    State(
        "/desk/cases/new",
        "officer",
        form=".desk-form",
        fields={"country": "1", "days": "0"},
        status=400,
    ),
    State(WORKED, "officer"),
    State(f"{WORKED}?q=mũ bảo hiểm", "officer"),
    State(f"{WORKED}?q=xyzzy", "officer"),
    State(
        WORKED,
        "officer",
        form=".desk-form[action$='/evidence']",
        fields={"document": "QCVN 2:2021/BKHCN", "clause": "2.1.1", "quote": "lời bịa"},
        status=400,
    ),
    State(WORKED, "editor", form="form[action$='/move']", fields={"to": "closed"}, status=400),
    State(NEW, "officer"),
    State(ANSWERED, "editor"),
    State(f"{WORKED}/reply", "officer"),
    State(f"{NEW}/reply", "officer"),
    State(f"{ANSWERED}/reply", "editor"),
    State(f"{WORKED}/preview?language=en", "officer"),
    State("/desk/reports", "officer"),
    State("/desk/reports?state=rejected", "officer"),
    State("/desk/reports?state=accepted", "officer"),
    State("/desk/reports/1", "officer"),
    State("/desk/reports/2", "editor"),
    State(
        "/desk/reports/2",
        "officer",
        form="form[action='/desk/reports/2']",
        fields={"state": "accepted"},
        status=400,
    ),
    State("/desk/notifications", "officer"),
    State(
        "/desk/notifications",
        "officer",
        form="#one form",
        fields={"symbol": "x", "title": "y"},
        status=400,
    ),
    State("/desk/calendar", "officer"),
    State("/desk/calendar", "officer", form="form[action$='/address']"),
    State("/desk/me", "officer"),
    State("/desk/me", "officer", form=".desk-form", fields={"old": "x"}, status=400),
    State("/desk/accounts", "officer", status=403),
    State("/desk/office", "editor"),
    State("/desk/office", "editor", form=".desk-form", fields={"prefix": "1"}, status=400),
    State("/desk/accounts", "admin"),
    State("/desk/accounts", "admin", form="section form", fields={"name": "ờ"}, status=400),
    State("/desk/audit?check=1", "admin"),
    State("/desk/audit?actor=zzz", "admin"),
)


COMMON = (
    "/",
    "/?q=mũ bảo hiểm cho người đi mô tô",
    "/?q=quy định về độ bền đâm xuyên của mũ là gì",
    "/?q=mũ bảo hiểm và thép cốt bê tông",
    "/?q=xyzzy qwrt",
    "/?q=TCVN 9999:2015",
    "/?q=QCVN 2:2021/BKHCN&as_of=2019-01-01",
    "/standards",
    HELMET,
    f"{HELMET}?view=terms",
    f"{HELMET}/clauses/2.1.1",
    f"{HELMET}/clauses/2.2",
    f"{HELMET}/pages/3?mark=70,600,520,780&mark=4:70,60,520,120",
    f"{HELMET}/pages/4?mark=3:70,600,520,780&zoom=200",
    f"{HELMET}/amended",
    "/applicable",
    "/applicable?product=mũ bảo hiểm&hs=6506.10.10",
    "/definitions?q=vỏ mũ",
    "/catalogue",
    "/hs/6506",
    "/agencies",
    "/watch",
    "/compare",
    f"/compare?a={HELMET[11:]}&b={STEEL[11:]}",
    "/nowhere",
)


def _looked_at(page, where) -> list[str]:
    """What axe finds, and what is cut."""
    options = {"runOnly": TAGS, "resultTypes": ["violations"]}
    faults = []
    for rule in Axe().run(page, options=options).response["violations"]:
        places = [" ".join(map(str, node["target"])) for node in rule["nodes"]]
        faults.append(f"{where}: {rule['id']} at {places[:3]}: {rule['help']}")
    return faults + _cut(page, where)


def _cut(page, where) -> list[str]:
    """What is cut when letters stand apart, and when the window is narrow."""
    faults, size = [], page.viewport_size
    page.evaluate(_SPACED)
    faults += [f"{where}, letters apart: {what}" for what in page.evaluate(_CUT)]
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size({"width": 320, "height": 640})
    faults += [f"{where}, 320 pixels: {what}" for what in page.evaluate(_CUT)]
    page.set_viewport_size(size)
    return faults


def _looks():
    """Each state in one view, one after the other; the view that is left is for the slow run."""
    for name, states in (("public", PUBLIC), ("desk", DESK)):
        for first in (0, 1):
            for view, marks in (VIEWS[first], ()), (VIEWS[1 - first], pytest.mark.slow):
                told = "-".join(map(str, (name, first, *view)))
                yield pytest.param(states[first::2], view, marks=marks, id=told)


@pytest.mark.parametrize(("states", "view"), _looks())
def test_no_state_breaks_a_rule_is_cut_or_scrolls_sideways(states, view, window, office):
    language, width, scheme = view
    _, desk, opener = office
    link = make_link(opener(), "doc-gia", by="test")
    pages, faults = {}, []
    for state in states:
        if state.role not in pages:
            account = getattr(desk, state.role) if state.role else None
            opened = window(width=width, account=account, color_scheme=scheme)
            pages[state.role] = opened.new_page()
        page = pages[state.role]
        path = state.path.replace("KEY", desk.report).replace("LINK", link)
        reply = page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        where = f"{state.path} {state.form}"
        if state.form:
            with page.expect_navigation() as told:
                page.evaluate(_SEND, [state.form, state.fields])
            reply = told.value
        asked = state.form or state.path.startswith("/check")
        if asked and state.status >= 400 and not _is_told(page):
            faults.append(f"{where}: what is wrong has not the focus")
        if reply.status != state.status:
            faults.append(f"{where} answers {reply.status}")
        faults += _looked_at(page, where)
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("language", ["vi", "en"])
def test_the_common_pages_are_whole_when_narrow_and_when_letters_stand_apart(language, window):
    page, faults = window().new_page(), []
    for path in COMMON:
        page.goto(f"{path}{'&' if '?' in path else '?'}lang={language}")
        faults += _cut(page, path)
    assert not faults, "\n".join(faults)


def _is_told(page) -> bool:
    """Whether the focus comes to the words that say what is wrong."""
    for _ in range(40):
        if page.evaluate("document.activeElement.getAttribute('role') === 'alert'"):
            return True
        page.wait_for_timeout(25)
    return False


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: "-".join(map(str, view)))
def test_an_empty_library_a_missing_one_and_a_failure_are_drawn_well(
    view, serving, window_on, tmp_path
):
    language, width, scheme = view

    def today() -> date:
        return date(2026, 7, 15)

    empty = create_site(service=Service(Library.in_memory(HashingEmbedder()), today))
    missing = create_site(Settings(library=tmp_path / "none", embedder="hashing"))

    @empty.get("/fails")
    def fails() -> None:
        raise RuntimeError("as asked")

    page, faults = window_on(None, width=width, color_scheme=scheme).new_page(), []
    with serving(empty) as first, serving(missing) as second:
        for address, path, status in (
            (first, "/", 200),
            (first, "/?q=thép", 200),
            (first, "/standards", 200),
            (first, "/check/report?product=thép", 200),
            (first, "/fails", 500),
            (second, "/standards", 503),
        ):
            reply = page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}")
            if reply.status != status:
                faults.append(f"{path} answers {reply.status}")
            faults += _looked_at(page, path)
    assert not faults, "\n".join(faults)


MAIN = ("/", "/?q=mũ bảo hiểm", HELMET, f"{HELMET}/pages/3?mark=70,100,500,130", "/check", WORKED)


def test_nothing_moves_for_those_who_want_no_motion(window, office):
    page = window(account=office[1].officer, reduced_motion="reduce").new_page()
    for path in MAIN:
        page.goto(path)
        moving = page.evaluate(
            """() => [...document.querySelectorAll('*')].filter(e => {
              const style = getComputedStyle(e);
              const takes = times => times.split(',').some(time => parseFloat(time) > 0);
              return takes(style.transitionDuration) || takes(style.animationDuration) ||
                style.scrollBehavior === 'smooth';
            }).map(e => e.tagName + '.' + e.className)"""
        )
        assert moving == [], path


def test_marks_and_choices_are_seen_in_colours_of_the_system(window):
    page = window(forced_colors="active").new_page()
    page.goto(f"{HELMET}/pages/3")
    paper = page.locator(".paper")
    bare = paper.screenshot()
    page.goto(f"{HELMET}/pages/3?mark=70,100,500,130")
    mark = page.locator("#mark-1")
    assert paper.screenshot() != bare
    drawn = mark.evaluate("""mark => {
      const style = getComputedStyle(mark), probe = document.createElement('i');
      document.body.append(probe);
      probe.style.color = 'CanvasText';
      return [style.stroke, getComputedStyle(probe).color, style.strokeWidth, style.fillOpacity];
    }""")
    assert drawn[0] == drawn[1]
    assert float(drawn[2].removesuffix("px")) > 1
    assert float(drawn[3]) < 0.5
    page.goto(HELMET)
    for chosen in (".switch [aria-current]", ".tabs [aria-current]", "main .badge"):
        style = page.locator(chosen).first.evaluate(
            """e => { const s = getComputedStyle(e);
              return [s.outlineStyle, s.borderBottomStyle, s.borderBottomWidth]; }"""
        )
        assert style[0] != "none" or (style[1] != "none" and style[2] != "0px"), chosen
