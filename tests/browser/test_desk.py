"""Staff at the desk."""

import io

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser


def picture() -> bytes:
    data = io.BytesIO()
    Image.new("RGB", (1200, 675), "#2060a0").save(data, "JPEG")
    return data.getvalue()


def test_a_county_editor_writes_an_article_with_a_picture(page, sign_in, address, served):
    title = "肥西县总工会慰问环卫职工"
    column = served.county.pages.get(slug="yaowen", depth=3)
    sign_in("feixi-editor")
    page.goto(address("desk", f"/admin/pages/add/news/articlepage/{column.pk}/"))

    page.locator("[name=title_zh_hans]").fill(title)
    page.locator("[name=lead_zh_hans]").fill("把清凉送到街头。")
    page.get_by_role("button", name="选择一个图片").first.click()
    page.get_by_role("tab", name="上传").click()
    page.locator("#id_image-chooser-upload-title").fill("环卫职工驿站")
    page.locator("#id_image-chooser-upload-file").set_input_files(
        {"name": "cool.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    )
    page.locator(".modal").get_by_role("button", name="上传").click()
    expect(page.get_by_text("环卫职工驿站").first).to_be_visible()
    page.get_by_role("button", name="更多动作").click()
    page.get_by_role("button", name="发布", exact=True).click()
    expect(page.get_by_role("link", name=title).first).to_be_visible()

    for host, path in [("news.feixi", "/yaowen/"), ("news.feixi", "/"), ("hefei", "/")]:
        page.goto(address(host, path))
        expect(page.get_by_role("link", name=title).first).to_be_visible()


def test_an_operator_opens_a_new_union(page, sign_in, address, served):
    sign_in("operator")
    page.goto(address("desk", "/admin/organisation/new/"))
    page.get_by_label("上级工会").select_option(label="　合肥市总工会")
    page.locator("[name=name]").fill("庐江县总工会")
    page.get_by_label("行政区划代码").fill("340124")
    page.get_by_role("button", name="创建").click()

    expect(page.get_by_text("庐江县总工会已建成")).to_be_visible()
    page.goto(address("news.lujiang"))
    expect(page.get_by_role("banner")).to_contain_text("庐江县总工会")
