//! How much two reports look like reports of one event.

use std::cmp::Ordering;
use std::sync::LazyLock;

use super::place::Member;
use super::profile::Kind;
use super::seen::{Held, Seen};

/// The signs by which likeness is judged, in the order of [`Signs`].
pub const SIGN_NAMES: [&str; SIGNS] = [
    "all",
    "head",
    "title",
    "names",
    "words",
    "rest",
    "pairs",
    "opening",
    "title_in_head",
    "all_squared",
    "within_days",
    "days",
    "next_day",
    "dated",
    "shared_names",
    "rarest_name",
    "rarest_name_anywhere",
    "rarest_word",
    "length",
    "same_weekday",
    "other_weekday",
    "names_most",
    "names_least",
    "words_most",
    "words_least",
    "title_names_most",
    "title_names_least",
    "subject_most",
    "subject_least",
    "other_title",
    "mould",
    "alike_in_other_names",
    "alike_in_other_subject",
    "alike_in_short",
    "names_in_short",
    "alike_days_later",
    "name_in_few",
    "undated_in_few",
];
const SIGNS: usize = 38;

/// What is compared apart: each has a cosine of its own.
const GROUPS: usize = 8;

/// Each sign's value for a pair of reports.
pub type Signs = [f32; SIGNS];

/// The weight of each sign, and a constant.
static WEIGHTS: LazyLock<(Signs, f32)> = LazyLock::new(|| {
    let mut weights = ([0.0; SIGNS], 0.0);
    for row in include_str!("likeness.tsv").lines().filter(|row| !row.starts_with('#')) {
        let (name, weight) = row.split_once('\t').expect("a row is a sign and its weight");
        let weight = weight.trim().parse().expect("a weight is a number");
        match SIGN_NAMES.iter().position(|sign| *sign == name) {
            Some(sign) => weights.0[sign] = weight,
            None => weights.1 = weight,
        }
    }
    weights
});

/// How much a count counts: 1 + ln.
static DAMPED: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|n| 1.0 + (n.max(1) as f32).ln()));

/// Where so many reports are in sight, their number says half: a rare name in common tells more in a collection that
/// somebody picked, and reports without a date are of one time there as a rule.
const FEW: f32 = 20.0;

/// The rarity of a feature that general English does not know.
const RAREST: f32 = 7.0;
/// A report of so many features is half short.
const SHORT: f32 = 50.0;
/// Days after which nothing more is made of it that they are many.
const LATE: f32 = 14.0;

/// How much of what stands on each side stands on the other side, too.
#[derive(Clone, Copy, Default)]
struct Cover {
    own: [f32; 2],
    covered: [f32; 2],
}

impl Cover {
    /// So much is as good as half covered from the start: of little nothing is known.
    const UNKNOWN: f32 = 4.0;

    fn add(&mut self, side: usize, much: f32, covered: bool) {
        self.own[side] += much;
        self.covered[side] += if covered { much } else { 0.0 };
    }

    /// The share of the side that is covered better, and of the other.
    fn most_and_least(&self) -> (f32, f32) {
        let [a, b] =
            [0, 1].map(|side| (self.covered[side] + 0.5 * Self::UNKNOWN) / (self.own[side] + Self::UNKNOWN));
        (a.max(b), a.min(b))
    }

    /// Whether both sides have something and share nothing.
    fn is_apart(&self) -> bool {
        self.own[0].min(self.own[1]) > 0.0 && self.covered == [0.0, 0.0]
    }
}

/// What is summed up over the features of two reports.
#[derive(Default)]
struct Sums {
    shared: [f32; GROUPS],
    own: [[f32; GROUPS]; 2],
    title: [f32; 2],
    title_in_head: [f32; 2],
    shared_names: f32,
    rarest_name: f32,
    rarest_name_anywhere: f32,
    rarest_word: f32,
    features: [f32; 2],
    /// Names and other words of the titles and openings.
    opening_names: Cover,
    opening_words: Cover,
    title_names: Cover,
    /// Names, by how often they are called.
    subject: Cover,
}

/// The signs of a pair.
pub(crate) fn signs(seen: &Seen, a: &Member, b: &Member) -> Signs {
    let mut sums = Sums::default();
    let damped = &*DAMPED;
    let (mut left_a, mut left_b) = (a.features.as_slice(), b.features.as_slice());
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (left_a, left_b) {
        match x.key.cmp(&y.key) {
            Ordering::Equal => {
                sums.both(x, y, damped, seen);
                (left_a, left_b) = (rest_a, rest_b);
            }
            Ordering::Less => {
                sums.alone(0, x, damped, seen);
                left_a = rest_a;
            }
            Ordering::Greater => {
                sums.alone(1, y, damped, seen);
                left_b = rest_b;
            }
        }
    }
    left_a.iter().for_each(|x| sums.alone(0, x, damped, seen));
    left_b.iter().for_each(|y| sums.alone(1, y, damped, seen));
    sums.signs(&Pair::of(a, b), seen.reports())
}

/// What is known of two reports besides their features.
struct Pair {
    /// Days between them.
    days: Option<f32>,
    /// Whether they name the same day of the week.
    weekday: Option<bool>,
}

impl Pair {
    fn of(a: &Member, b: &Member) -> Self {
        Self {
            days: a.day.zip(b.day).map(|(a, b)| (a - b).abs() as f32),
            weekday: a.weekdays.agree(b.weekdays),
        }
    }
}

fn is(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// A feature's weight in each group, without its rarity.
fn weights(x: &Held, damped: &[f32; 256]) -> [f32; GROUPS] {
    let full = damped[usize::from(x.times)];
    let word = x.kind != Kind::Pair;
    let head = x.title || x.lead;
    [
        full,
        is(word && head),
        is(word && x.title),
        full * is(x.kind == Kind::Name),
        full * is(x.kind == Kind::Word),
        damped[usize::from(x.rest)] * is(x.rest > 0),
        is(!word),
        is(x.kind == Kind::Word && x.opening),
    ]
}

impl Sums {
    /// A feature that one report alone has.
    fn alone(&mut self, side: usize, x: &Held, damped: &[f32; 256], seen: &Seen) {
        self.one(side, x, &weights(x, damped), seen.rarity(x.place));
        self.cover(side, x, x.kind == Kind::Name, seen.plain(x.place), false);
    }

    fn one(&mut self, side: usize, x: &Held, weights: &[f32; GROUPS], rarity: f32) {
        let squared = rarity * rarity;
        self.features[side] += 1.0;
        for (sum, weight) in self.own[side].iter_mut().zip(weights) {
            *sum += weight * weight * squared;
        }
        if x.title && x.kind != Kind::Pair {
            self.title[side] += squared;
        }
    }

    fn both(&mut self, x: &Held, y: &Held, damped: &[f32; 256], seen: &Seen) {
        let rarity = seen.rarity(x.place);
        let (a, b) = (weights(x, damped), weights(y, damped));
        self.one(0, x, &a, rarity);
        self.one(1, y, &b, rarity);
        let squared = rarity * rarity;
        for ((sum, a), b) in self.shared.iter_mut().zip(a).zip(b) {
            *sum += a * b * squared;
        }
        if x.kind == Kind::Pair {
            return;
        }
        let is_name = x.kind == Kind::Name || y.kind == Kind::Name;
        self.cover(0, x, is_name, rarity, true);
        self.cover(1, y, is_name, rarity, true);
        if is_name {
            self.rarest_name_anywhere = self.rarest_name_anywhere.max(rarity);
        }
        if (x.title || x.lead) && (y.title || y.lead) {
            self.head(rarity, is_name);
        }
        for (side, (one, other)) in [(x, y), (y, x)].into_iter().enumerate() {
            if one.title && (other.title || other.lead) {
                self.title_in_head[side] += squared;
            }
        }
    }

    fn cover(&mut self, side: usize, x: &Held, is_name: bool, rarity: f32, covered: bool) {
        if is_name {
            self.subject.add(side, rarity * DAMPED[usize::from(x.times)], covered);
            if x.title {
                self.title_names.add(side, rarity, covered);
            }
            if x.opening {
                self.opening_names.add(side, rarity, covered);
            }
        } else if x.opening && x.kind == Kind::Word {
            self.opening_words.add(side, rarity, covered);
        }
    }

    /// A word that stands in the title or the lead of both.
    fn head(&mut self, rarity: f32, is_name: bool) {
        if is_name {
            self.shared_names += rarity;
            self.rarest_name = self.rarest_name.max(rarity);
        } else {
            self.rarest_word = self.rarest_word.max(rarity);
        }
    }

    /// The cosine of each group; its root, since little in common says much.
    fn cosines(&self) -> [f32; GROUPS] {
        std::array::from_fn(|group| {
            let norm = (self.own[0][group] * self.own[1][group]).sqrt();
            if norm > 0.0 { (self.shared[group] / norm).min(1.0).sqrt() } else { 0.0 }
        })
    }

    /// How much of the one's title stands in the other's title or lead, on average.
    fn title_in_head(&self) -> f32 {
        let share = |side: usize| {
            if self.title[side] > 0.0 { self.title_in_head[side] / self.title[side] } else { 0.0 }
        };
        f32::midpoint(share(0), share(1)).sqrt()
    }

    fn signs(&self, pair: &Pair, reports: usize) -> Signs {
        let [all, head, title, names, words, rest, pairs, opening] = self.cosines();
        let (names_most, names_least) = self.opening_names.most_and_least();
        let (words_most, words_least) = self.opening_words.most_and_least();
        let (title_names_most, title_names_least) = self.title_names.most_and_least();
        let (subject_most, subject_least) = self.subject.most_and_least();
        let days = pair.days.unwrap_or(0.0);
        let fewest = self.features[0].min(self.features[1]);
        let short = SHORT / (SHORT + fewest);
        let few = FEW / (FEW + reports as f32);
        [
            all,
            head,
            title,
            names,
            words,
            rest,
            pairs,
            opening,
            self.title_in_head(),
            all * all,
            days.min(3.0) / 3.0,
            days.min(400.0).ln_1p(),
            is(pair.days.is_some_and(|days| days <= 1.0)),
            is(pair.days.is_some()),
            self.shared_names.ln_1p(),
            self.rarest_name / RAREST,
            self.rarest_name_anywhere / RAREST,
            self.rarest_word / RAREST,
            (fewest / 100.0).ln_1p(),
            is(pair.weekday == Some(true)),
            is(pair.weekday == Some(false)),
            names_most,
            names_least,
            words_most,
            words_least,
            title_names_most,
            title_names_least,
            subject_most,
            subject_least,
            is(self.title_names.is_apart()),
            opening * (1.0 - names_most),
            all * (1.0 - names_most),
            all * (1.0 - subject_most),
            short * all,
            short * names_most,
            all * days.min(LATE) / LATE,
            few * self.rarest_name / RAREST,
            few * is(pair.days.is_none()),
        ]
    }
}

/// Log-odds that two reports with these signs tell one event.
pub(crate) fn log_odds(signs: &Signs) -> f32 {
    let (weights, constant) = &*WEIGHTS;
    weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum::<f32>() + constant
}
