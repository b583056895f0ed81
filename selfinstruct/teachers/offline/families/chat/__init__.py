"""Chat tasks: a reply in a role, composed from the rules of the role and the details of the message."""

from __future__ import annotations

from selfinstruct.schema.task_types import TaskType
from selfinstruct.teachers.offline.families.chat import (
    comfort_friend,
    corrected_order,
    figure_answers,
    gentle_correction,
    it_support,
    leaflet_pharmacist,
    market_haggle,
    next_line,
    pupil_mistake,
    rebook_visit,
    return_request,
    scam_warning,
    take_order,
    tour_guide,
)
from selfinstruct.teachers.offline.family import Family

FAMILIES: tuple[Family, ...] = (
    Family("return_request", TaskType.CHAT, return_request.write_return_request),
    Family("comfort_friend", TaskType.CHAT, comfort_friend.write_comfort_friend),
    Family("rebook_visit", TaskType.CHAT, rebook_visit.write_rebook_visit),
    Family("take_order", TaskType.CHAT, take_order.write_take_order),
    Family("next_line", TaskType.CHAT, next_line.write_next_line),
    Family("pupil_mistake", TaskType.CHAT, pupil_mistake.write_pupil_mistake),
    Family("market_haggle", TaskType.CHAT, market_haggle.write_market_haggle),
    Family("tour_guide", TaskType.CHAT, tour_guide.write_tour_guide),
    Family("it_support", TaskType.CHAT, it_support.write_it_support),
    Family("figure_answers", TaskType.CHAT, figure_answers.write_figure_answers),
    Family("leaflet_pharmacist", TaskType.CHAT, leaflet_pharmacist.write_leaflet_pharmacist),
    Family("scam_warning", TaskType.CHAT, scam_warning.write_scam_warning),
    Family("gentle_correction", TaskType.CHAT, gentle_correction.write_gentle_correction),
    Family("corrected_order", TaskType.CHAT, corrected_order.write_corrected_order),
)
