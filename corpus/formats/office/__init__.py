"""Office documents: Word, PowerPoint, Excel, OpenDocument, RTF."""
