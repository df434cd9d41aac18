"""How good retrieval and answers are, and the calibration of confidence."""
