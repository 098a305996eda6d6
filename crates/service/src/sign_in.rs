//! Signing in and out.

use std::collections::HashSet;

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use domain::permission::Actor;
use jiff::ToSpan;
use rand::{TryRngCore, rngs::OsRng};
use store::{person, sign_in};

use crate::{App, Error};

/// How long a sign-in is good without signing in again, in hours: a school day.
const HOURS: i64 = 10;
/// How long failed attempts are counted, in minutes.
const WINDOW_MINUTES: i64 = 15;
/// Failed attempts for one account in that time, after which nobody gets in.
const ATTEMPTS_A_PERSON: i64 = 10;
/// Failed attempts from one address in that time; a school is one address, so it is more.
const ATTEMPTS_AN_ADDRESS: i64 = 60;

/// What the browser gets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// What the browser sends back. Only its hash is kept here.
    pub secret: String,
    /// What every form carries, as hexadecimal digits of 32 bytes.
    pub csrf: [u8; 32],
    /// Who signed in.
    pub actor: Actor,
}

/// The argon2id hash of `password`.
pub fn hash(password: &str) -> Result<String, Error> {
    let hash = Argon2::default().hash_password(password.as_bytes());
    hash.map(|hash| hash.to_string()).map_err(|error| Error::Hash(error.to_string()))
}

/// Signs somebody in from `address`.
pub fn sign_in(app: &App, email: &str, password: &str, address: &str) -> Result<SignedIn, Error> {
    let now = app.now();
    let since = now - WINDOW_MINUTES.minutes();
    let keys = [format!("person {}", email.trim().to_lowercase()), format!("address {address}")];
    let counts = app
        .store
        .read(|tx| keys.iter().map(|key| sign_in::attempts(tx, key, since)).collect::<Result<Vec<i64>, _>>())?;
    if counts[0] >= ATTEMPTS_A_PERSON || counts[1] >= ATTEMPTS_AN_ADDRESS {
        return Err(Error::TooMany { minutes: WINDOW_MINUTES });
    }
    let found = app.store.read(|tx| person::with_email(tx, email))?;
    // Somebody who is not there takes as long as somebody who is.
    let hash = found.as_ref().map_or(NOBODY, |person| &person.password_hash);
    let is_right =
        PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok());
    let Some(person) = found.filter(|_| is_right) else {
        app.store.write::<(), store::StoreError>(move |tx| {
            keys.iter().try_for_each(|key| sign_in::add_attempt(tx, key, now))
        })?;
        return Err(Error::WrongPassword);
    };
    let (secret, csrf) = (random()?, random()?);
    let secret_text = hex(&secret);
    let kept = sign_in::SignIn {
        token_hash: *blake3::hash(secret_text.as_bytes()).as_bytes(),
        person: person.actor.person,
        csrf: hex(&csrf),
        created_at: now,
        expires_at: now + HOURS.hours(),
    };
    app.store.write::<(), store::StoreError>(move |tx| {
        sign_in::tidy(tx, now, since)?;
        sign_in::add(tx, &kept)
    })?;
    Ok(SignedIn { secret: secret_text, csrf, actor: person.actor })
}

/// The e-mail addresses with which nobody gets in now, since a wrong password was tried too often.
pub(crate) fn locked_out(app: &App) -> Result<HashSet<String>, Error> {
    let since = app.now() - WINDOW_MINUTES.minutes();
    let tried = app.store.read(|tx| sign_in::often_tried(tx, since, ATTEMPTS_A_PERSON))?;
    Ok(tried.iter().filter_map(|key| key.strip_prefix("person ")).map(str::to_owned).collect())
}

/// Who is signed in with `secret`, and what their forms carry.
pub fn actor(app: &App, secret: &str) -> Result<Option<(Actor, [u8; 32])>, Error> {
    app.follow_handbooks()?;
    let (hash, now) = (*blake3::hash(secret.as_bytes()).as_bytes(), app.now());
    let found = app.store.read(|tx| {
        let Some(kept) = sign_in::find(tx, hash, now)? else { return Ok(None) };
        Ok::<_, store::StoreError>(person::find(tx, kept.person)?.map(|person| (person.actor, kept.csrf)))
    })?;
    Ok(found.and_then(|(actor, csrf)| Some((actor, unhex(&csrf)?))))
}

/// Signs out.
pub fn sign_out(app: &App, secret: &str) -> Result<(), Error> {
    let hash = *blake3::hash(secret.as_bytes()).as_bytes();
    Ok(app.store.write(move |tx| sign_in::end(tx, hash))?)
}

/// The hash of a password that nobody has.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$Zm9ydHktdHdvIGJ5dGVzIG9mIG5vdGhpbmcgYXQgYWw";

fn random() -> Result<[u8; 32], Error> {
    let mut bytes = [0; 32];
    OsRng.try_fill_bytes(&mut bytes).map_err(|error| Error::Hash(error.to_string()))?;
    Ok(bytes)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex(text: &str) -> Option<[u8; 32]> {
    let mut bytes = [0; 32];
    for (at, byte) in bytes.iter_mut().enumerate() {
        *byte = u8::from_str_radix(text.get(at * 2..at * 2 + 2)?, 16).ok()?;
    }
    Some(bytes)
}
