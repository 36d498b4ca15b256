//! How fast the encoder reads a file of sentences: `speed SENTENCES [THREADS] [ROUNDS]`, one sentence of words
//! between spaces a line. Prints the sentences a second of each round, reading and decoding included. It takes memory from
//! where the program does.

use std::io::Write;
use std::time::Instant;

use mimalloc::MiMalloc;
use wirefold_encoder::Encoder;

#[global_allocator]
static MEMORY: MiMalloc = MiMalloc;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let file = arguments.next().ok_or("usage: speed SENTENCES [THREADS] [ROUNDS]")?;
    let threads = arguments.next().map_or(Ok(1), |n| n.parse())?;
    let rounds: usize = arguments.next().map_or(Ok(5), |n| n.parse())?;
    let text = std::fs::read_to_string(file)?;
    let sentences: Vec<Vec<&str>> = text.lines().map(|line| line.split(' ').collect()).collect();
    let sentences: Vec<&[&str]> = sentences.iter().map(Vec::as_slice).collect();
    let encoder = Encoder::open(&wirefold_models::ENGLISH, threads)?;
    let mut out = std::io::stdout().lock();
    for _ in 0..rounds {
        let start = Instant::now();
        let readings = encoder.read(&sentences)?;
        writeln!(out, "{:.0}", readings.len() as f64 / start.elapsed().as_secs_f64())?;
    }
    Ok(())
}
