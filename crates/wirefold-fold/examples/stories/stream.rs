//! What stories cost: reports a second, and how time and memory grow with the length of a stream.

use std::borrow::Cow;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use jiff::civil::{Date, date};
use wirefold_fold::{Copies, Shelf, Stories, Window, in_order};
use wirefold_report::{Published, Report};

use crate::{Failure, sets};

/// Prints how many reports a CPU second are put into stories, looking for shared text apart.
#[allow(clippy::print_stdout, reason = "an example that measures tells what it measured")]
pub(crate) fn speed(reports: &str) -> Result<(), Failure> {
    let reports = sets::reports(reports)?;
    let ordered: Vec<&Report> = in_order(&reports).iter().map(|&i| &reports[i]).collect();
    let start = cpu_seconds()?;
    let mut stories = Stories::new(Window::default());
    stories.add(ordered.as_slice(), &vec![Vec::new(); ordered.len()]);
    let spent = cpu_seconds()? - start;
    println!("{} reports, {spent:.2} CPU s, {:.0} a CPU second", reports.len(), reports.len() as f64 / spent);
    Ok(())
}

/// Prints what streams of so many reports cost, without the making of their texts.
#[allow(clippy::print_stdout, reason = "an example that measures tells what it measured")]
pub(crate) fn growth(source: &str, sizes: &[&str]) -> Result<(), Failure> {
    let made = Made::of(&sets::reports(source)?);
    let mut stories = Stories::new(Window::default());
    let (start, mut added) = (cpu_seconds()?, 0);
    for size in sizes {
        let size: usize = size.parse()?;
        while added < size {
            let more = 1_000.min(size - added);
            stories.add(&made, &vec![Vec::new(); more]);
            added += more;
        }
        let spent = cpu_seconds()? - start - made.spent.load(Ordering::Relaxed) as f64 / 1e9;
        println!(
            "{added} reports in {} stories, {spent:.1} CPU s, {:.0} a CPU second, {} MB resident",
            stories.ledger().stories(),
            added as f64 / spent,
            resident()? / 1_000_000
        );
    }
    Ok(())
}

/// Prints how many reports change their story once they are placed, more than once, and to one where they were before.
#[allow(clippy::print_stdout, reason = "an example that measures tells what it measured")]
pub(crate) fn churn(reports: &str) -> Result<(), Failure> {
    let reports = sets::reports(reports)?;
    let ordered: Vec<&Report> = in_order(&reports).iter().map(|&i| &reports[i]).collect();
    let shared = Copies::default().add(ordered.as_slice(), ordered.len(), &mut |_| {});
    let mut stories = Stories::new(Window::default());
    // The stories of each report so far, its present one last.
    let mut told: Vec<Vec<usize>> = Vec::with_capacity(ordered.len());
    for shared in &shared {
        let related = shared.relations.iter().map(|relation| relation.a).collect();
        stories.add(ordered.as_slice(), &[related]);
        told.push(Vec::new());
        for (report, told) in told.iter_mut().enumerate() {
            let story = stories.ledger().story_of(report);
            if told.last() != Some(&story) {
                told.push(story);
            }
        }
    }
    let count = |is: fn(&[usize]) -> bool| told.iter().filter(|told| is(told)).count();
    let came_back = |told: &[usize]| told.iter().enumerate().any(|(at, story)| told[..at].contains(story));
    println!(
        "{} reports: {} changed their story, {} more than once, {} came back",
        told.len(),
        count(|told| told.len() > 1),
        count(|told| told.len() > 2),
        count(came_back)
    );
    Ok(())
}

/// Reports a day, and the events of a day.
const PER_DAY: usize = 800;
const EVENTS: usize = 300;
/// Words that stand together in a report as they do in the text that it is made from.
const TOGETHER: usize = 12;

/// A stream without end, made from given texts: each day brings events, each event is one of the texts, and each of its
/// reports tells parts of that text in its own order, a quarter of the words replaced, for up to three days.
struct Made {
    titles: Vec<Vec<String>>,
    texts: Vec<Vec<String>>,
    words: Vec<String>,
    spent: AtomicU64,
}

impl Made {
    fn of(reports: &[Report]) -> Self {
        let words = |text: &str, most: usize| -> Vec<String> {
            text.split_whitespace().take(most).map(str::to_owned).collect()
        };
        let texts: Vec<Vec<String>> = reports.iter().map(|report| words(&report.text, 600)).collect();
        Self {
            titles: reports
                .iter()
                .map(|report| words(report.title.as_deref().unwrap_or_default(), 20))
                .collect(),
            words: texts.iter().flatten().step_by(37).cloned().collect(),
            texts,
            spent: AtomicU64::new(0),
        }
    }

    /// The words from `from` on, some replaced.
    fn told(&self, words: &[String], from: usize, most: usize, chance: &mut u64, out: &mut String) {
        for word in words.iter().skip(from).take(most) {
            let replaced = next(chance).is_multiple_of(4);
            let word = if replaced { &self.words[next(chance) as usize % self.words.len()] } else { word };
            out.push_str(word);
            out.push(' ');
        }
    }

    fn made(&self, number: usize) -> Report {
        let mut chance = mixed(number as u64 + 1);
        let day = number / PER_DAY;
        // Squared, so that some events have many reports; of today, yesterday or the day before.
        let some = next(&mut chance) as usize % EVENTS;
        let event = day.saturating_sub(next(&mut chance) as usize % 3) * EVENTS + some * some / EVENTS;
        let (title, text) = (&self.titles[event % self.titles.len()], &self.texts[event % self.texts.len()]);
        let (mut own_title, mut own) = (String::new(), String::new());
        self.told(title, 0, title.len(), &mut chance, &mut own_title);
        for _ in 0..30 {
            let from = next(&mut chance) as usize % text.len().max(1);
            self.told(text, from, TOGETHER, &mut chance, &mut own);
            own.push_str(".\n");
        }
        let day = day_after(day);
        let published = Some(Published { date: day, instant: None, source: day.to_string() });
        Report { title: Some(own_title), published, ..Report::new(format!("r{number}"), own) }
    }
}

impl Shelf for Made {
    fn report(&self, number: usize) -> Cow<'_, Report> {
        let start = Instant::now();
        let report = self.made(number);
        self.spent
            .fetch_add(u64::try_from(start.elapsed().as_nanos()).unwrap_or(u64::MAX), Ordering::Relaxed);
        Cow::Owned(report)
    }
}

fn day_after(days: usize) -> Date {
    let span = jiff::Span::new().days(i64::try_from(days).unwrap_or(0));
    date(2010, 1, 1).checked_add(span).unwrap_or(Date::MAX)
}

/// A number that looks like chance (splitmix64).
pub(crate) fn mixed(seed: u64) -> u64 {
    let seed = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let seed = (seed ^ seed >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let seed = (seed ^ seed >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    seed ^ seed >> 31
}

fn next(chance: &mut u64) -> u64 {
    *chance = mixed(*chance + 1);
    *chance >> 8
}

/// User and system time of the process, as Linux tells it: in hundredths of a second.
fn cpu_seconds() -> Result<f64, Failure> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after_name = stat.rsplit(')').next().unwrap_or_default();
    let ticks = after_name.split_whitespace().skip(11).take(2).map(str::parse::<f64>);
    Ok(ticks.sum::<Result<f64, _>>()? / 100.0)
}

/// Bytes in memory.
fn resident() -> Result<usize, Failure> {
    let pages = std::fs::read_to_string("/proc/self/statm")?;
    Ok(pages.split_whitespace().nth(1).ok_or("no page count")?.parse::<usize>()? * 4096)
}
