"""What is asked for beside answers, and quotes alone can give: a count, a list, a digest, two things side by side."""
