"""A brief becomes a `View`: all that a template may read, worked out and formatted."""

from briefgen.view.build import view_of
from briefgen.view.data import View

__all__ = ["View", "view_of"]
