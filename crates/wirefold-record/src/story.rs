//! The reports of one story with what every stage asks of them.

use crate::{StoryFold, token::Token};
use jiff::civil::Date;
use wirefold_report::{Annotation, DateBasis, Evidence, Report, Sentence, Span};
use wirefold_text::normal::Normaliser;

/// A sentence of a story.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct SentenceId {
    /// Index of the report.
    pub report: usize,
    /// Index of the sentence in its annotation.
    pub sentence: usize,
}

/// One report as the record reads it.
pub(crate) struct Telling<'a> {
    pub report: &'a Report,
    pub annotation: &'a Annotation,
    /// The words of each sentence in comparable form.
    pub tokens: Vec<Vec<Token<'a>>>,
    /// What stands in quotation marks, in order.
    pub quoted: Vec<Span>,
    /// The words that say that something is said, in order.
    cues: Vec<Span>,
    /// Which entities it describes and never names, by their index.
    described: Vec<bool>,
}

/// All reports of a story, in its order.
pub(crate) struct Story<'a> {
    pub tellings: Vec<Telling<'a>>,
    pub fold: &'a StoryFold,
    /// Number of the independent origin of each report, counted from 0.
    pub origin_of: Vec<usize>,
}

impl<'a> Story<'a> {
    pub(crate) fn new(reports: &[&'a Report], annotations: &[&'a Annotation], fold: &'a StoryFold) -> Self {
        let mut normaliser = Normaliser::default();
        let tellings: Vec<Telling<'a>> = reports
            .iter()
            .zip(annotations)
            .map(|(report, annotation)| Telling::new(report, annotation, &mut normaliser))
            .collect();
        let origin_of = crate::origin::groups(tellings.len(), fold);
        Self { tellings, fold, origin_of }
    }

    pub(crate) fn len(&self) -> usize {
        self.tellings.len()
    }

    pub(crate) fn sentence(&self, id: SentenceId) -> &'a Sentence {
        &self.tellings[id.report].annotation.sentences[id.sentence]
    }

    pub(crate) fn tokens(&self, id: SentenceId) -> &[Token<'a>] {
        &self.tellings[id.report].tokens[id.sentence]
    }

    pub(crate) fn text(&self, evidence: Evidence) -> &'a str {
        evidence.span.of(&self.tellings[evidence.report].report.text)
    }

    pub(crate) fn evidence(&self, id: SentenceId) -> Evidence {
        Evidence { report: id.report, span: self.sentence(id).span }
    }

    /// The sentence in which a span starts.
    pub(crate) fn sentence_at(&self, evidence: Evidence) -> Option<SentenceId> {
        let sentence = self.tellings[evidence.report].sentence_at(evidence.span)?;
        Some(SentenceId { report: evidence.report, sentence })
    }

    /// How many independent origins the given reports go back to.
    pub(crate) fn origins(&self, reports: impl IntoIterator<Item = usize>) -> usize {
        let mut groups: Vec<usize> = reports.into_iter().map(|r| self.origin_of[r]).collect();
        groups.sort_unstable();
        groups.dedup();
        groups.len()
    }

    /// Which of two reports is known to be the later one.
    pub(crate) fn later(&self, one: usize, other: usize) -> Option<usize> {
        let instant = |i: usize| self.tellings[i].report.published.as_ref().and_then(|p| p.instant);
        let order = match (instant(one), instant(other)) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.day(one)?.cmp(&self.day(other)?),
        };
        match order {
            std::cmp::Ordering::Less => Some(other),
            std::cmp::Ordering::Greater => Some(one),
            std::cmp::Ordering::Equal => None,
        }
    }

    /// The day of a report, as stated or as its text pins it down.
    pub(crate) fn day(&self, report: usize) -> Option<Date> {
        let telling = &self.tellings[report];
        let stated = telling.report.published.as_ref().map(|p| p.date);
        let own = Some(&telling.annotation.date).filter(|d| d.basis != DateBasis::Story);
        stated.or_else(|| own.and_then(|d| d.value))
    }

    /// How explanations name a report: by outlet, else by id.
    pub(crate) fn label(&self, report: usize) -> &'a str {
        let report = self.tellings[report].report;
        report.outlet.as_deref().unwrap_or(&report.id)
    }
}

impl<'a> Telling<'a> {
    fn new(report: &'a Report, annotation: &'a Annotation, normaliser: &mut Normaliser) -> Self {
        let tokens = annotation
            .sentences
            .iter()
            .map(|s| crate::token::of_sentence(&report.text, s, normaliser))
            .collect();
        let quoted = crate::quoted::stretches(&report.text, annotation);
        let mut cues: Vec<Span> = annotation.quotes.iter().flat_map(|q| q.cue.iter().copied()).collect();
        cues.sort_unstable();
        let mut described = vec![false; annotation.entities.len()];
        for named in [false, true] {
            for mention in annotation.mentions.iter().filter(|mention| mention.named == named) {
                described.get_mut(mention.entity.0).into_iter().for_each(|entity| *entity = !named);
            }
        }
        Self { report, annotation, tokens, quoted, cues, described }
    }

    /// Whether the report calls one of its entities by a name.
    pub(crate) fn names(&self, entity: usize) -> bool {
        !self.described[entity]
    }

    pub(crate) fn sentence_at(&self, span: Span) -> Option<usize> {
        let sentences = &self.annotation.sentences;
        let after = sentences.partition_point(|s| s.span.start <= span.start);
        let at = after.checked_sub(1)?;
        (span.start < sentences[at].span.end).then_some(at)
    }

    /// The sentences that a span touches.
    pub(crate) fn sentences_in(&self, span: Span) -> std::ops::Range<usize> {
        let sentences = &self.annotation.sentences;
        let start = sentences.partition_point(|s| s.span.end <= span.start);
        let end = sentences.partition_point(|s| s.span.start < span.end);
        start..end.max(start)
    }

    /// Whether words in `span` say that something is said.
    pub(crate) fn has_cue(&self, span: Span) -> bool {
        let after = self.cues.partition_point(|c| c.start < span.end);
        after.checked_sub(1).is_some_and(|at| self.cues[at].overlaps(span))
    }

    pub(crate) fn is_quoted(&self, span: Span) -> bool {
        self.quoted_around(span).is_some()
    }

    /// Index of the quoted stretch that holds `span`.
    pub(crate) fn quoted_around(&self, span: Span) -> Option<usize> {
        let after = self.quoted.partition_point(|q| q.start <= span.start);
        let at = after.checked_sub(1)?;
        self.quoted[at].contains(span).then_some(at)
    }
}
