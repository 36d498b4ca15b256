//! What a story is called, what it says in short, and its day.

use std::collections::BTreeMap;

use crate::story::Story;
use jiff::civil::Date;
use wirefold_fold::outline::{self, Outdated, Standing, Told, standing};
use wirefold_report::{DateBasis, Difference, DifferenceKind, DifferenceStatus, Evidence, Report};

/// The most central of the titles (of reports that have none, the most central sentence), and the most central
/// sentences, with the figures that the latest reports know. `versions` says of which report each is a later version.
pub(crate) fn of(
    story: &Story<'_>,
    versions: &[Option<usize>],
    differences: &[Difference],
) -> (String, Vec<Evidence>) {
    let reports: Vec<&Report> = story.tellings.iter().map(|telling| telling.report).collect();
    let outline = outline::of(&reports, &silent(story, versions), &outdated(story, differences));
    let title = outline.heading(&reports).unwrap_or_default();
    let summary = outline.summary.iter().map(|told| Evidence { report: told.report, span: told.span });
    (title, summary.collect())
}

/// Which reports have no say: copies, and of the versions of one report all but the last.
fn silent(story: &Story<'_>, versions: &[Option<usize>]) -> Vec<bool> {
    let mut silent: Vec<bool> = story.fold.copy_of.iter().map(Option::is_some).collect();
    let mut first: Vec<usize> = (0..story.len()).collect();
    let mut last: Vec<usize> = first.clone();
    for (report, version) in versions.iter().enumerate() {
        // What withdraws a report has nothing to tell instead.
        let is_withdrawal = || standing(story.tellings[report].report) == Some(Standing::Retraction);
        let Some(earlier) = version.filter(|earlier| *earlier < report && !is_withdrawal()) else { continue };
        first[report] = first[earlier];
        silent[std::mem::replace(&mut last[first[report]], report)] = true;
        silent[report] = false;
    }
    silent
}

/// The figures of earlier reports for which a later one has others.
fn outdated(story: &Story<'_>, differences: &[Difference]) -> Vec<Outdated> {
    let is_update =
        |d: &&Difference| d.kind == DifferenceKind::Number && d.status == DifferenceStatus::Update;
    { differences.iter().filter(is_update) }.flat_map(|update| outdated_by(story, update)).collect()
}

/// All that one difference tells, but for what no report knows better.
fn outdated_by(story: &Story<'_>, update: &Difference) -> Vec<Outdated> {
    let is_later = |one: Evidence, other: Evidence| story.later(one.report, other.report) == Some(one.report);
    let all = || update.items.iter().map(|item| item.evidence);
    let mut latest = all().filter(|one| !all().any(|other| is_later(other, *one)));
    // Two that are as late tell different things, or one thing twice.
    let (Some(now), None) = (latest.next(), latest.next()) else { return Vec::new() };
    let told = |evidence: Evidence| Told { report: evidence.report, span: evidence.span };
    all().filter(|one| is_later(now, *one)).map(|one| Outdated { told: told(one), now: told(now) }).collect()
}

/// The day that most reports have, and how it is best known; of several the
/// earliest. Reports that were lent their day have no say.
pub(crate) fn date(story: &Story<'_>) -> (Option<Date>, DateBasis) {
    let days = || story.tellings.iter().map(|t| &t.annotation.date);
    let mut votes: BTreeMap<Date, usize> = BTreeMap::new();
    for day in days() {
        if let Some(value) = day.value {
            *votes.entry(value).or_default() += usize::from(day.basis != DateBasis::Story);
        }
    }
    let date = votes.into_iter().rev().max_by_key(|(_, count)| *count).map(|(date, _)| date);
    let bases = || days().filter(|d| date.is_some() && d.value == date).map(|d| d.basis);
    let best = [DateBasis::Metadata, DateBasis::Inferred, DateBasis::Story];
    let basis = best.into_iter().find(|basis| bases().any(|b| b == *basis));
    (date, basis.unwrap_or_default())
}

/// The day of the latest report: what lies behind it is past.
pub(crate) fn latest(story: &Story<'_>) -> Option<Date> {
    story.tellings.iter().filter_map(|t| t.annotation.date.value).max()
}

#[cfg(test)]
mod tests {
    use super::{outdated, silent};
    use crate::StoryFold;
    use crate::story::Story;
    use wirefold_report::{
        Annotation, Difference, DifferenceItem, DifferenceKind, DifferenceStatus, Evidence, Published,
        Report, Span,
    };

    /// Reports of the first days of a month, by their titles.
    fn with_story<T>(
        days: &[i8],
        titles: &[&str],
        copy_of: &[Option<usize>],
        told: impl Fn(&Story<'_>) -> T,
    ) -> T {
        let report = |(day, title): (&i8, &&str)| {
            let date = jiff::civil::date(2031, 3, *day);
            let published = Some(Published { date, instant: None, source: date.to_string() });
            Report { published, title: Some((*title).to_owned()), ..Report::new(*title, "It sank.") }
        };
        let reports: Vec<Report> = days.iter().zip(titles).map(report).collect();
        let fold = StoryFold { copy_of: copy_of.to_vec(), ..StoryFold::unrelated(days.len()) };
        let annotations = vec![Annotation::default(); days.len()];
        let (reports, annotations): (Vec<&Report>, Vec<&Annotation>) =
            reports.iter().zip(&annotations).unzip();
        told(&Story::new(&reports, &annotations, &fold))
    }

    fn have_no_say(titles: &[&str], copy_of: &[Option<usize>], versions: &[Option<usize>]) -> Vec<bool> {
        let days: Vec<i8> = (1..).take(titles.len()).collect();
        with_story(&days, titles, copy_of, |story| silent(story, versions))
    }

    #[test]
    fn of_versions_the_last_speaks() {
        let copy_of = [None, Some(0), Some(0), Some(0), None];
        let titles = ["One", "Two", "Three", "Four", "Five"];
        let versions = [None, Some(0), None, Some(1), None];
        assert_eq!(have_no_say(&titles, &copy_of, &versions), [true, true, true, false, false]);
        let versions = [None, Some(0), None, Some(0), None];
        assert_eq!(have_no_say(&titles, &copy_of, &versions), [true, true, true, false, false]);
        assert_eq!(have_no_say(&titles, &copy_of, &[None; 5]), [false, true, true, true, false]);
        let withdrawn = ["One", "RETRACTED: One"];
        assert_eq!(have_no_say(&withdrawn, &copy_of[..2], &[None, Some(0)]), [false, true]);
    }

    fn stand_for(days: &[i8], kind: DifferenceKind, status: DifferenceStatus) -> Vec<(usize, usize)> {
        let evidence = |report| Evidence { report, span: Span::new(0, 2) };
        let item = |report| DifferenceItem { evidence: evidence(report), value: report.to_string() };
        let items = (0..days.len()).map(item).collect();
        let difference = Difference { kind, status, items, explanation: String::new() };
        let titles = ["One", "Two", "Three"];
        let found = with_story(days, &titles[..days.len()], &vec![None; days.len()], |story| {
            outdated(story, std::slice::from_ref(&difference))
        });
        found.into_iter().map(|figure| (figure.told.report, figure.now.report)).collect()
    }

    #[test]
    fn the_latest_figure_of_an_update_stands_for_the_others() {
        use DifferenceKind::{Number, Time};
        use DifferenceStatus::{Conflict, Update};
        assert_eq!(stand_for(&[1, 2, 3], Number, Update), [(0, 2), (1, 2)]);
        assert_eq!(stand_for(&[1, 2, 2], Number, Update), [], "which of two is meant is not known");
        assert_eq!(stand_for(&[1, 2], Number, Conflict), [], "neither knows better");
        assert_eq!(stand_for(&[1, 2], Time, Update), []);
    }
}
