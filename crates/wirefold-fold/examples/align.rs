//! Prints the aligned sentences of two text files.

use wirefold_fold::align::{self, Side};
use wirefold_report::Span;

#[allow(clippy::print_stdout)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut read = || {
        std::fs::read_to_string(arguments.next().ok_or("two files, please")?)
            .map_err(Box::<dyn std::error::Error>::from)
    };
    let (a, b) = (read()?, read()?);
    let split = |text: &str| -> Vec<Span> {
        wirefold_text::split(None, text).sentences.into_iter().map(|s| s.span).collect()
    };
    let (spans_a, spans_b) = (split(&a), split(&b));
    for pair in
        align::sentences(&Side { text: &a, sentences: &spans_a }, &Side { text: &b, sentences: &spans_b })
    {
        println!("{:.2} {} {}", pair.similarity, pair.a, spans_a[pair.a].of(&a));
        println!("     {} {}", pair.b, spans_b[pair.b].of(&b));
    }
    Ok(())
}
