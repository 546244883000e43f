"""What single kinds of act keep beside the act: drawings, baskets, shifts, selections."""
