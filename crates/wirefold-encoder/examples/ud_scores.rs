//! Scores the encoder on gold words: `ud_scores FILE.conllu[.gz] [THREADS]`.
//!
//! Prints how many words are right, in percent, and how long loading and reading took.

use std::fs::File;
use std::io::{BufRead, BufReader, Read, Write};
use std::time::Instant;

use wirefold_encoder::{Encoder, Word};

type Failure = Box<dyn std::error::Error>;

/// A gold word: form, lemma, UPOS, XPOS, head, relation.
struct Gold {
    form: String,
    lemma: String,
    upos: String,
    xpos: String,
    head: usize,
    relation: String,
}

const NAMES: [&str; 6] = ["UPOS", "XPOS", "lemma", "UAS", "LAS", "LAS+"];

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: ud_scores FILE.conllu[.gz] [THREADS]")?;
    let threads = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let sentences = read_conllu(&file)?;

    let start = Instant::now();
    let encoder = Encoder::open(&wirefold_models::ENGLISH, threads)?;
    let loaded = start.elapsed();
    encoder.read(&[&["Ministers", "met", "."]])?;
    let first = start.elapsed();

    let words: Vec<Vec<&str>> =
        sentences.iter().map(|s| s.iter().map(|w| w.form.as_str()).collect()).collect();
    let words: Vec<&[&str]> = words.iter().map(Vec::as_slice).collect();
    let start = Instant::now();
    let readings = encoder.read(&words)?;
    let seconds = start.elapsed().as_secs_f64();

    let pairs = sentences.iter().flatten().zip(readings.iter().flat_map(|r| &r.words));
    let (mut right, mut total) = ([0u32; 6], 0u32);
    for (gold, found) in pairs {
        total += 1;
        right.iter_mut().zip(compare(gold, found)).for_each(|(sum, hit)| *sum += u32::from(hit));
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "loaded in {loaded:.1?}, first sentence after {first:.1?}")?;
    writeln!(
        out,
        "{} sentences, {:.0} a second on {threads} threads",
        words.len(),
        words.len() as f64 / seconds
    )?;
    for (name, right) in NAMES.iter().zip(right) {
        writeln!(out, "{name} {:.2}", 100.0 * f64::from(right) / f64::from(total.max(1)))?;
    }
    Ok(())
}

/// One answer for each of `NAMES`; `LAS` compares plain relations, `LAS+` their subtypes as well.
fn compare(gold: &Gold, found: &Word) -> [bool; 6] {
    let plain = |relation: &str| relation.split(':').next().map(str::to_owned);
    let attached = gold.head == found.head;
    [
        found.upos == *gold.upos,
        found.xpos == *gold.xpos,
        gold.lemma == found.lemma,
        attached,
        attached && plain(&gold.relation) == plain(&found.relation),
        attached && found.relation == *gold.relation,
    ]
}

fn read_conllu(file: &str) -> Result<Vec<Vec<Gold>>, Failure> {
    let bytes = File::open(file)?;
    let reader: Box<dyn Read> = if file.ends_with(".gz") {
        Box::new(flate2::read::MultiGzDecoder::new(bytes))
    } else {
        Box::new(bytes)
    };
    let (mut sentences, mut open) = (Vec::new(), Vec::new());
    for line in BufReader::new(reader).lines() {
        let line = line?;
        if line.is_empty() && !open.is_empty() {
            sentences.push(std::mem::take(&mut open));
        }
        let columns: Vec<&str> = line.split('\t').collect();
        if columns.len() == 10 && columns[0].bytes().all(|b| b.is_ascii_digit()) {
            open.push(gold_word(&columns)?);
        }
    }
    if !open.is_empty() {
        sentences.push(open);
    }
    Ok(sentences)
}

fn gold_word(columns: &[&str]) -> Result<Gold, Failure> {
    let relation = match columns[7] {
        "obl:npmod" | "obl:tmod" => "obl:unmarked",
        "nmod:npmod" => "nmod:unmarked",
        other => other,
    };
    Ok(Gold {
        form: columns[1].into(),
        lemma: columns[2].into(),
        upos: columns[3].into(),
        xpos: columns[4].into(),
        head: columns[6].parse()?,
        relation: relation.into(),
    })
}
