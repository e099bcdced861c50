"""Define the kinds of values that a setting can have, and the messages for values that are wrong.

The fields of `keys.Table` are annotated with them. They use `pydantic_core` alone: importing
pydantic's models takes longer than the whole check of a brief whose outcome is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from briefgen.ground.bounds import Bounds
from briefgen.ground.folder import FileFault, inside
from briefgen.ground.records import record
from briefgen.ground.rules import ASKED_FOR, RULE, RULES
from briefgen.ground.span import Path as Steps
from briefgen.ground.suggest import did_you_mean, sure_value
from briefgen.kinds import is_kind, kind_names
from briefgen.look.styles import style_meant, style_names

if TYPE_CHECKING:
    from pydantic_core import CoreSchema
    from pydantic_core.core_schema import ValidationInfo

# The most texts in a list. There are fewer kinds of outputs and fewer rules, so that a longer list
# is a mistake, or made to take time: each wrong text is a finding with its place.
MOST_NAMES = 100
# The most times that a setting may raise a bound over its default. Settings may come with the very
# brief that the bound is to hold in check; an option may raise it further.
MOST_TIMES = 4
ABOVE_ZERO = "`{}` has to be a whole number above 0."
FROM_ZERO = "`{}` has to be a whole number, 0 or more."


@record
class WrongSettingError(Exception):
    """Raised of a value that can't be used, with the rule, the message and the hint of a finding.

    `meant` is the value that the user surely meant, for an edit; empty where that is unclear.
    `inside` are the faults inside of a table: of each the path in it, the message and the hint.
    """

    rule: str
    message: str
    hint: str = ""
    meant: str = ""
    inside: tuple[tuple[Steps, str, str], ...] = ()


@record
class Kind:
    """The base of all kinds: a text, which `read` checks further."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the setting `key`."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(
            asked(self.read, key), core_schema.str_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Turn the value in a file in `folder` into the one that is used.

        `given` has the right type already. Raises WrongSettingError where it can't be used.
        """
        raise NotImplementedError


def asked(
    read: Callable[[Any, str, Path], Any], key: str
) -> Callable[[Any, ValidationInfo[Any]], Any]:
    """Make a function that pydantic can call in place of `read`.

    A WrongSettingError that `read` raises becomes an error of pydantic's.
    """
    return partial(_asked, read, key)


def _asked(
    read: Callable[[Any, str, Path], Any], key: str, given: Any, info: ValidationInfo[Any]
) -> Any:
    """Call `read` on a value, and raise its WrongSettingError as an error of pydantic's."""
    from pydantic_core import PydanticCustomError

    try:
        return read(given, key, info.context["folder"])
    except WrongSettingError as wrong:
        # The message is passed as a value and not as pydantic's template, which would replace
        # braces in it.
        about = {
            "message": wrong.message, "hint": wrong.hint, "meant": wrong.meant,
            "inside": wrong.inside,
        }  # fmt: skip
        raise PydanticCustomError(wrong.rule, "{message}", about) from None


@record
class Switch(Kind):
    """True or false."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the setting: only the type is checked."""
        from pydantic_core import core_schema

        return core_schema.bool_schema()


@record
class AnyText(Kind):
    """Any text, such as the name of a template, which is looked up only when it is used."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the text as it is."""
        return given


@record
class OneOf(Kind):
    """One of a list of names. Capitals make no difference."""

    names: tuple[str, ...]

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the name with the capitals of the list."""
        for name in self.names:
            if name.casefold() == given.casefold():
                return name
        message = f"`{given}` is not a value of `{key}`."
        hint, meant = did_you_mean(given, self.names), sure_value(given, self.names)
        raise WrongSettingError("setting-value", message, hint, meant)


@record
class StyleName(Kind):
    """The name of a shipped style, or of one of the user's own. Capitals make no difference."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the setting.

        The folders of the user's styles come from the context of the validation.
        """
        from pydantic_core import core_schema

        def read(given: str, info: ValidationInfo[Any]) -> Any:
            own: tuple[Path, ...] = info.context["styles"]
            return _asked(partial(self._read_among, own), key, given, info)

        return core_schema.with_info_after_validator_function(read, core_schema.str_schema())

    def _read_among(self, own: tuple[Path, ...], given: Any, key: str, folder: Path) -> str:
        meant = style_meant(given, own)
        if meant is None:
            message = f"`{given}` is not a value of `{key}`."
            names = style_names(own)
            hint = did_you_mean(given, names)
            raise WrongSettingError("setting-value", message, hint, sure_value(given, names))
        return meant


@record
class KindName(Kind):
    """The name of a kind of paper, briefgen's or one of the user's own."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the setting.

        The folders of the user's templates, which have kinds, come from the context.
        """
        from pydantic_core import core_schema

        def read(given: str, info: ValidationInfo[Any]) -> Any:
            own: tuple[Path, ...] = info.context["templates"]
            return _asked(partial(self._read_among, own), key, given, info)

        return core_schema.with_info_after_validator_function(read, core_schema.str_schema())

    def _read_among(self, own: tuple[Path, ...], given: Any, key: str, folder: Path) -> str:
        if not is_kind(given, own):
            names = kind_names(own)
            message, hint = f"There is no kind of paper `{given}`.", did_you_mean(given, names)
            raise WrongSettingError("setting-value", message, hint, sure_value(given, names))
        return str(given)


@record
class Inside(Kind):
    """A folder inside of the settings' own folder.

    Settings may have come by e-mail, and must not have briefgen read or write elsewhere.
    """

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the path of the folder, from where the command runs."""
        try:
            inside(folder, given)
        except FileFault:
            message = f"`{key}` leads out of the folder of the settings."
            hint = "Put the settings into a folder above it."
            if key == "output":
                hint = "Name the folder on the command line: --output."
            raise WrongSettingError("setting-folder", message, hint) from None
        return folder / given


@record
class InnerPattern(Kind):
    """A pattern of paths, such as `briefs/**/*.yaml`, inside of the settings' own folder."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the pattern as it is typed."""
        path = PurePath(given)
        if not path.parts or path.is_absolute() or ".." in path.parts or "\0" in given:
            message = f"`{key}` leads out of the folder of the settings."
            hint = "Type it from there, such as `briefs/**/*.yaml`."
            raise WrongSettingError("setting-folder", message, hint)
        return given


@record
class Count(Kind):
    """A whole number above 0 that is a bound: at most MOST_TIMES its default."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the number."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(
            asked(self.read, key), core_schema.int_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the number, if it is within its limits."""
        if given <= 0:
            raise WrongSettingError("setting-type", ABOVE_ZERO.format(key))
        most = MOST_TIMES * int(getattr(Bounds(), key))
        if given > most:
            message = f"`{key}` is {most:,} at most in settings, {MOST_TIMES} times the default."
            hint = f"More can be asked for on the command line: --{key}."
            raise WrongSettingError("setting-bounds", message, hint)
        return given


@record
class Limit(Kind):
    """A whole number, from 0 on, up to which a rule has nothing to say."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the number."""
        from pydantic_core import core_schema

        return core_schema.with_info_after_validator_function(
            asked(self.read, key), core_schema.int_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the number, if it isn't below 0."""
        if given < 0:
            raise WrongSettingError("setting-type", FROM_ZERO.format(key))
        return given


@record
class LabelTable(Kind):
    """What a house calls parts and fields, with a table for each language that has its own."""

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates the table."""
        from pydantic_core import core_schema

        return core_schema.with_info_before_validator_function(
            asked(self.read, key), core_schema.any_schema()
        )

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the labels as a tuple of `OwnLabel`, those of no language in the brief's own."""
        from briefgen.kinds.owned import MOST, faults_in, own_labels_in

        if not isinstance(given, dict):
            message = f"`{key}` has to be a table: a name and a text in each line."
            raise WrongSettingError("setting-type", message, 'Such as `bottom_line = "Summary"`.')
        if sum(len(each) if isinstance(each, dict) else 1 for each in given.values()) > MOST:
            raise WrongSettingError("setting-type", f"`{key}` has more than {MOST:,} labels.")
        if faults := tuple(faults_in(given, ())):
            raise WrongSettingError("setting-value", faults[0][1], inside=faults)
        return tuple(own_labels_in(given, ""))


@record
class RuleToTurnOn(Kind):
    """The name of a rule that is off until settings turn it on."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the rule's name, if it is off by itself."""
        if given not in RULE:
            message, hint = f"There is no rule `{given}`.", did_you_mean(given, ASKED_FOR)
            raise WrongSettingError("unknown-rule", message, hint, sure_value(given, ASKED_FOR))
        if given not in ASKED_FOR:
            message = f"The rule `{given}` is on already."
            named = " and ".join(f"`{name}`" for name in ASKED_FOR)
            raise WrongSettingError("unknown-rule", message, f"`{key}` is for {named}.")
        return given


@record
class RuleToTurnOff(Kind):
    """The name of a rule that settings may turn off for all briefs."""

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the rule's name, if settings may turn it off."""
        if given not in RULE:
            names = [rule.name for rule in RULES if rule.may_be_off]
            message, hint = f"There is no rule `{given}`.", did_you_mean(given, names)
            raise WrongSettingError("unknown-rule", message, hint, sure_value(given, names))
        rule = RULE[given]
        if not rule.optional:
            message = f"The rule `{given}` can't be turned off: the packet would be wrong."
            raise WrongSettingError("unknown-rule", message)
        if rule.is_guard:
            message = f"The rule `{given}` keeps a name or a secret, and can't be turned off."
            hint = f"Allow it at its place: `# briefgen: allow {given} because …`."
            raise WrongSettingError("unknown-rule", message, hint)
        return given


@record
class Listed(Kind):
    """A list of texts, each of the kind `of`, or one such text without a list."""

    of: Kind

    def schema(self, key: str) -> CoreSchema:
        """Make the schema by which pydantic validates first the list, and then each text."""
        from pydantic_core import core_schema

        # "Before", because `read` makes a list of a single text, and bounds the length of the list
        # before each of its texts is looked at.
        texts = core_schema.tuple_variable_schema(self.of.schema(key))
        return core_schema.with_info_before_validator_function(asked(self.read, key), texts)

    def read(self, given: Any, key: str, folder: Path) -> Any:
        """Give the texts as a tuple; they aren't validated yet, and neither is `given`."""
        listed = [given] if isinstance(given, str) else given
        if not isinstance(listed, list) or not all(isinstance(name, str) for name in listed):
            message = f'`{key}` has to be a list of texts, such as ["html", "pdf"].'
            raise WrongSettingError("setting-type", message)
        if len(listed) > MOST_NAMES:
            raise WrongSettingError("setting-type", f"`{key}` has more than {MOST_NAMES} names.")
        return tuple(listed)
