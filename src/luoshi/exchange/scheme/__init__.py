"""A scheme as people read it: a page with its state diagram, and the same in lines for the terminal."""
