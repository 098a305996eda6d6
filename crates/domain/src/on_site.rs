//! Who is on site: what was seen of a pupil today, in order, and where that leaves them. Never a statutory mark alone: an
//! approved activity counts as attending and is somewhere else, and a code amended later says nothing about a fire.

use alloc::string::String;

use jiff::Timestamp;

use crate::{code::Role, id::PupilId};

/// Which way a pupil went through the office.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// Left the site.
    Out,
    /// Came back.
    In,
}

impl Way {
    /// `out` or `in`.
    pub const fn word(self) -> &'static str {
        match self {
            Way::Out => "out",
            Way::In => "in",
        }
    }

    /// Reads [`Way::word`].
    pub fn parse(text: &str) -> Option<Way> {
        [Way::Out, Way::In].into_iter().find(|way| way.word() == text)
    }
}

/// A pupil who was signed out during the day, or back in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Movement {
    /// Who.
    pub pupil: PupilId,
    /// When they went, which may be a little before it was recorded.
    pub at: Timestamp,
    /// Which way.
    pub way: Way,
    /// Why they went; may be empty for a return.
    pub reason: String,
    /// With whom they went; may be empty for a return.
    pub companion: String,
}

/// Something that was seen of a pupil today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// A register was taken and gave them a mark of this role.
    Marked(Role),
    /// The office signed them in after the register opened.
    SignedIn,
    /// A mark of today was corrected from the first role to the second.
    Corrected(Option<Role>, Role),
    /// They were signed out.
    WentOut,
    /// They came back.
    CameBack,
}

/// Where a pupil is, as far as anybody has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whereabouts {
    /// On site, since then.
    OnSite(Timestamp),
    /// Signed out, since then.
    Out(Timestamp),
    /// Not here: a register was taken without them.
    Away,
    /// No register of today was taken for them.
    NotKnown,
}

impl Whereabouts {
    /// Where a pupil is after what was seen, each with its time, in the order of the times.
    pub fn after(seen: impl IntoIterator<Item = (Timestamp, Seen)>) -> Whereabouts {
        seen.into_iter().fold(Whereabouts::NotKnown, |before, (at, seen)| before.then(at, seen))
    }

    fn then(self, at: Timestamp, seen: Seen) -> Whereabouts {
        match seen {
            Seen::Marked(role) if is_here(role) => self.here(at),
            // A register that says absent after somebody was signed in by the office has overlooked them or found them gone:
            // either way nobody has seen them in class.
            Seen::Marked(_) => match self {
                Whereabouts::Out(_) => self,
                _ => Whereabouts::Away,
            },
            Seen::SignedIn | Seen::CameBack => self.here(at),
            Seen::WentOut => Whereabouts::Out(at),
            Seen::Corrected(_, now) if is_here(now) => match self {
                Whereabouts::Out(_) => self,
                _ => self.here(at),
            },
            // They were marked as being in class and were not. Who was late has been seen, whatever the reason turns out to be.
            Seen::Corrected(Some(Role::PresentMorning | Role::PresentAfternoon), _) => match self {
                Whereabouts::OnSite(_) => Whereabouts::Away,
                other => other,
            },
            Seen::Corrected(..) => self,
        }
    }

    /// Somebody who was here stays here since then.
    const fn here(self, at: Timestamp) -> Whereabouts {
        match self {
            Whereabouts::OnSite(_) => self,
            _ => Whereabouts::OnSite(at),
        }
    }
}

/// Whether a mark of this role says that the pupil was seen in school.
const fn is_here(role: Role) -> bool {
    matches!(role, Role::PresentMorning | Role::PresentAfternoon | Role::LateBeforeClose | Role::LateAfterClose)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).expect("in range")
    }

    fn after(seen: &[Seen]) -> Whereabouts {
        Whereabouts::after((0..).map(at).zip(seen.iter().copied()))
    }

    #[test]
    fn a_mark_of_an_activity_elsewhere_is_nobody_on_site() {
        assert_eq!(after(&[]), Whereabouts::NotKnown);
        assert_eq!(after(&[Seen::Marked(Role::Other)]), Whereabouts::Away);
        assert_eq!(after(&[Seen::Marked(Role::PresentMorning)]), Whereabouts::OnSite(at(0)));
        assert_eq!(after(&[Seen::Marked(Role::ReasonNotKnown), Seen::SignedIn]), Whereabouts::OnSite(at(1)));
    }

    #[test]
    fn whoever_was_signed_out_is_out_until_seen_again() {
        let morning = Seen::Marked(Role::PresentMorning);
        assert_eq!(after(&[morning, Seen::WentOut]), Whereabouts::Out(at(1)));
        assert_eq!(after(&[morning, Seen::WentOut, Seen::CameBack]), Whereabouts::OnSite(at(2)));
        let missed = Seen::Marked(Role::ReasonNotKnown);
        assert_eq!(after(&[morning, Seen::WentOut, missed]), Whereabouts::Out(at(1)));
        assert_eq!(after(&[morning, Seen::WentOut, Seen::Marked(Role::PresentAfternoon)]), Whereabouts::OnSite(at(2)));
    }

    #[test]
    fn a_reason_found_later_takes_nobody_off_the_list_who_was_seen_coming() {
        let came = [Seen::Marked(Role::ReasonNotKnown), Seen::SignedIn];
        let found = Seen::Corrected(Some(Role::LateAfterClose), Role::Other);
        assert_eq!(after(&[came[0], came[1], found]), Whereabouts::OnSite(at(1)));
        let mistaken = Seen::Corrected(Some(Role::PresentMorning), Role::ReasonNotKnown);
        assert_eq!(after(&[Seen::Marked(Role::PresentMorning), mistaken]), Whereabouts::Away);
        let overlooked = Seen::Corrected(Some(Role::ReasonNotKnown), Role::PresentMorning);
        assert_eq!(after(&[came[0], overlooked]), Whereabouts::OnSite(at(1)));
        let gone = [Seen::Marked(Role::PresentMorning), Seen::WentOut, overlooked];
        assert_eq!(after(&gone), Whereabouts::Out(at(1)), "a correction of the morning brings nobody back");
    }
}
