"""Writing tasks: concrete requirements, and a text, timetable or program that meets all of them."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.generation import (
    acrostic_poem,
    complaint_letter,
    day_timetable,
    gathering_notice,
    html_form,
    job_letter,
    lesson_plan,
    occasion_speech,
    product_copy,
    python_class,
    python_function,
    quarter_report,
    sql_query,
    thanks_letter,
    word_problem,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("gathering_notice", TaskType.GENERATION, gathering_notice.write_notice),
    Family("thanks_letter", TaskType.GENERATION, thanks_letter.write_thanks),
    Family("python_function", TaskType.GENERATION, python_function.write_python),
    Family("sql_query", TaskType.GENERATION, sql_query.write_sql),
    Family("day_timetable", TaskType.GENERATION, day_timetable.write_timetable),
    Family("product_copy", TaskType.GENERATION, product_copy.write_copy),
    Family("lesson_plan", TaskType.GENERATION, lesson_plan.write_lesson_plan),
    Family("job_letter", TaskType.GENERATION, job_letter.write_job_letter),
    Family("complaint_letter", TaskType.GENERATION, complaint_letter.write_complaint),
    Family("python_class", TaskType.GENERATION, python_class.write_python_class),
    Family("html_form", TaskType.GENERATION, html_form.write_html_form),
    Family("quarter_report", TaskType.GENERATION, quarter_report.write_quarter_report),
    Family("occasion_speech", TaskType.GENERATION, occasion_speech.write_occasion_speech),
    Family("acrostic_poem", TaskType.GENERATION, acrostic_poem.write_acrostic_poem),
    Family("word_problem", TaskType.GENERATION, word_problem.write_word_problem),
)
