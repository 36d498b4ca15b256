//! Sentences with trees, written as CoNLL-U in the tests of this crate.

use wirefold_report::{Block, BlockKind, EntityKind, Sentence, Span, Upos, Word};

/// A text with its blocks and sentences.
pub(crate) struct Fixture {
    pub(crate) text: String,
    pub(crate) blocks: Vec<Block>,
    pub(crate) sentences: Vec<Sentence>,
}

/// Reads CoNLL-U whose sentences carry `# text`. `# newpar` opens a paragraph,
/// `# heading = TEXT` puts a heading before the next sentence.
pub(crate) fn conllu(source: &str) -> Fixture {
    let mut made = Fixture { text: String::new(), blocks: Vec::new(), sentences: Vec::new() };
    let mut fresh = true;
    for part in source.split("\n\n").map(str::trim).filter(|part| !part.is_empty()) {
        for line in part.lines() {
            if let Some(heading) = line.strip_prefix("# heading = ") {
                made.text.push_str("\n\n");
                made.block(heading, BlockKind::Heading);
                fresh = true;
            }
            fresh |= line == "# newpar";
        }
        let text =
            part.lines().find_map(|line| line.strip_prefix("# text = ")).expect("a sentence has its text");
        made.sentence(text, part, fresh);
        fresh = false;
    }
    made
}

impl Fixture {
    fn block(&mut self, text: &str, kind: BlockKind) {
        let start = self.text.len();
        self.text.push_str(text);
        self.blocks.push(Block { span: Span::new(start, self.text.len()), kind });
    }

    fn sentence(&mut self, text: &str, part: &str, fresh: bool) {
        self.text.push_str(if fresh { "\n\n" } else { " " });
        let start = self.text.len();
        if fresh {
            self.block(text, BlockKind::Body);
        } else {
            self.text.push_str(text);
            let block = self.blocks.last_mut().expect("a sentence that opens no paragraph follows one");
            block.span = Span::new(block.span.start as usize, self.text.len());
        }
        let mut at = start;
        let words = part.lines().filter(|l| l.starts_with(|c: char| c.is_ascii_digit())).map(|line| {
            let word = word(line, &self.text, at);
            at = word.span.end as usize;
            word
        });
        let words = words.collect();
        let span = Span::new(start, self.text.len());
        self.sentences.push(Sentence { span, block: self.blocks.len() - 1, words });
    }

    /// The first place of `phrase` in the text.
    pub(crate) fn span(&self, phrase: &str) -> Span {
        let start = self.text.find(phrase).unwrap_or_else(|| panic!("{phrase:?} stands in the text"));
        Span::new(start, start + phrase.len())
    }

    /// Every place of the names in the line `# names = KIND NAME | …`, the longest first.
    pub(crate) fn names(&self, source: &str) -> Vec<(Span, EntityKind)> {
        let line = source.lines().find_map(|line| line.strip_prefix("# names = ")).unwrap_or_default();
        let mut listed: Vec<(&str, &str)> =
            line.split(" | ").filter_map(|entry| entry.split_once(' ')).collect();
        listed.sort_by_key(|(_, name)| std::cmp::Reverse(name.len()));
        let mut found: Vec<(Span, EntityKind)> = Vec::new();
        for (kind, name) in listed {
            let places = self.text.match_indices(name).map(|(start, _)| Span::new(start, start + name.len()));
            let free: Vec<Span> =
                places.filter(|span| found.iter().all(|(s, _)| !s.overlaps(*span))).collect();
            found.extend(free.into_iter().map(|span| (span, kind_of(kind))));
        }
        found.sort_by_key(|(span, _)| *span);
        found
    }
}

fn kind_of(name: &str) -> EntityKind {
    match name {
        "person" => EntityKind::Person,
        "organization" => EntityKind::Organization,
        "place" => EntityKind::Place,
        "group" => EntityKind::Group,
        _ => EntityKind::Other,
    }
}

fn word(line: &str, text: &str, from: usize) -> Word {
    let fields: Vec<&str> = line.split('\t').flat_map(|f| f.split(' ')).filter(|f| !f.is_empty()).collect();
    let [_, form, lemma, upos, xpos, head, deprel] = fields[..] else { panic!("seven fields: {line}") };
    let start = from + text[from..].find(form).unwrap_or_else(|| panic!("{form} follows in the text"));
    Word {
        span: Span::new(start, start + form.len()),
        lemma: lemma.into(),
        upos: Upos::from_name(upos).unwrap_or_else(|| panic!("a tag: {line}")),
        xpos: xpos.into(),
        features: "_".into(),
        head: head.parse::<usize>().expect("a number").checked_sub(1),
        deprel: deprel.into(),
    }
}
