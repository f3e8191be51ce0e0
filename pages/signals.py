"""What has to follow when Wagtail moves pages without saving them."""

from wagtail.signals import post_page_move


def take_organisation_of_new_place(sender, instance, parent_page_after, **kwargs):
    """A page that was moved, with all below it, belongs to the union it was moved to."""
    from pages.models import BasePage

    organisation_id = parent_page_after.organisation_id
    if organisation_id is not None and organisation_id != instance.organisation_id:
        BasePage.objects.descendant_of(instance, inclusive=True).update(
            organisation_id=organisation_id
        )


def connect() -> None:
    post_page_move.connect(
        take_organisation_of_new_place, dispatch_uid="pages.take_organisation_of_new_place"
    )
