//! Messages to families.

use domain::id::MessageId;

/// The messages of the last month.
pub fn outbox() -> String {
    String::from("/messages")
}

/// The families who have not said why their children are absent, and where the form goes that writes to them.
pub fn to_families() -> String {
    String::from("/messages/families")
}

/// One message.
pub fn message(message: MessageId) -> String {
    format!("/messages/{message}")
}
