//! The two servers: their routes, and the gate every request passes, where it is recorded and where faults strike.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{ConnectInfo, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, StatusCode};

use super::door::{Door, Scissors};
use super::fault::{FaultKind, Moment};
use super::graph::problem::Problem;
use super::sabotage;
use super::state::{Host, Presence, Shared, Visit};
use super::{authorize, entra, graph, page, status};

/// Longer bodies than this are nobody's honest request.
const LONGEST_BODY: usize = 64 * 1024;
/// So many requests may be in flight for one mailbox.
const MAILBOX_CONCURRENCY: usize = 4;

/// Answers on both doors for ever. What belongs to the sandbox alone is not recorded, and no fault strikes there.
pub(super) async fn run(shared: Arc<Shared>, authority: Door, graph: Door) -> io::Result<()> {
    let authority_routes = entra::routes().merge(page::routes()).merge(authorize::routes());
    let (authority, graph) = tokio::join!(
        serve(&shared, Host::Authority, authority_routes, status::routes(&shared), authority),
        serve(&shared, Host::Graph, graph::routes(), Router::new(), graph),
    );
    authority.and(graph)
}

async fn serve(
    shared: &Arc<Shared>,
    host: Host,
    routes: Router<Arc<Shared>>,
    own_routes: Router<Arc<Shared>>,
    door: Door,
) -> io::Result<()> {
    let gate = Gate { shared: Arc::clone(shared), host };
    // In this order, so that an address that nobody serves is observed too.
    let service = own_routes
        .merge(routes.layer(from_fn_with_state(gate, observe)))
        .with_state(Arc::clone(shared))
        .into_make_service_with_connect_info::<Scissors>();
    axum::serve(door, service).await
}

#[derive(Clone)]
struct Gate {
    shared: Arc<Shared>,
    host: Host,
}

async fn observe(
    State(gate): State<Gate>,
    ConnectInfo(scissors): ConnectInfo<Scissors>,
    request: Request,
    next: Next,
) -> Response {
    let (mut parts, body) = request.into_parts();
    let body = to_bytes(body, LONGEST_BODY).await.unwrap_or_default();
    let (visit, seen) = Visit::of(&gate.shared, gate.host, &parts, &body);
    let index = {
        let mut state = gate.shared.lock();
        state.seen.push(seen);
        state.seen.len() - 1
    };
    parts.extensions.insert(visit.clone());
    let request = Request::from_parts(parts, Body::from(body));
    let Some(mut response) = gate.answer(&visit, request, next).await else {
        scissors.cut();
        return StatusCode::OK.into_response();
    };
    if gate.host == Host::Graph {
        stamp(&mut response, "request-id", &visit.request_id);
        stamp(&mut response, "client-request-id", &visit.client_request_id);
    }
    let seen = &mut gate.shared.lock().seen[index];
    (seen.status, seen.took) = (response.status().as_u16(), Some(seen.at.elapsed()));
    response
}

fn stamp(response: &mut Response, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

impl Gate {
    /// The answer, with whatever fault there is in force; `None` cuts the connection.
    async fn answer(&self, visit: &Visit, request: Request, next: Next) -> Option<Response> {
        let shared = &self.shared;
        let mailbox = visit.site.user.filter(|_| self.host == Host::Graph);
        let presence = mailbox.map(|user| Presence::enter(shared, user));
        let crowd = presence.as_ref().map_or(0, |presence| presence.crowd);
        if crowd > MAILBOX_CONCURRENCY {
            return Some(Problem::crowded().respond(shared, visit));
        }
        let slowness = match shared.fault(visit.site, Moment::Delay) {
            Some(FaultKind::Slow { millis }) => Duration::from_millis(millis),
            _ => Duration::ZERO,
        };
        let delay = shared.options.latency + slowness;
        if !delay.is_zero() {
            tokio::time::sleep(delay).await;
        }
        let mut response = match shared.fault(visit.site, Moment::Arrival) {
            Some(FaultKind::Reset) => return None,
            Some(fault) => sabotage::instead(&fault, self.host, shared, visit),
            None => next.run(request).await,
        };
        if response.status().is_success() && shared.fault(visit.site, Moment::Success).is_some() {
            response = sabotage::numbers_as_strings(response).await;
        }
        if let Some(fault) = shared.fault(visit.site, Moment::Departure) {
            response = sabotage::damage(&fault, response).await;
        }
        Some(response)
    }
}
