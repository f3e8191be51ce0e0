"""A number that is typed into a form or a bulk act is worth nothing by itself."""

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from news.models import ArticlePage
from sites.models import StaffRole
from sites.sharing import share_image, unshare_image
from tests.factories.news import ImageFactory, column_of, make_article
from tests.factories.sites import UserFactory
from tests.sites.gate.crawl import Marked


@pytest.fixture
def marked(network):
    return Marked(network.direct)


@pytest.fixture
def editor(network, desk):
    return desk(UserFactory.with_role(network.county, StaffRole.EDITOR))


def form(body=(), attachments=(), **fields):
    return nested_form_data(
        {
            "title_zh_hans": "本会的稿件", "title_en": "", "over_title_zh_hans": "",
            "sub_title_zh_hans": "", "lead_zh_hans": "", "lead_en": "", "slug": "",
            "body_zh_hans": streamfield(list(body)), "body_en": streamfield([]),
            "attachments": inline_formset(list(attachments)), "genre": "NEWS", "source": "",
            "author": "", "photographer": "", "responsible_editor": "", "tags": "", "cover": "",
            "comments": inline_formset([]), "notice_contact": "",
            **fields,
        }
    )  # fmt: skip


def save(editor, network, **more):
    column = column_of(network.county)
    address = reverse("wagtailadmin_pages:add", args=["news", "articlepage", column.pk])
    return editor.post(address, form(**more))


def saved():
    return ArticlePage.objects.filter(title="本会的稿件").exists()


def test_own_pictures_and_files_are_taken(network, editor):
    image = ImageFactory.of(network.county)

    save(editor, network, cover=image.pk)

    assert saved()


def test_another_unions_cover_is_refused(network, editor, marked):
    answer = save(editor, network, cover=marked.image.pk)

    assert not saved()
    assert "不是本会的" in answer.content.decode()


@pytest.mark.parametrize("where", ["cover", "text"])
def test_another_unions_picture_is_taken_while_it_is_shared(network, editor, marked, where):
    picture = {"image": marked.image.pk, "alt": "图", "caption": ""}
    named = {"cover": marked.image.pk} if where == "cover" else {"body": [("picture", picture)]}

    share_image(marked.image)
    save(editor, network, **named)
    assert saved()

    unshare_image(marked.image)
    save(editor, network, slug="again", **named)
    assert ArticlePage.objects.filter(title="本会的稿件").count() == 1


def test_a_picture_in_the_text_is_refused(network, editor, marked):
    picture = {"image": marked.image.pk, "alt": "图", "caption": ""}
    save(editor, network, body=[("picture", picture)])

    assert not saved()


def test_a_link_to_a_draft_is_refused(network, editor, marked):
    link = f'<p><a linktype="page" id="{marked.article.pk}">看</a></p>'
    save(editor, network, body=[("text", rich_text(link))])

    assert not saved()


def test_an_attached_file_is_refused(network, editor, marked):
    save(editor, network, attachments=[{"document": marked.document.pk, "title": "", "id": ""}])

    assert not saved()


@pytest.mark.parametrize("act", ["delete", "move", "publish", "unpublish"])
def test_a_bulk_act_with_one_foreign_page_does_not_begin(network, editor, marked, act):
    own = make_article(network.county, "本会")

    answer = editor.get(f"/admin/bulk/pages/basepage/{act}/?id={own.pk}&id={marked.article.pk}")

    assert answer.status_code == 404


@pytest.mark.parametrize("model", ["wagtailusers/user", "auth/user", "wagtailcore/collection"])
def test_there_are_no_bulk_acts_on_anything_else(editor, model):
    assert editor.get(f"/admin/bulk/{model}/delete/?id=all").status_code == 404


def test_moving_into_another_unions_column_does_not_begin(network, editor, marked):
    own = make_article(network.county, "本会")
    address = reverse("wagtailadmin_pages:move_confirm", args=[own.pk, marked.column.pk])

    assert editor.post(address).status_code == 404
    own.refresh_from_db()
    assert own.organisation == network.county


def test_a_person_without_any_role_meets_no_screen_but_the_account(network, desk):
    user = UserFactory()
    user.user_permissions.add(access())

    visitor = desk(user)

    refused = visitor.get("/admin/pages/")
    assert refused.status_code == 404
    assert "不属于您所在的工会" in refused.content.decode()
    assert visitor.get("/admin/images/").status_code == 404
    assert visitor.get("/admin/account/").status_code == 200


def access():
    from django.contrib.auth.models import Permission

    return Permission.objects.get(codename="access_admin")
