"""Small workbooks, packed by hand."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_RELATION = (
    '<Relationship Id="rId{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{}" '
    'Target="{}"/>'
)
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_STYLES = (
    f"<styleSheet {MAIN}><fonts><font/></fonts><fills><fill/></fills><borders><border/></borders>"
    '<cellStyleXfs><xf/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>'
    "</styleSheet>"
)


class Raw(str):
    """A cell as it is written in a sheet, with {} for its place."""

    __slots__ = ()


def xlsx(
    sheets: Mapping[str, Sequence[Sequence[object]] | None],
    *,
    hidden: tuple[str, ...] = (),
    head: str = "",
    parts: dict[str, str] | None = None,
) -> bytes:
    """A workbook of these sheets; a cell of (number, style) has one of the styles 1 (date) and 2 (percent).

    None is a sheet of a chart alone; `parts` replace others of their name, or stand beside them.
    """
    kinds = {name: "chartsheet" if rows is None else "worksheet" for name, rows in sheets.items()}
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number}" r:id="rId{number}"'
        f"{' state=' + chr(34) + 'hidden' + chr(34) if name in hidden else ''}/>"
        for number, name in enumerate(names, 1)
    )
    book = (
        f'<workbook {MAIN} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<sheets>{listed}</sheets></workbook>"
    )
    links = [
        _RELATION.format(number, kind, f"{kind}s/sheet{number}.xml") for number, kind in enumerate(kinds.values(), 1)
    ]
    links.append(_RELATION.format(99, "styles", "styles.xml"))
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(_RELATION.format(1, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": _RELATIONS.format("".join(links)),
        "xl/styles.xml": _STYLES,
    }
    for number, (name, rows) in enumerate(sheets.items(), 1):
        files[f"xl/{kinds[name]}s/sheet{number}.xml"] = head + (
            f"<chartsheet {MAIN}/>" if rows is None else _sheet(rows)
        )
    return packed(files | (parts or {}))


def packed(files: dict[str, str]) -> bytes:
    """A zip file of these texts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for name, text in files.items():
            target.writestr(name, text)
    return stream.getvalue()


def ods(rows: Sequence[Sequence[object]], body: str = "") -> bytes:
    """An OpenDocument workbook of one sheet; `body` stands for its rows as they are written."""
    body = body or "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    names = "".join(
        f' xmlns:{one}="urn:oasis:names:tc:opendocument:xmlns:{one}:1.0"' for one in ("office", "table", "text")
    )
    content = (
        f"<office:document-content{names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Deals">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    listed = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return packed({"mimetype": kind, "META-INF/manifest.xml": listed, "content.xml": content})


def _ods_cell(cell: object) -> str:
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(cell))}</text:p></table:table-cell>'


def _sheet(rows: Sequence[Sequence[object]]) -> str:
    body = "".join(
        f'<row r="{number}">{"".join(_cell(chr(65 + at), number, cell) for at, cell in enumerate(row))}</row>'
        for number, row in enumerate(rows, 1)
    )
    return f"<worksheet {MAIN}><sheetData>{body}</sheetData></worksheet>"


def _cell(column: str, row: int, cell: object) -> str:
    place = f'r="{column}{row}"'
    match cell:
        case None:
            return ""
        case Raw():
            return cell.format(place)
        case (value, style):
            return f'<c {place} s="{style}"><v>{value}</v></c>'
        case bool():
            return f'<c {place} t="b"><v>{int(cell)}</v></c>'
        case int() | float():
            return f"<c {place}><v>{cell}</v></c>"
        case _:
            return f'<c {place} t="inlineStr"><is><t>{escape(str(cell))}</t></is></c>'
