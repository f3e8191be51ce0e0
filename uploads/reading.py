"""The text of uploaded files, read once for each state of a file."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from uploads.models import AttachmentText

READER = Path(__file__).parent / "extract.py"
KINDS = {"docx", "xlsx", "pdf", "txt", "csv"}
MAX_FILE = 30 * 1024 * 1024  # bytes
MAX_TEXT = 100_000  # characters
MAX_SECONDS = 30
PROBLEM_LENGTH = 200


def reading_of(document: Any) -> AttachmentText | None:
    """What was read of the file as it is now; None while it has not been read."""
    known = AttachmentText.objects.filter(document=document).first()
    return known if known and known.file_hash == state_of(document) else None


def known_text(document: Any) -> str:
    """The text, where the file has been read; nothing is read here."""
    known = reading_of(document)
    return known.text if known else ""


def is_read(document: Any) -> bool:
    """Whether the whole text is known."""
    known = reading_of(document)
    return document.file_extension.lower() in KINDS and bool(known and not known.problem)


def state_of(document: Any) -> str:
    return (document.file_hash or str(document.file))[:40]


def text_of(document: Any) -> str:
    """The text of a document, from the database where the file was read before."""
    if known := reading_of(document):
        return known.text
    same = AttachmentText.objects.filter(file_hash=document.file_hash, problem="").first()
    text, problem = (same.text, "") if same and document.file_hash else read(document)
    AttachmentText.objects.update_or_create(
        document=document,
        defaults={"file_hash": state_of(document), "text": text, "problem": problem},
    )
    return text


def read(document: Any) -> tuple[str, str]:
    """The text and, where it could not be read, why; a bad file is never an error here."""
    kind = document.file_extension.lower()
    if kind not in KINDS:
        return "", ""
    try:
        if document.file.size > MAX_FILE:
            return "", "too large"
        with (
            document.file.open("rb") as source,
            tempfile.NamedTemporaryFile(suffix=f".{kind}") as copy,
        ):
            for chunk in source.chunks():
                copy.write(chunk)
            copy.flush()
            return read_apart(kind, copy.name)
    except OSError as error:
        return "", str(error)[:PROBLEM_LENGTH]


def read_apart(kind: str, path: str) -> tuple[str, str]:
    """Read in a process of its own, with limits (uploads/extract.py)."""
    command = [sys.executable, "-I", str(READER), kind, path, str(MAX_TEXT)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=MAX_SECONDS, check=False)  # noqa: S603
    except subprocess.TimeoutExpired:
        return "", "took too long"
    text = done.stdout.decode("utf-8", "replace").replace("\x00", " ").strip()
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
        return text, (lines[-1] if lines else f"code {done.returncode}")[:PROBLEM_LENGTH]
    return text[:MAX_TEXT], ""
