"""How long the real `wenda run` takes over an unchanged corpus, from starting Python to its first answer.

A Bot API server on this machine has one reader's question waiting and notes when the answer arrives.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.bench.place import Place
from tests.bench.rows.telegram import TOKEN, one_reader

PATIENCE = 600.0


def main(folder: Path) -> None:
    place = Place(folder)
    question = next(one.text for one in place.questions() if one.right)
    print(json.dumps({"seconds": until_answered(place, question)}))


def until_answered(place: Place, question: str) -> float:
    """Seconds until `wenda run` has sent its first message."""
    with one_reader(question) as wire:
        environ = os.environ | {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": wire.root,
            "CORPUS_DIR": str(place.corpus),
        }
        command = [sys.executable, "-m", "bot", "run", "--index", str(place.index)]
        began = time.perf_counter()
        process = subprocess.Popen(
            command, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
        )
        try:
            answered = wire.answered.wait(PATIENCE)
            seconds = time.perf_counter() - began
        finally:
            process.send_signal(signal.SIGTERM)
            _, talk = process.communicate(timeout=60)
    if not answered:
        sys.exit(f"`wenda run` did not answer within {PATIENCE:.0f} s: {talk[-300:]}")
    return seconds


if __name__ == "__main__":
    main(Path(sys.argv[1]))
