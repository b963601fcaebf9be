"""Kinds by content, names and storage, without a database."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shizheng.kit.digest import sm3
from shizheng.platform.files.domain.keeping import place, receive, settle
from shizheng.platform.files.domain.kinds import HEAD, FileError, check_name, decoded, sniff
from shizheng.platform.files.domain.names import CEILING, clean_name
from tests.platform.files.samples import OLE, SAMPLES, compound, package


def written(folder: Path, data: bytes) -> Path:
    file = folder / "sample"
    file.write_bytes(data)
    return file


@pytest.mark.parametrize("name", SAMPLES)
def test_the_content_shows_the_kind_and_the_name_fits_it(name, tmp_path):
    check_name(name, sniff(written(tmp_path, SAMPLES[name])))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空的"),
        (b"\x7fELF\x00\x01", "不支持"),
        (b"MZ\x90\x00\x03", "不支持"),
        (b"PK\x03\x04 broken", "损坏"),
        (package("word/document.xml", "word/vbaProject.bin"), "宏"),
        (compound("EncryptedPackage"), "加密"),
        (OLE + b"\x00" * 600, "不支持"),
        (package("big.txt", content=b"0" * (101 << 20)), "过大"),
    ],
)
def test_what_is_not_taken_says_why(data, words, tmp_path):
    with pytest.raises(FileError, match=words):
        sniff(written(tmp_path, data))


def test_a_text_cut_inside_a_character_is_still_text():
    for encoding in ("utf-8", "gb18030"):
        data = ("a" + "市" * HEAD).encode(encoding)
        assert decoded(data[:HEAD]).startswith("a市")
    assert decoded("市".encode("utf-16")) == "市"
    assert decoded(b"a\x00b") is None


@pytest.mark.parametrize("name", ["预算.pdf", "预算", "a.docm"])
def test_an_extension_that_does_not_fit_is_refused(name, tmp_path):
    with pytest.raises(FileError, match="内容却是Word 文档"):
        check_name(name, sniff(written(tmp_path, SAMPLES["a.docx"])))


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\报表\\2026预算.xlsx", "2026预算.xlsx"),
        (".htaccess", "htaccess"),
        ("a\r\nSet-Cookie: x.pdf", "x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("  ", "未命名"),
        ("..", "未命名"),
        ("部门\x00预算.pdf", "部门预算.pdf"),
    ],
)
def test_names_are_made_safe(sent, kept):
    assert clean_name(sent).strip() == kept


@given(st.text(max_size=400))
def test_no_name_escapes(sent):
    kept = clean_name(sent)
    assert kept
    assert len(kept) <= CEILING
    assert not set(kept) & set('\\/:\x00\r\n"')
    assert kept not in {".", ".."}
    assert clean_name(kept) == kept


def test_a_long_name_keeps_its_extension():
    assert clean_name("预" * 300 + ".xlsx").endswith("预.xlsx")


def test_a_stream_is_kept_under_its_digest_once(tmp_path):
    for _ in range(2):
        with receive(tmp_path, [b"ab", b"c"], 10) as received:
            final = settle(tmp_path, received)
    assert final == place(tmp_path, sm3(b"abc"))
    assert final.read_bytes() == b"abc"
    assert list((tmp_path / "incoming").iterdir()) == []


def test_a_stream_past_the_limit_leaves_nothing(tmp_path):
    read = []

    def endless():
        while True:
            read.append(1)
            yield b"x" * 1024

    with pytest.raises(FileError, match="上限"), receive(tmp_path, endless(), 10 * 1024):
        pytest.fail("the stream was taken")
    assert len(read) == 11
    assert list((tmp_path / "incoming").iterdir()) == []


def test_only_a_digest_has_a_place(tmp_path):
    for foreign in ("../x", "A" * 64, "0" * 63):
        with pytest.raises(ValueError, match="SM3"):
            place(tmp_path, foreign)
