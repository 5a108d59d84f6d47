"""Whether two reports are of one place, also where it was renamed, got another code or became another kind of unit."""

from __future__ import annotations

from luoshi.lexicon import changes, places
from luoshi.lexicon.changes import PlaceChange
from luoshi.values import Identity, Message, Problem


def one_place(a: Identity, b: Identity) -> tuple[PlaceChange, ...] | None:
    """The changes between the two, () where nothing changed, None where they are of two places. In either order."""
    if a.code is None or b.code is None:
        return () if a.place is None or b.place is None or a.place == b.place else None
    if a.code == b.code or a.place == b.place:
        return ()
    first, second = places.get(a.code), places.get(b.code)
    if first is None or second is None:
        return None
    ours, theirs = (first.code, first.name), (second.code, second.name)
    found = changes.path(ours, theirs)
    return found if found is not None else changes.path(theirs, ours)


def followed(found: tuple[PlaceChange, ...]) -> Problem:
    """The note that a place was followed through its changes."""
    told = "，".join(change.told() for change in found)
    en = ", ".join(f"{c.old_name} became {c.new_name} in {c.year}" for c in found)
    return Problem(
        "place-changed",
        "note",
        Message(f"{told}，按同一地方看", f"{en}: taken for one place"),
        Message(
            "辖区若有变动，前后的数不全可比，请核", "where its area changed too, figures are not wholly comparable"
        ),
    )
