//! Mail over SMTP.

use domain::message::{Channel, NewMessage};
use lettre::{
    Address, Message, SmtpTransport, Transport,
    message::{Mailbox, header::ContentType},
};

use crate::{Carrier, CarryError, Progress, SetupError};

/// A mail server, and from whom our mail comes.
pub struct Mail {
    transport: SmtpTransport,
    from: Mailbox,
}

impl Mail {
    /// Sends over the server at `address`, `smtps://USER:PASSWORD@HOST` or `smtp://HOST:PORT` within the house, as `from`,
    /// such as `Hillside Primary <attendance@hillside.example>`. Nothing is sent yet.
    pub fn new(address: &str, from: &str) -> Result<Mail, SetupError> {
        let wrong = |what: String| SetupError(what);
        let transport = SmtpTransport::from_url(address)
            .map_err(|error| {
                wrong(format!("the mail server cannot be used, {error}: write `smtps://USER:PASSWORD@HOST`"))
            })?
            .build();
        let from = from
            .parse()
            .map_err(|_| wrong(format!("`{from}` is no sender: write `School name <attendance@school.example>`")))?;
        Ok(Mail { transport, from })
    }
}

impl Carrier for Mail {
    fn channel(&self) -> Channel {
        Channel::Email
    }

    fn carry(&self, message: &NewMessage) -> Result<String, CarryError> {
        let never = |what: String| CarryError::Never(what);
        let address: Address =
            message.to.parse().map_err(|_| never(format!("`{}` is no e-mail address: correct it", message.to)))?;
        let mail = Message::builder()
            .from(self.from.clone())
            .to(Mailbox::new(Some(message.name.clone()), address))
            .subject(message.subject.clone())
            .message_id(None)
            .header(ContentType::TEXT_PLAIN)
            .body(message.body.clone())
            .map_err(|error| never(format!("the mail could not be written: {error}")))?;
        let number = mail.headers().get_raw("Message-ID").unwrap_or_default().to_owned();
        match self.transport.send(&mail) {
            Ok(_) => Ok(number),
            Err(error) if error.is_permanent() => Err(never(format!("the mail server refused it: {error}"))),
            Err(error) => Err(CarryError::Later(format!("the mail server did not take it: {error}"))),
        }
    }

    /// Mail servers send a report by mail when something went wrong, and otherwise say nothing.
    fn progress(&self, _number: &str) -> Result<Progress, CarryError> {
        Ok(Progress::Travelling)
    }
}
