"""Each request gets a number that its log lines carry, and is counted."""

import logging
import re
import time
import uuid
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from config.logs import request_id
from operations.metrics import count_request

HEADER = "X-Request-ID"
WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

logger = logging.getLogger("portal.requests")


class RequestMiddleware:
    """The first of all: what comes after it is timed and logged under the request's number.

    A number that the proxy in front has given is kept, so that its log and ours can be laid side
    by side. Paths are logged without their query: it may hold what somebody typed.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        given = request.headers.get(HEADER, "")
        number = given if WELL_FORMED.fullmatch(given) else uuid.uuid4().hex
        token = request_id.set(number)
        started = time.perf_counter()
        try:
            response = self.get_response(request)
            seconds = time.perf_counter() - started
            method, path, status = request.method or "", request.path, response.status_code
            count_request(method, path, status, seconds)
            logger.info(
                "%s %s %s",
                method,
                path,
                status,
                extra={"status": status, "milliseconds": round(seconds * 1000, 1)},
            )
            response.headers[HEADER] = number
            return response
        finally:
            request_id.reset(token)
