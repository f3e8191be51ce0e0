"""A table of unions is read, or refused line by line with nothing made."""

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from sites.models import Organisation
from sites.table import TableError, decode, read_table, slug_of

HEADING = "code,name,tier,parent,slug,host\n"


def faults(text: str) -> str:
    with pytest.raises(TableError) as error:
        read_table(text.encode())
    return str(error.value)


def test_the_table_of_anhui_is_right(db):
    rows = read_table((settings.BASE_DIR / "sites/data/anhui.csv").read_bytes())

    tiers = [row.tier for row in rows]
    assert len(rows) == 121
    assert (tiers.count("PROVINCE"), tiers.count("CITY"), tiers.count("COUNTY")) == (1, 16, 104)
    direct = {row.name for row in rows if row.tier == "COUNTY" and row.parent == "340000"}
    assert direct == {"宿松县总工会", "广德市总工会"}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("340199,甲总工会,镇,340100,jia,", "层级“镇”不认识"),
        ("34019,甲总工会,COUNTY,340100,jia,", "不是六位数字"),
        ("340199,,COUNTY,340100,jia,", "名称空着"),
        ("340199,甲总工会,COUNTY,990000,jia,", "既不在表里，也不在系统里"),
        ("340199,甲总工会,CITY,340123,jia,", "层级不高于本会"),
        ("340199,甲总工会,COUNTY,,jia,", "没有写上级工会"),
        ("340199,甲总工会,COUNTY,340100,jia,hefei.localhost", "已被别的站点占用"),
        ("340199,甲总工会,COUNTY,340100,jia,desk.localhost", "已被工作台占用"),
        ("340199,甲总工会,COUNTY,340100,jia,不是域名", "不合规则"),
        ("340199,甲总工会,COUNTY,340100,hefei,", "已被别的工会使用"),
        ("340199,甲总工会,COUNTY,340100,Jia_1,", "只能用小写字母"),
        ("340100,合肥市总工会,COUNTY,340000,hefei,", "层级不同"),
        ("350000,别省总工会,PROVINCE,,bie,", "只有一个省级工会"),
        ("340199,甲总工会,COUNTY,340100,jia,,多,出,来", "列数比表头多"),
    ],
)
def test_a_faulty_row_is_named_with_its_line(network, row, said):
    text = faults(HEADING + "340198,好总工会,COUNTY,340100,hao,\n" + row + "\n")

    assert "第 3 行" in text
    assert said in text


def test_two_rows_with_one_code_or_host_are_refused(network):
    text = faults(
        HEADING
        + "340198,甲总工会,COUNTY,340100,jia,a.example.cn\n"
        + "340198,乙总工会,COUNTY,340100,yi,a.example.cn\n"
    )

    assert "第 3 行：代码“340198”与第 2 行相同" in text
    assert "第 3 行：域名 a.example.cn 与第 2 行相同" in text


def test_a_circle_is_refused(network):
    text = faults(HEADING + "340801,甲,CITY,340802,jia,\n340802,乙,CITY,340801,yi,\n")

    assert text.count("上级关系成了一个圈") == 2


def test_gbk_is_refused_with_what_it_seems_to_say(db):
    with pytest.raises(TableError, match="像是 GBK：340000,安徽省总工会"):
        read_table((HEADING + "340000,安徽省总工会,PROVINCE,,anhui,\n").encode("gbk"))


def test_the_mark_that_excel_writes_is_passed_over(db):
    rows = read_table(b"\xef\xbb\xbf" + (HEADING + "340000,安徽省总工会,省,,anhui,\n").encode())

    assert rows[0].code == "340000"


@pytest.mark.parametrize(
    "data", [b"PK\x03\x04rest", "code,name".encode("utf-16"), b"", b"a" * 6_000_000]
)
def test_what_is_no_table_is_refused(db, data):
    with pytest.raises(TableError):
        read_table(data)


def test_a_refused_table_makes_nothing(network, tmp_path):
    table = tmp_path / "bad.csv"
    table.write_text(
        HEADING + "340198,好总工会,COUNTY,340100,hao,\n340199,坏总工会,镇,340100,huai,\n"
    )
    before = Organisation.objects.count()

    with pytest.raises(CommandError, match="什么也没有建立"):
        call_command("provision", str(table))

    assert Organisation.objects.count() == before


@given(st.binary(max_size=400))
def test_any_bytes_give_text_or_a_clear_refusal(data):
    try:
        text = decode(data)
    except TableError as error:
        text = "\n".join(error.messages)

    assert "\0" not in text


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("合肥市", "hefei"),
        ("寿县", "shouxian"),
        ("涡阳县", "guoyang"),
        ("六安市", "luan"),
        ("歙县", "shexian"),
    ],
)
def test_slugs_follow_the_local_reading(name, slug):
    assert slug_of(name) == slug
