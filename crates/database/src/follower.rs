//! The follower: the strict protocol by which processes on one PostgreSQL database learn of each other's writes.
//!
//! Each follower keeps a row with the newest revision it knows and the end of its lease. A writer
//! [notifies](crate::change_notifier) the followers, and its commit returns only when every follower whose lease has not
//! ended knows its revision. A follower that hangs, or is cut off, stops trusting its lease before the writer stops
//! waiting.
//!
//! A follower has its own connections, so that it never waits for pages, and it is the first to find out that the server
//! is gone: then it opens the [circuit breaker](crate::CircuitBreaker).

use std::{convert::Infallible, io, time::Duration};

use coherence::{Epoch, Lease, Revision, Version};
use sqlx::{ConnectOptions as _, PgConnection, PgPool};
use tokio::time::{Instant, sleep, timeout};

use crate::{
    CircuitBreaker,
    change_notifier::{ChangeNotifier, Subscription},
    error::is_server_gone,
    postgres::PostgresServer,
};

/// The length of a lease, counted from the start of its renewal.
const TRUST: Duration = Duration::from_secs(4);
/// The time between two renewals while nothing is written.
const RENEWAL: Duration = Duration::from_secs(1);
/// The time in which the server must accept a connection, or return the newest revision.
const ANSWER: Duration = Duration::from_secs(1);
/// The time in which the server must write the follower's row; a busy disk is not an outage.
const WRITE: Duration = Duration::from_secs(3);
/// The pause after a failure.
const BREATH: Duration = Duration::from_millis(500);
/// The pause between two of a writer's checks whether all followers know its revision.
const LOOK: Duration = Duration::from_millis(2);

/// The time between two log lines about the same failure.
const QUIET: Duration = Duration::from_secs(60);

/// Follows changes until it is dropped. After a failure it tries again, the first time at once.
pub(crate) async fn run(server: &PostgresServer, notifier: &ChangeNotifier, lease: &Lease, breaker: &CircuitBreaker) {
    let mut logged: Option<Instant> = None;
    loop {
        let Err(failure) = follow_until_failure(server, notifier, lease, breaker).await;
        let had_followed = lease.fail(failure.is_silence());
        if failure.is_outage {
            breaker.open(&failure.error.to_string());
        }
        if logged.is_none_or(|last| last.elapsed() >= QUIET) {
            logged = Some(Instant::now());
            tracing::warn!(error = %failure.error, "changes can't be followed: until that works, every page queries the database");
        }
        if !had_followed {
            sleep(BREATH).await;
        }
    }
}

/// Ends this process's lease, so that writers don't wait for a process that has stopped. The caller has stopped the follower and
/// answers nothing from a cache. If the server does not answer, the lease ends by itself.
pub(crate) async fn release(server: &PostgresServer, lease: &Lease) {
    let row = lease.release();
    if row == 0 {
        return;
    }
    let pool = server.pool();
    let released = sqlx::query("DELETE FROM follower WHERE id = $1").bind(row).execute(&pool);
    if let Err(error) = within(ANSWER, released).await {
        tracing::warn!(%error, "releasing the database lease failed: writers wait for its end, up to 4.5 seconds");
    }
}

/// The reason why a follower stopped.
struct Failure {
    error: sqlx::Error,
    /// The server is gone, and not this connection alone.
    is_outage: bool,
}

impl Failure {
    fn of_server(error: sqlx::Error) -> Self {
        Self { is_outage: is_server_gone(&error), error }
    }

    fn of_reading(error: sqlx::Error) -> Self {
        Self { is_outage: is_timeout(&error), error }
    }

    const fn of_connection(error: sqlx::Error) -> Self {
        Self { is_outage: false, error }
    }

    fn is_silence(&self) -> bool {
        is_timeout(&self.error)
    }
}

async fn follow_until_failure(
    server: &PostgresServer,
    notifier: &ChangeNotifier,
    lease: &Lease,
    breaker: &CircuitBreaker,
) -> Result<Infallible, Failure> {
    let connection = within(ANSWER, server.options().connect()).await.map_err(Failure::of_server)?;
    let mut subscription =
        within(ANSWER, notifier.subscribe(server.options())).await.map_err(Failure::of_connection)?;
    let mut follower = Follower::begin(connection, lease).await?;
    follower.renew().await?;
    if breaker.is_open() {
        within(ANSWER, server.reconnect()).await.map_err(Failure::of_server)?;
        breaker.close();
    }
    lease.succeed();
    follower.keep_renewing(&mut subscription).await
}

struct Follower<'a> {
    connection: PgConnection,
    lease: &'a Lease,
    id: i64,
    known: Option<Version>,
}

impl<'a> Follower<'a> {
    /// Inserts the follower's row. From here on writers wait for this follower, so that it misses no revision after the one it
    /// reads next.
    async fn begin(mut connection: PgConnection, lease: &'a Lease) -> Result<Self, Failure> {
        let inserted = async {
            let id: i64 = sqlx::query_scalar(
                "INSERT INTO follower (revision, trusted_until)
                VALUES (-1, clock_timestamp() + $1 * INTERVAL '1 ms')
                RETURNING id",
            )
            .bind(at_the_writers())
            .fetch_one(&mut connection)
            .await?;
            sqlx::query(
                "DELETE FROM follower WHERE id = $1 OR trusted_until < clock_timestamp() - INTERVAL '1 minute'",
            )
            .bind(lease.replace_row(id))
            .execute(&mut connection)
            .await?;
            Ok(id)
        };
        let id = within(WRITE, inserted).await.map_err(Failure::of_connection)?;
        Ok(Self { connection, lease, id, known: None })
    }

    async fn keep_renewing(&mut self, subscription: &mut Subscription<'_>) -> Result<Infallible, Failure> {
        loop {
            // A lost connection answers with an error, or with silence: both end in a renewal that finds out.
            let received = timeout(RENEWAL, subscription.recv()).await.ok();
            let was_notified = received.transpose().map_err(Failure::of_connection)?.is_some();
            if self.renew().await? && !was_notified {
                subscription.resubscribe();
            }
        }
    }

    /// Reads the newest version and records it as known. Returns `true` if it is a new one.
    async fn renew(&mut self) -> Result<bool, Failure> {
        let began = Instant::now();
        let newest = within(ANSWER, newest(&mut self.connection)).await.map_err(Failure::of_reading)?;
        let is_new = self.known.as_ref() != Some(&newest);
        if is_new {
            // Before any writer can see that it is known.
            self.lease.record_change();
        }
        within(WRITE, self.write(&newest)).await.map_err(Failure::of_connection)?;
        self.known = Some(newest);
        self.lease.trust_until(began + TRUST);
        Ok(is_new)
    }

    async fn write(&mut self, known: &Version) -> Result<(), sqlx::Error> {
        let renewed = sqlx::query(
            "UPDATE follower
            SET revision = $2, epoch = $3, trusted_until = clock_timestamp() + $4 * INTERVAL '1 ms'
            WHERE id = $1",
        )
        .bind(self.id)
        .bind(known.revision.0)
        .bind(known.epoch.as_str())
        .bind(at_the_writers())
        .execute(&mut self.connection)
        .await?;
        if renewed.rows_affected() == 0 { Err(sqlx::Error::RowNotFound) } else { Ok(()) }
    }
}

async fn newest(connection: &mut PgConnection) -> Result<Version, sqlx::Error> {
    let (revision, epoch): (i64, String) =
        sqlx::query_as("SELECT revision, epoch FROM shop_version").fetch_one(connection).await?;
    Ok(Version { revision: Revision(revision), epoch: Epoch::stored(epoch) })
}

/// Returns the milliseconds for which writers wait for a silent follower: longer than its lease, by more than clocks drift.
fn at_the_writers() -> i64 {
    i64::try_from(TRUST.as_millis()).unwrap_or(i64::MAX) + 500
}

async fn within<T>(limit: Duration, work: impl Future<Output = Result<T, sqlx::Error>>) -> Result<T, sqlx::Error> {
    timeout(limit, work).await.unwrap_or_else(|_| Err(io::Error::from(io::ErrorKind::TimedOut).into()))
}

fn is_timeout(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut)
}

/// Returns when every follower knows this revision, or its lease has ended.
pub(crate) async fn wait_for_followers(pool: &PgPool, revision: Revision) {
    let still_waiting = "SELECT EXISTS (
        SELECT 1
        FROM follower
        WHERE trusted_until > clock_timestamp()
        AND (revision < $1 OR (epoch <> '' AND epoch <> (SELECT epoch FROM shop_version)))
    )";
    loop {
        match sqlx::query_scalar(still_waiting).bind(revision.0).fetch_one(pool).await {
            Ok(false) => return,
            Ok(true) => sleep(LOOK).await,
            // The write is committed all the same. Followers are as cut off as this process is, or will know soon.
            Err(_) => return sleep(TRUST).await,
        }
    }
}
