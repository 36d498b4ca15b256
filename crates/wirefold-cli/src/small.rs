//! `wirefold code` and `wirefold similar`: JSON lines in, one line out for each.

use crate::args::Lines;
use crate::output::{Outcome, complain, stdout};
use crate::verbs::write_line;
use anyhow::bail;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{self, BufRead, IsTerminal as _, Write as _};
use wirefold::contract::{CodeAsk, SimilarAsk};
use wirefold::{Options, Pipeline, Problem, intake};

/// Lines answered at a time.
const CHUNK: usize = 512;

/// `wirefold code`
pub(crate) fn code(args: &Lines) -> anyhow::Result<Outcome> {
    let pipeline = open(args)?;
    let resolve = |place: &str, ask: CodeAsk| ask.resolve(place);
    answer(args, resolve, |asked| Ok(pipeline.code(asked)?))
}

/// `wirefold similar`
pub(crate) fn similar(args: &Lines) -> anyhow::Result<Outcome> {
    let pipeline = open(args)?;
    let resolve = |place: &str, ask: SimilarAsk| Ok((place.to_owned(), ask));
    answer(args, resolve, |asked| Ok(pipeline.similar(asked)?))
}

fn open(args: &Lines) -> anyhow::Result<Pipeline> {
    let options = Options { threads: args.threads.map(usize::from), ..Options::default() };
    Ok(Pipeline::open(options)?)
}

/// Answers the lines, part by part; one that cannot be answered is named and skipped.
fn answer<Ask: DeserializeOwned, Question, Line: Serialize>(
    args: &Lines,
    resolve: impl Fn(&str, Ask) -> Result<Question, Problem>,
    answer: impl Fn(Vec<Question>) -> anyhow::Result<Vec<Line>>,
) -> anyhow::Result<Outcome> {
    let (name, mut lines) = input(args)?;
    let mut out = stdout();
    let (mut number, mut answered, mut skipped) = (0, 0, 0);
    let mut skip = |problem: &Problem| {
        complain(&format!("{}: {}", problem.input, problem.reason));
        skipped += 1;
    };
    loop {
        let mut questions = Vec::with_capacity(CHUNK);
        let mut more = true;
        while more && questions.len() < CHUNK {
            let mut line = Vec::new();
            number += 1;
            let place = format!("{name}:{number}");
            more = lines.read_until(b'\n', &mut line).map(|length| length > 0).unwrap_or_else(|error| {
                skip(&Problem { input: place.clone(), reason: format!("reading stopped here: {error}") });
                line.clear();
                false
            });
            if line.trim_ascii().is_empty() {
                continue;
            }
            match question(&place, &line, &resolve) {
                Ok(question) => questions.push(question),
                Err(problem) => skip(&problem),
            }
        }
        for line in answer(questions)? {
            write_line(&mut out, &line)?;
            answered += 1;
        }
        if !more {
            break;
        }
    }
    out.flush()?;
    Ok(match (answered, skipped) {
        (0, 0) => {
            complain(&format!("{name}: holds no line"));
            Outcome::Failed
        }
        (0, _) => Outcome::Failed,
        (_, 0) => Outcome::Done,
        _ => Outcome::Skipped,
    })
}

fn question<Ask: DeserializeOwned, Question>(
    place: &str,
    line: &[u8],
    resolve: &impl Fn(&str, Ask) -> Result<Question, Problem>,
) -> Result<Question, Problem> {
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line);
    let problem = |reason| Problem { input: place.to_owned(), reason };
    if !line.trim_ascii_start().starts_with(b"{") {
        return Err(problem("not a JSON object".to_owned()));
    }
    let ask = serde_json::from_slice(line).or_else(|error| {
        let meant =
            intake::meant(line).and_then(|(line, remark)| Some((serde_json::from_str(&line).ok()?, remark)));
        let (ask, remark) = meant.ok_or_else(|| problem(what(&error)))?;
        remark.iter().for_each(|remark| complain(&format!("{place}: {remark}")));
        Ok(ask)
    })?;
    resolve(place, ask)
}

/// The error without its "at line 1 column …": the line is the file's.
fn what(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or(&text).to_owned()
}

fn input(args: &Lines) -> anyhow::Result<(String, Box<dyn BufRead>)> {
    if args.input.as_os_str() == "-" {
        if io::stdin().is_terminal() {
            bail!("no input: name a file of JSON lines, or pipe them in (wirefold --help tells more)");
        }
        return Ok(("stdin".to_owned(), intake::plain_lines(io::stdin().lock())?));
    }
    let name = args.input.display().to_string();
    if args.input.is_dir() {
        bail!("{name}: a folder; name a file of JSON lines");
    }
    match File::open(&args.input) {
        Ok(file) => Ok((name, intake::plain_lines(file)?)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => bail!("{name}: no such file"),
        Err(error) => bail!("{name}: {error}"),
    }
}
