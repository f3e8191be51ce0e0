"""How much review an article needs before it goes public."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReviewRuleQuerySet(models.QuerySet):
    def touching(self, organisation_id):
        """The union's own rules and those of the network."""
        return self.filter(Q(organisation__isnull=True) | Q(organisation=organisation_id)).order_by(
            "pk"
        )


class ReviewRule(models.Model):
    """A rule of the network (no union) or of one union, for all columns or for one column code.

    What the network asks for is the least; a union's rule can only ask for more (review.rules).
    """

    class Steps(models.IntegerChoices):
        ONE = 1, _("一审：终审")
        TWO = 2, _("两审：初审、终审")
        THREE = 3, _("三审：初审、新闻处、终审")

    organisation = models.ForeignKey(
        "sites.Organisation",
        verbose_name=_("工会组织"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="review_rules",
        help_text=_("空着就是全网的规则。"),
    )
    column_code = models.SlugField(
        _("栏目编码"),
        max_length=40,
        blank=True,
        help_text=_("空着就是全部栏目；写了编码，只管这一种栏目。"),
    )
    steps = models.PositiveSmallIntegerField(_("审次"), choices=Steps, default=Steps.THREE)
    step_hours = models.PositiveSmallIntegerField(
        _("每一审的时限（小时）"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
    )
    allows_urgent = models.BooleanField(
        _("允许加急"), default=True, help_text=_("终审先签发，其余各审在时限内补签。")
    )
    urgent_hours = models.PositiveSmallIntegerField(
        _("加急后补签的时限（小时）"),
        default=24,
        validators=[MinValueValidator(1), MaxValueValidator(720)],
    )
    reviews_placements = models.BooleanField(
        _("采用外单位稿件也要终审"),
        default=False,
        help_text=_(
            "勾选后，签收、选用、采用报送都由新闻处提出，终审同意后才上本站。必须刊发的下发稿件除外。"
        ),
    )

    objects = ReviewRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("审核规则")
        verbose_name_plural = _("审核规则")
        ordering = ["organisation__path", "column_code", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "column_code"],
                name="one_review_rule_a_column",
                violation_error_message=_("这个单位的这种栏目已经有一条规则。"),
            ),
            models.UniqueConstraint(
                fields=["column_code"],
                condition=Q(organisation__isnull=True),
                name="one_network_review_rule_a_column",
                violation_error_message=_("全网的这种栏目已经有一条规则。"),
            ),
            models.CheckConstraint(
                condition=Q(steps__gte=1, steps__lte=3), name="review_rule_has_one_to_three_steps"
            ),
        ]

    def __str__(self):
        owner = self.organisation.short_name if self.organisation_id else _("全网")
        return f"{owner}·{self.column_code or _('全部栏目')}·{self.get_steps_display()}"
