"""A reader finds what the network's public sites show, and nothing else."""

from datetime import timedelta

import pytest
from wagtail.models import PageViewRestriction

from search.engines.base import BELOW, DATE, SITE
from search.models import SearchDocument, Synonym, Term
from sites.actions import (
    close_organisation,
    merge_organisation,
    prepare_organisation,
    reopen_organisation,
)


def test_a_word_is_found_in_titles_and_texts_the_title_first(publish, search_for):
    publish("今年的工作安排", "其中有一项职代会质量评估。")
    publish("职代会票决食堂方案", "职工的事职工议。")
    publish("运动会开赛", "篮球赛。")

    assert search_for("职代会") == ["职代会票决食堂方案", "今年的工作安排"]


@pytest.mark.parametrize("typed", ["职工代表大会", "職代會", "zhidaihui", "职待会", "“职代会”"])
def test_synonyms_traditional_characters_pinyin_and_slips_find_it_too(publish, search_for, typed):
    publish("职代会票决食堂方案")

    assert search_for(typed) == ["职代会票决食堂方案"]


def test_all_words_must_be_there(publish, search_for):
    publish("肥西职代会")
    publish("庐江职代会")

    assert search_for("肥西 职代会")[0] == "肥西职代会"


def test_a_part_of_the_words_is_better_than_nothing(publish, search_for):
    publish("职工篮球赛开赛")

    assert search_for("篮球赛 潜水艇") == ["职工篮球赛开赛"]


def test_a_phrase_is_found_only_character_by_character(publish, search_for):
    publish("工会议题很多")
    publish("会议的工会专场")

    assert search_for('"工会议题"') == ["工会议题很多"]


def test_an_excluded_word_takes_articles_out(publish, search_for):
    publish("送清凉到工地")
    publish("送清凉和文艺演出")

    assert search_for("送清凉 -演出") == ["送清凉到工地"]


def test_a_name_is_found_though_no_dictionary_has_it(publish, search_for):
    publish("记焊工欧阳萱琪", "她的故事。")
    publish("欧阳修与萱草和玉琪")

    assert search_for("欧阳萱琪") == ["记焊工欧阳萱琪"]


def test_scopes_are_this_union_those_below_and_all(network, publish, search_for):
    for union in ("province", "city", "county", "direct"):
        publish(f"{union}职代会", union=union)

    assert search_for("职代会", scope=SITE, here=network.city) == ["city职代会"]
    assert set(search_for("职代会", scope=BELOW, here=network.city)) == {
        "city职代会",
        "county职代会",
    }
    assert len(search_for("职代会", scope=BELOW, here=network.province)) == 4
    assert len(search_for("职代会")) == 4


def test_who_asks_how_gets_the_guide_before_the_news(network, publish, search_for):
    publish("困难帮扶申请人数增加", "困难帮扶申请。")
    publish("困难帮扶申请须知", "困难帮扶申请。", column="puhui")

    assert search_for("困难帮扶怎么申请")[0] == "困难帮扶申请须知"


def test_newest_first_if_asked(publish, search_for):
    from django.utils import timezone

    now = timezone.now()
    publish("职代会旧闻", published_at=now - timedelta(days=900))
    publish("关于职代会的新闻", published_at=now)

    assert search_for("职代会", sort=DATE) == ["关于职代会的新闻", "职代会旧闻"]


def test_a_synonym_works_as_soon_as_it_is_saved(publish, search_for):
    publish("皖工暖心站启用")

    assert search_for("亭子") == []
    Synonym.objects.create(words="亭子 皖工暖心站")

    assert search_for("亭子") == ["皖工暖心站启用"]


def test_a_draft_is_not_found(publish, search_for):
    publish("职代会草稿", live=False)

    assert search_for("职代会") == []


def test_an_article_taken_down_or_changed_is_found_as_it_is(publish, search_for):
    article = publish("职代会召开")
    article.title = article.title_zh_hans = "运动会召开"
    article.save()

    assert search_for("职代会") == []
    assert search_for("运动会") == ["运动会召开"]
    article.unpublish()
    assert search_for("运动会") == []


def test_a_deleted_article_leaves_nothing_behind(publish, search_for):
    publish("职代会召开").delete()

    assert search_for("职代会") == []
    assert not SearchDocument.objects.exists()


def test_a_private_article_is_not_found_until_it_is_public_again(publish, search_for):
    article = publish("职代会召开")
    restriction = PageViewRestriction.objects.create(
        page=article.get_parent(), restriction_type="password", password="x"
    )

    assert search_for("职代会") == []
    restriction.delete()
    assert search_for("职代会") == ["职代会召开"]


def test_a_union_that_is_being_prepared_is_not_found(network, publish, search_for):
    publish("职代会召开")
    prepare_organisation(network.county)

    assert search_for("职代会", here=network.city) == []
    reopen_organisation(network.county)
    assert search_for("职代会", here=network.city) == ["职代会召开"]


def test_a_closed_or_merged_union_stays_found(network, publish, search_for):
    publish("职代会召开")
    publish("广德职代会召开", union="direct")
    close_organisation(network.county)
    merge_organisation(network.direct, network.city)

    assert len(search_for("职代会", here=network.city)) == 2


def test_titles_teach_the_words_that_are_suggested(publish):
    publish("职代会召开")

    assert Term.objects.get(pk="职代会").sound == "zhidaihui"
