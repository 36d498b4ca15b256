//! The small verbs: the reading model for people who bring their own parties or sentences.

use crate::contract::{CodeLine, SimilarAsk, SimilarLine, code_line};
use crate::{Error, Pipeline};
use wirefold_fold::align::Signs;
use wirefold_read::Asked;

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
        let texts: Vec<&str> = pairs.iter().flat_map(|(_, pair)| [pair.a.as_str(), &pair.b]).collect();
        let directions = self.reader.directions(&texts)?;
        let scores = texts.chunks_exact(2).zip(directions.chunks_exact(2)).map(|(texts, directions)| {
            let meaning = directions[0].as_ref().zip(directions[1].as_ref()).map(|(a, b)| a.likeness(b));
            let score = Signs::of(texts[0], texts[1], meaning.unwrap_or(0.0)).similarity();
            (score * 10_000.0).round() / 10_000.0
        });
        let scores: Vec<f64> = scores.collect();
        let lines = pairs.into_iter().zip(scores);
        Ok(lines.map(|((place, pair), score)| SimilarLine { id: pair.id.unwrap_or(place), score }).collect())
    }
}
