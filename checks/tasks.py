"""Work of the check that is done outside requests. Each may run twice without harm."""

from django_tasks import task


@task()
def check_waiting() -> None:
    """Articles of which a version was saved: read their files, keep what is found."""
    from checks import actions

    if actions.check_waiting() == actions.ARTICLES_AT_ONCE:
        check_waiting.enqueue()
