"""The programming interface for staff's scripts, under /api/v3/ at the desk.

Wagtail's own tokens, errors and paging; only routers whose rows start from the person's unions.
"""

from ninja import NinjaAPI
from wagtail.api.v3.errors import register_exception_handlers

from syndication.api import refuse, routers
from syndication.errors import SyndicationError

api = NinjaAPI(
    title="工会门户网络 API",
    version="3.0.0",
    urls_namespace="api_v3",
    docs_url=None,
    openapi_url="/openapi.json",
)
register_exception_handlers(api)
api.add_exception_handler(SyndicationError, refuse)
for prefix, router in routers:
    api.add_router(prefix, router)
