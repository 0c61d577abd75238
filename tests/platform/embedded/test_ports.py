"""Ports are kept, unless somebody else has them."""

import socket

from wms.platform.embedded.ports import Ports, accepts, is_free


def test_a_port_is_kept(tmp_path):
    chosen = Ports(tmp_path / "ports.json").choose("web")

    assert Ports(tmp_path / "ports.json").choose("web") == chosen


def test_a_taken_port_is_replaced(tmp_path):
    ports = Ports(tmp_path / "ports.json")
    taken = ports.choose("web")
    with socket.create_server(("127.0.0.1", taken)):
        assert not is_free(taken)
        other = ports.choose("web")

    assert other != taken
    assert Ports(tmp_path / "ports.json")["web"] == other


def test_names_do_not_share_a_port(tmp_path):
    ports = Ports(tmp_path / "ports.json")

    assert len({ports.choose(str(number)) for number in range(50)}) == 50


def test_a_port_that_was_never_chosen_is_zero(tmp_path):
    assert Ports(tmp_path / "ports.json")["web"] == 0


def test_accepts_returns_whether_somebody_listens():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        assert accepts(port)
    assert not accepts(port)
