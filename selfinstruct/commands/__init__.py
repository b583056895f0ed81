"""The acts: one short file each."""
