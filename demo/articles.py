"""Making a union's articles from their plans, in few statements however many there are."""

import hashlib
import re
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from taggit.models import Tag
from wagtail.documents import get_document_model

from demo.body import write_body
from demo.library import Shelf
from demo.plan import COLUMNS, OFFICIAL, Plan, Template, templates_of
from demo.wording import Place, Writer, say_day
from news.entries import list_articles
from news.models import ArticleAttachment, ArticlePage, ArticleTag, ColumnPage, Genre
from news.models.article import SLUG_ALPHABET
from pages.bulk import add_children, index_references
from sites.models import Organisation, Tier

DISCLAIMER = "（本文为演示内容，不作为办事依据。）"
AUTHORS = ("通讯员", "宣传教育部", "办公室", "本站通讯员", "基层工作部")
EDITORS = ("宣教编辑", "值班编辑", "网站编辑")
PIN_DAYS = 60
LOCAL = re.compile(r"\{(union|place|short|firm|below)\}")


class ArticleMaker:
    """Writes the articles of one union."""

    def __init__(
        self,
        union: Organisation,
        place: Place,
        shelf: Shelf,
        *,
        tags: dict[str, Tag],
        owner_id: int | None,
        today: date,
    ) -> None:
        self.union = union
        self.place = place
        self.shelf = shelf
        self.tags = tags
        self.owner_id = owner_id
        self.today = today
        self.last_scene = ""

    def fill_column(self, column: ColumnPage, plans: list[Plan]) -> list[ArticlePage]:
        articles = [self.write(plan, turn) for turn, plan in enumerate(plans)]
        add_children(column, articles)
        list_articles(articles, column, self.union)
        self.add_tags(articles, plans)
        self.add_files(articles, plans)
        return articles

    def write(self, plan: Plan, turn: int) -> ArticlePage:
        template = plan.template
        seed = f"{self.union.slug}/{template.column}/{template.key}"
        random = Random(seed)
        published_at = moment(plan.day, random)
        texts = (*template.titles, template.lead, template.text)
        writer = Writer(self.place, plan.day, seed, texts, **notice_words(plan))
        title = writer.fill(random.choice(self.titles(template)))
        lead = writer.fill(template.lead)
        scene = self.scene_of(template, random)
        text = writer.fill(with_extras(plan, scene, random))
        article = ArticlePage(
            title=title,
            title_zh_hans=title,
            slug=slug_of(plan.day, seed),
            lead=lead,
            lead_zh_hans=lead,
            genre=template.genre,
            over_title="劳模工匠风采" if template.genre == Genre.PROFILE else "",
            over_title_zh_hans="劳模工匠风采" if template.genre == Genre.PROFILE else "",
            sub_title="",
            sub_title_zh_hans="",
            source=self.union.name,
            author=self.author(template.genre, random),
            photographer="职工摄影小组" if scene else "",
            responsible_editor=random.choice(EDITORS),
            published_at=published_at,
            first_published_at=published_at,
            last_published_at=published_at,
            cover=self.shelf.image(scene, turn) if scene else None,
            owner_id=self.owner_id,
            pinned_until=self.pin_of(plan),
            **self.notice(plan),
        )
        others = tuple(one for one in template.scenes if one != scene) or (scene,)
        body = write_body(
            text,
            seed,
            pictures=lambda count: [
                self.shelf.picture((*others, scene)[number % (len(others) + 1)], turn + number)
                for number in range(count)
            ],
            video=self.shelf.film,
        )
        article.body = article.body_zh_hans = body
        if self.union.tier == Tier.PROVINCE and template.english:
            article.title_en = template.english["title_en"]
            article.lead_en = template.english["lead_en"]
            article.body_en = write_body(template.english["text_en"], f"{seed}/en")
        return article

    def scene_of(self, template: Template, random: Random) -> str:
        """The scene of the cover, if possible another than the last one's."""
        fresh = [scene for scene in template.scenes if scene != self.last_scene]
        self.last_scene = random.choice(fresh or template.scenes) if template.scenes else ""
        return self.last_scene

    def titles(self, template: Template) -> list[str]:
        """Titles that name the place, so that the network's lists don't say the same thing twice."""
        local = [title for title in template.titles if LOCAL.search(title)]
        return local if local and self.union.depth > 1 else list(template.titles)

    def author(self, genre: str, random: Random) -> str:
        if genre in OFFICIAL or genre == Genre.READING:
            return ""
        return random.choice((f"{self.place.short}工会通讯员", *AUTHORS))

    def pin_of(self, plan: Plan) -> date | None:
        if plan.template.pinned and self.today - plan.day < timedelta(PIN_DAYS):
            return self.today + timedelta(PIN_DAYS)
        return None

    def notice(self, plan: Plan) -> dict[str, Any]:
        """The period of a public notice and who takes objections."""
        if plan.template.genre != Genre.PUBLICITY:
            return {}
        return {
            "notice_starts": plan.day,
            "notice_ends": plan.day + timedelta(plan.template.open_days),
            "notice_contact": f"{self.union.name}办公室，电话 {self.place.phone}",
        }

    def add_tags(self, articles: list[ArticlePage], plans: list[Plan]) -> None:
        ArticleTag.objects.bulk_create(
            ArticleTag(content_object=article, tag=self.tags[name])
            for article, plan in zip(articles, plans, strict=True)
            for name in plan.template.tags
        )

    def add_files(self, articles: list[ArticlePage], plans: list[Plan]) -> None:
        rows = ArticleAttachment.objects.bulk_create(
            ArticleAttachment(article=article, sort_order=order, document=self.shelf.document(key))
            for article, plan in zip(articles, plans, strict=True)
            for order, key in enumerate(plan.template.files)
        )
        kind = ContentType.objects.get_for_model(get_document_model()).pk
        where = "attachments.{}.document".format
        index_references(
            (
                row.article,
                {(kind, str(row.document_id), where("item"), where(row.pk))},
            )
            for row in rows
        )


def with_extras(plan: Plan, scene: str, random: Random) -> str:
    """The template's text, now and then with a picture in it; official texts say what they are."""
    template = plan.template
    parts = template.text.strip().split("\n\n")
    has_picture = any(part.startswith("!") for part in parts)
    if scene and len(template.scenes) > 1 and not has_picture and random.random() < 0.4:
        parts.insert(min(2, len(parts)), "![1]")
    if template.genre in OFFICIAL or template.genre == Genre.GUIDE:
        parts.append(DISCLAIMER)
    return "\n\n".join(parts)


def notice_words(plan: Plan) -> dict[str, str]:
    ends = plan.day + timedelta(plan.template.open_days)
    return {
        "starts": f"{plan.day.year}年{say_day(plan.day)}",
        "ends": f"{ends.year}年{say_day(ends)}",
    }


def moment(day: date, random: Random) -> datetime:
    """A time in the office hours of the day."""
    at = time(random.randint(8, 17), random.randint(0, 59), random.randint(0, 59))
    return timezone.make_aware(datetime.combine(day, at))


def slug_of(day: date, seed: str) -> str:
    """Like the address of any article, but the same in every run."""
    digest = hashlib.sha256(seed.encode()).digest()
    token = "".join(SLUG_ALPHABET[byte % len(SLUG_ALPHABET)] for byte in digest[:6])
    return f"{day:%Y%m%d}-{token}"


def tags_in_use() -> dict[str, Tag]:
    """All tags of the demo's texts by name, made where they are missing."""
    names = {
        tag for column in COLUMNS for template in templates_of(column) for tag in template.tags
    }
    return {name: Tag.objects.get_or_create(name=name)[0] for name in sorted(names)}
