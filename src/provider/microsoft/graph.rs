//! Asking Graph: the one place where a token meets a request, and where a list is followed to its last page.

use super::budget::{Budget, LONGEST_ANSWER};
use super::one_line;
use super::wire::{Entries, Outcome, Page, Refusal};
use crate::base::http::{Answer, Http};
use crate::model::claims::Challenge;
use crate::model::error::{Error, Kind, Result};
use crate::model::explain::graph_error;
use crate::model::token::Credential;
use crate::provider::{Failure, Request};
use http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderName, HeaderValue, WWW_AUTHENTICATE};
use memchr::memmem;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::HashSet;
use tokio::sync::Semaphore;
use url::Url;
use uuid::Uuid;
use zeroize::Zeroizing;

/// How many requests one mailbox is asked at once; Exchange answers a fifth with 429.
/// Source: Microsoft Graph service-specific throttling limits, "Outlook service limits".
const MOST_AT_ONCE: usize = 4;
/// How many pages one list may have; more are a server that walks in circles.
const MOST_PAGES: usize = 1_000;

/// One mailbox's Graph for the length of one question.
pub struct Graph<'a> {
    request: &'a Request<'a>,
    http: Http,
    slots: Semaphore,
    budget: Budget,
    preferences: &'static str,
}

/// Ids that stay the same while an event is in the mailbox. Source: Microsoft Graph, "Get immutable identifiers for Outlook resources".
const LASTING_IDS: &str = "IdType=\"ImmutableId\"";
/// The same, and bodies as plain text. Source: Microsoft Graph v1.0, "Get event" (request headers).
const LASTING_IDS_AND_TEXT: &str = "IdType=\"ImmutableId\", outlook.body-content-type=\"text\"";

impl<'a> Graph<'a> {
    /// Nothing is sent yet.
    pub fn new(request: &'a Request<'a>) -> Self {
        let http = request.http.reading(LONGEST_ANSWER);
        let (slots, budget) = (Semaphore::new(MOST_AT_ONCE), Budget::default());
        Self { request, http, slots, budget, preferences: LASTING_IDS }
    }

    /// The same, and bodies come as plain text.
    pub fn with_bodies(self) -> Self {
        Self { preferences: LASTING_IDS_AND_TEXT, ..self }
    }

    /// The one thing at `/v1.0/me/…`.
    pub async fn one<T: DeserializeOwned>(&self, path: &[&str], query: &str) -> std::result::Result<T, Failure> {
        Ok(self.get(self.address(path, query)?).await?.json()?)
    }

    /// What a question that is sent as a document to `/v1.0/me/…` is answered with. It changes nothing, so that it may be sent again.
    pub async fn query<T: DeserializeOwned>(&self, path: &[&str], question: &Value) -> std::result::Result<T, Failure> {
        let mut request = self.with_headers(self.address(path, "")?)?;
        *request.method_mut() = reqwest::Method::POST;
        request.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        *request.body_mut() = Some(question.to_string().into());
        Ok(self.send(&request).await?.json()?)
    }

    /// Every item of the list at `/v1.0/me/…`: all its pages or a failure. The links between pages are followed as they are.
    /// Source: Microsoft Graph, "Paging Microsoft Graph data in your app".
    pub async fn list<T: DeserializeOwned + Entries + Send + 'static>(
        &self,
        path: &[&str],
        query: &str,
    ) -> std::result::Result<Vec<T>, Failure> {
        let mut url = self.address(path, query)?;
        let (mut items, mut seen, mut share) = (Vec::new(), HashSet::new(), self.budget.share());
        while seen.insert(url.clone()) && seen.len() <= MOST_PAGES {
            let (answer, page) = read::<Page<T>>(self.get(url).await?).await?;
            share.spend(&answer, &page.value)?;
            items.extend(page.value.read);
            let Some(link) = page.next_link else {
                share.keep();
                return Ok(items);
            };
            url = self.own_link(&link)?;
        }
        Err(Error::new(Kind::Other, "paging_loop", "Graph leads from page to page without an end.")
            .hint("try again in a moment")
            .into())
    }

    fn address(&self, path: &[&str], query: &str) -> Result<Url> {
        let graph = &self.request.account.endpoints.graph;
        let wrong = |_| Error::new(Kind::Internal, "bad_origin", format!("{graph} is not an address."));
        let mut url = Url::parse(graph.as_str()).map_err(wrong)?;
        if let Ok(mut segments) = url.path_segments_mut() {
            segments.clear().extend(["v1.0", "me"]).extend(path);
        }
        url.set_query(Some(query).filter(|query| !query.is_empty()));
        Ok(url)
    }

    /// A link that Graph gave, if the token may be sent there.
    fn own_link(&self, link: &str) -> Result<Url> {
        let graph = &self.request.account.endpoints.graph;
        let url = Url::parse(link).ok();
        let place = url.as_ref().map_or_else(|| "nowhere".to_owned(), |url| url.origin().ascii_serialization());
        url.filter(|url| graph.holds(url)).ok_or_else(|| {
            let message =
                format!("{graph} leads to {place} for its next page, where this account's token must not go.");
            Error::new(Kind::Other, "foreign_next_link", message)
                .hint(format!("check its servers: `calcli account show {}`", self.request.account.label))
        })
    }

    async fn get(&self, url: Url) -> std::result::Result<Answer, Failure> {
        self.send(&self.with_headers(url)?).await
    }

    /// An answer that says yes, whole: one that holds an error is none, whatever its status.
    async fn send(&self, request: &reqwest::Request) -> std::result::Result<Answer, Failure> {
        // The semaphore is never closed, so this is always a permit, held until the answer is there.
        let _slot = self.slots.acquire().await;
        let mut answer = self.http.send_patiently(request, self.request.deadline).await?;
        if answer.is_success() {
            if memmem::find(&answer.body, b"\"error\"").is_none() || answer.json::<Outcome>()?.error.is_none() {
                return Ok(answer);
            }
            answer.hide_what_was_sent();
        }
        Err(self.refused(&answer))
    }

    fn with_headers(&self, url: Url) -> Result<reqwest::Request> {
        let Credential::Bearer(token) = self.request.credential;
        let bearer = Zeroizing::new(format!("Bearer {}", token.expose()));
        let mut bearer = HeaderValue::from_str(&bearer).map_err(|_| {
            Error::new(Kind::SignInRequired, "token_malformed", "The token holds characters that no token has.")
                .hint(self.request.account.login_command())
        })?;
        bearer.set_sensitive(true);
        let mut request = reqwest::Request::new(reqwest::Method::GET, url);
        let headers = request.headers_mut();
        headers.insert(AUTHORIZATION, bearer);
        headers.insert(ACCEPT, HeaderValue::from_static("application/json"));
        headers.insert(HeaderName::from_static("prefer"), HeaderValue::from_static(self.preferences));
        if let Ok(id) = HeaderValue::from_str(&Uuid::new_v4().to_string()) {
            headers.insert(HeaderName::from_static("client-request-id"), id);
        }
        Ok(request)
    }

    /// What a refusal means. That the identity has no mailbox is also told by a 401, and then no token would help; that the token
    /// lacks what a policy asks for is also told by a 403, and then another one would.
    /// Source: Microsoft Graph, "Microsoft Graph error responses"; the codes of a nested error say more than the outer one's.
    fn refused(&self, answer: &Answer) -> Failure {
        let challenge = challenge(answer);
        let status = if challenge.is_some() { 401 } else { answer.status };
        let speaks_for_itself = matches!(status, 401 | 429 | 500..) || (status >= 400 && answer.body.is_empty());
        let refusal = match answer.json::<Refusal>() {
            Err(no_refusal) if !speaks_for_itself => return no_refusal.into(),
            refusal => refusal.unwrap_or_default(),
        };
        let said = one_line(refusal.message());
        let meaning = |code: &str| graph_error(status, code, &said, self.request.account);
        let codes = refusal.codes();
        let no_mailbox = codes.iter().map(|code| meaning(code)).find(|error| error.kind == Kind::NoMailbox);
        let error = no_mailbox.unwrap_or_else(|| meaning(codes.first().copied().unwrap_or_default()));
        if status == 401 && error.kind != Kind::NoMailbox {
            return Failure::Unauthorized { challenge, error };
        }
        error.into()
    }
}

/// An answer and what it says. A long one is read on a thread of its own, so that several are at once.
async fn read<T: DeserializeOwned + Send + 'static>(answer: Answer) -> Result<(Answer, T)> {
    let read = move || answer.json().map(|content| (answer, content));
    tokio::task::spawn_blocking(read).await.unwrap_or_else(|stopped| std::panic::resume_unwind(stopped.into_panic()))
}

/// What an answer asks a token to hold, in whichever of its headers. Source: Microsoft Graph, "Microsoft Graph error responses".
fn challenge(answer: &Answer) -> Option<Challenge> {
    if !matches!(answer.status, 401 | 403) {
        return None;
    }
    // A description in another language may stand beside the claims, in whatever encoding.
    let values = answer.headers.get_all(WWW_AUTHENTICATE).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
    let values: Vec<_> = values.collect();
    Challenge::in_headers(&values.join(", "))
}
