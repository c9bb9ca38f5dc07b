//! The storage on a disk, and in a bucket: against a server that speaks S3 and checks every request's signature.

use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinSet};

use super::*;

/// An S3 server with one bucket, `pictures`.
struct Server {
    endpoint: String,
    _serving: JoinSet<()>,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("pictures")).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single("id", "secret"));
        let service = service.build();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        let mut serving = JoinSet::new();
        serving.spawn(async move {
            let http = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
            let mut connections = JoinSet::new();
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                let stream = hyper_util::rt::TokioIo::new(stream);
                let connection = http.serve_connection(stream, service.clone()).into_owned();
                // A client that goes away is no fault of the server's.
                connections.spawn(async move { drop(connection.await) });
            }
        });
        Self { endpoint, _serving: serving, _folder: folder }
    }

    fn storage(&self, secret: &str) -> Storage {
        Storage::open(&StorageLocation::Bucket(Bucket {
            name: "pictures".to_owned(),
            prefix: "shop/one".to_owned(),
            endpoint: Some(self.endpoint.clone()),
            region: "us-east-1".to_owned(),
            key: Some(("id".to_owned(), secret.into())),
        }))
        .unwrap()
    }
}

#[tokio::test]
async fn a_bucket_keeps_what_a_folder_keeps() {
    let server = Server::start().await;
    let storage = server.storage("secret");
    let source = ContentHash::of(b"pixels");
    let name = RenditionName::parse(&format!("{}-16x9-1-2", source.as_str()), "640.webp").unwrap();

    assert_eq!(storage.source(&source).await.unwrap(), None);
    storage.keep_source(&source, Bytes::from_static(b"pixels")).await.unwrap();
    storage.keep_rendition(&name, Quality::Fast, Bytes::from_static(b"quick")).await.unwrap();
    storage.keep_rendition(&name, Quality::Final, Bytes::from_static(b"good")).await.unwrap();

    assert_eq!(storage.source(&source).await.unwrap().unwrap(), "pixels");
    assert_eq!(storage.rendition(&name, Quality::Final).await.unwrap().unwrap(), "good");
    assert_eq!(storage.rendition(&name, Quality::Fast).await.unwrap(), None);
    assert_eq!(storage.renditions_of(&name.picture, Quality::Final).await.unwrap(), std::slice::from_ref(&name));
    let objects: Vec<Object> = storage.everything().try_collect().await.unwrap();
    let kept: Vec<_> = objects.iter().map(|object| object.kind.clone()).collect();
    assert_eq!(kept.len(), 2);
    assert!(kept.contains(&ObjectKind::Source(source)) && kept.contains(&ObjectKind::Rendition(name, Quality::Final)));
    for object in &objects {
        assert!(storage.forget(object).await.unwrap());
    }
    assert_eq!(storage.everything().try_collect::<Vec<_>>().await.unwrap().len(), 0);
}

#[tokio::test]
async fn a_wrong_key_is_an_error_and_not_an_empty_storage() {
    let server = Server::start().await;

    let refused = server.storage("guessed").source(&ContentHash::of(b"pixels")).await;

    assert!(refused.is_err());
}

#[tokio::test]
async fn renditions_are_made_from_a_bucket() {
    let server = Server::start().await;
    let storage = server.storage("secret");
    let picture = crate::testing::inspected(300, 200);
    storage.keep_source(&picture.hash, picture.bytes.clone()).await.unwrap();
    let renditions = crate::Renditions::new(storage, crate::testing::LIMITS);
    let name = RenditionName::parse(picture.hash.as_str(), "226.webp").unwrap();

    let quick = renditions.find_or_make(&name, (300, 200)).await.unwrap();
    renditions.make_ladder(&name.picture).await.unwrap();

    assert!(!quick.is_final);
    assert!(renditions.find_stored(&name).await.unwrap().unwrap().is_final);
}

fn on_disk(folder: &tempfile::TempDir) -> Storage {
    Storage::open(&StorageLocation::Folder(folder.path().join("not there/yet"))).unwrap()
}

async fn everything(storage: &Storage) -> Vec<ObjectKind> {
    storage.everything().map_ok(|object| object.kind).try_collect().await.unwrap()
}

#[tokio::test]
async fn what_is_kept_is_read_back_and_listed_by_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let storage = on_disk(&folder);
    let source = ContentHash::of(b"pixels");
    let name = RenditionName::parse(&format!("{}-16x9-1-2", source.as_str()), "640.webp").unwrap();

    storage.keep_source(&source, Bytes::from_static(b"pixels")).await.unwrap();
    storage.keep_mezzanine(&source, Bytes::from_static(b"few pixels")).await.unwrap();
    storage.keep_rendition(&name, Quality::Fast, Bytes::from_static(b"quick")).await.unwrap();

    assert_eq!(storage.source(&source).await.unwrap().unwrap(), "pixels");
    assert_eq!(storage.mezzanine(&source).await.unwrap().unwrap(), "few pixels");
    assert_eq!(storage.rendition(&name, Quality::Fast).await.unwrap().unwrap(), "quick");
    assert_eq!(storage.rendition(&name, Quality::Final).await.unwrap(), None);
    assert_eq!(storage.renditions_of(&name.picture, Quality::Fast).await.unwrap(), std::slice::from_ref(&name));
    let kept = everything(&storage).await;
    assert_eq!(kept.len(), 3);
    assert!(kept.contains(&ObjectKind::Rendition(name, Quality::Fast)));
    assert!(kept.contains(&ObjectKind::Source(source.clone())) && kept.contains(&ObjectKind::Mezzanine(source)));
}

#[tokio::test]
async fn a_rendition_made_at_rest_takes_the_place_of_a_quick_one() {
    let folder = tempfile::tempdir().unwrap();
    let storage = on_disk(&folder);
    let name = RenditionName::parse(ContentHash::of(b"pixels").as_str(), "640.webp").unwrap();

    storage.keep_rendition(&name, Quality::Fast, Bytes::from_static(b"quick")).await.unwrap();
    storage.keep_rendition(&name, Quality::Final, Bytes::from_static(b"good")).await.unwrap();

    assert_eq!(everything(&storage).await, [ObjectKind::Rendition(name, Quality::Final)]);
}

#[tokio::test]
async fn what_an_older_pipeline_has_made_is_outdated_and_what_others_keep_is_not_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    let storage = on_disk(&folder);
    let root = folder.path().join("not there/yet");
    let hash = ContentHash::of(b"pixels");
    let old = root.join("renditions-0/00").join(hash.as_str());
    std::fs::create_dir_all(&old).unwrap();
    std::fs::write(old.join("640.webp"), "old").unwrap();
    for foreign in ["vitrine.db", "renditions-0/notes.txt", "sources/readme", "other/00/x/640.webp"] {
        let file = root.join(foreign);
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, "somebody's").unwrap();
    }

    let objects: Vec<Object> = storage.everything().try_collect().await.unwrap();

    assert_eq!(objects.iter().map(|object| &object.kind).collect::<Vec<_>>(), [&ObjectKind::Outdated]);
    for _ in 0..2 {
        assert!(storage.forget(&objects[0]).await.unwrap(), "forgotten, then and before");
    }
    assert!(everything(&storage).await.is_empty());
    assert!(root.join("vitrine.db").exists());
}

#[tokio::test]
async fn what_is_written_again_after_it_was_listed_is_not_forgotten() {
    let folder = tempfile::tempdir().unwrap();
    let storage = on_disk(&folder);
    let source = ContentHash::of(b"pixels");
    storage.keep_source(&source, Bytes::from_static(b"pixels")).await.unwrap();
    let mut objects: Vec<Object> = storage.everything().try_collect().await.unwrap();
    objects[0].written_at -= 86_400_000;

    assert!(!storage.forget(&objects[0]).await.unwrap());

    assert_eq!(everything(&storage).await, [ObjectKind::Source(source)]);
}
