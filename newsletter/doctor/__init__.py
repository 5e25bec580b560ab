"""Look at everything a publication depends on, and say in one line each what to do."""

from newsletter.doctor.examination import Condition, Diagnosis, examine

__all__ = ["Condition", "Diagnosis", "examine"]
