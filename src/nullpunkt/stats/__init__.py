"""The formulas: numbers in, one frozen result out; nothing here reads a file, a clock or a random source of its own."""
