"""What each role may do: the matrix, what is about to change, who changed what before."""
