"""Writes the plans of phone numbers, from the metadata of PyPI's phonenumbers.

A line per country, with fields separated by tabs: the ISO code, marked with `*` if it stands for its calling code; the
calling code; the pattern of prefixes for calls abroad; the pattern of the trunk prefix; its replacement; the lengths of
national numbers; the pattern of national numbers; then the ways to group their digits, each of three fields: the pattern
that a number begins with, that of its groups, and their form.
"""

import re

import phonenumbers
from phonenumbers import PhoneMetadata


def with_braces(form):
    """Returns a form with its groups as Rust's regex writes them: `${1}` in place of `\\1`."""
    return re.sub(r"\\(\d)", r"${\1}", form)


def groups(plan):
    """Returns the ways to group an international number: its own ones, or those of national numbers."""
    for way in plan.intl_number_format or plan.number_format:
        leading = way.leading_digits_pattern[-1] if way.leading_digits_pattern else ""
        if way.format not in (None, "NA"):
            yield [leading, way.pattern, with_braces(way.format)]


def line(region):
    plan = PhoneMetadata.metadata_for_region(region)
    is_main = phonenumbers.region_code_for_country_code(plan.country_code) == region
    replacement = with_braces(plan.national_prefix_transform_rule or "")
    fields = [
        region + "*" * is_main,
        str(plan.country_code),
        plan.international_prefix or "",
        plan.national_prefix_for_parsing or "",
        replacement,
        ",".join(map(str, plan.general_desc.possible_length)),
        plan.general_desc.national_number_pattern,
    ]
    for way in groups(plan):
        fields += way
    return "\t".join(fields)


for region in sorted(phonenumbers.SUPPORTED_REGIONS):
    print(line(region))
