//! Whether two numbers are numbers of one thing, at one time.
//!
//! Two reports rarely count the very same: one has a part of what the other has, another day, another place, another
//! poll. Only where nothing shows that, numbers that differ contradict each other.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::{
    befallen,
    number::{Counted, counted, listed, stems},
    stated::ahead,
    time::times_in,
};
use crate::{
    story::{SentenceId, Story},
    token::Token,
    tree::{Tree, relation},
    when::Days,
};
use wirefold_report::{Bound, TimeKind, Upos};

/// Whether nothing shows that two numbers count two things: what befell people, another part of them, another day,
/// another place.
pub(super) fn may_be_one(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (few, many) = if one.quantity.value < other.quantity.value { (one, other) } else { (other, one) };
    !is_one_behind_a_dash(few, many)
        && befallen::toll(one) == befallen::toll(other)
        && !is_of_another_day(story, one, other)
        && !are_named_apart(story, one, other)
        && !are_told_apart(one, other)
        && !of_two_sorts(one, other)
        && !is_part(few, many)
        && !are_counted_apart(one, other)
        && is_of_before(one) == is_of_before(other)
}

/// Whether the words around two numbers give them two things to count: a part ("112 of the dead") and the whole, those beside
/// some who are named and all of them, what is wanted and what is there, a length of time and how long something is ago.
pub(super) fn are_counted_apart(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (few, many) = if one.quantity.value < other.quantity.value { (one, other) } else { (other, one) };
    is_of_the_whole(few) && !is_of_the_whole(many)
        || is_beside_names(few, many)
        || is_beside_one_more(few, many)
        || is_goal(few) != is_goal(many)
        || is_since(few) != is_since(many)
}

/// Whether the tree gives two fates to those whom the numbers count, or they are two sorts of people.
pub(super) fn is_of_two_fates(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let tolls = (befallen::toll(one), befallen::toll(other));
    tolls.0 != tolls.1 && tolls.0.is_some() && tolls.1.is_some()
        || tolls.0.is_some() && of_two_sorts(one, other)
}

/// Whether two numbers, as far as they may be of one thing, are told of it in one way: only then do they contradict each
/// other.
pub(super) fn is_one(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let said = |c: &Counted<'_, '_>| {
        let tree = Tree(c.sentence);
        let top = c.quantity.counted.and_then(|things| tree.top_of(things));
        top.or_else(|| tree.top_of(c.evidence.span)).map(|word| tree.said_with(word)).unwrap_or_default()
    };
    let (ours, theirs) = (said(one), said(other));
    let alike = befallen::toll(one).is_some() || ours == theirs || !ours.is_disjoint(&theirs);
    alike
        && !have_two_subjects(one, other)
        && !is_of_sample(story, one)
        && !is_of_sample(story, other)
        && !are_limits(one, other)
}

/// Whether both say only where a number ends: "over a million", "up to a quarter of it" are as often marks to reach as
/// counts.
pub(super) fn are_limits(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let open = |c: &Counted<'_, '_>| !matches!(c.quantity.bound, Bound::Exact | Bound::About);
    open(one) && open(other)
}

/// Whether a share was found by asking some: two polls find two shares.
pub(super) fn is_of_sample(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let unit = counted.quantity.unit.as_deref().unwrap_or_default();
    if !unit.contains("percent") && !unit.contains("point") {
        return false;
    }
    is_among_those_asked(story, counted)
}

/// Whether a number is told of a poll.
pub(super) fn is_among_those_asked(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    static SAMPLING: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("sampling.txt")));
    let Some(id) = story.sentence_at(counted.evidence) else { return false };
    let before = id.sentence.checked_sub(1).map(|sentence| SentenceId { sentence, ..id });
    before
        .into_iter()
        .chain([id])
        .flat_map(|id| story.tokens(id))
        .any(|t| t.word.upos != Upos::Propn && SAMPLING.contains(&t.term))
}

/// Whether two numbers count people of two sorts: "three children" and "two women" are no two tolls. Whoever counts
/// people or victims may count everybody, and "three children" are then some of them.
fn of_two_sorts(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    static ANYBODY: LazyLock<BTreeSet<u64>> = LazyLock::new(|| stems(include_str!("anybody.txt")));
    // What a bare number is told of ("a bomb … wounding 15") is nobody of a sort.
    let sorted = |c: &Counted<'_, '_>| {
        c.quantity.counted.is_some() && !c.nouns().is_empty() && c.nouns().is_disjoint(&ANYBODY)
    };
    let (a, b) = (one.quantity.value, other.quantity.value);
    match (sorted(one), sorted(other)) {
        (true, true) => !one.shares_noun(other),
        (true, false) => befallen::toll(one).is_some() && a < b,
        (false, true) => befallen::toll(one).is_some() && b < a,
        (false, false) => false,
    }
}

/// Whether the lower of two numbers counts a part: "nine of them were among", "three *Turkish* soldiers" beside twelve
/// soldiers, "another two".
pub(super) fn is_part(few: &Counted<'_, '_>, many: &Counted<'_, '_>) -> bool {
    is_beside_others(few) || is_beside_others(many) || is_among(few) || is_narrower(few, many)
}

/// "132 *of the* dead": some of those who are told of; "71 of the 150 seats" tells how many there are itself.
fn is_of_the_whole(counted: &Counted<'_, '_>) -> bool {
    let mut rest = counted.sentence.iter().filter(|t| t.span().start >= counted.quantity.span.end);
    let of = rest.next().is_some_and(|t| t.form == "of");
    let those = rest.next().map(|t| t.lemma.as_str()).unwrap_or_default();
    let things = rest.next().is_some_and(|t| t.word.upos != Upos::Num);
    of && (matches!(those, "they" | "them") || matches!(those, "the" | "these" | "those") && things)
}

/// "The 2,383 delegates *needed* to win", "a *majority* of 218 votes": so many are wanted, and not there.
fn is_goal(counted: &Counted<'_, '_>) -> bool {
    let tree = Tree(counted.sentence);
    let Some(top) = counted.top() else {
        return false;
    };
    let wanted = |word: &Token<'_>| matches!(word.lemma.as_str(), "need" | "require");
    let bar = |word: &Token<'_>| {
        matches!(word.lemma.as_str(), "majority" | "threshold" | "quota" | "goal" | "target")
    };
    tree.kids(top).any(|kid| relation(kid) == "acl" && wanted(kid))
        || tree.head(top).is_some_and(|head| wanted(head) || relation(top) == "nmod" && bar(head))
}

/// "Three years *after* the war": how long since then, and no length of something.
fn is_since(counted: &Counted<'_, '_>) -> bool {
    let mut rest = counted.sentence.iter().filter(|t| t.span().start >= counted.quantity.span.end);
    let since = |t: &Token<'_>| {
        matches!(t.lemma.as_str(), "after" | "before" | "ago" | "later" | "earlier" | "since")
    };
    counted.quantity.measure().is_some() && rest.next().is_some_and(since)
}

/// Whether the lower of two numbers counts those beside some who are named: "Chad and *five* other powers" are six of them.
fn is_beside_names(few: &Counted<'_, '_>, many: &Counted<'_, '_>) -> bool {
    const NAMED: f64 = 3.0;
    let tree = Tree(few.sentence);
    let top = few.quantity.counted.and_then(|things| tree.top_of(things));
    let Some(first) = top.filter(|top| relation(top) == "conj").and_then(|top| tree.head(top)) else {
        return false;
    };
    let name = |word: &&Token<'_>| word.word.upos == Upos::Propn;
    let listed = tree.kids(first).filter(|kid| relation(kid) == "conj").chain([first]).filter(name).count();
    #[expect(clippy::cast_precision_loss, reason = "names of one list")]
    let named = listed as f64;
    (1.0..=named.min(NAMED)).contains(&(many.quantity.value - few.quantity.value))
}

/// Whether the lower of two numbers counts those beside one more: "three looked on as *a fourth* beat him".
fn is_beside_one_more(few: &Counted<'_, '_>, many: &Counted<'_, '_>) -> bool {
    const NEXT: [&str; 9] =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    let next = (1..).zip(NEXT).find(|(count, _)| f64::from(*count) == few.quantity.value);
    let one_more =
        |two: &[Token<'_>]| next.is_some_and(|(_, word)| two[0].form == "a" && two[1].lemma == word);
    many.quantity.value == few.quantity.value + 1.0 && few.sentence.windows(2).any(one_more)
}

/// "At least 31 were killed and *300* wounded": so many at least.
fn is_at_least_too(counted: &Counted<'_, '_>) -> bool {
    const NEAR: usize = 8;
    let at = counted.sentence.partition_point(|t| t.span().start < counted.quantity.span.start);
    let before = &counted.sentence[at.saturating_sub(NEAR)..at];
    let joined = before.last().is_some_and(|t| t.form == "and");
    joined
        && befallen::toll(counted).is_some()
        && before.windows(2).any(|two| two[0].form == "at" && two[1].form == "least")
}

/// "Which *exceeds* a million a year": more than that.
pub(super) fn is_exceeded(counted: &Counted<'_, '_>) -> bool {
    let start = counted.quantity.span.start;
    let before = counted.sentence.iter().rev().find(|t| t.span().end <= start);
    let more = |t: &Token<'_>| matches!(t.lemma.as_str(), "exceed" | "surpass" | "top");
    before.is_some_and(|t| t.word.upos == Upos::Verb && more(t)) || is_at_least_too(counted)
}

/// "38 other senators", "another 38", "38 billion of additional goods".
pub(super) fn is_beside_others(counted: &Counted<'_, '_>) -> bool {
    let span = counted.quantity.span;
    let mut after = counted.sentence.iter().filter(|t| t.span().start >= span.end).peekable();
    let of = after.next_if(|t| t.form == "of").is_some();
    let next = after.next();
    let before = counted.sentence.iter().rev().find(|t| t.span().end <= span.start);
    let other = |t: &Token<'_>| {
        matches!(t.lemma.as_str(), "other" | "more" | "additional" | "further" | "another" | "remaining")
    };
    let inside = counted.sentence.iter().filter(|t| span.contains(t.span())).any(|t| t.lemma == "another");
    // "15 contests remaining".
    let things = counted.quantity.counted.map_or(span, |things| span.cover(things));
    let behind = counted.sentence.iter().find(|t| t.span().start >= things.end);
    inside
        || behind.is_some_and(|t| t.form == "remaining")
        || next.is_some_and(|t| other(t) && (!of || t.lemma != "more"))
        || before.is_some_and(|t| other(t) && t.lemma != "more")
}

/// Whether a number is told to be some of more: "including two", "nine were among those who", "33 of over 260".
pub(super) fn is_among(counted: &Counted<'_, '_>) -> bool {
    static AMONG: LazyLock<BTreeSet<&'static str>> =
        LazyLock::new(|| listed(include_str!("among.txt")).collect());
    const BEFORE: usize = 4;
    const AFTER: usize = 8;
    let (start, end) = (counted.quantity.span.start, counted.quantity.span.end);
    let at = counted.sentence.partition_point(|t| t.span().start < start);
    let next = counted.sentence.partition_point(|t| t.span().start < end);
    let mut before = counted.sentence[at.saturating_sub(BEFORE)..at].iter();
    let rest = &counted.sentence[next..];
    if is_led_by_whole(&counted.sentence[..at]) {
        return true;
    }
    before.any(|t| AMONG.contains(t.lemma.as_str()))
        || rest.iter().take(AFTER).any(|t| t.lemma == "among")
        || counted.quantity.measure().is_none() && is_of_number(rest)
}

/// Whether the words before a number tell of whom it counts some: "Of the passengers, 209 were Russian".
fn is_led_by_whole(before: &[Token<'_>]) -> bool {
    let [rest @ .., of, the, things] = before else { return false };
    let opens = rest.last().is_none_or(|t| t.word.upos != Upos::Noun);
    let whole = matches!(the.lemma.as_str(), "the" | "these" | "those");
    opens && whole && of.lemma.eq_ignore_ascii_case("of") && things.word.upos == Upos::Noun
}

/// Whether "of" and another number follow.
fn is_of_number(rest: &[Token<'_>]) -> bool {
    const HEDGED: usize = 4;
    let mut rest = rest.iter();
    let is_hedge = |t: &&Token<'_>| matches!(t.word.upos, Upos::Adp | Upos::Adj | Upos::Adv | Upos::Det);
    rest.next().is_some_and(|t| t.form == "of")
        && rest.take(HEDGED).find(|t| !is_hedge(t)).is_some_and(|t| t.word.upos == Upos::Num)
}

/// Whether a number is one side of a count of votes or goals: "by 322 votes to 277".
pub(super) fn is_in_tally(counted: &Counted<'_, '_>) -> bool {
    let (start, end) = (counted.quantity.span.start, counted.quantity.span.end);
    let before = counted.sentence.partition_point(|t| t.span().start < start);
    let after = counted.sentence.partition_point(|t| t.span().start < end);
    let number = |t: Option<&Token<'_>>| t.is_some_and(|t| t.word.upos == Upos::Num);
    let to = |t: Option<&Token<'_>>| t.is_some_and(|t| t.form == "to");
    let noun = |t: Option<&Token<'_>>| t.is_some_and(|t| t.word.upos == Upos::Noun);
    let ahead = |i: usize| counted.sentence.get(after + i);
    let behind = |i: usize| counted.sentence.get(before.checked_sub(i)?);
    to(ahead(0)) && number(ahead(1))
        || noun(ahead(0)) && to(ahead(1)) && number(ahead(2))
        || to(behind(1)) && number(behind(2))
        || to(behind(1)) && noun(behind(2)) && number(behind(3))
}

/// Whether a number is told as what was before: "rose to 412 million from 381 million", "the initial toll of 64".
pub(super) fn is_of_before(counted: &Counted<'_, '_>) -> bool {
    let before = counted.sentence.partition_point(|t| t.span().start < counted.quantity.span.start);
    let mut earlier = counted.sentence[..before].iter().rev().filter(|t| t.word.upos != Upos::Sym);
    earlier.next().is_some_and(|t| t.form == "from") || is_first_figure(counted)
}

/// "The *initial* toll of 64", "police *initially* said that 14 were trapped": a number that was given up for another.
fn is_first_figure(counted: &Counted<'_, '_>) -> bool {
    const FIRST: [&str; 4] = ["initial", "original", "preliminary", "previous"];
    const FIRST_SAID: [&str; 3] = ["initially", "originally", "previously"];
    const ABOVE: usize = 4;
    let tree = Tree(counted.sentence);
    let Some(top) = counted.top() else {
        return false;
    };
    let described = |word: &Token<'_>| {
        tree.kids(word).any(|kid| match relation(kid) {
            "amod" => FIRST.contains(&kid.lemma.as_str()),
            "advmod" => FIRST_SAID.contains(&kid.lemma.as_str()),
            _ => false,
        })
    };
    std::iter::successors(Some(top), |word| tree.head(word)).take(ABOVE).any(described)
}

/// Whether one is told of days that had not come when the other's report was published.
pub(super) fn is_of_later(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let after = |c: &Counted<'_, '_>, report: usize| {
        let Some((own, published)) = story.day(c.evidence.report).zip(story.day(report)) else {
            return false;
        };
        let days = days(story, c);
        !days.is_empty() && days.iter().all(|day| day.first > published && day.last <= own)
    };
    after(one, other.evidence.report) || after(other, one.evidence.report)
}

/// Whether one number is of what is wished for, foreseen or possible and the other of what is, or the clauses around them
/// have words that tell two things from each other: "the northern province", "the southern province".
pub(super) fn are_told_apart(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    static OPPOSED: LazyLock<Vec<BTreeSet<&'static str>>> = LazyLock::new(|| {
        let lines = include_str!("opposed.txt").lines().filter(|line| !line.starts_with('#'));
        lines.map(|line| line.split_whitespace().collect()).collect()
    });
    let (ours, theirs) = (clause(one), clause(other));
    OPPOSED.iter().any(|set| {
        let of = |words: &[&Token<'_>]| -> BTreeSet<&'static str> {
            set.iter().copied().filter(|word| words.iter().any(|t| t.lemma.as_str() == *word)).collect()
        };
        let (a, b) = (of(&ours), of(&theirs));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    }) || befallen::toll(one).is_none() && is_ahead(one) != is_ahead(other)
}

fn is_ahead(counted: &Counted<'_, '_>) -> bool {
    let tree = Tree(counted.sentence);
    tree.top_of(counted.quantity.span).is_some_and(|top| ahead::is_ahead(tree, top))
}

/// The words that say of whom or where a number is told: what is counted, and who and what stand with its verb, each with
/// what goes before it. No names: "the West Bank" is no west.
fn clause<'s, 'a>(counted: &Counted<'s, 'a>) -> Vec<&'s Token<'a>> {
    let tree = Tree(counted.sentence);
    let Some(top) = tree.top_of(counted.quantity.span) else { return Vec::new() };
    let verb = tree.verb_above(top).or_else(|| tree.head(top)).unwrap_or(top);
    let beside = tree.kids(verb).filter(|kid| matches!(relation(kid), "nsubj" | "obj" | "obl"));
    let parts = beside.chain([top, verb]);
    let described = |kid: &&Token<'_>| matches!(relation(kid), "amod" | "compound" | "det");
    let words = parts.flat_map(|part| tree.kids(part).filter(described).chain([part]));
    words.filter(|word| word.word.upos != Upos::Propn).collect()
}

/// Whether the noun of the lower number has a word beside it that narrows it, which the other report lacks.
fn is_narrower(few: &Counted<'_, '_>, many: &Counted<'_, '_>) -> bool {
    let tree = Tree(few.sentence);
    let Some(noun) = few.quantity.counted.and_then(|things| tree.top_of(things)) else { return false };
    let narrows =
        |kid: &Token<'_>| matches!(relation(kid), "amod" | "compound") && kid.word.upos != Upos::Num;
    tree.kids(noun).any(|kid| narrows(kid) && !many.sentence.iter().any(|t| t.akin(kid)))
}

/// Whether two sentences name something and nothing in common: numbers of Oregon and of the whole country.
fn are_named_apart(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (ours, theirs) = (names(story, one), names(story, other));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}

/// Stems of a sentence's names, days and months left aside; what opens it may be any word.
fn names(story: &Story<'_>, counted: &Counted<'_, '_>) -> BTreeSet<u64> {
    let times = story.sentence_at(counted.evidence).map(|id| times_in(story, id)).unwrap_or_default();
    let dated = |t: &Token<'_>| times.iter().any(|time| time.span.overlaps(t.span()));
    let words = counted.sentence.iter().skip(1).filter(|t| t.is_content() && t.word.upos == Upos::Propn);
    words.filter(|t| !dated(t)).map(|t| t.term).collect()
}

/// Days before a report on which lies what it only recalls.
const RECALLED: i32 = 31;

/// Whether the sentences name days, and none in common, or one of them recalls what was long ago: they count what was on
/// two days.
fn is_of_another_day(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    is_recalled(story, one) != is_recalled(story, other)
        || are_dated_apart(story, one, other)
        || is_of_later(story, one, other)
}

fn days(story: &Story<'_>, counted: &Counted<'_, '_>) -> Vec<Days> {
    let Some(id) = story.sentence_at(counted.evidence) else { return Vec::new() };
    let dated = times_in(story, id).iter().filter(|time| time.kind == TimeKind::Date);
    dated.filter_map(|time| Days::of(&time.value)).collect()
}

/// The days of a number's sentence; where it names none, those of the next one if that has the number too: "It will cost 2
/// million jobs, they said. The office expects 2 million in 2030."
fn days_of_value(story: &Story<'_>, number: &Counted<'_, '_>) -> Vec<Days> {
    let own = days(story, number);
    let here = story.sentence_at(number.evidence).filter(|_| own.is_empty());
    let next = here.map(|id| SentenceId { sentence: id.sentence + 1, ..id });
    let next = next.filter(|id| id.sentence < story.tellings[id.report].tokens.len());
    let is_value = |c: &Counted<'_, '_>| {
        c.quantity.value == number.quantity.value && c.quantity.measure() == number.quantity.measure()
    };
    let again = next.and_then(|id| counted(story, id).into_iter().find(is_value));
    again.map_or(own, |again| days(story, &again))
}

/// Whether a sentence goes on with what the one before tells of long ago.
pub(super) fn goes_on_with_the_past(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let taken_up = days_taken_up(story, counted);
    days(story, counted).is_empty()
        && taken_up.iter().any(|&day| is_long_ago(story, counted.evidence.report, day))
}

/// The days of the sentence before where this one goes on with it: "In 1999 a storm hit. *That* storm killed 36."
fn days_taken_up(story: &Story<'_>, counted: &Counted<'_, '_>) -> Vec<Days> {
    let goes_on =
        counted.sentence.first().is_some_and(|t| matches!(t.form.as_str(), "that" | "those" | "then"));
    let id = story.sentence_at(counted.evidence).filter(|_| goes_on);
    let before = id.and_then(|id| Some(SentenceId { sentence: id.sentence.checked_sub(1)?, ..id }));
    let dated = before.map(|id| times_in(story, id)).unwrap_or_default();
    let first = dated.iter().find(|time| time.kind == TimeKind::Date);
    first.and_then(|time| Days::of(&time.value)).into_iter().collect()
}

/// Whether two numbers differ by a dash alone. Where nothing is measured it is a mark, and no sign.
pub(super) fn is_one_behind_a_dash(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (a, b) = (one.quantity, other.quantity);
    a.value.abs() == b.value.abs() && a.measure().is_none() && b.measure().is_none()
}

/// Whether a sentence speaks of what was long before its report, and of nothing else.
pub(super) fn is_recalled(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let own = days(story, counted);
    let days = if own.is_empty() { days_taken_up(story, counted) } else { own };
    !days.is_empty() && days.iter().all(|&day| is_long_ago(story, counted.evidence.report, day))
}

/// Whether a day was long before a report.
pub(super) fn is_long_ago(story: &Story<'_>, report: usize, day: Days) -> bool {
    /// A stretch of so many days is a year.
    const YEAR: i32 = 364;
    let told = story.day(report).or_else(|| (0..story.len()).find_map(|r| story.day(r)));
    match told {
        Some(told) => Days { first: day.last, last: told }.length() > RECALLED,
        // Of its own year a report says no year.
        None => day.length() >= YEAR,
    }
}

/// Whether both sentences name days, and none in common, or one is told of every day or year.
pub(super) fn are_dated_apart(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (ours, theirs) = (days(story, one), days(story, other));
    if are_of_two_periods(story, one, other) || is_repeated(story, one) != is_repeated(story, other) {
        return true;
    }
    let apart = |day: &Days| theirs.iter().all(|other| !day.overlaps(*other));
    !ours.is_empty() && !theirs.is_empty() && ours.iter().all(apart)
}

/// Whether both sentences name a year or month, and two.
pub(super) fn are_of_two_periods(story: &Story<'_>, one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (ours, theirs) = (days_of_value(story, one), days_of_value(story, other));
    // "In 2030" against "in 2029", whatever days both were told on.
    let period = |days: &[Days], others: &[Days]| {
        days.iter().any(|day| !day.is_day() && others.iter().all(|other| !day.overlaps(*other)))
    };
    period(&ours, &theirs) && period(&theirs, &ours)
}

/// "Each day": a number of many days.
fn is_repeated(story: &Story<'_>, counted: &Counted<'_, '_>) -> bool {
    let times = story.sentence_at(counted.evidence).map(|id| times_in(story, id)).unwrap_or_default();
    times.iter().any(|time| time.kind == TimeKind::Set)
}

/// Whether both numbers are told of named subjects, and of two: "Lindgren won 48 percent", "Doyle won 45 percent".
pub(super) fn have_two_subjects(one: &Counted<'_, '_>, other: &Counted<'_, '_>) -> bool {
    let (ours, theirs) = (subject(one), subject(other));
    !ours.is_empty() && !theirs.is_empty() && ours.is_disjoint(&theirs)
}

/// The subject of the verb that a number hangs on; a verb without one has that of the verb above: "Spain leads, reporting 40".
pub(super) fn subject_above<'s, 'a>(counted: &Counted<'s, 'a>) -> Option<&'s Token<'a>> {
    const CLAUSES: usize = 3;
    let tree = Tree(counted.sentence);
    let top = counted.quantity.counted.and_then(|things| tree.top_of(things));
    let top = top.or_else(|| tree.top_of(counted.evidence.span))?;
    let above = |verb: &&'s Token<'a>| {
        let goes_on = matches!(relation(verb), "advcl" | "xcomp" | "conj");
        tree.head(verb).filter(|_| goes_on)
    };
    let verbs = std::iter::successors(tree.verb_above(top), above).take(CLAUSES);
    verbs.into_iter().find_map(|verb| tree.kids(verb).find(|kid| kid.word.deprel == "nsubj"))
}

/// Stems of the names in the subject of what a number tells.
fn subject(counted: &Counted<'_, '_>) -> BTreeSet<u64> {
    let tree = Tree(counted.sentence);
    let words = subject_above(counted).map(|subject| tree.below(subject)).unwrap_or_default();
    let own = |t: &&&Token<'_>| t.word.upos == Upos::Propn && !counted.evidence.span.contains(t.span());
    words.iter().filter(own).map(|t| t.term).collect()
}
