//! Links that let a family in without an account: signed, for one purpose, one child and one parent, until a day.

use domain::{
    Date,
    id::{ContactId, PupilId},
};
use jiff::Timestamp;
use rand::{TryRngCore, rngs::OsRng};

use crate::{App, Error};

/// The key under which the secret is kept.
const SECRET: &str = "link secret";

/// What a link is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To say why a child is absent.
    Absence,
    /// To ask for leave before it begins.
    Leave,
}

impl Purpose {
    const ALL: [Purpose; 2] = [Purpose::Absence, Purpose::Leave];

    /// Reads [`Purpose::word`].
    pub fn parse(word: &str) -> Option<Purpose> {
        Purpose::ALL.into_iter().find(|purpose| purpose.word() == word)
    }

    /// The word in the link.
    pub const fn word(self) -> &'static str {
        match self {
            Purpose::Absence => "absence",
            Purpose::Leave => "leave",
        }
    }
}

/// What a link says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Link {
    /// What it is for.
    pub purpose: Purpose,
    /// About which child.
    pub pupil: PupilId,
    /// Whose link it is.
    pub contact: ContactId,
    /// The last day on which it opens.
    pub until: Date,
}

/// The link as the last part of an address: its words, and a signature over them that only this installation can make.
pub fn sign(app: &App, link: &Link) -> Result<String, Error> {
    let words = words(link);
    let signature = signature(app, &words)?;
    Ok(format!("{words}.{signature}"))
}

/// Reads [`sign`]. Nothing for a link that was changed, that has run out, or whose parent is no longer a contact of the child.
pub fn read(app: &App, text: &str) -> Result<Option<Link>, Error> {
    let Some((words, signed)) = text.rsplit_once('.') else { return Ok(None) };
    let Some(link) = parse(words) else { return Ok(None) };
    let ours = signature(app, words)?;
    // Hashes of both, so that how long it takes says nothing about the signature.
    let is_ours = blake3::hash(ours.as_bytes()) == blake3::hash(signed.as_bytes());
    if !is_ours || link.until < app.today() {
        return Ok(None);
    }
    let contacts = app.store.read(|tx| store::contact::of_pupil(tx, link.pupil))?;
    Ok(contacts.iter().any(|contact| contact.id == link.contact).then_some(link))
}

/// The whole address that goes into a message, if the installation knows under which address families reach it.
pub fn address(app: &App, link: &Link) -> Result<String, Error> {
    let page = match link.purpose {
        Purpose::Absence => "",
        Purpose::Leave => "/leave",
    };
    Ok(format!("{}/families/{}{page}", app.address.trim_end_matches('/'), sign(app, link)?))
}

fn words(link: &Link) -> String {
    let day = link.until.strftime("%Y%m%d");
    format!("{}.{}.{}.{day}", link.purpose.word(), link.pupil, link.contact)
}

fn parse(words: &str) -> Option<Link> {
    let mut parts = words.split('.');
    let purpose = Purpose::parse(parts.next()?)?;
    let pupil = PupilId(parts.next()?.parse().ok()?);
    let contact = ContactId(parts.next()?.parse().ok()?);
    let until = Date::strptime("%Y%m%d", parts.next()?).ok()?;
    let link = Link { purpose, pupil, contact, until };
    (parts.next().is_none() && self::words(&link) == words).then_some(link)
}

fn signature(app: &App, words: &str) -> Result<String, Error> {
    let hash = blake3::keyed_hash(&secret(app)?, words.as_bytes());
    Ok(hash.to_hex()[..32].to_owned())
}

/// The secret of this installation, made when it is first asked for.
pub(crate) fn secret(app: &App) -> Result<[u8; 32], Error> {
    if let Some(known) = app.store.read(|tx| store::meta::find(tx, SECRET))? {
        return known_secret(&known);
    }
    let mut fresh = [0_u8; 32];
    OsRng.try_fill_bytes(&mut fresh).map_err(|error| Error::Secret(error.to_string()))?;
    let text = blake3::Hash::from_bytes(fresh).to_hex().to_string();
    let kept = app.store.write::<String, store::StoreError>(move |tx| {
        if let Some(known) = store::meta::find(tx, SECRET)? {
            return Ok(known);
        }
        store::meta::set(tx, SECRET, &text)?;
        Ok(text)
    })?;
    known_secret(&kept)
}

fn known_secret(text: &str) -> Result<[u8; 32], Error> {
    blake3::Hash::from_hex(text).map(|hash| *hash.as_bytes()).map_err(|error| Error::Secret(error.to_string()))
}

/// The last day of a link that is made now and has to open for `days` days.
pub fn until(now: Timestamp, days: i64) -> Date {
    let today = domain::clock::local(now).date();
    today.saturating_add(jiff::Span::new().days(days.clamp(0, 3_660)))
}
