"""What a report says: numbers of a run or a file, the pictures of them, and the page."""
