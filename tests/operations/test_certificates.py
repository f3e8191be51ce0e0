"""Which certificate each host name needs: the doctor and the web server agree."""

import re
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import call_command

from sites.models import HostAlias


@pytest.mark.django_db
def test_each_union_has_a_certificate_with_all_its_names(network):
    site = network.county.sites.first()
    HostAlias.objects.create(hostname="www.fxgh.cn", organisation_site=site)
    out = StringIO()

    call_command("doctor", "--hosts", stdout=out)

    files = {line.split()[0]: set(line.split()[1:]) for line in out.getvalue().splitlines()}
    assert {"feixi.localhost", "news.feixi.localhost"} <= files["feixi"]
    assert files["wildcard"] == {"desk.localhost"}
    assert files["www.fxgh.cn"] == {"www.fxgh.cn"}


@pytest.mark.parametrize(
    ("host", "union"),
    [
        ("feixi.example.org.cn", "feixi"),
        ("news.feixi.example.org.cn", "feixi"),
        ("work.feixi.example.org.cn", "feixi"),
        ("example.org.cn", None),
        ("a.news.feixi.example.org.cn", None),
        ("../feixi.example.org.cn", None),
    ],
)
def test_the_web_server_takes_that_of_the_union(host, union):
    source = (settings.BASE_DIR / "deploy" / "debian" / "nginx.conf").read_text()
    pattern = re.search(r'"~(\^.+\$)"', source)[1].replace("?<", "?P<")

    found = re.search(pattern, host)

    assert (found and found["union"]) == union
