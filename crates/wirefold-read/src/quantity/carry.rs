//! What a number takes over from the one before it.
//!
//! "rose 0.25 points, or 0.01%": both are up. "more than 5 miles (8 km)": both are
//! bounds. "sold 40 houses and let 12", "rose to 30 points from 28": the second
//! number has the unit of the first.

use super::Found;
use super::counted::Noun;
use super::number::Scan;
use crate::scan::{Gap, Shape};
use wirefold_report::Bound;

/// Lets every number of a sentence take over what is not said of it again.
pub(super) fn carry(scan: &Scan<'_>, found: &mut [Found]) {
    let mut aged = 0;
    for i in 1..found.len() {
        let (before, after) = found.split_at_mut(i);
        let this = &mut after[0];
        let last = &mut before[i - 1];
        if is_restated(scan, last, this) {
            this.change = this.change.or(last.change);
            if this.bound == Bound::Exact {
                this.bound = last.bound;
            }
        }
        if scan.back(last.start, 1) == "aged" {
            aged = i;
        }
        if aged == i && is_next_age(scan, last, this) {
            this.number.unit.clone_from(&last.number.unit);
            aged = i + 1;
        } else if is_part(scan, last, this) || is_level(scan, last, this) {
            take_unit(this, last);
        } else if is_short(scan, this) {
            let fits = |f: &&Found| f.number.unit.as_deref() != Some("percent") || this.change.is_some();
            let like =
                |f: &&Found| f.noun.is_none() || (1e-3..=1e3).contains(&(f.number.value / this.number.value));
            let near = |f: &&Found| this.start - f.end < FAR && scan.back(f.start, 1) != "(";
            if let Some(from) = before.iter().rev().take(4).find(|f| fits(f) && near(f) && like(f)) {
                take_unit(from, this);
            }
        }
    }
}

/// "aged 6, 7 and 9": those behind the first are ages too.
fn is_next_age(scan: &Scan<'_>, age: &Found, this: &Found) -> bool {
    let bare = this.number.unit.is_none() && this.noun.is_none() && !this.number.share;
    let tie = this.start.checked_sub(1).filter(|&k| matches!(scan.word(k), "and" | "," | "or"));
    let next = tie.is_some_and(|k| k == age.end || k == age.end + 1 && scan.word(age.end) == ",");
    bare && next && age.number.unit.as_deref() == Some("year of age")
}

/// "16,369.03, up 58.06 points": a level has the unit of its change.
fn is_level(scan: &Scan<'_>, level: &Found, change: &Found) -> bool {
    let bare = level.number.unit.is_none() && level.noun.is_none() && level.number.figures;
    let at = level.end + usize::from(scan.word(level.end) == ",");
    let next = matches!(scan.word(at), "up" | "down") && change.start == at + 1;
    bare && next && change.number.unit.as_deref() == Some("point")
}

/// How many tokens a unit reaches.
const FAR: usize = 30;

/// Whether the second number says the first again in another unit: "0.25 points,
/// or 0.01%", "296 hp (224 kW / 300 PS)".
fn is_restated(scan: &Scan<'_>, before: &Found, this: &Found) -> bool {
    let behind = |noun: &Noun| scan.tokens.partition_point(|t| t.end() <= noun.span.end as usize);
    let (end, start) = (before.noun.as_ref().map_or(before.end, |n| behind(n).max(before.end)), this.start);
    let between: Vec<&str> = (end..start).map(|i| scan.word(i)).collect();
    let restates = matches!(between.as_slice(), ["or"] | [",", "or"] | ["("] | ["/"] | [",", "or", "about"]);
    restates && unit_of(before) != unit_of(this)
}

/// "280 million of the 1.5 billion shekels": the first has the unit of the second.
fn is_part(scan: &Scan<'_>, part: &Found, whole: &Found) -> bool {
    let bare = part.number.unit.is_none() && part.noun.is_none() && !part.number.share;
    bare && scan.word(part.end) == "of" && scan.word(part.end + 1) == "the" && whole.start == part.end + 2
}

/// Whether a number stands where its unit is left out: bare, and tied to what
/// comes before it.
fn is_short(scan: &Scan<'_>, this: &Found) -> bool {
    let number = &this.number;
    let tied = matches!(
        scan.back(this.start, 1),
        "to" | "from" | "and" | "at" | "or" | "by" | "including" | "versus" | "than"
    );
    let bare = scan
        .tokens
        .get(this.end)
        .is_none_or(|t| t.shape == Shape::Sign || t.gap == Gap::Break || super::number::is_small(&t.lower));
    let unsaid = number.unit.is_none() && this.noun.is_none();
    unsaid && !number.share && !number.times && number.figures && tied && bare
}

fn unit_of(found: &Found) -> Option<&str> {
    found.number.unit.as_deref().or(found.noun.as_ref().map(|noun| noun.name.as_str()))
}

fn take_unit(before: &Found, this: &mut Found) {
    let aged =
        before.number.unit.as_deref().is_some_and(|u| u.ends_with("of age") || crate::time::is_unit(u));
    if !aged {
        this.number.unit = before.number.unit.clone();
        this.number.currency = before.number.currency;
        this.noun = before.noun.clone().map(|noun| Noun { lent: true, ..noun });
    }
}
