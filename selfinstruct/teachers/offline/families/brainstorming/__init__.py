"""Brainstorming tasks: ideas for a described situation, chosen from tables to fit its details."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.brainstorming import (
    class_activities,
    concept_examples,
    doctor_questions,
    fault_causes,
    form_inputs,
    fridge_meals,
    gift_ideas,
    hypothesis_tests,
    interview_questions,
    packing_list,
    project_risks,
    saving_tips,
    shop_names,
    village_sales,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("packing_list", TaskType.BRAINSTORMING, packing_list.write_packing_list),
    Family("fridge_meals", TaskType.BRAINSTORMING, fridge_meals.write_fridge_meals),
    Family("gift_ideas", TaskType.BRAINSTORMING, gift_ideas.write_gift_ideas),
    Family("saving_tips", TaskType.BRAINSTORMING, saving_tips.write_saving_tips),
    Family("shop_names", TaskType.BRAINSTORMING, shop_names.write_shop_names),
    Family("fault_causes", TaskType.BRAINSTORMING, fault_causes.write_fault_causes),
    Family("class_activities", TaskType.BRAINSTORMING, class_activities.write_class_activities),
    Family("project_risks", TaskType.BRAINSTORMING, project_risks.write_project_risks),
    Family("interview_questions", TaskType.BRAINSTORMING, interview_questions.write_interview_questions),
    Family("concept_examples", TaskType.BRAINSTORMING, concept_examples.write_concept_examples),
    Family("form_inputs", TaskType.BRAINSTORMING, form_inputs.write_form_inputs),
    Family("doctor_questions", TaskType.BRAINSTORMING, doctor_questions.write_doctor_questions),
    Family("village_sales", TaskType.BRAINSTORMING, village_sales.write_village_sales),
    Family("hypothesis_tests", TaskType.BRAINSTORMING, hypothesis_tests.write_hypothesis_tests),
)
