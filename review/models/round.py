"""One round of review that an article goes through, from being handed in to being signed off."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from review.models.step import STEP_ROLES, Step
from sites.models import StaffRole
from sites.queries import unions_in_role


class ReviewRoundQuerySet(models.QuerySet):
    def open(self):
        """Under review now."""
        return self.filter(state=ReviewRound.State.OPEN)

    def incomplete(self):
        """Published by the urgent path and not yet signed by all, what is due first on top."""
        return self.filter(
            state=ReviewRound.State.PASSED, is_urgent=True, completed_at__isnull=True
        ).order_by("complete_by", "pk")

    def awaiting(self, user):
        """What a person's roles let them sign now, over all unions served, by due time.

        Their own articles and those of which they signed another step are left out.
        """
        mine = models.Q(pk__in=[])
        for step, roles in STEP_ROLES.items():
            mine |= models.Q(step=step, organisation__in=unions_in_role(user, roles).values("pk"))
        signed = self.model.signatures.rel.related_model.objects.filter(
            review=models.OuterRef("pk"), signer=user, is_valid=True
        )
        return (
            self.open()
            .filter(mine)
            .exclude(submitted_by=user)
            .exclude(article__owner=user)
            .exclude(writers=user)
            .exclude(models.Exists(signed))
            .order_by("due_at", "pk")
        )

    def awaiting_completion(self, user):
        """Urgent rounds of which a person may sign a step afterwards."""
        signatures = self.model.signatures.rel.related_model.objects.valid()
        mine = models.Q(pk__in=[])
        for place, step in ((0, Step.FIRST), (1, Step.SECOND)):
            unions = unions_in_role(user, STEP_ROLES[step]).values("pk")
            done = signatures.filter(review=models.OuterRef("pk"), step=step)
            asked = models.Q(**{f"steps__{place}": step.value})
            mine |= asked & models.Q(organisation__in=unions) & ~models.Exists(done)
        signed = self.model.signatures.rel.related_model.objects.filter(
            review=models.OuterRef("pk"), signer=user, is_valid=True
        )
        return (
            self.incomplete()
            .filter(mine)
            .exclude(submitted_by=user)
            .exclude(article__owner=user)
            .exclude(writers=user)
            .exclude(models.Exists(signed))
        )

    def returned_to(self, user):
        """What came back to a person who handed it in, the latest first."""
        returned = self.handed_in_by(user).filter(state=ReviewRound.State.RETURNED)
        return returned.order_by("-changed_at", "-pk")

    def handed_in_by(self, user):
        """A person's own, in the unions that they still serve."""
        return self.filter(submitted_by=user, organisation__in=unions_in_role(user, StaffRole))


class ReviewRound(models.Model):
    class State(models.TextChoices):
        OPEN = "OPEN", _("审核中")
        RETURNED = "RETURNED", _("已退回")
        RESUBMITTED = "RESUBMITTED", _("已改好重送")
        WITHDRAWN = "WITHDRAWN", _("已撤回")
        PASSED = "PASSED", _("已通过")

    article = models.ForeignKey(
        "news.ArticlePage",
        verbose_name=_("文章"),
        on_delete=models.CASCADE,
        related_name="review_rounds",
    )
    organisation = models.ForeignKey(
        "sites.Organisation", verbose_name=_("工会组织"), on_delete=models.PROTECT, related_name="+"
    )
    workflow_state = models.OneToOneField(
        "wagtailcore.WorkflowState",
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="review_round",
    )
    title = models.CharField(_("标题"), max_length=255)
    steps = models.JSONField(_("审次"))  # the codes of the steps, in order
    step = models.CharField(_("当前环节"), max_length=10, choices=Step, blank=True)
    state = models.CharField(_("状态"), max_length=12, choices=State, default=State.OPEN)
    step_hours = models.PositiveSmallIntegerField(_("每一审的时限（小时）"))
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("送审人"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    writers = models.ManyToManyField(
        settings.AUTH_USER_MODEL, verbose_name=_("写稿人"), related_name="+", editable=False
    )
    submitted_by_name = models.CharField(_("送审人姓名"), max_length=150, blank=True)
    submitted_at = models.DateTimeField(_("送审时间"), default=timezone.now)
    changed_at = models.DateTimeField(_("最近变动"), default=timezone.now)
    due_at = models.DateTimeField(_("本审期限"), null=True, blank=True)
    is_urgent = models.BooleanField(_("加急"), default=False)
    urgent_reason = models.CharField(_("加急理由"), max_length=300, blank=True)
    complete_by = models.DateTimeField(_("补签期限"), null=True, blank=True)
    completed_at = models.DateTimeField(_("补签完成"), null=True, blank=True)

    objects = ReviewRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核")
        verbose_name_plural = _("审核")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=models.Q(state="OPEN"),
                name="one_open_review_an_article",
            ),
            models.CheckConstraint(
                condition=models.Q(is_urgent=False) | ~models.Q(urgent_reason=""),
                name="urgent_review_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "step", "due_at"], name="review_waits"),
            models.Index(fields=["organisation", "-submitted_at"], name="review_archive"),
        ]

    def __str__(self):
        return self.title

    @property
    def is_overdue(self) -> bool:
        if self.state == self.State.OPEN:
            return bool(self.due_at and self.due_at < timezone.now())
        waits = self.is_urgent and self.state == self.State.PASSED and not self.completed_at
        return bool(waits and self.complete_by and self.complete_by < timezone.now())

    @property
    def last_signature(self):
        """The latest one, of those that a list has loaded already."""
        signatures = sorted(self.signatures.all(), key=lambda one: (one.signed_at, one.pk))
        return signatures[-1] if signatures else None

    def earlier_steps(self) -> list[Step]:
        """The steps before the present one, to which it can be sent back."""
        if self.step not in self.steps:
            return []
        return [Step(code) for code in self.steps[: self.steps.index(self.step)]]
