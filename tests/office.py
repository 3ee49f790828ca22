"""Office files for tests, small enough to be read in their parts."""

import io
import zipfile

NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(body: str, numbering: str = "", entries: dict[str, bytes] | None = None) -> bytes:
    """A Word file with this body in WordprocessingML, w: being its namespace."""
    parts = {"word/document.xml": f"<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>"}
    if numbering:
        parts["word/numbering.xml"] = f"<w:numbering {NAMESPACE}>{numbering}</w:numbering>"
    return package({name: text.encode() for name, text in parts.items()} | (entries or {}))


def paragraph(text: str, number: int | None = None, level: int = 0) -> str:
    """A paragraph, in the numbered list `number` if that is given."""
    place = f'<w:ilvl w:val="{level}"/><w:numId w:val="{number}"/>'
    properties = f"<w:pPr><w:numPr>{place}</w:numPr></w:pPr>" if number else ""
    return f"<w:p>{properties}<w:r><w:t>{text}</w:t></w:r></w:p>"


def package(entries: dict[str, bytes]) -> bytes:
    """A ZIP of these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("[Content_Types].xml", "<Types/>")
        for name, data in entries.items():
            file.writestr(name, data)
    return buffer.getvalue()
