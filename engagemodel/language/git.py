"""A folder of a git repository in, the repository's objects out; git reads them, and nothing else runs."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer
from time import monotonic

from engagemodel.environment import inherited
from engagemodel.errors import ArgumentError, Problem
from engagemodel.language.files import TooLongError
from engagemodel.language.limits import remedy
from engagemodel.language.problems import quoted

_OPTIONS = ("--no-pager", "-c", "core.fsmonitor=false", "-c", "protocol.allow=never")
# Objects are read as they are and from this disk alone: none replaced, none fetched, no question
# asked, no lock taken. The user's own settings stay, as safe.directory may be among them.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
    "LANGUAGE": "",
}
# A hook has these set for its own folder; the repository is that of the model.
_ELSEWHERE = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR")


@dataclass(frozen=True, slots=True)
class Object:
    """One object: its id, its type (``blob``, ``tree``, …) and its content."""

    id: str
    type: str
    data: bytes


class Objects:
    """The objects of the repository that a folder lies in, read by one process, until `close`.

    `prefix` is the folder relative to the root of the repository, empty or with a slash at its end;
    `shallow` whether the repository has only the newest part of its history.

    Raises:
        ArgumentError: git is not installed, the folder is in no repository, or git refuses it; on
            reading, git takes too long or gives up.
    """

    def __init__(self, folder: str, seconds: float) -> None:
        self._folder = folder or "."
        self._left = self._seconds = seconds
        self._process: subprocess.Popen[bytes] | None = None
        self._late = False
        self._git = _git()
        self._environment = inherited(_ENVIRONMENT, without=_ELSEWHERE)
        self.prefix, self.shallow = self._whereabouts()

    def read(self, name: str, most: int) -> Object | None:
        """Return the object that a name such as ``main^{tree}`` stands for, None where there is none.

        Raises:
            TooLongError: it has more than `most` bytes.
        """
        begun = monotonic()
        timer = Timer(max(0.0, self._left), self._give_up)
        timer.daemon = True
        timer.start()
        try:
            return self._answer(name, most)
        except (OSError, EOFError, ValueError):
            self.close()
            if self._late:
                raise self._too_late() from None
            hint = "'git fsck' tells whether the repository is damaged"
            raise ArgumentError(Problem(f"git could not read {quoted(name)}", hint=hint)) from None
        except TooLongError:
            self.close()  # rather than read the rest of it; the next question starts anew
            raise
        finally:
            timer.cancel()
            timer.join()
            self._left -= monotonic() - begun

    def ancestor(self, one: str, other: str) -> str | None:
        """Return the id of the best common ancestor of two commits, None where none is here.

        `one` and `other` are ids of commits.
        """
        told = self._asked("merge-base", one, other)
        return None if told.returncode else told.stdout.decode("ascii").strip()

    def renamed(self, before: str, after: str | None) -> dict[str, str]:
        """Return the earlier path of each file that is called otherwise after a revision.

        `before` and `after` are ids of commits, and paths are those from the root; without `after`
        it is the index, in which ``git mv`` writes. What is more than half the same is the same file.
        """
        since = ("diff-index", "--cached") if after is None else ("diff-tree", "-r")
        revisions = (before,) if after is None else (before, after)
        told = self._asked(
            *since,
            "-M",
            "--diff-filter=R",
            "--name-status",
            "-z",
            "--no-ext-diff",
            *revisions,
            "--",
        )
        fields = os.fsdecode(told.stdout).split("\0")[:-1] if told.returncode == 0 else []
        return dict(zip(fields[2::3], fields[1::3], strict=True))

    def _answer(self, name: str, most: int) -> Object | None:
        process = self._process or self._start()
        assert process.stdin is not None, "it was opened with a pipe"
        assert process.stdout is not None, "it was opened with a pipe"
        process.stdin.write(os.fsencode(name) + b"\n")
        process.stdin.flush()
        head = process.stdout.readline()
        if not head.endswith(b"\n"):
            raise EOFError
        if head.endswith((b" missing\n", b" ambiguous\n")):
            return None
        id, type, size = head.decode("ascii").split()
        if int(size) > most:
            raise TooLongError
        data = process.stdout.read(int(size) + 1)
        if len(data) != int(size) + 1:
            raise EOFError
        return Object(id, type, data[:-1])

    def _start(self) -> subprocess.Popen[bytes]:
        self._process = subprocess.Popen(  # noqa: S603 - git, by its full path, with fixed words
            [self._git, *_OPTIONS, "cat-file", "--batch"],
            cwd=self._folder,
            env=self._environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            start_new_session=True,  # so that all that it may start can be ended with it
        )
        return self._process

    def _whereabouts(self) -> tuple[str, bool]:
        """Return the prefix and whether the repository is shallow.

        Raises:
            ArgumentError: the folder is in no repository, or git refuses it.
        """
        told = self._asked("rev-parse", "--show-prefix", "--is-shallow-repository")
        if told.returncode:
            raise ArgumentError(_refused(self._folder, told.stderr.decode(errors="replace")))
        prefix, _, shallow = os.fsdecode(told.stdout).removesuffix("\n").rpartition("\n")
        return prefix, shallow == "true"

    def _asked(self, *question: str) -> subprocess.CompletedProcess[bytes]:
        """Return what a git of its own answers.

        Raises:
            ArgumentError: it cannot be run, or takes too long.
        """
        try:
            return subprocess.run(  # noqa: S603 - as above
                [self._git, *_OPTIONS, *question],
                cwd=self._folder,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=self._seconds,
                start_new_session=True,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise self._too_late() from None
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            message = f"cannot run git in {quoted(self._folder)}: {reason}"
            raise ArgumentError(Problem(message)) from None

    def _give_up(self) -> None:
        self._late = True
        self._kill()

    def _kill(self) -> None:
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(OSError):
            if os.name == "posix":
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()

    def close(self) -> None:
        """End git; a further question starts it anew."""
        process = self._process
        if process is None:
            return
        self._kill()
        for pipe in (process.stdin, process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        process.wait()
        self._process = None

    def _too_late(self) -> ArgumentError:
        message = f"git did not answer within {self._seconds:g} seconds"
        return ArgumentError(Problem(message, hint=remedy("git_seconds")))


def _git() -> str:
    """Return the path of git; one that lies in the current folder is not the user's.

    Raises:
        ArgumentError: there is none.
    """
    found = shutil.which("git")
    if found is None or not os.path.isabs(found):
        hint = "install it: files of a revision are read with it"
        raise ArgumentError(Problem("git is not installed", hint=hint))
    return found


def _refused(folder: str, told: str) -> Problem:
    """Return why git would not look into a folder, in plain words."""
    where = f"the folder {quoted(folder)}" if folder != "." else "the current folder"
    if "dubious ownership" in told:
        return Problem(
            f"git does not trust {where}, because somebody else owns its repository",
            hint="if you do: git config --global --add safe.directory FOLDER",
        )
    if "not a git repository" in told:
        return Problem(f"{where} is in no git repository, so it has no revisions")
    lines = [line for line in told.splitlines() if line.strip()]
    reason = lines[0].removeprefix("fatal: ") if lines else "it does not say why"
    return Problem(f"git refuses {where}: {quoted(reason, 200)}")
