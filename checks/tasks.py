"""Work of the check that is done outside requests. Each may run twice without harm."""

from django_tasks import task


@task()
def check_waiting() -> None:
    """Articles of which a version was saved: read their files, keep what is found."""
    from checks import actions, links

    if actions.check_waiting() == actions.ARTICLES_AT_ONCE:
        check_waiting.enqueue()
    elif links.waiting().exists():
        ask_links.enqueue()


@task()
def ask_links() -> None:
    """The next few addresses, and then the next."""
    from checks import links

    if links.ask_some(links.waiting()[: links.AT_ONCE]) == links.AT_ONCE:
        ask_links.enqueue()
