//! What deciding costs beside reading: JSON lines `{"id","text"}` in, and the seconds of
//! one thread that the encoder takes, that all else takes (names, times, quantities,
//! quotes, events), and of it times and quantities alone.

mod input;

use std::io::Write;
use std::time::{Duration, Instant};
use wirefold_read::{Depth, Queue, Reader, interpret, quantity, time};

const BATCH: usize = 32;

fn clocked<T>(sum: &mut Duration, work: impl FnOnce() -> T) -> T {
    let begun = Instant::now();
    let made = work();
    *sum += begun.elapsed();
    made
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let reader = Reader::open(1)?;
    let reports = input::reports()?;
    let (mut reading, mut deciding, mut grammars) = (Duration::ZERO, Duration::ZERO, Duration::ZERO);
    for batch in reports.chunks(BATCH) {
        let readings = clocked(&mut reading, || reader.read(Queue::of(batch, Depth::Full), &|_| {}))?;
        for (report, read) in batch.iter().zip(&readings) {
            let said = clocked(&mut deciding, || interpret(report, read, None));
            clocked(&mut grammars, || {
                let (text, sentences) = (report.text.as_str(), &read.sentences);
                let found = time::recognise(text, sentences);
                let days = time::Days::of(text, said.date.value, report.published.as_ref());
                let (mentions, entities) = (&said.mentions, &said.entities);
                let times = time::resolve(text, sentences, &found, &said.date, &days, mentions, entities);
                (times, quantity::find(text, sentences, &said.times))
            });
        }
    }
    let share = |part: Duration| 100.0 * part.as_secs_f64() / (reading + deciding).as_secs_f64();
    writeln!(
        std::io::stdout(),
        "{} reports: read {:.2} s; decided {:.2} s ({:.1} % of both); of it times and quantities {:.2} s ({:.1} %)",
        reports.len(),
        reading.as_secs_f64(),
        deciding.as_secs_f64(),
        share(deciding),
        grammars.as_secs_f64(),
        share(grammars)
    )?;
    Ok(())
}
