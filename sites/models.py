"""The organisation tree, the sites of each union, and what hangs on them."""

from django.contrib.admin.decorators import display
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet
from wagtail.models import Site


class Tier(models.TextChoices):
    """How high a union stands. Industry unions and base unions will follow."""

    PROVINCE = "PROVINCE", _("省")
    CITY = "CITY", _("市")
    COUNTY = "COUNTY", _("县区")


# The tiers from top to bottom; a union stands below one of a higher tier.
TIER_ORDER = (Tier.PROVINCE, Tier.CITY, Tier.COUNTY)


class OrganisationQuerySet(MP_NodeQuerySet):
    def open(self):
        """Unions whose sites the public can read and whose staff can work."""
        return self.filter(status=Organisation.Status.OPEN)

    def within(self, organisation):
        """The union and all below it."""
        return self.filter(path__startswith=organisation.path)

    def above(self, organisation):
        """The unions above it, the highest first."""
        return self.filter(path__in=organisation.upper_paths).order_by("path")

    def directly_reporting(self):
        """Counties that report straight to the province (省直管县)."""
        return self.filter(tier=Tier.COUNTY, depth=2)


class OrganisationManager(MP_NodeManager.from_queryset(OrganisationQuerySet)):
    def get_queryset(self):
        return OrganisationQuerySet(self.model, using=self._db).order_by("path")


class Organisation(MP_Node):
    """A union: a node of the organisation tree, with the identity that its sites must show.

    Which identity lines a public site shows at its foot: 《政府网站发展指引》(国办发〔2017〕47号).
    """

    class Status(models.TextChoices):
        PREPARING = "PREPARING", _("筹备中")
        OPEN = "OPEN", _("已开通")
        MERGED = "MERGED", _("已并入")
        CLOSED = "CLOSED", _("已关闭")

    class Theme(models.TextChoices):
        RED = "red", _("工会红")
        CRIMSON = "crimson", _("绛红")
        ORANGE = "orange", _("橙")
        GREEN = "green", _("徽州绿")
        TEAL = "teal", _("湖青")
        BLUE = "blue", _("淮河蓝")
        INK = "ink", _("徽墨")

    name = models.CharField(_("名称"), max_length=100)
    short_name = models.CharField(_("简称"), max_length=40)
    tier = models.CharField(_("层级"), max_length=20, choices=Tier)
    division_code = models.CharField(
        _("行政区划代码"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^[1-9]\d{5}$", _("行政区划代码是六位数字。"))],
        help_text=_("六位数字，GB/T 2260。"),
    )
    slug = models.SlugField(
        _("拼音标识"),
        max_length=40,
        unique=True,
        validators=[RegexValidator(r"^[a-z][a-z0-9-]*$", _("只用小写字母、数字和连字符。"))],
        help_text=_("用在网址里，开通以后不再改动。"),
    )
    status = models.CharField(_("状态"), max_length=20, choices=Status, default=Status.OPEN)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("并入"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="absorbed",
    )
    closed_date = models.DateField(_("关闭或并入日期"), null=True, blank=True)

    organiser = models.CharField(_("主办单位"), max_length=100, blank=True)
    address = models.CharField(_("地址"), max_length=200, blank=True)
    postcode = models.CharField(
        _("邮编"),
        max_length=6,
        blank=True,
        validators=[RegexValidator(r"^\d{6}$", _("邮编是六位数字。"))],
    )
    phone = models.CharField(_("联系电话"), max_length=60, blank=True)
    email = models.EmailField(_("电子邮箱"), blank=True)
    icp_number = models.CharField(
        _("ICP 备案号"), max_length=60, blank=True, help_text=_("例如：皖ICP备00000000号-1")
    )
    police_number = models.CharField(
        _("公安备案号"), max_length=60, blank=True, help_text=_("例如：皖公网安备 34000000000000号")
    )
    site_id_code = models.CharField(
        _("网站标识码"),
        max_length=10,
        blank=True,
        validators=[RegexValidator(r"^(\d{10}|bm\d{8})$", _("十位数字，或 bm 加八位数字。"))],
    )
    has_government_mark = models.BooleanField(_("悬挂党政机关网站标识"), default=False)
    government_mark_url = models.URLField(_("标识证书页网址"), blank=True)

    theme = models.CharField(_("主题色"), max_length=20, choices=Theme, default=Theme.RED)
    emblem = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("徽标"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("方形图片。没有时用简称的第一个字。"),
    )

    objects = OrganisationManager()

    # Cities before the province's direct-report counties, each in the order of their codes.
    node_order_by = ["tier", "division_code", "slug"]

    class Meta:
        verbose_name = _("工会组织")
        verbose_name_plural = _("工会组织")
        constraints = [
            models.UniqueConstraint(
                fields=["division_code"],
                condition=~Q(division_code=""),
                name="one_organisation_per_division_code",
                violation_error_message=_("这个行政区划代码已经有工会使用。"),
            ),
            models.CheckConstraint(
                condition=Q(status="MERGED", merged_into__isnull=False)
                | (~Q(status="MERGED") & Q(merged_into__isnull=True)),
                name="merged_organisation_has_an_heir",
                violation_error_message=_("已并入的工会要写明并入哪一个工会。"),
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=F("id")),
                name="organisation_is_not_its_own_heir",
            ),
        ]

    def __str__(self):
        return self.name

    @property
    def upper_paths(self) -> list[str]:
        """The tree paths of the unions above this one, the highest first."""
        return [self.path[:end] for end in range(self.steplen, len(self.path), self.steplen)]

    @property
    def region_path(self) -> str:
        """The path of the branch below the province that this union stands in."""
        return self.path[: self.steplen * 2]

    @property
    def is_directly_reporting(self) -> bool:
        return self.tier == Tier.COUNTY and self.depth == 2

    @property
    def tier_label(self) -> str:
        return gettext("省直管县") if self.is_directly_reporting else self.get_tier_display()

    @display(description=_("名称"))
    def indented_name(self) -> str:
        """The name as it stands in a list of the tree."""
        return "　" * (self.depth - 1) + self.name

    @property
    def is_open(self) -> bool:
        return self.status == self.Status.OPEN


class SiteKind(models.TextChoices):
    PORTAL = "PORTAL", _("门户")
    NEWS = "NEWS", _("新闻")
    WORK = "WORK", _("业务")


class OrganisationSite(models.Model):
    """Joins a union to one of its sites."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("工会组织"), on_delete=models.PROTECT, related_name="sites"
    )
    site = models.OneToOneField(
        Site, verbose_name=_("站点"), on_delete=models.CASCADE, related_name="organisation_site"
    )
    kind = models.CharField(_("类别"), max_length=20, choices=SiteKind)

    class Meta:
        verbose_name = _("工会站点")
        verbose_name_plural = _("工会站点")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "kind"], name="one_site_of_a_kind_per_organisation"
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.get_kind_display()}"


class HostAlias(models.Model):
    """Another name under which a site answers; its pages name the main host as canonical."""

    hostname = models.CharField(_("域名"), max_length=255, unique=True)
    organisation_site = models.ForeignKey(
        OrganisationSite, verbose_name=_("站点"), on_delete=models.CASCADE, related_name="aliases"
    )

    class Meta:
        verbose_name = _("附加域名")
        verbose_name_plural = _("附加域名")

    def __str__(self):
        return self.hostname


class MourningQuerySet(models.QuerySet):
    def covering(self, organisation, *, kind, on):
        """The periods that turn this union's site grey on that day."""
        above = Q(organisation__path__in=organisation.upper_paths, with_subtree=True)
        return self.filter(
            Q(organisation=organisation) | above,
            Q(site_kind="") | Q(site_kind=kind),
            first_date__lte=on,
            last_date__gte=on,
        )


class MourningPeriod(models.Model):
    """Days on which sites are shown in grey (哀悼灰): one site, a union's sites, or a subtree."""

    organisation = models.ForeignKey(
        Organisation, verbose_name=_("工会组织"), on_delete=models.CASCADE, related_name="mourning"
    )
    with_subtree = models.BooleanField(
        _("包括下级工会"), default=False, help_text=_("在省级工会上勾选，就是全网。")
    )
    site_kind = models.CharField(
        _("只限这一类站点"),
        max_length=20,
        choices=SiteKind,
        blank=True,
        help_text=_("空着就是全部站点。"),
    )
    first_date = models.DateField(_("第一天"))
    last_date = models.DateField(_("最后一天"))
    reason = models.CharField(_("事由"), max_length=200, blank=True)

    objects = MourningQuerySet.as_manager()

    class Meta:
        verbose_name = _("哀悼日")
        verbose_name_plural = _("哀悼日")
        ordering = ["-first_date", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="mourning_ends_after_it_begins",
                violation_error_message=_("最后一天不能早于第一天。"),
            )
        ]

    def __str__(self):
        return f"{self.organisation} {self.first_date}"


class StaffRole(models.TextChoices):
    EDITOR = "EDITOR", _("采编")
    REVIEWER = "REVIEWER", _("初审")
    CHIEF = "CHIEF", _("终审")
    DESK = "DESK", _("新闻处")
    ADMIN = "ADMIN", _("站点管理员")


class StaffGroup(models.Model):
    """Joins a union and a role to the group of accounts that hold it."""

    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="staff_groups",
    )
    role = models.CharField(_("角色"), max_length=20, choices=StaffRole)
    group = models.OneToOneField(
        "auth.Group", verbose_name=_("用户组"), on_delete=models.CASCADE, related_name="staff_group"
    )

    class Meta:
        verbose_name = _("岗位")
        verbose_name_plural = _("岗位")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "role"], name="one_group_per_organisation_and_role"
            )
        ]

    def __str__(self):
        return f"{self.organisation}·{self.get_role_display()}"


class MediaCollection(models.Model):
    """A union's own shelf in the library of pictures and documents."""

    organisation = models.OneToOneField(
        Organisation,
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        related_name="media_collection",
    )
    collection = models.OneToOneField(
        "wagtailcore.Collection", verbose_name=_("文件夹"), on_delete=models.PROTECT
    )

    class Meta:
        verbose_name = _("媒体文件夹")
        verbose_name_plural = _("媒体文件夹")

    def __str__(self):
        return str(self.organisation)
