//! Two reports side by side: which sentences share a row, and where each sentence
//! can be jumped to.

use super::diff::{Piece, changed};
use super::view::{count, letter};
use crate::Source;
use crate::contract::{AlignmentOut, EvidenceOut, SpanOut, StoryOut};
use std::collections::{BTreeMap, BTreeSet};
use wirefold_text::one_line;

/// Two reports side by side.
pub(crate) struct PairView {
    pub(crate) letter_a: String,
    pub(crate) letter_b: String,
    pub(crate) name_a: String,
    pub(crate) name_b: String,
    pub(crate) rows: Vec<Row>,
}

/// A row: a sentence of the one, of the other, or of both.
pub(crate) struct Row {
    pub(crate) a: Option<Side>,
    pub(crate) b: Option<Side>,
}

/// One side of a row.
pub(crate) struct Side {
    pub(crate) class: &'static str,
    pub(crate) id: String,
    pub(crate) pieces: Vec<Piece>,
}

/// The text of a report that stands in no pair.
pub(crate) struct TextView {
    pub(crate) letter: String,
    pub(crate) name: String,
    pub(crate) sentence_count: String,
    pub(crate) sentences: Vec<(String, String)>,
}

/// Where on the page each sentence of a story's reports stands.
pub(crate) struct Anchors<'a> {
    story_number: usize,
    sources: Vec<&'a Source>,
}

impl<'a> Anchors<'a> {
    /// Of the story at an index, whose reports' texts are among `sources`.
    pub(crate) fn over(at: usize, story: &StoryOut, sources: &'a [Source]) -> Self {
        let index: BTreeMap<&str, &Source> = sources.iter().map(|s| (s.id.as_str(), s)).collect();
        let sources = story.reports.iter().filter_map(|r| index.get(r.id.as_str()).copied()).collect();
        Self { story_number: at + 1, sources }
    }

    /// Where a report's first sentence stands.
    pub(crate) fn first(&self, report: &str) -> String {
        self.number(report).map_or_else(String::new, |n| self.name(n, 0))
    }

    /// Where the sentence stands that a piece of evidence lies in.
    pub(crate) fn at(&self, evidence: &EvidenceOut) -> String {
        let Some(number) = self.number(&evidence.report) else { return String::new() };
        let sentences = &self.sources[number].sentences;
        let at = sentences.partition_point(|s| s.end <= evidence.span.start);
        self.name(number, at.min(sentences.len().saturating_sub(1)))
    }

    fn number(&self, report: &str) -> Option<usize> {
        self.sources.iter().position(|s| s.id == report)
    }

    fn name(&self, report: usize, sentence: usize) -> String {
        format!("s{}-r{}-{}", self.story_number, report + 1, sentence + 1)
    }

    /// Every aligned pair of reports, side by side. A sentence can be jumped to
    /// where it stands first.
    pub(crate) fn pairs(&self, story: &StoryOut) -> Vec<PairView> {
        let mut anchored = BTreeSet::new();
        let grouped = grouped(story);
        grouped
            .iter()
            .filter_map(|((a, b), aligned)| self.pair(story, a, b, aligned, &mut anchored))
            .collect()
    }

    /// The texts of the reports that stand in no pair.
    pub(crate) fn texts(&self, story: &StoryOut) -> Vec<TextView> {
        let paired: BTreeSet<&str> =
            story.alignment.iter().flat_map(|p| [p.a.report.as_str(), p.b.report.as_str()]).collect();
        let alone = self.sources.iter().enumerate().filter(|(_, s)| !paired.contains(s.id.as_str()));
        alone.map(|(number, source)| self.text(story, number, source)).collect()
    }

    fn text(&self, story: &StoryOut, number: usize, source: &Source) -> TextView {
        let sentences =
            source.sentences.iter().enumerate().map(|(i, s)| (self.name(number, i), one_line(&s.text)));
        TextView {
            letter: letter(story, &source.id),
            name: title(source),
            sentence_count: count(source.sentences.len(), "sentence", "sentences"),
            sentences: sentences.collect(),
        }
    }

    fn pair(
        &self,
        story: &StoryOut,
        a: &str,
        b: &str,
        aligned: &[&AlignmentOut],
        anchored: &mut BTreeSet<(usize, usize)>,
    ) -> Option<PairView> {
        let (number_a, number_b) = (self.number(a)?, self.number(b)?);
        let (source_a, source_b) = (self.sources[number_a], self.sources[number_b]);
        let links = links(&source_a.sentences, &source_b.sentences, aligned);
        let mut side = |number: usize, at: usize, class, other: Option<&str>| {
            let text = one_line(&self.sources[number].sentences[at].text);
            let id = if anchored.insert((number, at)) { self.name(number, at) } else { String::new() };
            let pieces = other.map_or_else(|| vec![(text.clone(), false)], |o| changed(&text, o));
            Side { class, id, pieces }
        };
        let rows =
            layout(source_a.sentences.len(), source_b.sentences.len(), &links).into_iter().map(|(i, j)| {
                let class = if i.is_some() && j.is_some() { "al" } else { "only" };
                let text = |s: &Source, at: Option<usize>| at.map(|at| one_line(&s.sentences[at].text));
                let (text_a, text_b) = (text(source_a, i), text(source_b, j));
                Row {
                    a: i.map(|i| side(number_a, i, class, text_b.as_deref())),
                    b: j.map(|j| side(number_b, j, class, text_a.as_deref())),
                }
            });
        Some(PairView {
            letter_a: letter(story, a),
            letter_b: letter(story, b),
            name_a: title(source_a),
            name_b: title(source_b),
            rows: rows.collect(),
        })
    }
}

fn title(source: &Source) -> String {
    one_line(source.title.as_deref().unwrap_or(&source.id))
}

/// The alignments of each pair of reports.
fn grouped(story: &StoryOut) -> BTreeMap<(&str, &str), Vec<&AlignmentOut>> {
    let mut pairs: BTreeMap<(&str, &str), Vec<&AlignmentOut>> = BTreeMap::new();
    for aligned in &story.alignment {
        pairs.entry((&aligned.a.report, &aligned.b.report)).or_default().push(aligned);
    }
    pairs
}

/// Aligned sentences as indices.
fn links(a: &[SpanOut], b: &[SpanOut], aligned: &[&AlignmentOut]) -> Vec<(usize, usize)> {
    let find = |sentences: &[SpanOut], span: &SpanOut| {
        let at = sentences.partition_point(|s| s.end <= span.start);
        (at < sentences.len()).then_some(at)
    };
    aligned.iter().filter_map(|p| Some((find(a, &p.a.span)?, find(b, &p.b.span)?))).collect()
}

/// The rows, in the order of the one report; a sentence that only the other has
/// follows the row of the sentence before it there.
fn layout(a: usize, b: usize, links: &[(usize, usize)]) -> Vec<(Option<usize>, Option<usize>)> {
    let linked: BTreeSet<usize> = links.iter().map(|l| l.1).collect();
    let mut shown = BTreeSet::new();
    let mut rows = Vec::new();
    let lone_after = |rows: &mut Vec<_>, shown: &mut BTreeSet<usize>, from: usize| {
        for j in (from..b).take_while(|j| !linked.contains(j)) {
            if shown.insert(j) {
                rows.push((None, Some(j)));
            }
        }
    };
    lone_after(&mut rows, &mut shown, 0);
    for i in 0..a {
        let partners: Vec<usize> = links.iter().filter(|l| l.0 == i).map(|l| l.1).collect();
        if partners.is_empty() {
            rows.push((Some(i), None));
        }
        for j in partners {
            shown.insert(j);
            rows.push((Some(i), Some(j)));
            lone_after(&mut rows, &mut shown, j + 1);
        }
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::layout;

    #[test]
    fn every_sentence_has_a_row() {
        let rows = layout(3, 4, &[(0, 1), (2, 3)]);
        let expect =
            [(None, Some(0)), (Some(0), Some(1)), (None, Some(2)), (Some(1), None), (Some(2), Some(3))];
        assert_eq!(rows, expect);
    }
}
