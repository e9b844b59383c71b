"""What the notebooks and projects of the forecasting desk share."""

__version__ = "0.1.0"
