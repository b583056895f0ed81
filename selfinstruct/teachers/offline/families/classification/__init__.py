"""Classification tasks: concrete cases that get labels of a given set, or a choice among given options."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.classification import (
    argument_fallacy,
    benefit_check,
    claim_verdict,
    clause_check,
    expense_account,
    figure_of_speech,
    key_determination,
    odd_one_out,
    offer_choice,
    request_routing,
    review_sentiment,
    skill_grading,
    ticket_urgency,
    triage_patients,
    waste_sorting,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("review_sentiment", TaskType.CLASSIFICATION, review_sentiment.write_review),
    Family("ticket_urgency", TaskType.CLASSIFICATION, ticket_urgency.write_urgency),
    Family("claim_verdict", TaskType.CLASSIFICATION, claim_verdict.write_statement),
    Family("request_routing", TaskType.CLASSIFICATION, request_routing.write_routing),
    Family("expense_account", TaskType.CLASSIFICATION, expense_account.write_expense),
    Family("odd_one_out", TaskType.CLASSIFICATION, odd_one_out.write_odd_one),
    Family("triage_patients", TaskType.CLASSIFICATION, triage_patients.write_triage),
    Family("offer_choice", TaskType.CLASSIFICATION, offer_choice.write_offer_choice),
    Family("skill_grading", TaskType.CLASSIFICATION, skill_grading.write_skill_grading),
    Family("clause_check", TaskType.CLASSIFICATION, clause_check.write_clause_check),
    Family("key_determination", TaskType.CLASSIFICATION, key_determination.write_key_determination),
    Family("argument_fallacy", TaskType.CLASSIFICATION, argument_fallacy.write_argument_fallacy),
    Family("figure_of_speech", TaskType.CLASSIFICATION, figure_of_speech.write_figure),
    Family("waste_sorting", TaskType.CLASSIFICATION, waste_sorting.write_waste_sorting),
    Family("benefit_check", TaskType.CLASSIFICATION, benefit_check.write_benefit_check),
)
