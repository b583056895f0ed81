"""Summarization tasks: notes, reviews, logs and reports. Text and summary are generated from the same facts."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.summarization import (
    contract_digest,
    court_case,
    debate_digest,
    experiment_summary,
    fable_gist,
    incident_report,
    lecture_outline,
    meeting_notes,
    news_brief,
    popular_science,
    product_reviews,
    quarterly_report,
    service_chat,
    village_history,
    week_log,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("meeting_notes", TaskType.SUMMARIZATION, meeting_notes.write_meeting_notes),
    Family("product_reviews", TaskType.SUMMARIZATION, product_reviews.write_product_reviews),
    Family("week_log", TaskType.SUMMARIZATION, week_log.write_week_log),
    Family("news_brief", TaskType.SUMMARIZATION, news_brief.write_news_brief),
    Family("incident_report", TaskType.SUMMARIZATION, incident_report.write_incident_report),
    Family("contract_digest", TaskType.SUMMARIZATION, contract_digest.write_contract_digest),
    Family("court_case", TaskType.SUMMARIZATION, court_case.write_court_case),
    Family("debate_digest", TaskType.SUMMARIZATION, debate_digest.write_debate_digest),
    Family("fable_gist", TaskType.SUMMARIZATION, fable_gist.write_fable_gist),
    Family("popular_science", TaskType.SUMMARIZATION, popular_science.write_popular_science),
    Family("quarterly_report", TaskType.SUMMARIZATION, quarterly_report.write_quarterly_report),
    Family("service_chat", TaskType.SUMMARIZATION, service_chat.write_service_chat),
    Family("village_history", TaskType.SUMMARIZATION, village_history.write_village_history),
    Family("experiment_summary", TaskType.SUMMARIZATION, experiment_summary.write_experiment_summary),
    Family("lecture_outline", TaskType.SUMMARIZATION, lecture_outline.write_lecture_outline),
)
