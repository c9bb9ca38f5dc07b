use std::error::Error;

/// What lies beneath an error, one cause after the other; none if nothing does.
pub(crate) fn causes(error: &dyn Error) -> Option<String> {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.map(ToString::to_string).reduce(|all, next| format!("{all}: {next}"))
}
