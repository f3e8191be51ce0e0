"""What the clock and a restored back-up set going here."""

from wagtail import hooks

from serving.models import Node
from serving.nodes import forget_silent


@hooks.register("clock_day")
def forget_nodes_that_are_gone() -> None:
    forget_silent()


@hooks.register("installation_restored")
def begin_anew() -> None:
    """No node's pages belong to the database that is there now: each comes back as a new one."""
    Node.objects.all().delete()
