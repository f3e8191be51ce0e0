"""Word files for tests, made by python-docx and by hand."""

import io
import zipfile

from docx import Document
from PIL import Image


def saved(document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def picture(size=(40, 20), kind="PNG", mode="RGB") -> io.BytesIO:
    target = io.BytesIO()
    Image.new(mode, size).save(target, kind)
    target.seek(0)
    return target


def notice(title="关于召开工作会议的通知"):
    """A document as editors get it: title, headings, lists, a table, bold words."""
    document = Document()
    document.add_paragraph(title, style="Title")
    first = document.add_paragraph("　　各县区总工会：")
    first.runs[0].font.name = "仿宋"
    document.add_heading("一、时间", 1)
    line = document.add_paragraph("定于")
    line.add_run("五月一日").bold = True
    line.add_run("召开。")
    document.add_heading("（一）上午", 2)
    document.add_paragraph("报到", style="List Bullet")
    document.add_paragraph("开会", style="List Number")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["单位", "人数", "肥西", "3"], strict=True):
        cell.text = text
    return document


def replaced(data: bytes, **parts) -> bytes:
    """The same archive with some parts replaced or added; ``__`` in a name is a slash."""
    parts = {name.replace("__", "/").replace("_xml", ".xml"): new for name, new in parts.items()}
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w", 8) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return target.getvalue()
