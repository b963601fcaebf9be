"""``shizheng codes …``"""
