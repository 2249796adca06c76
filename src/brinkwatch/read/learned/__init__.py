"""What is learned from the annotated corpus: which words report acts, of which type, how surely, and who does them to whom."""
