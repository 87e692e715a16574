"""From a difference to a proven change: plans, their guards, approval, application, record."""
