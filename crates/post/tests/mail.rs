//! Mail over a real SMTP server.

use std::{
    fs,
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use domain::{
    act::By,
    id::{ContactId, PersonId, PupilId, SchoolId},
    message::{Channel, NewMessage},
};
use post::{Carrier, CarryError, Mail, Notify, Progress};

/// A running server that keeps what it gets.
struct Server {
    process: Child,
    folder: tempfile::TempDir,
    port: u16,
}

impl Server {
    fn start() -> Server {
        let folder = tempfile::tempdir().expect("a folder");
        let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
        let program = std::env::var("ROLLBOOK_AIOSMTPD").unwrap_or_else(|_| String::from("aiosmtpd"));
        let mut command = Command::new(&program);
        command.args(["-n", "-l", &format!("127.0.0.1:{port}"), "-c", "aiosmtpd.handlers.Mailbox"]);
        command.arg(folder.path().join("mailbox")).stdout(Stdio::null()).stderr(Stdio::null());
        let process = command.spawn().unwrap_or_else(|error| {
            panic!("`{program}` does not start, {error}: run `cargo xtask test`, or install aiosmtpd and name it in ROLLBOOK_AIOSMTPD")
        });
        let begun = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(begun.elapsed() < Duration::from_secs(30), "the mail server does not answer");
            std::thread::sleep(Duration::from_millis(20));
        }
        Server { process, folder, port }
    }

    fn address(&self) -> String {
        format!("smtp://127.0.0.1:{}", self.port)
    }

    /// Every mail that it got.
    fn mails(&self) -> Vec<String> {
        let new = self.folder.path().join("mailbox").join("new");
        let files = fs::read_dir(new).expect("a mailbox").map(|file| file.expect("a mail").path());
        files.map(|file| fs::read_to_string(file).expect("readable")).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn message(to: &str) -> NewMessage {
    NewMessage {
        school: SchoolId(1),
        pupils: vec![PupilId(1)],
        contact: Some(ContactId(11)),
        name: "Róisín Ellis".into(),
        channel: Channel::Email,
        to: to.into(),
        subject: "Amara was not at school this morning".into(),
        body: "Dear Róisín,\n\nplease tell us why Amara is away.\n".into(),
        template: "absent-today".into(),
        about: Vec::new(),
        at: jiff::Timestamp::UNIX_EPOCH,
        by: By { person: PersonId(1), name: "Sam Office".into(), position: "school office".into() },
    }
}

#[test]
fn a_message_reaches_a_mail_server_as_it_was_written() {
    let server = Server::start();
    let mail = Mail::new(&server.address(), "Hillside Primary <attendance@hillside.example>").expect("usable");
    let number = mail.carry(&message("roisin@home.example")).expect("taken");
    assert!(number.starts_with('<') && number.ends_with('>'), "{number}");
    let mails = server.mails();
    assert_eq!(mails.len(), 1);
    assert!(mails[0].contains("To: =?utf-8?b?"), "{}", mails[0]);
    assert!(mails[0].contains("<roisin@home.example>") && mails[0].contains(&number));
    assert!(mails[0].contains("Subject: Amara was not at school this morning"));
    assert!(mails[0].contains("please tell us why Amara is away."));
    assert_eq!(mail.progress(&number), Ok(Progress::Travelling));
}

#[test]
fn a_wrong_address_is_refused_for_good_and_a_server_that_is_away_is_tried_later() {
    let server = Server::start();
    let address = server.address();
    let mail = Mail::new(&address, "Hillside Primary <attendance@hillside.example>").expect("usable");
    assert!(matches!(mail.carry(&message("nobody at home")), Err(CarryError::Never(_))));
    drop(server);
    assert!(matches!(mail.carry(&message("roisin@home.example")), Err(CarryError::Later(_))));
}

#[test]
fn a_sender_or_a_server_that_cannot_be_is_told_at_once() {
    let refused = Mail::new("ftp://mail.example", "Hillside <a@hillside.example>").err().expect("no mail server");
    assert!(refused.to_string().ends_with("write `smtps://USER:PASSWORD@HOST`"), "{refused}");
    let refused = Mail::new("smtp://127.0.0.1:25", "Hillside").err().expect("no sender");
    assert!(refused.to_string().starts_with("`Hillside` is no sender"), "{refused}");
    let refused =
        Notify::new("http://127.0.0.1:1", "short", "7", || jiff::Timestamp::UNIX_EPOCH).err().expect("no key");
    assert!(refused.to_string().ends_with("copy it whole, as NAME-SERVICE-SECRET"), "{refused}");
}
