"""Makes a `View` of a brief: all that a template may read, computed and formatted."""

from briefgen.view.build import view_of
from briefgen.view.data import View

__all__ = ["View", "view_of"]
