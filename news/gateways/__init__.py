"""Other systems: each module speaks on the wire, and in our terms to the inside."""
