"""What has to follow when Wagtail publishes or takes down an article, or a version is kept."""

from django.db.models.signals import post_save
from wagtail.signals import page_published, page_unpublished

from news.models import ArticlePage


def after_publishing(sender, instance, **kwargs):
    from syndication.actions import follow_publication

    if isinstance(instance, ArticlePage):
        follow_publication(instance)


def after_unpublishing(sender, instance, **kwargs):
    from syndication.actions import follow_unpublication

    article = ArticlePage.objects.filter(pk=instance.pk).first()
    if article is not None:
        follow_unpublication(article)


def after_keeping_a_version(sender, instance, raw=False, **kwargs):
    from syndication.documents import keep_documents

    if instance.revision_id and not raw:
        keep_documents(instance.revision)


def connect() -> None:
    for model in ("syndication.Placement", "syndication.SubmissionVersion"):
        post_save.connect(
            after_keeping_a_version,
            sender=model,
            dispatch_uid=f"{model}.after_keeping_a_version",
        )
    page_published.connect(after_publishing, dispatch_uid="syndication.after_publishing")
    page_unpublished.connect(after_unpublishing, dispatch_uid="syndication.after_unpublishing")
