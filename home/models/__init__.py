from home.models.portal import PortalHomePage
from home.models.standard import PageRole, StandardPage
from home.models.work import WorkHomePage

__all__ = ["PageRole", "PortalHomePage", "StandardPage", "WorkHomePage"]
