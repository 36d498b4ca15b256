//! One event with all of its story that an export tells of it.

use crate::contract::{
    EvidenceOut, PlaceOut, ReportOut, SiteOut, StoryEntityOut, StoryEventOut, StoryOut, StoryPartyOut,
};
use crate::{Recorded, Source};
use jiff::civil::Date;
use std::collections::{BTreeSet, HashMap};
use wirefold_gazetteer::{Country, country, country_named};
use wirefold_record::when::Days;
use wirefold_report::Origin;
use wirefold_text::one_line;

/// An event of a story.
pub(super) struct Fact<'a> {
    /// The story's id, an underscore, and the event's index in the story.
    pub(super) id: String,
    pub(super) story: &'a StoryOut,
    pub(super) event: &'a StoryEventOut,
    pub(super) actors: Vec<Who<'a>>,
    pub(super) recipients: Vec<Who<'a>>,
    /// The reports that tell it, in the story's order.
    pub(super) reports: Vec<Told<'a>>,
}

/// Somebody who acts or is acted upon.
pub(super) struct Who<'a> {
    pub(super) party: &'a StoryPartyOut,
    pub(super) entity: Option<&'a StoryEntityOut>,
}

/// A report that tells an event.
pub(super) struct Told<'a> {
    pub(super) report: &'a ReportOut,
    pub(super) source: Option<&'a Source>,
}

/// All events of a record, story by story.
pub(super) fn facts(recorded: &Recorded) -> impl Iterator<Item = Fact<'_>> {
    let sources: HashMap<&str, &Source> = recorded.sources.iter().map(|s| (s.id.as_str(), s)).collect();
    recorded.record.stories.iter().flat_map(move |story| {
        let cast = Cast::of(story, &sources);
        let facts: Vec<Fact<'_>> =
            story.events.iter().enumerate().map(|(at, event)| cast.fact(at, event)).collect();
        facts
    })
}

struct Cast<'a> {
    story: &'a StoryOut,
    entities: HashMap<&'a str, &'a StoryEntityOut>,
    sources: HashMap<&'a str, &'a Source>,
}

impl<'a> Cast<'a> {
    fn of(story: &'a StoryOut, all: &HashMap<&'a str, &'a Source>) -> Self {
        let entities = entities(story).map(|e| (e.id.as_str(), e)).collect();
        let own = story.reports.iter().filter_map(|r| Some((r.id.as_str(), *all.get(r.id.as_str())?)));
        Self { story, entities, sources: own.collect() }
    }

    fn fact(&self, at: usize, event: &'a StoryEventOut) -> Fact<'a> {
        let told: BTreeSet<&str> = event.reports.iter().map(String::as_str).collect();
        let reports = self.story.reports.iter().filter(|r| told.contains(r.id.as_str()));
        Fact {
            id: format!("{}_{at}", self.story.id),
            story: self.story,
            event,
            actors: event.actor.iter().map(|p| self.who(p)).collect(),
            recipients: event.recipient.iter().map(|p| self.who(p)).collect(),
            reports: reports
                .map(|report| Told { report, source: self.sources.get(report.id.as_str()).copied() })
                .collect(),
        }
    }

    fn who(&self, party: &'a StoryPartyOut) -> Who<'a> {
        let entity = party.entity.as_deref().and_then(|id| self.entities.get(id).copied());
        Who { party, entity }
    }
}

/// Everybody and everything that a story names.
pub(super) fn entities(story: &StoryOut) -> impl Iterator<Item = &StoryEntityOut> {
    [&story.people, &story.organizations, &story.places, &story.others].into_iter().flatten()
}

impl<'a> Fact<'a> {
    /// Whether coders of events would have coded it: it happened, or it is an
    /// agreement on what is still ahead.
    pub(super) fn is_coded(&self) -> bool {
        self.event.status == "happened" || self.is_ahead() && self.event.kind == "AGREE"
    }

    pub(super) fn is_ahead(&self) -> bool {
        self.event.status == "future"
    }

    /// Whom a table that has room for one recipient names: the first who is not the first actor. Those who meet, agree
    /// or trade stand on both sides.
    pub(super) fn other(&self) -> Option<&Who<'a>> {
        let actor = self.actors.first();
        self.recipients.iter().find(|who| actor.is_none_or(|actor| !actor.is(who)))
    }

    /// The days that its own date covers.
    pub(super) fn days(&self) -> Option<Days> {
        self.event.date.as_deref().and_then(Days::of)
    }

    /// The day to file it under: the first of its date. What has no date, and what is
    /// agreed on for later, goes under the day of the report that tells it first, else
    /// the story's.
    pub(super) fn day(&self) -> Option<Date> {
        let own = self.days().filter(|_| !self.is_ahead()).map(|days| days.first);
        own.or_else(|| self.first_published()).or_else(|| self.story.date.as_deref()?.parse().ok())
    }

    /// The day on which a report tells it first.
    pub(super) fn first_published(&self) -> Option<Date> {
        self.reports.iter().filter_map(Told::day).min()
    }

    pub(super) fn place(&self) -> Option<&'a PlaceOut> {
        self.event.place.as_ref()
    }

    /// What its place is taken for in the gazetteer.
    pub(super) fn site(&self) -> Option<&'a SiteOut> {
        self.place()?.whereabouts.site.as_ref()
    }

    /// The country that it took place in.
    pub(super) fn place_country(&self) -> Option<&'static Country> {
        country(self.place()?.country.as_deref()?)
    }

    /// How many publishers tell it; reports that name none count for themselves,
    /// unless one text is named more than once.
    pub(super) fn publishers(&self) -> usize {
        self.reports.iter().map(Told::publisher).collect::<BTreeSet<_>>().len()
    }

    /// How many outlets tell it; `None` where no report names one.
    pub(super) fn outlets(&self) -> Option<usize> {
        let named: BTreeSet<&str> = self.reports.iter().filter_map(|t| t.report.outlet.as_deref()).collect();
        (!named.is_empty()).then_some(named.len())
    }

    /// The names of the known origins among the reports that tell it, each once.
    pub(super) fn origin_names(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = Vec::new();
        let all = self.reports.iter().filter_map(|t| t.report.origin.as_ref());
        for name in all.flat_map(|origin| origin.name.split(Origin::JOINT)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// The web addresses of the reports that tell it.
    pub(super) fn urls(&self) -> Vec<&'a str> {
        self.reports.iter().filter_map(|t| t.report.url.as_deref()).collect()
    }
}

impl<'a> Told<'a> {
    /// The civil day of its publication.
    pub(super) fn day(&self) -> Option<Date> {
        Some(self.source?.published.as_ref()?.date)
    }

    /// When it was published, in UTC: as a point in time where it states one, else the
    /// start of the day that it states.
    pub(super) fn stamp(&self) -> Option<String> {
        let published = self.source?.published.as_ref()?;
        Some(match published.instant {
            Some(at) => at.strftime("%Y%m%d%H%M%S").to_string(),
            None => published.date.strftime("%Y%m%d000000").to_string(),
        })
    }

    /// The language that it states.
    pub(super) fn language(&self) -> Option<&'a str> {
        self.source?.language.as_deref()
    }

    /// Its outlet, the host of its address, or else its id.
    pub(super) fn publisher(&self) -> &'a str {
        let report = self.report;
        report.outlet.as_deref().or_else(|| self.host()).unwrap_or(&report.id)
    }

    /// The host of its address, without "www.".
    pub(super) fn host(&self) -> Option<&'a str> {
        let url = self.report.url.as_deref()?;
        let rest = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"))?;
        let host = rest.split(['/', '?', '#', ':']).next()?;
        Some(host.strip_prefix("www.").unwrap_or(host)).filter(|host| !host.is_empty())
    }

    /// Which of its sentences holds a piece of evidence, counted from 0.
    pub(super) fn sentence(&self, evidence: &EvidenceOut) -> Option<usize> {
        let sentences = &self.source?.sentences;
        let at = sentences.partition_point(|s| s.end <= evidence.span.start);
        (at < sentences.len()).then_some(at)
    }
}

impl<'a> Who<'a> {
    /// Its name in the story, on one line.
    pub(super) fn name(&self) -> String {
        one_line(&self.party.name)
    }

    /// Whether it belongs to its entity rather than being it: it is called by words of its own then.
    pub(super) fn belongs(&self) -> bool {
        self.entity.is_some_and(|entity| entity.name != self.party.name)
    }

    /// Whether it is somebody: one name, or, of those who have none in the story, one place in a report.
    pub(super) fn is(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.party, other.party);
        let known = ours.entity.is_some() && ours.entity == theirs.entity;
        ours.name == theirs.name && (known || ours.evidence == theirs.evidence)
    }

    /// The words that name it.
    pub(super) fn raw(&self) -> String {
        one_line(&self.party.evidence.span.text)
    }

    /// The country that it belongs to or is.
    pub(super) fn country(&self) -> Option<&'static Country> {
        let own = self.party.country.as_deref().or_else(|| self.entity?.country.as_deref());
        own.and_then(country).or_else(|| country_named(&self.party.name))
    }

    /// Whether it is a country by name.
    pub(super) fn is_country(&self) -> bool {
        country_named(&self.party.name).is_some()
    }

    /// Its PLOVER sector.
    pub(super) fn sector(&self) -> Option<&'a str> {
        self.party.sector.as_deref()
    }

    /// Its office or occupation, as the reports state it first.
    pub(super) fn title(&self) -> Option<&'a str> {
        self.party.role.as_deref()
    }
}

#[cfg(test)]
mod tests {
    use super::{Told, Who};
    use crate::contract::{EvidenceOut, ReportOut, SpanOut, StoryPartyOut};

    fn party(name: &str, entity: Option<&str>, start: usize) -> StoryPartyOut {
        let span = SpanOut { start, end: start + name.len(), text: name.into() };
        let entity = entity.map(str::to_owned);
        let evidence = EvidenceOut { report: "1".into(), span };
        StoryPartyOut { evidence, entity, name: name.into(), country: None, sector: None, role: None }
    }

    #[test]
    fn one_party_is_told_from_another() {
        let is = |a: &StoryPartyOut, b: &StoryPartyOut| {
            Who { party: a, entity: None }.is(&Who { party: b, entity: None })
        };
        let norway = party("Norway", Some("e1"), 0);
        assert!(is(&norway, &party("Norway", Some("e1"), 40)));
        assert!(!is(&norway, &party("Norwegian police", Some("e1"), 40)), "whoever belongs to it is not it");
        assert!(!is(&norway, &party("Denmark", Some("e2"), 11)));
        assert!(is(&party("villagers", None, 0), &party("villagers", None, 0)));
        assert!(!is(&party("villagers", None, 0), &party("villagers", None, 30)), "two crowds");
    }

    fn host(url: &str) -> Option<String> {
        let report = ReportOut {
            id: "1".into(),
            title: None,
            url: Some(url.into()),
            outlet: None,
            published: None,
            copy_of: None,
            relation: None,
            version_of: None,
            origin: None,
            share_of_own_text: 1.0,
            own_text: None,
        };
        Told { report: &report, source: None }.host().map(str::to_owned)
    }

    #[test]
    fn hosts_of_addresses() {
        for (url, expected) in [
            ("https://www.example.org/a/b?c", Some("example.org")),
            ("http://news.example:8080/x", Some("news.example")),
            ("https://example.org", Some("example.org")),
            ("ftp://example.org/", None),
            ("https:///path", None),
            ("", None),
        ] {
            assert_eq!(host(url).as_deref(), expected, "{url}");
        }
    }
}
