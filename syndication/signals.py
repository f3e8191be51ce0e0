"""What has to follow when Wagtail publishes or takes down an article."""

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


def connect() -> None:
    page_published.connect(after_publishing, dispatch_uid="syndication.after_publishing")
    page_unpublished.connect(after_unpublishing, dispatch_uid="syndication.after_unpublishing")
