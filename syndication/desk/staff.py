from django.contrib.auth.models import User
from django.http import HttpRequest


class StaffRequest(HttpRequest):
    """A request at the desk; Wagtail lets nobody in who isn't signed in."""

    user: User
