"""Closed questions about tables, notices, rules, reports, logs and passages, with answers derived from the given text."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.closed_qa import (
    duty_roster,
    event_notice,
    exam_marks,
    lab_report,
    life_story,
    missing_fact,
    opening_hours,
    price_list,
    quarter_figures,
    rule_cases,
    system_log,
    tariff_plans,
    train_timetable,
    wrong_premise,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("price_list", TaskType.CLOSED_QA, price_list.write_price_list),
    Family("train_timetable", TaskType.CLOSED_QA, train_timetable.write_train_timetable),
    Family("exam_marks", TaskType.CLOSED_QA, exam_marks.write_exam_marks),
    Family("duty_roster", TaskType.CLOSED_QA, duty_roster.write_duty_roster),
    Family("event_notice", TaskType.CLOSED_QA, event_notice.write_notice),
    Family("quarter_figures", TaskType.CLOSED_QA, quarter_figures.write_quarter_figures),
    Family("tariff_plans", TaskType.CLOSED_QA, tariff_plans.write_tariff_plans),
    Family("rule_cases", TaskType.CLOSED_QA, rule_cases.write_rule_cases),
    Family("lab_report", TaskType.CLOSED_QA, lab_report.write_lab_report),
    Family("life_story", TaskType.CLOSED_QA, life_story.write_life_story),
    Family("missing_fact", TaskType.CLOSED_QA, missing_fact.write_missing_fact),
    Family("wrong_premise", TaskType.CLOSED_QA, wrong_premise.write_wrong_premise),
    Family("opening_hours", TaskType.CLOSED_QA, opening_hours.write_opening_hours),
    Family("system_log", TaskType.CLOSED_QA, system_log.write_system_log),
)
