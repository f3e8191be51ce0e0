"""Which change of which table makes which things look different; see pages.shown.

A thing is what a page can show. The database writes down the things that a change touches (see
serving.triggers), whatever program makes the change and however many rows it touches at once.

===============  =======================================================================
``page:12``      title, address and visibility of a page; ``text:12`` what else it says
``menu:3``       which first-level pages a union has; ``pages:3`` all but its articles
``union:3``      the identity of a union; ``site:5`` the name of a site
``line:8``       one list line, and who its neighbours are; ``placement:8`` its placement
``column:7``     which lines stand in a column; ``lines:3`` those of a whole union
``article:12``   where an article is listed
``branch:0001``  own articles of the unions at and below a place of the organisation tree
``tree:0001``    whether the union at that place is open; ``below:0001`` those below it
``grey:0001``    days of mourning set by the union at that place
``tag:4:3``      the lines of a union whose articles have a tag; ``tags:3`` any tag
``image:6``      a picture; ``file:6`` a document
``day``          something that depends on today's date
``sites``        addresses of sites: every page; ``hosts`` which names are served
===============  =======================================================================

A thing with ``!`` before it went for good: what showed it may not even be shown for want of
something better.
"""

from collections.abc import Set
from dataclasses import dataclass

from django.apps import apps
from django.db.models import Model

from pages.models import BasePage

UNKEPT = {"draft_title", "numchild", "has_unpublished_changes", "expired", "expire_at", "locked",
          "go_live_at", "latest_revision", "live_revision", "latest_revision_created_at",
          "locked_at", "locked_by", "owner", "translation_key", "alias_of", "id",
          "base_ptr"}  # fmt: skip
TEXT_OF_PAGE = {"first_published_at", "last_published_at", "seo_title", "search_description"}
LEVELS = (4, 8, 12, 16)  # lengths of the tree paths of unions


@dataclass(frozen=True)
class Watch:
    """``fields``: an update counts if one of them differs; empty: updates don't count.

    ``things`` are queries of one column; ``{row}`` is the row, before and after the change.
    """

    name: str
    table: str
    things: tuple[str, ...]
    fields: tuple[str, ...] = ()
    on: str = "INSERT UPDATE DELETE"
    condition: str = "1 = 1"  # beside a difference, in updates; may use OLD and NEW


def columns_of(
    model: type[Model], *, only: Set[str] | None = None, but: Set[str] = frozenset()
) -> tuple[str, ...]:
    """The columns of a model's own table; a translated field brings those of all languages."""

    def is_meant(name: str) -> bool:
        base = name.removesuffix("_zh_hans").removesuffix("_en")
        return base not in but and name not in but and (only is None or base in only)

    fields = model._meta.local_concrete_fields
    return tuple(f.column for f in fields if not f.primary_key and is_meant(f.name))


def of_column(prefix: str, column: str) -> str:
    return f"SELECT '{prefix}:' || {{row}}.{column} AS thing"


def below(path: str, source: str = "") -> tuple[str, ...]:
    """The unions above a place, each of which may list it among those below."""
    return tuple(
        f"SELECT 'below:' || substr({path}, 1, {level}) AS thing {source}"
        f" {'AND' if source else 'WHERE'} length({path}) > {level}"
        for level in LEVELS
    )


def neighbours() -> tuple[str, ...]:
    """The lines beside a line, and those of the very same rank, whose order only the key gives."""
    same_column = "FROM news_entry WHERE column_id = {row}.column_id AND id <> {row}.id"
    return (
        "SELECT 'line:' || id AS thing FROM (SELECT id "
        f"{same_column} AND rank < {{row}}.rank ORDER BY rank DESC, id DESC LIMIT 1) AS older",
        "SELECT 'line:' || id AS thing FROM (SELECT id "
        f"{same_column} AND rank > {{row}}.rank ORDER BY rank, id LIMIT 1) AS newer",
        f"SELECT 'line:' || id AS thing {same_column} AND rank = {{row}}.rank",
    )


def watches() -> list[Watch]:
    return [*of_pages(), *of_lines(), *of_unions(), *of_sites(), *of_files(), *of_tags()]


def of_pages() -> list[Watch]:
    table = BasePage._meta.db_table
    but_articles = (
        "FROM django_content_type c WHERE c.id = {row}.content_type_id AND c.model <> 'articlepage'"
    )
    found = [
        Watch(
            "page",
            table,
            (
                of_column("page", "id"),
                f"SELECT 'menu:' || {{row}}.organisation_id AS thing {but_articles} AND {{row}}.depth <= 3",
                f"SELECT 'pages:' || {{row}}.organisation_id AS thing {but_articles}",
            ),
            columns_of(BasePage, but=UNKEPT | TEXT_OF_PAGE),
        ),
        Watch(
            "page_text",
            table,
            (of_column("text", "id"),),
            columns_of(BasePage, only=TEXT_OF_PAGE),
            "UPDATE",
        ),
        Watch(
            "page_down", table, (of_column("!page", "id"),), ("live",), "UPDATE",
            "OLD.live AND NOT NEW.live",
        ),
        Watch("page_gone", table, (of_column("!page", "id"),), (), "DELETE"),
        Watch(
            "column_code",  # by which fronts find their columns
            "news_columnpage",
            (
                f"SELECT 'pages:' || p.organisation_id AS thing FROM {table} p"
                " WHERE p.id = {row}.basepage_ptr_id",
            ),
            ("code",),
            "UPDATE",
        ),
        Watch(
            "page_private",
            "wagtailcore_pageviewrestriction",
            (
                "SELECT '!union:' || p.organisation_id AS thing FROM "
                f"{table} p WHERE p.id = {{row}}.page_id",
            ),
            columns_of(apps.get_model("wagtailcore", "PageViewRestriction")),
        ),
    ]  # fmt: skip
    for model in apps.get_models():
        if issubclass(model, BasePage) and model is not BasePage:
            pointer = model._meta.pk.column
            found.append(
                Watch(
                    f"text_{model._meta.model_name}",
                    model._meta.db_table,
                    (of_column("text", pointer),),
                    columns_of(model),
                    "UPDATE",
                )
            )
    return [watch for watch in found if watch.fields or "UPDATE" not in watch.on]


def of_lines() -> list[Watch]:
    entry = apps.get_model("news", "Entry")
    placement = apps.get_model("syndication", "Placement")
    dress = {"headline", "lead", "cover", "follows_article", "number"}
    return [
        Watch(
            "line",
            entry._meta.db_table,
            (
                of_column("line", "id"),
                of_column("column", "column_id"),
                of_column("lines", "organisation_id"),
                of_column("article", "article_id"),
                "SELECT 'branch:' || {row}.region_path AS thing WHERE {row}.is_own",
                "SELECT 'branch:' || substr({row}.region_path, 1, 4) AS thing WHERE {row}.is_own",
                "SELECT 'tag:' || t.tag_id || ':' || {row}.organisation_id AS thing"
                " FROM news_articletag t WHERE t.content_object_id = {row}.article_id",
                *neighbours(),
            ),
            columns_of(entry, but=dress),
        ),
        Watch(
            "line_dress",
            entry._meta.db_table,
            (of_column("line", "id"),),
            columns_of(entry, only=dress),
            "UPDATE",
        ),
        Watch("line_gone", entry._meta.db_table, (of_column("!line", "id"),), (), "DELETE"),
        Watch(
            "placement",
            placement._meta.db_table,
            (of_column("placement", "id"),),
            columns_of(placement),
            "UPDATE DELETE",
        ),
        Watch(
            "placement_down",
            placement._meta.db_table,
            (of_column("!placement", "id"),),
            ("state",),
            "UPDATE",
            "OLD.state = 'SHOWN'",
        ),
    ]


def of_unions() -> list[Watch]:
    organisation = apps.get_model("sites", "Organisation")
    period = apps.get_model("sites", "MourningPeriod")
    table = organisation._meta.db_table
    return [
        Watch(
            "union",
            table,
            (of_column("union", "id"),),
            columns_of(organisation, but={"numchild"}),
            "UPDATE DELETE",
        ),
        Watch("union_status", table, (of_column("!union", "id"),), ("status",), "UPDATE"),
        Watch(
            "tree",
            table,
            (of_column("tree", "path"), *below("{row}.path")),
            ("path", "status", "tier", "division_code"),
        ),
        Watch(
            "grey",
            period._meta.db_table,
            (
                "SELECT 'grey:' || o.path AS thing FROM "
                f"{table} o WHERE o.id = {{row}}.organisation_id",
            ),
            columns_of(period, but={"reason"}),
        ),
    ]


def of_sites() -> list[Watch]:
    site = apps.get_model("wagtailcore", "Site")._meta.db_table
    joined = apps.get_model("sites", "OrganisationSite")
    alias = apps.get_model("sites", "HostAlias")
    of_union = "FROM sites_organisation o WHERE o.id = {row}.organisation_id"
    everything = ("SELECT 'sites' AS thing", "SELECT 'hosts' AS thing")
    return [
        Watch(
            "site_address",
            site,
            everything,
            ("hostname", "port", "root_page_id", "is_default_site"),
            "UPDATE DELETE",
        ),
        Watch("site_name", site, (of_column("site", "id"),), ("site_name",), "UPDATE"),
        Watch(
            "site_of_union",
            joined._meta.db_table,
            (
                of_column("union", "organisation_id"),
                f"SELECT 'tree:' || o.path AS thing {of_union}",
                *below("o.path", of_union),
                "SELECT 'hosts' AS thing",
            ),
            columns_of(joined),
        ),
        Watch(
            "host",
            alias._meta.db_table,
            ("SELECT 'hosts' AS thing",),
            columns_of(alias),
        ),
    ]


def of_files() -> list[Watch]:
    image = apps.get_model("wagtailimages", "Image")
    rendition = apps.get_model("wagtailimages", "Rendition")
    document = apps.get_model("wagtaildocs", "Document")
    attachment = apps.get_model("news", "ArticleAttachment")
    return [
        Watch(
            "image",
            image._meta.db_table,
            (of_column("image", "id"),),
            columns_of(image),
            "UPDATE DELETE",
        ),
        # Not when one is made: pages make them while they are made themselves.
        Watch(
            "rendition", rendition._meta.db_table, (of_column("image", "image_id"),), (), "DELETE"
        ),
        Watch(
            "file",
            document._meta.db_table,
            (of_column("file", "id"),),
            columns_of(document),
            "UPDATE DELETE",
        ),
        Watch(
            "attachment",
            attachment._meta.db_table,
            (of_column("text", "article_id"),),
            columns_of(attachment),
        ),
    ]


def of_tags() -> list[Watch]:
    tagged = apps.get_model("news", "ArticleTag")
    tag = apps.get_model("taggit", "Tag")
    of_entries = "FROM news_entry e WHERE e.article_id = {row}.content_object_id"
    return [
        Watch(
            "tagged",
            tagged._meta.db_table,
            (
                of_column("text", "content_object_id"),
                "SELECT 'tag:' || {row}.tag_id || ':' || e.organisation_id AS thing " + of_entries,
                f"SELECT 'tags:' || e.organisation_id AS thing {of_entries}",
            ),
            columns_of(tagged),
        ),
        # Seldom, and by the network's operators only: everything.
        Watch("tag", tag._meta.db_table, ("SELECT 'sites' AS thing",), ("name",), "UPDATE"),
    ]
