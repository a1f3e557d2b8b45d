"""The models that somebody is at work on in, what a look at them finds and how it is drawn out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from engagemodel import api, page
from engagemodel.errors import EngagemodelError, ModelError, Problem
from engagemodel.language import DEFAULT_LIMITS, Limits
from engagemodel.language.survey import survey
from engagemodel.language.touched import ABSENT, Touched, mark
from engagemodel.model import Model
from engagemodel.page.dress import brand
from engagemodel.preview.following import Look
from engagemodel.results import Check, Difference
from engagemodel.settings import DEFAULTS, Settings, Stated, sought

PAGE = "html"
_NO_MEMORY = "there is not enough memory"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """How models are looked at and drawn; None is what `check` and `render` take without a word.

    `files` has the format of each page that is to be made, by path, `page` says whether one for the
    browser is wanted too.
    """

    view: str | None = None
    size: str = "a4"
    portrait: bool = False
    language: str | None = None
    select: tuple[str, ...] | None = None
    ignore: tuple[str, ...] | None = None
    limits: Limits = DEFAULT_LIMITS
    day: date | None = None
    files: Mapping[str, str] = field(default_factory=dict)
    page: bool = True


@dataclass(frozen=True, slots=True)
class Seen:
    """What a look at models found: the pages by path, that of the browser, and what to say of them.

    `inputs` are the files that it was made from.
    """

    result: Check | Difference
    models: tuple[Model, ...]
    files: Mapping[str, bytes]
    page: str | None
    warnings: tuple[str, ...]
    inputs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Models:
    """One model that is watched, or two; `fixed` is one before them that stays as it is."""

    paths: tuple[str, ...]
    fixed: Model | None
    wishes: Wishes

    def look(self) -> Look[Seen]:
        """Return what is to be seen now, or what keeps it from being seen.

        Marks are taken before what they stand for is read, or with it: what changes after that is
        noticed.
        """
        marks = {path: mark(path) for path in self.paths}
        try:
            content, seen = self._seen(marks)
        except EngagemodelError as error:
            return Look(marks, error=error)
        except (OSError, MemoryError) as error:  # our folder may be gone for a while, for one
            told = error.strerror or str(error) if isinstance(error, OSError) else _NO_MEMORY
            reason = told.lower()
            return Look(marks, error=ModelError(Problem(f"cannot look at the model: {reason}")))
        return Look(marks, content, seen)

    def _seen(self, marks: dict[str, str]) -> tuple[object, Seen]:
        """Return what there is to be seen, and before it what that depends on.

        Raises:
            EngagemodelError: something cannot be read or drawn.
        """
        marks.update((path, mark(path)) for path in sought(self.paths[-1]))
        settings, models, problems = self._read(marks)
        if problems:
            raise ModelError(*dict.fromkeys(problems))
        dressing = [stated.text for stated in _dressing(settings)]
        for path in dressing:
            marks.setdefault(path, mark(path))
        beside = [(path, marks[path]) for path in (*settings.files, *dressing)]
        content = [model.digest for model in models], beside
        return content, self._drawn(models, settings, dressing)

    def _read(self, marks: dict[str, str]) -> tuple[Settings, tuple[Model, ...], list[Problem]]:
        problems: list[Problem] = []
        models = [] if self.fixed is None else [self.fixed]
        settings = DEFAULTS
        try:
            settings = self._stated(api.settings(self.paths[-1]))
        except EngagemodelError as error:
            problems += error.problems
        for path in self.paths:
            disk = Touched(path)
            found = survey(disk, limits=self.wishes.limits)
            for touched, was in disk.marks.items():
                marks[touched] = was if was == ABSENT else marks.get(touched, was)
            problems += found.problems
            models += [] if found.model is None else [found.model]
        return settings, tuple(models), problems

    def _stated(self, settings: Settings) -> Settings:
        """Return the settings with what the command line says in their place."""
        select, ignore = self.wishes.select, self.wishes.ignore
        settings = settings if select is None else replace(settings, select=select)
        return settings if ignore is None else replace(settings, ignore=ignore)

    def _drawn(
        self, models: tuple[Model, ...], settings: Settings, dressing: Sequence[str]
    ) -> Seen:
        wishes = self.wishes
        result: Check | Difference
        if len(models) == 1:
            result = api.check(models[0], settings, wishes.day)
        else:
            result = api.diff(models[0], models[1], settings, wishes.day)
        if not wishes.files and not wishes.page:
            return Seen(result, models, {}, None, (), api.inputs(*models, settings))
        scene = page.draw(
            result,
            view=wishes.view,
            size=wishes.size,
            portrait=wishes.portrait,
            dress=brand.dress(settings.page, wishes.language),
        )
        return Seen(
            result,
            models,
            {path: page.write(scene, format) for path, format in wishes.files.items()},
            page.write(scene, PAGE).decode("utf-8") if wishes.page else None,
            scene.warnings,
            (*api.inputs(*models, settings), *dressing),
        )


def _dressing(settings: Settings) -> Iterator[Stated]:
    look = settings.page
    return (one for one in (look.logo, look.font, look.font_bold) if one)
