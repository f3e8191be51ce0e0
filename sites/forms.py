"""Forms of the organisation tree."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.models import Site

from sites.actions import (
    STANDARD_KINDS,
    TreeError,
    UnionPlan,
    check_place,
    host_of,
    provision_union,
    rename_organisation,
)
from sites.models import HostAlias, MourningPeriod, Organisation, SiteKind, Tier
from sites.table import HOST, slug_of

IDENTITY_FIELDS = (
    "organiser_zh_hans", "address_zh_hans", "postcode", "phone", "email", "icp_number", "police_number",
    "site_id_code", "has_government_mark", "government_mark_url",
)  # fmt: skip

IDENTITY_LABELS = {"organiser_zh_hans": _("主办单位"), "address_zh_hans": _("地址")}


class UnionChoiceField(forms.ModelChoiceField):
    """A choice of one union, shown as a tree."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Organisation.objects.open(), **kwargs)

    def label_from_instance(self, organisation: Organisation) -> str:
        return "　" * (organisation.depth - 1) + organisation.name


class OrganisationAddForm(WagtailAdminModelForm):
    """Everything that a new union needs; saving it makes the union with all its sites."""

    parent = UnionChoiceField(label=_("上级工会"), required=False)
    slug = forms.CharField(
        label=_("拼音标识"),
        required=False,
        max_length=40,
        help_text=_("用在网址里，例如 feixi。空着就由简称生成，开通以后不再改动。"),
    )
    host = forms.CharField(
        label=_("门户域名"),
        required=False,
        help_text=_(
            "例如 www.feixigh.org.cn。空着就是 拼音标识.%(domain)s，新闻站点在它前面加 news.。"
        )
        % {"domain": settings.PUBLIC_DOMAIN},
    )
    with_work = forms.BooleanField(label=_("同时建业务站点"), required=False)

    class Meta:
        model = Organisation
        fields = (
            "name",
            "short_name",
            "name_en",
            "tier",
            "division_code",
            *IDENTITY_FIELDS,
            "theme",
        )
        labels = {"name_en": _("英文名称"), **IDENTITY_LABELS}

    field_order = (
        "parent", "tier", "name", "short_name", "name_en", "division_code", "slug", "host", "with_work",
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["short_name"].required = False
        self.fields["short_name"].help_text = _("空着就是名称去掉“总工会”。")
        self.fields["tier"].initial = Tier.COUNTY

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        name = cleaned.get("name") or ""
        cleaned["short_name"] = cleaned.get("short_name") or name.removesuffix("总工会") or name
        slug = cleaned["slug"] = cleaned.get("slug") or slug_of(cleaned["short_name"])
        self.instance.slug = slug
        self.instance.short_name = cleaned["short_name"]
        self.check_hosts(cleaned, slug)
        self.check_slug(slug)
        if "tier" in cleaned:
            try:
                check_place(cleaned["tier"], cleaned.get("parent"))
            except TreeError as error:
                self.add_error("parent", str(error))
        return cleaned

    def check_slug(self, slug: str) -> None:
        try:
            for validator in Organisation._meta.get_field("slug").validators:
                validator(slug)
        except ValidationError as error:
            self.add_error("slug", error)
        if Organisation.objects.filter(slug=slug).exists():
            self.add_error("slug", _("拼音标识“%(slug)s”已被别的工会使用。") % {"slug": slug})

    def check_hosts(self, cleaned: dict[str, Any], slug: str) -> None:
        portal = (cleaned.get("host") or "").lower().rstrip(".")
        cleaned["host"] = portal
        portal = portal or f"{slug}.{settings.PUBLIC_DOMAIN}"
        for host in (host_of(kind, portal) for kind in self.kinds(cleaned)):
            taken = (
                host == settings.ADMIN_HOST
                or Site.objects.filter(hostname=host).exists()
                or HostAlias.objects.filter(hostname=host).exists()
            )
            if taken:
                self.add_error("host", _("域名 %(host)s 已被占用。") % {"host": host})
            elif not HOST.match(host):
                self.add_error("host", _("域名“%(host)s”不合规则。") % {"host": host})

    @staticmethod
    def kinds(cleaned: dict[str, Any]) -> tuple[SiteKind, ...]:
        return (*STANDARD_KINDS, SiteKind.WORK) if cleaned.get("with_work") else STANDARD_KINDS

    def save(self, commit: bool = True) -> Organisation:
        data = self.cleaned_data
        organisation = provision_union(
            UnionPlan(
                name=data["name"],
                tier=data["tier"],
                slug=data["slug"],
                parent=data["parent"],
                host=data["host"],
                code=data["division_code"],
                short_name=data["short_name"],
                name_en=data["name_en"] or "",
                kinds=self.kinds(data),
            )
        )
        for name in (*IDENTITY_FIELDS, "theme"):
            if data[name]:
                setattr(organisation, name, data[name])
        organisation.save()
        self.instance = organisation
        return organisation


class OrganisationEditForm(WagtailAdminModelForm):
    """A union's names, identity and look. Its place and status change by acts of their own."""

    class Meta:
        model = Organisation
        fields = (
            "name_zh_hans", "short_name_zh_hans", "name_en", "division_code", *IDENTITY_FIELDS,
            "theme", "emblem",
        )  # fmt: skip
        labels = {
            "name_zh_hans": _("名称"),
            "short_name_zh_hans": _("简称"),
            "name_en": _("英文名称"),
            **IDENTITY_LABELS,
        }

    def save(self, commit: bool = True) -> Organisation:
        changed = self.instance
        if {"name_zh_hans", "short_name_zh_hans", "name_en"} & set(self.changed_data):
            before = Organisation.objects.get(pk=changed.pk)
            rename_organisation(
                before,
                name=changed.name_zh_hans,
                short_name=changed.short_name_zh_hans,
                name_en=changed.name_en or "",
            )
            if "organiser_zh_hans" not in self.changed_data:
                changed.organiser_zh_hans = before.organiser_zh_hans
        changed.save()
        return changed


class MoveForm(forms.Form):
    union = UnionChoiceField(label=_("新的上级工会"))


class MergeForm(forms.Form):
    union = UnionChoiceField(
        label=_("并入哪一个工会"),
        help_text=_("原来的网址都会转到它的站点，文章在那里继续可以读到。"),
    )


class ConfirmForm(forms.Form):
    """An act that needs nothing but a yes."""


class MourningPeriodForm(WagtailAdminModelForm):
    organisation = UnionChoiceField(label=_("工会组织"))

    class Meta:
        model = MourningPeriod
        fields = ("organisation", "with_subtree", "site_kind", "first_date", "last_date", "reason")


class HostAliasForm(WagtailAdminModelForm):
    class Meta:
        model = HostAlias
        fields = ("hostname", "organisation_site")

    def clean_hostname(self) -> str:
        host = self.cleaned_data["hostname"].lower().rstrip(".")
        if not HOST.match(host):
            raise ValidationError(_("域名“%(host)s”不合规则。") % {"host": host})
        if host == settings.ADMIN_HOST or Site.objects.filter(hostname=host).exists():
            raise ValidationError(_("域名 %(host)s 已被占用。") % {"host": host})
        return host
