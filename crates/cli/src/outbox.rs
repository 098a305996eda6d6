//! Carrying the messages of the outbox while the pages are served.

use std::{sync::Arc, time::Duration};

use domain::message::Channel;
use post::{Carrier, Mail, Notify, SERVICE};
use serde::Deserialize;
use service::{App, Clock, message};

use crate::outcome::Failure;

/// How often the outbox is looked at.
const ROUND: Duration = Duration::from_secs(20);

/// How e-mail leaves the house.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// The server: `smtps://USER:PASSWORD@HOST`, or `smtp://HOST:PORT` within the house.
    pub server: String,
    /// From whom: `School name <attendance@school.example>`.
    pub from: String,
}

/// How text messages leave the house: an account of GOV.UK Notify.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextSettings {
    /// The API key.
    pub key: String,
    /// The number of the template, whose only field is `((message))`.
    pub template: String,
    /// Where the service answers.
    #[serde(default = "notify")]
    pub server: String,
}

// Both hold a password, which no log may show.
impl std::fmt::Debug for MailSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("MailSettings").field("from", &self.from).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for TextSettings {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TextSettings").field("template", &self.template).finish_non_exhaustive()
    }
}

fn notify() -> String {
    SERVICE.to_owned()
}

/// Whatever carries messages by these settings.
pub fn carriers(mail: Option<&MailSettings>, texts: Option<&TextSettings>) -> Result<Vec<Box<dyn Carrier>>, Failure> {
    let mut carriers: Vec<Box<dyn Carrier>> = Vec::new();
    if let Some(mail) = mail {
        let made = Mail::new(&mail.server, &mail.from).map_err(|error| Failure::new(format!("[mail]: {error}")))?;
        carriers.push(Box::new(made));
    }
    if let Some(texts) = texts {
        let now = || Clock::Machine.now();
        let made = Notify::new(&texts.server, &texts.key, &texts.template, now)
            .map_err(|error| Failure::new(format!("[texts]: {error}")))?;
        carriers.push(Box::new(made));
    }
    Ok(carriers)
}

/// The kinds of message that these carry.
pub fn channels(carriers: &[Box<dyn Carrier>]) -> Vec<Channel> {
    carriers.iter().map(|carrier| carrier.channel()).collect()
}

/// Carries what waits, round after round, until the runtime ends. A round that fails is made again.
pub async fn rounds(app: Arc<App>, carriers: Vec<Box<dyn Carrier>>) {
    let carriers: Arc<[Box<dyn Carrier>]> = carriers.into();
    let mut clock = tokio::time::interval(ROUND);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let (app, carriers) = (Arc::clone(&app), Arc::clone(&carriers));
        match tokio::task::spawn_blocking(move || message::carry(&app, &carriers)).await {
            Ok(Ok(_)) => {}
            Ok(Err(error)) => tracing::error!(%error, "the outbox could not be carried"),
            Err(error) => tracing::error!(%error, "a round of the outbox broke off"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_that_cannot_work_are_refused_with_their_section() {
        let mail = MailSettings { server: "smtp://localhost:25".into(), from: "nobody".into() };
        let refused = carriers(Some(&mail), None).err().expect("no sender").to_string();
        assert!(refused.starts_with("[mail]: `nobody` is no sender"), "{refused}");
        let texts = TextSettings { key: "short".into(), template: "t".into(), server: notify() };
        let refused = carriers(None, Some(&texts)).err().expect("no key").to_string();
        assert!(refused.starts_with("[texts]: the key of GOV.UK Notify is too short"), "{refused}");
        assert!(channels(&carriers(None, None).expect("nothing to set up")).is_empty());
    }

    #[test]
    fn no_password_is_shown() {
        let mail = MailSettings { server: "smtps://ann:secret@mail.example".into(), from: "a@b.example".into() };
        let texts = TextSettings { key: "secret".into(), template: "t".into(), server: notify() };
        assert!(!format!("{mail:?} {texts:?}").contains("secret"));
    }
}
