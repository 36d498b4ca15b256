//! Which place of the gazetteer a name means.
//!
//! A name alone rarely settles it: there is a Birmingham in England and one in
//! Alabama. What the report itself says decides, in this order: the country or
//! division named beside the place ("Birmingham, Alabama"), the countries that the
//! report speaks of and the place that it is datelined from, and only then how well
//! the place is known. Where two are about as likely none is chosen; what else the
//! name can mean is kept, the likeliest first.

use std::collections::BTreeMap;
use wirefold_gazetteer::{City, Region, cities, country, country_named, folded, government_seat, region};
use wirefold_report::{Site, SiteKind, Span, Whereabouts};

/// Points for what a report says of a place. A point is worth a tenfold number of
/// inhabitants.
mod points {
    /// It stands beside the country or division that it lies in.
    pub(super) const BESIDE: f64 = 6.0;
    /// The report speaks of its country.
    pub(super) const NAMED: f64 = 1.7;
    /// More for each further time, up to [`MOST_OFTEN`].
    pub(super) const AGAIN: f64 = 0.1;
    pub(super) const MOST_OFTEN: f64 = 0.5;
    /// The report is datelined from its country.
    pub(super) const DATELINE: f64 = 1.5;
    /// It is its country's seat of government.
    pub(super) const CAPITAL: f64 = 1.0;
    /// A region is as well known as a city of a million.
    pub(super) const REGION: f64 = 6.0;
    /// A country is better known than any city.
    pub(super) const COUNTRY: f64 = 9.0;
    /// How far the first must be ahead of the second, unless the report speaks for the
    /// first alone.
    pub(super) const AHEAD: f64 = 0.5;
    /// A city of 300,000 is meant even where the report speaks of other countries only.
    pub(super) const KNOWN: f64 = 5.477;
}

/// What stands beside a place's name: the country or region that it is said to lie in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Beside {
    country: &'static str,
    division: Option<&'static str>,
}

impl Beside {
    /// What the words after a place's name tell: ", Alabama", "(Spain)", ", Ontario, Canada".
    pub(crate) fn after(text: &str) -> Option<Self> {
        const REACH: usize = 60;
        let text = &text[..text.char_indices().nth(REACH).map_or(text.len(), |(at, _)| at)];
        let text = text.trim_start_matches([' ', '\u{a0}']);
        let rest = text.strip_prefix(',').or_else(|| text.strip_prefix('('))?;
        let end = rest.find(['.', ')', '(', ';', ':', '\n', '—', '–', '”', '"']).unwrap_or(rest.len());
        rest[..end].split(',').take(2).find_map(|part| {
            let words: Vec<&str> = part.split_whitespace().take(4).collect();
            (1..=words.len()).rev().find_map(|n| Self::named(&words[..n].join(" ")))
        })
    }

    fn named(name: &str) -> Option<Self> {
        if !name.starts_with(char::is_uppercase) {
            return None;
        }
        let within = region(name);
        // "Columbus, Georgia": where the name is a country's and a division's, both count.
        let land = country_named(name).or_else(|| within.map(|r| r.country))?;
        Some(Self { country: land.code, division: within.and_then(|r| r.division) })
    }
}

/// What a report says of where it plays.
#[derive(Clone, Debug, Default)]
pub(crate) struct Scene {
    /// How often it names each country or its people.
    named: BTreeMap<&'static str, usize>,
    dateline: Option<&'static str>,
    /// What stands beside names, by the folded name.
    beside: BTreeMap<String, Beside>,
}

impl Scene {
    pub(crate) fn of(named: impl Iterator<Item = &'static str>) -> Self {
        let mut scene = Self::default();
        for code in named {
            *scene.named.entry(code).or_default() += 1;
        }
        scene
    }

    /// Notes what follows a name where it stands.
    pub(crate) fn note(&mut self, name: &str, after: &str) {
        if let Some(beside) = Beside::after(after) {
            self.beside.entry(folded(name)).or_insert(beside);
        }
    }

    /// Notes the place that the report is datelined from.
    pub(crate) fn set_dateline(&mut self, name: &str) {
        let country = country_named(name).or_else(|| government_seat(name)).map(|c| c.code);
        self.dateline = country.or_else(|| self.find(name).country);
    }

    fn support(&self, code: &str) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "names of one report")]
        let named = self.named.get(code).map_or(0.0, |&times| {
            points::NAMED + (points::AGAIN * (times - 1) as f64).min(points::MOST_OFTEN)
        });
        named + if self.dateline == Some(code) { points::DATELINE } else { 0.0 }
    }

    /// What a place's name means in this report.
    pub(crate) fn find(&self, name: &str) -> Found {
        let beside = self.beside.get(&folded(name)).copied();
        let mut all = candidates(name);
        for candidate in &mut all {
            candidate.support = self.support(candidate.country);
            candidate.points += candidate.support;
            if beside.is_some_and(|beside| candidate.lies_in(beside)) {
                candidate.points += points::BESIDE;
                candidate.support += points::BESIDE;
            }
        }
        all.sort_by(|a, b| b.points.total_cmp(&a.points).then_with(|| a.key().cmp(&b.key())));
        self.chosen(all)
    }

    fn chosen(&self, all: Vec<Candidate>) -> Found {
        let Some(first) = all.first() else { return Found::default() };
        let alone = |c: &Candidate| first.support > 0.0 && c.support == 0.0;
        let ahead = |c: &&Candidate| alone(c) || first.points - c.points >= points::AHEAD;
        let known = first.support > 0.0
            || first.points >= points::KNOWN
            || self.named.is_empty() && all.iter().all(|c| c.country == first.country);
        let clear = known && all[1..].iter().take(1).all(|c| ahead(&c));
        let near = all.iter().take_while(|c| !ahead(c));
        let country = (known && near.clone().all(|c| c.country == first.country)).then_some(first.country);
        let mut sites = all.into_iter().map(|c| c.site);
        let site = if clear { sites.next() } else { None };
        Found { country, whereabouts: Whereabouts { site, alternatives: sites.take(MOST).collect() } }
    }
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
}

impl Candidate {
    fn lies_in(&self, beside: Beside) -> bool {
        let division = self.site.division.as_deref();
        let within = beside.division.is_some() && beside.division == division;
        // A country's name that is a state's too ("Georgia") may mean either.
        within && self.country == "USA"
            || self.country == beside.country && (beside.division.is_none() || beside.country != "USA")
    }

    fn key(&self) -> (&'static str, Option<u32>) {
        (self.country, self.site.geonames)
    }
}

fn candidates(name: &str) -> Vec<Candidate> {
    let own = country_named(name).map(|found| {
        let site = Site {
            name: found.name.to_owned(),
            kind: SiteKind::Country,
            country: found.code.to_owned(),
            division: None,
            position: None,
            geonames: None,
        };
        Candidate { site, country: found.code, points: points::COUNTRY, support: 0.0 }
    });
    let area = region(name).map(of_region);
    own.into_iter().chain(area).chain(cities(name).iter().map(of_city)).collect()
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
    Candidate { site, country: region.country.code, points: points::REGION, support: 0.0 }
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
    Candidate { site, country: city.country.code, points: known, support: 0.0 }
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
            scene.note(name, after);
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
            scene.note(name, after);
            let found = scene.find(name);
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
        let found = scene("USA USA", "-").find("San Juan");
        assert!(found.whereabouts.alternatives.len() <= super::MOST);
        let found = scene("USA", "-").find("Birmingham");
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
