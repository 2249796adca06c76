"""The field's codes and words in TOML, each with a typed loader; everything is loaded when first asked for."""
