"""Makes the view of questions, in groups, each with its answer and what to say if pressed."""

from __future__ import annotations

from collections.abc import Iterable

from briefgen.ground.span import Path
from briefgen.model import FollowUp, Question
from briefgen.view import data
from briefgen.view.likely import likeliest_first
from briefgen.view.writer import Writer


def questions_of(
    writer: Writer, path: Path, questions: Iterable[Question]
) -> tuple[data.QuestionGroup, ...]:
    """Make the view of the questions at a path, in groups in the order in which each first comes.

    Those without a group come first. Within a group the likeliest come first.
    """
    groups: dict[str, list[tuple[Path, Question]]] = {"": []}
    for at, question in enumerate(questions):
        groups.setdefault(question.group or "", []).append(((*path, at), question))
    return tuple(
        data.QuestionGroup(
            writer.printed(title),
            tuple(
                _question(writer, place, question)
                for place, question in likeliest_first(held, lambda each: each[1].likely)
            ),
        )
        for title, held in groups.items()
        if held
    )


def _question(writer: Writer, path: Path, question: Question) -> data.QuestionView:
    return data.QuestionView(
        **writer.said_fields(path, question),
        question=writer.printed(question.question),
        likely=writer.labels.of("questions", question.likely),
        who=writer.who(question.for_),
        redirect=writer.who(question.redirect),
        if_pressed=writer.each((*path, "if_pressed"), question.if_pressed, _follow_up),
    )


def _follow_up(writer: Writer, path: Path, follow_up: FollowUp) -> data.FollowUpView:
    fields = writer.said_fields(path, follow_up)
    return data.FollowUpView(**fields, ask=writer.printed(follow_up.ask))
