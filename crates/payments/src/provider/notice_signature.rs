//! Signatures of notices: HMAC-SHA256 over the second of the sending, a point and the raw bytes, written
//! `t=SECOND,v1=HEXADECIMAL`.

use hmac::{Hmac, KeyInit as _, Mac as _};
use secrecy::{ExposeSecret as _, SecretString};
use sha2::Sha256;
use types::Timestamp;

/// The seconds by which a notice may be older or newer than the clock says.
const WINDOW: i64 = 300;

/// The reason why a notice is not taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ForgedNotice {
    /// The provider sends no notices.
    #[error("the provider sends no notices")]
    NoNotices,
    /// The signature is missing or malformed.
    #[error("the signature of the notice is missing or malformed")]
    NoSignature,
    /// The signature is of another moment.
    #[error("the signature of the notice is of another moment than now")]
    OtherMoment,
    /// The signature was not made with a secret of the settings.
    #[error("the signature of the notice is wrong")]
    WrongSignature,
    /// The signature is right, and the text can't be read.
    #[error("the notice can't be read")]
    Unreadable,
}

/// Returns the signature of a notice that is sent in this second.
pub fn sign_notice(raw: &[u8], secret: &SecretString, second: i64) -> String {
    let signature = mac(raw, secret, second).finalize().into_bytes();
    format!("t={second},v1={}", data_encoding::HEXLOWER.encode(&signature))
}

/// Verifies that a notice was signed with one of the secrets, within some minutes of `now`. A notice may have several
/// signatures, while its sender changes its secret.
pub(super) fn verify(
    raw: &[u8],
    header: Option<&str>,
    secrets: &[SecretString],
    now: Timestamp,
) -> Result<(), ForgedNotice> {
    let header = header.ok_or(ForgedNotice::NoSignature)?;
    let parts = || header.split(',').filter_map(|part| part.trim().split_once('='));
    let second = parts().find(|(name, _)| *name == "t").and_then(|(_, second)| second.parse::<i64>().ok());
    let second = second.ok_or(ForgedNotice::NoSignature)?;
    if now.seconds().abs_diff(second) > WINDOW.unsigned_abs() {
        return Err(ForgedNotice::OtherMoment);
    }
    let signatures = parts()
        .filter(|(name, _)| *name == "v1")
        .filter_map(|(_, hex)| data_encoding::HEXLOWER_PERMISSIVE.decode(hex.as_bytes()).ok());
    // The comparison takes the same time wherever two signatures differ.
    let is_right =
        |signature: &[u8]| secrets.iter().any(|secret| mac(raw, secret, second).verify_slice(signature).is_ok());
    if signatures.take(4).any(|signature| is_right(&signature)) { Ok(()) } else { Err(ForgedNotice::WrongSignature) }
}

fn mac(raw: &[u8], secret: &SecretString, second: i64) -> Hmac<Sha256> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()).expect("a key may have any length");
    mac.update(second.to_string().as_bytes());
    mac.update(b".");
    mac.update(raw);
    mac
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_800_000_000_500);

    #[test]
    fn signature_is_of_the_bytes_the_moment_and_one_of_two_secrets() {
        let secrets: [SecretString; 2] = ["new".into(), "old".into()];
        let at = |second: i64| sign_notice(b"{}", &secrets[1], 1_800_000_000 + second);
        let check = |raw: &[u8], header: Option<&str>| verify(raw, header, &secrets, NOW);

        assert_eq!(check(b"{}", Some(&at(0))), Ok(()));
        assert_eq!(check(b"{}", Some(&sign_notice(b"{}", &secrets[0], 1_800_000_000))), Ok(()));
        assert_eq!(check(b"{}", Some(&format!("{},v1=00", at(300)))), Ok(()));
        assert_eq!(check(b"{ }", Some(&at(0))), Err(ForgedNotice::WrongSignature));
        assert_eq!(check(b"{}", Some(&at(0).replace("t=18", "t=18 "))), Err(ForgedNotice::NoSignature));
        for second in [-301, 301, i64::MIN + 1_800_000_000] {
            let second = second.saturating_add(0);
            assert_eq!(check(b"{}", Some(&at(second))), Err(ForgedNotice::OtherMoment), "{second}");
        }
        for header in [None, Some(""), Some("v1=aa"), Some("t=,v1=aa")] {
            assert_eq!(check(b"{}", header), Err(ForgedNotice::NoSignature), "{header:?}");
        }
        for header in ["t=1800000000", "t=1800000000,v1=zz", "t=1800000000,v1="] {
            assert_eq!(check(b"{}", Some(header)), Err(ForgedNotice::WrongSignature), "{header:?}");
        }
        let stranger = sign_notice(b"{}", &"stranger".into(), 1_800_000_000);
        assert_eq!(check(b"{}", Some(&stranger)), Err(ForgedNotice::WrongSignature));
        assert_eq!(verify(b"{}", Some(&at(0)), &[], NOW), Err(ForgedNotice::WrongSignature));
    }
}
