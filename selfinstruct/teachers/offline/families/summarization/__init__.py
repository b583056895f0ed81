"""Summarization tasks: notes, reviews, logs and reports. Text and summary are generated from the same facts."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.summarization import (
    experiment_summary,
    lecture_outline,
    meeting_notes,
    news_brief,
    product_reviews,
    week_log,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("meeting_notes", TaskType.SUMMARIZATION, meeting_notes.write_meeting_notes),
    Family("product_reviews", TaskType.SUMMARIZATION, product_reviews.write_product_reviews),
    Family("week_log", TaskType.SUMMARIZATION, week_log.write_week_log),
    Family("news_brief", TaskType.SUMMARIZATION, news_brief.write_news_brief),
    Family("experiment_summary", TaskType.SUMMARIZATION, experiment_summary.write_experiment_summary),
    Family("lecture_outline", TaskType.SUMMARIZATION, lecture_outline.write_lecture_outline),
)
