"""Makes a file like CEPII's BACI: `make.py FILE [ROWS]`. The numbers are invented and stay beside the project.

Years, exporters, importers and products stand in order, as in BACI; every product code has six digits, some with zeros before.
"""

import sys

import duckdb

# Numbers of countries as BACI writes them.
COUNTRIES = [
    4, 8, 12, 20, 24, 28, 31, 32, 36, 40, 44, 48, 50, 51, 52, 60, 64, 68, 70, 72, 76, 84, 90, 96, 100, 104, 108, 112, 116, 120, 124,
    132, 140, 144, 148, 152, 156, 170, 174, 178, 180, 188, 191, 192, 196, 203, 204, 208, 214, 218, 222, 226, 231, 232, 233, 242, 246,
    251, 262, 266, 268, 270, 276, 288, 300, 308, 320, 324, 328, 332, 340, 344, 348, 352, 360, 364, 368, 372, 376, 380, 384, 388, 392,
    398, 400, 404, 408, 410, 414, 417, 418, 422, 426, 428, 430, 434, 440, 442, 450, 454, 458, 462, 466, 470, 478, 480, 484, 496, 498,
    499, 504, 508, 512, 516, 524, 528, 554, 558, 562, 566, 579, 586, 591, 598, 600, 604, 608, 616, 620, 624, 634, 642, 643, 646, 678,
    682, 686, 688, 690, 694, 699, 702, 703, 704, 705, 710, 716, 724, 736, 740, 748, 752, 757, 760, 762, 764, 768, 776, 780, 784, 788,
    792, 795, 800, 804, 807, 818, 826, 834, 842, 854, 858, 860, 862, 882, 887, 894,
]


def make(path: str, rows: int) -> None:
    duckdb.sql("SET threads = 2; SET preserve_insertion_order = true")
    countries = ", ".join(str(code) for code in COUNTRIES)
    count = len(COUNTRIES)
    # A row for every so many-th combination, so that all years, countries and products occur.
    combinations = 5 * count * count * 5000
    duckdb.sql(f"""
        COPY (
            WITH place AS (SELECT CAST(floor(range * {combinations} / {rows}) AS BIGINT) AS n, range AS r FROM range({rows})),
                 countries AS (SELECT [{countries}] AS code)
            SELECT 2018 + n // ({count} * {count} * 5000) AS t,
                   code[1 + n // ({count} * 5000) % {count}] AS i,
                   code[1 + n // 5000 % {count}] AS j,
                   printf('%06d', 10121 + 190 * (n % 5000)) AS k,
                   printf('%.3f', exp(hash(r) % 9000 / 1000.0)) AS v,
                   CASE WHEN hash(r + 1) % 20 = 0 THEN 'NA' ELSE printf('%.3f', exp(hash(r + 2) % 7000 / 1000.0)) END AS q
            FROM place, countries ORDER BY r
        ) TO '{path}' (HEADER, DELIMITER ',')
    """)


if __name__ == "__main__":
    make(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 11_000_000)
