"""Read text files of any encoding as UTF-8: with a byte order mark, in a named encoding, or in GB18030 if certain."""

from __future__ import annotations

import codecs
import io
from typing import Any

from selfinstruct.errors import InputError
from selfinstruct.storage.tables.layer import BUFFER, Layer

UTF_8 = "utf-8"
GB18030 = "gb18030"
_MARKS = {
    codecs.BOM_UTF8: UTF_8,
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16: the mark of UTF-16 is the start of this one
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
    b"{\0": "utf-16-le",
    b"[\0": "utf-16-le",
    b"\0{": "utf-16-be",
    b"\0[": "utf-16-be",
}
"""Starts of files that only one encoding has: byte order marks, and JSON in UTF-16 without one."""
_PART_OF_GB18030 = ("gb2312", "gbk")
"""Older parts of GB18030. Texts that claim to be in one of them often contain characters that it lacks."""
_NOT_OF_FILES = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "unicode-escape", "undefined"})
"""Codecs for parts of texts, such as the names of hosts."""
_SAMPLE = 1 << 16
"""Number of bytes that decide whether a text is in GB18030, from the first one that is not ASCII."""
_MIN_COMMON = 0.9
"""Minimum share of GB2312's first level and punctuation among the characters that are not ASCII."""
_MIN_FREQUENT = 0.25
"""Minimum share of the most frequent characters among these. Chinese texts have 0.5, Korean ones in EUC-KR 0.01."""
_FREQUENT = frozenset(
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多"
    "经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性"
    "知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次"
    "度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活更别打女变四神总何电数安少报才结反受目太量再感建务"
    "做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展写请句词文答输列出下列诗"
)


def codec_of(encoding: str) -> str:
    """Return Python's name of an encoding. Raises InputError if there is no such text encoding."""
    try:
        name = codecs.lookup(encoding).name
        "a".encode(name).decode(name)
        codecs.getincrementaldecoder(name)(_HANDLER).decode(b"")
        if name in _NOT_OF_FILES:
            raise LookupError
    except (LookupError, ValueError, TypeError):
        raise InputError(
            f"--encoding {encoding}: unknown encoding; use a name that Python knows, such as gb18030, big5 or utf-16"
        ) from None
    return {**dict.fromkeys(_PART_OF_GB18030, GB18030), "utf-8-sig": UTF_8}.get(name, name)


def why_not_text(codec: str) -> str:
    """Describe a row with bytes that are not text in the encoding of the file."""
    if codec == UTF_8:
        return "not UTF-8 text; save the file as UTF-8 (a command with --encoding also reads others)"
    return f"not {codec.upper()} text, which is the encoding of the file; fix the row, or save the file as UTF-8"


class Utf8(Layer):
    """The text of a file, encoded as UTF-8. A byte order mark is more certain than `encoding`, the name of a codec.

    Bytes that are not text become bytes that are not UTF-8 either, so that the decoder of the rows can name the row.
    """

    def __init__(self, file: io.BufferedReader, encoding: str | None) -> None:
        super().__init__(file)
        start = file.peek()
        self._file = file
        self._codec = next((codec for mark, codec in _MARKS.items() if start.startswith(mark)), encoding)
        self._decoder: codecs.IncrementalDecoder | None = None
        self._ready = memoryview(b"")
        self._ended = False

    @property
    def codec(self) -> str:
        """Python's name of the encoding, as far as it is known from what was read."""
        return self._codec or UTF_8

    def readinto(self, buffer: Any, /) -> int:
        """Read text as UTF-8 into a buffer. Returns the number of bytes, 0 at the end."""
        while not self._ready and not self._ended:
            self._ready = memoryview(self._next())
        count = min(len(buffer), len(self._ready))
        buffer[:count], self._ready = self._ready[:count], self._ready[count:]
        return count

    def _next(self) -> bytes:
        """Return the next bytes as UTF-8; b"" at the end, or if they end within a character."""
        block = self._file.read1(BUFFER)
        self._ended = not block
        if self._codec is None and not block.isascii():
            self._codec = GB18030 if is_chinese(block + self._file.peek()) else UTF_8
        if self._codec in (None, UTF_8):
            return block
        self._decoder = self._decoder or codecs.getincrementaldecoder(self.codec)(_HANDLER)
        return self._decoded(self._decoder, block).encode(UTF_8, "surrogatepass")

    def _decoded(self, decoder: codecs.IncrementalDecoder, block: bytes) -> str:
        try:
            return decoder.decode(block, final=self._ended)
        except UnicodeError:  # not of single bytes, which the handler replaces
            raise InputError(
                f"--encoding {self.codec}: the file does not begin with the byte order mark of this encoding; name "
                f"another one, such as {self.codec}-le, or leave --encoding out"
            ) from None


def is_chinese(sample: bytes) -> bool:
    """True if this is certainly Chinese text in GB18030, and not in UTF-8. The last character may be cut off."""
    start = next((at for at, byte in enumerate(sample) if byte > 0x7F), len(sample))
    sample = sample[start : start + _SAMPLE]
    if _decoded(sample, UTF_8) is not None:
        return False
    found = [each for each in _decoded(sample, GB18030) or "" if not each.isascii()]
    common = sum(map(_is_common, found))
    frequent = sum(each in _FREQUENT for each in found)
    return frequent > 1 and common >= _MIN_COMMON * len(found) and frequent >= _MIN_FREQUENT * common


def _decoded(sample: bytes, codec: str) -> str | None:
    try:
        return codecs.getincrementaldecoder(codec)().decode(sample)
    except UnicodeDecodeError:
        return None


def _is_common(character: str) -> bool:
    """True for the punctuation, full-width letters and level 1 of GB2312, the 3,755 characters of everyday texts."""
    lead = character.encode("gb2312", "ignore")[:1]
    return b"\xa1" <= lead <= b"\xa3" or b"\xb0" <= lead <= b"\xd7"


_HANDLER = "selfinstruct.not_text"


def _not_text(error: UnicodeError) -> tuple[str, int]:
    """Replace bytes that cannot be decoded by a lone surrogate, whose UTF-8 is not valid."""
    assert isinstance(error, UnicodeDecodeError)
    return "\udcff", error.end


codecs.register_error(_HANDLER, _not_text)
