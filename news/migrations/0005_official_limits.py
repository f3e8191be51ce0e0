"""The limits of the national rules, as a beginning; operators keep the table from then on."""

from datetime import date

from django.db import migrations

RULES = "《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号）"
OFFICIAL = [
    # subject, days, days of warning, number that fails the whole site, line of the rules
    ("FRONT", 14, 4, None, "首页不更新：2 周"),
    ("NEWS", 14, 4, None, "栏目不更新：动态、要闻类 2 周"),
    ("NOTICE", 180, 30, None, "栏目不更新：通知公告 6 个月"),
    ("POLICY", 180, 30, None, "栏目不更新：政策文件 6 个月"),
    ("BLANK", 0, 0, None, "栏目不更新：空白栏目"),
    ("STALE_COLUMNS", None, None, 5, "栏目不更新：动态要闻、通知公告、政策文件累计 5 个"),
    ("OVERDUE_COLUMNS", None, None, 10, "栏目不更新：应更新而长期未更新的 10 个"),
    ("BLANK_COLUMNS", None, None, 5, "栏目不更新：空白栏目 5 个"),
]


def add_limits(apps, schema_editor):
    limits = apps.get_model("news", "DutyLimit").objects
    for subject, days, warn_days, most, line in OFFICIAL:
        limits.get_or_create(
            subject=subject,
            defaults={
                "days": days,
                "warn_days": warn_days,
                "most": most,
                "source": f"{RULES}，{line}",
                "source_date": date(2019, 4, 1),
            },
        )


def remove_limits(apps, schema_editor):
    apps.get_model("news", "DutyLimit").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("news", "0004_duty_watch")]

    operations = [migrations.RunPython(add_limits, remove_limits)]
