"""Bytes and the standard streams of a process in, all bytes written; whatever the streams are."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import BinaryIO, TextIO

_PIECE = 1 << 16  # bytes written at once


def pour(stream: BinaryIO, data: bytes) -> None:
    """Write all, also to a pipe or terminal that another program has made one that does not wait."""
    left = memoryview(data)
    while True:
        try:
            if left:
                left = left[stream.write(left[:_PIECE]) :]
            if not left:
                return stream.flush()
        except BlockingIOError as full:
            left = left[full.characters_written :]
            import select

            select.select([], [stream], [])


def occupy() -> None:
    """Take the numbers of closed standard streams, so that no file that we open is taken for one.

    Each is taken such that reading from it, or writing to it, fails.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDONLY if number else os.O_WRONLY)


def drop(stream: TextIO) -> None:
    """Let what a stream still holds go nowhere."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
