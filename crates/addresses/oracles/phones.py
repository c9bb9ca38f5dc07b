"""Writes `src/phone/cases.txt`: texts with the numbers that PyPI's phonenumbers 9.0.43 reads in them.

A line per text, with fields separated by tabs: the country, the text, the number in the form of E.164 or `-` if there is
none, and its form for people. A number counts if its length is possible and the plan of its calling code has it.

    PYTHONPATH=<the wheel> python3 oracles/phones.py > src/phone/cases.txt
"""

import random
import re

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

random.seed(17)
SCRIPTS = ["٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹", "०१२३४५६७८९", "０１２３４５６７８９"]
MANY = ["AE", "IN", "US", "CA", "SA", "DE", "GB", "JP", "IT", "AR", "BR", "MX", "KW", "FR", "ES", "RU", "KZ", "AU", "CN"]


def verdict(region, text):
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return "-", ""
    main = phonenumbers.region_code_for_country_code(number.country_code)
    if main not in phonenumbers.SUPPORTED_REGIONS or number.extension:
        return "-", ""
    pattern = PhoneMetadata.metadata_for_region(main).general_desc.national_number_pattern
    national = phonenumbers.national_significant_number(number)
    if not phonenumbers.is_possible_number(number) or not re.fullmatch(pattern, national):
        return "-", ""
    written = [phonenumbers.format_number(number, form) for form in (PhoneNumberFormat.E164, PhoneNumberFormat.INTERNATIONAL)]
    return tuple(written)


def in_script(text, digits):
    return "".join(digits[int(c)] if c.isascii() and c.isdigit() else c for c in text)


def spellings(number, region):
    national = phonenumbers.national_significant_number(number)
    code = str(number.country_code)
    yield phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL)
    yield phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    if region in MANY:
        yield national
        yield "0" + national
        yield code + national
        yield "+" + code + "0" + national
        yield "(+" + code + ") " + national[:2] + "-" + national[2:]
        yield national[:-1]
        yield national + "7"
        # Everywhere else, 00 is accepted too: this crate is more lenient than libphonenumber there.
        if re.match(PhoneMetadata.metadata_for_region(region).international_prefix, "00"):
            yield "00" + code + national
        yield in_script(phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL), random.choice(SCRIPTS))


def numbers(region):
    kinds = [PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE] if region in MANY else [PhoneNumberType.MOBILE]
    for kind in kinds:
        number = phonenumbers.example_number_for_type(region, kind)
        if number:
            yield number


def mistyped():
    for region in MANY:
        for _ in range(4):
            yield region, "".join(random.choice("0123456789") for _ in range(random.randint(5, 13)))


def line(region, text):
    e164, shown = verdict(region, text)
    return "\t".join([region, text, e164, shown]).rstrip("\t")


print("# Written by oracles/phones.py from phonenumbers 9.0.43, which is under the Apache License 2.0.")
lines = [line(region, text) for region in sorted(phonenumbers.SUPPORTED_REGIONS) for number in numbers(region) for text in spellings(number, region)]
lines += [line(region, text) for region, text in mistyped() if not text.startswith("00")]
print("\n".join(dict.fromkeys(lines)))
