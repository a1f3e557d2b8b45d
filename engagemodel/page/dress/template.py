"""A template and what it is filled with in, the text out: the program's own, or one named by the user.

A user's template may do nothing but put plain values into text: it runs in Jinja2's sandbox, and, since
that stops neither endless loops nor huge texts, in a process of its own within limits.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, is_dataclass
from pathlib import Path
from typing import Any

from engagemodel.errors import ArgumentError, Problem
from engagemodel.page.dress import apart, worn
from engagemodel.page.dress.circling import itself
from engagemodel.page.words import language, say, spoken
from engagemodel.place import Place
from engagemodel.printable import printable
from engagemodel.shipped import text

SECONDS = 10
LARGEST = 1 << 20  # bytes of all templates together
_LONGEST = 16 << 20  # characters of a page
PAGE, BRIEF, REPORT = "page/page.html.j2", "brief/brief.html.j2", "reports/report.html.j2"
_OWN = "default/"  # what the program's own templates are called in a user's


@dataclass(frozen=True, slots=True)
class Templates:
    """A user's templates: where they lie, and the text of each by its path there."""

    path: str
    texts: tuple[tuple[str, str], ...]


def read(path: str, known: Collection[str] = (BRIEF, PAGE)) -> Templates:
    """Return the templates in a folder that has the shape of the program's own.

    Raises:
        ArgumentError: it cannot be read, has too much, or none that goes before one of those `known`.
    """
    if not apart.limited():
        hint = "leave --templates out"
        raise ArgumentError(Problem("this system cannot limit what a template takes", hint=hint))
    root, texts, size = Path(path), dict[str, str](), 0
    if not root.is_dir():
        raise ArgumentError(Problem(f"there is no folder of templates '{path}'"))
    for file in sorted(root.rglob("*.j2")):
        name = file.relative_to(root).as_posix()
        try:
            size += file.stat().st_size
            if size > LARGEST:
                raise ArgumentError(Problem(f"the templates in '{path}' are larger than 1 MiB"))
            texts[name] = file.read_text(encoding="utf-8")
        except OSError as error:
            reason = error.strerror or str(error)
            message = f"cannot read the template '{file}': {reason}"
            raise ArgumentError(Problem(message)) from None
        except UnicodeDecodeError:
            raise ArgumentError(Problem(f"the template '{file}' is not UTF-8")) from None
    if texts.keys().isdisjoint(known):
        verb = "is" if len(known) == 1 else "are"
        hint = f"possible {verb} {', '.join(known)}"
        raise ArgumentError(Problem(f"no template in '{path}' goes before one of ours", hint=hint))
    return Templates(path, tuple(sorted(texts.items())))


def fill(name: str, facts: Mapping[str, Any], markup: Mapping[str, str | list[str]]) -> str:
    """Return a template, such as `PAGE`, filled with plain facts and with markup of ours.

    Facts are escaped; `say` has the texts of the page.

    Raises:
        ArgumentError: the user's template cannot be filled; names it, the line and the reason.
    """
    templates = worn().templates
    ours = text(name)
    if templates is None or name not in dict(templates.texts):
        template = _environment({name: ours}, sandboxed=False).get_template(name)
        return str(template.render(**facts, **_marked(markup)))
    texts = {**dict(templates.texts), _OWN + name: ours}
    try:
        told = apart.run(
            filled, texts, name, plain(facts), dict(markup), language().code, seconds=SECONDS
        )
    except apart.Refused as refused:
        raise _wrong(templates, name, 1, str(refused)) from None
    if "text" not in told:
        raise _wrong(templates, told["name"] or name, told["line"], told["reason"])
    _guarded(told["text"], facts, templates, name)
    return str(told["text"])


def _wrong(templates: Templates, name: str, line: int, reason: str) -> ArgumentError:
    at = Place((Path(templates.path) / name).as_posix(), line, 1)
    texts = dict(templates.texts).get(name, "").split("\n")
    source = texts[line - 1] if 0 < line <= len(texts) else None
    return ArgumentError(Problem(f"the template cannot be filled: {reason}", at, source=source))


def _guarded(text: str, facts: Mapping[str, Any], templates: Templates, name: str) -> None:
    """Refuse a page that says nothing, or too late, of what a browser may do with it."""
    from markupsafe import escape

    head = text.lower().partition("<script")[0].partition("<body")[0]
    if str(escape(facts["policy"])).lower() not in head or "content-security-policy" not in head:
        raise _wrong(templates, name, 1, "the policy of the page is not in its head ({{ policy }})")


def plain(value: Any) -> Any:
    """Return facts as tables, lists, texts and numbers."""
    if is_dataclass(value) and not isinstance(value, type):
        return plain(asdict(value))
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [plain(inner) for inner in value]
    return value


def filled(
    texts: dict[str, str],
    name: str,
    facts: dict[str, Any],
    markup: dict[str, str | list[str]],
    code: str,
) -> dict[str, Any]:
    """Return the ``text`` of a user's template, or the ``name``, ``line`` and ``reason`` of a mistake."""
    from jinja2 import TemplateError, TemplateSyntaxError

    try:
        with spoken(code):
            template = _environment(texts, sandboxed=True).get_template(name)
            return {"text": "".join(_within(template.generate(**facts, **_marked(markup))))}
    except RecursionError:
        around = itself(texts, name)
        if around is None:
            raise
        at, line, how = around
        return {"name": at, "line": line, "reason": f"it {how} itself; ours is '{_OWN}{name}'"}
    except TemplateSyntaxError as error:
        return {"name": error.name, "line": error.lineno, "reason": error.message or "bad syntax"}
    except (
        TemplateError,
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        AttributeError,
    ) as error:
        where, line = name, 1
        trace = error.__traceback__
        while trace is not None:
            if trace.tb_frame.f_code.co_filename in texts:
                where, line = trace.tb_frame.f_code.co_filename, trace.tb_lineno
            trace = trace.tb_next
        return {"name": where, "line": line, "reason": str(error) or type(error).__name__}


def _within(parts: Iterable[str]) -> Iterator[str]:
    """Yield the parts of a text that is no longer than a page may be."""
    size = 0
    for part in parts:
        size += len(part)
        if size > _LONGEST:
            raise apart.Refused("it takes more room than a page may have")
        yield part


def _marked(markup: Mapping[str, str | list[str]]) -> dict[str, Any]:
    from markupsafe import Markup

    return {
        key: Markup(made) if isinstance(made, str) else [Markup(text) for text in made]
        for key, made in markup.items()
    }


def _environment(texts: Mapping[str, str], *, sandboxed: bool) -> Any:
    from jinja2 import Environment, FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment
    from markupsafe import Markup

    def shown(value: object) -> object:
        """Return a text so that nothing in it can turn the reading direction or vanish."""
        bare = isinstance(value, str) and not isinstance(value, Markup)
        return printable(value) if bare else value  # type: ignore[arg-type]

    def found(name: str) -> tuple[str, str, None] | None:
        """Return a template with its name as that of its file, which tracebacks have."""
        return (texts[name], name, None) if name in texts else None

    kind = ImmutableSandboxedEnvironment if sandboxed else Environment
    environment = kind(
        loader=FunctionLoader(found),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=shown,
    )
    environment.globals["say"] = say
    return environment
