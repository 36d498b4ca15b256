//! Runs development data through the crate, for the scorers.
//!
//! ```text
//! dev judge ARTICLES.jsonl.gz PAIRS.jsonl   one pair a line: {"a","b","relation","similarity"}
//! dev group ARTICLES.jsonl.gz               one report a line: {"id","story","copy_of","relation","origin"}
//! dev pairs ARTICLES.jsonl.gz               one related pair a line, as `judge` tells them
//! ```

use std::collections::HashMap;
use std::io::Read as _;
use std::time::Instant;

use serde_json::{Value, json};
use wirefold_fold::{FoldOptions, fold, judge};
use wirefold_report::{Published, Relation, RelationKind, Report};

type Failure = Box<dyn std::error::Error>;

#[allow(clippy::print_stdout, clippy::print_stderr)]
fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: dev judge ARTICLES PAIRS | dev group|pairs ARTICLES");
    let (verb, reports) = (next()?, read(&next()?)?);
    let start = Instant::now();
    let lines = match verb.as_str() {
        "judge" => judged(&reports, &next()?)?,
        "pairs" => related(&reports),
        _ => grouped(&reports),
    };
    for line in lines {
        println!("{line}");
    }
    eprintln!("{} reports, {:.2?}", reports.len(), start.elapsed());
    Ok(())
}

fn judged(reports: &[Report], pairs: &str) -> Result<Vec<Value>, Failure> {
    let index: HashMap<&str, usize> = reports.iter().enumerate().map(|(i, r)| (r.id.as_str(), i)).collect();
    let pairs: Vec<Value> =
        std::fs::read_to_string(pairs)?.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let find = |pair: &Value, side: &str| index[pair[side].as_str().unwrap_or_default()];
    let pairs: Vec<(usize, usize)> = pairs.iter().map(|pair| (find(pair, "a"), find(pair, "b"))).collect();
    Ok(lines(reports, &judge(reports, &pairs)))
}

fn related(reports: &[Report]) -> Vec<Value> {
    let options = FoldOptions { stories: false, ..FoldOptions::default() };
    lines(reports, &fold(reports, &options, &mut |_| {}).relations)
}

fn lines(reports: &[Report], relations: &[Relation]) -> Vec<Value> {
    let line = |r: &Relation| {
        let (a, b) = (&reports[r.a].id, &reports[r.b].id);
        json!({"a": a, "b": b, "relation": r.kind.map(RelationKind::name), "similarity": r.similarity})
    };
    relations.iter().map(line).collect()
}

#[allow(clippy::print_stderr)]
fn grouped(reports: &[Report]) -> Vec<Value> {
    let folded = fold(reports, &FoldOptions::default(), &mut |_| {});
    eprintln!("{} related pairs", folded.relations.len());
    let line = |i: usize| {
        json!({
            "id": reports[i].id, "story": folded.story[i], "copy_of": folded.copy_of[i].map(|c| &reports[c].id),
            "relation": folded.kind[i].map(RelationKind::name), "origin": folded.origin[i].as_ref().map(|o| &o.name),
            "basis": folded.origin[i].as_ref().map(|o| o.basis.name()),
            "evidence": folded.origin[i].as_ref().map(|o| o.evidence.iter().map(|s| s.of(&reports[i].text)).collect::<Vec<_>>()),
            "own_share": folded.own_share[i], "outlet": reports[i].outlet,
        })
    };
    (0..reports.len()).map(line).collect()
}

fn read(file: &str) -> Result<Vec<Report>, Failure> {
    let mut text = String::new();
    flate2::read::MultiGzDecoder::new(std::fs::File::open(file)?).read_to_string(&mut text)?;
    text.lines().map(|line| report(&serde_json::from_str(line)?)).collect()
}

fn report(line: &Value) -> Result<Report, Failure> {
    let field = |name: &str| line[name].as_str().map(str::to_owned);
    let mut report = Report::new(field("id").ok_or("an id, please")?, field("text").unwrap_or_default());
    (report.title, report.outlet) = (field("title"), field("outlet"));
    report.published = field("published")
        .and_then(|source| Some(Published { date: source.get(..10)?.parse().ok()?, instant: None, source }));
    Ok(report)
}
