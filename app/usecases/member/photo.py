"""A member's photo: kept beside the journal, which holds its SHA-256 only."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

from app.domain.document import Kind
from app.domain.errors import Refused
from app.domain.permissions import Operator, Permission, require
from app.store import members
from app.store.loyalty import merges
from app.usecases.member.file_write import write_file
from app.usecases.member.find import known
from app.usecases.outcome import Changes, Outcome
from app.usecases.services import Services

SIDE = 480
MOST_BYTES = 20_000_000
MOST_PIXELS = 60_000_000


def set_photo(s: Services, operator: Operator, member_id: str, picture: bytes) -> Outcome[str]:
    """The photo's SHA-256; a square JPEG of 480 pixels is kept, without what a camera noted beside
    it. Empty bytes take the photo away. Writer thread.

    Refused: `permission.missing`, `member.unknown`, `photo.unreadable`, `photo.too_large`.
    """
    require(operator, Permission.MEMBER_EDIT)
    jpeg = _square(picture, member_id) if picture else b""
    with s.db.write() as tx:
        before = known(tx, member_id)
        sha = members.keep_photo(tx, jpeg) if jpeg else ""
        if sha == before.photo:
            return Outcome(sha)
        after = replace(before, photo=sha)
        write_file(tx, s, Kind.MEMBER_EDIT, after, operator, what=["photo"])
        if before.photo and len(merges.ids(tx, member_id)) == 1:
            members.drop_photo(tx, before.photo)
    return Outcome(sha, Changes(members=frozenset({member_id})))


def photo(s: Services, member_id: str) -> bytes:
    """The JPEG, empty when there is none. Reader thread. Refused `member.unknown`."""
    with s.db.read() as tx:
        member = known(tx, member_id)
        return (members.photo(tx, member.photo) or b"") if member.photo else b""


def _square(picture: bytes, member_id: str) -> bytes:
    """The JPEG, with whose it is: no two members share a picture that one may want forgotten."""
    from PIL import Image, ImageOps

    if len(picture) > MOST_BYTES:
        raise Refused("photo.too_large")
    try:
        with Image.open(BytesIO(picture)) as raw:
            if raw.width * raw.height > MOST_PIXELS:
                raise Refused("photo.too_large")
            upright = ImageOps.exif_transpose(raw).convert("RGB")
            small = ImageOps.fit(upright, (SIDE, SIDE))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise Refused("photo.unreadable") from error
    out = BytesIO()
    small.save(out, "JPEG", quality=85, comment=member_id.encode())
    return out.getvalue()
