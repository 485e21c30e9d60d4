"""Where and when does an agency text say it was written?

``BEIJING, June 16, 2025 /PRNewswire/ --``, ``АСТАНА, 16 июня. /ТАСС/.``, ``MEXICO CITY (AP) —``,
``新华社阿斯塔纳6月16日电``, ``(서울=연합뉴스)``, ``أنقرة / الأناضول``: the styles are data, in
``styles.toml``.
"""

from tearsheet.read.dateline.find import dateline

__all__ = ["dateline"]
