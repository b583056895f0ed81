"""A dataset's rows in the files that trainers and other tools read."""

from selfinstruct.exporting.filters import Filters
from selfinstruct.exporting.formats import Format
from selfinstruct.exporting.places import Places, places_for

__all__ = ["Filters", "Format", "Places", "places_for"]
