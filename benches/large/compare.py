"""Asks a large file the same question as DuckDB and Polars do: `compare.py ASYMMETRY [ROWS]`.

Needs `pip install duckdb polars`. Makes its own file with make.py, 11 million rows unless told otherwise. Each answer is
compared with the others to the last figure; times are wall-clock seconds, the best and the median of several runs, each
program started anew. Asymmetry keeps what it read (its cache is written in the cold run); the others write and read Parquet.
"""

import csv
import io
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import make

ASKED = {"reporter": 643, "partner": 156}
WHERE = ["--where", "reporter=RUS", "--where", "partner=CHN", "--where", "indicator=trade_value"]
DUCKDB = """
import duckdb, sys, time
start = time.perf_counter()
source = sys.argv[1]
if source.endswith(".csv"):
    duckdb.sql(f"CREATE TABLE t AS SELECT * FROM read_csv('{source}', types={{'k': 'VARCHAR'}}, nullstr='NA')")
    if len(sys.argv) > 2:
        duckdb.sql(f"COPY t TO '{sys.argv[2]}' (FORMAT parquet)")
    table = "t"
else:
    table = f"read_parquet('{source}')"
rows = duckdb.sql(f"SELECT t, k, v FROM {table} WHERE i = 643 AND j = 156 ORDER BY t, k").fetchall()
print(time.perf_counter() - start, len(rows), repr(sum(row[2] for row in rows)))
"""
POLARS = """
import polars as pl, sys, time
start = time.perf_counter()
source = sys.argv[1]
if source.endswith(".csv"):
    table = pl.read_csv(source, schema_overrides={"k": pl.String}, null_values="NA")
    if len(sys.argv) > 2:
        table.write_parquet(sys.argv[2])
    table = table.lazy()
else:
    table = pl.scan_parquet(source)
rows = table.filter((pl.col("i") == 643) & (pl.col("j") == 156)).select("t", "k", "v").sort("t", "k").collect().rows()
print(time.perf_counter() - start, len(rows), repr(sum(row[2] for row in rows)))
"""


def asymmetry(program: str, source: str, cache: str) -> tuple[float, int, float]:
    start = time.perf_counter()
    done = subprocess.run([program, "numbers", source, *WHERE], capture_output=True, text=True, env={**os.environ, "ASYMMETRY_CACHE": cache})
    seconds = time.perf_counter() - start
    if done.returncode:
        sys.exit(done.stderr)
    rows = sorted((row["period"], row["commodity"], float(row["value"])) for row in csv.DictReader(io.StringIO(done.stdout)))
    return seconds, len(rows), sum(row[2] for row in rows)


def other(code: str, *arguments: str) -> tuple[float, int, float]:
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    # A bar of progress may stand before it.
    inside, rows, total = done.stdout.split()[-3:]
    print(f"    inside {float(inside):.3f} s", file=sys.stderr)
    return time.perf_counter() - start, int(rows), float(total)


def main() -> None:
    program = os.path.abspath(sys.argv[1])
    rows = int(sys.argv[2]) if len(sys.argv) > 2 else 11_000_000
    with tempfile.TemporaryDirectory() as folder:
        source, cache = os.path.join(folder, "baci.csv"), os.path.join(folder, "cache")
        make.make(source, rows)
        print(f"{rows} rows, {os.path.getsize(source) / 1e6:.0f} MB")
        duck, pol = os.path.join(folder, "duck.parquet"), os.path.join(folder, "polars.parquet")
        times: dict[tuple[str, str], list[float]] = {}
        answers = set()

        def take(what: str, who: str, answer: tuple[float, int, float]) -> None:
            seconds, count, total = answer
            times.setdefault((what, who), []).append(seconds)
            answers.add((count, round(total, 6)))

        for _ in range(3):
            shutil.rmtree(cache, ignore_errors=True)
            take("cold", "Asymmetry", asymmetry(program, source, cache))
            take("cold", "DuckDB", other(DUCKDB, source, duck))
            take("cold", "Polars", other(POLARS, source, pol))
        for _ in range(7):
            take("again", "Asymmetry", asymmetry(program, source, cache))
            take("again", "DuckDB", other(DUCKDB, duck))
            take("again", "Polars", other(POLARS, pol))
        if len(answers) != 1:
            sys.exit(f"the answers differ: {answers}")
        print(f"all answered alike: {answers}")
        for (what, who), seconds in times.items():
            print(f"{what:6} {who:10} best {min(seconds):7.3f} s, median {statistics.median(seconds):7.3f} s")


if __name__ == "__main__":
    main()
