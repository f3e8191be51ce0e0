"""What review adds to the desk; the screens register themselves."""

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from review import files as files  # registers its hooks
from review import guards as guards
from review import waiting as waiting
from review.desk import lists as lists
from review.desk import menu as menu
from review.desk import record as record
from review.desk import rounds as rounds
from review.desk import rules as rules
from review.desk import sheet as sheet
from review.desk import urgent as urgent
from sites.gate import STAFF, Row
from sites.gate import page as page_check
from sites.gate.rows import readable_page
from sites.gate.wagtail_rows import rows as gate_rows

ACTS = {
    "sign": _("审核签字"),
    "return": _("审核退回"),
    "take_back": _("收回签字或送审"),
    "sign_late": _("加急补签"),
    "rule": _("改审核规则"),
    "rule_delete": _("删除审核规则"),
}
# Each screen asks itself whose round or rule it is: foreign ones are a 404 there.
SCREENS = "list round sign back late take_back sheet rules rule rule_new"


@hooks.register("register_log_actions")
def register_acts(actions):
    for name, label in ACTS.items():
        actions.register_action(f"review.{name}", label, label)


@hooks.register("register_gate_rows")
def name_the_rows():
    return {
        **gate_rows(STAFF, "review_", SCREENS),
        "review_urgent": Row(STAFF, path={"page_id": page_check}),
        "review_record": Row(STAFF, path={"page_id": readable_page}),
    }
