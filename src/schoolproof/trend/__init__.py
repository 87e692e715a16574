"""How it went over time, judged from Git: `points`, and the commits that moved them."""
