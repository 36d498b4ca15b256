//! `wirefold read`: the record, story by story.

use super::annotation::{PlaceOut, instant, place};
use super::group::round;
use super::own_words;
use super::site::{WhereaboutsOut, whereabouts};
use super::span::{CodePoints, SpanOut};
use super::story_report::{FieldOut, OriginOut, ReportOut};
use serde::{Deserialize, Serialize};
use wirefold_fold::stated_in;
use wirefold_report::{
    Alignment, Difference, EntityKind, Evidence, Origin, OriginBasis, Problem, Record, Report, StoryEntity,
    StoryEvent, StoryParty, StoryQuote, StoryReport, TimelineEntry,
};
use wirefold_text::one_line;

/// All that `read` found, with what it could not read.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct RecordOut {
    pub stories: Vec<StoryOut>,
    pub skipped: Vec<SkippedOut>,
}

/// An input that was not read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct SkippedOut {
    pub input: String,
    pub reason: String,
}

impl From<&Problem> for SkippedOut {
    fn from(problem: &Problem) -> Self {
        Self { input: problem.input.clone(), reason: problem.reason.clone() }
    }
}

/// One story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryOut {
    pub id: String,
    pub title: String,
    /// Sentences of its reports, in order.
    pub summary: Vec<EvidenceOut>,
    pub first_seen: Option<String>,
    pub date: Option<String>,
    pub date_basis: String,
    pub counts: CountsOut,
    pub reports: Vec<ReportOut>,
    pub people: Vec<StoryEntityOut>,
    pub organizations: Vec<StoryEntityOut>,
    pub places: Vec<StoryEntityOut>,
    pub others: Vec<StoryEntityOut>,
    pub events: Vec<StoryEventOut>,
    pub quotes: Vec<StoryQuoteOut>,
    pub timeline: Vec<TimelineOut>,
    pub differences: Vec<DifferenceOut>,
    pub alignment: Vec<AlignmentOut>,
}

/// Three counts that never mix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct CountsOut {
    pub reports: usize,
    pub outlets: Option<usize>,
    pub origins: usize,
}

/// A span of one of the story's reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct EvidenceOut {
    pub report: String,
    #[serde(flatten)]
    pub span: SpanOut,
}

/// Somebody or something that the story names.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryEntityOut {
    pub id: String,
    pub kind: String,
    /// Whether a report names it; else the name is how reports describe it.
    pub named: bool,
    pub name: String,
    pub aliases: Vec<String>,
    pub roles: Vec<StoryRoleOut>,
    pub country: Option<String>,
    pub sector: Option<String>,
    /// Of places that the gazetteer knows.
    #[serde(flatten)]
    pub whereabouts: Option<WhereaboutsOut>,
    pub reports: Vec<String>,
    pub evidence: Vec<EvidenceOut>,
}

/// What the reports say that somebody is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryRoleOut {
    pub role: String,
    pub country: Option<String>,
    pub organization: Option<String>,
    pub evidence: Vec<EvidenceOut>,
}

/// An event, told once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryEventOut {
    #[serde(rename = "type")]
    pub kind: String,
    pub mode: Option<String>,
    pub quad: u8,
    pub contexts: Vec<String>,
    pub trigger: EvidenceOut,
    pub actor: Vec<StoryPartyOut>,
    pub recipient: Vec<StoryPartyOut>,
    pub date: Option<String>,
    pub place: Option<PlaceOut>,
    pub status: String,
    pub according_to: Option<String>,
    pub killed: Option<u64>,
    pub injured: Option<u64>,
    pub confidence: f64,
    pub reports: Vec<String>,
    pub origins: usize,
    pub evidence: Vec<EvidenceOut>,
    /// Indices in the story's `differences`.
    pub differs: Vec<usize>,
}

/// An actor or recipient, with its name in the story.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryPartyOut {
    #[serde(flatten)]
    pub evidence: EvidenceOut,
    pub entity: Option<String>,
    pub name: String,
    pub country: Option<String>,
    pub sector: Option<String>,
    /// What the reports say first that somebody is.
    pub role: Option<String>,
}

/// An utterance with its wordings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct StoryQuoteOut {
    pub speaker: Option<String>,
    pub speaker_name: Option<String>,
    pub variants: Vec<VariantOut>,
}

/// One report's wording; `text` covers the content from its first word to its last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct VariantOut {
    #[serde(flatten)]
    pub evidence: EvidenceOut,
    pub kind: String,
    pub content: Vec<SpanOut>,
    pub speaker: Option<String>,
    #[serde(default)]
    pub source: Vec<SpanOut>,
}

/// A line of the timeline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct TimelineOut {
    pub when: String,
    pub what: String,
    pub ahead: bool,
    pub event: Option<usize>,
    pub evidence: Vec<EvidenceOut>,
}

/// Something that the reports say differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct DifferenceOut {
    pub kind: String,
    pub status: String,
    pub items: Vec<ItemOut>,
    pub explanation: String,
}

/// What one report says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct ItemOut {
    #[serde(flatten)]
    pub evidence: EvidenceOut,
    pub value: String,
}

/// Two sentences that say the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names are those of the output contract")]
pub struct AlignmentOut {
    pub a: EvidenceOut,
    pub b: EvidenceOut,
    pub similarity: f64,
}

/// The contract's shape of one story. `reports` are the story's own, as the
/// record counts them.
#[must_use]
pub fn story(id: String, reports: &[&Report], record: &Record) -> StoryOut {
    Edge::of(reports, record).story(id)
}

/// Everything needed to turn the record's indices and bytes into names and code points.
pub(super) struct Edge<'a> {
    reports: &'a [&'a Report],
    record: &'a Record,
    points: Vec<CodePoints<'a>>,
}

impl<'a> Edge<'a> {
    pub(super) fn of(reports: &'a [&'a Report], record: &'a Record) -> Self {
        let points = reports.iter().map(|r| CodePoints::of(r)).collect();
        Self { reports, record, points }
    }

    fn story(&self, id: String) -> StoryOut {
        let record = self.record;
        StoryOut {
            id,
            title: record.title.clone(),
            summary: self.all_evidence(&record.summary),
            first_seen: first_seen(self.reports),
            date: record.date.map(|d| d.to_string()),
            date_basis: record.date_basis.name().to_owned(),
            counts: CountsOut {
                reports: self.reports.len(),
                outlets: record.outlets,
                origins: record.origins,
            },
            reports: record.reports.iter().enumerate().map(|(i, r)| self.report(i, r)).collect(),
            people: self.entities(|k| k == EntityKind::Person),
            organizations: self.entities(|k| k == EntityKind::Organization),
            places: self.entities(|k| k == EntityKind::Place),
            others: self.entities(|k| {
                !matches!(k, EntityKind::Person | EntityKind::Organization | EntityKind::Place)
            }),
            events: record.events.iter().map(|e| self.event(e)).collect(),
            quotes: record.quotes.iter().filter_map(|q| self.quote(q)).collect(),
            timeline: record.timeline.iter().map(|t| self.timeline(t)).collect(),
            differences: record.differences.iter().map(|d| self.difference(d)).collect(),
            alignment: record.alignment.iter().map(|a| self.alignment(a)).collect(),
        }
    }

    pub(super) fn evidence(&self, evidence: Evidence) -> EvidenceOut {
        EvidenceOut {
            report: self.report_id(evidence.report),
            span: self.points[evidence.report].span(evidence.span),
        }
    }

    fn all_evidence(&self, evidence: &[Evidence]) -> Vec<EvidenceOut> {
        evidence.iter().map(|&e| self.evidence(e)).collect()
    }

    fn report_id(&self, report: usize) -> String {
        self.reports[report].id.clone()
    }

    fn report(&self, at: usize, place: &StoryReport) -> ReportOut {
        let report = self.reports[at];
        ReportOut {
            id: report.id.clone(),
            title: report.title.clone(),
            url: report.url.clone(),
            outlet: report.outlet.clone(),
            published: report.published.as_ref().map(|p| p.source.clone()),
            copy_of: place.copy_of.map(|i| self.report_id(i)),
            relation: place.relation.map(|k| k.name().to_owned()),
            version_of: place.version_of.map(|i| self.report_id(i)),
            origin: place.origin.as_ref().map(|o| self.origin(at, o)),
            share_of_own_text: round(place.own_share),
            own_text: place.own_text.as_ref().map(|own| self.points[at].spans(own)),
        }
    }

    fn origin(&self, at: usize, origin: &Origin) -> OriginOut {
        OriginOut {
            name: origin.name.clone(),
            basis: origin.basis.name().to_owned(),
            evidence: self.points[at].spans(&origin.evidence),
            stated_in: self.field(at, origin),
        }
    }

    fn field(&self, at: usize, origin: &Origin) -> Option<FieldOut> {
        let field = (origin.basis == OriginBasis::Metadata).then(|| stated_in(self.reports[at])).flatten();
        field.map(|(field, text)| FieldOut { field: field.to_owned(), text: text.to_owned() })
    }

    fn entities(&self, wanted: impl Fn(EntityKind) -> bool) -> Vec<StoryEntityOut> {
        let all = self.record.entities.iter().enumerate();
        all.filter(|(_, e)| wanted(e.kind)).map(|(i, e)| self.entity(i, e)).collect()
    }

    fn entity(&self, at: usize, entity: &StoryEntity) -> StoryEntityOut {
        let roles = entity.roles.iter().map(|(role, evidence)| StoryRoleOut {
            role: role.role.clone(),
            country: role.country.clone(),
            organization: role.organization.clone(),
            evidence: self.all_evidence(evidence),
        });
        let mut reports: Vec<String> = Vec::new();
        for &(report, _) in &entity.members {
            let id = self.report_id(report);
            if !reports.contains(&id) {
                reports.push(id);
            }
        }
        StoryEntityOut {
            id: name_of(at),
            kind: entity.kind.name().to_owned(),
            named: entity.named,
            name: entity.name.clone(),
            aliases: entity.aliases.clone(),
            roles: roles.collect(),
            country: entity.country.clone(),
            sector: entity.sector.clone(),
            whereabouts: whereabouts(&entity.whereabouts),
            reports,
            evidence: self.all_evidence(&entity.evidence),
        }
    }

    fn event(&self, told: &StoryEvent) -> StoryEventOut {
        let event = &told.event;
        StoryEventOut {
            kind: event.kind.name().to_owned(),
            mode: event.mode.clone(),
            quad: event.kind.quad(),
            contexts: event.contexts.clone(),
            trigger: self.evidence(Evidence { report: told.report, span: event.trigger }),
            actor: told.actors.iter().map(|p| self.party(p)).collect(),
            recipient: told.recipients.iter().map(|p| self.party(p)).collect(),
            date: event.date.clone(),
            place: event.place.as_ref().map(|p| place(&self.points[told.report], p)),
            status: event.status.name().to_owned(),
            according_to: told.according_to.map(name_of),
            killed: event.killed,
            injured: event.injured,
            confidence: event.confidence,
            reports: told.reports.iter().map(|&r| self.report_id(r)).collect(),
            origins: told.origins,
            evidence: self.all_evidence(&told.evidence),
            differs: told.differs.clone(),
        }
    }

    fn party(&self, party: &StoryParty) -> StoryPartyOut {
        let whose = party.entity.map(|at| &self.record.entities[at]);
        let evidence = self.evidence(party.evidence);
        let is_body = |e: &&StoryEntity| e.kind == EntityKind::Organization;
        let says_less = |e: &&StoryEntity| is_body(e) && !own_words::say_whose(&evidence.span.text, e);
        let known = whose.filter(|e| !party.belongs || says_less(e));
        // Whose people they are tells their sector where their own words do not; of a country's that is anybody's guess.
        let body = whose.filter(is_body);
        let called = || own_words::of(&evidence.span.text, whose);
        StoryPartyOut {
            entity: party.entity.map(name_of),
            name: known.map_or_else(called, |e| e.name.clone()),
            country: whose.and_then(|e| e.country.clone()),
            sector: known
                .and_then(|e| e.sector.clone())
                .or_else(|| party.sector.map(str::to_owned))
                .or_else(|| body.and_then(|e| e.sector.clone())),
            role: known.and_then(|e| e.roles.first()).map(|(role, _)| role.role.clone()),
            evidence,
        }
    }

    fn quote(&self, quote: &StoryQuote) -> Option<StoryQuoteOut> {
        let variants: Vec<VariantOut> = quote
            .variants
            .iter()
            .filter_map(|v| {
                let (first, last) = (v.content.first()?, v.content.last()?);
                Some(VariantOut {
                    evidence: self
                        .evidence(Evidence { report: first.report, span: first.span.cover(last.span) }),
                    kind: v.kind.name().to_owned(),
                    content: v.content.iter().map(|e| self.evidence(*e).span).collect(),
                    speaker: v.speaker.map(name_of),
                    source: v.source.iter().map(|e| self.evidence(*e).span).collect(),
                })
            })
            .collect();
        (!variants.is_empty()).then(|| StoryQuoteOut {
            speaker: quote.speaker.map(name_of),
            speaker_name: self.speaker_name(quote),
            variants,
        })
    }

    /// The name of who spoke; of somebody without one the words that the first report to say it gives.
    fn speaker_name(&self, quote: &StoryQuote) -> Option<String> {
        let words = || {
            let (first, last) =
                quote.variants.iter().find_map(|v| Some((v.source.first()?, v.source.last()?)))?;
            let whole = Evidence { report: first.report, span: first.span.cover(last.span) };
            Some(one_line(&self.evidence(whole).span.text))
        };
        quote.speaker.map(|at| self.record.entities[at].name.clone()).or_else(words)
    }

    fn timeline(&self, entry: &TimelineEntry) -> TimelineOut {
        TimelineOut {
            when: entry.when.clone(),
            what: entry.what.clone(),
            ahead: entry.ahead,
            event: entry.event,
            evidence: self.all_evidence(&entry.evidence),
        }
    }

    pub(super) fn difference(&self, difference: &Difference) -> DifferenceOut {
        let items = difference
            .items
            .iter()
            .map(|item| ItemOut { evidence: self.evidence(item.evidence), value: item.value.clone() });
        DifferenceOut {
            kind: difference.kind.name().to_owned(),
            status: difference.status.name().to_owned(),
            items: items.collect(),
            explanation: difference.explanation.clone(),
        }
    }

    pub(super) fn alignment(&self, pair: &Alignment) -> AlignmentOut {
        AlignmentOut {
            a: self.evidence(pair.a),
            b: self.evidence(pair.b),
            similarity: round(pair.similarity),
        }
    }
}

/// "e3": an entity's name within its story.
fn name_of(entity: usize) -> String {
    format!("e{entity}")
}

/// The earliest publication that a report states, as an instant where one is
/// known, else as a day.
fn first_seen(reports: &[&Report]) -> Option<String> {
    let dated = reports.iter().filter_map(|r| r.published.as_ref());
    let first = dated.min_by_key(|p| (p.date, p.instant))?;
    Some(first.instant.map_or_else(|| first.date.to_string(), instant))
}
