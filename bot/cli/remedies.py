"""What an editor can do about a question that is lost, in a sentence for each remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from bot.answers.explain import Explanation, Remedy

MOST_NAMED = 4
SENTENCES: Final[Mapping[Remedy, str]] = {
    "none": "Nothing to mend: a right article comes first.",
    "absent": "The corpus has no article {right}: check the id, and its post by `wenda check`.",
    "unfound": "{right} is not among the first hundred: the question and the article share too few words.",
    "refused": "A right article comes first, but readers get an honest nothing: it holds too little of the"
    " question. Say in the post what readers ask for, in their words.",
    "twins": "{winner} says nearly the same: judge both as right; readers see the two as one.",
    "lacks": "{right} lacks {lacks}: if it says so in other words, put both into one line of the alias file.",
    "both": "{winner} has every word of the question: read it; if it answers, judge it as right, too.",
    "parts": "{right} loses most by “{part}” ({lost:.3f} of the score).",
}


def sentences(explanation: Explanation) -> list[str]:
    """What would help, most promising first."""
    from bot.answers.explain import is_word

    part = explanation.parts[0] if explanation.parts else None
    return [
        SENTENCES[remedy].format(
            right=explanation.right[0].id,
            winner=explanation.winner.article.id if explanation.winner else "",
            lacks=", ".join(list(filter(is_word, explanation.lacks))[:MOST_NAMED]),
            part=part.name if part else "",
            lost=part.lost if part else 0.0,
        )
        for remedy in explanation.remedies
    ]
