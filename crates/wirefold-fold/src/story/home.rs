//! How at home a report is in a story.

use rustc_hash::FxHashMap;

use super::place::{LEAST, SOLID, Stories};

/// Of more reports than this only the nearest count, this part of those compared: a long story has many sides.
const FEW: usize = 6;
const NEAREST: f32 = 0.6;
/// Reports of a story that a new one is compared with. Of a larger story the nearest are compared.
const COMPARED: usize = 16;
/// What is like a solid story says of what that is about as much as this part of what its own reports say on average;
/// for each e-th that it says less, it is so many log-odds less like the story.
const CENTRAL: f32 = 0.4;
const LESS_CENTRAL: f32 = 4.0;
/// For each e-th that it says more, up to one, it is so many log-odds more like it.
const CENTRAL_ENOUGH: f32 = 3.0;
/// Reports that stand for a solid story.
pub(crate) const STANDING: usize = 8;

/// What the reports of solid stories say of what these are about, on average, as far as it was asked for.
pub(crate) type Usual = FxHashMap<u32, f32>;

/// The reports that stand for a solid story, the latest first.
pub(crate) fn standing(members: &[u32]) -> impl Iterator<Item = u32> + '_ {
    members.iter().rev().step_by(members.len().div_ceil(STANDING)).copied()
}

/// How at home reports are in a story.
#[derive(Clone, Copy)]
pub(crate) struct Home {
    /// Mean log-odds that the nearest of the story's reports tell their event.
    nearest: f32,
    /// How much they say of what the story is about, as a part of what its own reports say, if it is solid.
    centrality: Option<f32>,
}

impl Home {
    /// Of several reports.
    pub(crate) fn mean(homes: &[Self]) -> Self {
        let (mut nearest, mut central) = (0.0, 0.0);
        for home in homes {
            nearest += home.nearest / homes.len() as f32;
            central += home.centrality.unwrap_or_default() / homes.len() as f32;
        }
        let solid = homes.iter().all(|home| home.centrality.is_some());
        Self { nearest, centrality: solid.then_some(central) }
    }

    /// How like the story they are. Of hundreds of reports a few are like anything, so that the nearest do not suffice,
    /// and a report of one side of a long story is like few: what it says of the story's matter speaks for it.
    pub(crate) fn likeness(self) -> f32 {
        /// It is never nothing, so that it has a logarithm.
        const LEAST_CENTRAL: f32 = 0.01;
        let Some(centrality) = self.centrality else { return self.nearest };
        let more = (centrality / CENTRAL).max(LEAST_CENTRAL).ln();
        self.nearest + LESS_CENTRAL * more.min(0.0) + CENTRAL_ENOUGH * more.clamp(0.0, 1.0)
    }
}

/// The mean of as many of these as count, the greatest; the least likeness if there are none.
fn mean_of_nearest(mut all: Vec<f32>) -> f32 {
    if all.is_empty() {
        return LEAST;
    }
    all.sort_unstable_by(|x, y| y.total_cmp(x));
    all.truncate(FEW.max((all.len() as f32 * NEAREST).ceil() as usize));
    all.iter().sum::<f32>() / all.len() as f32
}

impl Stories {
    /// How at home a report in sight is in a story.
    pub(crate) fn at_home(&mut self, report: u32, story: u32, usual: &mut Usual) -> Home {
        let near = self.near(report, |seen, a| seen.story_of(a) == story);
        let near: Vec<(u32, f32)> = near.into_iter().map(|a| (a, self.likeness(a, report))).collect();
        self.home(report, story, &near, usual)
    }

    /// The same, some of the story's reports being known to be so like it. If the story has many, only these count.
    pub(super) fn home(&mut self, report: u32, story: u32, near: &[(u32, f32)], usual: &mut Usual) -> Home {
        let reports = self.stories[&story].len();
        let centrality = (reports >= SOLID).then(|| self.centrality(report, story, usual));
        if reports > COMPARED {
            return Home { nearest: mean_of_nearest(near.iter().map(|one| one.1).collect()), centrality };
        }
        let known: FxHashMap<u32, f32> = near.iter().copied().collect();
        let mut members = self.stories[&story].clone();
        members.retain(|a| *a != report);
        let like = |a: u32| known.get(&a).copied().unwrap_or_else(|| self.likeness(a, report));
        Home { nearest: mean_of_nearest(members.into_iter().map(like).collect()), centrality }
    }

    /// How much a report says of what a story is about, as a part of what the story's own reports say of it.
    fn centrality(&self, report: u32, story: u32, usual: &mut Usual) -> f32 {
        let members = &self.stories[&story];
        let of = |a: u32| self.seen.centrality(&self.member(a).features, a, story, members.len());
        let usual = *usual.entry(story).or_insert_with(|| {
            let standing: Vec<f32> = standing(members).map(of).collect();
            standing.iter().sum::<f32>() / standing.len() as f32
        });
        if usual > 0.0 { of(report) / usual } else { 1.0 }
    }
}
