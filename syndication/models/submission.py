"""Offering an article to an upper union, in numbered versions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from news.models.article import Genre


class ReturnCode(models.TextChoices):
    """Why a desk sends a submission back."""

    FACTS = "FACTS", _("事实需核实")
    TEXT = "TEXT", _("文字需修改")
    PICTURES = "PICTURES", _("图片不合要求")
    TOPIC = "TOPIC", _("不合本期主题")
    LATE = "LATE", _("已过时效")
    DUPLICATE = "DUPLICATE", _("内容重复")
    SECRECY = "SECRECY", _("不宜公开")
    OTHER = "OTHER", _("其他")


class TopicCallQuerySet(models.QuerySet):
    def open_on(self, day):
        """Calls that can be answered on that day, the one that ends first on top."""
        return self.filter(
            withdrawn_at__isnull=True, first_date__lte=day, last_date__gte=day
        ).order_by("last_date", "pk")

    def for_union(self, organisation):
        """Calls of the unions above."""
        return self.filter(organisation__path__in=organisation.upper_paths)


class TopicCall(models.Model):
    """A theme that an upper union announces (约稿); submissions answer it."""

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("约稿单位"),
        on_delete=models.PROTECT,
        related_name="topic_calls",
    )
    title = models.CharField(_("主题"), max_length=150)
    wishes = models.TextField(
        _("要求"), max_length=2000, help_text=_("写什么、体裁和字数、图片要求。")
    )
    first_date = models.DateField(_("开始"))
    last_date = models.DateField(_("截止"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    created_at = models.DateTimeField(_("发布时间"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("撤销时间"), null=True)

    objects = TopicCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("约稿")
        verbose_name_plural = _("约稿")
        constraints = [
            models.CheckConstraint(
                condition=Q(last_date__gte=F("first_date")),
                name="topic_call_ends_after_it_begins",
                violation_error_message=_("截止日期不能早于开始日期。"),
            )
        ]

    def __str__(self):
        return self.title


class SubmissionQuerySet(models.QuerySet):
    def awaiting(self, organisations):
        """What these unions still have to judge, the oldest first."""
        submitted = Submission.State.SUBMITTED
        return self.filter(recipient__in=organisations, state=submitted).order_by(
            "submitted_at", "pk"
        )

    def from_unions(self, organisations):
        """What these unions have submitted, the newest first."""
        return self.filter(sender__in=organisations).order_by("-submitted_at", "-pk")

    def returned_to(self, organisations):
        return self.from_unions(organisations).filter(state=Submission.State.RETURNED)


class Submission(models.Model):
    """One article offered to one upper union (报送).

    ``sender`` is the union that hands it in: the author's own, or the one that relays it.
    """

    class State(models.TextChoices):
        SUBMITTED = "SUBMITTED", _("待处理")
        RETURNED = "RETURNED", _("已退稿")
        ADOPTED = "ADOPTED", _("已采用")
        WITHDRAWN = "WITHDRAWN", _("已撤回")

    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.PROTECT,
        related_name="submissions",
    )
    sender = models.ForeignKey(
        "sites.Organisation", verbose_name=_("报送单位"), on_delete=models.PROTECT,
        related_name="submissions_sent", db_index=False,
    )  # fmt: skip
    recipient = models.ForeignKey(
        "sites.Organisation", verbose_name=_("接收单位"), on_delete=models.PROTECT,
        related_name="submissions_received", db_index=False,
    )  # fmt: skip
    call = models.ForeignKey(
        TopicCall,
        verbose_name=_("约稿"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="submissions",
    )
    relayed_from = models.ForeignKey(
        "self",
        verbose_name=_("转报自"),
        on_delete=models.PROTECT,
        null=True,
        related_name="relays",
    )
    state = models.CharField(_("状态"), max_length=10, choices=State, default=State.SUBMITTED)
    version = models.PositiveSmallIntegerField(_("版本"), default=1)
    # What the inbox is filtered by, as it was when the version came in.
    column_code = models.CharField(_("栏目编码"), max_length=40)
    genre = models.CharField(_("体裁"), max_length=20)
    submitted_at = models.DateTimeField(_("报送时间"), default=timezone.now)
    answered_at = models.DateTimeField(_("答复时间"), null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+",
        db_index=False,
    )  # fmt: skip
    return_code = models.CharField(_("退稿原因"), max_length=12, choices=ReturnCode, blank=True)
    return_reason = models.CharField(_("退稿说明"), max_length=500, blank=True)
    placement = models.ForeignKey(
        "syndication.Placement",
        verbose_name=_("落地"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="submissions",
    )
    adopted_as = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("采用为改稿"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("报送")
        verbose_name_plural = _("报送")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "recipient"],
                condition=~Q(state="WITHDRAWN"),
                name="one_submission_per_article_and_recipient",
                violation_error_message=_("这篇稿件已经报送过这个单位。"),
            ),
            models.CheckConstraint(
                name="returned_submission_has_reason",
                condition=~Q(state="RETURNED") | (~Q(return_reason="") & ~Q(return_code="")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient", "state", "submitted_at", "id"], name="submission_inbox"
            ),
            models.Index(
                F("sender"), F("submitted_at").desc(), F("id").desc(), name="submission_outbox"
            ),
            # The months of the ledger.
            models.Index(fields=["answered_at"], name="submission_answered"),
        ]

    def __str__(self):
        return f"{self.article} → {self.recipient}"

    @property
    def genre_label(self) -> str:
        return str(dict(Genre.choices).get(self.genre, self.genre))


class SubmissionVersion(models.Model):
    """What was handed in, fixed to a revision of the article."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("版本"))
    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("标题"), max_length=255)
    note = models.CharField(_("报送说明"), max_length=500, blank=True)
    submitted_at = models.DateTimeField(_("报送时间"), default=timezone.now)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    # How this version was answered, kept when the next one comes.
    return_code = models.CharField(_("退稿原因"), max_length=12, choices=ReturnCode, blank=True)
    return_reason = models.CharField(_("退稿说明"), max_length=500, blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True)

    class Meta:
        verbose_name = _("报送版本")
        verbose_name_plural = _("报送版本")
        constraints = [
            models.UniqueConstraint(fields=["submission", "number"], name="one_row_per_version")
        ]
        # The months of the ledger.
        indexes = [
            models.Index(fields=["submitted_at"], name="version_submitted"),
            models.Index(fields=["answered_at"], name="version_answered"),
        ]

    def __str__(self):
        return f"{self.title} v{self.number}"


class VersionDocument(models.Model):
    """A file that a handed-in or adopted version names; the article may have lost it since."""

    revision = models.ForeignKey("wagtailcore.Revision", on_delete=models.CASCADE, related_name="+")
    document = models.ForeignKey("wagtaildocs.Document", on_delete=models.CASCADE, related_name="+")

    wagtail_reference_index_ignore = True  # what the version names is told by the version

    class Meta:
        verbose_name = _("版本里的文件")
        verbose_name_plural = _("版本里的文件")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["revision", "document"], name="version_names_file_once")
        ]

    def __str__(self):
        return f"{self.revision_id}: {self.document_id}"
