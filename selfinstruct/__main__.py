"""`python -m selfinstruct`."""

from selfinstruct.cli.app import main

main()
