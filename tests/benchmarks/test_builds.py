"""What a build uses is counted with all processes that it starts."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "benchmarks" / "builds.py"
# A process that starts one from a thread of its own, which starts another; each says who it is.
STARTED = """
import os, subprocess, sys, threading
print(os.getpid(), flush=True)
depth = int(sys.argv[1])
if depth:
    command = [sys.executable, "-c", sys.argv[2], str(depth - 1), sys.argv[2]]
    thread = threading.Thread(target=subprocess.run, args=(command,))
    thread.start()
    thread.join()
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="reads /proc")
def test_a_family_has_grandchildren_and_children_of_threads() -> None:
    spec = importlib.util.spec_from_file_location("benchmark_builds", SCRIPT)
    assert spec is not None and spec.loader is not None
    builds = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = builds
    spec.loader.exec_module(builds)
    command = [sys.executable, "-c", STARTED, "2", STARTED]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as first:
        assert first.stdout is not None
        told = {int(first.stdout.readline()) for _ in range(3)}
        assert {*builds.family(first.pid)} == told
