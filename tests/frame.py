"""A work report of an invented city with room for what it reviews and what it plans."""

FRAME = """云州市人民政府工作报告

——{year}年1月20日在云州市第五届人民代表大会第一次会议上

各位代表：

现在，我代表市人民政府，向大会报告工作，请予审议。

一、{last}年工作回顾

{review}

二、{year}年工作安排

{plan}

各位代表！让我们团结奋斗！
"""
