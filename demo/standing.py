"""What a union's site says of the union itself: its identity and its standard pages."""

from demo.body import write_body
from demo.wording import Place, Writer, read_texts
from home.models import StandardPage
from sites.models import Organisation

FEDERATION = " Federation of Trade Unions"


def fill_identity(union: Organisation, place: Place) -> None:
    """Fill the identity fields that are blank, with values that anyone can see to be made up."""
    number = int(union.division_code[2:] or 0) or 1 if union.division_code else union.pk
    english = "Hefei" if union.depth == 1 else (union.name_en or "").removesuffix(FEDERATION)
    values = {
        "organiser": union.name,
        "organiser_en": union.name_en,
        "address": place.address,
        "address_en": f"No. 1 Shili Road, {english}, Anhui" if english else None,
        "postcode": place.postcode,
        "phone": place.phone,
        "email": f"gonghui@{union.slug}.example",
        "icp_number": f"皖ICP备00000000号-{number}",
        "police_number": f"皖公网安备 {union.division_code or '340000'}00000000号",
        "site_id_code": f"{union.division_code}0000" if union.division_code else "",
    }
    missing = {name: value for name, value in values.items() if value and not getattr(union, name)}
    if union.theme == Organisation.Theme.RED:
        missing["theme"] = place.theme
    for name, value in missing.items():
        setattr(union, name, value)
    union.save()


def fill_standard_pages(union: Organisation, place: Place) -> None:
    """Give the standard pages that are still empty their text."""
    texts = read_texts("pages")
    field = StandardPage._meta.get_field("body_zh_hans")
    pages = StandardPage.objects.filter(organisation=union, slug__in=texts)
    for page in pages.order_by("path"):
        if page.body_zh_hans:
            continue
        seed = f"{union.slug}/{page.slug}"
        writer = Writer(place, page.first_published_at.date(), seed)
        body = field.to_python(write_body(writer.fill(texts[page.slug]["text"]), seed))
        values = {"body": body, "body_zh_hans": body}
        if english := texts[page.slug].get("text_en"):
            values["body_en"] = field.to_python(write_body(english, f"{seed}/en"))
        # Both the column of the language and the one beside it, which modeltranslation keeps alike.
        StandardPage.objects.rewrite(False).filter(pk=page.pk).update(**values)
