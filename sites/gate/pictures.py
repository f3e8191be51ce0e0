"""The form of a picture with its one mark more, and the guard of pictures that others use."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.images import get_image_model

from sites.models import SharedImage
from sites.sharing import other_unions_using, share_image, unshare_image
from uploads.forms import CheckedImageForm


class PictureForm(CheckedImageForm):
    """Every form of a picture at the desk; Wagtail opens it to those who may change the picture."""

    is_shared = forms.BooleanField(
        label=_("全网共享"),
        required=False,
        help_text=_("别的工会可以选用，不能改也不能删。取消以后不能再选，已经用上的照旧显示。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk is None:
            return
        field = self.fields["is_shared"]
        field.initial = SharedImage.objects.filter(image=self.instance).exists()
        if count := other_unions_using([self.instance]).get(self.instance.pk):
            field.help_text = f"{field.help_text}{say_in_use(count)}"

    @transaction.atomic
    def save(self, commit: bool = True) -> Any:
        image = super().save(commit=commit)
        if commit:
            if self.cleaned_data["is_shared"]:
                share_image(image)
            else:
                unshare_image(image)
        return image


def say_in_use(count: int) -> str:
    return ngettext(
        "现在有 %(count)d 家别的工会在用。", "现在有 %(count)d 家别的工会在用。", count
    ) % {"count": count}


def delete_picture(request: HttpRequest, image_id: int) -> HttpResponse:
    """Wagtail's screen, but not for a picture that another union's pages show."""
    image = get_image_model().objects.filter(pk=image_id).first()
    count = other_unions_using([image]).get(image_id) if image else None
    if count and request.resolver_match.url_name == "delete_multiple":  # type: ignore[union-attr]
        raise PermissionDenied
    if count:
        messages.error(request, refusal(image, count))
        return redirect("wagtailimages:edit", image_id)
    return request.resolver_match.func(request, image_id=image_id)  # type: ignore[union-attr]


def refusal(image: Any, count: int) -> str:
    return gettext("图片“%(title)s”不能删除：%(use)s可以取消“全网共享”，以后就没有人能再选。") % {
        "title": image.title,
        "use": say_in_use(count),
    }


@hooks.register("before_bulk_action")
def keep_pictures_in_use(
    request: HttpRequest, action_type: str, objects: list[Any], action: Any
) -> HttpResponse | None:
    """Of many pictures, none is deleted while one of them is in use elsewhere."""
    if action_type != "delete" or not objects or not isinstance(objects[0], get_image_model()):
        return None
    used = other_unions_using(objects)
    for image in objects:
        if image.pk in used:
            messages.error(request, refusal(image, used[image.pk]))
    return redirect("wagtailimages:index") if used else None
