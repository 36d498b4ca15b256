//! What speaks for and against an antecedent: signs that can be seen in the text.
//!
//! The list follows the factors of Lappin & Leass (1994) and the features of
//! mention rankers since Denis & Baldridge (2008). How much each sign weighs
//! stands in `data/entity/antecedent.tsv`.

/// Declares the signs with the names that they have in the table of weights.
macro_rules! cues {
    ($($name:ident = $text:literal,)*) => {
        /// A sign for or against an antecedent, or for there being none.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Cue { $($name,)* }

        impl Cue {
            /// All signs with their names, in order.
            pub(super) const ALL: &[(Cue, &'static str)] = &[$((Cue::$name, $text),)*];
        }
    };
}

cues! {
    // Where the candidate stands, seen from the pronoun.
    SameSentence = "same sentence",
    SentenceBefore = "sentence before",
    TwoSentencesBefore = "two sentences before",
    Farther = "farther",
    VeryFar = "very far",
    OtherParagraph = "paragraph before",
    FartherParagraph = "farther paragraph",
    Nearest = "nearest",
    SecondNearest = "second nearest",
    ThirdNearest = "third nearest",
    FewBetween = "few between",
    ManyBetween = "many between",
    // What the candidate is.
    PersonName = "name of a person",
    OrganizationName = "name of an organization",
    PlaceName = "name of a place",
    GroupName = "name of a group",
    OtherName = "other name",
    Definite = "definite phrase",
    Demonstrative = "demonstrative phrase",
    Possessed = "possessed phrase",
    Indefinite = "indefinite phrase",
    Bare = "bare noun",
    Coordination = "coordination",
    SamePronoun = "same pronoun",
    PronounOfClass = "pronoun of the same kind",
    PersonNoun = "noun for a person",
    BodyNoun = "noun for a body",
    SingularForPlural = "singular for a plural",
    GenderTold = "gender told and fitting",
    TimeNoun = "noun of time",
    // What it does in its clause.
    MainSubject = "subject of its sentence",
    Subject = "subject of a clause",
    Object = "object",
    Oblique = "oblique",
    Modifier = "modifier of a noun",
    Possessor = "possessor",
    Predicate = "predicate",
    OtherRole = "other function",
    FirstOfSentence = "first of its sentence",
    SameFunction = "same function",
    SubjectInSentence = "subject in the same sentence",
    MainSubjectBefore = "main subject of the sentence before",
    // How the two are tied.
    Governs = "subject of a governing clause",
    OwnSubject = "subject of the same verb",
    Inside = "pronoun inside its phrase",
    InRelative = "pronoun in its relative clause",
    Aside = "in a relative clause of its own",
    Asked = "who is asked to do it",
    SameQuotation = "same quotation",
    OutOfQuotation = "pronoun quoted alone",
    IntoQuotation = "candidate quoted alone",
    // How much it is spoken of.
    Once = "mentioned once",
    Twice = "mentioned twice",
    Often = "mentioned often",
    TakenUp = "taken up by such a pronoun before",
    // For there being no antecedent.
    Open = "open",
    Expletive = "expletive",
    Pleonastic = "pleonastic frame",
    Weather = "weather or time",
    FirstSentences = "in the first sentences",
    OpenQuoted = "quoted",
    ParagraphOpens = "first sentence of its paragraph",
    Asks = "in a question",
    OpenReflexive = "reflexive without subject",
    NoneNear = "no candidate in two sentences",
}
