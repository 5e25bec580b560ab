"""Look at everything a publication depends on, and say in one line each what to do."""

from newsletter.doctor.examination import Diagnosis, Condition, examine

__all__ = ["Diagnosis", "Condition", "examine"]
