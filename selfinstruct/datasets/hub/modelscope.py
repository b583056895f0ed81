"""Push to ModelScope with its own library, the extra `modelscope`. A built folder in, an updated repository out.

The library uploads in one commit and deletes in another, so for a moment the repository holds new shards beside those
of an earlier push. The card names the new ones by their count, and a push that was interrupted there deletes the old
ones when it is run again.
"""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

from selfinstruct.datasets.hub.build import Folder
from selfinstruct.datasets.hub.build_folder import SHARD
from selfinstruct.datasets.hub.destination import UNKNOWN_LICENSE, Destination, Pushed
from selfinstruct.datasets.hub.faults import FaultKind
from selfinstruct.datasets.hub.modelscope_errors import fault_of
from selfinstruct.datasets.hub.retries import Transient, Wait, retried
from selfinstruct.errors import HubRefused, InputError
from selfinstruct.runs.progress import Reporter

_KIND = "dataset"


def push(folder: Folder, destination: Destination, say: Reporter, wait: Wait) -> Pushed:
    """Upload the folder; other files of the repository are kept.

    Raises InputError without the library or a token, and for a repository that is public without `--public`; HubRefused
    and HubUnreachable for what the hub answers.
    """
    secret = token()
    api = _libraries()[0](_libraries()[1]())
    with _quiet():
        return retried(lambda: _try_once(api, secret, folder, destination), say, wait)


def token() -> str:
    """The user's token. Raises InputError without one, or without the library."""
    found = _libraries()[1]().token
    if not found:
        raise InputError("there is no token for ModelScope: set MODELSCOPE_API_TOKEN, or log in with its own command")
    return str(found)


def _libraries() -> tuple[Any, Any]:
    try:
        from modelscope_hub import HubApi, HubConfig
    except ModuleNotFoundError as error:
        raise InputError(
            "--hub modelscope needs the package modelscope-hub; install it with: pip install 'selfinstruct[modelscope]'"
        ) from error
    return HubApi, HubConfig


def _try_once(api: Any, secret: str, folder: Folder, destination: Destination) -> Pushed:
    from modelscope_hub.errors import HubError

    try:
        return _once(api, folder, destination)
    except (HubError, OSError, RuntimeError, ValueError) as error:
        raise _push_error(error, destination.repo, secret) from error


def _push_error(error: Exception, repo: str, secret: str) -> Exception:
    fault = fault_of(error, secret)
    match fault.kind:
        case FaultKind.BUSY:
            return Transient(f"ModelScope cannot be reached or is busy ({fault.said})")
        case FaultKind.NO_ACCESS | FaultKind.BAD_NAME | FaultKind.REFUSED:
            return HubRefused(f"ModelScope refuses the push to {repo} ({fault.said})")
    return Transient(f"the upload failed ({fault.said})")


def _once(api: Any, folder: Folder, destination: Destination) -> Pushed:
    """Update the repository, unless it is up to date. Lists its files again: the library reports no partial upload."""
    is_public = _open(api, destination)
    missing, stale = _differences(api, folder, destination)
    if missing:
        _upload(api, folder, destination, missing)
    if stale:
        message = "Rows of an earlier push"
        api.delete_files(destination.repo, _KIND, stale, commit_message=message, revision=destination.revision)
    changed = bool(missing or stale)
    if changed and any(_differences(api, folder, destination)):
        raise Transient("ModelScope does not have all files yet")
    return Pushed(f"{api._config.endpoint}/datasets/{destination.repo}", "", changed, is_public)


def _upload(api: Any, folder: Folder, destination: Destination, missing: list[str]) -> None:
    api.upload_folder(
        destination.repo,
        _KIND,
        folder.path,
        commit_message=f"{folder.rows:,} rows from selfinstruct",
        revision=destination.revision,
        allow_patterns=missing,
        use_cache=False,  # it would lie in the folder that is pushed
        disable_tqdm=sys.stderr is None or not sys.stderr.isatty(),
    )


def _differences(api: Any, folder: Folder, destination: Destination) -> tuple[list[str], list[str]]:
    """The files that the repository lacks, and its shards of an earlier push."""
    listed = api.list_repo_files(destination.repo, _KIND, revision=destination.revision)
    there = {file.path: file.sha256 for file in listed if file.type != "tree"}
    missing = [piece.name for piece in folder.pieces if there.get(piece.name) != piece.sha256]
    ours = {piece.name for piece in folder.pieces}
    return missing, sorted(name for name in there if SHARD.fullmatch(name) and name not in ours)


def _open(api: Any, destination: Destination) -> bool:
    """Create the repository if it does not exist. Returns whether it is public."""
    from modelscope_hub import Visibility
    from modelscope_hub.errors import AlreadyExistsError

    try:
        # The library's own default is Apache-2.0, which the user has not chosen.
        name = "Other" if destination.license == UNKNOWN_LICENSE else destination.license
        api.create_repo(destination.repo, _KIND, visibility=destination.visibility, license=name)
    except AlreadyExistsError:
        pass
    is_public = bool(api.get_repo(destination.repo, _KIND).visibility != Visibility.PRIVATE)
    if is_public and not destination.public:
        raise InputError(
            f"{destination.repo} is not private, and --public was not given, so nothing was uploaded; give --public, "
            "make the repository private first, or name another one"
        )
    return is_public


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide the library's log, and the report that it prints to stdout; what matters is reported by `say`."""
    logger = logging.getLogger("modelscope_hub")
    level = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        with redirect_stdout(io.StringIO()):
            yield
    finally:
        logger.setLevel(level)
