//! The pretend Microsoft Graph: who may read what, and the routes of a mailbox's calendars.

mod calendar;
mod corpus;
mod crowd;
pub(super) mod diary;
mod event;
mod meeting;
pub(super) mod problem;
mod query;
mod schedule;
mod week;
mod zone;

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::{FromRequestParts, Path};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use http::header::CONTENT_TYPE;
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use serde_json::{Value, json};

use super::fault::{FaultKind, Moment};
use super::ledger::{BadToken, Session};
use super::state::{Host, Shared, Visit};
use calendar::Calendar;
use problem::Problem;
use query::{Preferences, Query};

pub(super) fn routes() -> Router<Arc<Shared>> {
    Router::new()
        .route("/v1.0/me", get(me))
        .route("/v1.0/me/calendars", get(calendars))
        .route("/v1.0/me/calendar", get(default_calendar))
        .route("/v1.0/me/calendars/{id}", get(one_calendar))
        .route("/v1.0/me/calendarView", get(default_view))
        .route("/v1.0/me/calendar/calendarView", get(default_view))
        .route("/v1.0/me/calendars/{id}/calendarView", get(one_view))
        .route("/v1.0/me/events/{id}", get(one_event))
        .route("/v1.0/me/calendar/getSchedule", post(schedules))
        .fallback(nothing_here)
}

async fn me(call: Call) -> Response {
    call.answer(|call, session| call.profile(session).map(Json))
}

async fn calendars(call: Call) -> Response {
    call.answer(|call, session| call.calendars(session).map(Json))
}

async fn default_calendar(call: Call) -> Response {
    call.answer(|call, session| call.calendar(session, None).map(Json))
}

async fn one_calendar(call: Call, Path(id): Path<String>) -> Response {
    call.answer(|call, session| call.calendar(session, Some(&id)).map(Json))
}

async fn default_view(call: Call) -> Response {
    call.answer(|call, session| call.view(session, None))
}

async fn one_view(call: Call, Path(id): Path<String>) -> Response {
    call.answer(|call, session| call.view(session, Some(&id)))
}

async fn one_event(call: Call, Path(id): Path<String>) -> Response {
    call.answer(|call, session| call.event(session, &id).map(Json))
}

async fn schedules(call: Call, body: Bytes) -> Response {
    call.answer(|call, session| call.schedules(session, &body).map(Json))
}

async fn nothing_here(call: Call) -> Response {
    call.answer(|_, _| Err::<Response, _>(Problem::no_resource()))
}

/// How one page of a list is cut.
#[derive(Debug)]
struct Cut {
    /// The most items.
    size: usize,
    /// What is wrong with the link to the next one.
    link: Option<FaultKind>,
}

/// A request with all that its answer needs.
struct Call {
    shared: Arc<Shared>,
    visit: Visit,
    path: String,
    query: String,
    preferences: Preferences,
}

impl FromRequestParts<Arc<Shared>> for Call {
    type Rejection = StatusCode;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Self, StatusCode> {
        // Every request passes the gate, which leaves a visit; without one there is nothing to answer.
        let visit = parts.extensions.get::<Visit>();
        let visit = visit.cloned().ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        Ok(Call {
            shared: Arc::clone(shared),
            path: parts.uri.path().to_owned(),
            query: parts.uri.query().unwrap_or_default().to_owned(),
            preferences: Preferences::parse(&visit.prefer),
            visit,
        })
    }
}

impl Call {
    fn answer<B: IntoResponse>(self, handle: impl FnOnce(&Call, &Session) -> Result<B, Problem>) -> Response {
        let outcome = self.session().and_then(|session| handle(&self, &session));
        match outcome.map(IntoResponse::into_response) {
            Ok(mut response) => {
                for applied in self.preferences.applied() {
                    if let Ok(value) = HeaderValue::from_str(&applied) {
                        response.headers_mut().append("preference-applied", value);
                    }
                }
                response
            }
            Err(problem) => problem.respond(&self.shared, &self.visit),
        }
    }

    fn session(&self) -> Result<Session, Problem> {
        let Some(token) = self.visit.bearer.as_deref() else {
            return Err(Problem::bad_token("Access token is empty."));
        };
        let outcome = self.shared.lock().ledger.check_access(token);
        let session = outcome.map_err(|bad| match bad {
            BadToken::Expired => Problem::bad_token("Lifetime validation failed, the token is expired."),
            BadToken::Revoked => Problem::bad_token("Access token has been revoked."),
            BadToken::Unknown if token.matches('.').count() == 2 => {
                Problem::bad_token("Access token validation failure. Invalid audience.")
            }
            BadToken::Unknown => Problem::bad_token(
                "IDX14100: JWT is not well formed, there are no dots (.).\nThe token needs to be in JWS or JWE \
                 Compact Serialization Format.",
            ),
        })?;
        self.challenge(token).map_or(Ok(session), Err)
    }

    /// The challenge that a good token meets, where a policy asks for more than it holds.
    fn challenge(&self, token: &str) -> Option<Problem> {
        let mut state = self.shared.lock();
        let asked = state.ledger.access_claims(token).filter(|asked| asked.hear_challenges())?.clone();
        let unmet = |kind: &FaultKind| matches!(kind, FaultKind::ClaimsChallenge { claims, .. } if !asked.meet(claims));
        match state.faults.take_if(self.visit.site, Moment::Admission, unmet)? {
            FaultKind::ClaimsChallenge { status, claims } => Some(Problem::insufficient_claims(status, claims)),
            _ => None,
        }
    }

    fn profile(&self, session: &Session) -> Result<Value, Problem> {
        if !session.has_scope("User.Read") {
            return Err(Problem::not_privileged());
        }
        let user = session.user;
        Ok(json!({
            "@odata.context": self.context("users/$entity"),
            "id": session.user.oid_in(session.tenant),
            "displayName": user.name,
            "mail": user.mailbox.then_some(user.username),
            "userPrincipalName": user.username,
        }))
    }

    /// The calendars that the session may look at, default first.
    fn mailbox(session: &Session) -> Result<Vec<Calendar>, Problem> {
        if !session.scopes.iter().any(|scope| scope.starts_with("Calendars.")) {
            return Err(Problem::access_denied());
        }
        if session.user.home != session.tenant {
            return Err(Problem::no_organization(session.tenant.id));
        }
        if !session.user.mailbox {
            return Err(Problem::no_mailbox());
        }
        Ok(Calendar::all_of(session.user))
    }

    fn pick(session: &Session, id: Option<&str>) -> Result<Calendar, Problem> {
        let mut calendars = Call::mailbox(session)?.into_iter();
        match id {
            None => calendars.find(|calendar| calendar.is_default),
            Some(id) => calendars.find(|calendar| calendar.id() == id),
        }
        .ok_or_else(Problem::no_item)
    }

    fn calendars(&self, session: &Session) -> Result<Value, Problem> {
        let query = Query::for_calendars(&self.query)?;
        let calendars = Call::mailbox(session)?;
        let item = |calendar: &Calendar| query.select(calendar.to_json());
        Ok(self.page("me/calendars", &calendars, item, &query, &self.cut(&query), session))
    }

    fn calendar(&self, session: &Session, id: Option<&str>) -> Result<Value, Problem> {
        let query = Query::for_calendar(&self.query)?;
        let calendar = Call::pick(session, id)?;
        let mut body = query.select(calendar.to_json());
        body["@odata.context"] = json!(self.context("me/calendars/$entity"));
        Ok(body)
    }

    /// A page of a view. What is in it is not worked out again where it was asked for before.
    fn view(&self, session: &Session, id: Option<&str>) -> Result<impl IntoResponse + use<>, Problem> {
        let query = Query::for_view(&self.query)?;
        let window = query.window()?;
        let calendar = Call::pick(session, id)?;
        if calendar.is_shared() && !Call::may_read_shared(session) {
            return Err(Problem::access_denied());
        }
        let (writer, cut) = (self.writer(session)?, self.cut(&query));
        let (diary, path, text, prefer) = (&self.shared.diary, &self.path, &self.query, &self.visit.prefer);
        let name = format!("{} {path} {text} {prefer:?} {:?} {cut:?}", calendar.id(), session.scopes);
        let page = diary.page(name, || {
            let mut occurrences = calendar.occurrences(diary.meetings_around(calendar.owner), &window);
            if query.ordered {
                occurrences.sort_by_cached_key(|occurrence| occurrence.span.bounds(calendar.owner.zone));
            } else {
                // The real order is unspecified; a stable scramble keeps clients from relying on one.
                occurrences.sort_by_cached_key(event::Occurrence::scrambled);
            }
            let item = |occurrence: &event::Occurrence<'_>| query.select(writer.event(occurrence));
            let body = self.page("me/calendarView", &occurrences, item, &query, &cut, session);
            serde_json::to_vec(&body).unwrap_or_default()
        });
        Ok(([(CONTENT_TYPE, "application/json")], page))
    }

    fn event(&self, session: &Session, id: &str) -> Result<Value, Problem> {
        let query = Query::for_event(&self.query)?;
        let calendars = Call::mailbox(session)?;
        let writer = self.writer(session)?;
        let id = event::EventId::parse(id).ok_or_else(Problem::bad_id)?;
        let calendar = calendars.iter().find(|calendar| calendar.seal() == id.seal).ok_or_else(Problem::no_item)?;
        if calendar.is_shared() && !Call::may_read_shared(session) {
            return Err(Problem::access_denied());
        }
        let mut meetings = calendar.meetings(self.shared.diary.meetings_around(calendar.owner));
        let meeting = meetings.find(|meeting| meeting.key == id.key).ok_or_else(Problem::no_item)?;
        let occurrence = calendar.occurrence(meeting, id.date).ok_or_else(Problem::no_item)?;
        let mut body = query.select(writer.event(&occurrence));
        body["@odata.context"] = json!(self.context("me/events/$entity"));
        Ok(body)
    }

    /// Personal accounts know of nobody else.
    fn schedules(&self, session: &Session, body: &[u8]) -> Result<Value, Problem> {
        Call::mailbox(session)?;
        if session.user.is_personal() {
            return Err(Problem::access_denied());
        }
        let entries = schedule::Question::read(body)?.answer(session, &self.shared, &self.writer(session)?)?;
        let context = self.context("Collection(microsoft.graph.scheduleInformation)");
        Ok(json!({ "@odata.context": context, "value": entries }))
    }

    fn writer(&self, session: &Session) -> Result<event::Writer, Problem> {
        let whole =
            session.scopes.iter().any(|scope| scope.starts_with("Calendars.") && scope != "Calendars.ReadBasic");
        event::Writer::new(&self.preferences, whole, self.shared.options.ical_uid)
    }

    fn may_read_shared(session: &Session) -> bool {
        session.scopes.iter().any(|scope| scope.ends_with(".Shared"))
    }

    fn context(&self, what: &str) -> String {
        format!("{}/v1.0/$metadata#{what}", self.shared.graph)
    }

    /// How a page is to be cut, with whatever faults there are in force.
    fn cut(&self, query: &Query) -> Cut {
        let asked = query.page_size(self.preferences.page_size);
        let size = match self.shared.fault(self.visit.site, Moment::Paging) {
            Some(FaultKind::SmallPages { size }) => asked.min(size.max(1)),
            _ => asked,
        };
        Cut { size, link: self.shared.fault(self.visit.site, Moment::Link) }
    }

    /// One page of a collection, with the address of the next.
    fn page<T>(
        &self,
        what: &str,
        all: &[T],
        item: impl Fn(&T) -> Value,
        query: &Query,
        cut: &Cut,
        session: &Session,
    ) -> Value {
        let (size, total) = (cut.size, all.len());
        let value: Vec<Value> = all.iter().skip(query.skip).take(size).map(item).collect();
        let mut body = json!({ "@odata.context": self.context(what), "value": value });
        let reached = query.skip.saturating_add(size);
        if reached < total {
            // The last of the first page comes again as the first of the second, as Graph is known to do.
            let next = if query.skip == 0 && size > 1 { reached - 1 } else { reached };
            let address = format!("{}{}", self.shared.graph, self.path);
            body["@odata.nextLink"] = json!(query.next(&address, next, session.user.is_personal()));
        }
        match cut.link {
            Some(FaultKind::LoopingNextLink) => {
                let same = format!("{}{}?{}", self.shared.graph, self.path, self.query);
                body["@odata.nextLink"] = json!(same);
            }
            Some(_) => {
                let elsewhere = self.shared.other_origin(Host::Graph);
                body["@odata.nextLink"] = json!(format!("{elsewhere}{}?$skip=10", self.path));
            }
            None => {}
        }
        body
    }
}
