//! How much two reports look like reports of one event.

use std::sync::LazyLock;

use super::form::Form;
use super::frame::Laid;
use super::happening::Happening;
use super::place::Member;
use super::seen::Seen;
use super::slot::Agreement;
use super::sums::{self, Own, Sums};
use super::trees::Forest;

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
    "roots",
    "numbers",
    "numbers_most",
    "numbers_least",
    "title_in_text_most",
    "title_in_text_least",
    "lead_names_most",
    "lead_names_least",
    "pairs_most",
    "pairs_least",
    "days_apart",
    "few",
    "connected_least",
    "places_most",
    "places_least",
    "exclusive",
    "own_name",
    "name_slots_agree",
    "name_slots_differ",
    "number_slots_agree",
    "number_slots_differ",
    "title_frame",
    "title_kept",
    "title_swapped",
    "opening_frame",
    "opening_kept",
    "opening_swapped",
    "numbers_swapped",
    "core_names_most",
    "core_names_least",
    "core_words_most",
    "core_words_least",
    "again_in_later",
    "years_in_one",
    "voice_in_one",
    "before_agree",
    "before_differ",
    "other_names",
    "core_same_weekday",
    "core_other_weekday",
    "kinds_shared",
    "kinds_apart",
    "kinds_found_most",
    "kinds_found_least",
    "other_people",
    "same_people",
    "title_in_earlier",
    "title_names_in_earlier",
    "names_in_earlier",
    "words_in_earlier",
    "sentences_most",
    "sentences_least",
    "gathered_most",
    "gathered_least",
    "several_in_one",
    "headed_most",
    "past_year_in_one",
    "again_other_day",
    "kind_other_day",
    "people_apart",
];
const SIGNS: usize = 98;

/// Each sign's value for a pair of reports.
pub type Signs = [f32; SIGNS];

/// So many reports in sight are a small collection: somebody picked it, its reports are of few events, and little in
/// common says more than among thousands.
const SMALL_COLLECTION: usize = 30;

static AMONG_FEW: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("few/likeness.tsv"), include_str!("few/trees.txt")));
static AMONG_MANY: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("many/likeness.tsv"), include_str!("many/trees.txt")));

/// What signs weigh, each by itself and together.
struct Model {
    weights: Signs,
    constant: f32,
    trees: Forest,
}

/// The name of what is added whatever the signs say.
const CONSTANT: &str = "constant";

impl Model {
    fn read(table: &str, trees: &str) -> Self {
        let mut model = Self { weights: [0.0; SIGNS], constant: 0.0, trees: Forest::read(trees) };
        for row in table.lines().filter(|row| !row.starts_with('#')) {
            let (name, weight) = row.split_once('\t').expect("a row is a sign and its weight");
            let weight = weight.trim().parse().expect("a weight is a number");
            match SIGN_NAMES.iter().position(|sign| *sign == name) {
                Some(sign) => model.weights[sign] = weight,
                None if name == CONSTANT => model.constant = weight,
                None => panic!("{name:?} is no sign"),
            }
        }
        model
    }
}

/// Where so many reports are in sight, their number says half: a rare name in common tells more in a collection that
/// somebody picked, and reports without a date are of one time there as a rule.
const FEW: f32 = 20.0;

/// The rarity of a feature that general English does not know.
const RAREST: f32 = 7.0;
/// A report of so many features is half short.
const SHORT: f32 = 50.0;
/// Days after which nothing more is made of it that they are many.
const LATE: f32 = 14.0;

/// The signs of a pair, given what each of the two has.
pub(crate) fn signs(seen: &Seen, a: (&Member, &Own), b: (&Member, &Own)) -> Signs {
    let sums = Sums::of(seen, (&a.0.features, a.1), (&b.0.features, b.1));
    all(&sums, &Pair::of(a.0, b.0), seen.reports())
}

/// What is known of two reports besides their features.
struct Pair {
    /// Days between them.
    days: Option<f32>,
    /// Whether they name the same day of the week.
    weekday: Option<bool>,
    /// Whether they begin with the same day of the week.
    core_day: Option<bool>,
    /// Days between the nearest days that they name.
    apart: Option<i32>,
    /// The share of connected sentences in the report that has fewer.
    connected: f32,
    /// The share of headed sentences in the report that has more.
    headed: f32,
    /// How many first sentences each has.
    sentences: [usize; 2],
    /// How names and numbers beside the same words agree.
    slots: [Agreement; 4],
    /// Titles and openings, laid beside each other.
    laid: [Laid; 2],
    /// What each says of its own kind.
    forms: [Form; 2],
    /// What kind of thing each tells.
    happenings: [Happening; 2],
    /// Whether each looks back.
    past: [bool; 2],
}

impl Pair {
    fn of(a: &Member, b: &Member) -> Self {
        let (one, other) = (&a.traits, &b.traits);
        Self {
            days: a.day.zip(b.day).map(|(a, b)| (a - b).abs() as f32),
            weekday: one.weekdays.agree(other.weekdays),
            core_day: one.core_days.agree(other.core_days),
            apart: one.weekdays.apart(other.weekdays),
            connected: one.connected.min(other.connected),
            headed: one.headed.max(other.headed),
            sentences: [one.sentences, other.sentences],
            slots: one.slots.agreement(&other.slots),
            laid: [one.frame.titles(&other.frame), one.frame.openings(&other.frame)],
            forms: [one.form, other.form],
            happenings: [one.happening, other.happening],
            past: [one.years.is_past(), other.years.is_past()],
        }
    }
}

fn is(yes: bool) -> f32 {
    f32::from(u8::from(yes))
}

/// All signs, in their order.
fn all(sums: &Sums, pair: &Pair, reports: usize) -> Signs {
    let [all, head, title, names, words, rest, pairs, opening, roots, numbers] = sums.cosines();
    let (names_most, names_least) = sums.most_and_least(sums::OPENING_NAMES);
    let (words_most, words_least) = sums.most_and_least(sums::OPENING_WORDS);
    let (title_names_most, title_names_least) = sums.most_and_least(sums::TITLE_NAMES);
    let (subject_most, subject_least) = sums.most_and_least(sums::SUBJECT);
    let (numbers_most, numbers_least) = sums.most_and_least(sums::NUMBERS);
    let (title_in_text_most, title_in_text_least) = sums.most_and_least(sums::TITLE);
    let (lead_names_most, lead_names_least) = sums.most_and_least(sums::HEAD_NAMES);
    let (pairs_most, pairs_least) = sums.most_and_least(sums::PAIRS);
    let (places_most, places_least) = sums.most_and_least(sums::PLACES);
    let [names_beside, numbers_beside, names_before, people] = pair.slots;
    let (sentences_most, sentences_least) = sums.sentences(pair.sentences);
    let (gathered_most, gathered_least) = sums.gathered();
    let [titles, openings] = pair.laid;
    let [one, other] = pair.happenings;
    let other_day = pair.core_day == Some(false);
    let (kinds_found_most, kinds_found_least) = one.found(other);
    let (core_names_most, core_names_least) = sums.core(0);
    let (core_words_most, core_words_least) = sums.core(1);
    let in_one = |of: fn(Form) -> bool| is(of(pair.forms[0]) != of(pair.forms[1]));
    let days = pair.days.unwrap_or(0.0);
    let fewest = sums.fewest();
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
        sums.title_in_head(),
        all * all,
        days.min(3.0) / 3.0,
        days.min(400.0).ln_1p(),
        is(pair.days.is_some_and(|days| days <= 1.0)),
        is(pair.days.is_some()),
        sums.shared_names.ln_1p(),
        sums.rarest_name / RAREST,
        sums.rarest_name_anywhere / RAREST,
        sums.rarest_word / RAREST,
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
        is(sums.is_apart(sums::TITLE_NAMES)),
        opening * (1.0 - names_most),
        all * (1.0 - names_most),
        all * (1.0 - subject_most),
        short * all,
        short * names_most,
        all * days.min(LATE) / LATE,
        few * sums.rarest_name / RAREST,
        few * is(pair.days.is_none()),
        roots,
        numbers,
        numbers_most,
        numbers_least,
        title_in_text_most,
        title_in_text_least,
        lead_names_most,
        lead_names_least,
        pairs_most,
        pairs_least,
        pair.apart.map_or(0.0, |days| days.min(14) as f32 / 14.0),
        few,
        pair.connected,
        places_most,
        places_least,
        sums.exclusive(),
        sums.own_name / RAREST,
        f32::from(names_beside.agree).ln_1p(),
        f32::from(names_beside.differ).ln_1p(),
        f32::from(numbers_beside.agree).ln_1p(),
        f32::from(numbers_beside.differ).ln_1p(),
        titles.frame,
        f32::from(titles.kept).ln_1p(),
        f32::from(titles.swapped).ln_1p(),
        openings.frame,
        f32::from(openings.kept).ln_1p(),
        f32::from(openings.swapped).ln_1p(),
        f32::from(titles.numbers + openings.numbers).ln_1p(),
        core_names_most,
        core_names_least,
        core_words_most,
        core_words_least,
        is(pair.forms[1].is_again()),
        in_one(Form::is_years),
        in_one(Form::is_voice),
        f32::from(names_before.agree).ln_1p(),
        f32::from(names_before.differ).ln_1p(),
        sums.unshared(sums::OPENING_NAMES).ln_1p(),
        is(pair.core_day == Some(true)),
        is(pair.core_day == Some(false)),
        (one.shared(other) as f32).ln_1p(),
        is(one.is_apart(other)),
        kinds_found_most,
        kinds_found_least,
        f32::from(people.differ).ln_1p(),
        f32::from(people.agree).ln_1p(),
        sums.of_later(sums::TITLE),
        sums.of_later(sums::TITLE_NAMES),
        sums.of_later(sums::OPENING_NAMES),
        sums.of_later(sums::OPENING_WORDS),
        sentences_most,
        sentences_least,
        gathered_most,
        gathered_least,
        in_one(Form::is_several),
        pair.headed,
        is(pair.past[0] != pair.past[1]),
        is(pair.forms[1].is_again() && other_day),
        is(one.shared(other) > 0 && other_day),
        is(people.differ > 0 && people.agree == 0),
    ]
}

/// Log-odds that two reports with these signs tell one event, so many reports being in sight, within bounds.
pub(crate) fn log_odds(signs: &Signs, reports: usize, least: f32, most: f32) -> f32 {
    let model = if reports <= SMALL_COLLECTION { &*AMONG_FEW } else { &*AMONG_MANY };
    let sum = model.weights.iter().zip(signs).map(|(weight, sign)| weight * sign).sum::<f32>();
    model.trees.added_to(sum + model.constant, signs, least, most)
}

/// The cosine of all features of two reports with these signs.
pub(crate) fn cosine(signs: &Signs) -> f32 {
    signs[0] * signs[0]
}

#[cfg(test)]
mod tests {
    use super::{CONSTANT, Model, SIGN_NAMES};

    /// Both tables of weights.
    const TABLES: [&str; 2] = [include_str!("few/likeness.tsv"), include_str!("many/likeness.tsv")];

    #[test]
    fn a_table_weighs_each_sign_and_the_constant_once() {
        let names: Vec<&str> = SIGN_NAMES.into_iter().chain([CONSTANT]).collect();
        for table in TABLES {
            let rows = table.lines().filter(|row| !row.starts_with('#'));
            assert_eq!(rows.map(|row| row.split('\t').next().unwrap()).collect::<Vec<_>>(), names);
        }
    }

    #[test]
    #[should_panic(expected = "\"tittle\" is no sign")]
    fn a_name_that_is_no_sign_is_an_error() {
        Model::read("all\t1.0\ntittle\t0.5\n", "");
    }
}
