"""OCDS in: a release, a release package, a record or a record package with bids.

Told apart by content. Of a record the compiled release is read; where it has
none with bids, the releases are merged in order of date (objects by key, lists
of objects by `id`, null removes: OCDS 1.1 merging). A versioned release is
never read: its values are histories. One file is one tender; of several
contracting processes the first with bids is replayed and the others are named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from interop.json_place import Place, Problems
from interop.source_build import SourceLayout, build_tender, no_bids
from interop.source_tender import SourceTender
from law.reasons import Text

_ANOTHER_TENDER = Text(
    "Den spelas inte upp; spara den i en egen fil.",
    "It is not replayed; save it in a file of its own.",
)
_LEFT_OUT = Text(
    "Delen läses inte; rätta den och kör igen.", "The part is not read; correct it and run again."
)
_MARKS = frozenset({"ocid", "records", "releases", "compiledRelease", "versionedRelease"})


def is_ocds(document: Place) -> bool:
    return isinstance(document.value, dict) and bool(_MARKS & document.value.keys())


def read_ocds(document: Place) -> SourceTender:
    """Raises UnusableFile when no release in the file has bids."""
    with_bids = [release for release in _releases(document) if _has_bids(release)]
    if not with_bids:
        raise no_bids("bids.details")
    first, *others = with_bids
    for other in others:
        ocid = other.at("ocid")
        if ocid.value != first.at("ocid").value:
            name = ocid.name(_ANOTHER_TENDER, required=False) or "?"
            other.complain(
                f"är en annan upphandling ({name})", f"is another tender ({name})", _ANOTHER_TENDER
            )
    return build_tender(
        SourceLayout(
            tender_id=first.at("ocid"),
            tender=first.at("tender"),
            bids=_bids(first),
            awards=first.at("awards"),
            strict=False,
        )
    )


def _bids(release: Place) -> Place:
    bids = release.at("bids")
    return bids if isinstance(bids.value, list) else bids.at("details")


def _has_bids(release: Place) -> bool:
    details = _bids(release).value
    return isinstance(details, list) and bool(details)


def _releases(document: Place) -> list[Place]:
    """One whole release per contracting process, as far as the file has them."""
    content = document.value
    if not isinstance(content, dict):
        return []
    if "records" in content:
        records = document.at("records").objects(_LEFT_OUT)
        return [release for record in records for release in _releases_of_record(record)]
    if {"compiledRelease", "versionedRelease"} & content.keys() or (
        "ocid" in content and "releases" in content
    ):
        return _releases_of_record(document)
    if "releases" in content:
        return _merged(document.at("releases"))
    return [document]


def _releases_of_record(record: Place) -> list[Place]:
    compiled = record.at("compiledRelease")
    if isinstance(compiled.value, dict) and _has_bids(compiled):
        return [_with_ocid(compiled, record)]
    return [_with_ocid(release, record) for release in _merged(record.at("releases"))]


def _with_ocid(release: Place, record: Place) -> Place:
    """A compiled release may leave its ocid to the record around it."""
    if not isinstance(release.value, dict) or release.at("ocid").value is not None:
        return release
    return replace(release, value={**release.value, "ocid": record.at("ocid").value})


def _merged(releases: Place) -> list[Place]:
    processes: dict[str, list[Place]] = {}
    for release in releases.objects(_LEFT_OUT):
        processes.setdefault(str(release.at("ocid").value), []).append(release)
    return [_merged_process(process, releases) for process in processes.values()]


def _merged_process(process: Sequence[Place], releases: Place) -> Place:
    if len(process) == 1:
        return process[0]
    merged: object = {}
    for release in sorted(process, key=_released_at):
        merged = _merge(merged, release.value)
    return Place(merged, f"{releases.path}[*]", releases.problems)


def _released_at(release: Place) -> datetime:
    """The release's date; one that cannot be read comes first, so that it overrides nothing."""
    unheard = replace(release.at("date"), problems=Problems())
    return unheard.instant(_LEFT_OUT) or datetime.min.replace(tzinfo=UTC)


def _merge(old: object, new: object) -> object:
    if isinstance(old, dict) and isinstance(new, dict):
        return _merge_objects(old, new)
    if isinstance(old, list) and isinstance(new, list) and _all_have_ids([*old, *new]):
        return _merge_lists(old, new)
    return new


def _merge_objects(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    merged = {key: _merge(old.get(key), value) for key, value in new.items()}
    return {key: value for key, value in {**old, **merged}.items() if value is not None}


def _all_have_ids(members: Iterable[object]) -> bool:
    return all(isinstance(member, dict) and _id_of(member) is not None for member in members)


def _id_of(member: object) -> str | None:
    id_ = member.get("id") if isinstance(member, dict) else None
    return str(id_) if isinstance(id_, str | int) and not isinstance(id_, bool) else None


def _merge_lists(old: Sequence[object], new: Sequence[object]) -> list[object]:
    """By id; members of one list that share an id stay apart, for the reader to report."""
    merged = list(old)
    places = {_id_of(member): place for place, member in reversed(list(enumerate(old)))}
    for member in new:
        place = places.get(_id_of(member))
        if place is None:
            merged.append(member)
        else:
            merged[place] = _merge(merged[place], member)
    return merged
