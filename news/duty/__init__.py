"""Duty watch (更新监测): the days that sites and columns have left before the official limits."""
