//! What there is to learn from reports whose stories are known.

use super::change::number;
use super::place::{Compared, Stories, Window, read};
use crate::copies::Shelf;

/// Of collections of so many reports each pair is compared once more when all have come, as repair does.
const ONCE_MORE: usize = 12;

impl Stories {
    /// What each report is compared with as it comes, if those before it stand in the stories that they are known to
    /// tell, and of a small collection what each is compared with at last: what is learnt from it does not rest on what
    /// was learnt before. One number of a story for each report.
    #[must_use]
    pub fn compared_as_told<S: Shelf + ?Sized>(shelf: &S, told: &[usize]) -> Vec<Vec<Compared>> {
        let mut stories = Self::new(Window::default());
        let mut compared = Vec::with_capacity(told.len());
        for (report, prepared) in read(shelf, 0, told.len()).into_iter().enumerate() {
            compared.push(stories.meet(number(report), prepared));
            stories.tell(number(report), number(told[report]));
        }
        if told.len() <= ONCE_MORE {
            stories.compare_once_more(&mut compared);
        }
        compared
    }

    /// Adds what pairs look like when all reports have come, but of the last one, of which that is known.
    fn compare_once_more(&mut self, compared: &mut [Vec<Compared>]) {
        self.owns.clear();
        let Some(last) = compared.len().checked_sub(1) else { return };
        for (later, found) in compared[..last].iter_mut().enumerate() {
            let near = (0..later).map(number).filter(|earlier| self.may_meet(*earlier, number(later)));
            let near: Vec<u32> = near.collect();
            found.extend(near.into_iter().map(|earlier| self.compare(earlier, number(later))));
        }
    }
}
