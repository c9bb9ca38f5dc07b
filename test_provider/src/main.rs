//! `test_provider ADDRESS SECRET [FILE]`: the provider as a program. The ledger is kept in the file, if one is named.

use std::{net::SocketAddr, path::Path, process::ExitCode};

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (listen, secret, file) = match arguments.as_slice() {
        [listen, secret] => (listen, secret, None),
        [listen, secret, file] => (listen, secret, Some(Path::new(file))),
        _ => return failed("write test_provider ADDRESS SECRET [FILE], such as 127.0.0.1:4000 secret ledger.json"),
    };
    let Ok(listen) = listen.parse::<SocketAddr>() else {
        return failed("an address has a port, such as 127.0.0.1:4000");
    };
    match test_provider::start(listen, secret, file).await {
        Ok(mut provider) => {
            println!("{}", provider.origin);
            provider.died().await;
            failed("the provider has died, as it was told")
        }
        Err(error) => failed(&error.to_string()),
    }
}

fn failed(text: &str) -> ExitCode {
    eprintln!("{text}");
    ExitCode::FAILURE
}
