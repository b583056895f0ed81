"""Extraction tasks: a generated text, and a request for some of the facts in it."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.extract import (
    bibliography_entries,
    chat_agreement,
    clinic_record,
    contract_terms,
    failed_entries,
    lab_quantities,
    minutes_duties,
    order_form,
    panel_opinions,
    programme_sessions,
    recipe_groups,
    spending_items,
    trip_facts,
    wenyan_annals,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("minutes_duties", TaskType.EXTRACT, minutes_duties.write_minutes),
    Family("programme_sessions", TaskType.EXTRACT, programme_sessions.write_programme),
    Family("order_form", TaskType.EXTRACT, order_form.write_order),
    Family("spending_items", TaskType.EXTRACT, spending_items.write_spending),
    Family("trip_facts", TaskType.EXTRACT, trip_facts.write_trip),
    Family("clinic_record", TaskType.EXTRACT, clinic_record.write_clinic_record),
    Family("contract_terms", TaskType.EXTRACT, contract_terms.write_contract_terms),
    Family("lab_quantities", TaskType.EXTRACT, lab_quantities.write_lab_quantities),
    Family("failed_entries", TaskType.EXTRACT, failed_entries.write_failed_entries),
    Family("chat_agreement", TaskType.EXTRACT, chat_agreement.write_chat_agreement),
    Family("wenyan_annals", TaskType.EXTRACT, wenyan_annals.write_wenyan_annals),
    Family("bibliography_entries", TaskType.EXTRACT, bibliography_entries.write_bibliography_entries),
    Family("recipe_groups", TaskType.EXTRACT, recipe_groups.write_recipe_groups),
    Family("panel_opinions", TaskType.EXTRACT, panel_opinions.write_panel_opinions),
)
