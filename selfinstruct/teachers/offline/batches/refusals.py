"""Refused requests of the batch API, and their bodies in the format of each provider."""

from __future__ import annotations

from typing import Any

from selfinstruct.teachers.offline.batches.rules import ErrorStyle

_INVALID = "invalid_request_error"
_SILICONFLOW = {400: 20015, 401: 20011, 404: 20012, 413: 20015, 429: 50603, 503: 50505}
_ZHIPU = {401: "1002", 429: "1302", 503: "1234"}


class Refusal(Exception):
    """A request that is answered with an error: HTTP status, code, message, and the parameter it is about."""

    def __init__(self, status: int, message: str, code: str | None = None, param: str | None = None) -> None:
        super().__init__(message)
        self.status, self.message, self.code, self.param = status, message, code, param

    def body(self, style: ErrorStyle) -> Any:
        """Return the body of the response."""
        match style:
            # api-docs.siliconflow.cn/docs/api/batches-post: texts for 401 and 404, {code, message, data} otherwise
            case ErrorStyle.SILICONFLOW if self.status in (401, 404):
                return "Invalid token" if self.status == 401 else "404 page not found"
            case ErrorStyle.SILICONFLOW:
                return {"code": _SILICONFLOW.get(self.status, 20015), "message": self.message, "data": None}
            # docs.bigmodel.cn/cn/api/api-code: {"error": {"code", "message"}}, both strings; 1214 is an invalid
            # parameter; that every other refusal has this code is assumed
            case ErrorStyle.ZHIPU:
                return {"error": {"code": _ZHIPU.get(self.status, "1214"), "message": self.message}}
            case ErrorStyle.OPENAI:
                return {"error": error_of(self.message, self.code, self.param)}


def error_of(message: str, code: str | None, param: str | None = None, kind: str = _INVALID) -> dict[str, str | None]:
    """Return an error in OpenAI's format."""
    return {"message": message, "type": kind, "param": param, "code": code}


def invalid(message: str, code: str | None = None, param: str | None = None) -> Refusal:
    """Return the refusal of a request that the client has to change."""
    return Refusal(400, message, code, param)


def unknown(what: str, name: str) -> Refusal:
    """Return the refusal of an ID that does not exist."""
    return Refusal(404, f"No {what} found with id '{name}'.", None, "id")
