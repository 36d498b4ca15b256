//! Series of short reports of events of one kind, made from moulds and names of our own writing (`train/series`): the
//! same sentences about other events, other sentences about the same.

use wirefold_report::{Published, Report};

use crate::Failure;
use crate::sets::Set;
use crate::stream::mixed;

/// One report as it may be told of any event of its kind.
struct Told {
    title: String,
    sentences: Vec<String>,
}

/// A kind of event: what every event has, and what else may be told of it.
struct Mould {
    briefs: Vec<Told>,
    others: Vec<Told>,
}

/// Names of one country.
struct Country {
    name: String,
    people: String,
    places: Vec<String>,
    first: Vec<String>,
    last: Vec<String>,
}

/// What series are made of.
pub(crate) struct Series {
    moulds: Vec<Mould>,
    countries: Vec<Country>,
}

/// What an event has of its own.
#[derive(Clone)]
struct Event {
    mould: usize,
    country: usize,
    day: i64,
    fillers: Vec<(&'static str, String)>,
}

/// What a set holds.
struct Size {
    /// How many series, and events of each at most.
    series: usize,
    events: usize,
    /// Reports of an event that mix what others tell, at most.
    mixed: usize,
    /// How many such sets are made.
    times: usize,
}

const SIZES: [Size; 7] = [
    Size { series: 1, events: 3, mixed: 0, times: 250 },
    Size { series: 2, events: 1, mixed: 0, times: 100 },
    Size { series: 2, events: 1, mixed: 3, times: 200 },
    Size { series: 1, events: 3, mixed: 3, times: 100 },
    Size { series: 12, events: 5, mixed: 0, times: 12 },
    Size { series: 40, events: 8, mixed: 0, times: 2 },
    Size { series: 6, events: 2, mixed: 40, times: 8 },
];
/// Whether a set's reports have dates and titles, in turns.
const FORMS: [[bool; 2]; 4] = [[true, true], [true, false], [false, true], [false, false]];
/// Days on which an event is reported.
const DAYS: usize = 8;
/// Made-up things: ships, firms, storms, records.
const THINGS: [&str; 24] = [
    "Arvela", "Borran", "Castenor", "Dulmira", "Evanta", "Foscari", "Galvex", "Hestrel", "Ilmaris", "Jorvik",
    "Kestora", "Lumbrel", "Mirador", "Norvane", "Ostrava", "Pelagia", "Quintor", "Rosalba", "Selvane",
    "Tormenta", "Ulvika", "Vantera", "Wexley", "Zephira",
];
const WEEKDAYS: [&str; 7] = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];

/// What looks like chance.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = mixed(self.0 + 1);
        (self.0 >> 8) as usize % most
    }

    /// Whether something happens that does so `times` in ten.
    fn is(&mut self, times: usize) -> bool {
        self.below(10) < times
    }

    fn of<'t, T>(&mut self, some: &'t [T]) -> &'t T {
        &some[self.below(some.len())]
    }
}

impl Series {
    /// From the folder that holds the moulds and the names.
    pub(crate) fn read(folder: &str) -> Result<Self, Failure> {
        let moulds = std::fs::read_to_string(format!("{folder}/moulds.md"))?;
        let names = std::fs::read_to_string(format!("{folder}/names.tsv"))?;
        let moulds = moulds.split("\n# ").skip(2).map(mould).collect();
        let countries = names.lines().filter(|row| !row.starts_with('#')).map(country);
        Ok(Self { moulds, countries: countries.collect::<Option<_>>().ok_or("a row has six columns")? })
    }

    /// Sets of few reports and of many, with and without dates and titles.
    pub(crate) fn sets(&self) -> Vec<Set> {
        let mut sets = Vec::new();
        for size in &SIZES {
            for time in 0..size.times {
                let mut chance = Chance(mixed((sets.len() * 1000 + time) as u64));
                sets.push(self.set(&mut chance, size, FORMS[time % FORMS.len()]));
            }
        }
        sets
    }

    /// A set of several series, in order of publication.
    fn set(&self, chance: &mut Chance, size: &Size, [dates, titles]: [bool; 2]) -> Set {
        let mut told: Vec<(i64, usize, usize, Report)> = Vec::new();
        for _ in 0..size.series {
            let start = chance.below(size.series.min(20)) as i64;
            for event in self.events(chance, size.events, start) {
                let story = told.last().map_or(0, |last| last.2 + 1);
                for (day, mut report) in self.reports(chance, &event, size.mixed) {
                    report.title = report.title.filter(|_| titles);
                    report.published = report.published.filter(|_| dates);
                    told.push((day, chance.below(1000), story, report));
                }
            }
        }
        told.sort_by_key(|one| (one.0, one.1));
        let story = told.iter().map(|one| one.2).collect();
        Set { reports: told.into_iter().map(|one| one.3).collect(), story }
    }

    /// Events of one kind, often of one country, now and then of one place.
    fn events(&self, chance: &mut Chance, most: usize, start: i64) -> Vec<Event> {
        let mould = chance.below(self.moulds.len());
        let mut events: Vec<Event> = Vec::new();
        for _ in 0..(2 + chance.below(most)).min(most) {
            let before = if events.is_empty() { None } else { Some(chance.of(&events).clone()) };
            let same_country = chance.is(6);
            let country = before.as_ref().filter(|_| same_country).map(|event| event.country);
            let country = country.unwrap_or_else(|| chance.below(self.countries.len()));
            let later = if chance.is(4) { 0 } else { chance.below(9) as i64 };
            let mut event = self.event(chance, mould, country, start + later);
            if let Some(before) = before.filter(|before| before.country == country) {
                event.take_over(chance, &before);
            }
            events.push(event);
        }
        events
    }

    fn event(&self, chance: &mut Chance, mould: usize, country: usize, day: i64) -> Event {
        let names = &self.countries[country];
        let at = chance.below(names.places.len());
        let town = (at + 1 + chance.below(names.places.len() - 1)) % names.places.len();
        let mut person = || (chance.of(&names.first).clone(), chance.of(&names.last).clone());
        let ((first, last), (chief_first, chief_last)) = (person(), person());
        let dead = 3 + chance.below(40);
        let fillers = vec![
            ("country", names.name.clone()),
            ("people", names.people.clone()),
            ("place", names.places[at].clone()),
            ("town", names.places[town].clone()),
            ("who", format!("{first} {last}")),
            ("last", last),
            ("chief", format!("{chief_first} {chief_last}")),
            ("chief_last", chief_last),
            ("thing", (*chance.of(&THINGS)).to_owned()),
            ("n", dead.to_string()),
            ("more", (dead + 1 + chance.below(4)).to_string()),
            ("m", (21 + chance.below(70)).to_string()),
            ("k", (2 + chance.below(9)).to_string()),
            ("day", WEEKDAYS[day.rem_euclid(7) as usize].to_owned()),
        ];
        Event { mould, country, day, fillers }
    }

    /// The reports of an event, and the days on which they come.
    fn reports(&self, chance: &mut Chance, event: &Event, mixed: usize) -> Vec<(i64, Report)> {
        let mould = &self.moulds[event.mould];
        let mut reports = Vec::new();
        let first = if chance.is(9) { 0 } else { mould.briefs.len() - 1 };
        reports.push((event.day, event.told(chance, &mould.briefs[first], 0)));
        if mould.briefs.len() > 1 && first == 0 && chance.is(4) {
            reports.push((event.day, event.told(chance, &mould.briefs[1], 0)));
        }
        for other in &mould.others {
            if chance.is(5) {
                let later = chance.below(6) as i64;
                reports.push((event.day + later, event.told(chance, other, later)));
            }
        }
        let all: Vec<&Told> = mould.briefs.iter().chain(&mould.others).collect();
        for _ in 0..if mixed > 0 { 1 + chance.below(mixed) } else { 0 } {
            let later = chance.below(DAYS) as i64;
            let told = Told::mixed(chance, &all);
            reports.push((event.day + later, event.told(chance, &told, later)));
        }
        reports
    }
}

impl Told {
    /// Something of one of these, then of another, under any title.
    fn mixed(chance: &mut Chance, all: &[&Self]) -> Self {
        let (main, other) = (*chance.of(all), *chance.of(all));
        let mut sentences: Vec<String> = Vec::new();
        for (told, most) in [(main, 3), (other, 2), (all[0], 1)] {
            for _ in 0..1 + chance.below(most) {
                let sentence = chance.of(&told.sentences);
                if !sentences.contains(sentence) {
                    sentences.push(sentence.clone());
                }
            }
        }
        Self { title: chance.of(all).title.clone(), sentences }
    }
}

impl Event {
    /// Has something in common with an earlier event of its country.
    fn take_over(&mut self, chance: &mut Chance, before: &Self) {
        let shared: &[&str] = match chance.below(6) {
            0 => &["place", "town"],
            1 => &["chief", "chief_last"],
            2 => &["thing"],
            3 => &["town"],
            4 => &["chief", "chief_last", "place", "m"],
            _ => &[],
        };
        for (own, other) in self.fillers.iter_mut().zip(&before.fillers) {
            if shared.contains(&own.0) {
                own.1.clone_from(&other.1);
            }
        }
    }

    fn told(&self, chance: &mut Chance, told: &Told, later: i64) -> Report {
        let left_out = chance.below(2 * told.sentences.len().max(1));
        let kept = told.sentences.iter().enumerate().filter(|(at, _)| *at == 0 || *at != left_out);
        let text: Vec<String> = kept.map(|(_, sentence)| self.filled(sentence)).collect();
        let mut report = Report::new(format!("{}", chance.0), text.join(" "));
        report.title = Some(self.filled(&told.title));
        report.published = published(self.day + later);
        report
    }

    fn filled(&self, text: &str) -> String {
        self.fillers
            .iter()
            .fold(text.to_owned(), |text, (name, filler)| text.replace(&format!("{{{name}}}"), filler))
    }
}

/// A made-up day of publication.
pub(crate) fn published(day: i64) -> Option<Published> {
    let date = jiff::civil::date(2028, 1, 1).checked_add(jiff::Span::new().days(day)).ok()?;
    Some(Published { date, instant: None, source: date.to_string() })
}

fn mould(text: &str) -> Mould {
    let (mut briefs, mut others) = (Vec::new(), Vec::new());
    for part in text.split("\n## ").skip(1) {
        let mut lines = part.lines().filter(|line| !line.is_empty());
        let is_brief = lines.next() == Some("brief");
        let title = lines.next().unwrap_or_default().trim_start_matches("= ").to_owned();
        let told = Told { title, sentences: lines.map(str::to_owned).collect() };
        if is_brief { &mut briefs } else { &mut others }.push(told);
    }
    Mould { briefs, others }
}

fn country(row: &str) -> Option<Country> {
    let mut columns = row.split('\t');
    let mut one = || columns.next().map(|column| column.replace('_', "\u{a0}"));
    let (name, people) = (one()?, one()?);
    let mut some = || -> Option<Vec<String>> {
        Some(one()?.split(' ').map(|name| name.replace('\u{a0}', " ")).collect())
    };
    Some(Country { name, people, places: some()?, first: some()?, last: some()? })
}
