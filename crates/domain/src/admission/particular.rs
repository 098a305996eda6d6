//! What the register says of a pupil themselves.

/// A particular of a pupil, as regulation 8 lists them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Particular {
    /// Every forename, as registered.
    Forenames,
    /// The family name, as registered.
    Surname,
    /// The forename used at school, where it is another.
    Called,
    /// `F` or `M`.
    Sex,
    /// The birthday, as 2017-05-03.
    Born,
    /// Where the pupil lives.
    Address,
    /// Where they also live.
    SecondAddress,
    /// The unique pupil number.
    Upn,
    /// A number that another school knew them by.
    FormerUpn,
    /// The last school attended, with its address.
    LastSchool,
    /// Where the pupil will live, with which parents, and from when.
    FutureAddress,
    /// A school that the pupil will attend, and from when.
    FutureSchool,
    /// Boarder or day pupil, in a school that has boarders.
    Boarding,
}

impl Particular {
    /// Every particular, in the order in which the register shows them.
    pub const ALL: [Particular; 13] = [
        Particular::Forenames,
        Particular::Surname,
        Particular::Called,
        Particular::Sex,
        Particular::Born,
        Particular::Address,
        Particular::SecondAddress,
        Particular::Upn,
        Particular::FormerUpn,
        Particular::LastSchool,
        Particular::FutureAddress,
        Particular::FutureSchool,
        Particular::Boarding,
    ];

    /// The word stored, which is also the name of its control.
    pub const fn word(self) -> &'static str {
        match self {
            Particular::Forenames => "forenames",
            Particular::Surname => "surname",
            Particular::Called => "called",
            Particular::Sex => "sex",
            Particular::Born => "born",
            Particular::Address => "address",
            Particular::SecondAddress => "second-address",
            Particular::Upn => "upn",
            Particular::FormerUpn => "former-upn",
            Particular::LastSchool => "last-school",
            Particular::FutureAddress => "future-address",
            Particular::FutureSchool => "future-school",
            Particular::Boarding => "boarding",
        }
    }

    /// Reads [`Particular::word`].
    pub fn parse(text: &str) -> Option<Particular> {
        Particular::ALL.into_iter().find(|particular| particular.word() == text)
    }

    /// What a page and a printed register call it.
    pub const fn label(self) -> &'static str {
        match self {
            Particular::Forenames => "Forenames",
            Particular::Surname => "Surname",
            Particular::Called => "Name used at school",
            Particular::Sex => "Sex, as registered",
            Particular::Born => "Born",
            Particular::Address => "Address",
            Particular::SecondAddress => "Second address",
            Particular::Upn => "Unique pupil number",
            Particular::FormerUpn => "Former unique pupil number",
            Particular::LastSchool => "Last school",
            Particular::FutureAddress => "Future address",
            Particular::FutureSchool => "Future school",
            Particular::Boarding => "Boarder or day pupil",
        }
    }

    /// Whether nobody can be on the register without it.
    pub const fn is_needed(self) -> bool {
        matches!(
            self,
            Particular::Forenames | Particular::Surname | Particular::Sex | Particular::Born | Particular::Upn
        )
    }

    /// Whether it says where the pupil lives, which is withheld when somebody they live with is protected.
    pub const fn is_address(self) -> bool {
        matches!(self, Particular::Address | Particular::SecondAddress | Particular::FutureAddress)
    }
}
