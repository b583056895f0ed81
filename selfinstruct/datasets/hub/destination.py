"""Check the options for the repository that a dataset is pushed to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selfinstruct.datasets.options import PushOptions
from selfinstruct.errors import InputError
from selfinstruct.schema.hub import Hub

DEFAULT_BRANCH: Mapping[Hub, str] = {Hub.HUGGING_FACE: "main", Hub.MODELSCOPE: "master"}
UNKNOWN_LICENSE = "unknown"
"""Hugging Face's license identifier for a dataset without a stated license."""

_NAME = r"[A-Za-z0-9](?:[A-Za-z0-9]|[._-](?![._-]))*(?<![._-])"
_REPO = re.compile(rf"{_NAME}/{_NAME}")
_MAX_OF_REPO = 96
"""Maximum length in characters, as in the check of huggingface_hub."""
_REVISION = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")
_LICENSE = re.compile(r"[a-z0-9][a-z0-9.+-]*")


@dataclass(frozen=True, slots=True)
class Destination:
    """A repository on a hub, and how to push to it. `create_pr` opens a pull request to the default branch."""

    repo: str
    hub: Hub
    revision: str
    public: bool
    create_pr: bool
    license: str

    @property
    def set_name(self) -> str:
        """Name of the repository without its owner."""
        return self.repo.partition("/")[2]

    @property
    def visibility(self) -> str:
        """Visibility of a new repository."""
        return "public" if self.public else "private"


@dataclass(frozen=True, slots=True)
class Pushed:
    """The result of a push. If `changed` is False, the repository was up to date and no commit was made."""

    url: str
    commit: str
    changed: bool
    public: bool
    pull_request: str | None = None


def destination(options: PushOptions) -> Destination:
    """Return the destination from the options. Raises InputError if one of them is invalid."""
    repo, kind = options.repo, options.hub
    branch = DEFAULT_BRANCH[kind] if options.revision is None else options.revision
    license_name = (options.license or UNKNOWN_LICENSE).lower()
    _check_repo(repo)
    if not _REVISION.fullmatch(branch) or ".." in branch:
        raise InputError(f"--revision must be the name of a branch, such as {DEFAULT_BRANCH[kind]}, not {branch!r}")
    if options.create_pr and (kind is not Hub.HUGGING_FACE or branch != DEFAULT_BRANCH[kind]):
        raise InputError(
            "--create-pr opens a pull request to the branch main on Hugging Face; omit --revision and --hub"
        )
    if not _LICENSE.fullmatch(license_name):
        raise InputError(f"--license must be an identifier such as apache-2.0 or cc-by-4.0, not {options.license!r}")
    return Destination(repo, kind, branch, options.public, options.create_pr, license_name)


def _check_repo(repo: str) -> None:
    if not _REPO.fullmatch(repo) or len(repo) > _MAX_OF_REPO or repo.endswith(".git"):
        raise InputError(
            f"--repo must be NAME/SET, such as alice/my-tasks, not {repo!r}; use letters and digits with single . _ - "
            f"between them, at most {_MAX_OF_REPO} characters in total"
        )
