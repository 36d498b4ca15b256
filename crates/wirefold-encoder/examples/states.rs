//! What the last layer makes of sentences, for teaching a head (`train/cue_head.py`, `train/sense_head.py`,
//! `train/cast_head.py`): `states < FILE.conllu > STATES`.
//!
//! For each sentence how many words it has, then a row a word, as 16-bit numbers of the machine's order: of the 32-bit
//! floats the upper halves. A sentence that the encoder reads in parts has no words.

use std::io::{BufRead, BufWriter, Write};

use wirefold_encoder::Encoder;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let encoder = Encoder::open(&wirefold_models::ENGLISH, 1)?;
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut words: Vec<String> = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line = line?;
        let mut columns = line.split('\t');
        let number = columns.next().unwrap_or_default();
        if number.starts_with(|c: char| c.is_ascii_digit()) {
            words.extend(columns.next().map(str::to_owned));
        } else if line.is_empty() && !words.is_empty() {
            let sentence: Vec<&str> = words.iter().map(String::as_str).collect();
            let states = encoder.states(&sentence);
            let count = if states.is_some() { u16::try_from(words.len())? } else { 0 };
            out.write_all(&count.to_ne_bytes())?;
            for value in states.unwrap_or_default() {
                out.write_all(&upper_half(value).to_ne_bytes())?;
            }
            words.clear();
        }
    }
    out.flush()?;
    Ok(())
}

/// The upper half of a float, to the nearest.
fn upper_half(value: f32) -> u16 {
    let [low, high] = [0, 16].map(|shift| (value.to_bits() >> shift) & 0xFFFF);
    u16::try_from(high + (low >> 15)).unwrap_or(u16::MAX)
}
