"""Operators keep the words: one by one, and thousands from a file."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from audit.models import AuditEntry
from checks.models import CheckRule, Term
from sites.models import StaffRole
from tests.factories.sites import UserFactory

HEAD = "词语,类别,应为,级别,例外,说明\n"


@pytest.fixture
def client(desk, operator):
    return desk(operator)


def send(client, text, *, encoding="utf-8", **fields):
    file = SimpleUploadedFile("terms.csv", text.encode(encoding))
    return client.post("/admin/check-term/import/", {"file": file} | fields, follow=True)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_words_come_from_a_file(client, encoding):
    page = send(client, HEAD + "甲乙错,错别字,甲乙对,禁止发布,甲乙错误,要小心\n", encoding=encoding)

    assert "已导入 1 个词" in page.text
    term = Term.objects.get(word="甲乙错")
    assert (term.kind, term.suggestion, term.level) == ("error_word", "甲乙对", "BLOCK")
    assert (term.exceptions, term.note) == (["甲乙错误"], "要小心")
    assert AuditEntry.objects.filter(act="checks.import_terms").exists()


def test_a_known_word_is_brought_up_to_date(client):
    Term.objects.create(word="甲乙错", suggestion="旧的")
    before = Term.objects.count()

    send(client, HEAD + "甲乙错,错别字,新的,,,\n")

    assert Term.objects.get(word="甲乙错").suggestion == "新的"
    assert Term.objects.count() == before


def test_the_file_may_take_the_place_of_the_table(client):
    send(client, HEAD + "甲乙错,错别字,甲乙对,,,\n", replaces="on")

    assert [term.word for term in Term.objects.all()] == ["甲乙错"]


def test_a_bad_file_changes_nothing_and_names_each_row(client):
    before = Term.objects.count()
    rows = "甲乙错,错别字,,,,\n一,错别字,,,,\n丙丁,别的,,严重,,\n甲乙错,错别字,,,,\n戊己,敏感词,,,庚辛,\n"

    page = send(client, HEAD + rows)

    for said in (
        "第 3 行：至少两个字", "第 4 行：类别“别的”不认识", "第 4 行：级别“严重”不认识",
        "第 5 行：“甲乙错”和第 2 行重复", "第 6 行：例外里要包含这个词：庚辛",
    ):  # fmt: skip
        assert said in page.text
    assert Term.objects.count() == before


def test_a_file_without_its_headings_is_refused(client):
    assert "第 1 行：缺少“词语”一列" in send(client, "甲,乙\n丙丁,戊己\n").text


def test_what_is_exported_can_be_imported(client):
    before = sorted(
        Term.objects.values_list("word", "kind", "suggestion", "level", "unless", "note")
    )
    answer = client.get("/admin/check-term/export/")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    Term.objects.all().delete()

    send(client, text)

    after = sorted(
        Term.objects.values_list("word", "kind", "suggestion", "level", "unless", "note")
    )
    assert after == before


def test_thousands_of_words_are_imported_in_a_few_statements(client, django_assert_max_num_queries):
    rows = "".join(f"错词{number:05},错别字,对词{number:05},,,\n" for number in range(5000))

    with django_assert_max_num_queries(80):
        page = send(client, HEAD + rows)

    assert "已导入 5000 个词" in page.text


@pytest.mark.parametrize(
    "path", ["/admin/check-term/", "/admin/check-term/new/", "/admin/check-rule/"]
)
def test_the_operators_screens_open(client, path):
    assert client.get(path).status_code == 200


def test_an_operator_sets_a_rule(client):
    rule = CheckRule.objects.get(code="cover_missing")
    form = {"level": "WARN", "is_on": "on", "limit": ""}

    answer = client.post(f"/admin/check-rule/edit/{rule.pk}/", form)

    assert answer.status_code == 302
    rule.refresh_from_db()
    assert rule.level == "WARN"


@pytest.mark.parametrize(
    "path",
    ["/admin/check-term/", "/admin/check-term/import/", "/admin/check-term/export/",
     "/admin/check-rule/"],
)  # fmt: skip
def test_unions_do_not_keep_the_networks_words(network, desk, path):
    client = desk(UserFactory.with_role(network.province, StaffRole.ADMIN))

    assert client.get(path).status_code == 404
