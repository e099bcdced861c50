"""Spare WeasyPrint layouts of pages for page numbers that can't have changed.

A page with `target-counter` is laid out with zeros, and again once the numbers are known.
WeasyPrint 70.0 lays it out a third time: it takes the counters of a target for the page's own, and
doesn't find a target whose address comes from an attribute, so that the numbers arrive a round
late. Those of earlier pages, known before the page is begun, arrive late too. So it lays out
thirteen pages for a packet of nine, and ten with what is here.

What is replaced is undocumented, as in `weasyprint_private`. With any version but the one that was
tried, nothing is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

from briefgen.typeset.weasyprint_private import TRIED_VERSION


@contextmanager
def page_numbers_once() -> Iterator[None]:
    """Have the engine lay out, in the block, only the pages whose numbers have changed."""
    import weasyprint
    from weasyprint.css.targets import TargetCollector
    from weasyprint.layout import page

    if weasyprint.__version__ != TRIED_VERSION:
        yield
        return
    collect = TargetCollector.collect_missing_counters
    cache = TargetCollector.cache_target_page_counters
    remake = page.remake_page

    def collect_missing(collector: Any, box: Any, use: str, again: Any, *missing: Any) -> None:
        own, of_targets = missing
        if use == "content" and of_targets:
            own, of_targets = _own(box, own), _of_targets(box, of_targets)
        collect(collector, box, use, again, own, of_targets)

    def cache_counters(
        collector: Any, anchor: str, values: dict[str, list[int]], index: int, maker: Any
    ) -> None:
        """Tell the boxes that point to an anchor where it is, unless they print the same anyway."""
        target = collector.target_lookup_items.get(anchor)
        if collector.collecting or target is None or target.state != "up-to-date":
            cache(collector, anchor, values, index, maker)
            return
        pointing = _pointing(collector)[anchor]
        before = target.cached_page_counter_values
        printed = {name for each in pointing for name in each.missing_target_counters[anchor]}
        if any(before.get(name) != values.get(name) for name in printed):
            cache(collector, anchor, values, index, maker)
            collector.briefgen_waiting += [each for each in pointing if each.pending]
        else:
            target.page_maker_index = index
            target.cached_page_counter_values = deepcopy(values)

    def remake_page(index: int, context: Any, *rest: Any) -> Any:
        """Put the numbers of earlier pages into the boxes before the page is laid out."""
        collector = context.target_collector
        for each in collector.__dict__.get("briefgen_waiting", ()):
            # One with an index is on a page that is laid out already; the engine makes that anew.
            if each.pending and each.page_maker_index is None and not each.missing_counters:
                each.pending = False
                each.parse_again(each.cached_page_counter_values)
        collector.briefgen_waiting = []
        return remake(index, context, *rest)

    TargetCollector.collect_missing_counters = collect_missing
    TargetCollector.cache_target_page_counters = cache_counters
    page.remake_page = remake_page
    try:
        yield
    finally:
        TargetCollector.collect_missing_counters = collect
        TargetCollector.cache_target_page_counters = cache
        page.remake_page = remake


def _own(box: Any, missing: list[str]) -> list[str]:
    """Give the counters of its own page that a box prints, of which there may be none.

    In `compute_content_list`, one variable holds these and then those of a target.
    """
    kinds = {kind for kind, _ in box.style["content"]}
    return missing if kinds & {"counter()", "counters()"} else []


def _of_targets(box: Any, missing: dict[Any, list[str]]) -> dict[Any, list[str]]:
    """Give the counters that a box prints of the pages of its targets, by their anchors.

    In `compute_content_list`, the anchor is None for one that an attribute names.
    """
    from weasyprint.css.targets import anchor_name_from_token
    from weasyprint.urls import get_url_tuple

    if None not in missing:
        return missing
    found = {anchor: names for anchor, names in missing.items() if anchor is not None}
    for kind, value in box.style["content"]:
        if kind in ("target-counter()", "target-counters()") and value[0][0] == "attr()":
            name, type_, otherwise = value[0][1]
            address = box.element.get(name, otherwise)
            token = (type_, address)
            if type_ == "url":
                token = ("url", get_url_tuple(address, box.style.base_url))
            found.setdefault(anchor_name_from_token(token), []).append(value[1])
    return found


def _pointing(collector: Any) -> dict[str, list[Any]]:
    """Map each anchor to the lookups of the boxes that print counters of its page."""
    if "briefgen_pointing" not in collector.__dict__:
        pointing = defaultdict(list)
        for (_, use), lookup in collector.counter_lookup_items.items():
            for anchor in lookup.missing_target_counters if use == "content" else ():
                pointing[anchor].append(lookup)
        collector.briefgen_pointing = pointing
    found: dict[str, list[Any]] = collector.briefgen_pointing
    return found
