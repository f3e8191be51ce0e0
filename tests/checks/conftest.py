import pytest
from wagtail.rich_text import RichText

from news.models import ArticlePage
from tests.factories.news import make_article


@pytest.fixture
def draft(network):
    """``draft(text, title=…)``: an unpublished article of the county with one paragraph a line."""

    def make(*lines, title="全县工会工作会议召开", union=None, **fields):
        body = [("text", RichText("".join(f"<p>{line}</p>" for line in lines)))]
        article = make_article(union or network.county, title, live=False, body=body, **fields)
        article.save_revision()
        return ArticlePage.objects.get(pk=article.pk)

    return make
