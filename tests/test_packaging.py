"""The package works when installed from a wheel, which contains the seeds and prompts."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from loopback import HANGS

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parent.parent


def test_a_wheel_works_without_the_checkout(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path), str(ROOT)]
    subprocess.run(build, check=True, capture_output=True, timeout=HANGS)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
        names = archive.namelist()
    assert "selfinstruct/data/seeds/zh_seed_tasks.jsonl" in names
    assert "selfinstruct/data/prompts/belle_zh.txt" in names
    assert "selfinstruct/py.typed" in names
    for page in (
        "datasets/report/page.html.j2",
        "students/evaluation_page/page.html.j2",
        "datasets/html/layout.html.j2",
    ):
        assert f"selfinstruct/{page}" in names
    assert all(name.startswith("selfinstruct") for name in names)
    code = "import selfinstruct; print(selfinstruct.__file__, selfinstruct.generate(20, 'run', quiet=True).accepted)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path / 'site')!r}); {code}"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=HANGS)
    assert done.stdout == f"{tmp_path / 'site' / 'selfinstruct' / '__init__.py'} 20\n", done.stderr
