//! Which place of the gazetteer a name means.
//!
//! A name alone rarely settles it: there is a Birmingham in England and one in
//! Alabama. What the report itself says decides, in this order: the country or
//! division named beside the place ("Birmingham, Alabama"), the countries that the
//! report speaks of and the place that it is datelined from, and only then how well
//! the place is known. Where two are about as likely none is chosen; what else the
//! name can mean is kept, the likeliest first.

mod beside;

pub(crate) use beside::{Beside, Land};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_gazetteer::{
    City, Region, cities, country, country_named, folded, government_seat, is_also_told_in, region,
    regions_named, seat, state_abbreviated, towns, without_kind,
};
use wirefold_report::{Site, SiteKind, Span, Whereabouts};

/// Points for what a report says of a place. A point is worth a tenfold number of
/// inhabitants.
mod points {
    /// It stands beside the country or division that it lies in.
    pub(super) const BESIDE: f64 = 6.0;
    /// It lies in the country that stands beside it, though in another division.
    pub(super) const ELSEWHERE: f64 = 3.0;
    /// The report speaks of its division.
    pub(super) const DIVISION: f64 = 1.0;
    /// Of a name that is a country's too: the report speaks of other divisions of its country.
    pub(super) const SISTERS: f64 = 2.5;
    /// The report speaks of its country.
    pub(super) const NAMED: f64 = 1.7;
    /// More for each further time, up to [`MOST_OFTEN`].
    pub(super) const AGAIN: f64 = 0.1;
    pub(super) const MOST_OFTEN: f64 = 0.5;
    /// The report is datelined from its country.
    pub(super) const DATELINE: f64 = 1.5;
    /// It is its country's seat of government.
    pub(super) const CAPITAL: f64 = 1.0;
    /// A region is as well known as a city of a million, a division less so than a city of as many.
    pub(super) const REGION: f64 = 6.0;
    pub(super) const DIVIDED: f64 = 0.5;
    /// Less for a division that nothing speaks for and that is no name of its own: there is a Canterbury in New
    /// Zealand, and a Lara in Venezuela.
    pub(super) const UNTOLD: f64 = 2.0;
    /// A country is better known than any city.
    pub(super) const COUNTRY: f64 = 9.0;
    /// How far the first must be ahead of the second, unless the report speaks for the
    /// first alone.
    pub(super) const AHEAD: f64 = 0.5;
    /// A city of 300,000 is meant even where the report speaks of other countries only.
    pub(super) const KNOWN: f64 = 5.477;
    /// A place of fewer than 10,000 is never meant where nothing speaks for it.
    pub(super) const LEAST: f64 = 4.0;
}

/// What a report says of where it plays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    /// How often it names each country or its people.
    named: BTreeMap<&'static str, usize>,
    /// The divisions that it names or whose cities it names.
    divisions: BTreeSet<(&'static str, &'static str)>,
    dateline: Option<&'static str>,
    /// What stands beside names, by the folded name: what cannot be said of one place apart.
    beside: BTreeMap<String, Vec<Beside>>,
}

impl Scene {
    pub(crate) fn of(named: impl Iterator<Item = &'static str>) -> Self {
        let mut scene = Self::default();
        for code in named {
            *scene.named.entry(code).or_default() += 1;
        }
        scene
    }

    /// Notes what stands before and behind a name.
    pub(crate) fn note(&mut self, name: &str, before: &str, after: &str) {
        let Some(beside) = self.beside(name, before, after) else { return };
        for land in beside.lands.iter().filter(|_| beside.lands.len() == 1) {
            self.divisions.extend(land.division.map(|division| (land.country, division)));
        }
        let noted = self.beside.entry(folded(name)).or_default();
        if noted.len() < MOST && !noted.iter().any(|other| other.fits(&beside)) {
            noted.push(beside);
        }
    }

    /// What stands around a name, if it says something of it.
    fn beside(&self, name: &str, before: &str, after: &str) -> Option<Beside> {
        let mut beside = Beside::around(before, after)?;
        // Whoever names a country or state needs no land beside it.
        beside.sure &= country_named(name).is_none() && region(name).is_none();
        (beside.sure || candidates(name, Some(&beside), &self.divisions).iter().any(|c| c.lies_in(&beside)))
            .then_some(beside)
    }

    /// Notes that the report speaks of a city or division.
    pub(crate) fn note_place(&mut self, name: &str) {
        const LARGE: u32 = 100_000;
        const OVER: u32 = 10;
        let all = cities(name);
        let large = all.first().filter(|city| city.population >= LARGE);
        let apart = |r: &&Region| large.is_some_and(|city| r.division != Some(city.division));
        let of_region = region(name).filter(|r| country_named(name).is_none() && !apart(r));
        let rest = all.get(1).map_or(0, |second| second.population);
        let city = all.first().filter(|city| city.population >= LARGE && city.population / OVER >= rest);
        let found = of_region
            .and_then(|r| Some((r.country.code, r.division?)))
            .or_else(|| city.map(|c| (c.country.code, c.division)));
        self.divisions.extend(found.filter(|(_, division)| !division.is_empty()));
    }

    /// Notes that words beside a name that is a country's too tell of the division of that name ("Georgia Republicans"),
    /// or of the country ("Georgia's parliament").
    pub(crate) fn note_kind(&mut self, name: &str, after: &str) {
        let Some(own) = country_named(name) else { return };
        let after =
            after.strip_prefix("'s").or_else(|| after.strip_prefix("’s")).unwrap_or(after).trim_start();
        match clash_words().iter().find(|(words, _)| starts_with_words(after, words)) {
            Some((_, true)) => {
                let state = regions_named(name).find(|r| r.country.code != own.code);
                self.divisions.extend(state.and_then(|r| Some((r.country.code, r.division?))));
            }
            Some((_, false)) => *self.named.entry(own.code).or_default() += 1,
            None => {}
        }
    }

    /// Notes the place that the report is datelined from.
    pub(crate) fn set_dateline(&mut self, name: &str) {
        let own = country_named(name).filter(|_| !is_clash(name)).or_else(|| government_seat(name));
        self.dateline = own.map(|c| c.code).or_else(|| self.find(name, 0).country);
    }

    fn support(&self, code: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "names of one report")]
        let named = self.named.get(code).map_or(0.0, |&times| {
            points::NAMED + (points::AGAIN * (times - 1) as f64).min(points::MOST_OFTEN)
        });
        named + if self.dateline == Some(code) { points::DATELINE } else { 0.0 }
    }

    /// Which of the places of that name is meant where it stands so: a number that is the same for all that can be one
    /// place. Without a land beside it, it is the one named last, `last`.
    pub(crate) fn which(&self, name: &str, before: &str, after: &str, last: usize) -> usize {
        let Some(noted) = self.beside.get(&folded(name)).filter(|noted| noted.len() > 1) else { return 0 };
        let own = self.beside(name, before, after);
        own.and_then(|own| noted.iter().position(|other| other.fits(&own))).unwrap_or(last)
    }

    /// What a place's name means in this report; `which` tells those apart that stand beside different lands.
    pub(crate) fn find(&self, name: &str, which: usize) -> Found {
        if let Some(whole) = without_side(name).filter(|_| candidates(name, None, &self.divisions).is_empty())
        {
            let country = self.find(whole, 0).country;
            return Found { country, whereabouts: Whereabouts::default() };
        }
        let beside = self.beside.get(&folded(name)).and_then(|noted| noted.get(which));
        let mut all = candidates(name, beside, &self.divisions);
        for candidate in &mut all {
            candidate.support = self.support(candidate.country) + self.of_division(candidate, name);
            candidate.support += beside.map_or(0.0, |beside| candidate.beside(beside));
            candidate.points += candidate.support;
            candidate.points -= if candidate.is_untold() { points::UNTOLD } else { 0.0 };
        }
        all.sort_by(|a, b| b.points.total_cmp(&a.points).then_with(|| a.key().cmp(&b.key())));
        let stated = beside.filter(|beside| beside.sure && beside.lands.len() == 1).map(|b| b.lands[0]);
        match stated {
            Some(land) => self.stated(all, land, beside),
            None => self.chosen(&all),
        }
    }

    /// Points for the division that a candidate is or lies in.
    fn of_division(&self, candidate: &Candidate, name: &str) -> f64 {
        let Some(division) = candidate.site.division.as_deref() else { return 0.0 };
        let clash = candidate.site.kind == SiteKind::Region && is_clash(name);
        if self.divisions.contains(&(candidate.country, division)) {
            let sisters = if clash { points::SISTERS } else { 0.0 };
            return points::DIVISION + sisters;
        }
        let sisters = clash && self.divisions.iter().any(|(country, _)| *country == candidate.country);
        if sisters { points::SISTERS } else { 0.0 }
    }

    /// What a name means that the text places in one land: nothing outside of it, but for what is told to be in
    /// two countries.
    fn stated(&self, all: Vec<Candidate>, land: Land, beside: Option<&Beside>) -> Found {
        let inside = |c: &Candidate| beside.is_some_and(|b| c.lies_in(b)) || c.is_also_in(land);
        let (inside, outside): (Vec<_>, Vec<_>) = all.into_iter().partition(inside);
        let mut found = self.chosen(&inside);
        found.country = Some(land.country);
        let room = MOST.saturating_sub(found.whereabouts.alternatives.len());
        found.whereabouts.alternatives.extend(outside.into_iter().take(room).map(|c| c.site));
        found
    }

    fn chosen(&self, all: &[Candidate]) -> Found {
        let Some(first) = all.first() else { return Found::default() };
        let alone = |c: &Candidate| first.support > 0.0 && c.support == 0.0;
        let ahead = |c: &&Candidate| first.holds(c) || alone(c) || first.points - c.points >= points::AHEAD;
        // A country that nothing speaks of, but for a division of that name in one that the report is about.
        let doubtful = first.site.kind == SiteKind::Country
            && first.support == 0.0
            && all[1..].iter().any(|c| c.site.kind == SiteKind::Region && c.support > 0.0);
        let known = first.support > 0.0
            || all.len() == 1 && first.named_in_full
            || first.points >= points::KNOWN
            || first.points >= points::LEAST
                && self.named.is_empty()
                && all.iter().all(|c| c.country == first.country);
        let clear = known && !doubtful && all[1..].iter().find(|c| !first.holds(c)).iter().all(ahead);
        let near = all.iter().take_while(|c| first.holds(c) || !ahead(c));
        let settled = known && !doubtful && near.clone().all(|c| c.country == first.country);
        let country = settled.then_some(first.country);
        let site = if clear { Some(first.site.clone()) } else { None };
        // The division around a city is no other place.
        let rest = all
            .iter()
            .skip(usize::from(clear))
            .filter(|c| !(clear && first.holds(c) && c.site.geonames.is_none()));
        let sites = rest.map(|c| c.site.clone());
        Found { country, whereabouts: Whereabouts { site, alternatives: sites.take(MOST).collect() } }
    }
}

/// Whether a country's name is that of another country's region too: "Georgia".
pub(crate) fn is_clash(name: &str) -> bool {
    country_named(name).is_some_and(|own| region(name).is_some_and(|r| r.country.code != own.code))
}

/// A place's name without the side of it: "southern Portugal", "downtown Oslo".
pub(crate) fn without_side(name: &str) -> Option<&str> {
    let (side, rest) = name.split_once(' ')?;
    let side = side.to_lowercase();
    let told =
        side.ends_with("ern") && ["north", "south", "east", "west"].iter().any(|s| side.starts_with(s));
    (told || matches!(side.as_str(), "central" | "downtown" | "mainland" | "occupied" | "rural"))
        .then_some(rest)
}

/// The words behind a name that tell a division's (`true`) or a country's.
fn clash_words() -> &'static [(&'static str, bool)] {
    static WORDS: std::sync::OnceLock<Vec<(&'static str, bool)>> = std::sync::OnceLock::new();
    WORDS.get_or_init(|| {
        let rows = crate::scan::table(include_str!("../data/place/clash_words.tsv"));
        rows.filter_map(|row| Some((row[0], *row.get(1)? == "division"))).collect()
    })
}

fn starts_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
}

/// No more alternatives are kept: there are dozens of San Juans.
const MOST: usize = 8;

/// What a name means in a report.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Found {
    /// ISO 3166-1 alpha-3, where all that it is likely to mean lies in one country.
    pub(crate) country: Option<&'static str>,
    pub(crate) whereabouts: Whereabouts,
}

struct Candidate {
    site: Site,
    country: &'static str,
    points: f64,
    support: f64,
    /// Called by what it is: "Idlib province".
    named_in_full: bool,
    /// A division below the best known ones.
    lesser: bool,
}

impl Candidate {
    fn is_untold(&self) -> bool {
        self.lesser && self.support == 0.0 && !self.named_in_full
    }

    /// Whether it lies in the land, or one of the lands, that stands beside its name.
    fn lies_in(&self, beside: &Beside) -> bool {
        beside.lands.iter().any(|land| self.inside(*land))
    }

    fn inside(&self, land: Land) -> bool {
        let division = self.site.division.as_deref();
        self.country == land.country && (land.division.is_none() || land.division == division)
    }

    /// Points for what stands beside it.
    fn beside(&self, beside: &Beside) -> f64 {
        let near = |land: &Land| self.country == land.country && land.country != "USA";
        match self.lies_in(beside) || beside.lands.iter().any(|land| self.is_also_in(*land)) {
            true => points::BESIDE,
            false if beside.lands.iter().any(near) => points::ELSEWHERE,
            false => 0.0,
        }
    }

    fn is_also_in(&self, land: Land) -> bool {
        let division = self.site.division.as_deref().unwrap_or_default();
        land.division.is_none() && is_also_told_in(self.country, division, land.country)
    }

    /// Whether one is the city or the region in the middle of the other: the name leaves open no more than where it ends.
    fn holds(&self, other: &Self) -> bool {
        let kinds = [self.site.kind, other.site.kind];
        let nested = kinds.contains(&SiteKind::Region) && kinds.contains(&SiteKind::City);
        nested && self.country == other.country && self.site.division == other.site.division
    }

    fn key(&self) -> (&'static str, Option<u32>) {
        (self.country, self.site.geonames)
    }
}

/// Everything that a name can mean; towns only where something says that they are spoken of.
fn candidates(
    name: &str,
    beside: Option<&Beside>,
    divisions: &BTreeSet<(&'static str, &'static str)>,
) -> Vec<Candidate> {
    let short = state_abbreviated(name).filter(|_| name.ends_with('.'));
    let whole = without_kind(name).into_iter().flat_map(regions_named);
    // Counties are mostly of the United States, whose three thousand the gazetteer leaves out.
    let county = name.ends_with(" County");
    // "Capitol Hill" is no town.
    if seat(name).is_some() && cities(name).is_empty() && country_named(name).is_none() {
        return Vec::new();
    }
    let divided: Vec<Candidate> = short
        .into_iter()
        .chain(whole)
        .map(|r| Candidate { named_in_full: !county, ..of_region(r) })
        .collect();
    if !divided.is_empty() {
        return divided;
    }
    let own = country_named(name).map(|found| {
        let site = Site {
            name: found.name.to_owned(),
            kind: SiteKind::Country,
            country: found.code.to_owned(),
            division: None,
            position: None,
            geonames: None,
        };
        Candidate {
            site,
            country: found.code,
            points: points::COUNTRY,
            support: 0.0,
            named_in_full: false,
            lesser: false,
        }
    });
    // "U.N." is no Un, "DE" no De.
    let short = !name.chars().any(char::is_lowercase) && (name.len() < 4 || name.contains('.'));
    let cities = if short { &[] } else { cities(name) };
    // Where a division is called like its chief city, the bare name is the city's.
    let whole =
        |r: &&Region| r.population.is_none() || cities.iter().all(|city| city.country.code != r.country.code);
    let areas = regions_named(name).filter(whole).map(of_region);
    let unknown = cities.is_empty();
    let spoken_of = |town: &&City| unknown && divisions.contains(&(town.country.code, town.division));
    let told = |town: &City| beside.is_some_and(|beside| of_city(town).lies_in(beside));
    let anywhere = beside.is_some() || !divisions.is_empty();
    let towns = if short || !anywhere { &[] } else { towns(name) };
    let towns = towns.iter().filter(|town| told(town) || spoken_of(town));
    own.into_iter().chain(areas).chain(cities.iter().chain(towns).map(of_city)).collect()
}

fn of_region(region: &Region) -> Candidate {
    let site = Site {
        name: region.name.to_owned(),
        kind: SiteKind::Region,
        country: region.country.code.to_owned(),
        division: region.division.map(str::to_owned),
        position: region.position,
        geonames: region.geonames,
    };
    let own =
        region.population.map_or(points::REGION, |people| f64::from(people.max(1)).log10() - points::DIVIDED);
    Candidate {
        site,
        country: region.country.code,
        points: own.min(points::REGION),
        support: 0.0,
        named_in_full: false,
        lesser: region.population.is_some(),
    }
}

fn of_city(city: &City) -> Candidate {
    let site = Site {
        name: city.name.to_owned(),
        kind: SiteKind::City,
        country: city.country.code.to_owned(),
        division: (!city.division.is_empty()).then(|| city.division.to_owned()),
        position: Some((city.latitude, city.longitude)),
        geonames: Some(city.geonames),
    };
    let capital = country(city.country.code).is_some_and(|c| folded(c.capital) == folded(city.name));
    let known = f64::from(city.population.max(1)).log10() + if capital { points::CAPITAL } else { 0.0 };
    Candidate {
        site,
        country: city.country.code,
        points: known,
        support: 0.0,
        named_in_full: false,
        lesser: false,
    }
}

/// Whether a place's name opens a dateline: "OSLO (Northwire) —", "Oslo, Norway, May 3 –".
pub(crate) fn is_dateline(text: &str, name: Span) -> bool {
    const REACH: usize = 60;
    let (before, after) = (&text[..name.range().start], &text[name.range().end..]);
    let opens = before.trim_end_matches([' ', '\u{a0}']).chars().next_back().is_none_or(|c| c == '\n');
    let end = after.char_indices().nth(REACH).map_or(after.len(), |(at, _)| at);
    let line = after[..end].split('\n').next().unwrap_or_default();
    let dash = ["—", "–", "--", " - "].into_iter().filter_map(|dash| line.find(dash)).min();
    let Some(between) = dash.map(|at| &line[..at]) else { return false };
    let plain = between.split('(').next().unwrap_or_default();
    let closed = between.contains('(') == between.trim_end().ends_with(')');
    let capitalised = |word: &str| !word.starts_with(char::is_lowercase);
    opens && closed && plain.split_whitespace().all(capitalised)
}

#[cfg(test)]
mod tests {
    use super::{Scene, Span, is_dateline};
    use wirefold_gazetteer::country;
    use wirefold_report::Site;

    fn scene(named: &str, dateline: &str) -> Scene {
        let codes = named.split(' ').filter_map(country).map(|c| c.code);
        let mut scene = Scene::of(codes);
        if dateline != "-" {
            let (name, after) = dateline.split_at(dateline.find(',').unwrap_or(dateline.len()));
            scene.note(name, "", after);
            scene.set_dateline(name);
        }
        scene
    }

    fn told(site: &Site) -> String {
        let parts = [Some(site.name.as_str()), Some(site.country.as_str()), site.division.as_deref()];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn cases() {
        let mut wrong = Vec::new();
        let cases = include_str!("../data/place/cases.txt").lines();
        for line in cases.filter(|l| !l.starts_with('#') && !l.is_empty()) {
            let fields: Vec<&str> = line.split('\t').filter(|f| !f.is_empty()).collect();
            let [named, dateline, name, after, site, land, others] = fields[..] else {
                panic!("seven fields: {line}")
            };
            let mut scene = scene(named, dateline);
            scene.note(name, "", after);
            let found = scene.find(name, 0);
            let got_site = found.whereabouts.site.as_ref().map_or_else(|| "-".to_owned(), told);
            let got_others = if found.whereabouts.alternatives.is_empty() { "alone" } else { "more" };
            let got = (got_site.as_str(), found.country.unwrap_or("-"), got_others);
            if got != (site, land, others) {
                wrong.push(format!("{line}\n    {got:?}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn alternatives_stand_in_order_and_are_few() {
        let found = scene("USA USA", "-").find("San Juan", 0);
        assert!(found.whereabouts.alternatives.len() <= super::MOST);
        let found = scene("USA", "-").find("Birmingham", 0);
        assert_eq!(found.whereabouts.alternatives.first().map(told).as_deref(), Some("Birmingham GBR ENG"));
    }

    #[test]
    fn datelines() {
        for (text, name, expected) in [
            ("OSLO (Northwire) — Ministers met.", "OSLO", true),
            ("Oslo, Norway, May 3 – Ministers met.", "Oslo", true),
            ("Title\nOSLO — Ministers met.", "OSLO", true),
            ("Oslo is where ministers met — again.", "Oslo", false),
            ("In Oslo — the capital.", "Oslo", false),
            ("Oslo", "Oslo", false),
        ] {
            let start = text.find(name).expect(name);
            assert_eq!(is_dateline(text, Span::new(start, start + name.len())), expected, "{text}");
        }
    }
}
