"""The smallest files of each kind."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def package(*names: str, content: bytes = b"<x/>") -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def compound(stream: str) -> bytes:
    return OLE + b"\x00" * 1500 + stream.encode("utf-16-le") + b"\x00" * 64


SAMPLES = {
    "a.pdf": b"%PDF-1.7\n",
    "a.png": b"\x89PNG\r\n\x1a\n\x00",
    "a.JPG": b"\xff\xd8\xff\xe0\x00",
    "a.docx": package("[Content_Types].xml", "word/document.xml"),
    "a.xlsx": package("[Content_Types].xml", "xl/workbook.xml"),
    "a.zip": package("预算.txt"),
    "a.doc": compound("WordDocument"),
    "a.xls": compound("Workbook"),
    "a.html": "\ufeff<!DOCTYPE html><html><p>预算</p></html>".encode(),
    "a.txt": "2026年部门预算公开\n".encode(),
    "a.md": "2026年部门预算公开\n".encode("gb18030"),
}
