"""`selfinstruct report`: the numbers of a dataset, their charts, and the page that shows them."""
