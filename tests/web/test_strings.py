"""Every word of the pages stands in two languages, and none is left over."""

import re
import string
from pathlib import Path

import pytest

import web
from api.desk.accounts import Role
from api.desk.case_model import CaseState, Channel
from api.desk.flags import FlagKind
from api.desk.office import FIELDS as OFFICE_FIELDS
from api.desk.replies import BlockKind
from api.desk.reports import Outcome, ReportState
from api.models import AskBody
from api.models_bulk import BulkState
from api.models_catalogue import TariffState
from api.models_check import LibraryChange, StatementKind
from api.models_citations import CitationForm
from api.models_facets import FacetName
from api.models_forms import RecordForm
from api.models_holdings import AskedBy, TurnKind
from api.models_reading import ReadAs
from api.notified import COLUMNS
from api.routes_compare import Show
from index.catalogue import ListKind
from index.changes import ChangeKind as Happened
from index.facts import CheckState
from search.amended_model import ClauseState
from search.answers import Negative, QuestionKind
from search.applicability_model import DutyKind, LinkKind, MatchBy, Why
from search.comparison import PairState
from search.regimes import Party
from search.understood import RelationAsked, Trade
from search.watch import HappeningKind, Turn
from standards.account import Counted
from standards.document import Kind, PageClass, RepairBasis
from standards.history import EventKind
from standards.relation import AdoptionDegree, ChangeKind, Verb
from standards.risk import Measure, RiskLevel
from standards.validity import Force, Status
from web.ask_pages import GROUPS, TOOLS
from web.desk.audit_pages import CALLED
from web.desk.case_pages import DEEDS
from web.desk.case_pages import VIEWS as VIEWS_OF_CASES
from web.desk.showing import SECTIONS
from web.document_pages import VIEWS
from web.feed_links import CHANGES, FeedName
from web.language import Language, Words, strings
from web.report_choices import GROUPS as REPORT_GROUPS
from web.watch_changes import Deed
from web.watch_sections import NAMES

ROOM = Path(web.__file__).parent
FEEDS = (*FeedName, CHANGES)
SUMS = ("pages", "rows", "hs_cells")
FAMILIES = {
    "duty_kind.": DutyKind,
    "match_by.": MatchBy,
    "aside_why.": Why,
    "step.": LinkKind,
    "trade.": Trade,
    "relation_asked.": RelationAsked,
    "need_nothing.": Negative,
    "read.": ("agency", "year", "doc_kind", "in_force", "relation"),
    "no_applicable.": Negative,
    "status.": Status,
    "kind.": Kind,
    "kind_of_question.": QuestionKind,
    "page_class.": PageClass,
    "read_as.": ReadAs,
    "read_as_short.": ("recognised", "converted", "refused"),
    "read_as_note.": ("recognised", "converted", "refused"),
    "account_sum.": SUMS,
    "counted.": Counted,
    "repair_basis.": RepairBasis,
    "list_kind.": ListKind,
    "tariff_state.": TariffState,
    "goods_level.": RiskLevel,
    "goods_measure.": Measure,
    "bulk_state.": (BulkState.BUILDING, BulkState.NONE),
    "report_outcome.": Outcome,
    "report_group.": (*REPORT_GROUPS, "pages"),
    "check_state.": [state for state in CheckState if state is not CheckState.UNCHECKED],
    "compare_state.": PairState,
    "compare_show.": Show,
    "compare_tally.": PairState,
    "amended_show.": Show,
    "clause_state.": ClauseState,
    "happening.": HappeningKind,
    "watch_section.": NAMES,
    "watch_note.": NAMES,
    "watch_none.": NAMES,
    "turn.": ("all", *Turn),
    "change_what.": ("all", *Happened),
    "deed.": Deed,
    "deed_note.": Deed,
    "feed_name.": FEEDS,
    "group.": GROUPS,
    "group_note.": GROUPS,
    "record_form.": ("head", *(form for form in RecordForm if form is not RecordForm.PDF)),
    "relation.": Verb,
    "related_by.": Verb,
    "event.": EventKind,
    "degree.": AdoptionDegree,
    "risk_party.": Party,
    "change.": ChangeKind,
    "desk_section.": [section.key for section in SECTIONS],
    "role.": Role,
    "role_note.": Role,
    "report_state.": ReportState,
    "report_verdict.": ReportState,
    "audit_action.": ("refused", *CALLED.values()),
    "facet_name.": FacetName,
    "definitions_group.": ("exact", "others", "all"),
    "home_tool.": [name for _, name in TOOLS],
    "home_tool_note.": [name for _, name in TOOLS],
    "home_turn.": TurnKind,
    "cite_form.": [form for form in CitationForm if form not in ("vi", "en")],
    "quick.": ("today", "month", "starts", "ends"),
    "case_view.": VIEWS_OF_CASES,
    "case_state.": CaseState,
    "case_move.": [state for state in CaseState if state is not CaseState.RECEIVED],
    "case_done.": DEEDS,
    "channel.": Channel,
    "flag_kind.": FlagKind,
    "block_kind.": BlockKind,
    "office_field.": OFFICE_FIELDS,
    "guided_trade.": Trade,
    "guided_kind.": [k for k in StatementKind if k not in ("law", "own")],
    "guided_changed.": [one for one in LibraryChange if one is not LibraryChange.FIRST],
    "notified_field.": COLUMNS,
}
"""Keys that are put together: the beginning, and every ending it can get."""

LOOSE = {
    "status_reason.": [*Status, "from"],
    "nothing.": [
        *[f"{reason}{end}" for reason in Negative for end in ("", "_lead")],
        *[f"{group}{end}" for group in ("matched", "mentions", "nearest") for end in ("", "_note")],
    ],
    "error.": [
        f"{kind}{end}"
        for kind in (
            "not_found",
            "bad_input",
            "not_permitted",
            "too_often",
            "no_library",
            "rate_limited",
            "timeout",
            "desk",
            "internal",
        )
        for end in ("", "_lead")
    ],
    "home.": [f"{whom}{end}" for whom in AskedBy for end in ("", "_need")],
    "account.": SUMS,
    "document.": VIEWS,
    "case_field.": (
        "subject",
        "question",
        "received",
        "days",
        "country",
        "organisation",
        "contact",
    ),
}
"""The same, for groups that also hold keys written out in full."""


def sources() -> str:
    paths = [*ROOM.glob("*.py"), *ROOM.glob("desk/*.py"), *ROOM.glob("templates/*.html")]
    return "\n".join(path.read_text("utf-8") for path in paths)


def written_keys() -> set[str]:
    found = re.findall(r"""["']([a-z_]+\.[a-z_]+)["'](?! ~)""", sources())
    found = [key for key in found if not key.endswith((".html", ".css", ".js", ".svg", ".json"))]
    return {key for key in found if key.split(".")[0] in {k.split(".")[0] for k in strings()}}


def made_keys() -> set[str]:
    return {
        beginning + ending
        for beginning, endings in {**FAMILIES, **LOOSE}.items()
        for ending in endings
    }


@pytest.mark.parametrize("key", sorted(strings()))
def test_a_string_stands_in_both_languages_with_the_same_gaps(key):
    texts = strings()[key]
    assert set(texts) == set(Language)
    assert all(text.strip() for text in texts.values())
    gaps = [{name for _, name, _, _ in string.Formatter().parse(t) if name} for t in texts.values()]
    assert gaps[0] == gaps[1]


def test_every_key_that_is_used_exists():
    assert (written_keys() | made_keys()) - set(strings()) == set()


def test_every_string_is_used():
    assert set(strings()) - written_keys() - made_keys() == set()


def test_families_are_the_ones_that_the_pages_put_together():
    joined = set(re.findall(r'"([a-z_]+\.)" ~', sources()))
    assert joined == set(FAMILIES) | set(LOOSE)


def test_a_key_that_does_not_exist_is_an_error():
    with pytest.raises(KeyError):
        Words(Language.VI)("site.nowhere")


def test_groups_cover_every_force():
    assert set(Force) <= set(GROUPS)


def test_the_words_for_a_body_come_in_both_languages():
    assert {"understood", "understood_en"} <= set(AskBody.model_fields)
