"""Draws events and conflicts that the record shows, to be judged by reading.

usage: shown.py --wirefold BINARY --reports JSONL --seed WORD [--stories N] [--events N] [--merged N] [--groups FILE] [--record FILE]

REPORTS holds one report a line ({"id","text"}). Its stories of two or more reports are drawn by a hash of WORD and the
name of the story, N of them are read as `wirefold read` reads them, and N of the events shown are drawn by hash; so are N of
those that several reports tell, with all that is said of them, and every conflict is printed with the words around. The same
file, word and binary print the same. FILE keeps what `group` or `read` printed, and is taken where it is there already.
"""

import argparse
import gzip
import hashlib
import json
import subprocess
from collections import defaultdict
from pathlib import Path


def options():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wirefold", "reports", "seed"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--stories", type=int, default=60)
    parser.add_argument("--events", type=int, default=100)
    parser.add_argument("--merged", type=int, default=0)
    parser.add_argument("--groups", type=Path)
    parser.add_argument("--record", type=Path)
    return parser.parse_args()


def drawn(seed, names, most):
    """The first of some names, in an order that only the seed and each name itself decide."""
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).hexdigest())[:most]


def printed(kept, command, given=None):
    """What a command prints; where it is kept, only the first time asks for it."""
    if kept and kept.exists():
        return kept.read_text()
    # Status 3: done, but some inputs were skipped.
    run = subprocess.run(command, input=given, capture_output=True, text=True)
    if run.returncode not in (0, 3):
        raise SystemExit(run.stderr)
    if kept:
        kept.write_text(run.stdout)
    return run.stdout


def members(groups):
    """The reports of each story that has two or more."""
    stories = defaultdict(list)
    for line in groups.splitlines():
        row = json.loads(line)
        stories[row["story"]].append(row["id"])
    return {name: ids for name, ids in stories.items() if len(ids) > 1}


def reports(path):
    """The line of each report, by its id."""
    opened = gzip.open if path.endswith(".gz") else open
    with opened(path, "rt") as file:
        return {json.loads(line)["id"]: line for line in file}


def record(args, lines):
    stories = members(printed(args.groups, [args.wirefold, "group", args.reports, "--format", "jsonl"]))
    chosen = [report for name in drawn(args.seed, stories, args.stories) for report in stories[name]]
    given = "".join(lines[report] for report in chosen)
    return json.loads(printed(args.record, [args.wirefold, "read", "-", "--format", "json"], given))["stories"]


def party(one):
    told = ", ".join(filter(None, (one["name"], one["country"], one["role"])))
    return f"{one['text']} [{told}]"


def side(parties):
    return "; ".join(map(party, parties)) or "–"


def sentence(event):
    own = event["trigger"]
    inside = lambda e: e["report"] == own["report"] and e["start"] <= own["start"] < e["end"]
    said = next((e for e in event["evidence"] if inside(e)), None)
    if said is None:
        return own["text"]
    at = own["start"] - said["start"]
    text = said["text"]
    return f"{text[:at]}«{text[at:at + len(own['text'])]}»{text[at + len(own['text']):]}".replace("\n", " ")


def name(event):
    own = event["trigger"]
    return f"{own['report']}:{own['start']}:{event['type']}"


def shown(event):
    mode = f"/{event['mode']}" if event["mode"] else ""
    head = f"{name(event)}  {event['type']}{mode} {event['status']} {event['confidence']} {event['date'] or ''}"
    return f"{head}\n  {side(event['actor'])}\n  → {side(event['recipient'])}\n  {sentence(event)}\n"


def merged(event):
    said = "".join(f"  - {e['report']} {e['text']}\n" for e in event["evidence"]).replace("\n\n", "\n")
    return shown(event) + said


def around(item, lines, reach=200):
    text = json.loads(lines[item["report"]])["text"]
    start, end = item["start"], item["end"]
    return f"{text[max(0, start - reach):start]}«{text[start:end]}»{text[end:end + reach]}".replace("\n", " ")


def conflict(difference, lines):
    items = "".join(f"  {item['report']} “{item['value']}” in: {around(item, lines)}\n" for item in difference["items"])
    return f"{difference['kind']} {difference['explanation']}\n{items}"


def main():
    args = options()
    lines = reports(args.reports)
    stories = record(args, lines)
    events = {name(event): event for story in stories for event in story["events"]}
    for one in drawn(args.seed, events, args.events):
        print(shown(events[one]))
    several = {one: event for one, event in events.items() if len(event["reports"]) > 1}
    for one in drawn(args.seed, several, args.merged):
        print(merged(several[one]))
    conflicts = [d for story in stories for d in story["differences"] if d["status"] == "conflict"]
    for one in conflicts:
        print(conflict(one, lines))
    told = sum(len(story["reports"]) for story in stories)
    print(f"{len(stories)} stories, {told} reports, {len(events)} events ({len(several)} in several reports), {len(conflicts)} conflicts")


if __name__ == "__main__":
    main()
