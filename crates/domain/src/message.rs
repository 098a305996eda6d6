//! Messages to families and to those who work with them: what was written, to whom, and what became of it.

use alloc::{string::String, vec::Vec};

use jiff::Timestamp;

use crate::{
    act::By,
    id::{ContactId, MessageId, PupilId, SchoolId},
    session::Session,
};

/// How a message travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A text message to a telephone.
    Text,
}

impl Channel {
    /// Both, in the order a form offers them.
    pub const ALL: [Channel; 2] = [Channel::Text, Channel::Email];

    /// The word stored and shown.
    pub const fn word(self) -> &'static str {
        match self {
            Channel::Email => "e-mail",
            Channel::Text => "text message",
        }
    }

    /// Reads [`Channel::word`].
    pub fn parse(text: &str) -> Option<Channel> {
        Channel::ALL.into_iter().find(|channel| channel.word() == text)
    }
}

/// A message before it has a number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NewMessage {
    /// From which school.
    pub school: SchoolId,
    /// About whom: brothers and sisters share one message.
    pub pupils: Vec<PupilId>,
    /// To which contact; nothing for a named worker or an office of the authority.
    pub contact: Option<ContactId>,
    /// The name of whoever receives it.
    pub name: String,
    /// How it travels.
    pub channel: Channel,
    /// The e-mail address or telephone number.
    pub to: String,
    /// The subject; empty for a text message.
    pub subject: String,
    /// The words, as they are sent: paragraphs parted by an empty line.
    pub body: String,
    /// Which template it was made from, such as `absent-today`.
    pub template: String,
    /// The sessions it is about, if it is about an absence.
    pub about: Vec<Session>,
    /// When it was put into the outbox.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
}

/// A message in the outbox. It is never changed; what became of it is a list of [`Delivery`].
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Message {
    /// The identifier.
    pub id: MessageId,
    /// What it says, to whom.
    pub what: NewMessage,
}

/// Something that became of a message.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Delivery {
    /// Somebody's round is carrying it at this moment. A round that never says more was cut off.
    Taken,
    /// The carrier took it, under this number of its own.
    Sent(String),
    /// It has arrived, as the carrier says.
    Delivered,
    /// It could not be carried for now, and why: it is tried again.
    Delayed(String),
    /// It can never be carried, and why: somebody has to reach the family in another way.
    Failed(String),
    /// It was held back before it went, and why.
    Stopped(String),
}

impl Delivery {
    /// The word stored and shown.
    pub const fn word(&self) -> &'static str {
        match self {
            Delivery::Taken => "taken",
            Delivery::Sent(_) => "sent",
            Delivery::Delivered => "delivered",
            Delivery::Delayed(_) => "delayed",
            Delivery::Failed(_) => "failed",
            Delivery::Stopped(_) => "stopped",
        }
    }

    /// The carrier's number, or the reason; empty when there is nothing to add.
    pub fn detail(&self) -> &str {
        match self {
            Delivery::Taken | Delivery::Delivered => "",
            Delivery::Sent(detail)
            | Delivery::Delayed(detail)
            | Delivery::Failed(detail)
            | Delivery::Stopped(detail) => detail,
        }
    }

    /// Reads [`Delivery::word`] with [`Delivery::detail`].
    pub fn parse(word: &str, detail: String) -> Option<Delivery> {
        match word {
            "taken" => Some(Delivery::Taken),
            "sent" => Some(Delivery::Sent(detail)),
            "delivered" => Some(Delivery::Delivered),
            "delayed" => Some(Delivery::Delayed(detail)),
            "failed" => Some(Delivery::Failed(detail)),
            "stopped" => Some(Delivery::Stopped(detail)),
            _ => None,
        }
    }

    /// Whether nothing more is to be done about the message.
    pub const fn is_final(&self) -> bool {
        !matches!(self, Delivery::Taken | Delivery::Delayed(_))
    }
}

/// How many minutes to wait before a message that was delayed `times` times is tried again; nothing once it has been tried
/// often enough, which is for most of a school day.
pub const fn wait_minutes(times: u32) -> Option<i64> {
    match times {
        0 => Some(0),
        1 => Some(1),
        2 => Some(5),
        3 => Some(15),
        4 => Some(60),
        5 | 6 => Some(120),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn what_became_of_a_message_is_read_as_it_was_written() {
        let each = [
            Delivery::Taken,
            Delivery::Sent("17".to_string()),
            Delivery::Delivered,
            Delivery::Delayed("the server was busy".to_string()),
            Delivery::Failed("no such address".to_string()),
            Delivery::Stopped("the child has died".to_string()),
        ];
        for delivery in each {
            assert_eq!(Delivery::parse(delivery.word(), delivery.detail().to_string()), Some(delivery));
        }
        assert_eq!(Delivery::parse("lost", String::new()), None);
    }

    #[test]
    fn a_delayed_message_is_tried_again_ever_later_and_given_up_at_last() {
        let waits: Vec<Option<i64>> = (0..8).map(wait_minutes).collect();
        assert!(waits.windows(2).all(|pair| pair[1].is_none() || pair[0] <= pair[1]));
        assert_eq!((waits[0], waits[7]), (Some(0), None));
    }
}
