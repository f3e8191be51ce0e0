"""A front page asks the database the same number of questions however much it shows."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from pages.site_roots import site_roots
from tests.factories.news import ImageFactory, make_article

HOSTS = ["anhui.localhost", "news.anhui.localhost", "hefei.localhost"]


def publish(network, numbers):
    """Articles with covers in three columns of a province, a city and two counties."""
    cover = ImageFactory.of(network.province)
    for union in (network.province, network.city, network.county, network.direct):
        for column in ("yaowen", "jiceng", "tongzhi"):
            for number in numbers:
                make_article(union, f"第{number}篇", column=column, cover=cover)


def queries_of(visit, host):
    visit(host)  # the sizes of the pictures are made by the first visit
    site_roots.forget()
    with CaptureQueriesContext(connection) as queries:
        assert visit(host).status_code == 200
    return len(queries)


def test_thirty_articles_cost_as_many_queries_as_three(network, visit):
    publish(network, range(1))
    few = {host: queries_of(visit, host) for host in HOSTS}
    publish(network, range(1, 10))

    many = {host: queries_of(visit, host) for host in HOSTS}

    assert many == few
