"""A given page copied into a new file: what draws it, and no other object or key."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from documents.masking_shared import BOXES, MAX_DEPTH, Unmaskable, check_shared, inherited

Kind = pikepdf.ObjectType
# Which operators name a resource, and among which of them. The name is the first operand.
NAMING: Final = {
    "Tf": "/Font",
    "Do": "/XObject",
    "gs": "/ExtGState",
    "cs": "/ColorSpace",
    "CS": "/ColorSpace",
    "sh": "/Shading",
    "scn": "/Pattern",
    "SCN": "/Pattern",
}
# What marks content tells of tags, layers and replacement texts that do not go along.
MARKING: Final = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
DEFAULT_SPACES: Final = ("/DefaultGray", "/DefaultRGB", "/DefaultCMYK")
# Every key that ISO 32000 knows in a font, picture, pattern, shading, colour space, function,
# graphics state or halftone and that draws. Nothing else that a file may carry goes along.
_KEYS: Final = (
    # fonts
    "Type Subtype BaseFont FirstChar LastChar Widths FontDescriptor Encoding ToUnicode"
    " DescendantFonts CIDSystemInfo Registry Ordering Supplement DW DW2 W W2 CIDToGIDMap"
    " BaseEncoding Differences FontName FontFamily FontStretch FontWeight Flags FontBBox"
    " ItalicAngle Ascent Descent Leading CapHeight XHeight StemV StemH AvgWidth MaxWidth"
    " MissingWidth FontFile FontFile2 FontFile3 CharSet CIDSet Length1 Length2 Length3"
    " FontMatrix CharProcs CMapName WMode UseCMap"
    # pictures and drawings
    " Width Height ColorSpace BitsPerComponent Intent ImageMask Mask Decode Interpolate"
    " SMask SMaskInData Matte BBox Matrix Group S I K CS Resources Filter DecodeParms"
    " Predictor Colors Columns BlackIs1 EncodedByteAlign EndOfLine EndOfBlock Rows"
    " DamagedRowsBeforeError ColorTransform EarlyChange JBIG2Globals"
    # patterns, shadings, colour spaces, functions
    " PatternType PaintType TilingType XStep YStep Shading ExtGState ShadingType Background"
    " AntiAlias Coords Domain Function Extend BitsPerCoordinate BitsPerFlag VerticesPerRow"
    " WhitePoint BlackPoint Gamma Range N Alternate Process Components Colorants"
    " MixingHints Solidities PrintingOrder DotGain FunctionType Size BitsPerSample Order"
    " Encode C0 C1 Functions Bounds"
    # graphics state, halftones
    " LW LC LJ ML D RI OP op OPM Font BG BG2 UCR UCR2 TR TR2 HT FL SM SA BM CA ca AIS TK"
    " G BC UseBlackPtComp HalftoneType Frequency Angle SpotFunction AccurateScreens"
    " TransferFunction Xsquare Ysquare"
)
DRAWING: Final = frozenset(f"/{key}" for key in _KEYS.split())
# Dictionaries whose keys are the document's own names.
NAMED: Final = frozenset({"/CharProcs", "/Colorants", "/Solidities", "/DotGain"})

ENCODING: Final = frozenset({"/Filter", "/DecodeParms"})
OF_DATA: Final = DRAWING - ENCODING
OF_FORM: Final = OF_DATA - {"/Resources"}
OF_PAGE: Final = frozenset({"/Group", "/UserUnit"})


class Copier:
    """Copies given pages from `source`; `withheld` are the numbers of the others."""

    def __init__(self, source: Pdf, target: Pdf, withheld: frozenset[int]) -> None:
        _check_layers(source)
        check_shared(source, withheld)
        # Notes, stamps and the values of form fields are seen on the page: they are drawn on it.
        source.generate_appearance_streams()
        source.flatten_annotations("screen")
        self._source, self._target = source, target
        self._made: dict[tuple[int, int], Object] = {}
        self._depth = 0

    def add(self, number: int) -> None:
        page = self._source.pages[number - 1]
        made = Dictionary(Type=Name.Page)
        for key in BOXES:
            value = inherited(page.obj, key)
            if value is not None:
                made[key] = self._copy(value)
        self._fill(made, page.obj, OF_PAGE)
        resources = inherited(page.obj, "/Resources")
        content, made.Resources = self._drawn(page.obj, resources)
        made.Contents = Stream(self._target, content)
        self._target.pages.append(Page(made))

    def _drawn(self, of: Object, resources: Object | None) -> tuple[bytes, Dictionary]:
        """The content without marks, and of the resources what it names."""
        steps = [
            step for step in pikepdf.parse_content_stream(of) if str(step.operator) not in MARKING
        ]
        wanted = _wanted(steps, resources)
        kept = Dictionary()
        for category in sorted(wanted):
            found = None if resources is None else resources.get(category)
            if isinstance(found, Dictionary):
                kept[category] = self._named(found, wanted[category], resources)
        return pikepdf.unparse_content_stream(steps), kept

    def _named(self, found: Object, names: Iterable[str], resources: Object | None) -> Dictionary:
        kept = Dictionary()
        for name in sorted(set(names)):
            if name in found:
                kept[name] = self._copy(found[name], resources)
        return kept

    def _copy(self, value: object, resources: Object | None = None) -> Object:
        """`resources` are the page's: what a drawing without its own falls back on."""
        if not isinstance(value, Object):
            return _plain(value)
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise Unmaskable("too_complex")
        try:
            return self._shared(value, resources) if value.is_indirect else self._own(value)
        finally:
            self._depth -= 1

    def _shared(self, value: Object, resources: Object | None) -> Object:
        known = self._made.get(value.objgen)
        if known is not None:
            return known
        if value._type_code == Kind.stream:
            made: Object = Stream(self._target, b"")
        elif value._type_code == Kind.dictionary:
            made = self._target.make_indirect(Dictionary())
        else:
            return self._own(value)
        # Known before it is filled: a drawing may refer to itself.
        self._made[value.objgen] = made
        if isinstance(made, Stream):
            self._fill_stream(made, value, resources)
        else:
            self._fill(made, value)
        return made

    def _own(self, value: Object) -> Object:
        if value._type_code == Kind.array:
            return Array([self._copy(each) for each in value.as_list()])
        if value._type_code == Kind.dictionary:
            made = Dictionary()
            self._fill(made, value)
            return made
        if value._type_code == Kind.stream:
            raise Unmaskable("malformed")
        return _plain(value)

    def _fill(self, made: Object, value: Object, keys: frozenset[str] = DRAWING) -> None:
        for key in sorted(keys & set(value.keys())):
            if key in NAMED and isinstance(value[key], Dictionary):
                made[key] = self._all_named(value[key], value, drawn=key == "/CharProcs")
            elif key == "/Resources":
                made[key] = self._everything(value[key])
            else:
                made[key] = self._copy(value[key])

    def _all_named(self, found: Object, of: Object, *, drawn: bool) -> Dictionary:
        made = Dictionary()
        for name in found.keys():  # noqa: SIM118
            part = found[name]
            if drawn and part._type_code == Kind.stream:
                made[name] = Stream(self._target, self._drawn(part, of.get("/Resources"))[0])
            else:
                made[name] = self._copy(part)
        return made

    def _everything(self, resources: Object) -> Dictionary:
        """Of a font whose letters are drawings: each of them draws with the same resources."""
        made = Dictionary()
        for category in sorted(set(NAMING.values())):
            found = resources.get(category)
            if isinstance(found, Dictionary):
                made[category] = self._named(found, found.keys(), resources)
        return made

    def _fill_stream(self, made: Stream, value: Object, resources: Object | None) -> None:
        own = value.get("/Resources", resources)
        if value.get("/Subtype") == Name.Form or value.get("/PatternType") == 1:
            self._fill(made, value, OF_FORM)
            content, made.Resources = self._drawn(value, own)
            made.write(content)
            return
        self._fill(made, value, OF_DATA)
        made.write(value.read_raw_bytes())
        for key in sorted(ENCODING & set(value.keys())):
            made[key] = self._copy(value[key])


def _plain(value: object) -> Object:
    if isinstance(value, Object):
        return Object.parse(value.unparse(resolved=True))
    if isinstance(value, bool | int | Decimal | float | str | bytes) or value is None:
        return value  # type: ignore[return-value]
    raise Unmaskable("malformed")


def _wanted(
    steps: Iterable[pikepdf.ContentStreamInstruction | pikepdf.ContentStreamInlineImage],
    resources: Object | None,
) -> dict[str, set[str]]:
    """Category of resources → the names that the content uses."""
    found: dict[str, set[str]] = {"/ColorSpace": set(DEFAULT_SPACES)}
    for step in steps:
        operator = str(step.operator)
        if operator == "INLINE IMAGE":
            spaces = None if resources is None else resources.get("/ColorSpace")
            # It may name one of them; which, is not told apart from the standard ones.
            found["/ColorSpace"] |= set(spaces.keys()) if spaces is not None else set()
        elif operator in NAMING and step.operands:
            first = step.operands[-1 if operator in ("scn", "SCN") else 0]
            if isinstance(first, Name):
                found.setdefault(NAMING[operator], set()).add(str(first))
    return found


def _check_layers(source: Pdf) -> None:
    """A layer that is switched off would be seen in a copy without layers."""
    if "/XFA" in source.Root.get("/AcroForm", {}):
        raise Unmaskable("form")
    layers = source.Root.get("/OCProperties")
    if layers is None:
        return
    shown = layers.get("/D", Dictionary())
    if len(shown.get("/OFF", [])) or str(shown.get("/BaseState", "/ON")) != "/ON":
        raise Unmaskable("hidden_layers")
