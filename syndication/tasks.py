"""Work of this app that is done outside requests. Each may run twice without harm."""

from django_tasks import task


@task()
def deliver(dispatch_id: int) -> None:
    from syndication.actions import deliver_dispatch

    deliver_dispatch(dispatch_id)
