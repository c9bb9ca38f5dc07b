//! How the processes on one PostgreSQL database hear of each other's writes, strictly.
//!
//! Each follower keeps a row with the newest revision it knows of and a moment until which it may trust that
//! knowledge. A writer tells the [news](crate::news), and its commit counts as done only when every follower whose moment
//! has not passed knows its revision. A follower that hangs, or is cut off, stops trusting itself before the writer stops
//! waiting.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use sqlx::PgPool;
use tokio::time::{Instant, sleep, timeout};

use crate::{Epoch, Revision, Version, news::News};

/// How long a follower trusts what it knows after it began to renew its row.
const TRUST: Duration = Duration::from_secs(4);
/// How often it renews it when nothing is written.
const RENEWAL: Duration = Duration::from_secs(1);
/// After a failure.
const BREATH: Duration = Duration::from_millis(500);
/// How often a writer looks whether all followers know.
const LOOK: Duration = Duration::from_millis(2);

/// What a follower knows, for all who ask it in this process.
pub(crate) struct Lease {
    opened: Instant,
    heard: AtomicU64,
    /// Milliseconds after `opened`.
    trusted_until: AtomicU64,
}

impl Lease {
    pub(crate) fn new() -> Self {
        Self { opened: Instant::now(), heard: AtomicU64::new(0), trusted_until: AtomicU64::new(0) }
    }

    /// How often it heard of a write, while that can be trusted.
    pub(crate) fn heard(&self) -> Option<u64> {
        // Trust first: a write that is heard of between the two readings must not be missed.
        let trusted = self.opened.elapsed().as_millis() < u128::from(self.trusted_until.load(Ordering::SeqCst));
        let heard = self.heard.load(Ordering::SeqCst);
        trusted.then_some(heard)
    }

    fn hear(&self) {
        self.heard.fetch_add(1, Ordering::SeqCst);
    }

    fn trust_until(&self, moment: Instant) {
        let milliseconds = moment.duration_since(self.opened).as_millis();
        self.trusted_until.store(u64::try_from(milliseconds).unwrap_or(u64::MAX), Ordering::SeqCst);
    }

    fn distrust(&self) {
        self.trusted_until.store(0, Ordering::SeqCst);
    }
}

/// Follows until it is dropped; what fails is tried again, and nothing is trusted meanwhile.
pub(crate) async fn follow(pool: &PgPool, news: &News, lease: &Lease) {
    loop {
        let _broken = Follower::follow(pool, news, lease).await;
        lease.distrust();
        sleep(BREATH).await;
    }
}

struct Follower<'a> {
    pool: &'a PgPool,
    lease: &'a Lease,
    id: i64,
    known: Option<Version>,
}

impl<'a> Follower<'a> {
    async fn follow(pool: &'a PgPool, news: &News, lease: &'a Lease) -> Result<(), sqlx::Error> {
        let mut ears = news.listen(pool).await?;
        sqlx::query("DELETE FROM follower WHERE trusted_until < clock_timestamp() - INTERVAL '1 minute'")
            .execute(pool)
            .await?;
        // From here on writers wait for this follower, so that the revision it reads next misses none.
        let id = sqlx::query_scalar(
            "INSERT INTO follower (revision, trusted_until) VALUES (-1, clock_timestamp() + $1 * INTERVAL '1 ms') RETURNING id",
        )
        .bind(at_the_writers())
        .fetch_one(pool)
        .await?;
        let mut follower = Self { pool, lease, id, known: None };
        follower.renew().await?;
        loop {
            // A lost connection answers with an error, or with silence: both end in a renewal that finds out.
            let heard = timeout(RENEWAL, ears.hear()).await.ok();
            let was_told = heard.transpose()?.is_some();
            if follower.renew().await? && !was_told {
                ears.doubt();
            }
        }
    }

    /// Reads the newest revision and says that it is known; whether it is a new one.
    async fn renew(&mut self) -> Result<bool, sqlx::Error> {
        let began = Instant::now();
        let (revision, epoch): (i64, String) =
            sqlx::query_as("SELECT revision, epoch FROM shop_version").fetch_one(self.pool).await?;
        let newest = Version { revision: Revision(revision), epoch: Epoch::stored(epoch) };
        let is_new = self.known.as_ref() != Some(&newest);
        if is_new {
            // Before any writer can see that it is known.
            self.lease.hear();
        }
        let renewed = sqlx::query(
            "UPDATE follower
            SET revision = $2, epoch = $3, trusted_until = clock_timestamp() + $4 * INTERVAL '1 ms'
            WHERE id = $1",
        )
        .bind(self.id)
        .bind(revision)
        .bind(newest.epoch.as_str())
        .bind(at_the_writers())
        .execute(self.pool)
        .await?;
        if renewed.rows_affected() == 0 {
            return Err(sqlx::Error::RowNotFound);
        }
        self.known = Some(newest);
        self.lease.trust_until(began + TRUST);
        Ok(is_new)
    }
}

/// Milliseconds that writers wait for a silent follower: longer than it trusts itself, by more than clocks drift apart.
fn at_the_writers() -> i64 {
    i64::try_from(TRUST.as_millis()).unwrap_or(i64::MAX) + 500
}

/// Returns when every follower knows this revision, or has stopped trusting itself.
pub(crate) async fn known_to_all(pool: &PgPool, revision: Revision) {
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
            // The write is done all the same. Followers are as cut off as this process is, or will know soon.
            Err(_) => return sleep(TRUST).await,
        }
    }
}
