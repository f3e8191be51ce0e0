"""Who asks."""

from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request with a valid token; its person is known."""

    user: User
