"""A row for each screen of Wagtail (8.0). What is not used here is nobody's."""

from collections.abc import Mapping
from typing import Any

from django.apps import apps
from django.http import HttpRequest

from pages.models import BasePage
from sites.gate.drafts import show_draft
from sites.gate.media import with_own_tags
from sites.gate.picture_chooser import choose_picture
from sites.gate.pictures import delete_picture
from sites.gate.rows import (
    ANYONE,
    NETWORK,
    NOBODY,
    STAFF,
    Check,
    Row,
    choosable_image,
    collection,
    document,
    image,
    own_page,
    page,
    readable_page,
)
from sites.gate.scope import Scope
from sites.gate.tags import suggest_tags

# Bulk acts whose screens show nothing but the things themselves.
BULK: dict[str, tuple[Check, frozenset[str]]] = {
    "basepage": (own_page, frozenset({"delete", "move", "publish", "unpublish"})),
    "image": (image, frozenset({"delete", "add_tags"})),
    "document": (document, frozenset({"delete", "add_tags"})),
}


def bulk_is_own(scope: Scope, request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    """All the things named are the person's, or the act does not begin.

    ``id=all`` means the children of a page, which Wagtail narrows to what may be changed.
    """
    check, acts = BULK.get(kwargs["model_name"], (None, frozenset()))
    if check is None or kwargs["action"] not in acts:
        return scope.is_network and check is not None
    named = request.GET.getlist("id")
    parent = request.GET.get("childOf")
    if parent and not (parent.isdecimal() and page(scope, parent)):
        return False
    if "all" in named:
        return check is own_page and bool(parent)
    return all(key.isdecimal() and check(scope, key) for key in named)


def session_is_own(scope: Scope, request: HttpRequest, kwargs: Mapping[str, Any]) -> bool:
    """Who else is editing is told of pages of one's own unions only."""
    try:
        model = apps.get_model(kwargs["app_label"], kwargs["model_name"])
    except LookupError:
        return False
    if not issubclass(model, BasePage):
        return scope.is_network
    return kwargs["object_id"].isdecimal() and scope.sees_page(kwargs["object_id"])


def pages(*names: str, **checks: Check) -> dict[str, Row]:
    return {f"wagtailadmin_pages:{name}": Row(STAFF, path=checks) for name in names}


def rows(who: Any, prefix: str, names: str, **checks: Check) -> dict[str, Row]:
    return {f"{prefix}{name}": Row(who, path=checks) for name in names.split()}


VIEWSET = "index index_results add edit delete history history_results usage copy"

WAGTAIL: dict[str, Row] = {
    **rows(ANYONE, "wagtailadmin_", "home account logout dismissibles sprite login"),
    **rows(ANYONE, "wagtailadmin_", "javascript_catalog password_reset password_reset_done"),
    **rows(ANYONE, "wagtailadmin_", "password_reset_confirm password_reset_complete"),
    **rows(NOBODY, "wagtailadmin_", "error_test"),
    # The page tree
    **rows(STAFF, "wagtailadmin_", "explore_root"),
    **rows(STAFF, "wagtailadmin_", "explore explore_results", parent_page_id=readable_page),
    **pages("add", "preview_on_add", "add_subpage", parent_page_id=page),
    **pages("usage", "edit", "preview_on_edit", "delete", page_id=page),
    "wagtailadmin_pages:view_draft": Row(
        STAFF, path={"page_id": readable_page}, instead=show_draft
    ),
    **pages("unpublish", "convert_alias", "copy", "lock", "unlock", page_id=page),
    **pages("workflow_action", "collect_workflow_action_data", page_id=page),
    **pages("confirm_workflow_cancellation", "workflow_preview", page_id=page),
    **pages("revisions_index", "revisions_view", "revisions_revert", page_id=page),
    **pages("revisions_unschedule", "workflow_history", "workflow_history_detail", page_id=page),
    **pages("history", "history_results", page_id=page),
    **pages("revisions_compare", pk=page),
    **pages("move", "set_page_position", page_to_move_id=page),
    **pages("move_confirm", page_to_move_id=page, destination_id=page),
    **pages("search", "search_results", "choose_parent"),
    **rows(NOBODY, "wagtailadmin_pages:", "type_use type_use_results"),  # names of all unions
    **rows(NOBODY, "wagtailadmin_pages:", "set_privacy"),  # lists the groups of all unions
    "wagtail_bulk_action": Row(STAFF, also=bulk_is_own),
    # Choosers; what they list is narrowed in sites/gate/choosers.py
    "wagtailadmin_choose_page": Row(STAFF),
    "wagtailadmin_choose_page_child": Row(STAFF, path={"parent_page_id": page}),
    "wagtailadmin_choose_page_search": Row(STAFF),
    "wagtailadmin_choose_page_chosen_multiple": Row(STAFF, query={"id": own_page}),
    **rows(STAFF, "wagtailadmin_choose_page_", "external_link email_link phone_link anchor_link"),
    "wagtailimages_chooser:choose": Row(STAFF, instead=choose_picture),
    "wagtailimages_chooser:choose_results": Row(STAFF, instead=choose_picture),
    **rows(STAFF, "wagtailimages_chooser:", "create"),
    "wagtailimages_chooser:chosen": Row(STAFF, path={"pk": choosable_image}),
    "wagtailimages_chooser:chosen_multiple": Row(STAFF, query={"id": choosable_image}),
    "wagtailimages_chooser:select_format": Row(STAFF, path={"image_id": choosable_image}),
    **rows(STAFF, "wagtaildocs_chooser:", "choose choose_results create"),
    "wagtaildocs_chooser:chosen": Row(STAFF, path={"pk": document}),
    "wagtaildocs_chooser:chosen_multiple": Row(STAFF, query={"id": document}),
    **rows(NOBODY, "wagtailembeds:", "chooser chooser_upload"),
    "wagtailadmin_tag_autocomplete": Row(STAFF, instead=suggest_tags),
    "wagtailadmin_tag_model_autocomplete": Row(STAFF, instead=suggest_tags),
    # Pictures and files
    "wagtailimages:index": Row(STAFF, instead=with_own_tags),
    "wagtailimages:index_results": Row(STAFF, instead=with_own_tags),
    **rows(STAFF, "wagtailimages:", "add add_multiple"),
    **rows(STAFF, "wagtailimages:", "edit url_generator image_usage", image_id=image),
    "wagtailimages:delete": Row(STAFF, path={"image_id": image}, instead=delete_picture),
    **rows(STAFF, "wagtailimages:", "url_generator_output preview", image_id=image),
    **rows(STAFF, "wagtailimages:", "edit_multiple", image_id=image),
    "wagtailimages:delete_multiple": Row(STAFF, path={"image_id": image}, instead=delete_picture),
    # Wagtail gives an unfinished upload to nobody but who began it.
    **rows(STAFF, "wagtailimages:", "create_multiple_from_uploaded_image delete_upload_multiple"),
    "wagtaildocs:index": Row(STAFF, instead=with_own_tags),
    "wagtaildocs:index_results": Row(STAFF, instead=with_own_tags),
    **rows(STAFF, "wagtaildocs:", "add add_multiple"),
    **rows(STAFF, "wagtaildocs:", "edit delete document_usage", document_id=document),
    **rows(STAFF, "wagtaildocs:", "edit_multiple delete_multiple", doc_id=document),
    **rows(STAFF, "wagtaildocs:", "create_multiple_from_uploaded_document delete_upload_multiple"),
    **rows(NETWORK, "wagtailadmin_collections:", "index add"),
    **rows(NETWORK, "wagtailadmin_collections:", "edit delete", pk=collection),
    **rows(NETWORK, "wagtailadmin_collections:", "set_privacy", collection_id=collection),
    # The programming interface of the explorer's own menu
    "wagtailadmin_api:pages:listing": Row(
        STAFF,
        query={"child_of": readable_page, "descendant_of": readable_page},
        words=frozenset({"root"}),
    ),
    "wagtailadmin_api:pages:detail": Row(STAFF, path={"pk": readable_page}),
    "wagtailadmin_api:pages:action": Row(STAFF, path={"pk": page}),
    **rows(NOBODY, "wagtailadmin_api:", "pages:find images:find documents:find"),
    **rows(NOBODY, "wagtailadmin_api:", "images:listing documents:listing"),
    "wagtailadmin_api:images:detail": Row(STAFF, path={"pk": image}),
    "wagtailadmin_api:documents:detail": Row(STAFF, path={"pk": document}),
    # Editing
    "wagtailadmin_editing_sessions:ping": Row(STAFF, also=session_is_own),
    "wagtailadmin_editing_sessions:release": Row(ANYONE),  # Wagtail asks whose session it is
    "wagtailadmin_block_preview": Row(STAFF),
    # Of the whole network
    **rows(NETWORK, "wagtailredirects:", "index index_results add edit delete"),
    **rows(NETWORK, "wagtailredirects:", "start_import process_import"),
    **rows(NOBODY, "wagtailsnippets:", "index"),
    **rows(NOBODY, "wagtailsites:", VIEWSET),
    **rows(NOBODY, "wagtailusers_users:", VIEWSET),
    **rows(NOBODY, "wagtailusers_groups:", "index index_results add edit delete"),
    **rows(NOBODY, "wagtailusers_groups:", "history history_results usage"),
    # Wagtail shows a person the tokens of accounts that they manage: their own, for all but a few.
    **rows(ANYONE, "wagtailusers_api_tokens:", "index index_results add edit delete"),
    **rows(NOBODY, "wagtailusers_api_tokens:", "history history_results usage"),
    **rows(NOBODY, "wagtailadmin_reports:", "locked_pages locked_pages_results workflow"),
    **rows(NOBODY, "wagtailadmin_reports:", "workflow_results workflow_tasks site_history"),
    **rows(NOBODY, "wagtailadmin_reports:", "workflow_tasks_results site_history_results"),
    **rows(NOBODY, "wagtailadmin_reports:", "aging_pages aging_pages_results"),
    **rows(NOBODY, "wagtailadmin_reports:", "page_types_usage page_types_usage_results"),
    **rows(NOBODY, "wagtailadmin_workflows:", "index index_results add enable disable edit usage"),
    **rows(NOBODY, "wagtailadmin_workflows:", "usage_results remove add_task select_task_type"),
    **rows(NOBODY, "wagtailadmin_workflows:", "task_index task_index_results edit_task"),
    **rows(NOBODY, "wagtailadmin_workflows:", "disable_task enable_task task_chooser"),
    **rows(
        NOBODY, "wagtailadmin_workflows:", "task_chooser_results task_chooser_create task_chosen"
    ),
}
