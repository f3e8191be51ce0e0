"""The listing table: one narrow row for each line of a column's list."""

from datetime import datetime
from functools import cache

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, Prefetch, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from news.pictures import CARD, PictureUse, ready_for

# Added to the rank of a pinned entry: more microseconds than any real date has.
PIN_OFFSET = 10**18


def rank_of(published_at: datetime, *, is_pinned: bool) -> int:
    """The one number that an entry is ordered by: microseconds since 1970, the pinned on top."""
    microseconds = int(published_at.timestamp() * 1_000_000)
    return microseconds + PIN_OFFSET if is_pinned else microseconds


class EntryQuerySet(models.QuerySet):
    def newest_first(self):
        return self.order_by("-rank", "-pk")

    def in_column(self, column):
        return self.filter(column=column)

    def pinned(self):
        return self.filter(rank__gte=PIN_OFFSET)

    def unpin(self) -> int:
        """Let pinned lines sink to the place of their date; returns how many."""
        return self.update(rank=F("rank") - PIN_OFFSET)

    def within(self, organisation):
        """Own articles of the union and of all below it, by date: no article twice, no pin on top.

        Each of the three cases is one range of an index.
        """
        own = self.filter(is_own=True).order_by("-published_at", "-pk")
        if organisation.depth == 1:
            return own
        if organisation.depth == 2 and organisation.numchild:
            return own.filter(region_path=organisation.path)
        return own.filter(organisation=organisation)

    def keys_of_tops(self, columns, count):
        """(column, entry) for the first ``count`` entries of every column, in no order.

        Two queries for any number of columns: the first finds the rank at which each column's part
        ends. Ties at the end may give a few more than ``count``.
        """
        ids = [column.pk for column in columns]
        if not ids:
            return []
        nth = (
            Entry.objects.filter(column=OuterRef("pk"))
            .newest_first()
            .values("rank")[count - 1 : count]
        )
        column_model = self.model._meta.get_field("column").related_model
        ends = (
            column_model.objects.filter(pk__in=ids)
            .annotate(end=Coalesce(Subquery(nth), 0))
            .values_list("pk", "end")
        )
        parts = Q()
        for column_id, end in ends:
            parts |= Q(column_id=column_id, rank__gte=end)
        return list(Entry.objects.filter(parts).values_list("column_id", "pk"))

    def with_articles(self, *, pictures: PictureUse | None = CARD):
        """Load what a list shows of the lines and articles; their text stays in the database.

        So do the pictures where ``pictures`` is None.
        """
        lines = self.select_related("article", "article__organisation", "column")
        lines = lines.defer(*unlisted_fields())
        if pictures is None:
            return lines
        covers = ready_for(pictures)
        return lines.prefetch_related(Prefetch("article__cover", covers), Prefetch("cover", covers))


# Fields of an article that no list shows.
HEAVY_FIELDS = ("body", "body_zh_hans", "body_en", "search_description", "seo_title")
OF_THE_DESK = (
    "draft_title", "locale", "latest_revision", "live_revision", "has_unpublished_changes",
    "go_live_at", "expire_at", "expired", "locked", "locked_at", "locked_by", "owner", "alias_of",
    "latest_revision_created_at", "show_in_menus", "responsible_editor", "photographer",
)  # fmt: skip
OF_COLUMNS = {"id", "path", "depth", "title", "slug", "url_path", "live", "content_type", "code",
              "kind", "organisation", "basepage_ptr"}  # fmt: skip
OF_UNIONS = {"id", "path", "depth", "numchild", "name", "short_name", "tier", "slug", "status"}


@cache
def unlisted_fields() -> tuple[str, ...]:
    """What a list leaves in the database of its articles, columns and unions.

    Half of the time that a list takes is spent on reading fields.
    """
    related: dict[str, type[models.Model]] = {
        name: Entry._meta.get_field(name).related_model  # type: ignore[misc]
        for name in ("organisation", "column")
    }
    return (
        *(f"article__{name}" for name in (*HEAVY_FIELDS, *OF_THE_DESK)),
        *(
            f"article__organisation__{name}"
            for name in fields_but(related["organisation"], OF_UNIONS)
        ),
        *(f"column__{name}" for name in fields_but(related["column"], OF_COLUMNS)),
    )


def fields_but(model: type[models.Model], listed: set[str]) -> list[str]:
    """The fields of a model that are none of these, nor one of them in some language."""
    return [
        field.name
        for field in model._meta.concrete_fields
        if getattr(field, "translated_field", field).name not in listed
    ]


class Entry(models.Model):
    """One line in a column's list: the union's own article, or one placed there.

    A row stands here only while the line is to be seen, so a list needs no other filter. It is
    written in the transaction that publishes.

    A placed line has a ``number``, which makes its local address. Its headline, lead and cover
    stand in for the article's where they are given; a line that doesn't follow the article
    shows nothing of the article as it is now.
    """

    column = models.ForeignKey(
        "news.ColumnPage", verbose_name=_("栏目"), on_delete=models.CASCADE, related_name="entries"
    )
    article = models.ForeignKey(
        "news.ArticlePage", verbose_name=_("文章"), on_delete=models.CASCADE, related_name="entries"
    )
    organisation = models.ForeignKey(
        "sites.Organisation", verbose_name=_("工会组织"), on_delete=models.CASCADE, related_name="+",
        db_index=False,
    )  # fmt: skip
    region_path = models.CharField(_("所在分支"), max_length=16)
    is_own = models.BooleanField(_("本会文章"), default=True)
    has_cover = models.BooleanField(_("有封面"), default=False)
    number = models.PositiveBigIntegerField(_("落地编号"), null=True, unique=True)
    headline = models.CharField(_("本站标题"), max_length=255, blank=True)
    lead = models.TextField(_("本站导语"), blank=True)
    cover = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("本站封面"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    follows_article = models.BooleanField(_("随原稿更新"), default=True)
    published_at = models.DateTimeField(_("发布时间"))
    rank = models.BigIntegerField(_("次序"))

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("条目")
        verbose_name_plural = _("条目")
        constraints = [
            models.UniqueConstraint(fields=["column", "article"], name="one_entry_per_column")
        ]
        indexes = [
            models.Index(F("column"), F("rank").desc(), F("id").desc(), name="entry_column_rank"),
            models.Index(
                F("organisation"),
                F("published_at").desc(),
                F("id").desc(),
                name="entry_organisation_date",
            ),
            models.Index(
                F("region_path"),
                F("published_at").desc(),
                F("id").desc(),
                name="entry_region_date",
                condition=Q(is_own=True),
            ),
            models.Index(
                F("published_at").desc(),
                F("id").desc(),
                name="entry_date",
                condition=Q(is_own=True),
            ),
            models.Index(
                F("organisation"),
                F("published_at").desc(),
                F("id").desc(),
                name="entry_with_cover",
                condition=Q(has_cover=True),
            ),
        ]

    def __str__(self):
        return f"{self.column_id}: {self.article_id}"

    @property
    def title(self) -> str:
        """The local headline, but not where the article has a title in the language being read."""
        if self.headline and not self.is_read_in_translation:
            return self.headline
        return self.article.title

    @property
    def summary(self) -> str:
        if not self.follows_article or (self.lead and not self.is_read_in_translation):
            return self.lead
        return self.article.lead

    @property
    def picture_id(self) -> int | None:
        if self.cover_id or not self.follows_article:
            return self.cover_id
        return self.article.cover_id

    @property
    def picture(self):
        if self.cover_id or not self.follows_article:
            return self.cover
        return self.article.cover

    @property
    def is_translated(self) -> bool:
        """Whether the line is shown in the language being read."""
        return self.article.is_translated and (self.follows_article or not self.headline)

    @property
    def is_read_in_translation(self) -> bool:
        return get_language() != settings.LANGUAGE_CODE and self.is_translated

    @property
    def notice_state(self) -> str:
        """As the article's; an adopted version may be older than its dates."""
        return self.article.notice_state if self.follows_article else ""

    @property
    def is_pinned(self) -> bool:
        return self.rank >= PIN_OFFSET

    def get_url(self, request=None) -> str:
        """The address on the site whose column the line stands in."""
        if self.number is None:
            return self.article.get_url(request)
        return f"{self.column.get_url(request)}a-{self.number}/"

    @property
    def full_url(self) -> str:
        if self.number is None:
            return self.article.full_url
        return f"{self.column.full_url}a-{self.number}/"
