//! What happens on the way to a server: no connection, no trust, or an answer of somebody in between.

use super::Entry;
use crate::model::error::Kind::Network;

const AGAIN: &str = "try again in a moment";
const IN_BETWEEN: &str =
    "open a browser and see what it shows: a captive portal wants you to sign in, a proxy says why it refuses";

/// Every failure of the way; `base/http` words the error itself, with the host in it.
pub(super) const TABLE: &[Entry] = &[
    Entry {
        codes: &["unreachable"],
        kind: Network,
        happened: "The server cannot be reached.",
        why: "There is no network, its name is not found, or a firewall or a proxy refuses.",
        steps: &["check the network, and HTTPS_PROXY if there is a proxy"],
    },
    Entry {
        codes: &["timeout"],
        kind: Network,
        happened: "The server did not answer in time, or, in a sign-in, the person (which ends `login` with 1).",
        why: "The network is slow or swallows packets, or the service is busy.",
        steps: &[
            "allow it longer, or less to see the others at once: `calcli events --timeout 2m`, `calcli events --timeout 3s`",
            "to leave it out: `calcli events --except NAME`",
        ],
    },
    Entry {
        codes: &["tls_untrusted"],
        kind: Network,
        happened: "The server's certificate is not trusted.",
        why: "Most often the company's network opens and inspects TLS, with a CA of its own; else the machine's clock is wrong, or somebody pretends to be the server.",
        steps: &[
            "if your network inspects TLS, install its CA in the system, or name it: `SSL_CERT_FILE=/path/to/ca.pem calcli events`",
            "check the machine's date",
        ],
    },
    Entry {
        codes: &["no_tls"],
        kind: Network,
        happened: "No secure connection can be made at all.",
        why: "The machine has no CA certificates, or SSL_CERT_FILE names none.",
        steps: &["install them (Debian: apt install ca-certificates), or set SSL_CERT_FILE to a file that holds them"],
    },
    Entry {
        codes: &["html_instead_of_json"],
        kind: Network,
        happened: "A web page came back where data was expected.",
        why: "A captive portal or a proxy answered in place of Microsoft.",
        steps: &[IN_BETWEEN],
    },
    Entry {
        codes: &["redirected"],
        kind: Network,
        happened: "The server, or somebody in its place, redirected to another address, which was not followed.",
        why: "A token is never sent to an address that the account does not name.",
        steps: &[IN_BETWEEN],
    },
    Entry {
        codes: &["bad_json", "bad_token_answer", "broken_answer", "answer_too_long"],
        kind: Network,
        happened: "The answer is broken.",
        why: "The connection broke off, or something in between changed what was said.",
        steps: &[AGAIN],
    },
];
