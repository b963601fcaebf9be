"""The lowest floor: plain Python that knows neither Django nor the bureau."""
