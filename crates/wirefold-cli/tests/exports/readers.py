"""Reads the exports back with other people's readers and compares them with the record.

    python readers.py FOLDER

FOLDER holds one record in all formats (see main.rs). With pandas, pyarrow and rdflib the
files are read as users read them; without, by Python's own csv and json, and Parquet is
left to the tests in Rust.
"""
import csv
import datetime
import json
import pathlib
import sys

try:
    import pandas
    import pyarrow.parquet
    import rdflib
except ImportError:
    pandas = None

FOLDER = pathlib.Path(sys.argv[1])
RECORD = json.loads((FOLDER / "record.json").read_text())
TEXTS = {line["id"]: line["text"] for line in map(json.loads, (FOLDER / "annotations.jsonl").open())}

POLECAT = """Event ID, Event Date, Event Type, Event Mode, Intensity, Quad Code, Contexts, Actor Name,
Actor Country, Actor COW, Primary Actor Sector, Actor Sectors, Actor Title, Actor Name Raw,
Wikipedia Actor ID, Recipient Name, Recipient Country, Recipient COW, Primary Recipient Sector,
Recipient Sectors, Recipient Title, Recipient Name Raw, Wikipedia Recipient ID, Placename, City,
District, Province, Country, Latitude, Longitude, GeoNames ID, Raw Placename, Feature Type, Source,
Publication Date, Story People, Story Organizations, Story Locations, Language, Version"""
GDELT = """GLOBALEVENTID SQLDATE MonthYear Year FractionDate
Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code
Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code
Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code
Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code
IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources
NumArticles AvgTone
Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code
Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID
Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code
Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID
ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code
ActionGeo_Lat ActionGeo_Long ActionGeo_FeatureID
DATEADDED SOURCEURL""".split()
MENTIONS = """GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier
SentenceID Actor1CharOffset Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen
MentionDocTone MentionDocTranslationInfo Extras""".split()


def events():
    """(id, event) of the whole record, in its order."""
    for story in RECORD["stories"]:
        for number, event in enumerate(story["events"]):
            yield f"{story['id']}_{number}", event


def coded(event):
    return event["status"] == "happened" or (event["status"] == "future" and event["type"] == "AGREE")


def table(name, columns=None):
    """A tab-separated file as a list of dicts of text."""
    if pandas:
        header = "infer" if columns is None else None
        frame = pandas.read_csv(FOLDER / name, sep="\t", header=header, names=columns, dtype=str,
                                keep_default_na=False, quoting=csv.QUOTE_NONE, index_col=False)
        return frame.to_dict("records")
    with (FOLDER / name).open(newline="") as lines:
        rows = list(csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    columns = columns or rows.pop(0)
    assert all(len(row) == len(columns) for row in rows), name
    return [dict(zip(columns, row)) for row in rows]


def polecat():
    rows = table("polecat.tsv")
    wanted = [(key, event) for key, event in events() if coded(event)]
    assert len(rows) == len(wanted) > 10
    assert list(rows[0])[:40] == [name.strip() for name in POLECAT.replace("\n", " ").split(",")]
    quads = ["VERBAL COOPERATION", "MATERIAL COOPERATION", "VERBAL CONFLICT", "MATERIAL CONFLICT"]
    for row, (key, event) in zip(rows, wanted):
        assert row["Event ID"] == key
        datetime.date.fromisoformat(row["Event Date"])
        assert row["Event Type"] == event["type"] and row["Quad Code"] == quads[event["quad"] - 1]
        assert row["Event Mode"] == (event["mode"] or "None")
        assert -10 <= float(row["Intensity"]) <= 10
        assert row["Actor Name"].split("; ") == [" ".join(p["name"].split()) for p in event["actor"]] or not event["actor"]
        for cow, country in zip(row["Actor COW"].split("; "), row["Actor Country"].split("; ")):
            assert cow == "None" or cow.isdigit() and len(country) == 3
        assert int(row["Origins"]) == event["origins"] and int(row["Reports"]) == len(event["reports"])
        assert int(row["Mentions"]) == len(event["evidence"])
        assert all(value for value in row.values()), "nothing is left empty"
    assert any(row["Actor COW"] != "None" for row in rows) and any(row["Latitude"] != "None" for row in rows)


def gdelt():
    rows = table("gdelt.tsv", GDELT)
    wanted = [event for _, event in events() if coded(event)]
    assert len(rows) == len(wanted)
    assert len({row["GLOBALEVENTID"] for row in rows}) == len(rows)
    for row, event in zip(rows, wanted):
        assert 0 <= int(row["GLOBALEVENTID"]) < 2**63
        day = datetime.datetime.strptime(row["SQLDATE"], "%Y%m%d")
        assert int(row["Year"]) == day.year == int(float(row["FractionDate"]))
        assert row["EventCode"].startswith(row["EventBaseCode"]) and row["EventBaseCode"].startswith(row["EventRootCode"])
        assert row["QuadClass"] in "1234" and -10 <= float(row["GoldsteinScale"]) <= 10
        assert int(row["NumMentions"]) == len(event["evidence"]) >= int(row["NumArticles"])
        assert int(row["NumArticles"]) == len(event["reports"]) >= int(row["NumSources"]) >= 1
        for place in ("Actor1Geo", "Actor2Geo", "ActionGeo"):
            assert row[place + "_Type"] in "012345"
            assert (row[place + "_Type"] == "0") == (row[place + "_CountryCode"] == "")
            assert (row[place + "_Lat"] == "") == (row[place + "_Long"] == "")
        assert len(row["Actor1CountryCode"]) in (0, 3) and len(row["ActionGeo_CountryCode"]) in (0, 2)
        datetime.datetime.strptime(row["DATEADDED"] or "20000101000000", "%Y%m%d%H%M%S")
    assert any(row["ActionGeo_Lat"] for row in rows) and any(row["Actor1Code"] for row in rows)
    mentions(rows, wanted)


def mentions(rows, wanted):
    told = table("mentions.tsv", MENTIONS)
    count = {row["GLOBALEVENTID"]: 0 for row in rows}
    for row in told:
        count[row["GLOBALEVENTID"]] += 1
        assert row["MentionType"] == ("1" if row["MentionIdentifier"].startswith("http") else "2")
        assert int(row["SentenceID"]) >= 1 and 0 <= int(row["Confidence"]) <= 100
        length = int(row["MentionDocLen"])
        for offset in ("Actor1CharOffset", "Actor2CharOffset", "ActionCharOffset"):
            assert -1 <= int(row[offset]) < length
        extras = dict(part.split("=", 1) for part in row["Extras"].split(";"))
        assert int(extras["origins"]) >= 1
    assert count == {row["GLOBALEVENTID"]: int(row["NumMentions"]) for row in rows}
    own_words(told, {row["GLOBALEVENTID"]: event for row, event in zip(rows, wanted)})
    assert any("copy_of=" in row["Extras"] for row in told)
    assert any(int(row["ActionCharOffset"]) >= 0 for row in told)


def own_words(told, by_id):
    """Whoever only belongs to a country stands where its own words do, not where the country is named."""
    kinds = ("people", "organizations", "places", "others")
    names = {id(event): {e["id"]: e["name"] for kind in kinds for e in story[kind]}
             for story in RECORD["stories"] for event in story["events"]}
    for row in told:
        event = by_id[row["GLOBALEVENTID"]]
        for side, offset in (("actor", "Actor1CharOffset"), ("recipient", "Actor2CharOffset")):
            for party in event[side][:1]:
                if party["entity"] and names[id(event)][party["entity"]] != party["name"]:
                    assert int(row[offset]) in (-1, party["start"])


def plover():
    records = [json.loads(line) for line in (FOLDER / "plover.jsonl").open()]
    wanted = list(events())
    assert [record["id"] for record in records] == [key for key, _ in wanted]
    for record, (_, event) in zip(records, wanted):
        datetime.date.fromisoformat(record["date"])
        assert (record["event"], record["quad_code"]) == (event["type"], event["quad"])
        assert record.get("mode") == event["mode"] and record["context"] == event["contexts"]
        assert record["origins"] == event["origins"] <= len(record["sources"]) == len(event["reports"])
        info = record["text_info"]
        assert TEXTS[info["text_story"]][info["start"]:info["end"]] == record["text"]
        assert record["has_event"] == (event["status"] != "denied")


def own_table():
    with (FOLDER / "events.csv").open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    wanted = list(events())
    assert [row["event_id"] for row in rows] == [key for key, _ in wanted]
    for row, (_, event) in zip(rows, wanted):
        assert row["type"] == event["type"] and row["status"] == event["status"]
        assert int(row["origins"]) == event["origins"] and float(row["confidence"]) == event["confidence"]
        assert row["date"] == (event["date"] or "")
        for proof in row["evidence"].split("; "):
            report, span = proof.rsplit(":", 1)
            start, end = map(int, span.split("-"))
            assert TEXTS[report][start:end].strip()
    if pandas:
        flat = pandas.read_csv(FOLDER / "events.csv", dtype={"cameo": str}, keep_default_na=False, na_values=[""])
        typed = pandas.read_parquet(FOLDER / "events.parquet")
        assert list(flat.columns) == list(typed.columns) and len(flat) == len(typed)
        for name in flat.columns:
            for a, b in zip(flat[name], typed[name]):
                same = pandas.isna(a) and pandas.isna(b) or str(a) == str(b) or float(a) == float(b)
                assert same, (name, a, b)
        kinds = {field.name: str(field.type) for field in pyarrow.parquet.read_schema(FOLDER / "events.parquet")}
        assert (kinds["first_day"], kinds["origins"], kinds["latitude"], kinds["actor"]) == \
            ("date32[day]", "int64", "double", "string")


def linked_data():
    document = json.loads((FOLDER / "record.jsonld").read_text())
    nodes = document["@graph"]
    kind = lambda node: node["type"] if isinstance(node["type"], list) else [node["type"]]
    articles = {node["id"]: node for node in nodes if "NewsArticle" in kind(node)}
    claims = {node["id"]: node for node in nodes if "Claim" in kind(node)}
    assert len(articles) == len(TEXTS) and len(claims) == len(list(events()))
    assert any(node.get("prov:wasDerivedFrom") for node in articles.values())
    assert not any("claimRating" in node or "reviewRating" in node for node in nodes), "a rating is for people"
    told = set()
    for node in nodes:
        if kind(node) != ["Annotation"]:
            continue
        source = articles[node["target"]["source"]]
        quote, position = node["target"]["selector"]
        text = TEXTS[source["identifier"]]
        start, end = position["start"], position["end"]
        assert text[start:end] == quote["exact"]
        assert text[:start].endswith(quote["prefix"]) and text[end:].startswith(quote["suffix"])
        told.add(node["body"])
    assert set(claims) <= told, "every claim has its evidence"
    if pandas:
        graph = rdflib.Graph().parse(FOLDER / "record.jsonld", format="json-ld")
        oa, schema = rdflib.Namespace("http://www.w3.org/ns/oa#"), rdflib.Namespace("https://schema.org/")
        prov = rdflib.Namespace("http://www.w3.org/ns/prov#")
        of = lambda name: set(graph.subjects(rdflib.RDF.type, name))
        assert len(of(schema.NewsArticle)) == len(articles) and len(of(schema.Claim)) == len(claims)
        assert of(oa.Annotation) and len(of(oa.TextQuoteSelector)) == len(of(oa.TextPositionSelector))
        assert (None, oa.exact, None) in graph and (None, prov.wasDerivedFrom, None) in graph
        assert all(isinstance(o, rdflib.URIRef) for o in graph.objects(None, oa.hasSource))


for check in (polecat, gdelt, plover, own_table, linked_data):
    check()
print("read back with", "pandas, pyarrow and rdflib" if pandas else "csv and json")
