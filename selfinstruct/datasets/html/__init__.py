"""What the pages of this project share: layout, look and script, colours, and how much of long texts is shown."""
