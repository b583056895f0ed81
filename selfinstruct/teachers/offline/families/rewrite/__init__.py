"""Rewriting tasks: a given text, and the same content in another form."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.rewrite import (
    capital_amounts,
    classical_to_modern,
    clock_times,
    config_to_json,
    dates_to_iso,
    leave_note,
    metric_units,
    news_to_english,
    plain_clauses,
    polite_message,
    records_to_table,
    regroup_list,
    reported_speech,
    spelling_repair,
    spoken_cleanup,
    voice_change,
    voice_to_report,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("leave_note", TaskType.REWRITE, leave_note.write_leave_note),
    Family("polite_message", TaskType.REWRITE, polite_message.write_polite_message),
    Family("spelling_repair", TaskType.REWRITE, spelling_repair.write_spelling),
    Family("capital_amounts", TaskType.REWRITE, capital_amounts.write_capital_amounts),
    Family("clock_times", TaskType.REWRITE, clock_times.write_clock_times),
    Family("records_to_table", TaskType.REWRITE, records_to_table.write_records),
    Family("voice_change", TaskType.REWRITE, voice_change.write_voice),
    Family("news_to_english", TaskType.REWRITE, news_to_english.write_news_to_english),
    Family("config_to_json", TaskType.REWRITE, config_to_json.write_config_to_json),
    Family("classical_to_modern", TaskType.REWRITE, classical_to_modern.write_classical_to_modern),
    Family("dates_to_iso", TaskType.REWRITE, dates_to_iso.write_dates_to_iso),
    Family("regroup_list", TaskType.REWRITE, regroup_list.write_regroup_list),
    Family("metric_units", TaskType.REWRITE, metric_units.write_metric_units),
    Family("spoken_cleanup", TaskType.REWRITE, spoken_cleanup.write_spoken_cleanup),
    Family("plain_clauses", TaskType.REWRITE, plain_clauses.write_plain_clauses),
    Family("voice_to_report", TaskType.REWRITE, voice_to_report.write_voice_to_report),
    Family("reported_speech", TaskType.REWRITE, reported_speech.write_reported_speech),
)
