"""``shizheng vault …``"""
