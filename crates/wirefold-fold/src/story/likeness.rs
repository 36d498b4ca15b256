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
    "numbers",
    "title_in_head",
    "all_squared",
    "within_days",
    "days",
    "next_day",
    "dated",
    "titled",
    "shared_names",
    "shared_head",
    "rarest_name",
    "rarest_word",
    "length",
    "crowd",
    "same_weekday",
    "other_weekday",
    "name_if_few",
    "undated_if_few",
];
const SIGNS: usize = 25;

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

/// Where no more reports than this are in sight, a rare name in common says more, and reports without a date are of one
/// time as a rule.
const FEW: f32 = 20.0;

/// The rarity of a feature that general English does not know.
const RAREST: f32 = 7.0;

/// What is summed up over the features of two reports.
#[derive(Default)]
struct Sums {
    shared: [f32; GROUPS],
    own: [[f32; GROUPS]; 2],
    title: [f32; 2],
    title_in_head: [f32; 2],
    shared_names: f32,
    shared_head: f32,
    rarest: [f32; 2],
    features: [f32; 2],
}

/// The signs of a pair.
pub(crate) fn signs(seen: &Seen, crowd: usize, a: &Member, b: &Member) -> Signs {
    let mut sums = Sums::default();
    let damped = &*DAMPED;
    let one = |sums: &mut Sums, side: usize, x: &Held| {
        sums.one(side, x, &weights(x, damped), seen.rarity(x.place));
    };
    let (mut left_a, mut left_b) = (a.features.as_slice(), b.features.as_slice());
    while let ([x, rest_a @ ..], [y, rest_b @ ..]) = (left_a, left_b) {
        match x.key.cmp(&y.key) {
            Ordering::Equal => {
                sums.both(x, y, damped, seen.rarity(x.place));
                (left_a, left_b) = (rest_a, rest_b);
            }
            Ordering::Less => {
                one(&mut sums, 0, x);
                left_a = rest_a;
            }
            Ordering::Greater => {
                one(&mut sums, 1, y);
                left_b = rest_b;
            }
        }
    }
    left_a.iter().for_each(|x| one(&mut sums, 0, x));
    left_b.iter().for_each(|y| one(&mut sums, 1, y));
    sums.signs(&Pair::of(a, b), crowd as f32)
}

/// What is known of two reports besides their features.
struct Pair {
    /// Days between them.
    days: Option<f32>,
    titled: bool,
    /// Whether they name the same day of the week.
    weekday: Option<bool>,
}

impl Pair {
    fn of(a: &Member, b: &Member) -> Self {
        Self {
            days: a.day.zip(b.day).map(|(a, b)| (a - b).abs() as f32),
            titled: a.titled && b.titled,
            weekday: a.weekdays.agree(b.weekdays),
        }
    }
}

/// A feature's weight in each group, without its rarity.
fn weights(x: &Held, damped: &[f32; 256]) -> [f32; GROUPS] {
    let full = damped[usize::from(x.times)];
    let is = |yes: bool| f32::from(u8::from(yes));
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
        is(x.kind == Kind::Number),
    ]
}

impl Sums {
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

    fn both(&mut self, x: &Held, y: &Held, damped: &[f32; 256], rarity: f32) {
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
        if (x.title || x.lead) && (y.title || y.lead) {
            self.head(rarity, x.kind == Kind::Name || y.kind == Kind::Name);
        }
        for (side, (one, other)) in [(x, y), (y, x)].into_iter().enumerate() {
            if one.title && (other.title || other.lead) {
                self.title_in_head[side] += squared;
            }
        }
    }

    /// A word that stands in the title or the lead of both.
    fn head(&mut self, rarity: f32, is_name: bool) {
        self.shared_head += rarity;
        if is_name {
            self.shared_names += rarity;
        }
        let rarest = &mut self.rarest[usize::from(!is_name)];
        *rarest = rarest.max(rarity);
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

    fn signs(&self, pair: &Pair, crowd: f32) -> Signs {
        let [all, head, title, names, words, rest, pairs, numbers] = self.cosines();
        let days = pair.days.unwrap_or(0.0);
        let is = |yes: bool| f32::from(u8::from(yes));
        let rarest_name = self.rarest[0] / RAREST;
        let few = FEW / (FEW + crowd);
        let fewest = self.features[0].min(self.features[1]);
        [
            all,
            head,
            title,
            names,
            words,
            rest,
            pairs,
            numbers,
            self.title_in_head(),
            all * all,
            days.min(3.0) / 3.0,
            days.min(400.0).ln_1p(),
            is(pair.days.is_some_and(|days| days <= 1.0)),
            is(pair.days.is_some()),
            is(pair.titled),
            self.shared_names.ln_1p(),
            self.shared_head.ln_1p(),
            rarest_name,
            self.rarest[1] / RAREST,
            (fewest / 100.0).ln_1p(),
            crowd.ln_1p(),
            is(pair.weekday == Some(true)),
            is(pair.weekday == Some(false)),
            rarest_name * few,
            is(pair.days.is_none()) * few,
        ]
    }
}

/// Log-odds that two reports with these signs tell one event.
pub(crate) fn log_odds(signs: &Signs) -> f32 {
    let (weights, constant) = &*WEIGHTS;
    weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum::<f32>() + constant
}
