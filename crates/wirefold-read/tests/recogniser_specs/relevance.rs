//! Which cases could stand in a report.
//!
//! A case is left out when
//! 1. nothing is expected, or an expression has no value;
//! 2. the sentence is an order or a question to an assistant;
//! 3. the expression names nothing of the calendar or clock: bare numbers
//!    ("at 7", "on the 15th", "5 to 6", "eight forty"), or hours whose half of the
//!    day nothing tells ("from 5 to 6 of April 22");
//! 4. it is written as in messages, forms and logs: "eod", "3 hrs", "tmr", "7/10"
//!    without a year of four digits, "2016/11", "05-Aug-2016", "12:34:45";
//! 5. it speaks of the user's own day: "my weekend", "the rest of the day";
//! 6. it names a day that the calendar lacks ("Feb 30"), or what TIMEX3 has no value
//!    for (business hours, school years, numbered weekdays of no month);
//! 7. it counts to the minute or second from the moment of speaking ("in 8
//!    minutes"): a report is not read at the moment it was written.

use super::Expected;

const ORDERS: [&str; 62] = [
    "schedule",
    "set",
    "book",
    "add",
    "show",
    "find",
    "create",
    "change",
    "remind",
    "make",
    "delete",
    "cancel",
    "move",
    "block",
    "what",
    "what's",
    "how",
    "when",
    "where",
    "who",
    "which",
    "did",
    "do",
    "does",
    "are",
    "can",
    "could",
    "would",
    "will",
    "is",
    "was",
    "let's",
    "let",
    "give",
    "tell",
    "please",
    "cortana",
    "hi",
    "hey",
    "plan",
    "put",
    "reserve",
    "search",
    "check",
    "look",
    "get",
    "query",
    "any",
    "arrange",
    "update",
    "extend",
    "push",
    "reschedule",
    "invite",
    "list",
    "help",
    "order",
    "email",
    "send",
    "start",
    "have",
    "note",
];
const MESSAGES: [&str; 34] = [
    "eod",
    "eom",
    "eoy",
    "tmr",
    "tmrw",
    "hr",
    "hrs",
    "min",
    "mins",
    "sec",
    "secs",
    "h",
    "ampm",
    "ish",
    "asap",
    "til",
    "wk",
    "wks",
    "yr",
    "yrs",
    "mo",
    "d",
    "s",
    "y",
    "pmam",
    "noonish",
    "uhr",
    "tonite",
    "bd",
    "tmrrw",
    "thurs",
    "wday",
    "midmorning",
    "fy",
];
const OWN: [&str; 3] = ["my", "rest", "remaining"];

/// Why a case is not run, if it is not.
pub(crate) fn left_out(input: &str, expected: &[Expected]) -> Option<&'static str> {
    if expected.is_empty() {
        return Some("nothing with a value expected");
    }
    if is_order(input) {
        return Some("order or question to an assistant");
    }
    expected.iter().find_map(|e| {
        let words = words(&e.text);
        let any = |list: &[&str]| words.iter().any(|w| list.contains(&w.as_str()));
        let four = words.iter().any(|w| w.len() == 4 && w.bytes().all(|b| b.is_ascii_digit()));
        let bare = !words.iter().any(|w| of_the_calendar(w)) && !four && !e.text.contains(':');
        if bare || has_bare_hours(e, &words) || e.timex.contains("XXXX-XX-") {
            Some("bare numbers")
        } else if lacks_value(e) {
            Some("no such day, or no TIMEX3 value")
        } else if any(&MESSAGES) || is_typed(&e.text) || !four && numeric(&e.text) {
            Some("written as in messages and forms")
        } else if any(&OWN) {
            Some("the user's own day")
        } else if is_moment(e) {
            Some("counted from the moment of speaking")
        } else {
            None
        }
    })
}

/// Hours in the value, and nothing in the words that tells their half of the day.
fn has_bare_hours(e: &Expected, words: &[String]) -> bool {
    const HALVES: [&str; 13] = [
        "am",
        "pm",
        "noon",
        "midday",
        "midnight",
        "clock",
        "morning",
        "afternoon",
        "evening",
        "night",
        "tonight",
        "mid",
        "now",
    ];
    let hours = e.timex.match_indices('T').any(|(i, _)| {
        let digits = e.timex.as_bytes().get(i + 1).is_some_and(u8::is_ascii_digit);
        let length = e.timex[..i].ends_with(['P', 'D', 'W', 'M', 'Y']);
        digits && !length
    });
    hours && !e.text.contains(':') && !words.iter().any(|w| HALVES.contains(&w.as_str()))
}

/// "Feb 30", "TBH", "SY2019", "XXXX-10-WXX-5-#1", and lengths of no unit.
fn lacks_value(e: &Expected) -> bool {
    let unreal = e.timex.trim_matches(['(', ')']).split(',').any(|part| {
        let day = part.get(..10).filter(|d| d.bytes().all(|b| b.is_ascii_digit() || b == b'-'));
        let leap = part.starts_with("XXXX-02-3") || part.starts_with("XXXX-02-29");
        leap || day.is_some_and(|d| d.len() == 10 && d.parse::<jiff::civil::Date>().is_err())
    });
    unreal
        || e.timex.contains("BH")
        || e.timex.contains("BD")
        || e.timex.contains('#')
        || e.timex.starts_with("SY")
}

/// Names and figures joined without a space ("2019-aug-1", "Oct/2", "mar4"), years
/// and months in figures alone ("11 / 2016"), seconds. ISO dates, and figures with a
/// slash and a year of four digits, are printed.
fn is_typed(text: &str) -> bool {
    let chars: Vec<char> = text.to_lowercase().chars().collect();
    let joined = chars.windows(3).any(|w| {
        let sign = matches!(w[1], '/' | '-' | '~' | '.');
        sign && (w[0].is_alphabetic() && w[2].is_ascii_digit()
            || w[0].is_ascii_digit() && w[2].is_alphabetic())
    });
    let figures: Vec<String> =
        words(text).into_iter().filter(|w| w.bytes().all(|b| b.is_ascii_digit())).collect();
    let alone = text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || "/-.,".contains(c));
    let month = alone && figures.len() == 2 && figures.iter().any(|f| f.len() <= 2);
    let named = ["q1", "q2", "q3", "q4", "h1", "h2"].iter().any(|q| text.to_lowercase().contains(q));
    let seconds = text.matches(':').count() > 1 && !text.contains(" to ");
    let odd =
        alone && figures.len() == 3 && !(text.contains('/') || figures[0].len() == 4 && text.contains('-'));
    joined && !named || month || seconds || odd || text.contains('@') || text.contains('~')
}

/// A timex with a full clock time, or a stretch of them, for words that name none.
fn is_moment(e: &Expected) -> bool {
    let clocked = e.timex.matches(':').count() >= 2;
    let states = e.text.contains(':') || words(&e.text).iter().any(|w| matches!(w.as_str(), "am" | "pm"));
    clocked && !states
}

fn is_order(input: &str) -> bool {
    let first = input.split_whitespace().next().unwrap_or("").to_lowercase();
    let first = first.trim_matches(|c: char| !c.is_alphanumeric());
    let later = input.to_lowercase();
    ORDERS.contains(&first)
        || input.trim_end().ends_with('?')
        || ["set up", "cortana", "remind", "schedule", "calendar", "appointment"]
            .iter()
            .any(|word| later.contains(word))
}

/// "4/22", "08/12,15": a date in figures.
fn numeric(text: &str) -> bool {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.char_indices().any(|(i, c)| {
        matches!(c, '/' | '.' | '-')
            && digit(text[..i].chars().next_back())
            && digit(text[i + c.len_utf8()..].chars().next())
            && !text.contains(':')
    })
}

/// Runs of letters and runs of digits, in lower case.
fn words(text: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    let mut last = ' ';
    for c in text.to_lowercase().replace("a.m", "am").replace("p.m", "pm").chars() {
        let goes_on =
            c.is_alphabetic() && last.is_alphabetic() || c.is_ascii_digit() && last.is_ascii_digit();
        match out.last_mut().filter(|_| goes_on) {
            Some(word) => word.push(c),
            None if c.is_alphanumeric() => out.push(c.to_string()),
            None => {}
        }
        last = c;
    }
    out
}

/// Whether a word names something of the calendar or the clock.
fn of_the_calendar(word: &str) -> bool {
    const MORE: [&str; 8] = ["am", "pm", "noon", "midnight", "clock", "weekday", "weekdays", "ago"];
    let classes = ["month", "week", "unit", "part", "season", "set", "reference", "deictic"];
    let listed = include_str!("../../data/time/words.tsv").lines().any(|row| {
        let mut cells = row.split('\t');
        cells.next() == Some(word)
            && cells.next().is_some_and(|class| classes.iter().any(|c| class.starts_with(c)))
    });
    let feast = || {
        include_str!("../../data/time/holidays.tsv")
            .lines()
            .filter_map(|row| row.split('\t').next())
            .any(|name| name.split(' ').next() == Some(word))
    };
    listed || MORE.contains(&word) || feast()
}

/// The sentence with the names in its expressions written as they are in print:
/// months, weekdays and feasts with a capital.
pub(crate) fn printed(input: &str, expected: &[Expected]) -> String {
    let mut chars: Vec<char> = input.chars().collect();
    for e in expected {
        let mut i = e.start;
        while i < e.end.min(chars.len()) {
            let mut end = i;
            while end < chars.len() && chars[end].is_alphabetic() {
                end += 1;
            }
            let word: String = chars[i..end].iter().collect::<String>().to_lowercase();
            if is_name(&word) {
                chars[i] = chars[i].to_ascii_uppercase();
            }
            i = end.max(i + 1);
        }
    }
    chars.into_iter().collect()
}

fn is_name(word: &str) -> bool {
    let listed = include_str!("../../data/time/words.tsv").lines().any(|row| {
        let mut cells = row.split('\t');
        cells.next() == Some(word)
            && cells.next().is_some_and(|c| c.starts_with("month") || c.starts_with("weekday"))
    });
    let feast = || {
        include_str!("../../data/time/holidays.tsv").lines().filter(|row| !row.starts_with('#')).any(|row| {
            row.split('\t').next().is_some_and(|name| name.split([' ', '\'']).any(|part| part == word))
        })
    };
    listed || word.len() > 2 && !matches!(word, "the" | "day" | "year" | "new" | "eve") && feast()
}
