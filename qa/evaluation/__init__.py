"""Evaluation of retrieval and answers, and calibration of confidence."""
