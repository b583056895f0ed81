"""Push a built folder to the Hugging Face Hub, or to the mirror set in `HF_ENDPOINT`, with at most one commit.

This module adds what huggingface_hub lacks: it does not push to a public repository without `--public`, limits the
number of attempts, makes no second commit or pull request if a response was lost, and reports errors in one sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import huggingface_hub
from huggingface_hub import HfApi, get_session
from huggingface_hub.hf_api import RepoFile

from selfinstruct.datasets.hub.build import Folder, Piece
from selfinstruct.datasets.hub.build_folder import SHARD
from selfinstruct.datasets.hub.destination import Destination, Pushed
from selfinstruct.datasets.hub.faults import FaultKind
from selfinstruct.datasets.hub.huggingface_download import endpoint
from selfinstruct.datasets.hub.huggingface_errors import RAISED, fault_of
from selfinstruct.datasets.hub.quiet import bars_on_a_terminal, quiet_libraries
from selfinstruct.datasets.hub.retries import Transient, Wait, retried
from selfinstruct.errors import HubRefused, InputError
from selfinstruct.runs.progress import Reporter

_KIND = "dataset"
_OFFLINE = "HF_HUB_OFFLINE is set, so nothing can be pushed; unset it, or use --dry-run"
_NO_RIGHT = "the Hub refused the push ({said}); use a token with write access to {repo}"
_REFUSALS = {
    FaultKind.BAD_TOKEN: "the Hub does not accept the token ({status}); create a token with write access in the "
    "Hub's settings, and set HF_TOKEN or log in with: hf auth login",
    FaultKind.NO_ACCESS: _NO_RIGHT,
    FaultKind.NO_REVISION: _NO_RIGHT,
    FaultKind.GATED: _NO_RIGHT,
    FaultKind.DISABLED: _NO_RIGHT,
    FaultKind.REFUSED: "the Hub refused the push to {repo} ({said})",
    FaultKind.UPLOAD_REFUSED: "the Hub refused the upload to {repo} ({said}); check the token's write access",
    FaultKind.NO_XET: "this hub does not support Xet storage; set HF_HUB_DISABLE_XET=1 and push to {repo} again",
}
"""Messages of HubRefused for permanent faults."""
_SILENCE = 180.0
"""Timeout in seconds for a request that receives no data; the library itself has no timeout."""


def push(folder: Folder, destination: Destination, say: Reporter, wait: Wait) -> Pushed:
    """Upload the folder. Other files of the repository are kept. Retries and visibility are reported with `say`.

    Raises InputError if the token is missing, the address is invalid, or the repository is public and `--public` was
    not passed. Raises HubRefused or HubUnreachable for error responses of the hub.
    """
    secret = token()
    pushing = _Pushing(HfApi(token=secret), folder, destination, say)

    def once() -> Pushed:
        try:
            return pushing.once()
        except RAISED as error:
            raise push_error(error, destination.repo, secret) from error

    with quiet_libraries("huggingface_hub"), bars_on_a_terminal():
        return retried(once, say, wait)


def token() -> str:
    """Return the user's token from the environment or the library's login. Raises InputError if it is not usable."""
    if huggingface_hub.constants.HF_HUB_OFFLINE:
        raise InputError(_OFFLINE)
    endpoint()
    found = huggingface_hub.get_token()
    if not found:
        raise InputError("no Hub token found; set HF_TOKEN, or log in with: hf auth login")
    if not (found.isascii() and found.isprintable()):
        raise InputError("the Hub token contains an invalid character; copy it again, without quotes")
    return found


def push_error(error: Exception, repo: str, secret: str) -> Exception:
    """Convert an error of the library to HubRefused or InputError, or to Transient if a retry may succeed."""
    fault = fault_of(error, secret)
    if refusal := _REFUSALS.get(fault.kind):
        return HubRefused(refusal.format(repo=repo, said=fault.said, status=fault.status))
    match fault.kind:
        case FaultKind.OFFLINE:
            return InputError(_OFFLINE)
        case FaultKind.BUSY:
            return Transient(f"the Hub returned {fault.said}", fault.pause)
        case FaultKind.UNREACHABLE:
            return Transient(f"the Hub cannot be reached at {huggingface_hub.constants.ENDPOINT} ({fault.said})")
    return Transient(f"the upload failed ({fault.said})")


@dataclass(frozen=True, slots=True)
class _State:
    """State of a revision: its last commit, its shards of an earlier push, and whether it is up to date."""

    head: str
    stale: tuple[str, ...]
    is_whole: bool


class _Pushing:
    """One push. `once` may be called again after a fault, because it first checks which files have arrived."""

    def __init__(self, api: HfApi, folder: Folder, destination: Destination, say: Reporter) -> None:
        self._api = api
        self._folder = folder
        self._to = destination
        self._say = say
        self._has_sent = False
        self._has_spoken = False

    def once(self) -> Pushed:
        """Update the repository unless it is up to date."""
        get_session().timeout = _SILENCE
        is_public = self._open()
        revision, url = self._to.revision, None
        state = self._state(revision)
        if self._to.create_pr and not state.is_whole:
            revision, url = self._pull_request()
            state = self._state(revision)
        commit = state.head if state.is_whole else self._commit(revision, state)
        changed = self._has_sent if state.is_whole else commit != state.head
        return Pushed(f"{self._api.endpoint}/datasets/{self._to.repo}", commit, changed, is_public, url)

    def _open(self) -> bool:
        """Create the repository and branch if they do not exist. Returns True if the repository is public."""
        repo = self._to.repo
        self._api.create_repo(repo, repo_type=_KIND, private=not self._to.public, exist_ok=True)
        is_public = not self._api.repo_info(repo, repo_type=_KIND).private
        if is_public and not self._to.public:
            raise InputError(
                f"{repo} is already public and --public was not passed, so nothing was uploaded; pass --public, "
                "make the repository private, or choose another one"
            )
        if not is_public and self._to.public and not self._has_spoken:
            self._say(f"{repo} is private and remains private; --public only applies to new repositories")
        self._has_spoken = True
        if self._to.revision != huggingface_hub.constants.DEFAULT_REVISION:
            self._api.create_branch(repo, branch=self._to.revision, repo_type=_KIND, exist_ok=True)
        return is_public

    def _state(self, revision: str) -> _State:
        head = self._api.repo_info(self._to.repo, repo_type=_KIND, revision=revision).sha or ""
        there = self._files(revision)
        wanted = {piece.name: piece for piece in self._folder.pieces}
        stale = tuple(sorted(name for name in there if SHARD.fullmatch(name) and name not in wanted))
        is_whole = not stale and all(_is_same(there.get(name), piece) for name, piece in wanted.items())
        return _State(head, stale, is_whole)

    def _commit(self, revision: str, state: _State) -> str:
        """Upload all missing files and delete old shards in one commit. Returns the id of the commit."""
        self._has_sent = True
        info = self._api.upload_folder(
            repo_id=self._to.repo,
            repo_type=_KIND,
            folder_path=self._folder.path,
            revision=revision,
            commit_message=self._title,
            parent_commit=state.head or None,
            allow_patterns=[piece.name for piece in self._folder.pieces],
            delete_patterns=list(state.stale) or None,
        )
        return info.oid

    def _files(self, revision: str) -> dict[str, RepoFile]:
        entries = self._api.list_repo_tree(self._to.repo, repo_type=_KIND, revision=revision, recursive=True)
        return {entry.path: entry for entry in entries if isinstance(entry, RepoFile)}

    def _pull_request(self) -> tuple[str, str]:
        """Return revision and URL of the open pull request for this content. Creates it if it does not exist.

        It may already exist if the response to an earlier attempt was lost. It is recognized by its title.
        """
        repo = self._to.repo
        for found in self._api.get_repo_discussions(repo, repo_type=_KIND, discussion_type="pull_request"):
            if found.title == self._title and found.status in ("draft", "open"):
                return f"refs/pr/{found.num}", found.url
        self._has_sent = True
        new = self._api.create_pull_request(repo, self._title, repo_type=_KIND)
        return f"refs/pr/{new.num}", new.url

    @property
    def _title(self) -> str:
        return f"{self._folder.rows:,} rows from selfinstruct ({self._folder.digest[:12]})"


def _is_same(remote: RepoFile | None, piece: Piece) -> bool:
    """Return True if a file of the repository has the content of a piece. The Hub hashes large files with SHA-256."""
    if remote is None:
        return False
    return bool(remote.lfs.sha256 == piece.sha256 if remote.lfs else remote.blob_id == piece.git_sha)
