"""Acts at random, as all the desks of a network do them, and some that only scripts do."""

from contextlib import suppress
from datetime import timedelta
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from taggit.models import Tag
from wagtail.documents.models import Document

from home.models import PortalHomePage, StandardPage
from news.entries import unpin_expired
from news.models import ArticleAttachment, ArticlePage, ColumnPage, NewsHomePage, TopicPage
from news.publishing import PublishingRefused
from sites import actions as tree
from sites.models import MediaCollection, MourningPeriod, Organisation
from syndication.actions import (
    LocalDress,
    change_placement,
    hide_placement,
    pull_article,
    recall_article,
    remove_placement,
    show_placement,
    undo_recall,
)
from syndication.errors import SyndicationError
from syndication.models import Placement, Recall
from tests.factories.news import ImageFactory, make_article
from tests.factories.syndication import desk_of, dispatch

REFUSED = (SyndicationError, tree.TreeError, ValidationError, ProtectedError, PublishingRefused)
TAGS = ("劳模", "安全", "培训")


class Edits:
    """``acts`` are its public methods; ``do_one`` does one of them and says which."""

    def __init__(self, network, seed: int) -> None:
        self.network, self.random = network, Random(seed)
        self.count = 0
        self.acts = sorted(name for name in dir(self) if name.startswith("act_"))
        unions = (network.province, network.city, network.county, network.direct)
        self.desks = {union.pk: desk_of(union) for union in unions}

    def do_one(self) -> str:
        act = self.random.choice(self.acts)
        self.count += 1
        with suppress(*REFUSED), transaction.atomic():
            getattr(self, act)()
        return act

    # --- choices

    def union(self) -> Organisation:
        return self.random.choice(list(Organisation.objects.filter(pk__in=self.desks)))

    def one_of(self, rows):
        rows = list(rows.order_by("pk"))
        return self.random.choice(rows) if rows else None

    def article(self, **how) -> ArticlePage:
        found = self.one_of(ArticlePage.objects.filter(**how))
        return found or make_article(self.union(), f"新的一篇 {self.count}")

    def column(self, union=None) -> ColumnPage:
        return self.one_of(ColumnPage.objects.filter(organisation=union or self.union()))

    # --- articles

    def act_publish_article(self):
        union = self.union()
        fields = {}
        if self.random.random() < 0.3:
            fields["cover"] = ImageFactory.of(union)
        if self.random.random() < 0.3:
            today = timezone.localdate()
            fields |= {"genre": "PUBLICITY", "notice_starts": today, "notice_contact": "电话",
                       "notice_ends": today + timedelta(days=self.random.choice([0, 3]))}  # fmt: skip
        if self.random.random() < 0.5:
            fields["published_at"] = timezone.now() - timedelta(days=self.random.randrange(5))
        column = self.column(union)
        column.add_child(instance=ArticlePage(title=f"第 {self.count} 篇", **fields))

    def act_edit_article(self):
        article = self.article(live=True)
        article.title = article.title_zh_hans = f"改过 {self.count}"
        article.save_revision().publish()

    def act_translate_article(self):
        article = self.article(live=True)
        article.title_en = f"Article {self.count}"
        article.save_revision().publish()

    def act_unpublish_article(self):
        self.article(live=True).unpublish()

    def act_republish_article(self):
        self.article(live=False).save_revision().publish()

    def act_delete_article(self):
        article = self.article(placements__isnull=True)
        article.delete()

    def act_move_article(self):
        article = self.article()
        target = self.column(article.organisation)
        if target.pk != article.get_parent().pk:
            article.move(target, pos="last-child")

    def act_pin_article(self):
        article = self.article(live=True)
        article.pinned_until = timezone.localdate() + timedelta(days=2)
        article.save()

    def act_pins_end(self):
        past = timezone.localdate() - timedelta(days=2)
        ArticlePage.objects.filter(pinned_until__isnull=False).update(pinned_until=past)
        unpin_expired()

    def act_change_date(self):
        article = self.article(live=True)
        article.published_at = timezone.now() - timedelta(days=self.random.randrange(9))
        article.save()

    def act_tag_article(self):
        article = self.article(live=True)
        article.tags.add(self.random.choice(TAGS))
        article.save()

    def act_rename_tag(self):
        Tag.objects.filter(name=TAGS[0]).update(name=f"{TAGS[0]} {self.count}")

    def act_attach_file(self):
        article = self.article(live=True)
        shelf = MediaCollection.objects.get(organisation=article.organisation).collection
        document = Document.objects.create(title="附件", file="a.pdf", collection=shelf)
        ArticleAttachment.objects.create(article=article, document=document)

    def act_rename_file(self):
        document = self.one_of(Document.objects.all())
        if document:
            document.title = f"附件 {self.count}"
            document.save()

    # --- columns, fronts, pages

    def act_rename_column(self):
        column = self.column()
        column.title = column.title_zh_hans = f"栏目 {self.count}"
        column.save()

    def act_move_address(self):
        column = self.column()
        column.slug = f"c{self.count}"
        column.save()

    def act_toggle_menu(self):
        column = self.column()
        column.show_in_menus = not column.show_in_menus
        column.save()

    def act_toggle_column(self):
        column = self.column()
        if column.live:
            column.unpublish()
        else:
            column.save_revision().publish()

    def act_add_subcolumn(self):
        column = self.column()
        column.add_child(instance=ColumnPage(title=f"子 {self.count}", code=f"s{self.count}"))

    def act_add_topic(self):
        column = self.column()
        body = [("tagged", {"heading": "标签", "tag": self.random.choice(TAGS), "count": 5}),
                ("articles", {"heading": "选定", "articles": [self.article(), self.article()]})]  # fmt: skip
        column.add_child(instance=TopicPage(title=f"专题 {self.count}", body=body))

    def act_choose_headline(self):
        front = self.one_of(NewsHomePage.objects.all())
        front.headline = self.article(live=True)
        front.save_revision().publish()

    def act_switch_sections(self):
        front = self.one_of(PortalHomePage.objects.all())
        blocks = [(block.block_type, block.value) for block in front.sections]
        self.random.shuffle(blocks)
        front.sections = blocks
        front.save_revision().publish()

    def act_rename_page(self):
        page = self.one_of(StandardPage.objects.all())
        page.title = page.title_zh_hans = f"固定页面 {self.count}"
        page.save()

    # --- placements

    def act_dispatch(self):
        article = self.article(live=True, organisation=self.network.province)
        if article.organisation_id == self.network.province.pk:
            dispatch(article, by=self.desks[self.network.province.pk])

    def act_pull(self):
        union = self.union()
        article = self.article(live=True)
        ArticlePage.objects.filter(pk=article.pk).update(is_shared=True)
        article.refresh_from_db()
        pull_article(article, union, self.dress(union), by=self.desks[union.pk])

    def dress(self, union):
        headline = self.random.choice(["", f"本站标题 {self.count}"])
        return LocalDress(column_id=self.column(union).pk, headline=headline)

    def placed(self):
        return self.one_of(Placement.objects.filter(is_locked=False))

    def act_change_placement(self):
        if placement := self.placed():
            dress = self.dress(placement.organisation)
            change_placement(placement.pk, dress, by=self.desks[placement.organisation_id])

    def act_hide(self):
        if placement := self.placed():
            hide_placement(placement.pk, by=self.desks[placement.organisation_id])

    def act_remove(self):
        if placement := self.placed():
            remove_placement(placement.pk, by=self.desks[placement.organisation_id])

    def act_show(self):
        if placement := self.placed():
            show_placement(placement.pk, by=self.desks[placement.organisation_id])

    def act_recall(self):
        article = self.article(live=True)
        recall_article(article, reason="数字有误", by=self.desks[article.organisation_id])

    def act_undo_recall(self):
        recall = self.one_of(Recall.objects.filter(undone_at__isnull=True))
        if recall:
            undo_recall(recall.pk, by=self.desks[recall.article.organisation_id])

    # --- unions and sites

    def act_rename_union(self):
        name = f"总工会 {self.count}"
        tree.rename_organisation(self.union(), name=name, short_name=name)

    def act_change_identity(self):
        union = self.union()
        union.phone, union.theme = str(self.count), self.random.choice(["red", "teal"])
        union.save()

    def act_emblem(self):
        union = self.union()
        union.emblem = ImageFactory.of(union)
        union.save()

    def act_move_union(self):
        county = Organisation.objects.get(pk=self.network.county.pk)
        target = self.random.choice([self.network.province.pk, self.network.city.pk])
        tree.move_organisation(county, Organisation.objects.get(pk=target))

    def act_close_and_open(self):
        union = Organisation.objects.get(pk=self.network.direct.pk)
        if union.is_open:
            self.random.choice([tree.close_organisation, tree.prepare_organisation])(union)
        else:
            tree.reopen_organisation(union)

    def act_new_union(self):
        if Organisation.objects.count() < 6:
            city = Organisation.objects.get(pk=self.network.city.pk)
            self.network.add(f"新县 {self.count}", "COUNTY", f"xin{self.count}", city)

    def act_mourning(self):
        first = timezone.localdate() - timedelta(days=self.random.randrange(2))
        MourningPeriod.objects.create(
            organisation=self.union(), first_date=first, last_date=first + timedelta(days=1),
            with_subtree=self.random.random() < 0.5,
        )  # fmt: skip

    def act_mourning_ends(self):
        MourningPeriod.objects.all().delete()

    def act_rename_site(self):
        site = self.network.site(self.union())
        site.site_name = f"站点 {self.count}"
        site.save()

    def act_rename_host(self):
        site = self.network.site(self.network.direct)
        site.hostname = f"h{self.count}.localhost"
        site.save()
