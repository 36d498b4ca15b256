//! The small verbs: the reading model for people who bring their own parties or sentences.

use crate::contract::{CodeLine, SimilarAsk, SimilarLine, code_line};
use crate::{Error, Pipeline, intake};
use wirefold_fold::align::{Signs, Statement};
use wirefold_read::Asked;
use wirefold_report::{Meaning, Report, Span};
use wirefold_text::normal::Normaliser;

impl Pipeline {
    /// What the first party does to the second, a line for each question.
    ///
    /// # Errors
    /// If the model fails.
    pub fn code(&self, asked: Vec<(String, Asked)>) -> Result<Vec<CodeLine>, Error> {
        let (ids, asked): (Vec<String>, Vec<Asked>) = asked.into_iter().unzip();
        let coded = self.reader.code(&asked)?;
        Ok(ids.into_iter().zip(&coded).map(|(id, coded)| code_line(id, coded)).collect())
    }

    /// How far two sentences state the same, a line for each pair; one without an `id` is called by its place.
    ///
    /// # Errors
    /// If the model fails.
    pub fn similar(&self, pairs: Vec<(String, SimilarAsk)>) -> Result<Vec<SimilarLine>, Error> {
        let meant = |text: &str| intake::mend(Report::new("", text)).text;
        let texts: Vec<String> =
            pairs.iter().flat_map(|(_, pair)| [meant(&pair.a), meant(&pair.b)]).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let meanings = self.reader.meanings(&texts)?;
        let scores: Vec<f64> = similarities(&texts, &meanings).collect();
        let lines = pairs.into_iter().zip(scores);
        Ok(lines.map(|((place, pair), score)| SimilarLine { id: pair.id.unwrap_or(place), score }).collect())
    }
}

/// How far each text states the same as the next, two by two.
fn similarities(texts: &[&str], meanings: &[Option<Meaning>]) -> impl Iterator<Item = f64> {
    let mut normaliser = Normaliser::default();
    texts.chunks_exact(2).zip(meanings.chunks_exact(2)).map(move |(texts, meanings)| {
        let mut statement = |side: usize| {
            let span = Span::new(0, texts[side].len());
            Statement::new(texts[side], span, meanings[side].as_ref(), &mut normaliser)
        };
        let score = Signs::of(&statement(0), &statement(1)).similarity();
        (score * 10_000.0).round() / 10_000.0
    })
}
