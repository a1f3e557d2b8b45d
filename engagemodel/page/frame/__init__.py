"""What stands around every view: heading with figures, findings, changes, legend and foot."""
