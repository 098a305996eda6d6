//! Text messages over GOV.UK Notify, version 2 of its interface.

use std::time::Duration;

use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use domain::message::{Channel, NewMessage};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use serde_json::{Value, json};
use sha2::Sha256;
use ureq::Agent;

use crate::{Carrier, CarryError, Progress, SetupError};

/// Where the service answers.
pub const SERVICE: &str = "https://api.notifications.service.gov.uk";

/// Identifiers at the end of a key: that of the service, and the secret, each as long as a UUID.
const UUID: usize = 36;

/// An account of the service.
pub struct Notify {
    agent: Agent,
    address: String,
    service: String,
    secret: String,
    template: String,
    now: fn() -> Timestamp,
}

impl Notify {
    /// Sends with the API key of an account and the number of its template, whose only field is `((message))`. `address` is
    /// [`SERVICE`], or where a test listens; `now` is the clock that requests are signed by.
    pub fn new(address: &str, key: &str, template: &str, now: fn() -> Timestamp) -> Result<Notify, SetupError> {
        let long_enough = key.is_ascii() && key.len() > 2 * UUID;
        if !long_enough {
            return Err(SetupError(String::from(
                "the key of GOV.UK Notify is too short: copy it whole, as NAME-SERVICE-SECRET",
            )));
        }
        let (rest, secret) = key.split_at(key.len() - UUID);
        let service = &rest[rest.len() - 1 - UUID..rest.len() - 1];
        let config = Agent::config_builder().timeout_global(Some(Duration::from_secs(20))).http_status_as_error(false);
        Ok(Notify {
            agent: config.build().into(),
            address: address.trim_end_matches('/').to_owned(),
            service: service.to_owned(),
            secret: secret.to_owned(),
            template: template.to_owned(),
            now,
        })
    }

    /// The proof that a request comes from the account: a signed token of now.
    fn proof(&self) -> String {
        let part = |value: Value| BASE64_URL_SAFE_NO_PAD.encode(value.to_string());
        let head = part(json!({ "typ": "JWT", "alg": "HS256" }));
        let claims = part(json!({ "iss": self.service, "iat": (self.now)().as_second() }));
        let signed = format!("{head}.{claims}");
        let mut mac = Hmac::<Sha256>::new_from_slice(self.secret.as_bytes()).unwrap_or_else(|_| unreachable!());
        mac.update(signed.as_bytes());
        format!("Bearer {signed}.{}", BASE64_URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes()))
    }

    fn answer(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>) -> Result<Value, CarryError> {
        let later = |what: String| CarryError::Later(format!("GOV.UK Notify did not take it: {what}"));
        let mut response = response.map_err(|error| later(error.to_string()))?;
        let status = response.status().as_u16();
        let body: Value = response.body_mut().read_json().unwrap_or(Value::Null);
        let said = body["errors"][0]["message"].as_str().unwrap_or("no reason given").to_owned();
        match status {
            200..=299 => Ok(body),
            // Too many at once, a wrong clock or key, and faults of the service may all be over later.
            401 | 403 | 429 | 500.. => Err(later(format!("{status}, {said}"))),
            _ => Err(CarryError::Never(format!("GOV.UK Notify refused it: {said}"))),
        }
    }
}

impl Carrier for Notify {
    fn channel(&self) -> Channel {
        Channel::Text
    }

    fn carry(&self, message: &NewMessage) -> Result<String, CarryError> {
        let asked = json!({
            "phone_number": message.to,
            "template_id": self.template,
            "personalisation": { "message": message.body },
        });
        let address = format!("{}/v2/notifications/sms", self.address);
        let request = self.agent.post(&address).header("Authorization", self.proof()).content_type("application/json");
        let answer = Notify::answer(request.send(asked.to_string()))?;
        answer["id"]
            .as_str()
            .map(str::to_owned)
            .ok_or_else(|| CarryError::Later(String::from("GOV.UK Notify gave no number for it")))
    }

    fn progress(&self, number: &str) -> Result<Progress, CarryError> {
        let address = format!("{}/v2/notifications/{number}", self.address);
        let answer = Notify::answer(self.agent.get(&address).header("Authorization", self.proof()).call())?;
        Ok(match answer["status"].as_str().unwrap_or_default() {
            "delivered" => Progress::Delivered,
            "permanent-failure" => Progress::Failed(String::from("the number does not exist")),
            "temporary-failure" => Progress::Failed(String::from("the telephone could not be reached")),
            "technical-failure" => Progress::Failed(String::from("GOV.UK Notify could not send it")),
            _ => Progress::Travelling,
        })
    }
}
