//! Which shares of a school's own children a reader without names is told: none of few, and none from which few follow.

use analysis::beside::Share;
use documents::table::Cell;
use service::comparison::Figure;

use crate::pages::school::small::{FEW, Reader as Eyes};

/// A figure, the group of children that it is of (empty for everybody), and the school's own share.
pub(super) type Told = (Figure, &'static str, Share);

/// Stands in the place of a share that a reader is not told.
pub(super) const HIDDEN: &str = "hidden";

/// The share `one` of a table that holds `all`, as this reader may see it.
pub(super) fn own(all: &[Told], one: Told, eyes: Eyes) -> Cell {
    let (.., share) = one;
    if eyes == Eyes::Governor && gives_few_away(all, one) {
        return Cell::Text(String::from(HIDDEN));
    }
    Cell::Percent(share.percent())
}

/// Whether the share, beside the others of its table, tells that one to four children are something.
fn gives_few_away(all: &[Told], (figure, group, share): Told) -> bool {
    let few = |children: u64| (1..FEW).contains(&children);
    let find = |figure: Figure, group: &str| {
        all.iter().find(|(known, of, _)| *known == figure && *of == group).map(|(.., share)| *share)
    };
    let rest = find(figure, "").filter(|_| !group.is_empty());
    if !figure.is_of_children() {
        return false;
    }
    let of_itself = few(share.part) || few(share.whole - share.part);
    // Everybody less the group is everybody else.
    let of_the_rest = rest.is_some_and(|all| {
        let (part, whole) = (all.part.saturating_sub(share.part), all.whole.saturating_sub(share.whole));
        few(part) || few(whole) || few(whole.saturating_sub(part))
    });
    // Persistent less severe is persistent and not severe.
    let of_the_others = figure == Figure::Severe
        && find(Figure::Persistent, group).is_some_and(|persistent| few(persistent.part.saturating_sub(share.part)));
    of_itself || of_the_rest || of_the_others
}

#[cfg(test)]
mod tests {
    use domain::tally::Percent;

    use super::*;

    const fn share(part: u64, whole: u64) -> Share {
        Share { part, whole }
    }

    const EVERYBODY: Told = (Figure::Persistent, "", share(30, 400));

    fn is_told(all: &[Told], one: Told) -> bool {
        own(all, one, Eyes::Governor) == Cell::Percent(one.2.percent())
    }

    #[test]
    fn staff_are_told_everything_and_a_governor_no_share_of_few_children() {
        let few = (Figure::Severe, "", share(4, 400));
        assert_eq!(own(&[few], few, Eyes::Staff), Cell::Percent(Percent::whole(1)));
        assert!(!is_told(&[few], few));
        assert!(is_told(&[EVERYBODY], EVERYBODY));
        let nearly_all = (Figure::Persistent, "", share(398, 400));
        assert!(!is_told(&[nearly_all], nearly_all));
        let attendance = (Figure::Attendance, "", share(3, 400));
        assert!(is_told(&[attendance], attendance), "sessions are no children");
    }

    #[test]
    fn few_children_do_not_follow_from_everybody_less_a_group_or_from_persistent_less_severe() {
        let meals = |part| (Figure::Persistent, "free school meals", share(part, 60));
        assert!(!is_told(&[EVERYBODY, meals(28)], meals(28)));
        assert!(is_told(&[EVERYBODY, meals(20)], meals(20)));
        let severe = |part| (Figure::Severe, "", share(part, 400));
        assert!(!is_told(&[EVERYBODY, severe(27)], severe(27)));
        assert!(is_told(&[EVERYBODY, severe(10)], severe(10)));
    }
}
