"""What Elasticsearch is told last is how the article is."""

import pytest

from search import upkeep
from search.models import SearchDocument


@pytest.fixture
def told(monkeypatch):
    """What was written, one dictionary a time; ``told.meanwhile`` happens before the first."""

    class Told(list):
        meanwhile = staticmethod(lambda: None)

        def write(self, documents, article_ids, index_names, *, refresh):
            if not self:
                self.meanwhile()
            titles = {document.pk: document.title for document in documents}
            self.append({pk: titles.get(pk) for pk in article_ids})

    told = Told()
    monkeypatch.setattr("search.backends.elasticsearch.bulk_write", told.write)
    return told


def test_an_article_that_does_not_change_is_told_once(publish, told):
    article = publish("职代会召开")

    upkeep.send([article.pk], ["index"])

    assert told == [{article.pk: "职代会召开"}]


def test_an_article_that_changes_meanwhile_is_told_again(publish, told):
    article, other = publish("职代会召开"), publish("运动会召开")

    def change():
        article.title = article.title_zh_hans = "职代会闭幕"
        article.save()

    told.meanwhile = change

    upkeep.send([article.pk, other.pk], ["index"])

    assert told[1:] == [{article.pk: "职代会闭幕"}]


def test_an_article_that_is_taken_down_meanwhile_is_taken_out(publish, told):
    article = publish("职代会召开")
    told.meanwhile = article.unpublish

    upkeep.send([article.pk], ["index"])

    assert told[-1] == {article.pk: None}
    assert not SearchDocument.objects.exists()
