"""Work of this app that is done outside requests. Each may run twice without harm."""

from django_tasks import task


@task()
def deliver(dispatch_id: int) -> None:
    from syndication.actions import deliver_dispatch

    deliver_dispatch(dispatch_id)


@task()
def send_digest(user_id: int) -> None:
    from syndication.actions import send_digest

    send_digest(user_id)
