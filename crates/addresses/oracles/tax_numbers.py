"""Writes `src/tax_number/cases.txt`: tax numbers that PyPI's python-stdnum 2.2 accepts or refuses.

A line per number, with fields separated by tabs: the country, the number, and `+` or `-`. Numbers of the European Union are
refused for their length only: their check digits are not checked here.

    PYTHONPATH=<the wheel> python3 oracles/tax_numbers.py > src/tax_number/cases.txt
"""

import doctest
import random

from stdnum.eu import vat
from stdnum.in_ import gstin

random.seed(17)
UNION = "at be bg cy cz de dk ee es fi fr gr hr hu ie it lt lu lv mt nl pl pt ro se si sk".split()
# Members whose numbers have several lengths.
LENIENT = "bg cz lt ro ie es nl".split()
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"


def good_gstin():
    """Returns a number with a check character of stdnum's algorithm."""
    pick = lambda of, count: "".join(random.choice(of) for _ in range(count))
    state = f"{random.randint(1, 37):02}"
    body = state + pick(LETTERS, 3) + random.choice("ABCFGHJLPT") + pick(LETTERS, 1)
    body += f"{random.randint(1, 9999):04}" + pick(LETTERS, 1) + random.choice("123456789") + "Z"
    return next(body + last for last in DIGITS + LETTERS if gstin.is_valid(body + last))


def mistyped(number):
    place = random.choice([2, 3, 4, 5, 7, 8, 9, 10, 14])
    others = [c for c in (DIGITS if number[place].isdigit() else LETTERS) if c != number[place]]
    return number[:place] + random.choice(others) + number[place + 1 :]


def examples(country):
    """Returns the numbers that the documentation of stdnum's module calls good."""
    module = vat._get_cc_module(country)
    found = set()
    for test in doctest.DocTestFinder().find(module, globs={}):
        for example in test.examples:
            for text in example.source.split("'")[1::2]:
                if module.is_valid(text):
                    found.add(module.compact(text))
    return sorted(found)


print("# Written by oracles/tax_numbers.py with python-stdnum 2.2.")
for _ in range(60):
    number = good_gstin()
    wrong = mistyped(number)
    print("IN", number, "+", sep="\t")
    print("IN", wrong, "+" if gstin.is_valid(wrong) else "-", sep="\t")
for country in UNION:
    for number in examples(country):
        print(country.upper(), number, "+", sep="\t")
        for wrong in (number[:-1], number + "7", number + "X"):
            if not vat.is_valid(country + wrong) and country not in LENIENT:
                print(country.upper(), wrong, "-", sep="\t")
