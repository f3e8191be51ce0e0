"""The pictures of a Word file: which can be kept, and which would fill the machine."""

from dataclasses import dataclass
from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image

from news.word.errors import WordFileError

MAX_PICTURES = 100
MAX_BYTES = 200 * 1024 * 1024  # of all together: a small file may show one picture many times
MAX_PIXELS = 50_000_000
KEPT = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "GIF": "gif", "WEBP": "webp"}
CONVERTED = {"BMP", "DIB", "TIFF"}


@dataclass
class WordPicture:
    data: bytes
    extension: str
    alt: str
    caption: str = ""


class PictureReader:
    """Takes the pictures in the order of the text; counts those that no browser can show."""

    def __init__(self) -> None:
        self.pictures: list[WordPicture] = []
        self.skipped = 0
        self.bytes = 0

    def read(self, image) -> dict[str, str]:
        """Called by mammoth for each picture; returns the attributes of its ``img``."""
        try:
            with image.open() as file:
                data = file.read(MAX_BYTES + 1)
        except (KeyError, ValueError):  # named, but missing or kept on somebody's disk
            self.skipped += 1
            return {}
        self.bytes += len(data)
        if len(self.pictures) >= MAX_PICTURES or self.bytes > MAX_BYTES:
            raise WordFileError(_("图片太多，请拆分后再导入。"))
        kept = usable(data)
        if kept is None:
            self.skipped += 1
            return {}
        self.pictures.append(WordPicture(*kept, alt=" ".join((image.alt_text or "").split())[:200]))
        return {"src": f"picture:{len(self.pictures) - 1}"}


def usable(data: bytes) -> tuple[bytes, str] | None:
    """The picture in a format for the web, and its extension; None for a drawing or a ruin.

    Looks at the size before it unpacks anything.
    """
    try:
        picture = Image.open(BytesIO(data))
        if picture.width * picture.height > MAX_PIXELS:
            raise WordFileError(_("有图片超过 5000 万像素，请缩小后再导入。"))
        if picture.format in KEPT:
            kind = KEPT[picture.format]
            picture.verify()
            return data, kind
        return (as_png(picture), "png") if picture.format in CONVERTED else None
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise WordFileError(_("有图片超过 5000 万像素，请缩小后再导入。")) from None
    except (OSError, SyntaxError, ValueError, EOFError):  # how Pillow says that a file is broken
        return None


def as_png(picture: Image.Image) -> bytes:
    target = BytesIO()
    mode = picture.mode if picture.mode in {"1", "L", "P", "RGB", "RGBA"} else "RGB"
    picture.convert(mode).save(target, "PNG")
    return target.getvalue()
