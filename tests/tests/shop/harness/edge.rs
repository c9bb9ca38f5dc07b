//! Caches that stand in front of the shop, as the manual sets them up.

use std::{
    fs::{self, Permissions},
    net::SocketAddr,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Stdio},
    time::Duration,
};

use tempfile::TempDir;

use super::visit;

const VCL: &str = include_str!("../../../../docs/how-to/varnish.vcl");
const NGINX: &str = include_str!("../../../../docs/how-to/nginx.conf");
/// Debian keeps daemons outside of some search paths.
const DAEMONS: &str = "/usr/sbin:/usr/local/sbin:/usr/bin:/bin:/usr/local/bin";

/// A cache that is running; it stops when this is dropped.
pub(crate) struct Edge {
    pub(crate) address: SocketAddr,
    process: Child,
    _folder: TempDir,
}

impl Edge {
    /// Varnish at `address`, in front of the shop at `shop`.
    pub(crate) async fn varnish(address: SocketAddr, shop: SocketAddr) -> Self {
        let folder = open_folder();
        let file = folder.path().join("shop.vcl");
        fs::write(&file, VCL.replace("\"3000\"", &format!("\"{}\"", shop.port()))).unwrap();
        let mut command = daemon("varnishd", folder.path());
        command.arg("-F").arg("-n").arg(folder.path().join("work")).arg("-f").arg(&file);
        command.args(["-a", &address.to_string(), "-s", "malloc,64m", "-j", "none"]);
        command.args(["-p", "http_gzip_support=off", "-p", "vsl_space=8m"]);
        Self::started(address, command, folder).await
    }

    /// nginx at `address`, in front of the shop at `shop`.
    pub(crate) async fn nginx(address: SocketAddr, shop: SocketAddr) -> Self {
        let folder = open_folder();
        let servers =
            NGINX.replace("127.0.0.1:3000", &shop.to_string()).replace("listen 8080", &format!("listen {address}"));
        let whole = format!(
            "daemon off; pid nginx.pid; error_log stderr crit; {} events {{}} http {{ access_log off; {servers} }}",
            if super::is_superuser() { "user root;" } else { "" }
        );
        fs::write(folder.path().join("nginx.conf"), whole).unwrap();
        let mut command = daemon("nginx", folder.path());
        command.arg("-p").arg(folder.path()).args(["-c", "nginx.conf"]);
        Self::started(address, command, folder).await
    }

    async fn started(address: SocketAddr, mut command: Command, folder: TempDir) -> Self {
        let process = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let edge = Self { address, process, _folder: folder };
        for _ in 0..500 {
            if edge.get("/robots.txt").await.is_some_and(|answer| answer.starts_with("HTTP/1.1 200")) {
                return edge;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("{command:?} does not answer");
    }

    /// An answer with its head; none if it hangs up.
    pub(crate) async fn get(&self, path: &str) -> Option<String> {
        visit(self.address, path).await.ok()
    }
}

impl Drop for Edge {
    fn drop(&mut self) {
        // SIGTERM: Varnish's cache is a process of its own, which its manager takes along. Every shell has `kill`, not every
        // machine a program of that name.
        let _gone = Command::new("sh").arg("-c").arg(format!("kill {}", self.process.id())).status();
        let _reaped = self.process.wait();
    }
}

fn daemon(program: &str, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", DAEMONS);
    command
}

/// One that the daemons' own users can enter.
fn open_folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
    folder
}
