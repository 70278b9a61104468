"""The networks that functions are tried on: what is drawn, made smaller, written down."""
