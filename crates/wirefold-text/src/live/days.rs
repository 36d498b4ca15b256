//! Which day each entry is of.

use super::{Clock, Line};
use jiff::ToSpan as _;
use jiff::civil::Date;

/// Minutes by which the times of two entries must lie apart, the wrong way round, for midnight to lie between them:
/// entries of one day may stand a little out of order.
const MIDNIGHT: i32 = 6 * 60;

const DAY: i32 = 24 * 60;
/// Entries beside one that stands out of order lie within so many minutes.
const CLOSE: i32 = 2 * 60;
/// Times that lie further apart say nothing of which came first.
const NEAR: i32 = 8 * 60;

/// A day for each line, as far as it is known.
pub(super) fn of(lines: &[Line], published: Option<Date>, at: Option<Clock>) -> Vec<Option<Date>> {
    let named = named(lines, published);
    let steps = steps(lines, &named);
    match named.iter().flatten().next() {
        Some(_) => by_named(&steps, &named),
        None => by_published(lines, &steps, published, at),
    }
}

fn minutes(clock: Clock) -> i32 {
    i32::from(clock.0) * 60 + i32::from(clock.1)
}

/// How many days each line lies behind the one before (ahead of it, if negative), by the times alone. A line that names
/// a day begins anew.
fn steps(lines: &[Line], named: &[Option<Date>]) -> Vec<i32> {
    let mut zones = lines.iter().filter_map(|line| line.zone.as_ref());
    let first = zones.next();
    if zones.any(|zone| Some(zone) != first) {
        // Clocks of several places say nothing of midnight.
        return vec![0; lines.len()];
    }
    let newest_first = is_newest_first(lines, named);
    let clocks: Vec<(Option<i32>, bool)> = clocks(lines).collect();
    let mut last = None;
    let step = |(at, &(clock, is_new)): (usize, &(Option<i32>, bool))| {
        let clock = clock.filter(|_| !is_out_of_order(&clocks, at, newest_first));
        last = last.filter(|_| !is_new);
        let by = clock.zip(last).map_or(0, |(clock, last): (i32, i32)| clock - last);
        last = clock.or(last);
        match newest_first {
            true if by >= MIDNIGHT => -1,
            false if by <= -MIDNIGHT => 1,
            _ => 0,
        }
    };
    clocks.iter().enumerate().map(step).collect()
}

/// Whether an entry alone stands among others of another hour: the ones before and behind it are close and in order.
fn is_out_of_order(clocks: &[(Option<i32>, bool)], at: usize, newest_first: bool) -> bool {
    let Some([(Some(before), _), (Some(own), false), (Some(behind), false)]) =
        at.checked_sub(1).and_then(|from| clocks.get(from..from + 3))
    else {
        return false;
    };
    let ahead = if newest_first { before - behind } else { behind - before };
    (0..=CLOSE).contains(&ahead) && (own - before).abs() >= MIDNIGHT && (own - behind).abs() >= MIDNIGHT
}

/// The time of each line, in minutes, and whether it names a day.
fn clocks(lines: &[Line]) -> impl Iterator<Item = (Option<i32>, bool)> {
    lines.iter().map(|line| (line.time.as_ref().map(|(_, clock)| minutes(*clock)), line.day.is_some()))
}

/// Whether the latest entry stands first: the days that are named say so, or most times that are near one another.
fn is_newest_first(lines: &[Line], named: &[Option<Date>]) -> bool {
    let days: Vec<Date> = named.iter().flatten().copied().collect();
    if let Some(two) = days.windows(2).find(|two| two[0] != two[1]) {
        return two[0] > two[1];
    }
    let (mut up, mut down) = (0, 0);
    let mut last: Option<i32> = None;
    for (clock, is_new) in clocks(lines) {
        last = last.filter(|_| !is_new);
        let Some(clock) = clock else { continue };
        // Ten past midnight comes before ten to midnight, or after it: whichever is nearer.
        match last.map(|last| (clock - last).rem_euclid(DAY)) {
            Some(1..=NEAR) => up += 1,
            Some(ahead) if ahead >= DAY - NEAR => down += 1,
            _ => {}
        }
        last = Some(clock);
    }
    down > up
}

/// The days that lines name themselves, each near the one before or the day of publication.
fn named(lines: &[Line], published: Option<Date>) -> Vec<Option<Date>> {
    let stated = lines.iter().find_map(|line| line.day?.near(None));
    let mut known = published.or(stated);
    lines
        .iter()
        .map(|line| {
            let day = line.day.and_then(|day| day.near(known));
            known = day.or(known);
            day
        })
        .collect()
}

/// Days counted on from those that are named, and back from the first.
fn by_named(steps: &[i32], named: &[Option<Date>]) -> Vec<Option<Date>> {
    let first = named.iter().position(Option::is_some).unwrap_or_default();
    let mut days: Vec<Option<Date>> = vec![None; named.len()];
    let mut day = None;
    for at in first..named.len() {
        day = named[at].or_else(|| later(day, steps[at]));
        days[at] = day;
    }
    // What stands above the first line that names a day is of the day on its other side.
    let step = named[first..].iter().flatten().copied().zip(named[first..].iter().flatten().skip(1).copied());
    let towards = { step }.find(|(a, b)| a != b).map_or_else(
        || steps.iter().copied().find(|step| *step != 0).unwrap_or(0),
        |(a, b)| if a > b { -1 } else { 1 },
    );
    let mut day = later(named[first], -towards);
    for at in (0..first).rev() {
        days[at] = day;
        day = later(day, -steps[at]);
    }
    days
}

/// Days counted from that of publication: the one that the time of publication is nearest to or, without a time, that
/// most entries are of.
fn by_published(
    lines: &[Line],
    steps: &[i32],
    published: Option<Date>,
    at: Option<Clock>,
) -> Vec<Option<Date>> {
    let offsets: Vec<i32> = steps
        .iter()
        .scan(0, |sum, step| {
            *sum += step;
            Some(*sum)
        })
        .collect();
    let (Some(least), Some(most)) = (offsets.iter().min(), offsets.iter().max()) else { return Vec::new() };
    let beside = |offset: i32| lines.iter().zip(&offsets).filter(move |(_, other)| **other == offset);
    let nearest = |offset: i32| {
        let at = minutes(at?);
        beside(offset).filter_map(|(line, _)| Some((minutes(line.time.as_ref()?.1) - at).abs())).min()
    };
    let is_last = match at {
        Some(_) => nearest(*most) < nearest(*least),
        None => beside(*most).count() > beside(*least).count(),
    };
    let zero = if is_last { *most } else { *least };
    offsets.iter().map(|offset| later(published, offset - zero)).collect()
}

fn later(day: Option<Date>, by: i32) -> Option<Date> {
    day?.checked_add(by.days()).ok()
}
