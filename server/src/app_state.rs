use std::{
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::Duration,
};

use app::site_config::SiteConfig;
use catalog::ListingIndexCache;
use cdn::PurgeRequests;
use checkout::{OrderBatcher, OrderCommand};
use database::{BatchLimits, BatchWriter, Batcher, Database};
use inventory::{StockBatcher, StockCommand};
use payments::{PaymentProviders, TestProvider};
use pictures::{Limits, Renditions, Storage, StorageError};
use secrecy::{ExposeSecret as _, SecretString};
use tokio::sync::Semaphore;
use tokio_util::task::TaskTracker;
use types::PaymentKind;

use crate::{
    Clock, Config, Files,
    allocator::Tide,
    cdn_purge::CdnPurger,
    http::{route::LONGEST_UPLOAD, security_headers::SecurityHeaders},
    machine_memory,
    metrics::Metrics,
    pages::{
        cached_response::Pages, cdn_headers::CdnHeaders, database_outage::DatabaseOutage, recompression::Recompression,
        revision_tracker::RevisionTracker,
    },
    picture_hosts::PictureHosts,
    rate_limited_log::RateLimitedLog,
    shop_mailer::ShopMailer,
    themed_files::ThemedFiles,
};

/// The least memory for pictures, in bytes: a machine of 512 MB has it, and every JPEG of a camera fits.
const LEAST_PICTURE_MEMORY: u64 = 256 << 20;

/// The state that handlers share: one per process.
pub struct AppState {
    /// The shop's database.
    pub database: Database,
    /// The clock that tells the time.
    pub clock: Clock,
    pub(crate) pages: Arc<Pages>,
    pub(crate) recompression: Recompression,
    pub(crate) tracker: Arc<RevisionTracker>,
    pub(crate) outage: DatabaseOutage,
    pub(crate) stale_if_error: Duration,
    pub(crate) stale_while_revalidate: Duration,
    pub(crate) listing_indexes: ListingIndexCache,
    pub(crate) renditions: Renditions,
    /// Threads that make renditions before somebody asks for them.
    pub(crate) ahead: usize,
    pub(crate) picture_hosts: PictureHosts,
    pub(crate) staff_token: Option<blake3::Hash>,
    pub(crate) site: SiteConfig,
    /// The headers for the CDN in front of the shop.
    pub(crate) cdn_headers: Option<CdnHeaders>,
    /// Purges that CDN after writes.
    pub(crate) cdn_purger: Option<Arc<CdnPurger>>,
    pub(crate) security_headers: SecurityHeaders,
    pub(crate) files: Files,
    pub(crate) themed_files: ThemedFiles,
    pub(crate) metrics: Metrics,
    /// The providers of payments.
    pub(crate) payments: PaymentProviders,
    payment_kinds: Vec<PaymentKind>,
    /// Takes commands about orders.
    pub(crate) orders: OrderBatcher,
    /// Carries them out; the background work takes it.
    order_writer: Mutex<Option<BatchWriter<OrderCommand>>>,
    /// Takes commands about stock.
    pub(crate) stock: StockBatcher,
    /// Carries them out; the background work takes it.
    stock_writer: Mutex<Option<BatchWriter<StockCommand>>>,
    /// Sends mails, which wait without it.
    pub(crate) mailer: Option<ShopMailer>,
    /// Mails that waited when they were last counted.
    pub(crate) waiting_mails: AtomicU64,
    /// Limits how many reports of content security policy violations are logged.
    pub(crate) reports: RateLimitedLog,
    pub(crate) metrics_token: Option<blake3::Hash>,
    /// Kilobytes of uploads that may be in memory at a time.
    pub(crate) uploads: Arc<Semaphore>,
    /// The most connections at a time, in all and from one address.
    pub(crate) most_connections: (usize, Option<usize>),
    /// Background tasks, which a graceful stop waits for.
    pub(crate) tasks: TaskTracker,
    /// The name of this process among all that share the database.
    pub(crate) process: String,
    /// The process's memory, as the job that frees it watches it.
    pub(crate) memory: Tide,
    closing: AtomicBool,
}

impl AppState {
    /// Creates the state from the settings; `origin` is the shop's public address.
    ///
    /// # Errors
    ///
    /// If the settings of the picture storage contradict each other.
    pub fn new(
        config: &Config,
        origin: String,
        database: Database,
        files: Files,
        clock: Clock,
    ) -> Result<Self, StorageError> {
        let storage = Storage::open(&config.pictures)?;
        let (pages, tasks) = (Arc::new(Pages::new(config.page_cache)), TaskTracker::new());
        let process = uuid::Uuid::new_v4().to_string();
        let site = SiteConfig {
            origin,
            assets: files.assets.clone(),
            listing_pictures: config.listing_pictures,
            dev_reload: config.dev_reload.clone(),
        };
        let metrics = Metrics::new();
        let payments = payment_providers(config);
        let (orders, order_writer) = order_batcher(&database, &clock, &metrics);
        let (stock, stock_writer) = stock_batcher(&database, &clock, &metrics);
        Ok(Self {
            tracker: Arc::new(RevisionTracker::new(database.clone(), clock.clone(), pages.clone(), tasks.clone())),
            recompression: Recompression::new(clock.clone(), pages.clone()),
            pages,
            outage: DatabaseOutage::none(),
            stale_if_error: config.stale_if_error,
            stale_while_revalidate: config.stale_while_revalidate,
            listing_indexes: ListingIndexCache::new(),
            renditions: Renditions::new(storage, limits(config)),
            ahead: config.pictures_ahead,
            picture_hosts: PictureHosts::new(config.picture_hosts.clone()),
            staff_token: config.staff_token.as_ref().map(hash_of),
            cdn_headers: config.edge.as_ref().map(|cdn| CdnHeaders::new(cdn.provider, config.stale_if_error)),
            cdn_purger: cdn_purger(config, &database, &clock).map(Arc::new),
            security_headers: SecurityHeaders::new(&site, config.test_payments.as_ref().map(|test| test.url.as_str())),
            site,
            files,
            themed_files: ThemedFiles::default(),
            metrics,
            payment_kinds: payments.kinds(),
            payments,
            orders,
            order_writer: Mutex::new(Some(order_writer)),
            stock,
            stock_writer: Mutex::new(Some(stock_writer)),
            mailer: ShopMailer::of(config),
            waiting_mails: AtomicU64::new(0),
            reports: RateLimitedLog::per_minute(10),
            metrics_token: config.metrics_token.as_ref().map(hash_of),
            uploads: Arc::new(Semaphore::new(2 * LONGEST_UPLOAD.div_ceil(1024))),
            most_connections: (config.connections, config.connections_per_address),
            database,
            clock,
            tasks,
            process,
            memory: Tide::new(),
            closing: AtomicBool::new(false),
        })
    }

    /// Returns the target at the CDN in front of the shop, as the database names it.
    pub fn cdn_target(&self) -> Option<String> {
        self.cdn_purger.as_ref().map(|purger| purger.target().to_owned())
    }

    /// Returns the writer of orders, the first time. Without its run, no order is placed.
    pub fn take_order_writer(&self) -> Option<BatchWriter<OrderCommand>> {
        self.order_writer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Returns the ways to pay that the shop is connected to.
    pub(crate) fn payment_kinds(&self) -> &[PaymentKind] {
        &self.payment_kinds
    }

    /// Returns the writer of stock, the first time.
    pub(crate) fn take_stock_writer(&self) -> Option<BatchWriter<StockCommand>> {
        self.stock_writer.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Makes `/readyz` answer 503 from now on.
    pub(crate) fn begin_closing(&self) {
        self.closing.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_closing(&self) -> bool {
        self.closing.load(Ordering::Relaxed)
    }
}

/// Creates the purger of the CDN that the settings name, if any.
pub(crate) fn cdn_purger(config: &Config, database: &Database, clock: &Clock) -> Option<CdnPurger> {
    let target = config.edge.clone()?;
    let requests = PurgeRequests::new(target, config.edge_token.clone(), config.edge_api.clone());
    Some(CdnPurger::new(database.clone(), clock.clone(), requests, uuid::Uuid::new_v4().to_string()))
}

fn payment_providers(config: &Config) -> PaymentProviders {
    let test = config.test_payments.clone().map(|test| TestProvider::new(test.url, test.secrets));
    PaymentProviders { test }
}

fn stock_batcher(database: &Database, clock: &Clock, metrics: &Metrics) -> (StockBatcher, BatchWriter<StockCommand>) {
    let (clock, metrics) = (clock.clone(), metrics.clone());
    let report = move |event: database::BatchEvent<'_>| metrics.batch("stock", &event);
    Batcher::new(database.clone(), move || clock.now(), BatchLimits::default(), report)
}

fn order_batcher(database: &Database, clock: &Clock, metrics: &Metrics) -> (OrderBatcher, BatchWriter<OrderCommand>) {
    let (clock, metrics) = (clock.clone(), metrics.clone());
    let report = move |event: database::BatchEvent<'_>| metrics.batch("orders", &event);
    Batcher::new(database.clone(), move || clock.now(), BatchLimits::default(), report)
}

fn hash_of(token: &SecretString) -> blake3::Hash {
    blake3::hash(token.expose_secret().as_bytes())
}

/// Returns the limits of making pictures: half the processors, so that pages don't wait for them.
fn limits(config: &Config) -> Limits {
    let asked = std::thread::available_parallelism().map_or(1, |processors| processors.get().div_ceil(2));
    Limits { asked, ahead: config.pictures_ahead, memory: picture_memory(config) }
}

/// Returns the bytes of memory that making pictures may take.
pub(crate) fn picture_memory(config: &Config) -> u64 {
    config.picture_memory.unwrap_or_else(|| (machine_memory::bytes() / 4).max(LEAST_PICTURE_MEMORY))
}
