"""The organisation tree and the identity of each union."""

from django.contrib.admin.decorators import display
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node, MP_NodeManager, MP_NodeQuerySet


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
