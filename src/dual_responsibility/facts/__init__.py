"""What happened: the facts that users give, and the Registry that holds them."""
