//! Later versions of a report.
//!
//! An outlet brings its report up to date, an agency writes a story through as it learns more: the new text takes the
//! place of the earlier one. That is neither a copy, which another house made, nor a second voice. Outlets that take
//! an agency's text change it, too: a version is of the same outlet or, where no outlet is named, says of itself that it
//! is one and states the same origin.

use wirefold_fold::outline::{Standing, standing};
use wirefold_report::{OriginBasis, Relation, Report, SharedPassage, Span};
use wirefold_text::normal::fold;

use crate::origin::house;
use crate::story::Story;

/// A version keeps so much of the earlier text; a report that keeps less takes background from it …
const KEPT: f64 = 0.5;
/// … and one that says of itself that it is a version at least so much.
const KEPT_AS_TOLD: f64 = 0.25;
/// So much of its own text is from there: a briefing holds more than the report that it was put together from.
const LEAST_TAKEN: f64 = 0.25;

/// For each report of the story the one before it of which it is a later version: that of which it keeps most, of
/// equals the last.
pub(crate) fn versions(story: &Story<'_>) -> Vec<Option<usize>> {
    let mut versions: Vec<Option<(f64, usize)>> = vec![None; story.len()];
    for relation in story.fold.relations.iter().filter(|relation| relation.kind.is_some()) {
        let (earlier, later) = (relation.a.min(relation.b), relation.a.max(relation.b));
        let Some(kept) = kept_by_version(story, earlier, later, relation) else { continue };
        if versions[later].is_none_or(|(most, last)| (most, last) < (kept, earlier)) {
            versions[later] = Some((kept, earlier));
        }
    }
    versions.into_iter().map(|version| Some(version?.1)).collect()
}

/// How much of an earlier report a later version of it keeps; `None` where it is none.
fn kept_by_version(story: &Story<'_>, earlier: usize, later: usize, relation: &Relation) -> Option<f64> {
    let [old, new] = [earlier, later].map(|at| story.tellings[at].report);
    let says_so = says_so(new);
    let one_house = match (house(old), house(new)) {
        (Some(one), Some(other)) => one == other,
        (None, None) => says_so && have_one_origin(story, earlier, later),
        _ => false,
    };
    let follows = match is_before(old, new) {
        Some(is_before) => is_before,
        // In what order they came is not known: the first one doesn't say that it is a version.
        None => says_so && !self::says_so(old),
    };
    if !one_house || !follows || old.text == new.text {
        return None;
    }
    let (in_old, in_new): (Vec<_>, Vec<_>) =
        relation.shared.iter().map(|shared| sides(earlier, relation, shared)).unzip();
    let kept = part(in_old, &old.text);
    let asked = if says_so { KEPT_AS_TOLD } else { KEPT };
    (kept >= asked && part(in_new, &new.text) >= LEAST_TAKEN).then_some(kept)
}

/// A stretch of a text, and how like its counterpart it is.
type Shared = (Span, f64);

/// A shared passage in the earlier report and in the later one.
fn sides(earlier: usize, relation: &Relation, shared: &SharedPassage) -> (Shared, Shared) {
    let (a, b) = ((shared.a, shared.similarity), (shared.b, shared.similarity));
    if relation.a == earlier { (a, b) } else { (b, a) }
}

/// The part of a text that lies in some stretches, none counted twice, each as far as it is alike.
fn part(mut stretches: Vec<Shared>, text: &str) -> f64 {
    stretches.sort_by_key(|(span, _)| *span);
    let (mut reached, mut sum) = (0, 0.0);
    for (span, similarity) in stretches {
        sum += f64::from(span.end.saturating_sub(span.start.max(reached))) * similarity;
        reached = reached.max(span.end);
    }
    sum / text.len().max(1) as f64
}

/// Whether one report came before another, as far as that is known: by the moment, or by days that differ.
fn is_before(one: &Report, other: &Report) -> Option<bool> {
    let (one, other) = (one.published.as_ref()?, other.published.as_ref()?);
    let (moments, days) = ((one.instant, other.instant), (one.date, other.date));
    match moments {
        (Some(one), Some(other)) => (one != other).then_some(one < other),
        _ => (days.0 != days.1).then_some(days.0 < days.1),
    }
}

/// Whether a report says of itself that it takes the place of an earlier one.
fn says_so(report: &Report) -> bool {
    matches!(standing(report), Some(Standing::Update | Standing::Correction | Standing::Retraction))
}

/// Whether both state their origin themselves, and it is the same.
fn have_one_origin(story: &Story<'_>, one: usize, other: usize) -> bool {
    let stated = |at: usize| {
        let origin = story.fold.origin.get(at)?.as_ref()?;
        (origin.basis != OriginBasis::SharedText).then(|| fold(origin.name.trim()))
    };
    stated(one).is_some_and(|name| stated(other) == Some(name))
}

#[cfg(test)]
mod tests {
    use super::versions;
    use crate::StoryFold;
    use crate::story::Story;
    use wirefold_report::{
        Annotation, Origin, OriginBasis, Published, Relation, RelationKind, Report, SharedPassage, Span,
    };

    const FIRST: &str = "A ferry ran aground off Kalmar on Monday. Nobody was hurt, the harbour master said.";

    fn report(outlet: Option<&str>, title: &str, hour: Option<u8>, text: &str) -> Report {
        let day = "2024-03-04";
        let source = hour.map_or(day.to_owned(), |hour| format!("{day}T{hour:02}:00:00Z"));
        let instant = hour.map(|_| source.parse().expect("a moment"));
        Report {
            outlet: outlet.map(str::to_owned),
            title: Some(title.to_owned()),
            published: Some(Published { date: jiff::civil::date(2024, 3, 4), instant, source }),
            ..Report::new(title, text)
        }
    }

    /// Of which report each is a version. The texts of each pair begin alike, so many bytes; the pairs are kept the wrong
    /// way round.
    fn told(reports: &[Report], shared: impl Fn(usize, usize) -> usize, origin: &str) -> Vec<Option<usize>> {
        let relation = |a: usize, b: usize| {
            let whole = shared(a, b);
            // Two stretches that overlap count once.
            let passage = |start: usize| {
                let span = Span::new(start, whole);
                SharedPassage { a: span, b: span, similarity: 1.0 }
            };
            let shared = vec![passage(0), passage(whole / 2)];
            Relation { a: b, b: a, kind: Some(RelationKind::Rewrite), similarity: 0.6, shared }
        };
        let stated = || Origin { name: origin.to_owned(), basis: OriginBasis::Credit, evidence: Vec::new() };
        let fold = StoryFold {
            relations: (0..reports.len())
                .flat_map(|b| (0..b).map(move |a| (a, b)))
                .map(|(a, b)| relation(a, b))
                .collect(),
            origin: reports.iter().map(|_| (!origin.is_empty()).then(stated)).collect(),
            ..StoryFold::unrelated(reports.len())
        };
        let annotations = vec![Annotation::default(); reports.len()];
        let (reports, annotations): (Vec<&Report>, Vec<&Annotation>) =
            reports.iter().zip(&annotations).unzip();
        versions(&Story::new(&reports, &annotations, &fold))
    }

    fn more() -> String {
        format!("{FIRST} Tugs pulled it free at night.")
    }

    #[test]
    fn an_outlet_brings_its_own_report_up_to_date() {
        let most = format!("{} It sails again on Friday.", more());
        let reports = [
            report(Some("Gull"), "Ferry aground", Some(9), FIRST),
            report(Some("Tern"), "Ferry on a reef", Some(10), &more()),
            report(Some("GULL "), "Ferry freed", Some(12), &more()),
            report(Some("Gull"), "Ferry sails again", Some(15), &most),
        ];
        let whole = |_: usize, _: usize| FIRST.len();
        assert_eq!(
            told(&reports, whole, ""),
            [None, None, Some(0), Some(0)],
            "another outlet's is a rewrite"
        );
        let better = |a: usize, b: usize| if (a, b) == (2, 3) { more().len() } else { 60 };
        assert_eq!(told(&reports, better, ""), [None, None, Some(0), Some(2)], "of which most is kept");
        assert_eq!(told(&reports, |_, _| 30, ""), [None; 4], "background of an earlier report");
    }

    #[test]
    fn neither_a_text_put_out_twice_nor_a_briefing_is_a_new_version() {
        let twice = [9, 12].map(|hour| report(Some("Gull"), "UPDATE 1-Ferry aground", Some(hour), FIRST));
        assert_eq!(told(&twice, |_, _| FIRST.len(), ""), [None, None]);
        let briefing = format!("{FIRST} {}", "In other news, a mill burnt down. ".repeat(20));
        let brief = [("Ferry aground", 9, FIRST), ("Evening briefing", 18, &briefing)];
        let brief = brief.map(|(title, hour, text)| report(Some("Gull"), title, Some(hour), text));
        assert_eq!(told(&brief, |_, _| FIRST.len(), ""), [None, None]);
    }

    #[test]
    fn an_agency_s_versions_say_so() {
        let reports = [
            report(None, "Ferry aground", Some(9), FIRST),
            report(None, "Ferry freed", Some(12), &more()),
            report(None, "UPDATE 1-Ferry freed", Some(13), FIRST),
            report(None, "CORRECTED: Ferry freed", Some(14), &more()),
        ];
        assert_eq!(told(&reports, |_, _| 40, "MT"), [None, None, Some(1), Some(2)]);
        assert_eq!(told(&reports, |_, _| 80, ""), [None; 4], "whose they are is not known");
    }

    #[test]
    fn what_is_not_known_to_be_later_must_say_so() {
        let [day, hour] = [None, Some(15)];
        let told = |first: (&str, Option<u8>), second: (&str, Option<u8>)| {
            let reports = [(first, FIRST), (second, &more() as &str)];
            let reports = reports.map(|((title, hour), text)| report(Some("Gull"), title, hour, text));
            told(&reports, |_, _| FIRST.len(), "")[1]
        };
        assert_eq!(told(("Ferry aground", hour), ("Ferry freed", day)), None);
        assert_eq!(told(("Ferry aground", hour), ("Ferry freed (update)", day)), Some(0));
        assert_eq!(told(("UPDATE 2-Ferry freed", day), ("UPDATE 1-Ferry freed", day)), None);
    }
}
