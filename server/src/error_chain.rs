use std::error::Error;

/// Returns the causes of an error, each after the one before; `None` if it has none.
pub(crate) fn error_chain(error: &dyn Error) -> Option<String> {
    let causes = std::iter::successors(error.source(), |error| (*error).source());
    causes.map(ToString::to_string).reduce(|all, next| format!("{all}: {next}"))
}
