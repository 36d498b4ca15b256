//! What there is to learn from reports whose stories are known.

use super::change::number;
use super::place::{Compared, Stories, Window, read};
use crate::copies::Shelf;

impl Stories {
    /// What each report is compared with as it comes, if those before it stand in the stories that they are known to
    /// tell: what is learnt from it does not rest on what was learnt before. One number of a story for each report.
    #[must_use]
    pub fn compared_as_told<S: Shelf + ?Sized>(shelf: &S, told: &[usize]) -> Vec<Vec<Compared>> {
        let mut stories = Self::new(Window::default());
        let mut compared = Vec::with_capacity(told.len());
        for (report, prepared) in read(shelf, 0, told.len()).into_iter().enumerate() {
            compared.push(stories.meet(number(report), prepared));
            stories.tell(number(report), number(told[report]));
        }
        compared
    }
}
