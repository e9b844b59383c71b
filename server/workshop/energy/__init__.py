"""The data: Germany's hours of solar and wind power, simulated, or the real ones from Open Power System Data."""
