//! Giving people a sign-in, from the machine that holds the records.

use domain::{
    id::PersonId,
    permission::{Actor, Role},
};
use store::{Store, StoreError, person, post};

use crate::{Error, sign_in};

/// The fewest characters of a password.
const SHORTEST: usize = 12;

/// Why somebody was not given a sign-in.
#[derive(Debug, thiserror::Error)]
pub enum AccountError {
    /// No such role.
    #[error("there is no role `{name}`: choose one of {}", Role::ALL.map(|role| format!("`{}`", role.words())).join(", "))]
    NoRole {
        /// The name given.
        name: String,
    },
    /// No such school.
    #[error("no school with the number `{0}` is here: add it with `rollbook school load`")]
    NoSchool(String),
    /// The role belongs to a school.
    #[error("a {} works in a school: give its number with `--school`", .0.words())]
    SchoolNeeded(Role),
    /// No such class.
    #[error("the school has no class `{0}`: look at how it is written there")]
    NoClass(String),
    /// Somebody has that address.
    #[error("somebody signs in with `{0}` already: give them a new password with `rollbook user password`")]
    Taken(String),
    /// Nobody has that address.
    #[error("nobody signs in with `{0}`: look at how it is written, or add them with `rollbook user add`")]
    Nobody(String),
    /// No handbook has such a cohort.
    #[error("no handbook has a cohort `{0}`: look at how it is written there")]
    NoCohort(String),
    /// The post is in a school.
    #[error("a {} works in a school, and only people of the authority look after schools and cohorts: choose somebody else", .0.words())]
    NotOfAuthority(Role),
    /// The password is too short.
    #[error("a password has at least {SHORTEST} characters: three words that do not belong together are a good one")]
    Short,
    /// Anything else.
    #[error(transparent)]
    Other(#[from] Error),
}

impl From<StoreError> for AccountError {
    fn from(error: StoreError) -> AccountError {
        AccountError::Other(error.into())
    }
}

/// Somebody to give a sign-in to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What they sign in with.
    pub email: String,
    /// Their name.
    pub name: String,
    /// The words of their role.
    pub role: String,
    /// The national reference number of their school; nothing for a post with the authority.
    pub urn: Option<String>,
    /// The names of a teacher's classes.
    pub classes: Vec<String>,
}

/// Gives somebody a sign-in.
pub fn add(store: &Store, account: &Account, password: &str) -> Result<PersonId, AccountError> {
    let role = Role::parse(&account.role).ok_or_else(|| AccountError::NoRole { name: account.role.clone() })?;
    let password_hash = hash(password)?;
    let account = account.clone();
    store.write(move |tx| {
        if person::with_email(tx, &account.email)?.is_some() {
            return Err(AccountError::Taken(account.email));
        }
        let (school, groups) = post(tx, role, &account)?;
        let person = person::next_id(tx)?;
        let actor = Actor { person, name: account.name, role, school, groups };
        person::add(tx, &person::Person { actor, email: account.email, password_hash })?;
        Ok(person)
    })
}

/// What somebody of the authority looks after.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct LooksAfter {
    /// The national reference numbers of schools, which stand first in an officer's lists.
    pub urns: Vec<String>,
    /// Cohorts by their names in the handbooks, whose children a cohort holder sees.
    pub cohorts: Vec<String>,
}

/// Gives somebody schools and cohorts to look after, in place of those before. `is_cohort` says whether a handbook has a cohort.
pub fn look_after(
    store: &Store,
    email: &str,
    what: LooksAfter,
    is_cohort: impl Fn(&str) -> bool,
) -> Result<(), AccountError> {
    if let Some(unknown) = what.cohorts.iter().find(|cohort| !is_cohort(cohort)) {
        return Err(AccountError::NoCohort(unknown.clone()));
    }
    let email = email.to_owned();
    store.write(move |tx| {
        let found = person::with_email(tx, &email)?.ok_or(AccountError::Nobody(email))?;
        if found.actor.school.is_some() {
            return Err(AccountError::NotOfAuthority(found.actor.role));
        }
        let mut schools = Vec::new();
        for urn in &what.urns {
            let school = store::school::with_urn(tx, urn)?.ok_or_else(|| AccountError::NoSchool(urn.clone()))?;
            schools.push(school.id);
        }
        post::look_after_schools(tx, found.actor.person, &schools)?;
        post::look_after_cohorts(tx, found.actor.person, &what.cohorts)?;
        Ok(())
    })
}

/// Gives somebody a new password, and ends what they are signed in to.
pub fn set_password(store: &Store, email: &str, password: &str) -> Result<(), AccountError> {
    let (email, password_hash) = (email.to_owned(), hash(password)?);
    store.write(move |tx| {
        let found = person::with_email(tx, &email)?.ok_or(AccountError::Nobody(email))?;
        person::set_password(tx, found.actor.person, &password_hash)?;
        store::sign_in::end_all(tx, found.actor.person)?;
        Ok(())
    })
}

fn hash(password: &str) -> Result<String, AccountError> {
    if password.chars().count() < SHORTEST { Err(AccountError::Short) } else { Ok(sign_in::hash(password)?) }
}

type Post = (Option<domain::id::SchoolId>, Vec<domain::id::GroupId>);

fn post(tx: &mut dyn store::Tx, role: Role, account: &Account) -> Result<Post, AccountError> {
    let Some(urn) = &account.urn else {
        let is_of_authority = matches!(role, Role::AuthorityOfficer | Role::Administrator | Role::CohortHolder);
        return if is_of_authority { Ok((None, Vec::new())) } else { Err(AccountError::SchoolNeeded(role)) };
    };
    let school = store::school::with_urn(tx, urn)?.ok_or_else(|| AccountError::NoSchool(urn.clone()))?;
    let groups = store::group::of_school(tx, school.id)?;
    let class = |name: &String| {
        let found = groups.iter().find(|group| group.name.eq_ignore_ascii_case(name));
        found.map(|group| group.id).ok_or_else(|| AccountError::NoClass(name.clone()))
    };
    let classes = account.classes.iter().map(class).collect::<Result<Vec<_>, _>>()?;
    Ok((Some(school.id), classes))
}
