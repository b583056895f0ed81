"""Open questions without a passage: calculations, proofs, dates, puzzles, explanations and corrected premises."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.open_qa import (
    chance_steps,
    choice_puzzle,
    concept_lesson,
    false_premise,
    money_plans,
    number_proof,
    rank_puzzle,
    science_sum,
    shopping_bill,
    stage_dates,
    trip_clock,
    unit_story,
    word_pair,
    zone_clock,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("shopping_bill", TaskType.OPEN_QA, shopping_bill.write_shopping_bill),
    Family("stage_dates", TaskType.OPEN_QA, stage_dates.write_stage_dates),
    Family("unit_story", TaskType.OPEN_QA, unit_story.write_unit_story),
    Family("trip_clock", TaskType.OPEN_QA, trip_clock.write_trip_clock),
    Family("rank_puzzle", TaskType.OPEN_QA, rank_puzzle.write_rank_puzzle),
    Family("choice_puzzle", TaskType.OPEN_QA, choice_puzzle.write_choice_puzzle),
    Family("money_plans", TaskType.OPEN_QA, money_plans.write_money_plans),
    Family("science_sum", TaskType.OPEN_QA, science_sum.write_science_sum),
    Family("number_proof", TaskType.OPEN_QA, number_proof.write_number_proof),
    Family("chance_steps", TaskType.OPEN_QA, chance_steps.write_chance_steps),
    Family("zone_clock", TaskType.OPEN_QA, zone_clock.write_zone_clock),
    Family("false_premise", TaskType.OPEN_QA, false_premise.write_false_premise),
    Family("concept_lesson", TaskType.OPEN_QA, concept_lesson.write_concept_lesson),
    Family("word_pair", TaskType.OPEN_QA, word_pair.write_word_pair),
)
