"""What the value of a setting has to be beyond its type, and what is said where it isn't.

Markers for the annotations of `keys`. Each asks for pydantic only when pydantic asks for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefgen.ground.bounds import Bounds
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.rules import RULE, RULES
from briefgen.ground.suggest import did_you_mean

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, ValidationInfo
    from pydantic_core import CoreSchema

# More outputs of one brief than that are no settings for it, nor are more rules than there are.
MOST_NAMES = 100
# Settings may come with the brief that they are to bound: so many times the default is their most.
MOST_TIMES = 4
ABOVE_ZERO = "`{}` has to be a whole number above 0."


@dataclass(frozen=True, slots=True)
class WrongSettingError(Exception):
    """A value that can't be used: the rule that says so, the sentence, and the way out."""

    rule: str
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Marker:
    """What a value has to be, for pydantic to ask."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the value that is meant by the one in a file of that folder.

        Raises WrongSettingError where it can't be used.
        """
        raise NotImplementedError

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        # A folder is typed as a text.
        schema = core_schema.str_schema() if source is Path else handler(source)
        return core_schema.with_info_after_validator_function(self._asked, schema)

    def _asked(self, given: Any, info: ValidationInfo) -> Any:
        from pydantic_core import PydanticCustomError

        try:
            return self.read(given, str(info.field_name), (info.context or {})["folder"])
        except WrongSettingError as wrong:
            about = {"message": wrong.message, "hint": wrong.hint}
            # A literal type is asked for, but any text may name an error.
            raise PydanticCustomError(wrong.rule, "{message}", about) from None


@dataclass(frozen=True, slots=True)
class OneOf(Marker):
    """One of some names. Capitals make no difference."""

    names: tuple[str, ...]

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the name as it is written elsewhere."""
        for name in self.names:
            if name.casefold() == given.casefold():
                return name
        message = f"`{given}` is not a value of `{key}`."
        raise WrongSettingError("setting-value", message, did_you_mean(given, self.names))


@dataclass(frozen=True, slots=True)
class Inside(Marker):
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
class Count(Marker):
    """A whole number above 0, of one of the bounds, and not far above its default."""

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
class RuleToTurnOff(Marker):
    """A rule that may be turned off for all briefs."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the rule's name."""
        if given not in RULE:
            names = [rule.name for rule in RULES if rule.may_be_off]
            hint = did_you_mean(given, names)
            raise WrongSettingError("unknown-rule", f"There is no rule `{given}`.", hint)
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
class Listed(Marker):
    """A list of texts, or one text alone. It is looked at as a whole before its texts are."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the texts as a tuple."""
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            message = f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
            raise WrongSettingError("setting-type", message)
        if len(listed) > MOST_NAMES:
            raise WrongSettingError("setting-type", f"`{key}` has more than {MOST_NAMES} names.")
        return tuple(listed)

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.with_info_before_validator_function(self._asked, handler(source))
