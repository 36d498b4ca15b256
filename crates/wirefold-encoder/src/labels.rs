//! What the columns of the scores stand for.

use serde::Deserialize;
use wirefold_report::Label;

use crate::EncoderError;

/// The inventories of labels, in the order of the scores' columns.
#[derive(Clone, Debug, Deserialize, PartialEq, Eq)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Labels {
    /// Universal part-of-speech tags.
    pub upos: Vec<Label>,
    /// Penn Treebank tags.
    pub xpos: Vec<Label>,
    /// Morphological features, such as `Number=Sing|Person=3`; `_` for none.
    pub features: Vec<Label>,
    /// Scripts for [`lemma::apply`](crate::lemma::apply).
    pub lemma_scripts: Vec<String>,
    /// Universal Dependencies relations with their subtypes, such as `nsubj:pass`.
    pub relations: Vec<Label>,
    /// `O`, and `B-` and `I-` of each kind of mention.
    pub mention_tags: Vec<&'static str>,
    /// Types of events between two parties, in PLOVER's words, with `YIELD` for `CONCEDE` and `RETREAT`; empty where
    /// the weights know none.
    #[serde(default)]
    pub roots: Vec<&'static str>,
    /// What a word may tell: PLOVER's types of events, and `NONE`; and whether that happened: `HAPPENED`, `FUTURE`,
    /// `HYPOTHETICAL`, `DENIED`. Empty where the weights don't know.
    #[serde(default)]
    pub senses: Vec<&'static str>,
}

impl Labels {
    /// Reads the JSON that lies beside the weights.
    ///
    /// # Errors
    /// When the JSON is not that of label lists, or lacks the relation `root`.
    pub fn from_json(json: &'static str) -> Result<Self, EncoderError> {
        let labels: Self = serde_json::from_str(json).map_err(|e| EncoderError::Labels(e.to_string()))?;
        if labels.relations.contains(&"root".into()) {
            Ok(labels)
        } else {
            Err(EncoderError::Labels("no `root`".into()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Label, Labels};

    #[test]
    fn the_embedded_lists_are_those_of_the_treebanks() {
        let labels = Labels::from_json(wirefold_models::ENGLISH.labels).unwrap();
        assert_eq!(labels.upos.len(), 17);
        assert!(
            ["nsubj:pass", "obl:agent"].iter().all(|name| labels.relations.contains(&Label::from(*name)))
        );
        assert!(labels.lemma_scripts.contains(&"l|2|be".to_owned()));
        assert_eq!(labels.mention_tags[..3], ["O", "B-person", "I-person"]);
    }

    #[test]
    fn lists_without_a_root_are_refused() {
        let json = r#"{"upos":[],"xpos":[],"features":[],"lemma_scripts":[],"relations":["nsubj"],"mention_tags":[]}"#;
        assert!(Labels::from_json(json).is_err());
        assert!(Labels::from_json("[]").is_err());
    }
}
