"""ZIP packages: the container of DOCX, XLSX and OFD, opened with limits against bombs."""

import io
import re
import xml.etree.ElementTree as ET
import zipfile
import zlib

from qa.ingestion.documents import Unreadable

SIGNATURE = b"PK\x03\x04"
ENTRIES = 10_000
SIZE = 256 * 2**20
"""Bytes that all entries together may unfold to."""
RATIO, SMALL = 100, 2**20
"""How often larger an entry above SMALL bytes may be than its packed form; real ones reach 32."""
_FAULTS = (zipfile.BadZipFile, zlib.error, OSError, ValueError, NotImplementedError, EOFError)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class Package:
    """A ZIP file whose entries are read by name, within limits."""

    def __init__(self, data: bytes) -> None:
        """Open a file's bytes.

        Raises:
            Unreadable: they are damaged or would unfold to too much.
        """
        try:
            self._file = zipfile.ZipFile(io.BytesIO(data))
        except _FAULTS as error:
            raise Unreadable("damaged") from error
        entries = self._file.infolist()
        swollen = any(e.file_size > max(SMALL, RATIO * e.compress_size) for e in entries)
        if len(entries) > ENTRIES or sum(e.file_size for e in entries) > SIZE or swollen:
            raise Unreadable("unfolds-too-large")
        if any(e.flag_bits & 1 for e in entries):
            raise Unreadable("needs-password")
        self.entries = entries
        self.names = frozenset(e.filename for e in entries)

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry; the directory may lie about their number.

        Raises:
            Unreadable: they are damaged or unfold to too much.
        """
        try:
            with self._file.open(name) as entry:
                data = entry.read(SIZE + 1)
        except _FAULTS as error:
            raise Unreadable("damaged") from error
        if len(data) > SIZE:
            raise Unreadable("unfolds-too-large")
        return data

    def xml(self, name: str) -> ET.Element:
        """Return the root of an XML entry; an own document type is an attack and refused."""
        data = self.read(name)
        if _DECLARATION.search(data.replace(b"\0", b"")):
            raise Unreadable("damaged")
        return ET.fromstring(data)


def holds(data: bytes, name: bytes) -> bool:
    """Return whether bytes are a package that names an entry, without opening it."""
    return data.startswith(SIGNATURE) and name in data
