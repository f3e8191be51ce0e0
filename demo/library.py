"""A union's own shelf: its pictures, documents and films, put there when a text asks for them."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from demo.documents import make_document
from demo.pictures import HEIGHT, SCENES, WIDTH, Picture, draw
from demo.pictures.palettes import PALETTES
from sites.models import MediaCollection, Organisation, Tier

FILMS = Path(__file__).parent / "media"
# What each scene shows, for those who can't see it; and its caption.
ALTS = {
    "village": ("青山下临水的徽派村落", "白墙黛瓦，山水相依"),
    "bridge": ("石拱桥横跨河面，两只小船驶过", "桥下流水，岸上人家"),
    "energy": ("山脊上的风力发电机和坡地上的光伏板", "绿色能源基地"),
    "fields": ("层层田垄和远处的村舍", "丰收在望的田野"),
    "skyline": ("隔水相望的城市楼群，一列高铁驶过", "城市清晨"),
    "factory": ("厂房、烟囱和齿轮", "生产车间外景"),
    "site": ("塔吊林立的建设工地", "建设中的重点工程"),
    "station": ("街边的户外劳动者服务站点", "户外劳动者服务站点"),
    "road": ("通向远山的公路和输电铁塔", "巡线路上"),
    "workers": ("三名戴安全帽的工人剪影，身后是齿轮", "一线产业工人"),
    "craftsman": ("戴安全帽的工匠剪影和奖章", "匠心"),
    "women": ("花丛中的三名女职工剪影", "女职工风采"),
    "flags": ("礼堂前红旗招展", "红旗招展"),
    "books": ("职工书屋里的书架、台灯和翻开的书", "职工书屋"),
    "sport": ("跑道上的四名选手剪影", "职工运动会赛场"),
    "meeting": ("坐满听众的会场", "会议现场"),
    "law": ("天平和法律书籍", "依法维护职工权益"),
    "help": ("双手托起一颗爱心", "把温暖送到职工心坎上"),
}
FAVOURITES = {
    "village": "mist", "bridge": "noon", "energy": "noon", "fields": "autumn", "skyline": "dusk",
    "factory": "morning", "site": "noon", "station": "morning", "road": "mist",
    "workers": "autumn", "craftsman": "morning", "women": "noon", "flags": "noon",
    "books": "mist", "sport": "autumn", "meeting": "morning", "law": "noon", "help": "morning",
}  # fmt: skip


def picture_for(scene: str, variant: int) -> Picture:
    """One of the two pictures of a scene."""
    first = FAVOURITES[scene]
    names = list(PALETTES)
    palette = first if variant % 2 == 0 else names[(names.index(first) + 2) % len(names)]
    return Picture(scene, palette, ALTS[scene][0])


class Shelf:
    def __init__(self, union: Organisation) -> None:
        self.slug = union.slug
        self.collection = MediaCollection.objects.get(organisation=union).collection
        self.variant = int(hashlib.md5(union.slug.encode(), usedforsecurity=False).hexdigest(), 16)
        self.has_both = union.tier != Tier.COUNTY
        self._images: dict[str, Any] = {}
        self._documents: dict[str, Any] = {}

    def image(self, scene: str, turn: int = 0) -> Any:
        """The union's picture of a scene; counties have one, others two, of which ``turn`` chooses."""
        picture = picture_for(scene, self.variant + (turn if self.has_both else 0))
        if picture.name not in self._images:
            data = draw(picture)
            image = get_image_model()(
                title=ALTS[scene][1],
                description=picture.alt,
                width=WIDTH,
                height=HEIGHT,
                **self._stored("original_images", f"{picture.name}.jpg", data),
            )
            self._images[picture.name] = self._added(image)
        return self._images[picture.name]

    def picture(self, scene: str, turn: int = 0) -> dict[str, Any]:
        """The value of a picture block."""
        alt, caption = ALTS[scene]
        return {"image": self.image(scene, turn).pk, "alt": alt, "caption": caption}

    def document(self, key: str) -> Any:
        if key not in self._documents:
            title, name, data = make_document(key)
            document = get_document_model()(title=title, **self._stored("documents", name, data))
            self._documents[key] = self._added(document)
        return self._documents[key]

    def film(self, name: str) -> dict[str, Any]:
        """The value of a video block."""
        if name not in self._documents:
            data = film_data(name)
            stored = self._stored("documents", f"{name}.webm", data)
            self._documents[name] = self._added(
                get_document_model()(title="微视频（手绘动画）", **stored)
            )
        scene = "village" if name == "hills" else "workers"
        return {
            "file": self._documents[name].pk,
            "poster": self.image(scene).pk,
            "caption": "片长十三秒，没有声音。",
            "transcript": "画面依次是山水村落、桥与河、田野、城市。"
            if name == "hills"
            else "画面依次是城市清晨、厂房、建设工地、一线工人。",
        }

    def _stored(self, folder: str, name: str, data: bytes) -> dict[str, Any]:
        """Write the file of a new row; what a run that was killed left there is replaced."""
        path = f"{folder}/demo-{self.slug}-{name}"
        default_storage.delete(path)
        return {
            "file": default_storage.save(path, ContentFile(data)),
            "file_size": len(data),
            "file_hash": hashlib.sha1(data, usedforsecurity=False).hexdigest(),
            "collection": self.collection,
        }

    @staticmethod
    def _added(row: Any) -> Any:
        """Insert a row past its signals: there is nothing to index or to count yet."""
        return type(row).objects.bulk_create([row])[0]


@cache
def film_data(name: str) -> bytes:
    return (FILMS / f"{name}.webm").read_bytes()


__all__ = ["ALTS", "SCENES", "Shelf", "picture_for"]
