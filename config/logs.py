"""Nothing personal and no password reaches a log, whoever writes the line."""

import logging

from audit.redaction import mask

_plain = logging.Formatter()


class MaskingFilter(logging.Filter):
    """On a handler: masks the line and, where there is one, the traceback."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = mask(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = mask(_plain.formatException(record.exc_info))
        if record.stack_info:
            record.stack_info = mask(record.stack_info)
        return True
