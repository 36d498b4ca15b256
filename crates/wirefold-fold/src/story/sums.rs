//! What one report has, and what two have in common, summed up over their features.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::profile::Kind;
use super::seen::{Held, Seen};
use super::sentence::SENTENCES;

/// What is compared apart: each has a cosine of its own.
pub(super) const GROUPS: usize = 10;
/// What is looked for on the other side.
const PARTS: usize = 9;
/// Places among these.
pub(super) const OPENING_NAMES: usize = 0;
pub(super) const OPENING_WORDS: usize = 1;
pub(super) const TITLE_NAMES: usize = 2;
/// Names, by how often they are called.
pub(super) const SUBJECT: usize = 3;
pub(super) const NUMBERS: usize = 4;
pub(super) const HEAD_NAMES: usize = 5;
pub(super) const PAIRS: usize = 6;
pub(super) const TITLE: usize = 7;
pub(super) const PLACES: usize = 8;

/// So much is as good as half found from the start: of little nothing is known.
const UNKNOWN: f32 = 4.0;

/// A word that is rarer than this tells something of what its sentence speaks of.
const TELLING: f32 = 3.5;

/// How much a count counts: 1 + ln.
static DAMPED: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|n| 1.0 + (n.max(1) as f32).ln()));

/// The share of what there is that is found, as far as it is known.
fn share(found: f32, of: f32) -> f32 {
    // How rare something is may have changed a little since it was added up.
    (found.min(of) + 0.5 * UNKNOWN) / (of + UNKNOWN)
}

fn is(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// A feature's weight in each group, without its rarity.
fn weights(x: &Held, damped: &[f32; 256]) -> [f32; GROUPS] {
    let (word, root) = (!matches!(x.kind, Kind::Pair | Kind::Root), x.kind == Kind::Root);
    let head = x.title || x.lead;
    let full = damped[usize::from(x.times)] * is(!root);
    [
        full,
        is(word && head),
        is(word && x.title),
        full * is(x.kind == Kind::Name),
        full * is(x.kind == Kind::Word),
        damped[usize::from(x.rest)] * is(x.rest > 0 && !root),
        is(x.kind == Kind::Pair),
        is(x.kind == Kind::Word && x.opening),
        is(root),
        is(x.kind == Kind::Number && head),
    ]
}

/// A feature's weight in each part that is looked for, if it is a name or is not.
fn sought(x: &Held, is_name: bool, damped: &[f32; 256]) -> [f32; PARTS] {
    let word = !matches!(x.kind, Kind::Pair | Kind::Root);
    let head = x.title || x.lead;
    let name = word && is_name;
    [
        is(name && x.opening),
        is(!name && x.opening && x.kind == Kind::Word),
        is(name && x.title),
        damped[usize::from(x.times)] * is(name),
        is(x.kind == Kind::Number && head),
        is(name && head),
        is(x.kind == Kind::Pair),
        is(word && x.title),
        is(name && x.place_name),
    ]
}

/// What one report has.
#[derive(Clone, Debug, Default)]
pub(crate) struct Own {
    norms: [f32; GROUPS],
    title: f32,
    features: f32,
    sought: [f32; PARTS],
    /// Names and other words of its core.
    core: [f32; 2],
}

impl Own {
    /// Of a report with these features, as rare as they are now.
    pub(crate) fn of(seen: &Seen, features: &[Held]) -> Self {
        let damped = &*DAMPED;
        let mut own = Self::default();
        for x in features {
            let (plain, rarity) = (seen.plain(x.place), seen.rarity(x.place));
            let squared = rarity * rarity;
            for (sum, weight) in own.norms.iter_mut().zip(weights(x, damped)) {
                *sum += weight * weight * squared;
            }
            for (sum, weight) in own.sought.iter_mut().zip(sought(x, x.kind == Kind::Name, damped)) {
                *sum += weight * plain;
            }
            if x.core && matches!(x.kind, Kind::Name | Kind::Word) {
                own.core[usize::from(x.kind == Kind::Word)] += plain;
            }
            own.features += is(x.kind != Kind::Root);
            own.title += squared * is(x.title && !matches!(x.kind, Kind::Pair | Kind::Root));
        }
        own
    }
}

/// What two reports have in common.
pub(super) struct Sums {
    own: [Own; 2],
    shared: [f32; GROUPS],
    found: [[f32; PARTS]; 2],
    title_in_head: [f32; 2],
    core: [f32; 2],
    pub(super) shared_names: f32,
    pub(super) rarest_name: f32,
    pub(super) rarest_name_anywhere: f32,
    pub(super) rarest_word: f32,
    /// What no other report has, weighed as in the first group.
    exclusive: f32,
    /// How rare the rarest name of both heads is, as far as it is theirs alone.
    pub(super) own_name: f32,
    /// The first sentences of each side that have telling words of the other, a bit for each, and what each has.
    told: [u16; 2],
    in_sentences: [[f32; SENTENCES]; 2],
}

impl Sums {
    /// Of two reports with these features, each in order of the keys.
    pub(super) fn of(seen: &Seen, a: (&[Held], &Own), b: (&[Held], &Own)) -> Self {
        let mut sums = Self {
            own: [a.1.clone(), b.1.clone()],
            shared: [0.0; GROUPS],
            found: [[0.0; PARTS]; 2],
            title_in_head: [0.0; 2],
            core: [0.0; 2],
            shared_names: 0.0,
            rarest_name: 0.0,
            rarest_name_anywhere: 0.0,
            rarest_word: 0.0,
            exclusive: 0.0,
            own_name: 0.0,
            told: [0; 2],
            in_sentences: [[0.0; SENTENCES]; 2],
        };
        let damped = &*DAMPED;
        let (mut left_a, mut left_b) = (a.0, b.0);
        while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (left_a, left_b) {
            match x.key.cmp(&y.key) {
                Ordering::Equal => {
                    sums.add(x, y, damped, seen.rarity(x.place), seen.exclusive(x.place));
                    (left_a, left_b) = (rest_a, rest_b);
                }
                Ordering::Less => left_a = rest_a,
                Ordering::Greater => left_b = rest_b,
            }
        }
        sums
    }

    /// Adds a feature that both have.
    fn add(&mut self, x: &Held, y: &Held, damped: &[f32; 256], rarity: f32, exclusive: f32) {
        let squared = rarity * rarity;
        let (a, b) = (weights(x, damped), weights(y, damped));
        for ((sum, a), b) in self.shared.iter_mut().zip(a).zip(b) {
            *sum += a * b * squared;
        }
        self.exclusive += a[0] * b[0] * squared * exclusive;
        let is_name = x.kind == Kind::Name || y.kind == Kind::Name;
        for (side, one) in [x, y].into_iter().enumerate() {
            let sought_as = sought(one, is_name, damped);
            for (sum, weight) in self.found[side].iter_mut().zip(sought_as) {
                *sum += weight * rarity;
            }
            if is_name && one.kind != Kind::Name {
                self.rename(side, one, rarity, &sought(one, false, damped), &sought_as);
            }
        }
        if matches!(x.kind, Kind::Pair | Kind::Root) {
            return;
        }
        if x.core && y.core && (is_name || x.kind == Kind::Word) {
            self.core[usize::from(!is_name)] += rarity;
        }
        if rarity > TELLING {
            self.spread(0, x.sentences, squared);
            self.spread(1, y.sentences, squared);
        }
        self.add_word(x, y, rarity, is_name);
        if is_name && (x.title || x.lead) && (y.title || y.lead) {
            self.own_name = self.own_name.max(rarity * exclusive);
        }
    }

    /// What one side calls a name is one on the other side, too.
    fn rename(&mut self, side: usize, x: &Held, rarity: f32, before: &[f32; PARTS], after: &[f32; PARTS]) {
        for ((sum, before), after) in self.own[side].sought.iter_mut().zip(before).zip(after) {
            *sum += (after - before) * rarity;
        }
        if x.core && x.kind == Kind::Word {
            let [names, words] = &mut self.own[side].core;
            (*names, *words) = (*names + rarity, *words - rarity);
        }
    }

    /// Adds what stands in these sentences of a side.
    fn spread(&mut self, side: usize, sentences: u16, weight: f32) {
        self.told[side] |= sentences;
        let mut left = sentences;
        while left != 0 {
            self.in_sentences[side][left.trailing_zeros() as usize] += weight;
            left &= left - 1;
        }
    }

    fn add_word(&mut self, x: &Held, y: &Held, rarity: f32, is_name: bool) {
        if is_name {
            self.rarest_name_anywhere = self.rarest_name_anywhere.max(rarity);
        }
        if (x.title || x.lead) && (y.title || y.lead) {
            if is_name {
                self.shared_names += rarity;
                self.rarest_name = self.rarest_name.max(rarity);
            } else {
                self.rarest_word = self.rarest_word.max(rarity);
            }
        }
        for (side, (one, other)) in [(x, y), (y, x)].into_iter().enumerate() {
            if one.title && (other.title || other.lead) {
                self.title_in_head[side] += rarity * rarity;
            }
        }
    }

    /// The cosine of each group; its root, since little in common says much.
    pub(super) fn cosines(&self) -> [f32; GROUPS] {
        std::array::from_fn(|group| {
            let norm = (self.own[0].norms[group] * self.own[1].norms[group]).sqrt();
            if norm > 0.0 { (self.shared[group] / norm).min(1.0).sqrt() } else { 0.0 }
        })
    }

    /// The first of these, as far as the two alone share it.
    pub(super) fn exclusive(&self) -> f32 {
        let norm = (self.own[0].norms[0] * self.own[1].norms[0]).sqrt();
        if norm > 0.0 { (self.exclusive / norm).clamp(0.0, 1.0).sqrt() } else { 0.0 }
    }

    /// How much of the one's title stands in the other's title or lead, on average.
    pub(super) fn title_in_head(&self) -> f32 {
        let share = |side: usize| {
            let title = self.own[side].title;
            if title > 0.0 { self.title_in_head[side] / title } else { 0.0 }
        };
        f32::midpoint(share(0), share(1)).sqrt()
    }

    /// The share of a part that is found on the other side: of the side where it is greater, and of the other.
    pub(super) fn most_and_least(&self, part: usize) -> (f32, f32) {
        let [a, b] = [0, 1].map(|side| share(self.found[side][part], self.own[side].sought[part]));
        (a.max(b), a.min(b))
    }

    /// The share of a part of the later report's that is found in the earlier.
    pub(super) fn of_later(&self, part: usize) -> f32 {
        share(self.found[1][part], self.own[1].sought[part])
    }

    /// The share of the first sentences, of which each side has so many, that have telling words of the other: of the
    /// side where it is greater, and of the other. One with and one without are as good as there.
    pub(super) fn sentences(&self, count: [usize; 2]) -> (f32, f32) {
        let of = |side: usize| (self.told[side].count_ones() as f32 + 1.0) / (count[side] as f32 + 2.0);
        (of(0).max(of(1)), of(0).min(of(1)))
    }

    /// How much of what the first sentences share stands in one of them: of the side where it is more, and of the
    /// other. What two events share is often told in one sentence.
    pub(super) fn gathered(&self) -> (f32, f32) {
        let of = |side: usize| {
            let all = self.in_sentences[side].iter().sum();
            share(self.in_sentences[side].iter().copied().fold(0.0, f32::max), all)
        };
        (of(0).max(of(1)), of(0).min(of(1)))
    }

    /// The share of the names, or of the other words, of the two cores that both cores have: of that which has fewer,
    /// and of the other.
    pub(super) fn core(&self, part: usize) -> (f32, f32) {
        let [a, b] = [0, 1].map(|side| share(self.core[part], self.own[side].core[part]));
        (a.max(b), a.min(b))
    }

    /// What each side has of a part and the other has not, of the side that has less of it.
    pub(super) fn unshared(&self, part: usize) -> f32 {
        let of = |side: usize| (self.own[side].sought[part] - self.found[side][part]).max(0.0);
        of(0).min(of(1))
    }

    /// Whether both sides have something of a part and share nothing.
    pub(super) fn is_apart(&self, part: usize) -> bool {
        self.own[0].sought[part].min(self.own[1].sought[part]) > 0.0
            && self.found.map(|side| side[part]) == [0.0, 0.0]
    }

    /// Features of the report that has fewer.
    pub(super) fn fewest(&self) -> f32 {
        self.own[0].features.min(self.own[1].features)
    }
}

#[cfg(test)]
mod tests {
    use super::super::profile;
    use super::super::seen::Seen;
    use super::{Own, PARTS, Sums};
    use wirefold_report::Report;
    use wirefold_text::normal::Normaliser;

    /// What two reports have in common, alone in sight.
    fn of(texts: [&str; 2]) -> Sums {
        let (mut seen, mut normaliser) = (Seen::default(), Normaliser::default());
        let profiles = texts.map(|text| profile::of(&Report::new("", text), &mut normaliser).profile);
        let [a, b] = [0, 1].map(|at| seen.take(at as u32, &profiles[at]));
        let owns = [Own::of(&seen, &a), Own::of(&seen, &b)];
        Sums::of(&seen, (&a, &owns[0]), (&b, &owns[1]))
    }

    #[test]
    fn shares_are_at_most_one() {
        let same = "In 2031 some 4,100 herring boats of Orsay left at 5.";
        let named = "Boats of Orsay: in 2031 some 4,100 Herring Boats left Orsay at 5.";
        for texts in [[same, same], [same, named], [named, same]] {
            let sums = of(texts);
            for part in 0..2 {
                assert!(sums.own.iter().all(|own| sums.core[part] <= own.core[part] * 1.0001), "{texts:?}");
            }
            for part in 0..PARTS {
                let found = |side: usize| sums.found[side][part] <= sums.own[side].sought[part] * 1.0001;
                assert!(found(0) && found(1), "{texts:?}: {part}");
            }
        }
    }
}
