"""Another process, which makes the page and the evidence of each case that it is sent.

Run by `test_travel.py` as a script. It is spawned, so that nothing is known here but what came by
the pipe: no model that was built already, no cache, and another seed for the hashes of strings.
"""

import pickle
import sys

from briefgen.builds.pipeline import rendered, viewed
from briefgen.checks import check
from briefgen.outputs.annotations import web_annotations


def made(case, checked, view):
    """What is made of a case, of what was found of it, and of the view that was made elsewhere."""
    return {
        "findings": check(case),
        "page": rendered(checked, viewed(checked), "packet", case.look),
        "page of the view": rendered(checked, view, "packet", case.look),
        "evidence": web_annotations(case.brief, checked.evidence),
    }


if __name__ == "__main__":
    sent = pickle.load(sys.stdin.buffer)
    pickle.dump([(made(*each), each) for each in sent], sys.stdout.buffer)
