//! The groups of children for whom the early warning is measured by themselves. None of them is an input.

/// A group.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// All children.
    Everybody,
    /// A national curriculum year; 0 is Reception.
    Year(u8),
    /// Registered as female.
    Girls,
    /// Registered as male.
    Boys,
    /// Known to have free school meals.
    FreeSchoolMeals,
    /// Not known to have them.
    NoFreeSchoolMeals,
    /// With SEN support.
    SenSupport,
    /// With an education, health and care plan.
    Plan,
    /// With neither.
    NoSpecialNeed,
    /// With a social worker.
    SocialWorker,
    /// Without one.
    NoSocialWorker,
    /// Of whom nobody knows here what was missed last year.
    LastYearUnknown,
    /// Of whom it is known.
    LastYearKnown,
}

impl Group {
    /// Everybody, the years in order, and the others.
    pub fn all() -> Vec<Group> {
        use Group as G;
        let years = (0..=13).map(G::Year);
        let others = [
            G::Girls,
            G::Boys,
            G::FreeSchoolMeals,
            G::NoFreeSchoolMeals,
            G::SenSupport,
            G::Plan,
            G::NoSpecialNeed,
            G::SocialWorker,
            G::NoSocialWorker,
            G::LastYearUnknown,
            G::LastYearKnown,
        ];
        std::iter::once(G::Everybody).chain(years).chain(others).collect()
    }

    /// What it is called.
    pub fn words(self) -> String {
        let words = match self {
            Group::Everybody => "Everybody",
            Group::Year(0) => "Reception",
            Group::Year(year) => return format!("Year {year}"),
            Group::Girls => "Girls",
            Group::Boys => "Boys",
            Group::FreeSchoolMeals => "Free school meals",
            Group::NoFreeSchoolMeals => "No free school meals",
            Group::SenSupport => "SEN support",
            Group::Plan => "EHC plan",
            Group::NoSpecialNeed => "No special educational need",
            Group::SocialWorker => "Social worker",
            Group::NoSocialWorker => "No social worker",
            Group::LastYearUnknown => "Last year unknown",
            Group::LastYearKnown => "Last year known",
        };
        words.to_owned()
    }

    /// The word that stands for it in the text of what was measured: its words in small letters, joined by hyphens.
    pub fn key(self) -> String {
        self.words().to_lowercase().replace(' ', "-")
    }

    /// Reads [`Group::key`].
    pub fn parse(key: &str) -> Option<Group> {
        Group::all().into_iter().find(|group| group.key() == key)
    }
}
