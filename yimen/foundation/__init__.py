"""What every app stands on: settings from the environment, text, decoding, sanitising, events. No models."""
