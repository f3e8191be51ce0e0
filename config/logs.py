"""Log lines: nothing personal and no password in them, and the number of the request they are of."""

import json
import logging
from contextvars import ContextVar
from datetime import UTC, datetime

from audit.redaction import mask

_plain = logging.Formatter()
# The number of the request that is being answered; empty in tasks and commands.
request_id: ContextVar[str] = ContextVar("request_id", default="")
EXTRA = ("status", "milliseconds")  # what a line may carry besides its text


class MaskingFilter(logging.Filter):
    """On a handler: masks the line and, where there is one, the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = mask(_plain.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        record.request = request_id.get() or "-"
        return True


class JsonFormatter(logging.Formatter):
    """One JSON object a line, for a collector of logs."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request": request_id.get(),
            "process": record.process,
            "message": record.getMessage(),
        }
        line |= {name: getattr(record, name) for name in EXTRA if hasattr(record, name)}
        if record.exc_info or record.exc_text:
            line["traceback"] = record.exc_text or self.formatException(record.exc_info)  # type: ignore[arg-type]
        return json.dumps(line, ensure_ascii=False)
