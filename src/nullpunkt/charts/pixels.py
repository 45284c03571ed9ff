"""Pixels as PNG: pictures have few colours, so that a pixel is the number of its colour, one byte instead of four."""

from __future__ import annotations

import struct
import zlib

import numpy as np
from numpy.typing import NDArray

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_MOST = 256
"""colours that one byte can number"""
_INDEXED = 3
_INCH = 0.0254


def packed(pixels: NDArray[np.uint8], *, dpi: float) -> bytes:
    """A picture (rows × columns × RGBA) on white as PNG with just its colours; beyond 256 the rarest are replaced."""
    height, width, _ = pixels.shape
    # what a picture is made of is runs of the same colour, which are far fewer than its pixels
    flat = np.ascontiguousarray(pixels).view(np.uint32).ravel()
    begins = np.concatenate(([0], np.flatnonzero(flat[1:] != flat[:-1]) + 1))
    colours, numbers = _numbered(flat[begins])
    lines = np.zeros((height, width + 1), np.uint8)  # each begins with its filter: none
    lines[:, 1:] = np.repeat(numbers, np.diff(begins, append=flat.size)).reshape(height, width)
    per_metre = round(dpi / _INCH)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, _INDEXED, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, 1)),
            _chunk(b"PLTE", colours.tobytes()),
            _chunk(b"IDAT", _deflated(lines.tobytes())),
            _chunk(b"IEND", b""),
        )
    )


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height of a PNG, in pixels."""
    width, height = struct.unpack_from(">II", content, len(_SIGNATURE) + 8)
    return width, height


def _numbered(runs: NDArray[np.uint32]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """The colours (a row of RGB each) in order, and for each run its colour's number."""
    ordered = np.sort(runs)
    found = ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))]
    numbers = np.searchsorted(found, runs)
    colours = _on_white(found.view(np.uint8).reshape(-1, 4))
    if found.size > _MOST:
        common = np.sort(np.argsort(-np.bincount(numbers), kind="stable")[:_MOST])
        numbers = _nearest(colours, colours[common])[numbers]
        colours = colours[common]
    return colours, numbers.astype(np.uint8)


def _on_white(colours: NDArray[np.uint8]) -> NDArray[np.uint8]:
    opacity = colours[:, 3:].astype(np.uint32)
    return ((colours[:, :3] * opacity + 255 * (255 - opacity) + 127) // 255).astype(np.uint8)


def _nearest(colours: NDArray[np.uint8], to: NDArray[np.uint8]) -> NDArray[np.intp]:
    """For each colour the number of the one that is most like it."""
    ours, theirs = colours.astype(float), to.astype(float)
    distances: NDArray[np.float64] = (theirs**2).sum(axis=1) - 2 * ours @ theirs.T  # but for what is the same for all
    found: NDArray[np.intp] = distances.argmin(axis=1)
    return found


def _deflated(lines: bytes) -> bytes:
    # looking for runs alone is faster and packs such pictures better than the lowest level's search for repetitions
    packer = zlib.compressobj(1, strategy=zlib.Z_RLE)
    return packer.compress(lines) + packer.flush()


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
