"""Special topics of the province and the cities, gathered from their own articles."""

from random import Random

from demo.articles import ArticleMaker
from demo.body import Body
from demo.wording import Writer, read_texts
from news.models import ArticlePage, ColumnPage, TopicPage
from pages.bulk import add_children
from sites.models import Tier

PICKED = 6
TOPICS = {Tier.PROVINCE: 3, Tier.CITY: 2}


def add_topics(
    maker: ArticleMaker, column: ColumnPage, tagged: dict[str, list[ArticlePage]]
) -> None:
    """``tagged`` has the union's articles by tag, from which the editor's choice is taken."""
    rows = list(read_texts("topics")["topic"])
    Random(maker.union.slug).shuffle(rows)
    chosen = rows[: TOPICS.get(Tier(maker.union.tier), 0)]
    add_children(column, [write_topic(maker, row, tagged) for row in chosen])


def write_topic(maker: ArticleMaker, row: dict, tagged: dict[str, list[ArticlePage]]) -> TopicPage:
    seed = f"{maker.union.slug}/topic/{row['key']}"
    writer = Writer(maker.place, maker.today, seed)
    title = writer.fill(Random(seed).choice(row["titles"]))
    intro = writer.fill(row["intro"])
    picked = {page.pk: page for tag in row["picks"] for page in tagged.get(tag, ())}
    # An article's address begins with its day.
    newest = sorted(picked.values(), key=lambda page: page.slug, reverse=True)[:PICKED]
    body = Body(seed)
    articles = body.items(page.pk for page in newest)
    body.add("articles", {"heading": row["heading"], "articles": articles})
    for heading, tag in row["tagged"]:
        body.add("tagged", {"heading": heading, "tag": tag, "count": 8})
    topic = TopicPage(
        title=title,
        title_zh_hans=title,
        slug=f"topic-{row['key']}",
        intro=intro,
        intro_zh_hans=intro,
        banner=maker.shelf.image(row["scene"]),
        owner_id=maker.owner_id,
    )
    topic.body = topic.body_zh_hans = body.as_json()
    if maker.union.tier == Tier.PROVINCE:
        topic.title_en = row["title_en"]
    return topic
