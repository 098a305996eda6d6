//! The interface of GOV.UK Notify as its documentation describes it, answered by a server of our own on loopback: the service
//! itself cannot be reached from a test.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpListener,
    sync::mpsc,
    thread,
};

use domain::{
    act::By,
    id::{PersonId, PupilId, SchoolId},
    message::{Channel, NewMessage},
};
use jiff::Timestamp;
use post::{Carrier, CarryError, Notify, Progress};

const KEY: &str = "school-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0";

/// Answers one request after another with these; gives the requests.
fn service(answers: &'static [(&'static str, &'static str)]) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = format!("http://{}", listener.local_addr().expect("an address"));
    let (heard, requests) = mpsc::channel();
    thread::spawn(move || {
        for (status, body) in answers {
            let (mut stream, _) = listener.accept().expect("a request");
            let mut reader = BufReader::new(stream.try_clone().expect("readable"));
            let (mut request, mut length) = (String::new(), 0);
            loop {
                let mut line = String::new();
                reader.read_line(&mut line).expect("a line");
                if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                    length = value.trim().parse().expect("a length");
                }
                if line.trim().is_empty() {
                    break;
                }
                request.push_str(&line);
            }
            let mut content = vec![0; length];
            reader.read_exact(&mut content).expect("the whole body");
            request.push_str(&String::from_utf8(content).expect("text"));
            heard.send(request).expect("somebody listens");
            let size = body.len();
            let head = format!(
                "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {size}\r\nConnection: close\r\n\r\n"
            );
            stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body.as_bytes())).expect("answered");
        }
    });
    (address, requests)
}

fn message() -> NewMessage {
    NewMessage {
        school: SchoolId(1),
        pupils: vec![PupilId(1)],
        contact: None,
        name: "Rowan Ellis".into(),
        channel: Channel::Text,
        to: "07700 900111".into(),
        subject: String::new(),
        body: "Amara is not at school. Please ring 01632 960001.".into(),
        template: "absent-today".into(),
        about: Vec::new(),
        at: Timestamp::UNIX_EPOCH,
        by: By { person: PersonId(1), name: "Sam Office".into(), position: "school office".into() },
    }
}

fn noon() -> Timestamp {
    Timestamp::from_second(1_795_000_000).expect("an instant")
}

#[test]
fn a_text_message_is_handed_over_with_a_signed_request_and_its_arrival_is_asked_for() {
    let (address, requests) = service(&[
        ("201 Created", r#"{"id": "740e5834-3a29-46b4-9a6f-16142fde533a"}"#),
        ("200 OK", r#"{"status": "sending"}"#),
        ("200 OK", r#"{"status": "delivered"}"#),
        ("200 OK", r#"{"status": "permanent-failure"}"#),
    ]);
    let notify = Notify::new(&address, KEY, "template-7", noon).expect("usable");
    let number = notify.carry(&message()).expect("taken");
    assert_eq!(number, "740e5834-3a29-46b4-9a6f-16142fde533a");
    let request = requests.recv().expect("a request");
    assert!(request.starts_with("POST /v2/notifications/sms HTTP/1.1"), "{request}");
    assert!(request.contains(r#""template_id":"template-7""#) && request.contains("Please ring 01632 960001."));
    // The token names the service that the key belongs to, and the secret stays at home.
    let token = request.split("Bearer ").nth(1).and_then(|rest| rest.split_whitespace().next()).expect("a token");
    assert_eq!(token.split('.').count(), 3);
    assert!(!request.contains("3d844edf"));
    assert_eq!(notify.progress(&number), Ok(Progress::Travelling));
    assert_eq!(notify.progress(&number), Ok(Progress::Delivered));
    assert_eq!(notify.progress(&number), Ok(Progress::Failed("the number does not exist".into())));
}

#[test]
fn a_refusal_for_good_is_told_from_one_that_may_be_over_later() {
    let (address, _requests) = service(&[
        ("400 Bad Request", r#"{"errors": [{"error": "ValidationError", "message": "phone_number is too short"}]}"#),
        ("429 Too Many Requests", r#"{"errors": [{"error": "RateLimitError", "message": "too many"}]}"#),
    ]);
    let notify = Notify::new(&address, KEY, "template-7", noon).expect("usable");
    let never = notify.carry(&message()).expect_err("refused");
    assert_eq!(never, CarryError::Never("GOV.UK Notify refused it: phone_number is too short".into()));
    assert!(matches!(notify.carry(&message()), Err(CarryError::Later(_))));
}
