"""An article waits to be checked anew whenever a version of it is saved.

The editor saves every other second while one writes; the clock has the latest version checked some
seconds later, once.
"""

from django.db.models.signals import post_save
from wagtail.models import Revision

from checks.links import check_again
from checks.models import CheckResult
from news.models import ArticlePage
from news.signals import link_turned


def await_check(sender, instance, update_fields=None, raw=False, **kwargs):
    """Saving the hour of a version changes nothing in it."""
    if raw or update_fields is not None or instance.content_type.model_class() is not ArticlePage:
        return
    key = int(instance.object_id)
    if not CheckResult.objects.filter(pk=key).update(is_stale=True):
        union = ArticlePage.objects.filter(pk=key).values_list("organisation", flat=True).first()
        CheckResult.objects.get_or_create(pk=key, defaults={"organisation_id": union})


def connect() -> None:
    link_turned.connect(check_again, dispatch_uid="checks.check_again")
    post_save.connect(await_check, sender=Revision, dispatch_uid="checks.await_check")
