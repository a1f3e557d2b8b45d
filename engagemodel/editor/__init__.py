"""What an editor asks while somebody types in, what it shows out; the language server."""
