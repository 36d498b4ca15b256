"""Fine-tunes wirefold's encoder and writes the weights that the Rust side reads."""
