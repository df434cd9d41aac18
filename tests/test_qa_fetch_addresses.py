import pytest

from qa.errors import FetchRefused
from qa.fetch.client import checked, is_public


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_addresses_are_public(address: str, public: bool) -> None:
    assert is_public(address) == public


@pytest.mark.parametrize(
    "address",
    [
        "ftp://a.example/",
        "news.example",
        "http://",
        "file:///etc/passwd",
        "http://u:p@a.example/",
        "http://[::1",
        "http://a.example:99999/",
    ],
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(FetchRefused, match="not the address of a page"):
        checked(address)


def test_an_address_with_han_characters_is_sent_as_servers_read_it() -> None:
    assert checked("https://新闻.example/水库?题=一#x") == (
        "https://xn--efvy88h.example/%E6%B0%B4%E5%BA%93?%E9%A2%98=%E4%B8%80"
    )
