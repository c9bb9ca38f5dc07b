use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

/// File descriptors that are reserved for the database, pictures and outgoing connections.
const RESERVE: u64 = 128;

/// Raises the limit of open files of this process to its hard limit.
pub(crate) fn raise_limit() {
    let limit = getrlimit(Resource::Nofile);
    let raised = Rlimit { current: limit.maximum, ..limit };
    if limit.current != limit.maximum
        && let Err(error) = setrlimit(Resource::Nofile, raised)
    {
        tracing::warn!(
            %error,
            limit = limit.current,
            "raising the limit of open files failed, so fewer connections are accepted: raise it for the service, such as \
             with LimitNOFILE"
        );
    }
}

/// Returns the number of connections that the limit of open files allows.
pub(super) fn connections() -> usize {
    getrlimit(Resource::Nofile).current.map_or(usize::MAX, besides_reserve)
}

fn besides_reserve(descriptors: u64) -> usize {
    let reserve = RESERVE.min(descriptors / 2);
    usize::try_from(descriptors - reserve).unwrap_or(usize::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_database_have_a_reserve() {
        assert_eq!([20, 256, 1024, 0].map(besides_reserve), [10, 128, 896, 1]);
    }
}
