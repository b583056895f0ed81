"""What all HTML pages share: layout, style, script and colours, and how much of long texts they show."""
