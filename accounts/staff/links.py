"""The link by which somebody sets the first password, or a new one: good once, for a few days."""

from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode


def password_link(person: Any, base: str) -> str:
    """On the desk whose address is ``base``. Void as soon as the password is set, or its owner has signed in."""
    parts = [
        urlsafe_base64_encode(force_bytes(person.pk)),
        default_token_generator.make_token(person),
    ]
    return base.rstrip("/") + reverse("account_set_password", args=parts)
