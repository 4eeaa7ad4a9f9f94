//! One connection to a server that answers many requests on one (HTTP/2). Requests that begin at once would otherwise make one each,
//! since whether a server can is only known when the first connection is there.

use hyper_util::client::legacy::connect::Connection;
use std::pin::Pin;
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use tokio::sync::Mutex;
use tower_layer::Layer;
use tower_service::Service;

/// What is known of one server; every client is for one server only.
#[derive(Clone, Debug, Default)]
pub(super) struct Sharing(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    /// Whether one connection is enough.
    shared: OnceLock<bool>,
    first: Mutex<()>,
}

impl<S> Layer<S> for Sharing {
    type Service = Connector<S>;

    fn layer(&self, inner: S) -> Connector<S> {
        Connector { inner, sharing: self.clone() }
    }
}

/// Makes connections.
#[derive(Clone)]
pub(super) struct Connector<S> {
    inner: S,
    sharing: Sharing,
}

impl<S, T> Service<T> for Connector<S>
where
    S: Service<T, Response: Connection + Send, Error: Send, Future: Send> + Clone + Send + 'static,
    T: Send + 'static,
{
    type Response = S::Response;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<S::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, server: T) -> Self::Future {
        // The clone is not known to be ready, and so stays here.
        let next = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, next);
        let known = Arc::clone(&self.sharing.0);
        Box::pin(async move {
            if known.shared.get().is_none() {
                let _turn = known.first.lock().await;
                match known.shared.get() {
                    None => {
                        let made = inner.call(server).await;
                        let shares = |connection: &S::Response| connection.connected().is_negotiated_h2();
                        let _ = known.shared.set(made.as_ref().is_ok_and(shares));
                        return made;
                    }
                    // The client hands its request to the connection that was made meanwhile; were that broken, the time that
                    // connecting may take ends this.
                    Some(true) => return std::future::pending().await,
                    Some(false) => {}
                }
            }
            inner.call(server).await
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use hyper_util::client::legacy::connect::Connected;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    /// A connection that speaks HTTP/2, or not.
    struct Made(bool);

    impl Connection for Made {
        fn connected(&self) -> Connected {
            if self.0 { Connected::new().negotiated_h2() } else { Connected::new() }
        }
    }

    /// Makes connections, or fails, and counts.
    #[derive(Clone)]
    struct Network {
        outcome: Result<bool, ()>,
        asked: Arc<AtomicUsize>,
    }

    impl Service<()> for Network {
        type Response = Made;
        type Error = ();
        type Future = Pin<Box<dyn Future<Output = Result<Made, ()>> + Send>>;

        fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), ()>> {
            Poll::Ready(Ok(()))
        }

        fn call(&mut self, (): ()) -> Self::Future {
            self.asked.fetch_add(1, Ordering::Relaxed);
            let outcome = self.outcome;
            Box::pin(async move {
                tokio::task::yield_now().await;
                outcome.map(Made)
            })
        }
    }

    /// How many connections five requests that begin at once ask the network for, how many of them hear of one, and how many are
    /// asked for when a sixth comes later.
    async fn five(outcome: Result<bool, ()>) -> [usize; 3] {
        let asked = Arc::new(AtomicUsize::new(0));
        let mut connector = Sharing::default().layer(Network { outcome, asked: Arc::clone(&asked) });
        let waiting = (0..5).map(|_| connector.call(())).collect::<Vec<_>>();
        let soon = waiting.into_iter().map(|one| tokio::time::timeout(Duration::from_millis(50), one));
        let heard = futures_util::future::join_all(soon).await.into_iter().flatten().count();
        let at_once = asked.load(Ordering::Relaxed);
        let _ = connector.call(()).await;
        [at_once, heard, asked.load(Ordering::Relaxed)]
    }

    #[tokio::test]
    async fn requests_that_begin_at_once_share_a_connection_that_can_be_shared() {
        assert_eq!(five(Ok(true)).await, [1, 1, 2]);
    }

    #[tokio::test]
    async fn where_it_cannot_be_shared_or_made_each_makes_its_own() {
        assert_eq!(five(Ok(false)).await, [5, 5, 6]);
        assert_eq!(five(Err(())).await, [5, 5, 6]);
    }
}
