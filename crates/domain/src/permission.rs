//! Who may do what. One table; every route names the permission it needs.

use alloc::{string::String, vec::Vec};

use crate::id::{GroupId, PersonId, SchoolId};

/// What a post makes somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A class teacher: own groups.
    Teacher,
    /// The school office.
    Office,
    /// The attendance lead or champion.
    AttendanceLead,
    /// The headteacher.
    Headteacher,
    /// A governor or trustee: numbers without names.
    Governor,
    /// An attendance officer of the local authority.
    AuthorityOfficer,
    /// Looks after people, calendars, imports and packs; sees no child's record.
    Administrator,
    /// Looks after the children of one or more cohorts in every school, such as the head of the virtual school, and sees
    /// nothing else of a school (LAN-231, LIN-049, LIN-086, LBO-190).
    CohortHolder,
}

impl Role {
    /// Every role.
    pub const ALL: [Role; 8] = [
        Role::Teacher,
        Role::Office,
        Role::AttendanceLead,
        Role::Headteacher,
        Role::Governor,
        Role::AuthorityOfficer,
        Role::Administrator,
        Role::CohortHolder,
    ];

    /// The words stored and shown.
    pub const fn words(self) -> &'static str {
        match self {
            Role::Teacher => "class teacher",
            Role::Office => "school office",
            Role::AttendanceLead => "attendance lead",
            Role::Headteacher => "headteacher",
            Role::Governor => "governor",
            Role::AuthorityOfficer => "authority attendance officer",
            Role::Administrator => "administrator",
            Role::CohortHolder => "cohort holder",
        }
    }

    /// Reads [`Role::words`].
    pub fn parse(text: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.words() == text)
    }

    /// Whether this role carries `permission`.
    pub const fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Role::Teacher => matches!(permission, P::TakeRegister | P::SeePupils | P::SeeHandbook | P::SeeFigures),
            Role::Office => matches!(
                permission,
                P::TakeRegister
                    | P::SeePupils
                    | P::SeeContacts
                    | P::KeepAdmissions
                    | P::SignIn
                    | P::EnterCodes
                    | P::LogContact
                    | P::SendReturns
                    | P::SeeHandbook
                    | P::SeeFigures
            ),
            Role::AttendanceLead => {
                !matches!(permission, P::Administer | P::KeepRecords | P::SeeArea | P::SeeCohorts | P::ReceiveReturns)
            }
            Role::Headteacher => !matches!(permission, P::Administer | P::SeeArea | P::SeeCohorts | P::ReceiveReturns),
            Role::Governor => matches!(permission, P::SeeFigures | P::SeeHandbook),
            Role::AuthorityOfficer => matches!(
                permission,
                P::SeeArea
                    | P::SeeCohorts
                    | P::SeePupils
                    | P::SeeContacts
                    | P::SeeProtected
                    | P::SeeFigures
                    | P::SeeHandbook
                    | P::SeeWhatIf
                    | P::LeadCases
                    | P::LogContact
                    | P::ReceiveReturns
            ),
            Role::Administrator => matches!(permission, P::Administer | P::KeepRecords | P::SeeHandbook | P::SeeWhatIf),
            Role::CohortHolder => matches!(permission, P::SeeCohorts | P::SeeHandbook),
        }
    }
}

/// Something that is allowed or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Permission {
    /// Take the register of a group.
    TakeRegister,
    /// Sign pupils in late.
    SignIn,
    /// Set codes with reasons, amend marks, settle holding codes, record planned absences.
    EnterCodes,
    /// Settle a holding code at its deadline when no reason was found.
    SettleCodes,
    /// Close the school or a part of it, and set when its registers are open.
    SetTimes,
    /// See pupils by name, with their marks.
    SeePupils,
    /// See who to ring.
    SeeContacts,
    /// Keep the admission register: particulars, contacts, enrolments, cohorts.
    KeepAdmissions,
    /// See what needs care: protected addresses, and cohorts such as a child protection plan.
    SeeProtected,
    /// Record a call.
    LogContact,
    /// Work a pathway: start support, consider offers.
    LeadCases,
    /// Make letters.
    MakeLetters,
    /// See the figures of a school, without names.
    SeeFigures,
    /// See all schools of the authority side by side.
    SeeArea,
    /// See the children of a cohort by name in every school: somebody whose post has cohorts sees those, and no others.
    SeeCohorts,
    /// Read the handbook.
    SeeHandbook,
    /// See what another handbook would make of the roll.
    SeeWhatIf,
    /// Send returns and notices of the school.
    SendReturns,
    /// Receive the returns of schools for the authority, and answer for having had them.
    ReceiveReturns,
    /// Look after people, calendars, imports and packs.
    Administer,
    /// Say what may be deleted, hold records back, give copies of what is kept about a pupil, and say what is worked out about
    /// pupils that need not be.
    KeepRecords,
}

impl Permission {
    /// Every permission.
    pub const ALL: [Permission; 21] = [
        Permission::TakeRegister,
        Permission::SignIn,
        Permission::EnterCodes,
        Permission::SettleCodes,
        Permission::SetTimes,
        Permission::SeePupils,
        Permission::SeeContacts,
        Permission::KeepAdmissions,
        Permission::SeeProtected,
        Permission::LogContact,
        Permission::LeadCases,
        Permission::MakeLetters,
        Permission::SeeFigures,
        Permission::SeeArea,
        Permission::SeeCohorts,
        Permission::SeeHandbook,
        Permission::SeeWhatIf,
        Permission::SendReturns,
        Permission::ReceiveReturns,
        Permission::Administer,
        Permission::KeepRecords,
    ];
}

/// Where a permission is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Place {
    /// Nowhere in particular.
    Anywhere,
    /// In a school.
    School(SchoolId),
    /// In a group of a school.
    Group(SchoolId, GroupId),
}

/// A signed-in person, with the post they act in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: String,
    /// What the post makes them.
    pub role: Role,
    /// The school of the post; nothing for a post with the authority.
    pub school: Option<SchoolId>,
    /// The teacher's own groups.
    pub groups: Vec<GroupId>,
}

/// Why somebody may not do something.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{role} cannot do this here: ask somebody whose job it is", role = .0.words())]
pub struct Forbidden(pub Role);

impl Actor {
    /// Whether the actor has `permission` in `place`.
    pub fn may(&self, permission: Permission, place: Place) -> bool {
        // Whoever looks after a cohort has no school: what they see of one is what concerns their children.
        let has_school = |school| self.role != Role::CohortHolder && self.school.is_none_or(|own| own == school);
        let is_there = match place {
            Place::Anywhere => true,
            Place::School(school) => has_school(school),
            // A teacher takes their own registers; anybody else of the school may stand in.
            Place::Group(school, group) => {
                has_school(school) && (self.role != Role::Teacher || self.groups.contains(&group))
            }
        };
        is_there && self.role.may(permission)
    }

    /// Refuses unless the actor has `permission` in `place`.
    pub fn require(&self, permission: Permission, place: Place) -> Result<(), Forbidden> {
        if self.may(permission, place) { Ok(()) } else { Err(Forbidden(self.role)) }
    }

    /// The stamp that what they do carries.
    pub fn stamp(&self) -> crate::act::By {
        crate::act::By { person: self.person, name: self.name.clone(), position: self.role.words().into() }
    }
}
