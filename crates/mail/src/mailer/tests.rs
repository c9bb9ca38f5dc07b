//! Tests against aiosmtpd, a real SMTP server that misbehaves as told.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;
use types::{Language, Timestamp};

use super::*;
use crate::{Mailbox, MessageId};

/// An SMTP server as a process, which ends with the test.
struct TestServer {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl TestServer {
    fn start(arguments: &[&Path]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/smtp_server.py");
        // Debian's Python, whose packages the system's package manager installs.
        let mut command = Command::new("/usr/bin/python3");
        command.arg(script).arg(folder.path()).args(arguments).stdout(Stdio::piped());
        let mut process = command.spawn().unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().parse().expect("python3-aiosmtpd is installed: cargo xtask test does that");
        Self { process, port, folder }
    }

    fn mailer(&self) -> Mailer {
        let patience = Patience { answer: Duration::from_millis(1500), acceptance: Duration::from_millis(1500) };
        Mailer::with(self.server("smtp://127.0.0.1", "?tls=off"), "shop.example", patience, None)
    }

    fn server(&self, start: &str, end: &str) -> SmtpServer {
        SmtpServer::parse(&format!("{start}:{}{end}", self.port)).unwrap()
    }

    fn taken(&self) -> Vec<String> {
        let paths = (1..).map(|number| self.folder.path().join(format!("{number}.eml")));
        paths.map_while(|path| fs::read_to_string(path).ok()).collect()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _status = self.process.wait();
    }
}

fn mail_to(recipient: &str) -> Outgoing {
    let from = Mailbox::new(Some("Lumina"), "orders@shop.example").unwrap();
    Outgoing {
        message_id: MessageId::new("order-1.placed", &from),
        from,
        to: Mailbox::new(None, recipient).unwrap(),
        reply_to: None,
        subject: "شكرًا".to_owned(),
        html: "<p>Thank you</p>\n.\n".to_owned(),
        text: "Thank you\n.\n..\n".to_owned(),
        date: Timestamp(1_795_000_000_000),
        language: Language::from_code("en").unwrap(),
    }
}

fn step_and_answer(delivery: &Delivery) -> (&'static str, String) {
    match delivery {
        Delivery::Sent => ("sent", String::new()),
        Delivery::Deferred(error) => ("deferred", error.to_string()),
        Delivery::Refused(error) => ("refused", error.to_string()),
    }
}

#[tokio::test]
async fn mails_are_taken_over_one_connection() {
    let server = TestServer::start(&[]);
    let mailer = server.mailer();

    for _ in 0..3 {
        assert_eq!(mailer.send(&mail_to("anita@mail.example")).await, Delivery::Sent);
    }

    let taken = server.taken();
    assert_eq!(taken.len(), 3);
    assert!(taken[0].contains("\r\nThank you\r\n.\r\n..\r\n"), "{}", taken[0]);
    assert!(taken.iter().all(|mail| *mail == taken[0]), "a repeat is the same mail");
}

#[tokio::test]
async fn greylisted_mail_is_taken_at_the_next_try() {
    let server = TestServer::start(&[]);
    let (mailer, mail) = (server.mailer(), mail_to("greylist@mail.example"));

    let first = mailer.send(&mail).await;
    let second = mailer.send(&mail).await;

    let expected = "RCPT TO: 451 4.7.1 Greylisted, please try again later".to_owned();
    assert_eq!(step_and_answer(&first), ("deferred", expected));
    assert_eq!(second, Delivery::Sent);
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn refusals_of_the_recipient_are_final_and_others_are_not() {
    let server = TestServer::start(&[]);
    let mailer = server.mailer();
    for (recipient, outcome, answer) in [
        ("unknown@mail.example", "refused", "RCPT TO: 550 5.1.1 No such user here"),
        ("spam@mail.example", "refused", "DATA: 554 5.6.0 Message refused"),
        ("full@mail.example", "deferred", "RCPT TO: 452 4.2.2 Mailbox full"),
        ("relay@mail.example", "deferred", "RCPT TO: 554 5.7.1 Relay access denied"),
    ] {
        assert_eq!(step_and_answer(&mailer.send(&mail_to(recipient)).await), (outcome, answer.to_owned()));
    }
    assert_eq!(mailer.send(&mail_to("anita@mail.example")).await, Delivery::Sent, "after all of them");
}

#[tokio::test]
async fn mail_whose_answer_is_lost_is_sent_again_as_the_same_mail() {
    let server = TestServer::start(&[]);
    let (mailer, mail) = (server.mailer(), mail_to("vanish@mail.example"));

    let first = mailer.send(&mail).await;
    let second = mailer.send(&mail).await;

    assert_eq!(step_and_answer(&first).0, "deferred");
    assert_eq!(second, Delivery::Sent);
    let taken = server.taken();
    assert_eq!(taken.len(), 2);
    assert_eq!(taken[0], taken[1]);
    assert!(taken[0].contains("Message-ID: <order-1.placed@shop.example>"));
}

#[tokio::test]
async fn server_that_is_too_slow_or_away_defers() {
    let mut server = TestServer::start(&[]);
    let mailer = server.mailer();

    let slow = mailer.send(&mail_to("slow@mail.example")).await;
    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let away = mailer.send(&mail_to("anita@mail.example")).await;

    assert_eq!(step_and_answer(&slow), ("deferred", "DATA: the server did not answer in time".to_owned()));
    let (outcome, answer) = step_and_answer(&away);
    assert_eq!(outcome, "deferred");
    assert!(answer.starts_with("connecting: ") && answer.contains("refused"), "{answer}");
}

#[tokio::test]
async fn connection_that_the_server_has_closed_is_made_anew() {
    let mut server = TestServer::start(&[]);
    let mailer = server.mailer();
    assert_eq!(mailer.send(&mail_to("anita@mail.example")).await, Delivery::Sent);

    server.process.kill().unwrap();
    server.process.wait().unwrap();
    let restarted = TestServer::start(&[]);
    let mailer = Mailer { server: restarted.server("smtp://127.0.0.1", "?tls=off"), ..mailer };

    assert_eq!(mailer.send(&mail_to("anita@mail.example")).await, Delivery::Sent);
}

#[tokio::test]
async fn mail_goes_out_encrypted_and_signed_in_or_not_at_all() {
    let folder = tempfile::tempdir().unwrap();
    let [certificate, key] = certificate_of_localhost(folder.path());
    let server = TestServer::start(&[&certificate, &key]);
    let authority = Certificate::from_pem(&fs::read(&certificate).unwrap()).unwrap();
    let mailer = |start: &str, authority: Option<&Certificate>| {
        Mailer::with(server.server(start, ""), "shop.example", PATIENCE, authority.cloned())
    };
    let mail = mail_to("anita@mail.example");

    let sent = mailer("smtp://shop:secret@localhost", Some(&authority)).send(&mail).await;
    let wrong_password = mailer("smtp://shop:wrong@localhost", Some(&authority)).send(&mail).await;
    let unknown_authority = mailer("smtp://shop:secret@localhost", None).send(&mail).await;
    let wrong_name = mailer("smtp://shop:secret@127.0.0.1", Some(&authority)).send(&mail).await;

    assert_eq!(sent, Delivery::Sent);
    let (outcome, answer) = step_and_answer(&wrong_password);
    assert!(outcome == "deferred" && answer.starts_with("signing in: 535"), "{answer}");
    for refused in [unknown_authority, wrong_name] {
        let (outcome, answer) = step_and_answer(&refused);
        assert!(outcome == "deferred" && answer.starts_with("STARTTLS: "), "{answer}");
    }
    assert_eq!(server.taken().len(), 1);
}

#[tokio::test]
async fn password_is_not_sent_to_a_server_without_starttls() {
    let server = TestServer::start(&[]);
    let mailer = Mailer::with(server.server("smtp://shop:secret@localhost", ""), "shop.example", PATIENCE, None);

    let (outcome, answer) = step_and_answer(&mailer.send(&mail_to("anita@mail.example")).await);

    assert!(outcome == "deferred" && answer.starts_with("STARTTLS: "), "{answer}");
    assert_eq!(server.taken().len(), 0);
}

/// Makes a certificate for `localhost` and its key.
fn certificate_of_localhost(folder: &Path) -> [std::path::PathBuf; 2] {
    let paths = ["certificate.pem", "key.pem"].map(|name| folder.join(name));
    let names = "subjectAltName=DNS:localhost";
    let mut command = Command::new("openssl");
    command.args(["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2"]);
    command.args(["-subj", "/CN=localhost", "-addext", names, "-addext", "basicConstraints=critical,CA:FALSE"]);
    command.arg("-out").arg(&paths[0]).arg("-keyout").arg(&paths[1]);
    assert!(command.output().unwrap().status.success());
    paths
}
