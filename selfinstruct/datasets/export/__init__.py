"""Export of dataset rows to the file formats of trainers and other tools."""
