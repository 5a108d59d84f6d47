"""The pictures of an OFD's pages, for those that are scans: ofdkit gives text only."""

from __future__ import annotations

import io
import posixpath
from typing import TYPE_CHECKING

from luoshi.sources.errors import SourceError
from luoshi.sources.package import Package, attribute, local

if TYPE_CHECKING:
    from PIL.Image import Image

# A picture that covers less of its page than this is no scan of it.
COVERS = 0.4
MOST_PIXELS = 60_000_000


class Scans:
    """Asked for a page at a time."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.files = {posixpath.basename(name): name for name in package.members}
        self.media: dict[str, str] = {}
        for name in package.members:
            if name.endswith("Res.xml"):
                self._resources(name)

    def _resources(self, name: str) -> None:
        try:
            root = self.package.xml(name)
        except SourceError:
            return
        for element in root.iter():
            if local(element) == "MultiMedia":
                said = next(((e.text or "") for e in element if local(e) == "MediaFile"), "")
                file = self.files.get(posixpath.basename(said.strip()))
                if file:
                    self.media[attribute(element, "ID") or ""] = file

    def of(self, location: str | None, area: float) -> Image | None:
        """The picture that is the page: the largest, where it covers enough of its `area` in mm²."""
        from PIL import Image as images

        if location is None or location not in self.package:
            return None
        best, largest = None, COVERS * area
        for element in self.package.xml(location).iter():
            if local(element) == "ImageObject":
                file = self.media.get(attribute(element, "ResourceID") or "")
                size = _area(attribute(element, "Boundary") or "")
                if file and size >= largest:
                    best, largest = file, size
        if best is None:
            return None
        try:
            picture = images.open(io.BytesIO(self.package.read(best)))
            return picture.convert("RGB") if picture.width * picture.height <= MOST_PIXELS else None
        except (OSError, ValueError, SyntaxError, images.DecompressionBombError):
            return None


def _area(boundary: str) -> float:
    try:
        _, _, width, height = map(float, boundary.split())
    except ValueError:
        return 0.0
    return width * height
