//! The sign-ins of the invented authority: for the sign-in page, for the terminal, and as JSON for programs.

use std::{fmt::Write as _, net::SocketAddr, path::Path};

use serde_json::json;
use service::demo::SignIn;
use web::pages::sign_in::DemoSignIn;

use super::PASSWORD;
use crate::outcome::Failure;

/// The entries of the sign-in page.
pub fn entries(people: &[SignIn], authority: &str) -> Vec<DemoSignIn> {
    let entry = |one: &SignIn| DemoSignIn {
        role: capitalised(one.role.words()),
        name: one.name.clone(),
        organisation: one.school.clone().unwrap_or_else(|| authority.to_owned()),
        email: one.email.clone(),
        password: PASSWORD.to_owned(),
    };
    people.iter().map(entry).collect()
}

/// The entries as lines with columns.
pub fn table(entries: &[DemoSignIn]) -> String {
    let width = |cell: fn(&DemoSignIn) -> &str| entries.iter().map(|one| cell(one).chars().count()).max().unwrap_or(0);
    let (role, name, email) = (width(|one| &one.role), width(|one| &one.name), width(|one| &one.email));
    entries.iter().fold(String::new(), |mut lines, one| {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "{:role$}  {:name$}  {:email$}  {}", one.role, one.name, one.email, one.organisation);
        lines
    })
}

/// Writes the address and the sign-ins, for programs that wait for the file.
pub fn write_json(file: &Path, address: SocketAddr, people: &[SignIn], authority: &str) -> Result<(), Failure> {
    let person = |one: &SignIn| {
        json!({
            "role": one.role.words(),
            "email": one.email,
            "password": PASSWORD,
            "school": one.school.as_deref().unwrap_or(authority),
            "name": one.name,
        })
    };
    let people: Vec<_> = people.iter().map(person).collect();
    let text = json!({ "address": format!("http://{address}"), "people": people }).to_string();
    // Whoever waits for the file never sees half of it.
    let half = file.with_extension("part");
    std::fs::write(&half, text).and_then(|()| std::fs::rename(&half, file)).map_err(|error| Failure::file(file, &error))
}

fn capitalised(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
