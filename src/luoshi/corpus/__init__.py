"""Thousands of reports: the same reading, run by an existing engine, into Parquet; asked in SQL; shown as a site.

`read_corpus` fills a dataset, `open_dataset` opens it; `docs/corpus.md` says what its tables hold.
"""

from luoshi.corpus.dataset import DatasetError, open_dataset
from luoshi.corpus.reading import Progress, read_corpus

__all__ = ["DatasetError", "Progress", "open_dataset", "read_corpus"]
