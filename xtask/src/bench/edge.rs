//! A page that is kept, beside what else could answer the same bytes.

use super::{
    load::{self, pin, round},
    table::{self, Row},
};
use crate::{
    apt::{self, Need, Present},
    assets::{self, Quality},
    process::{self, Service},
    setup,
    shop::{self, Profile, Shop},
    step::step,
    wasm_toolchain::Source,
    workspace::Workspace,
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    net::{Ipv4Addr, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::Duration,
};
use tempfile::TempDir;

const NEEDS: &[Need] = &[
    Need { package: "wrk", why: "it makes the load", present: Present::Program("wrk") },
    Need { package: "curl", why: "it fetches the page that everybody answers", present: Present::Program("curl") },
    Need { package: "varnish", why: "a peer", present: Present::Path("/usr/sbin/varnishd") },
    Need { package: "varnish-modules", why: "for Varnish", present: Present::Path("/usr/share/doc/varnish-modules") },
    Need { package: "nginx-light", why: "a peer", present: Present::Path("/usr/sbin/nginx") },
];
const PAGE: &str = "/en-ae/p/dune-vase";
const BROTLI: &str = "accept-encoding: br";
/// Interleaved, so that a machine that grows slower grows so for all.
const ROUNDS: usize = 5;
const START: Duration = Duration::from_secs(20);
const BARE: &str = "bare axum route, the same bytes";
/// The headers that a page can't do without.
const FEW_HEADERS: [&str; 5] = ["content-type", "content-encoding", "cache-control", "etag", "vary"];

/// One who answers, and what they are asked.
struct Contender {
    name: &'static str,
    process: u32,
    url: String,
    headers: Vec<String>,
    /// A program of the load that makes each request another one.
    script: Option<PathBuf>,
}

pub(super) fn bench(workspace: &Workspace, source: Source) -> Result<()> {
    apt::provide(NEEDS)?;
    let toolchain = setup::for_building(workspace, source)?;
    assets::build(workspace, &toolchain, Quality::Release)?;
    let program = step("The server in release", || shop::build(workspace, Profile::Release))?;
    let peers = step("The peers in release", || build_peers(workspace))?;
    let folder = tempfile::Builder::new().prefix("vitrine-bench-").tempdir()?;
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755))?;
    one_render_for_a_thousand(workspace, &program)?;
    let ports = (0..7).map(|_| shop::free_port()).collect::<Result<Vec<_>>>()?;
    let [shop_port, bare_port, barest_port, nginx_port, varnish_port, maud_port, large_port] = ports[..] else {
        bail!("seven ports were asked for");
    };
    let (_data, shop) = open_shop(workspace, &program, shop_port, varnish_port)?;
    let page = folder.path().join("page.br");
    let headers = fetch(shop_port, &page)?;
    let tag = headers.iter().find_map(|line| line.strip_prefix("etag: ")).context("the page has no tag")?;
    let bare = bare_route(&peers, bare_port, &page, &headers)?;
    let barest = bare_route(&peers, barest_port, &page, &few_headers(&headers))?;
    let nginx = nginx(folder.path(), nginx_port, shop_port)?;
    let varnish = varnish(workspace, folder.path(), varnish_port, shop_port)?;
    let maud =
        started("the page in maud", Command::new(peers.join("maud_page")).arg(maud_port.to_string()), maud_port)?;
    let (_large_data, large) = open_large_shop(workspace, &program, large_port)?;
    let script = write_script(folder.path(), "others.lua", OTHERS)?;
    let walk = write_script(folder.path(), "walk.lua", &walk_through(large_port)?)?;
    let plain = |name, process, port: u16| Contender {
        name,
        process,
        url: format!("http://127.0.0.1:{port}{PAGE}"),
        headers: vec![BROTLI.to_owned()],
        script: None,
    };
    let rows = measured(&[
        plain("Vitrine, kept page", shop.id(), shop_port),
        plain(BARE, bare.id(), bare_port),
        plain("bare axum route, five headers", barest.id(), barest_port),
        plain("nginx, proxy_cache hit", nginx.id(), nginx_port),
        plain("Varnish, hit", varnish.id(), varnish_port),
        Contender {
            headers: vec![BROTLI.to_owned(), format!("if-none-match: {tag}")],
            ..plain("Vitrine, kept page, 304", shop.id(), shop_port)
        },
        Contender { script: Some(script.clone()), ..plain("Vitrine, rendered, brotli", shop.id(), shop_port) },
        Contender {
            script: Some(script),
            headers: Vec::new(),
            ..plain("Vitrine, rendered, uncompressed", shop.id(), shop_port)
        },
        Contender { headers: Vec::new(), ..plain("such a page in maud, data in memory", maud.id(), maud_port) },
        Contender {
            script: Some(walk),
            headers: Vec::new(),
            ..plain("Vitrine, each time another product of 20,000", large.id(), large_port)
        },
    ])?;
    let bytes = fs::metadata(&page)?.len();
    println!("\n{PAGE}, {bytes} bytes of brotli, one processor for the server, {ROUNDS} rounds");
    table::print(&rows, BARE);
    process::run(&mut Command::new(peers.join("purge")))?;
    memory(&peers, &shop, shop_port)
}

/// Returns the lines of the headers that a page can't do without.
fn few_headers(headers: &[String]) -> Vec<String> {
    let is_needed = |line: &&String| FEW_HEADERS.iter().any(|name| line.starts_with(&format!("{name}: ")));
    headers.iter().filter(is_needed).cloned().collect()
}

fn write_script(folder: &Path, name: &str, text: &str) -> Result<PathBuf> {
    let file = folder.join(name);
    fs::write(&file, text)?;
    Ok(file)
}

/// Requests after which memory must be what it was.
const VISITS: &str = "1000000";

/// Measures the memory that a million visitors leave in use. Every tenth of them closes the connection early.
fn memory(peers: &Path, shop: &Service, port: u16) -> Result<()> {
    let visit =
        |requests: &str| process::run(Command::new(peers.join("visitors")).args([&port.to_string(), PAGE, requests]));
    visit("50000")?;
    let before = load::memory(shop.id())?;
    visit(VISITS)?;
    let after = load::memory(shop.id())?;
    let change = (after as f64 / before as f64 - 1.0) * 100.0;
    println!("\nMemory before and after {VISITS} requests, a tenth aborted: {before} and {after} KiB ({change:+.1} %)");
    Ok(())
}

/// A value that no attribute has asks for nothing: the same page under another key each time.
const OTHERS: &str = r#"
local number = math.random(1000000000)
request = function()
  number = number + 1
  return wrk.format("GET", wrk.path .. "?colour=x" .. number)
end
"#;

fn measured(contenders: &[Contender]) -> Result<Vec<Row>> {
    let mut rows: Vec<Row> =
        contenders.iter().map(|contender| Row { name: contender.name.to_owned(), rounds: Vec::new() }).collect();
    for turn in 0..=ROUNDS {
        for (contender, row) in contenders.iter().zip(&mut rows) {
            let figures = round(contender.process, &contender.url, &contender.headers, contender.script.as_deref())?;
            // The first round warms up.
            if turn > 0 {
                row.rounds.push(figures);
            }
        }
    }
    Ok(rows)
}

/// A fresh process, a page that nobody has asked for, and a thousand who do at once.
fn one_render_for_a_thousand(workspace: &Workspace, program: &Path) -> Result<()> {
    let port = shop::free_port()?;
    let (_data, shop) = open_shop(workspace, program, port, shop::free_port()?)?;
    let url = format!("http://127.0.0.1:{port}/en-us/p/dune-vase");
    let mut wrk = Command::new("wrk");
    process::output(wrk.args(["-t1", "-c1000", "-d1s", &url]))?;
    let metrics = process::output(Command::new("curl").args(["-s", &format!("http://127.0.0.1:{port}/metrics")]))?;
    drop(shop);
    let renders = metrics.lines().find(|line| line.starts_with("vitrine_renders_total"));
    println!("1,000 cold requests at once: {}", renders.context("the shop does not count its renders")?);
    Ok(())
}

fn open_shop(workspace: &Workspace, program: &Path, port: u16, varnish: u16) -> Result<(TempDir, Service)> {
    let (data, shop) = new_shop(workspace, program, port)?;
    shop.fill()?;
    let shop = shop.with("VITRINE_EDGE", format!("varnish:http://127.0.0.1:{varnish}").into());
    let service = shop.start()?;
    pin(service.id())?;
    Ok((data, service))
}

/// An empty one that makes no pictures ahead: on the one processor they would be measured along.
fn new_shop(workspace: &Workspace, program: &Path, port: u16) -> Result<(TempDir, Shop)> {
    let data = tempfile::Builder::new().prefix("vitrine-bench-data-").tempdir()?;
    let shop = Shop::new(workspace, program.to_owned(), port)
        .with_data_in(data.path())
        .with("VITRINE_LOG", "error".into())
        .with("VITRINE_PICTURES_AHEAD", "0".into());
    Ok((data, shop))
}

/// Far more products than are remembered, without pictures.
const LARGE: usize = 20_000;

fn open_large_shop(workspace: &Workspace, program: &Path, port: u16) -> Result<(TempDir, Service)> {
    let (data, shop) = new_shop(workspace, program, port)?;
    shop.seed(LARGE)?;
    let service = shop.start()?;
    pin(service.id())?;
    Ok((data, service))
}

/// A program of the load that visits the products of a shop, one after the other, in no order of the shop's.
fn walk_through(port: u16) -> Result<String> {
    let sitemap = |number| -> Result<String> {
        let url = format!("http://127.0.0.1:{port}/sitemaps/products-{number}.xml");
        process::output(Command::new("curl").args(["-s", &url]))
    };
    let text = sitemap(1)? + &sitemap(2)?;
    let addresses = text.split("<loc>").skip(1).filter_map(|rest| rest.split_once("</loc>"));
    let mut paths: Vec<&str> =
        addresses.filter_map(|(address, _)| Some(&address[address.find("/en-ae/")?..])).collect();
    ensure!(paths.len() >= LARGE / 2, "the sitemap names {} products", paths.len());
    paths.sort_by_key(|path| path.bytes().rev().collect::<Vec<_>>());
    let list: Vec<String> = paths.iter().map(|path| format!("{path:?}")).collect();
    Ok(format!("local paths = {{ {} }}\n{WALK}", list.join(", ")))
}

const WALK: &str = "local at = math.random(#paths)
request = function()
  at = at % #paths + 1
  return wrk.format('GET', paths[at])
end
";

/// Asks until the best form of the page is made, and keeps it; its headers, but for those that the HTTP server writes.
fn fetch(port: u16, page: &Path) -> Result<Vec<String>> {
    let url = format!("http://127.0.0.1:{port}{PAGE}");
    for _ in 0..200 {
        let mut curl = Command::new("curl");
        curl.args(["-s", "-D", "-", "-H", BROTLI, "-o"]).arg(page).arg(&url);
        let head = process::output(&mut curl)?;
        let lines = head.lines().skip(1).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("date: "));
        let headers: Vec<String> = lines.map(str::to_owned).collect();
        if headers.iter().any(|line| line.starts_with("etag: ") && line.contains("best")) {
            return Ok(headers);
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    anyhow::bail!("the page is not compressed as well as can be after 200 requests")
}

fn build_peers(workspace: &Workspace) -> Result<PathBuf> {
    process::run(workspace.cargo().args(["build", "--package", "bench", "--release"]))?;
    Ok(workspace.target.join("release"))
}

fn bare_route(peers: &Path, port: u16, page: &Path, headers: &[String]) -> Result<Service> {
    let file = page.with_extension(format!("{port}.headers"));
    fs::write(&file, headers.join("\n"))?;
    let mut command = Command::new(peers.join("bare-route"));
    command.arg(port.to_string()).arg(page).arg(&file);
    started("the bare route", &mut command, port)
}

fn nginx(folder: &Path, port: u16, shop: u16) -> Result<Service> {
    let user = if nix::unistd::geteuid().is_root() { "user root;" } else { "" };
    let config = format!(
        "daemon off; pid nginx.pid; error_log stderr crit; worker_processes 1; {user} events {{}} http {{
            access_log off; keepalive_requests 1000000000;
            proxy_cache_path cache keys_zone=pages:10m;
            server {{ listen 127.0.0.1:{port}; location / {{
                proxy_pass http://127.0.0.1:{shop}; proxy_cache pages; proxy_cache_valid 200 1h;
                proxy_ignore_headers Cache-Control; proxy_set_header Accept-Encoding br;
            }} }}
        }}"
    );
    let name = folder.join("nginx.conf");
    fs::write(&name, config)?;
    let mut command = Command::new("/usr/sbin/nginx");
    command.arg("-p").arg(folder).arg("-c").arg(&name);
    started("nginx", &mut command, port)
}

fn varnish(workspace: &Workspace, folder: &Path, port: u16, shop: u16) -> Result<Service> {
    let vcl = fs::read_to_string(workspace.root.join("docs/how-to/varnish.vcl"))?;
    ensure!(vcl.contains("\"3000\""), "docs/how-to/varnish.vcl names another port than 3000");
    let file = folder.join("shop.vcl");
    fs::write(&file, vcl.replace("\"3000\"", &format!("\"{shop}\"")))?;
    let mut command = Command::new("/usr/sbin/varnishd");
    command.arg("-F").arg("-n").arg(folder.join("varnish")).arg("-f").arg(&file);
    command.args(["-a", &format!("127.0.0.1:{port}"), "-s", "malloc,64m", "-j", "none"]);
    command.args(["-p", "http_gzip_support=off"]).stdout(Stdio::null()).stderr(Stdio::null());
    started("Varnish", &mut command, port)
}

fn started(name: &'static str, command: &mut Command, port: u16) -> Result<Service> {
    let mut service = Service::start(name, command)?;
    service.wait_until(START, || TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok())?;
    pin(service.id())?;
    ensure!(load::is_there(), "wrk and taskset are not in the search path");
    Ok(service)
}
