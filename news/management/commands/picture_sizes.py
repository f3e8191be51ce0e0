"""Make the sizes that pages show of pictures uploaded before a release that shows others."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db.models import Count, Q
from wagtail.images import get_image_model

from news.pictures import SPECS
from news.tasks import make_sizes


class Command(BaseCommand):
    help = "给已有的图片补做网页要用的各种尺寸：排进后台任务，可以重复运行。"

    def handle(self, *args: Any, **options: Any) -> None:
        made = Count(
            "renditions__filter_spec", filter=Q(renditions__filter_spec__in=SPECS), distinct=True
        )
        lacking = get_image_model().objects.annotate(made=made).filter(made__lt=len(SPECS))
        keys = list(lacking.order_by("-pk").values_list("pk", flat=True))
        for key in keys:
            make_sizes.enqueue(key)
        self.stdout.write(f"{len(keys)} 张图片缺尺寸，已排进后台任务。")
