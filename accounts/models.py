"""Sessions that know whose they are, so that all of one person's can be ended at once."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.translation import gettext_lazy as _


class StaffSession(AbstractBaseSession):
    user_id = models.BigIntegerField(_("账号编号"), null=True, db_index=True)

    class Meta:
        verbose_name = _("登录会话")
        verbose_name_plural = _("登录会话")
        default_permissions = ()
        permissions = [("secure_accounts", _("保护账号：解锁、结束登录、重设第二因素"))]

    @classmethod
    def get_session_store_class(cls):
        from accounts.sessions import SessionStore

        return SessionStore
