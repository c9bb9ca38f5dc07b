use serde_json::error::Category;

/// Returns a sentence about a text that is not JSON.
pub(crate) fn not_json(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => format!("this is not JSON: {}", fault(error)),
        _ => format!("this is not JSON: column {}: {}", error.column(), fault(error)),
    }
}

/// Returns a sentence about the parser's error, without its place.
pub(crate) fn fault(error: &serde_json::Error) -> &'static str {
    let parser_says = error.to_string();
    let fault = parser_says.rsplit_once(" at line ").map_or(parser_says.as_str(), |(fault, _)| fault);
    match fault {
        "EOF while parsing a list" => "the file ends in the middle of a list",
        "EOF while parsing an object" => "the file ends in the middle of an object",
        "EOF while parsing a string" => "the file ends in the middle of a text",
        _ if error.classify() == Category::Eof => "the file ends where a value is due",
        "expected `:`" => "a colon is due after a field's name",
        "expected `,` or `]`" => "a comma or ] is due here",
        "expected `,` or `}`" => "a comma or } is due here",
        "trailing comma" => "there is a comma after the last element",
        "trailing characters" => "the document ends before this",
        "key must be a string" => "a field's name is due here, in double quotes",
        "invalid escape" | "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            "a backslash in a text begins none of JSON's escapes; write \\\\ for a backslash"
        }
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            "a text holds a line break or another control character; write \\n for a line break"
        }
        "invalid number" => "this is no number of JSON's",
        "number out of range" => "this number is too large",
        "recursion limit exceeded" => "values stand inside each other more than 127 levels deep",
        _ => "a value is due here: a text in double quotes, a number, true, false, null, [ or {",
    }
}

/// Returns a sentence about JSON that is not what a type is read from, without its place.
pub(crate) fn fault_of_data(error: &serde_json::Error) -> String {
    if error.classify() != Category::Data {
        return fault(error).to_owned();
    }
    let parser_says = error.to_string();
    let fault = parser_says.rsplit_once(" at line ").map_or(parser_says.as_str(), |(fault, _)| fault);
    let fault = fault.replace('`', "\"");
    let (begin, end) = match fault.split_once(", expected ") {
        Some((begin, end)) => (begin, format!("; write {end}")),
        None => (fault.as_str(), String::new()),
    };
    let named = |prefix: &str| begin.strip_prefix(prefix);
    if let Some(name) = named("unknown field ").or_else(|| named("unknown variant ")) {
        format!("{name} is not known here{end}")
    } else if let Some(name) = named("missing field ") {
        format!("{name} is missing; add it")
    } else if let Some(name) = named("duplicate field ") {
        format!("{name} is there twice; leave one out")
    } else if begin.starts_with("invalid ") {
        format!("this is an {begin}{end}")
    } else {
        fault
    }
}
