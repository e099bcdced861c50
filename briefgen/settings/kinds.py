"""What the value of a setting has to be, and what is said where it isn't.

Kinds for the annotations of `keys`. They are asked by pydantic's validator, without the models
above that: their import takes longer than a check that finds nothing changed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.ground.bounds import Bounds
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.suggest import did_you_mean, sure
from briefgen.look.styles import style_meant, style_names

if TYPE_CHECKING:
    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import ValidationInfo

# More outputs of one brief than that are no settings for it, nor are more rules than there are.
MOST_NAMES = 100
# Settings may come with the brief that they are to bound: so many times the default is their most.
MOST_TIMES = 4
ABOVE_ZERO = "`{}` has to be a whole number above 0."


@dataclass(frozen=True, slots=True)
class WrongSettingError(Exception):
    """A value that can't be used: the rule that says so, the sentence, and the way out.

    `meant` is the value that is sure to be meant; empty where none is.
    """

    rule: str
    message: str
    hint: str = ""
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value. Where it is more than a type, `read` looks at the value."""

    def schema(self, key: str) -> CoreSchema:
        """Make what pydantic validates a setting of that name by."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(
            asked(self.read, key), core_schema.str_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the value that is meant by the one in a file of that folder.

        Raises WrongSettingError where it can't be used.
        """
        raise NotImplementedError


def asked(
    read: Callable[[Any, str, Path], Any], key: str
) -> Callable[[Any, ValidationInfo[Any]], Any]:
    """Have pydantic call `read`, and keep what it raises with all that is to be said."""
    return partial(_asked, read, key)


def _asked(
    read: Callable[[Any, str, Path], Any], key: str, given: Any, info: ValidationInfo[Any]
) -> Any:
    from pydantic_core import PydanticCustomError

    try:
        return read(given, key, info.context["folder"])
    except WrongSettingError as wrong:
        about = {"message": wrong.message, "hint": wrong.hint, "meant": wrong.meant}
        raise PydanticCustomError(wrong.rule, "{message}", about) from None


@dataclass(frozen=True, slots=True)
class Switch(Kind):
    """True or false."""

    def schema(self, key: str) -> CoreSchema:
        """Make what pydantic validates it by: the type is all that there is to ask."""
        from pydantic_core import core_schema

        return core_schema.bool_schema()


@dataclass(frozen=True, slots=True)
class AnyText(Kind):
    """A text."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the text."""
        return given


@dataclass(frozen=True, slots=True)
class OneOf(Kind):
    """One of some names. Capitals make no difference."""

    names: tuple[str, ...]

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the name as it is written elsewhere."""
        for name in self.names:
            if name.casefold() == given.casefold():
                return name
        message = f"`{given}` is not a value of `{key}`."
        hint, meant = did_you_mean(given, self.names), sure(given, self.names)
        raise WrongSettingError("setting-value", message, hint, meant)


@dataclass(frozen=True, slots=True)
class StyleName(Kind):
    """A style that is shipped, or one of the user's own. Capitals make no difference."""

    def schema(self, key: str) -> CoreSchema:
        """Make what pydantic validates it by: its context says where the user's styles are."""
        from pydantic_core import core_schema

        def read(given: str, info: ValidationInfo[Any]) -> Any:
            own: tuple[Path, ...] = info.context["styles"]
            return _asked(partial(self._among, own), key, given, info)

        return core_schema.with_info_after_validator_function(read, core_schema.str_schema())

    def _among(self, own: tuple[Path, ...], given: Any, key: str, folder: Path) -> str:
        meant = style_meant(given, own)
        if meant is None:
            message = f"`{given}` is not a value of `{key}`."
            names = style_names(own)
            hint = did_you_mean(given, names)
            raise WrongSettingError("setting-value", message, hint, sure(given, names))
        return meant


@dataclass(frozen=True, slots=True)
class Inside(Kind):
    """A folder of that of the settings, or below it: they may have come by e-mail."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the folder."""
        try:
            inside(folder, given)
        except FileFault:
            message = f"`{key}` leads out of the folder of the settings."
            hint = "Put the settings into a folder above it."
            if key == "output":
                hint = "Name the folder on the command line: --output."
            raise WrongSettingError("setting-folder", message, hint) from None
        return folder / given


@dataclass(frozen=True, slots=True)
class Count(Kind):
    """A whole number above 0, of one of the bounds, and not far above its default."""

    def schema(self, key: str) -> CoreSchema:
        """Make what pydantic validates the number by."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(
            asked(self.read, key), core_schema.int_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the number."""
        if given <= 0:
            raise WrongSettingError("setting-type", ABOVE_ZERO.format(key))
        most = MOST_TIMES * int(getattr(Bounds(), key))
        if given > most:
            message = f"`{key}` is {most:,} at most in settings, {MOST_TIMES} times the default."
            hint = f"More can be asked for on the command line: --{key}."
            raise WrongSettingError("setting-bounds", message, hint)
        return given


@dataclass(frozen=True, slots=True)
class RuleToTurnOff(Kind):
    """A rule that may be turned off for all briefs."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the rule's name."""
        if given not in RULE:
            names = [rule.name for rule in RULES if rule.may_be_off]
            message, hint = f"There is no rule `{given}`.", did_you_mean(given, names)
            raise WrongSettingError("unknown-rule", message, hint, sure(given, names))
        rule = RULE[given]
        if not rule.optional:
            message = f"The rule `{given}` can't be turned off: the packet would be wrong."
            raise WrongSettingError("unknown-rule", message)
        if rule.is_guard:
            message = f"The rule `{given}` keeps a name or a secret, and can't be turned off."
            hint = f"Allow it at its place: `# briefgen: allow {given} because …`."
            raise WrongSettingError("unknown-rule", message, hint)
        return given


@dataclass(frozen=True, slots=True)
class Listed(Kind):
    """A list of texts of a kind, or one text alone. It is looked at as a whole before its texts."""

    of: Kind

    def schema(self, key: str) -> CoreSchema:
        """Make what pydantic validates the list by, and then each text."""
        from pydantic_core import core_schema

        texts = core_schema.tuple_variable_schema(self.of.schema(key))
        return core_schema.with_info_before_validator_function(asked(self.read, key), texts)

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the texts as a tuple."""
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            message = f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
            raise WrongSettingError("setting-type", message)
        if len(listed) > MOST_NAMES:
            raise WrongSettingError("setting-type", f"`{key}` has more than {MOST_NAMES} names.")
        return tuple(listed)
