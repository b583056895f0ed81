"""`selfinstruct report`: statistics of a dataset, their charts, and the HTML page that shows them."""
