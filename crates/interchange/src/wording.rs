/// What the parser says, in words that tell what to write.
pub(crate) fn friendly(parser_says: &str) -> String {
    let fault = without_position(parser_says);
    missing_field(fault)
        .or_else(|| unknown_name(fault))
        .or_else(|| wrong_type(fault))
        .unwrap_or_else(|| fault.to_owned())
}

/// The parser's message for a text that is no JSON.
pub(crate) fn not_json(parser_says: &str) -> String {
    format!("this is not JSON: {}", without_position(parser_says))
}

/// The field a "missing field" message is about.
pub(crate) fn missing_name(parser_says: &str) -> Option<&str> {
    parser_says.strip_prefix("missing field `")?.split('`').next()
}

fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(fault, _)| fault)
}

fn missing_field(fault: &str) -> Option<String> {
    let name = missing_name(fault)?;
    Some(match name {
        "en" | "ar" | "hi" => format!("the translation \"{name}\" is missing; write \"en\", \"ar\" and \"hi\""),
        _ => format!("\"{name}\" is missing; add it"),
    })
}

fn unknown_name(fault: &str) -> Option<String> {
    let rest = fault.strip_prefix("unknown field ").or_else(|| fault.strip_prefix("unknown variant "))?;
    let (name, expected) = rest.split_once(", ")?;
    let choices = expected.trim_start_matches("expected ").trim_start_matches("one of ");
    Some(format!("{} is not known here; write {}", quoted(name), quoted(&choices.replace("` or `", "`, `"))))
}

fn wrong_type(fault: &str) -> Option<String> {
    let rest = fault.strip_prefix("invalid type: ").or_else(|| fault.strip_prefix("invalid value: "))?;
    let (found, expected) = rest.rsplit_once(", expected ")?;
    Some(format!("write {}, not {}", wanted(expected), given(found)))
}

fn quoted(names: &str) -> String {
    names.replace('`', "\"")
}

fn wanted(expected: &str) -> &str {
    match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" => "a whole number from 0 to 4294967295",
        "i64" => "a whole number",
        "a string" => "a text in quotes",
        "a boolean" => "true or false",
        "a sequence" => "a list in [ ]",
        "string or map" => "a name in quotes or an object in { }",
        "a map" => "an object in { }",
        _ if expected.starts_with("struct ") || expected.starts_with("enum ") => "an object in { }",
        _ => expected,
    }
}

fn given(found: &str) -> String {
    let Some((kind, value)) = found.split_once(' ') else { return found.to_owned() };
    match kind {
        "string" => format!("the text {value}"),
        "integer" | "floating" => value.trim_start_matches("point ").replace('`', ""),
        _ => quoted(found),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_what_to_write() {
        let cases = [
            ("missing field `ar` at line 3 column 9", r#"the translation "ar" is missing; write "en", "ar" and "hi""#),
            ("missing field `sku` at line 1 column 2", r#""sku" is missing; add it"#),
            ("unknown field `x`, expected `a` or `b` at line 1 column 2", r#""x" is not known here; write "a", "b""#),
            ("unknown variant `EUR`, expected one of `AED`, `INR`", r#""EUR" is not known here; write "AED", "INR""#),
            ("invalid type: string \"12\", expected i64", r#"write a whole number, not the text "12""#),
            ("invalid type: floating point `12.5`, expected i64", "write a whole number, not 12.5"),
            ("invalid value: integer `-1`, expected u32", "write a whole number from 0 to 4294967295, not -1"),
            ("invalid type: null, expected a string", "write a text in quotes, not null"),
            ("invalid type: map, expected a sequence", "write a list in [ ], not map"),
            ("a swatch is a colour written as #rrggbb at line 2 column 3", "a swatch is a colour written as #rrggbb"),
        ];
        for (parser_says, we_say) in cases {
            assert_eq!(friendly(parser_says), we_say);
        }
    }
}
